"""Reads XLS, the workbooks of Excel 5 to 2003, record by record ([MS-XLS]): values, formats, and what is hidden.

Value libraries hand out numbers without their formats, and a hostile file can end the process that runs them.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from handover_desktop.lists.cells import Cell, CellKind, Table, text_cell
from handover_desktop.lists.limits import Meter
from handover_desktop.lists.number_cells import NumberCells, fault_cell, packed_number, truth_cell
from handover_desktop.lists.number_formats import BUILT_IN
from handover_desktop.lists.old_texts import PiecedTexts, Texts
from handover_desktop.lists.refusals import PasswordNeeded
from handover_desktop.lists.sheet_rows import SheetRows

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _CODEPAGE, _DATEMODE, _BOUNDSHEET = 0x002F, 0x0042, 0x0022, 0x0085
_SST, _XF, _FORMAT = 0x00FC, 0x00E0, 0x041E
_ROW, _COLUMNS, _MERGED, _STRING = 0x0208, 0x007D, 0x00E5, 0x0207
_BIFF8 = 0x0600
_SHEET_OF_CELLS = 0x0010
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 1
_STEP = 1 << 18
_CALCULATE_ON_OPENING = 3
_NO_TEXT = b"\x03" + bytes(5) + b"\xff\xff"


def read_records(stream: bytes, meter: Meter) -> list[Table]:
    """Return the worksheets of the records of a workbook.

    Raises PasswordNeeded, LookupError, ValueError or struct.error for a damaged one, and TooLarge.
    """
    meter.expect(octets=len(stream))
    return _Workbook(stream, meter).tables()


def _records(stream: bytes, at: int, meter: Meter) -> Iterator[tuple[int, list[bytes]]]:
    """Return kind and content of each record, the content in the pieces over which it runs."""
    kind, pieces = -1, [b""]
    told = at
    while at + 4 <= len(stream):
        if at - told >= _STEP:
            meter.count_bytes(at - told)
            told = at
        following, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if following == _CONTINUE:
            pieces.append(body)
            continue
        if kind >= 0:
            yield kind, pieces
        kind, pieces = following, [body]
    if kind >= 0:
        yield kind, pieces


class _Workbook:
    """The globals of one workbook, then its sheets."""

    def __init__(self, stream: bytes, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter
        self._texts = Texts(wide=True)
        self._strings: list[Cell | None] = []
        self._codes = dict(BUILT_IN)
        self._styles: list[int] = []
        self._sheets: list[tuple[int, str, bool]] = []
        self._from_1904 = False

    def tables(self) -> list[Table]:
        """Read every worksheet, in the order of the tabs."""
        self._read_globals()
        formats = [self._codes.get(number, "General") for number in self._styles] or ["General"]
        numbers = NumberCells(formats, from_1904=self._from_1904)
        tables = []
        for start, name, visible in self._sheets:
            self._meter.count_bytes(_STEP >> 6)  # many names may stand for one sheet
            sheet = _Sheet(self._strings, numbers, self._texts, self._meter)
            if sheet.read(self._stream, start):
                tables.append(sheet.table(name, visible=visible))
        return tables

    def _read_globals(self) -> None:
        for place, (kind, pieces) in enumerate(_records(self._stream, 0, self._meter)):
            if (place == 0) != (kind == _BOF):
                raise ValueError("it does not begin like a workbook")
            if kind == _EOF:
                return
            if kind == _SST:
                self._strings = [text_cell(text) for text in PiecedTexts(pieces).table()]
            else:
                self._take(kind, pieces[0])
        raise ValueError("the workbook has no end")

    def _take(self, kind: int, body: bytes) -> None:
        if kind == _FILEPASS:
            raise PasswordNeeded
        if kind == _BOF:
            self._texts = Texts(wide=struct.unpack_from("<H", body)[0] >= _BIFF8)
        elif kind == _CODEPAGE:
            self._texts.use_code_page(struct.unpack_from("<H", body)[0])
        elif kind == _DATEMODE:
            self._from_1904 = struct.unpack_from("<H", body)[0] == 1
        elif kind == _XF:
            self._styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", body)
            self._codes[number] = self._texts.read(body, 2, short=not self._texts.wide)
        elif kind == _BOUNDSHEET:
            start, state, sort = struct.unpack_from("<IBB", body)
            if sort == 0:
                self._sheets.append((start, self._texts.read(body, 6, short=True), state & 3 == 0))


class _Sheet(SheetRows):
    """Collects the rows of one sheet."""

    def __init__(self, strings: list[Cell | None], numbers: NumberCells, texts: Texts, meter: Meter) -> None:
        super().__init__(meter)
        self._strings = strings
        self._numbers = numbers
        self._texts = texts
        self._awaiting: tuple[int, int] | None = None
        self._empty: list[tuple[int, int]] = []
        self._has_results = False
        self._takers: dict[int, Callable[[bytes], None]] = {
            0x00FD: self._shared_text,
            0x0204: self._label,
            0x00D6: self._label,
            0x027E: self._packed,
            0x00BD: self._packed_row,
            0x0203: self._number,
            0x0205: self._truth_or_fault,
            0x0006: self._formula,
            0x0206: self._formula,
            0x0406: self._formula,
            _ROW: self._row,
            _COLUMNS: self._column,
            _MERGED: self._merge,
        }

    def read(self, stream: bytes, start: int) -> bool:
        """Read the records from `start` on; return whether they are a sheet of cells."""
        depth = 0
        for kind, pieces in _records(stream, start, self._meter):
            if kind == _BOF:
                depth += 1
                if depth == 1 and struct.unpack_from("<H", pieces[0], 2)[0] != _SHEET_OF_CELLS:
                    return False
            elif depth == 0:
                raise ValueError("a sheet does not begin like one")
            elif kind == _EOF:
                depth -= 1
                if depth == 0:
                    self._doubt_empty_results()
                    return True
            elif depth == 1 and kind == _STRING:
                self._formula_text(pieces)
            elif depth == 1 and kind in self._takers:
                self._takers[kind](pieces[0])
        raise ValueError("a sheet has no end")

    def _put(self, row: int, column: int, cell: Cell | None) -> None:
        if cell is not None:
            self.put(row + 1, column, cell)

    def _shared_text(self, body: bytes) -> None:
        row, column, _, number = struct.unpack_from("<HHHI", body)
        self._put(row, column, self._strings[number])

    def _label(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        self._put(row, column, text_cell(self._texts.read(body, 6)))

    def _packed(self, body: bytes) -> None:
        row, column, style, raw = struct.unpack_from("<HHHI", body)
        self._put(row, column, self._numbers.cell(packed_number(raw), style))

    def _packed_row(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        for at in range(4, len(body) - 7, 6):
            style, raw = struct.unpack_from("<HI", body, at)
            self._put(row, column, self._numbers.cell(packed_number(raw), style))
            column += 1

    def _number(self, body: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", body)
        self._put(row, column, self._numbers.cell(value, style))

    def _truth_or_fault(self, body: bytes) -> None:
        row, column, _, value, is_fault = struct.unpack_from("<HHHBB", body)
        self._put(row, column, fault_cell(value) if is_fault else truth_cell(value))

    def _formula(self, body: bytes) -> None:
        row, column, style, result, flags = struct.unpack_from("<HHH8sH", body)
        self._awaiting = None
        if flags & _CALCULATE_ON_OPENING and result == bytes(8):
            self._put(row, column, Cell(CellKind.UNCALCULATED, ""))
        elif result == _NO_TEXT:
            self._empty.append((row, column))
            return
        elif result[6:] != b"\xff\xff":
            self._put(row, column, self._numbers.cell(struct.unpack("<d", result)[0], style))
        elif result[0] == 0:
            self._awaiting = (row, column)
        elif result[0] in (1, 2):
            self._put(row, column, truth_cell(result[2]) if result[0] == 1 else fault_cell(result[2]))
        self._has_results = True

    def _doubt_empty_results(self) -> None:
        """Take empty results for none where no formula of the sheet has another: so libraries leave what they write."""
        for row, column in self._empty if not self._has_results else ():
            if row + 1 in self.rows:
                self._put(row, column, Cell(CellKind.UNCALCULATED, ""))

    def _formula_text(self, pieces: list[bytes]) -> None:
        if self._awaiting is not None:
            text = PiecedTexts(pieces).text() if self._texts.wide else self._texts.read(pieces[0], 0)
            self._put(*self._awaiting, text_cell(text))
            self._awaiting = None

    def _row(self, body: bytes) -> None:
        row, flags = struct.unpack_from("<H10xH", body)
        if flags & _HIDDEN_ROW:
            self.hidden.add(row + 1)

    def _column(self, body: bytes) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", body)
        if flags & _HIDDEN_COLUMN:
            self.hide_columns(first, last)

    def _merge(self, body: bytes) -> None:
        (count,) = struct.unpack_from("<H", body)
        for number in range(min(count, (len(body) - 2) // 8)):
            first, last, left, right = struct.unpack_from("<HHHH", body, 2 + number * 8)
            self.merged.append((first + 1, left, last + 1, right))
