"""How large a list may be: beyond any real one, below what would stall a laptop."""

from __future__ import annotations

from pathlib import Path

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.texts import N_

FILE_BYTES = 100_000_000
UNPACKED_BYTES = 300_000_000
CELLS = 3_000_000
ROWS = 150_000
COLUMNS = 1_000
PARTS = 10_000

CELL_TOO_LONG = N_("a cell holds too much text")
_TOO_MUCH_DATA = N_("it holds too much data")
_TOO_MANY_CELLS = N_("it has too many cells")
_TOO_MANY_ROWS = N_("it has too many rows or columns")


class TooLarge(Exception):
    """The content exceeds a limit; the argument says which."""


class Meter:
    """Counts cells and unpacked bytes while a file is read; raises TooLarge at the limit."""

    def __init__(self) -> None:
        self._cells = 0
        self._bytes = 0

    def count_row(self, cells: int) -> None:
        """Count a row of `cells` cells."""
        self._cells += max(cells, 1)
        if self._cells > CELLS:
            raise TooLarge(_TOO_MANY_CELLS)

    def count_bytes(self, number: int) -> None:
        """Count unpacked bytes."""
        self._bytes += number
        if self._bytes > UNPACKED_BYTES:
            raise TooLarge(_TOO_MUCH_DATA)


def check_extent(rows: int, last_column: int) -> None:
    """Raise TooLarge for a sheet of more than `rows` rows, or with a cell beyond the last column (from 0)."""
    if rows > ROWS or last_column >= COLUMNS:
        raise TooLarge(_TOO_MANY_ROWS)


def check_parts(number: int) -> None:
    """Raise TooLarge for a package of too many parts."""
    if number > PARTS:
        raise TooLarge(_TOO_MUCH_DATA)


def refuse_large_file(path: Path, size: int) -> None:
    """Raise LIST_TOO_LARGE for a file that is not even opened."""
    if size > FILE_BYTES:
        raise DomainError(Code.LIST_TOO_LARGE, path=path.name, detail=_TOO_MUCH_DATA)
