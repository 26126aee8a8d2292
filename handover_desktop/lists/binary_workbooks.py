"""Reads XLSB, the workbooks whose parts are binary records ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from handover_desktop.lists.cells import Cell, CellKind, Table, text_cell
from handover_desktop.lists.limits import Meter
from handover_desktop.lists.number_cells import NumberCells, fault_cell, packed_number, truth_cell
from handover_desktop.lists.number_formats import BUILT_IN
from handover_desktop.lists.packages import Package
from handover_desktop.lists.sheet_rows import SheetRows

_ROW, _COLUMNS, _MERGED = 0, 60, 176
_SHEET, _PROPERTIES, _CALCULATION = 156, 153, 157
_SHARED_TEXT = 19
_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 1
_FIRST_SHORT, _LAST_SHORT, _SHORTER = 12, 18, 11
"""Cells that leave out their column, which is the next one."""

_CHUNK = 1 << 20


def read_binary_workbook(data: bytes, meter: Meter) -> list[Table]:
    """Return the worksheets of an XLSB file.

    Raises zipfile.BadZipFile, KeyError, ValueError, struct.error or expat.ExpatError for a damaged one, and TooLarge.
    """
    return _Workbook(Package(data, meter), meter).tables()


class _Workbook:
    """The parts of one file that cells refer to."""

    def __init__(self, package: Package, meter: Meter) -> None:
        self._package = package
        self._meter = meter
        self._sheets: list[tuple[str, str, bool]] = []
        self._from_1904 = False
        self._calculates = False

    def tables(self) -> list[Table]:
        """Read every worksheet, in the order of the tabs."""
        main = self._package.main_part()
        related = self._package.relations(main)
        for kind, body in self._records(main):
            self._take(kind, body)
        strings: list[Cell | None] = []
        formats: list[str] = ["General"]
        for kind_of_part, target in related.values():
            if kind_of_part == "sharedStrings":
                strings = [
                    text_cell(_text(body, 1)[0])
                    for kind, body in self._records(target)
                    if kind == _SHARED_TEXT
                ]
            elif kind_of_part == "styles":
                formats = self._formats(target)
        numbers = NumberCells(formats, from_1904=self._from_1904)
        tables = []
        for name, relation, visible in self._sheets:
            kind_of_part, target = related.get(relation, ("", ""))
            if kind_of_part == "worksheet":
                sheet = _Sheet(strings, numbers, self._meter, left_to_opening=self._calculates)
                for kind, body in self._records(target):
                    sheet.take(kind, body)
                tables.append(sheet.table(name, visible=visible))
        return tables

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _SHEET:
            (state,) = struct.unpack_from("<I", body)
            relation, at = _text(body, 8)
            self._sheets.append((_text(body, at)[0], relation, state == 0))
        elif kind == _PROPERTIES:
            self._from_1904 = bool(body[0] & 1)
        elif kind == _CALCULATION:
            self._calculates = bool(struct.unpack_from("<H", body, 24)[0] & 1)

    def _formats(self, part: str) -> list[str]:
        codes = dict(BUILT_IN)
        numbers: list[int] = []
        inside = False
        for kind, body in self._records(part):
            if kind == _FORMAT:
                codes[struct.unpack_from("<H", body)[0]] = _text(body, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                inside = kind == _STYLES_BEGIN
            elif kind == _STYLE and inside:
                numbers.append(struct.unpack_from("<H", body, 2)[0])
        return [codes.get(number, "General") for number in numbers] or ["General"]

    def _records(self, part: str) -> Iterator[tuple[int, bytes]]:
        with self._package.open(part) as stream:
            data, at = b"", 0
            while True:
                if len(data) - at < _CHUNK:
                    more = stream.read(_CHUNK)
                    self._meter.count_bytes(len(more))
                    data, at = data[at:] + more, 0
                if at >= len(data):
                    return
                kind, at = _varying(data, at, 2)
                length, at = _varying(data, at, 4)
                while len(data) - at < length and (more := stream.read(length)):
                    self._meter.count_bytes(len(more))
                    data += more
                yield kind, data[at : at + length]
                at += length


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of one byte to `most`, seven bits each, and where it ends; a kind keeps its upper bits."""
    value = 0
    for place in range(most):
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    return value, at + most


def _text(body: bytes, at: int) -> tuple[str, int]:
    """Return a text of wide letters and where it ends; the length of all ones stands for none."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 if length == 0xFFFFFFFF else at + 4 + length * 2
    if end > len(body):
        raise ValueError("a text is cut off")
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


class _Sheet(SheetRows):
    """Collects the rows of one sheet."""

    def __init__(
        self, strings: list[Cell | None], numbers: NumberCells, meter: Meter, *, left_to_opening: bool
    ) -> None:
        super().__init__(meter)
        self._strings = strings
        self._numbers = numbers
        self._left_to_opening = left_to_opening
        self._number = 0
        self._column = -1
        self._makers: dict[int, Callable[[bytes, int], Cell | None]] = {
            1: lambda _body, _style: None,
            2: lambda body, style: numbers.cell(packed_number(struct.unpack_from("<I", body, 8)[0]), style),
            3: lambda body, _: fault_cell(body[8]),
            4: lambda body, _: truth_cell(body[8]),
            5: lambda body, style: numbers.cell(struct.unpack_from("<d", body, 8)[0], style),
            6: lambda body, _: text_cell(_text(body, 8)[0]),
            7: lambda body, _: strings[struct.unpack_from("<I", body, 8)[0]],
            8: lambda body, _: text_cell(_text(body, 8)[0]),
            9: self._calculated,
            10: lambda body, _: truth_cell(body[8]),
            11: lambda body, _: fault_cell(body[8]),
            62: lambda body, _: text_cell(_text(body, 9)[0]),
        }

    def take(self, kind: int, body: bytes) -> None:
        """Take a record."""
        if kind == _ROW:
            self._number, self._column = struct.unpack_from("<I", body)[0] + 1, -1
            if body[11] & _HIDDEN_ROW:
                self.hidden.add(self._number)
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<II8xH", body)
            if flags & _HIDDEN_COLUMN:
                self.hide_columns(first, last)
        elif kind == _MERGED:
            first, last, left, right = struct.unpack_from("<IIII", body)
            self.merged.append((first + 1, left, last + 1, right))
        elif _FIRST_SHORT <= kind <= _LAST_SHORT:
            self._take_cell(kind - _SHORTER, struct.pack("<I", self._column + 1) + body)
        else:
            self._take_cell(kind, body)

    def _take_cell(self, kind: int, body: bytes) -> None:
        if kind in self._makers:
            self._column, style = struct.unpack_from("<II", body)
            cell = self._makers[kind](body, style & 0xFFFFFF)
            if cell is not None:
                self.put(self._number, self._column, cell)

    def _calculated(self, body: bytes, style: int) -> Cell:
        (value,) = struct.unpack_from("<d", body, 8)
        if value == 0 and self._left_to_opening:
            return Cell(CellKind.UNCALCULATED, "")
        return self._numbers.cell(value, style)
