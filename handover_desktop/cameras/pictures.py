"""What passes between the window and the process that reads a camera."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


class Order(enum.Enum):
    """What is wanted next: a small picture, one that is looked at for codes too, or one as large as there is."""

    PICTURE = "picture"
    LOOK = "look"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class Seen:
    """A code that was seen: its text, and its four corners as parts (0 to 1) of the picture's width and height."""

    text: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An upright picture: rows of `stride` bytes, each with `width` times red, green and blue.

    `codes` is None where the picture was not looked at for codes.
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    codes: tuple[Seen, ...] | None = None


@dataclass(frozen=True, slots=True)
class Still:
    """A picture as large as the camera gives it."""

    picture: Picture


Look = Callable[["Image"], tuple[Seen, ...]]
"""Finds codes in a grey picture; a function of a module, for it is called in the other process."""
