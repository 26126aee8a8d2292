"""Where the pages come from that a view shows: everything is asked for and comes later, on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from handover_desktop.services.viewing import Match, Passage

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of `page` (from 0): the `whole` page has that many pixels, `place` is left, top, width, height in it."""

    page: int
    whole: tuple[int, int]
    place: tuple[int, int, int, int]


class PageSource(Protocol):
    """A document. Whatever is asked for is answered exactly once, with None where it failed or was dropped."""

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Width and height of each page in points."""

    def render(self, tile: Tile, take: Callable[[bytes | None], object]) -> None:
        """Ask for the pixels of a tile: rows of four bytes, blue, green, red, filler."""

    def find(self, wanted: str, pages: range, take: Callable[[tuple[Match, ...] | None], object]) -> None:
        """Ask where a text stands on `pages`."""

    def text_between(
        self, page: int, start: Size, end: Size, take: Callable[[Passage | None], object]
    ) -> None:
        """Ask for the text between two points of a page."""
