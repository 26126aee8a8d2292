"""Reads XML Spreadsheet 2003, which business systems export under the name `.xls`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from handover_desktop.lists.cells import Cell, CellKind, Row, Table, text_cell
from handover_desktop.lists.limits import COLUMNS, Meter, check_extent
from handover_desktop.lists.number_cells import NumberCells, truth_cell
from handover_desktop.lists.sheet_rows import SheetRows
from handover_desktop.lists.xml_parts import parse_xml

NAMESPACE = b"urn:schemas-microsoft-com:office:spreadsheet"
_NAMED_FORMATS = {
    "General Date": "yyyy-mm-dd hh:mm:ss", "Long Date": "yyyy-mm-dd", "Medium Date": "yyyy-mm-dd",
    "Short Date": "yyyy-mm-dd", "Long Time": "hh:mm:ss", "Medium Time": "hh:mm", "Short Time": "hh:mm",
    "Euro Currency": "[$€]#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%",
    "Scientific": "0.00E+00", "General Number": "General", "Currency": "#,##0.00",
}  # fmt: skip
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")


def read_xml_spreadsheet(data: bytes, meter: Meter) -> list[Table]:
    """Return the worksheets; raise expat.ExpatError or ValueError for a damaged one, and TooLarge."""
    reader = _Reader(meter)
    parse_xml(io.BytesIO(data), reader.start, reader.end, meter, characters=reader.take_text)
    return reader.tables


class _Reader:
    """Collects the sheets of one document."""

    def __init__(self, meter: Meter) -> None:
        self.tables: list[Table] = []
        self._meter = meter
        self._formats: dict[str, str] = {}
        self._numbers: dict[str, NumberCells] = {}
        self._style = ""
        self._name = ""
        self._visible = True
        self._sheet = SheetRows(meter)
        self._column_styles: dict[int, str] = {}
        self._styled_column = 0
        self._number = self._column = 0
        self._row: Row = {}
        self._row_style = ""
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._pieces: list[str] | None = None
        self._in_comment = False
        self._opened: dict[str, Callable[[dict[str, str]], None]] = {
            "Style": self._open_style,
            "NumberFormat": self._take_format,
            "Worksheet": self._open_sheet,
            "Column": self._take_column,
            "Row": self._open_row,
            "Cell": self._open_cell,
            "Data": self._open_data,
        }
        self._closed: dict[str, Callable[[], None]] = {
            "Worksheet": self._close_sheet,
            "Row": self._close_row,
            "Cell": self._close_cell,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an opening tag."""
        if tag == "Comment":
            self._in_comment = True
        elif tag in self._opened:
            self._opened[tag]({name.rpartition(":")[2]: value for name, value in attributes.items()})
        elif tag == "Visible":
            self._visible = False

    def take_text(self, text: str) -> None:
        """Take text, which counts within the data of a cell."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str, _: str) -> None:
        """Take a closing tag."""
        if tag == "Comment":
            self._in_comment = False
        elif tag == "Data" and self._pieces is not None:
            self._keep("".join(self._pieces))
            self._pieces = None
        elif tag in self._closed:
            self._closed[tag]()

    def _open_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("ID", "")
        self._formats[self._style] = self._formats.get(attributes.get("Parent", ""), "General")

    def _take_format(self, attributes: dict[str, str]) -> None:
        code = attributes.get("Format", "General")
        self._formats[self._style] = _NAMED_FORMATS.get(code, code)

    def _open_sheet(self, attributes: dict[str, str]) -> None:
        self._name, self._visible = attributes.get("Name", ""), True
        self._sheet = SheetRows(self._meter)
        self._column_styles, self._styled_column, self._number = {}, 0, 0

    def _take_column(self, attributes: dict[str, str]) -> None:
        first = int(attributes.get("Index", self._styled_column + 1))
        last = first + int(attributes.get("Span", "0"))
        if attributes.get("Hidden") == "1":
            self._sheet.hide_columns(first - 1, last - 1)
        if "StyleID" in attributes:
            columns = range(first - 1, min(last, COLUMNS))
            self._column_styles |= dict.fromkeys(columns, attributes["StyleID"])
        self._styled_column = last

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("Index", self._number + 1))
        self._row, self._column, self._cell = {}, 0, {}
        self._row_style = attributes.get("StyleID", "")
        if attributes.get("Hidden") == "1":
            self._sheet.hidden.add(self._number)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._column = int(attributes.get("Index", self._column + 1))
        self._cell = attributes
        check_extent(0, self._column - 1)

    def _open_data(self, attributes: dict[str, str]) -> None:
        if not self._in_comment:
            self._kind, self._pieces = attributes.get("Type", "String"), []

    def _keep(self, text: str) -> None:
        cell = self._make_cell(text)
        if cell is not None:
            self._row[self._column - 1] = cell

    def _make_cell(self, text: str) -> Cell | None:
        if self._kind == "Number" and text.strip():
            return self._number_cells().cell(float(text), 0)
        if self._kind == "DateTime":
            return Cell(CellKind.DATE, _MIDNIGHT.sub("", text.strip()).replace("T", " ").removesuffix(".000"))
        if self._kind == "Boolean":
            return truth_cell(text.strip() == "1")
        return Cell(CellKind.FAULT, text.strip()) if self._kind == "Error" else text_cell(text)

    def _number_cells(self) -> NumberCells:
        style = self._cell.get("StyleID") or self._row_style or self._column_styles.get(self._column - 1, "")
        code = self._formats.get(style or "Default", "General")
        return self._numbers.setdefault(code, NumberCells((code,)))

    def _close_cell(self) -> None:
        place = self._column - 1
        across, down = int(self._cell.get("MergeAcross", "0")), int(self._cell.get("MergeDown", "0"))
        if "Formula" in self._cell and place not in self._row:
            self._row[place] = Cell(CellKind.UNCALCULATED, "")
        if (across or down) and place in self._row:
            self._sheet.merged.append((self._number, place, self._number + down, place + across))
        self._column += across

    def _close_row(self) -> None:
        self._sheet.put_row(self._number, self._row)

    def _close_sheet(self) -> None:
        self.tables.append(self._sheet.table(self._name, visible=self._visible))
