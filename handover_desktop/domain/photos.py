"""Photos of a handover: numbered, kept by their digest, referred to by number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handover_desktop.domain.ids import Uid

PHOTO_TYPE = "image/jpeg"
"""The media type in which every photo is kept."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of an item, or of the handover as a whole where `item` is None.

    `number` counts from 1 in the handover and is never given twice. `sha256` is of the picture as it is kept:
    JPEG, upright, without location, `width` by `height` pixels. `taken_at` is the camera's own time, None where it
    has none.
    """

    uid: Uid
    number: int
    item: Uid | None
    sha256: str
    width: int
    height: int
    caption: str = ""
    taken_at: datetime | None = None
