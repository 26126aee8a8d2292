"""The pictures of pages that are at hand: asked for one by one, the least used let go beyond a bound of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from handover_desktop.ui.widgets.pdf_source import PageSource, Tile

_BYTES_PER_PIXEL: Final = 4


class TileStore(QObject):
    """Keeps pictures of tiles within `limit` bytes; those that are wanted now are never let go.

    *Signals:* `arrived(int)` with the page of a picture that came.
    """

    arrived = Signal(int)

    def __init__(self, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self._source: PageSource | None = None
        self._pictures: dict[Tile, QImage] = {}
        self._bytes = 0
        self._wanted: tuple[Tile, ...] = ()
        self._failed: set[Tile] = set()
        self._under_way = False

    @property
    def bytes_kept(self) -> int:
        """How much memory the pictures take."""
        return self._bytes

    def show(self, source: PageSource | None) -> None:
        """Begin with another document; what is under way for the last one is not taken."""
        self._source = source
        self._pictures.clear()
        self._failed.clear()
        self._bytes = 0
        self._wanted = ()
        self._under_way = False

    def want(self, tiles: Sequence[Tile]) -> None:
        """Ask for `tiles`, the first ones first, instead of what was wanted before."""
        self._wanted = tuple(tiles)
        self._ask()

    def picture(self, tile: Tile) -> QImage | None:
        """Return the picture of a tile where it is at hand."""
        kept = self._pictures.pop(tile, None)
        if kept is not None:
            self._pictures[tile] = kept
        return kept

    def has_failed(self, page: int) -> bool:
        """Whether a part of `page` could not be drawn."""
        return any(tile.page == page for tile in self._failed)

    def others(self, page: int, whole: tuple[int, int]) -> Iterator[tuple[Tile, QImage]]:
        """Return the pictures of `page` in other sizes than `whole`, those used last at the end."""
        return (
            (tile, picture)
            for tile, picture in self._pictures.items()
            if tile.page == page and tile.whole != whole
        )

    def _ask(self) -> None:
        if self._under_way or self._source is None:
            return
        missing = next(
            (tile for tile in self._wanted if tile not in self._pictures and tile not in self._failed), None
        )
        if missing is not None:
            self._under_way = True
            self._source.render(missing, self._taker(self._source, missing))

    def _taker(self, source: PageSource, tile: Tile) -> Callable[[bytes | None], None]:
        def take(pixels: bytes | None) -> None:
            if source is not self._source:
                return
            self._under_way = False
            if pixels is None:
                self._failed.add(tile)
            else:
                self._keep(tile, pixels)
            self.arrived.emit(tile.page)
            self._ask()

        return take

    def _keep(self, tile: Tile, pixels: bytes) -> None:
        width, height = tile.place[2:]
        line = width * _BYTES_PER_PIXEL
        self._pictures[tile] = QImage(pixels, width, height, line, QImage.Format.Format_RGB32).copy()
        self._bytes += line * height
        wanted = set(self._wanted)
        for old in [old for old in self._pictures if old not in wanted]:
            if self._bytes <= self._limit:
                break
            del self._pictures[old]
            self._bytes -= old.place[2] * old.place[3] * _BYTES_PER_PIXEL
