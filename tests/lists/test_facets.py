"""Where a spreadsheet shows something else than its cell holds, whatever the format of the file."""

from __future__ import annotations

import re
import tarfile
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from handover_desktop.lists.number_formats import Display, shown_number, shown_otherwise
from handover_desktop.lists.reading import ListReading, read_list
from tests.lists.sheets import codes, row, save_rows

PACK = Path(__file__).parent / "facets.tar.xz"
"""One list of 28 rows written by openpyxl, and what LibreOffice 7.4 made of it when it saved it in other formats."""

_DETAILS = (("VAT", "20%"), ("Run time", "36:00:00"), ("Delivered", "2024-05-12"), ("Tested", "TRUE"))
_EXPECTED = {
    2: ("Thousands", "1234000.00", "shows “1234”, but the cell holds 1234000"),
    3: ("Millions", "1500000.00", "shows “1.5”, but the cell holds 1500000"),
    4: ("Percent price", "0.19", "shows “19%”, but the cell holds 0.19"),
    5: ("Fraction", "100.00", "The quantity is 0.5, but pcs"),
    6: ("Scientific", "123456.00", ""),
    7: ("Prefixed", "100.00", "The number 12 was taken as INV-0012"),
    8: ("Conditional serial", "100.00", "The number 5551234 was taken as 555-1234"),
    9: ("Conditional price", "150.00", "shows “many”, but the cell holds 150"),
    10: ("Hidden price", "77.00", "shows “”, but the cell holds 77"),
    11: ("Glued", "100.00", "shows “5000”, but the cell holds 5"),
    12: ("Rounded price", "1234.56", "shows 1235, but the cell holds 1234.56"),
    13: ("Rounded quantity", "100.00", "shows 3, but the cell holds 2.5"),
    14: ("Date as quantity", "100.00", "“2024-05-01” is not a quantity"),
    15: ("Date as serial", "100.00", "the date 2024-05-01"),
    16: ("Boolean serial", "100.00", "holds TRUE instead of the identifier"),
    17: ("Boolean quantity", "100.00", "“TRUE” is not a quantity"),
    18: ("Error", None, "the error #N/A"),
    19: ("Error serial", "100.00", "the error #REF!"),
    20: ("Rich text here", "100.00", ""),
    21: ("Hyperlink", "100.00", ""),
    22: ("Comment", "100.00", ""),
    23: ("Hidden row", "100.00", "Rows hidden or filtered out"),
    24: ("Apostrophe", "100.00", ""),
    25: ("Line\nbreak", "100.00", ""),
    26: ("Accounting", "7.00", ""),
    27: ("Currency format", "19450.00", ""),
    28: ("Grouped serial", "100.00", "stored as a number"),
    29: ("Percent rounded", "100.00", ""),
}
_SERIALS = {
    7: "INV-0012", 8: "555-1234", 15: None, 16: None, 19: None, 24: "0012345", 28: "1234567",
}  # fmt: skip


@pytest.mark.parametrize("name", ["openpyxl.xlsx", "office.xlsx", "office.xls", "office.ods", "office.fods"])
def test_what_is_held_is_taken_and_what_is_shown_is_said(tmp_path: Path, name: str) -> None:
    with tarfile.open(PACK) as pack:
        content = pack.extractfile(name)
        assert content is not None
        (tmp_path / name).write_bytes(content.read())

    reading = read_list(tmp_path / name)

    assert {one.row for one in reading.rows} == _EXPECTED.keys()
    for one in reading.rows:
        description, price, said = _EXPECTED[one.row]
        line = one.line
        assert (line.description, line.unit_price and f"{line.unit_price.amount:f}") == (description, price)
        assert [identifier.value for identifier in line.identifiers] == [
            serial for serial in (_SERIALS.get(one.row, f"SN-{one.row:04d}"),) if serial
        ]
        assert line.details == (_DETAILS if one.row < 29 else (("VAT", "19.5%"), *_DETAILS[1:]))
        sentences = _sentences(reading, one.row)
        assert said in sentences
        assert bool(said) == bool(sentences)


def _sentences(reading: ListReading, row: int) -> str:
    return "\n".join(p.code.text.format(**p.params) for p in reading.problems if p.row == row)


@pytest.mark.parametrize(
    ("held", "code", "shown"),
    [
        ("1234567", "#,##0,", Display("1235")),
        ("1500000", "0.0,,", Display("1.5")),
        ("0.195", "0%", Display("20%")),
        ("5", ";;;", Display("")),
        ("5", '"sold"', Display("sold")),
        ("5", '0"000"', Display("5000")),
        ("150", '[>100]"many";0', Display("many")),
        ("50", '[>100]"many";0', None),
        ("1234.56", "#,##0", Display("1235", rounded=True)),
        ("1234.5", '#,##0.00 "din."', None),
        ("12", '0.00" m2"', None),
        ("3", '0 "24V"', None),
        ("0", '_-* #,##0.00\\ _€_-;-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-', None),
        ("0", "0;-0;;@", None),
        ("-3", "#,##0_);(#,##0)", None),
        ("0.5", "# ?/?", None),
        ("123456", "0.00E+00", None),
        ("12", "General", None),
    ],
)  # fmt: skip
def test_a_number_format_that_makes_another_number_is_known(
    held: str, code: str, shown: Display | None
) -> None:
    assert shown_otherwise(Decimal(held), code) == shown


@given(st.decimals(-(10**15), 10**15, places=3), st.text('0#?,.%;"\\_*[]<>=-Ee/@ dmyhs1€', max_size=20))
def test_no_number_format_is_too_strange(number: Decimal, code: str) -> None:
    shown = shown_otherwise(number, code)
    assert shown is None or isinstance(shown.text, str)
    assert isinstance(shown_number("12", code), str)


def test_a_number_with_two_writings_by_condition_is_taken_as_it_is_shown() -> None:
    code = "[<=9999999]000-0000;(000) 000-0000"
    assert [shown_number(text, code) for text in ("5551234", "3815551234")] == ["555-1234", "(381) 555-1234"]


def test_what_is_rounded_as_it_is_shown_is_said_once(tmp_path: Path) -> None:
    file = save_rows(tmp_path / "a.xlsx", row(price=10.005), formats={"G2": "0.00"})
    assert codes(read_list(file), row=2) == {"amount-rounded"}


def _with_inline(path: Path, cell: str) -> Path:
    """Put `cell` in the place of the description."""
    save_rows(path, row(description="Here"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet], count = re.subn(
        rb'<c r="B2"[^>]*>.*?</c>', f'<c r="B2" t="inlineStr"><is>{cell}</is></c>'.encode(), parts[sheet]
    )
    assert count == 1
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>', "東京"),
        ("<r><t>Patrol </t></r><r><t>car</t></r>", "Patrol car"),
        ("<t>one_x000D_\ntwo</t>", "one\ntwo"),
        ("<t>a_x005F_x000D_b</t>", "a_x000D_b"),
        ("<t>car _xD83D__xDE93_</t>", "car 🚓"),
        ("<t>car _xD83D_</t>", "car �"),
    ],
)
def test_the_text_of_a_cell_is_what_people_see(tmp_path: Path, cell: str, expected: str) -> None:
    (found,) = read_list(_with_inline(tmp_path / "a.xlsx", cell)).lines
    assert found.description == expected


def test_formats_of_xml_spreadsheets_are_followed_too(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_text(
        """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
          xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Styles><Style ss:ID="t"><NumberFormat ss:Format="#,##0,"/></Style>
        <Style ss:ID="h"><NumberFormat ss:Format="[h]:mm"/></Style></Styles>
        <Worksheet ss:Name="L"><Table>
        <Row><Cell><Data ss:Type="String">Description</Data></Cell><Cell><Data ss:Type="String">Price EUR</Data></Cell>
        <Cell><Data ss:Type="String">Hours</Data></Cell></Row>
        <Row><Cell><Data ss:Type="String">Crane</Data></Cell>
        <Cell ss:StyleID="t"><Data ss:Type="Number">1234000</Data></Cell>
        <Cell ss:StyleID="h"><Data ss:Type="Number">1.5</Data></Cell></Row>
        </Table></Worksheet></Workbook>""",
        "utf-8",
    )
    reading = read_list(file)
    assert "shows “1234”, but the cell holds 1234000" in _sentences(reading, 2)
    assert reading.lines[0].details == (("Hours", "36:00:00"),)


def test_what_is_no_number_in_an_open_document_is_a_fault(tmp_path: Path) -> None:
    with tarfile.open(PACK) as pack:
        content = pack.extractfile("office.fods")
        assert content is not None
        text = content.read().decode()
    (tmp_path / "a.fods").write_text(text.replace('office:value="5"', 'office:value="NaN"'), "utf-8")
    assert "the error nan" in _sentences(read_list(tmp_path / "a.fods"), 11)


def test_dates_of_a_workbook_that_counts_from_1904_are_those_that_it_shows(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["Description", "Serial number", "Delivered"])
    book.active.append(["Radio", "A-1", datetime(2024, 5, 12)])
    book.save(tmp_path / "a.xlsx")
    assert read_list(tmp_path / "a.xlsx").lines[0].details == (("Delivered", "2024-05-12"),)
