"""Cells as the file holds them, before anyone decides what they mean."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from handover_desktop.lists.problems import ProblemCode


class CellKind(enum.Enum):
    """What the file says a cell is."""

    TEXT = enum.auto()
    NUMBER = enum.auto()
    DATE = enum.auto()
    TRUTH = enum.auto()
    FAULT = enum.auto()
    UNCALCULATED = enum.auto()


class Cell(NamedTuple):
    """One cell that is not blank; a tuple, since of all values these are the most.

    `text` is the content: a number in plain decimal form, a date as in ISO 8601, a fault by name (`#N/A`).
    `shown` is how the spreadsheet displays a number where that differs. `format` is the number format's code.
    `cleaned` tells that invisible characters or outer spaces were taken off the text.
    """

    kind: CellKind
    text: str
    shown: str = ""
    format: str = ""
    cleaned: bool = False

    @property
    def words(self) -> str:
        """The cell as people read it."""
        return self.shown or self.text

    @property
    def number(self) -> Decimal:
        """The value of a number cell."""
        return Decimal(self.text)


Row = dict[int, Cell]
"""The cells of a row by column, counted from 0."""

Area = tuple[int, int, int, int]
"""A merged area: first row, first column, last row, last column; rows from 1, columns from 0."""


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about the file itself."""

    code: ProblemCode
    value: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its rows that are not blank, by number (from 1), in order, and notes about the file.

    `hidden` are the numbers of rows that the spreadsheet does not show, hidden or filtered out; `hidden_columns` are
    counted from 0.
    """

    name: str
    rows: dict[int, Row]
    merged: tuple[Area, ...] = ()
    visible: bool = True
    notes: tuple[Note, ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """One more than the last column in use."""
        return max((max(row) + 1 for row in self.rows.values() if row), default=0)

    @property
    def last_row(self) -> int:
        """The number of the last row in use."""
        return max(self.rows, default=0)


_INVISIBLE = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """Return `text` without invisible characters, with plain spaces, line feeds as line ends, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip(" ")
    text = _LINE_ENDS.sub("\n", _SPACES.sub(" ", _INVISIBLE.sub("", text)))
    return "\n".join(line.strip(" \t") for line in text.split("\n")).strip("\n")


_SHORT = 100
"""What lists say again and again is no longer; a longer text is not kept beyond its list."""


def text_cell(text: str) -> Cell | None:
    """Return a cell with the cleaned text, None where nothing is left of it."""
    return _short_cell(text) if len(text) <= _SHORT else _make_cell(text)


@functools.lru_cache(maxsize=4096)
def _short_cell(text: str) -> Cell | None:
    return _make_cell(text)


def _make_cell(text: str) -> Cell | None:
    bare = clean(text)
    return Cell(CellKind.TEXT, bare, cleaned=bare != text) if bare else None


def texts_of(row: Row, width: int) -> Iterator[str]:
    """Return the texts of the first `width` columns of a row."""
    return (row[index].words if index in row else "" for index in range(width))


_KEPT_DIGITS = 15


def has_lost_digits(cell: Cell) -> bool:
    """Tell whether a number has more digits than spreadsheets keep, so that the last ones are not its own."""
    if cell.kind is not CellKind.NUMBER or len(cell.text) <= _KEPT_DIGITS:
        return False
    return len(cell.text.lstrip("-").partition(".")[0]) > _KEPT_DIGITS
