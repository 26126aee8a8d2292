"""Workbooks that are no XLSX: XLS, XLSB, XML Spreadsheet 2003, and web pages that call themselves `.xls`."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money
from handover_desktop.lists.reading import ListReading, read_list
from tests.lists import binary_workbooks as binary
from tests.lists import old_workbooks as old
from tests.lists.sheets import codes, problem

FORMATTED = old.record(0x041E, struct.pack("<H", 164) + old.text_of("0000000"))
FORMATTED += b"".join(old.record(0x00E0, struct.pack("<HH", 0, number)) for number in (0, 164, 14))
PLAIN = [["Description", "Serial number", "Qty", "Price EUR", "Since"]]


def read(tmp_path: Path, data: bytes, name: str = "list.xls") -> ListReading:
    path = tmp_path / name
    path.write_bytes(data)
    return read_list(path)


def numbers(row: int, *cells: tuple[int, int, float]) -> bytes:
    return b"".join(
        old.record(0x0203, struct.pack("<HHHd", row, column, style, value)) for column, style, value in cells
    )


EMPTY = b"\x03" + bytes(5) + b"\xff\xff"


def label(row: int, column: int, text: str) -> bytes:
    return old.record(0x0204, struct.pack("<HHH", row, column, 0) + old.text_of(text))


def formula(row: int, column: int, result: bytes, *, flags: int = 0) -> bytes:
    return old.record(0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HI", flags, 0))


def test_an_old_workbook_is_taken_as_it_shows_its_numbers(tmp_path: Path) -> None:
    page = label(1, 0, "Radio") + numbers(1, (1, 1, 12345), (2, 0, 1), (3, 0, 7.25), (4, 2, 45631))

    (line,) = (reading := read(tmp_path, old.old_workbook(PLAIN, book=FORMATTED, page=page))).lines

    assert line.identifiers[0].value == "0012345"
    assert line.details == (("Since", "2024-12-05"),)
    assert reading.totals == (Money("EUR", 725),)
    assert "identifier-shown" in codes(reading)


def test_packed_numbers_of_an_old_workbook_are_unpacked(tmp_path: Path) -> None:
    whole, hundredths, broken = (3 << 2) | 2, (72525 << 2) | 3, struct.unpack("<I", b"\x00\x00\xf0\x3f")[0]
    page = old.record(0x00BD, struct.pack("<HHHIHIH", 1, 2, 0, whole, 0, hundredths, 3))
    page += label(1, 0, "Radio") + label(2, 0, "Van")
    page += old.record(0x027E, struct.pack("<HHHI", 2, 2, 0, broken))

    first, second = read(tmp_path, old.old_workbook(PLAIN, page=page)).lines

    assert (first.quantity, first.unit_price, second.quantity) == (3, Money("EUR", 72525), 1)


def test_texts_of_an_old_workbook_may_run_over_records(tmp_path: Path) -> None:
    first = struct.pack("<IIHB", 2, 2, 6, 0) + b"Rad"
    second = b"\x01" + "ио!".encode("utf-16-le") + struct.pack("<HBH", 3, 8, 1) + b"Van" + bytes(4)
    shared = old.record(0x00FC, first) + old.record(0x003C, second)
    page = old.record(0x00FD, struct.pack("<HHHI", 1, 0, 0, 0)) + numbers(1, (2, 0, 1))
    page += old.record(0x00FD, struct.pack("<HHHI", 2, 0, 0, 1)) + numbers(2, (2, 0, 1))

    reading = read(tmp_path, old.old_workbook(PLAIN, book=shared, page=page))

    assert [line.description for line in reading.lines] == ["Radио!", "Van"]


def test_formulas_of_an_old_workbook_are_taken_by_their_results(tmp_path: Path) -> None:
    page = formula(1, 0, b"\x00" + bytes(5) + b"\xff\xff") + old.record(0x0207, old.text_of("Radio"))
    page += formula(1, 2, struct.pack("<d", 2.0)) + formula(1, 1, b"\x02\x00\x2a" + bytes(3) + b"\xff\xff")
    page += label(2, 0, "Van") + formula(2, 2, struct.pack("<d", 0.0), flags=3)
    page += label(3, 0, "Bus") + formula(3, 1, EMPTY) + numbers(3, (2, 0, 4))

    reading = read(tmp_path, old.old_workbook(PLAIN, page=page))

    line, other = reading.lines
    assert (line.description, line.quantity, line.identifiers) == ("Radio", 2, ())
    assert (other.description, other.quantity, other.identifiers) == ("Bus", 4, ())
    assert problem(reading, "cell-error").value == "#N/A"
    assert [p.row for p in reading.problems if p.code.code == "formula-without-value"] == [3]


def test_formulas_that_are_all_empty_were_not_calculated(tmp_path: Path) -> None:
    page = label(1, 0, "Van") + numbers(1, (2, 0, 2)) + formula(1, 3, EMPTY) + formula(9, 3, EMPTY)

    reading = read(tmp_path, old.old_workbook(PLAIN, page=page))

    assert [row.row for row in reading.rows] == [2]
    assert problem(reading, "formula-without-value").column == "Price EUR"


def test_merged_cells_and_hidden_rows_of_an_old_workbook_are_seen(tmp_path: Path) -> None:
    page = old.record(0x00E5, struct.pack("<HHHHH", 1, 1, 2, 0, 0)) + label(1, 0, "Radio")
    page += numbers(1, (2, 0, 1)) + numbers(2, (2, 0, 4))
    page += old.record(0x0208, struct.pack("<HHHHHHHH", 2, 0, 5, 0, 0, 0, 0x20, 0))

    reading = read(tmp_path, old.old_workbook(PLAIN, page=page))

    assert [line.description for line in reading.lines] == ["Radio", "Radio"]
    assert codes(reading) >= {"merged-cell", "hidden-rows"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (old.old_workbook(PLAIN, book=old.record(0x002F, bytes(6))), Code.LIST_PROTECTED),
        (old.compound_file(EncryptedPackage=bytes(10)), Code.LIST_PROTECTED),
        (old.compound_file(WordDocument=bytes(10)), Code.LIST_UNREADABLE),
        (old.compound_file(Contents=bytes(10)), Code.LIST_UNREADABLE),
        (old.compound_file(Workbook=bytes(10)), Code.LIST_UNREADABLE),
        (b"\x09\x04\x06\x00" + bytes(60), Code.LIST_UNREADABLE),
        (old.old_workbook([]), Code.LIST_EMPTY),
    ],
)
def test_an_old_file_that_is_no_list_is_refused(tmp_path: Path, data: bytes, code: Code) -> None:
    with pytest.raises(DomainError) as refused:
        read(tmp_path, data)
    assert refused.value.code is code


def test_a_bare_stream_of_records_is_a_workbook_too(tmp_path: Path) -> None:
    stream = old.workbook_stream([*PLAIN, ["Radio", "A-1", 1.0]])

    assert [line.description for line in read(tmp_path, stream).lines] == ["Radio"]


def test_a_binary_workbook_is_taken_as_it_shows_its_numbers(tmp_path: Path) -> None:
    page = binary.texts(1, "Опис", "Serial number", "Qty", "Price EUR", "Since")
    page += binary.row_of(2, hidden=True)
    page += binary.cell_of(7, 0, struct.pack("<I", 1))
    page += binary.cell_of(5, 1, struct.pack("<d", 12345), style=1)
    page += binary.cell_of(2, 2, struct.pack("<I", (2 << 2) | 2))
    page += binary.record(16, struct.pack("<I", 0) + struct.pack("<d", 7.25))
    page += binary.cell_of(5, 4, struct.pack("<d", 45631), style=2)
    page += binary.row_of(3) + binary.cell_of(2, 2, struct.pack("<I", (1 << 2) | 2))
    page += binary.cell_of(3, 1, b"\x2a")
    page += binary.record(176, struct.pack("<IIII", 1, 2, 0, 0))
    data = binary.binary_workbook(page, strings=["?", "Возило"], formats=["0000000", "d.m.yyyy"])

    reading = read(tmp_path, data, "list.xlsb")

    first, second = reading.lines
    assert (first.description, first.identifiers[0].value, first.quantity) == ("Возило", "0012345", 2)
    assert (first.unit_price, first.details) == (Money("EUR", 725), (("Since", "2024-12-05"),))
    assert (second.description, second.identifiers) == ("Возило", ())
    assert codes(reading) >= {"hidden-rows", "merged-cell", "cell-error"}


def test_a_formula_that_waits_for_a_spreadsheet_is_no_zero(tmp_path: Path) -> None:
    page = binary.texts(1, "Description", "Qty") + binary.texts(2, "Radio")
    page += binary.cell_of(9, 1, struct.pack("<dHI", 0.0, 0, 0))
    calculates = binary.record(157, bytes(24) + struct.pack("<H", 1))

    waiting = read(tmp_path, binary.binary_workbook(page, book=calculates))
    settled = read(tmp_path, binary.binary_workbook(page))

    assert "formula-without-value" in codes(waiting)
    assert "quantity-not-positive" in codes(settled)


XML_HEAD = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<Styles><Style ss:ID="Default"/><Style ss:ID="z"><NumberFormat ss:Format="0000000"/></Style></Styles>'
)


def xml_cell(text: str, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def xml_list(*rows: str, encoding: str = "utf-8") -> bytes:
    head = XML_HEAD.replace('"1.0"?', f'"1.0" encoding="{encoding}"?', 1)
    table = f'<Worksheet ss:Name="List"><Table>{"".join(rows)}</Table></Worksheet></Workbook>'
    return (head + table).encode(encoding)


XML_HEADER = f"<Row>{''.join(map(xml_cell, ('Šifra i opis', 'Serial number', 'Qty', 'Since')))}</Row>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1250"])
def test_an_xml_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    rows = [
        XML_HEADER.replace("Šifra i opis", "Opis"),
        '<Row ss:Index="4" ss:Hidden="1">',
        '<Cell ss:MergeDown="1"><ss:Data ss:Type="String"><B>Četkica</B> i boja</ss:Data>',
        '<Comment><ss:Data ss:Type="String">a comment</ss:Data></Comment></Cell>',
        xml_cell("12345", "Number", 'ss:StyleID="z"'),
        xml_cell("2", "Number"),
        xml_cell("2024-12-05T00:00:00.000", "DateTime") + "</Row>",
        "<Row>" + xml_cell("3.56E+14", "Number", 'ss:Index="2"') + xml_cell("#N/A", "Error") + "</Row>",
        "<Row>" + xml_cell("Boja") + '<Cell/><Cell ss:Formula="=1+1"/></Row>',
    ]

    reading = read(tmp_path, xml_list(*rows, encoding=encoding))

    assert [line.description for line in reading.lines] == ["Četkica i boja"]
    assert reading.lines[0].identifiers[0].value == "0012345"
    assert (reading.lines[0].quantity, reading.lines[0].details) == (2, (("Since", "2024-12-05"),))
    assert reading.rows[0].row == 4
    assert codes(reading) >= {"hidden-rows", "merged-cell", "cell-error", "formula-without-value"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xml_list(XML_HEADER)[:-40], Code.LIST_UNREADABLE),
        (
            xml_list(XML_HEADER).replace(b"?><?", b'?><!DOCTYPE x [<!ENTITY a "b">]><?', 1),
            Code.LIST_UNREADABLE,
        ),
        (xml_list('<Row ss:Index="x"/>'), Code.LIST_UNREADABLE),
        (xml_list("<Row>" + xml_cell("far", attributes='ss:Index="99999"') + "</Row>"), Code.LIST_TOO_LARGE),
        (xml_list(), Code.LIST_EMPTY),
        (b'<?xml version="1.0"?><note>no list</note>', Code.LIST_UNREADABLE),
    ],
)
def test_an_xml_file_that_is_no_list_is_refused(tmp_path: Path, data: bytes, code: Code) -> None:
    with pytest.raises(DomainError) as refused:
        read(tmp_path, data)
    assert refused.value.code is code


PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1250"><style>td {color: red}</STYLE></head>
<body><!-- <table><tr><td>no</td></tr></table> -->
<table border=1><tr><th colspan=4>Lista 5 &lt; 6</th></tr>
<tr><th>Opis</th><th>Serijski&nbsp;broj</th><th>Koli&#269;ina<th>Napomena</tr>
<tr><td rowspan="2">Četkica<br>i boja</td><td x:num>000123</td><td>2</td><td><b>nova</b> roba &amp; alat</td></tr>
<tr><td>A &quot;5&quot;</td><td>1</td><td><table><tr><td>unutra</td></tr></table></td></tr>
</table></body></html>"""


def test_a_table_of_a_web_page_is_read(tmp_path: Path) -> None:
    reading = read(tmp_path, PAGE.encode("cp1250"))

    assert [(line.description, line.identifiers[0].value, line.remark) for line in reading.lines] == [
        ("Četkica\ni boja", "000123", "nova roba & alat"),
        ("Četkica\ni boja", 'A "5"', "unutra"),
    ]


def test_a_web_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError) as refused:
        read(tmp_path, b"<!DOCTYPE html><html><p>Please log in</p></html>")
    assert refused.value.params["detail"] == "it is a web page"


def test_merged_areas_without_end_cost_no_time(tmp_path: Path) -> None:
    """Ten thousand areas of a hundred million rows: walked one by one they would take weeks."""
    endless = xml_cell("Radio", attributes='ss:MergeDown="99999999"') + xml_cell("1", "Number")
    header = f"<Row>{xml_cell('Description')}{xml_cell('Qty')}</Row>"

    reading = read(tmp_path, xml_list(header, f"<Row>{endless}</Row>" * 10_000))

    assert len(reading.lines) == 10_000
    assert problem(reading, "merged-cell").params["count"] == 10_000
