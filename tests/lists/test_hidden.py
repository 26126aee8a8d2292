"""What a spreadsheet does not show is read, and pointed out: columns and sheets, in every format that can hide."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from handover_desktop.lists.reading import read_list
from tests.lists import binary_workbooks as binary
from tests.lists import old_workbooks as old
from tests.lists.sheets import codes, problem, row, save_rows
from tests.lists.test_files import ods_cell, ods_row, open_document
from tests.lists.test_older_formats import XML_HEADER, xml_cell, xml_list


def xlsx(path: Path) -> None:
    book = Workbook()
    page = book.active
    for one in (["Description", "Serial number", "Qty"], ["Radio", "A-1", 1]):
        page.append(one)
    page.column_dimensions["B"].hidden = True
    book.save(path)


def xls(path: Path) -> None:
    hidden = old.record(0x007D, struct.pack("<HHHHHH", 1, 1, 0, 0, 1, 0))
    path.write_bytes(
        old.old_workbook([["Description", "Serial number", "Qty"], ["Radio", "A-1", 1.0]], page=hidden)
    )


def xlsb(path: Path) -> None:
    hidden = binary.record(60, struct.pack("<IIIIH", 1, 1, 0, 0, 1))
    page = (
        hidden + binary.texts(1, "Description", "Serial number", "Qty") + binary.texts(2, "Radio", "A-1", "1")
    )
    path.write_bytes(binary.binary_workbook(page))


def ods(path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    rows = [
        ods_row(*map(ods_cell, ("Description", "Serial number", "Qty"))),
        ods_row(*map(ods_cell, ("Radio", "A-1", "1"))),
    ]
    path.write_bytes(open_document(columns, *rows))


def xml(path: Path) -> None:
    cells = xml_cell("Radio") + xml_cell("A-1") + xml_cell("1", "Number")
    content = xml_list(XML_HEADER, f"<Row>{cells}</Row>")
    path.write_bytes(content.replace(b"<Table>", b'<Table><Column ss:Index="2" ss:Hidden="1"/>', 1))


@pytest.mark.parametrize("save", [xlsx, xls, xlsb, ods, xml])
def test_hidden_columns_are_read_and_named(tmp_path: Path, save: Callable[[Path], None]) -> None:
    save(tmp_path / "list")

    reading = read_list(tmp_path / "list")

    assert reading.lines[0].identifiers[0].value == "A-1"
    assert problem(reading, "hidden-columns").value == "Serial number"


def test_a_hidden_sheet_that_is_read_and_one_that_is_not_are_named(tmp_path: Path) -> None:
    book = Workbook()
    for name, state in (("List", "visible"), ("Old list", "hidden"), ("Prices", "veryHidden")):
        page = book.create_sheet(name)
        page.append(["Description", "Serial number", "Qty"])
        page.append(["Radio", "A-1", 1])
        page.sheet_state = state
    book.remove(book.worksheets[0])
    book.save(tmp_path / "list.xlsx")

    assert problem(read_list(tmp_path / "list.xlsx"), "hidden-sheets").value == "Old list, Prices"
    assert problem(read_list(tmp_path / "list.xlsx", sheet="Prices"), "hidden-sheet").value == "Prices"


def test_a_hidden_sheet_of_an_open_document_is_not_proposed(tmp_path: Path) -> None:
    style = (
        '<office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/>'
        "</style:style></office:automatic-styles>"
    )
    header = ods_row(*map(ods_cell, ("Description", "Serial number", "Qty")))
    many = ods_row(*map(ods_cell, ("Radio", "A-1", "1"))) * 3
    document = open_document(header, many, "</table:table><table:table table:name='Shown'>", header, many)
    plain = _with_content(document, lambda content: content.replace("<office:body>", f"{style}<office:body>"))
    hidden = _with_content(
        plain, lambda content: content.replace("<table:table ", '<table:table table:style-name="ta2" ', 1)
    )
    (tmp_path / "list.ods").write_bytes(hidden)

    reading = read_list(tmp_path / "list.ods")

    assert reading.sheet == "Shown"
    assert "hidden-sheets" in codes(reading)


def _with_content(document: bytes, change: Callable[[str], str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content.decode()) if name == "content.xml" else content)
    return packed.getvalue()


def test_nothing_is_said_where_nothing_is_hidden(tmp_path: Path) -> None:
    reading = read_list(save_rows(tmp_path / "list.xlsx", row()))

    assert not codes(reading) & {"hidden-columns", "hidden-sheet", "hidden-sheets", "hidden-rows"}
