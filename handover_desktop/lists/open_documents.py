"""Reads ODS from its XML: the value of each cell, and beside it the text that the spreadsheet displays."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import IO

from handover_desktop.lists.amounts import DecimalMark, bare_numeral, read_as, strip_currency
from handover_desktop.lists.cells import Cell, CellKind, Row, Table, text_cell
from handover_desktop.lists.limits import Meter, check_extent
from handover_desktop.lists.number_cells import is_number, truth_cell
from handover_desktop.lists.number_formats import percent_text, plain_number
from handover_desktop.lists.sheet_rows import SheetRows
from handover_desktop.lists.xml_parts import parse_xml

_FAULT = re.compile(r"#[A-Z/0!?]+|Err:[0-9]+", re.IGNORECASE)
_SIGNS = {"s": " ", "tab": "\t", "line-break": "\n"}
_MOST_SPACES = 100
_TIME = re.compile(r"PT?(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]*)?S)?")
_TRUTH = {
    "1": frozenset("TRUE WAHR VRAI VERDADERO VERO ТАЧНО TAČNO ISTINA ИСТИНА".split()),
    "0": frozenset("FALSE FALSCH FAUX FALSO НЕТАЧНО NETAČNO NEISTINA ЛОЖЬ".split()),
}
"""The numbers that formulas give for truth values, with how they are displayed."""

_HIDDEN = ";;;"
_NUMBER_TYPES = frozenset({"float", "currency", "percentage"})


def read_open_document(content: IO[bytes], meter: Meter) -> list[Table]:
    """Return the sheets in the content of an ODS file, or in a flat one (OASIS OpenDocument 1.3, part 3).

    Raises KeyError, ValueError or expat.ExpatError for a damaged one, and TooLarge.
    """
    reader = _Reader(meter)
    with content:
        parse_xml(content, reader.start, reader.end, meter, characters=reader.take_text)
    return reader.tables


class _Reader:
    """Collects the sheets of one document."""

    def __init__(self, meter: Meter) -> None:
        self.tables: list[Table] = []
        self._meter = meter
        self._sheet = SheetRows(meter)
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._visible = True
        self._first_column = 0
        self._name = ""
        self._number = 1
        self._row: Row = {}
        self._row_attributes: dict[str, str] = {}
        self._column = 0
        self._cell_attributes: dict[str, str] = {}
        self._pieces: list[str] = []
        self._paragraphs = 0
        self._inside = 0
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if tag == "table":
            self._name = attributes.get("table:name", "")
            self._visible = attributes.get("table:style-name") not in self._hidden_styles
            self._sheet, self._number, self._first_column = SheetRows(self._meter), 1, 0
        elif tag == "table-column":
            self._take_column(attributes)
        elif tag == "style":
            self._style = attributes.get("style:name", "")
        elif tag == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)
        elif tag == "table-row":
            self._row, self._row_attributes, self._column = {}, attributes, 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell_attributes, self._paragraphs = attributes, 0
            self._pieces.clear()
        elif tag in ("annotation", "shapes"):
            self._aside += 1
        elif tag == "p":
            self._inside += 1
            self.take_text("\n" * bool(self._paragraphs))
            self._paragraphs += 1
        elif tag in _SIGNS:
            self.take_text(_SIGNS[tag] * min(int(attributes.get("text:c", "1")), _MOST_SPACES))

    def take_text(self, text: str) -> None:
        """Take text, which counts within a paragraph that is no comment."""
        if self._inside and not self._aside:
            self._pieces.append(text)

    def end(self, tag: str, _: str) -> None:
        """Take a closing tag."""
        if tag in ("annotation", "shapes"):
            self._aside -= 1
        elif tag in ("table-cell", "covered-table-cell"):
            self._close_cell()
        elif tag == "table-row":
            self._close_row()
        elif tag == "table":
            self.tables.append(self._sheet.table(self._name, visible=self._visible))
        elif tag == "p":
            self._inside -= 1

    def _take_column(self, attributes: dict[str, str]) -> None:
        times = int(attributes.get("table:number-columns-repeated", "1"))
        if attributes.get("table:visibility", "visible") != "visible":
            self._sheet.hide_columns(self._first_column, self._first_column + times - 1)
        self._first_column += times

    def _close_cell(self) -> None:
        attributes = self._cell_attributes
        times = int(attributes.get("table:number-columns-repeated", "1"))
        text = "".join(self._pieces)
        cell = _cell(attributes, text, is_displayed=bool(text or not self._paragraphs))
        if cell is not None:
            check_extent(0, self._column + times - 1)
            self._row |= dict.fromkeys(range(self._column, self._column + times), cell)
            down = int(attributes.get("table:number-rows-spanned", "1"))
            across = int(attributes.get("table:number-columns-spanned", "1"))
            if down > 1 or across > 1:
                self._sheet.merged.append(
                    (self._number, self._column, self._number + down - 1, self._column + across - 1)
                )
        self._column += times

    def _close_row(self) -> None:
        times = int(self._row_attributes.get("table:number-rows-repeated", "1"))
        if self._row:
            check_extent(len(self._sheet.rows) + times, 0)
            for number in range(self._number, self._number + times):
                self._meter.count_row(len(self._row))
                self._sheet.rows[number] = self._row
                if self._row_attributes.get("table:visibility", "visible") != "visible":
                    self._sheet.hidden.add(number)
        self._number += times


def _cell(attributes: dict[str, str], text: str, *, is_displayed: bool) -> Cell | None:
    kind = attributes.get("office:value-type", "")
    if attributes.get("calcext:value-type") == "error" or (not kind and _FAULT.fullmatch(text)):
        return Cell(CellKind.FAULT, text)
    if kind in _NUMBER_TYPES:
        value, currency = float(attributes["office:value"]), attributes.get("office:currency", "")
        cell = _number_cell(value, text, is_percent=kind == "percentage", currency=currency)
        return cell if is_displayed or cell.kind is not CellKind.NUMBER else cell._replace(format=_HIDDEN)
    if kind == "date":
        return Cell(CellKind.DATE, attributes["office:date-value"].replace("T00:00:00", "").replace("T", " "))
    if kind == "time":
        return _time_cell(attributes["office:time-value"])
    if kind == "boolean":
        return Cell(CellKind.TRUTH, attributes.get("office:boolean-value", "").upper())
    if not kind and "table:formula" in attributes:
        return Cell(CellKind.UNCALCULATED, "")
    return text_cell(text)


def _time_cell(value: str) -> Cell:
    """Return the cell of a duration as in ISO 8601, as hours, minutes and seconds."""
    found = _TIME.fullmatch(value)
    if found is None:
        raise ValueError("a cell holds no time")
    hours, minutes, seconds = (int(found[place] or 0) for place in (1, 2, 3))
    return Cell(CellKind.DATE, f"{hours:02d}:{minutes:02d}:{seconds:02d}")


def _number_cell(value: float, text: str, *, is_percent: bool, currency: str) -> Cell:
    if not is_number(value):
        return Cell(CellKind.FAULT, str(value))
    number = plain_number(value)
    if number in _TRUTH and text.upper() in _TRUTH[number]:
        return truth_cell(value)
    shown = percent_text(number) if is_percent else _shown(number, text)
    code = "0%" if is_percent else _code_of(number, text)
    return Cell(CellKind.NUMBER, number, shown, (f"[${currency}]" if currency else "") + code)


def _code_of(number: str, text: str) -> str:
    """Return a format that displays `number` as `text`, where that makes another number of it."""
    if text == number or not text:
        return ""
    bare = bare_numeral(strip_currency(text)[0])
    if bare is None:
        return "" if any(char.isdigit() for char in text) else _literal(text)
    held = abs(Decimal(number))
    shown = [one for mark in DecimalMark if (one := read_as(bare[0], mark)) is not None]
    for thousands in range(4):
        for one in shown:
            if _rounds_to(held.scaleb(-3 * thousands), one):
                return f"0{',' * thousands}.{'0' * _decimals(one)}"
    return _literal(text) if shown else ""


def _literal(text: str) -> str:
    return f'"{text.replace(chr(34), "")}"'


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _rounds_to(held: Decimal, shown: Decimal) -> bool:
    return abs(held - shown) * 2 <= Decimal(1).scaleb(-_decimals(shown))


def _shown(number: str, text: str) -> str:
    """Return the displayed text where it is the number with leading zeros, or with letters and hyphens around it."""
    digits = "".join(char for char in text if char.isdigit())
    is_same = digits.lstrip("0") == number.lstrip("0") and number.isdigit()
    adds = text != number and not set(text) & set(".,% \u00a0\u202f€$£()")
    return text if is_same and adds else ""
