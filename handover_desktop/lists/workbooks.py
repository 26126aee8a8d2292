"""Reads XLSX and XLSM straight from their XML, so that a cell keeps its digits, its format and its formula.

Value libraries hand out a number without its format (0012345 becomes 12345) and lay a sheet out as a full
rectangle, which a file of 5 kB with one cell in the last corner turns into 500 GB. Here rows are read one by
one, within limits (ECMA-376, parts 1 and 2; namespaces of the strict and the transitional form alike).
"""

from __future__ import annotations

import re

from handover_desktop.lists.cells import Cell, CellKind, Row, Table, text_cell
from handover_desktop.lists.limits import Meter
from handover_desktop.lists.number_cells import NumberCells, truth_cell
from handover_desktop.lists.number_formats import BUILT_IN
from handover_desktop.lists.packages import Package
from handover_desktop.lists.sheet_rows import SheetRows

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset({"1", "true"})
_CELL_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_workbook(data: bytes, meter: Meter) -> list[Table]:
    """Return the worksheets of an XLSX or XLSM file.

    Raises zipfile.BadZipFile, KeyError, ValueError or expat.ExpatError for a damaged one, and TooLarge.
    """
    return _Workbook(Package(data, meter), meter).tables()


class _Workbook:
    """The parts of one file that cells refer to."""

    def __init__(self, package: Package, meter: Meter) -> None:
        self._package = package
        self._meter = meter
        self._strings: list[Cell | None] = []
        self._formats: list[str] = ["General"]
        self._sheets: list[tuple[str, str, bool]] = []
        self._from_1904 = False
        self._calculates = False

    def tables(self) -> list[Table]:
        """Read every worksheet, in the order of the tabs."""
        main = self._package.main_part()
        related = self._package.relations(main)
        self._package.read_xml(main, self._workbook_start)
        for kind, target in related.values():
            if kind == "sharedStrings":
                self._read_strings(target)
            elif kind == "styles":
                self._read_formats(target)
        numbers = NumberCells(self._formats, from_1904=self._from_1904)
        tables = []
        for name, relation, visible in self._sheets:
            kind, target = related.get(relation, ("", ""))
            if kind == "worksheet":
                sheet = _SheetReader(self._strings, numbers, self._meter, left_to_opening=self._calculates)
                self._package.read_xml(
                    target, sheet.start, sheet.end, opening=sheet.OPENING, closing=sheet.CLOSING
                )
                tables.append(sheet.table(name, visible=visible))
        return tables

    def _workbook_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next(value for name, value in attributes.items() if name.rpartition(":")[2] == "id")
            visible = attributes.get("state", "visible") == "visible"
            self._sheets.append((attributes["name"], relation, visible))
        elif tag == "workbookPr":
            self._from_1904 = attributes.get("date1904") in _TRUE
        elif tag == "calcPr":
            self._calculates = attributes.get("fullCalcOnLoad") in _TRUE

    def _read_strings(self, part: str) -> None:
        pieces: list[str] = []
        phonetic = False

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal phonetic
            if tag == "si":
                pieces.clear()
            elif tag == "rPh":
                phonetic = True

        def end(tag: str, text: str) -> None:
            nonlocal phonetic
            if tag == "t" and not phonetic:
                pieces.append(text)
            elif tag == "rPh":
                phonetic = False
            elif tag == "si":
                self._strings.append(text_cell(_unescape("".join(pieces))))

        self._package.read_xml(part, start, end, opening=("si", "rPh"), closing=("t", "rPh", "si"))

    def _read_formats(self, part: str) -> None:
        codes = dict(BUILT_IN)
        numbers: list[int] = []
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt" and not inside:
                codes[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                numbers.append(int(attributes.get("numFmtId", "0")))

        def end(tag: str, _: str) -> None:
            nonlocal inside
            inside = inside and tag != "cellXfs"

        self._package.read_xml(part, start, end)
        self._formats = [codes.get(number, "General") for number in numbers] or ["General"]


class _SheetReader(SheetRows):
    """Collects the rows of one sheet."""

    OPENING = frozenset(("c", "f", "rPh", "row", "col", "mergeCell"))
    CLOSING = frozenset(("v", "t", "rPh", "c", "row"))

    def __init__(
        self, strings: list[Cell | None], numbers: NumberCells, meter: Meter, *, left_to_opening: bool
    ) -> None:
        super().__init__(meter)
        self._strings = strings
        self._numbers = numbers
        self._left_to_opening = left_to_opening
        self._columns: dict[str, int] = {}
        self._number = 0
        self._row: Row = {}
        self._column = -1
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._formula = False
        self._phonetic = False
        self._pieces: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row, self._column = {}, -1
            if attributes.get("hidden") in _TRUE:
                self.hidden.add(self._number)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            self.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)
        elif tag == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.merged.append((*self._place(first), *self._place(last or first)))

    def end(self, tag: str, text: str) -> None:
        """Take a closing tag with the text before it."""
        if tag == "v":
            self._value = text
        elif tag == "t" and not self._phonetic:
            self._pieces.append(text)
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c":
            cell = self._cell()
            if cell is not None:
                self._row[self._column] = cell
        elif tag == "row":
            self.put_row(self._number, self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            known = self._columns.get(letters)
            self._column = self._place(reference)[1] if known is None else known
        self._attributes = attributes
        self._value, self._formula = None, False
        self._pieces.clear()

    def _place(self, reference: str) -> tuple[int, int]:
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not _CELL_REFERENCE.fullmatch(reference):
                raise ValueError("a cell has no place")
            column = 0
            for letter in letters:
                column = column * 26 + ord(letter) - ord("A") + 1
            column -= 1
            self._columns[letters] = column
        return int(reference[len(letters) :]), column

    def _cell(self) -> Cell | None:
        kind = self._attributes.get("t", "n")
        if kind == "inlineStr":
            return text_cell(_unescape("".join(self._pieces)))
        if self._value is None or (self._value == "" and kind != "str"):
            return Cell(CellKind.UNCALCULATED, "") if self._formula else None
        if kind == "s":
            return self._strings[int(self._value)]
        if kind == "str":
            return text_cell(_unescape(self._value))
        if kind == "b":
            return truth_cell(self._value.strip() in _TRUE)
        if kind == "e":
            return Cell(CellKind.FAULT, self._value.strip())
        if kind == "d":
            return Cell(CellKind.DATE, self._value.replace("T00:00:00", "").replace("T", " "))
        return self._number_cell(self._value)

    def _number_cell(self, raw: str) -> Cell:
        value = float(raw)
        if value == 0 and self._formula and self._left_to_opening:
            return Cell(CellKind.UNCALCULATED, "")
        return self._numbers.cell(value, int(self._attributes.get("s", "0")))


def _unescape(text: str) -> str:
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # Signs beyond 16 bits are escaped as two halves; half a sign is none.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
