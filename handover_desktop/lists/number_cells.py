"""Makes cells of the numbers that binary and XML workbooks hold: a date, a faulty value, or digits as displayed."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from handover_desktop.lists.cells import Cell, CellKind
from handover_desktop.lists.number_formats import (
    date_text,
    elapsed_text,
    is_date_format,
    is_elapsed_format,
    is_percent_format,
    percent_text,
    plain_number,
    shown_number,
)

FAULTS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
"""The error values of binary workbooks ([MS-XLS] 2.5.10)."""

_LARGEST = 1e300


class NumberCells:
    """The number formats of one workbook, by the number of the style that has them."""

    def __init__(self, formats: Sequence[str] = ("General",), *, from_1904: bool = False) -> None:
        self._formats = formats
        self._dated = [is_date_format(code) for code in formats]
        self._percent = [is_percent_format(code) for code in formats]
        self._from_1904 = from_1904

    def cell(self, value: float, style: int) -> Cell:
        """Return the cell of a number in a style; an unknown style is the general one."""
        if not is_number(value):
            return Cell(CellKind.FAULT, str(value))
        known = 0 <= style < len(self._formats)
        if known and self._dated[style]:
            try:
                if is_elapsed_format(self._formats[style]):
                    return Cell(CellKind.DATE, elapsed_text(value))
                return Cell(CellKind.DATE, date_text(value, from_1904=self._from_1904))
            except ValueError:
                return Cell(CellKind.FAULT, "#####")
        code = self._formats[style] if known else "General"
        text = plain_number(value)
        shown = percent_text(text) if known and self._percent[style] else shown_number(text, code)
        return Cell(CellKind.NUMBER, text, shown, code)


def is_number(value: float) -> bool:
    """Tell whether spreadsheets know a number as large as this; what is no number, they do not."""
    return -_LARGEST < value < _LARGEST


def fault_cell(code: int) -> Cell:
    """Return the cell of an error value."""
    return Cell(CellKind.FAULT, FAULTS.get(code, "#ERROR!"))


def truth_cell(value: object) -> Cell:
    """Return the cell of a truth value."""
    return Cell(CellKind.TRUTH, "TRUE" if value else "FALSE")


def packed_number(raw: int) -> float:
    """Return the value of an RK number ([MS-XLS] 2.5.217): 30 bits, of a float or of a whole number."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return value / 100 if raw & 1 else value
