"""Codes on things: read from photos and from a camera, and drawn for trying a scanner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.cameras import Seen
from handover_desktop.domain.labels import CodeKind
from handover_desktop.services.photos import read_picture

if TYPE_CHECKING:
    from PIL.Image import Image

    from handover_desktop.protocol.layout.codes import Symbol

_SIDES = (2_000, 4_500, 900)
"""Pixels of the longer side at which a photo is looked at, one after the other until a code is found."""


def read_item_codes(content: bytes, *, name: str) -> tuple[str, ...]:
    """Return the texts of the Code 128, QR and DataMatrix codes on a photo, each once; empty where there is none.

    Raises DomainError PICTURE_UNREADABLE or PICTURE_TOO_LARGE. Takes up to a second; touches no register.
    """
    from PIL import ImageOps

    from handover_desktop.protocol.layout.codes import find_item_codes
    from handover_desktop.protocol.layout.pictures import read_photo

    for side in _SIDES:
        picture = read_photo(content, name=name, longest=side)
        found = find_item_codes(picture) or find_item_codes(ImageOps.autocontrast(picture, cutoff=2))
        if found:
            return tuple(found)
    return ()


def read_item_codes_file(path: Path) -> tuple[str, ...]:
    """Return the codes on the photo of a file; raise as `read_item_codes`, or NO_SUCH_FILE, FILE_NOT_READ."""
    return read_item_codes(read_picture(path), name=path.name)


def see_item_codes(picture: Image) -> tuple[Seen, ...]:
    """Return the codes in a grey picture of a camera; takes about 25 ms for two megapixels."""
    from handover_desktop.protocol.layout.codes import find_item_codes

    across, down = picture.size
    return tuple(
        Seen(text, tuple((x / across, y / down) for x, y in corners))
        for text, corners in find_item_codes(picture).items()
    )


def draw_linear(payload: str) -> Symbol:
    """Return `payload` as Code 128."""
    from handover_desktop.protocol.layout.codes import draw

    return draw(payload, CodeKind.CODE_128)


def draw_squares(payload: str) -> tuple[Symbol, Symbol]:
    """Return `payload` as QR and as DataMatrix."""
    from handover_desktop.protocol.layout.codes import draw

    return draw(payload, CodeKind.QR), draw(payload, CodeKind.DATA_MATRIX)
