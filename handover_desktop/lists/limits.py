"""How large a list may be: beyond any real one, below what would stall a laptop."""

from __future__ import annotations

import time
from pathlib import Path

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.texts import N_

FILE_BYTES = 100_000_000
UNPACKED_BYTES = 300_000_000
CELLS = 1_600_000
"""In all sheets together: what keeps the whole import under 600 MB."""

ROWS = 150_000
COLUMNS = 1_000
PARTS = 10_000
TAGS = 20_000_000
"""Opening and closing ones: a cell has six at most. Empty cells cost time as well, and pack to nothing."""

LAST_ROW = 1_048_576
"""Where the sheets of spreadsheets end."""

_OFTEN = 256
SECONDS, SECONDS_PER_CELL = 10, 40e-6
"""How much processor time reading may take: a slow laptop's for a real list, and no more for one that holds little."""

CELL_TOO_LONG = N_("a cell holds too much text")
_TOO_MUCH_DATA = N_("it holds too much data")
_TOO_MANY_CELLS = N_("it has more than 1,600,000 cells in all its sheets")
_TOO_SLOW = N_("reading it takes too long for the little it holds")
_TOO_MANY_ROWS = N_("it has too many rows or columns")


class TooLarge(Exception):
    """The content exceeds a limit; the argument says which."""


class Meter:
    """Counts cells, tags and unpacked bytes while a file is read; raises TooLarge at the limit.

    `progress` is told how far that is, by rows or bytes, whichever `expect` was given; it may end the reading.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._cells = self._bytes = self._tags = 0
        self._row = 0
        self._all_bytes = self._all_rows = 0
        self._begun = time.thread_time()

    def expect(self, *, octets: int = 0, rows: int = 0) -> None:
        """Say how many unpacked bytes or rows there may be in all; nothing depends on it but what is told."""
        self._all_bytes, self._all_rows = octets, rows

    def again(self) -> Meter:
        """Return a meter that begins to count anew."""
        fresh = Meter(self._progress)
        fresh.expect(octets=self._all_bytes, rows=self._all_rows)
        return fresh

    def count_row(self, cells: int) -> None:
        """Count a row of `cells` cells."""
        self._cells += max(cells, 1)
        if self._cells > CELLS:
            raise TooLarge(_TOO_MANY_CELLS)
        self.pass_row()

    def pass_row(self) -> None:
        """Go past a row, also a blank one."""
        self._row += 1
        if self._row % _OFTEN == 0:
            self._tell()

    def count_tags(self, number: int) -> None:
        """Count tags, opening and closing."""
        self._tags += number
        if self._tags > TAGS:
            raise TooLarge(_TOO_MUCH_DATA)

    def count_bytes(self, number: int) -> None:
        """Count unpacked bytes."""
        self._bytes += number
        if self._bytes > UNPACKED_BYTES:
            raise TooLarge(_TOO_MUCH_DATA)
        self._tell()

    def _tell(self) -> None:
        if time.thread_time() - self._begun > SECONDS + self._cells * SECONDS_PER_CELL:
            raise TooLarge(_TOO_SLOW)
        if self._progress is not None and self._all_rows:
            self._progress(self._row, self._all_rows)
        elif self._progress is not None:
            self._progress(self._bytes, self._all_bytes)


def check_extent(rows: int, last_column: int) -> None:
    """Raise TooLarge for a sheet of more than `rows` rows, or with a cell beyond the last column (from 0)."""
    if rows > ROWS or last_column >= COLUMNS:
        raise TooLarge(_TOO_MANY_ROWS)


def check_row(number: int) -> None:
    """Raise TooLarge for a row beyond the end of any sheet, blank ones counted."""
    if number > LAST_ROW:
        raise TooLarge(_TOO_MANY_ROWS)


def check_parts(number: int) -> None:
    """Raise TooLarge for a package of too many parts."""
    if number > PARTS:
        raise TooLarge(_TOO_MUCH_DATA)


def refuse_large_file(path: Path, size: int) -> None:
    """Raise LIST_TOO_LARGE for a file that is not even opened."""
    if size > FILE_BYTES:
        raise DomainError(Code.LIST_TOO_LARGE, path=path.name, detail=_TOO_MUCH_DATA)
