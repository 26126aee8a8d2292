"""A list that is written and read again is the same list."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.money import MINOR_UNITS, Money
from handover_desktop.lists.cells import clean
from handover_desktop.lists.delimited_writing import Dialect, write_delimited
from handover_desktop.lists.fields import FIELD_LABELS, FIELDS, line_texts
from handover_desktop.lists.identification import damage_of
from handover_desktop.lists.reading import read_list
from handover_desktop.lists.sheet_writing import write_book
from handover_desktop.lists.tables import Column, Sheet
from handover_desktop.lists.writing import write_list_xlsx
from handover_desktop.paths import replacing

AT = datetime(2024, 12, 5, 10, 30, tzinfo=UTC)
FULL = AssetLine(
    line_no="007",
    description="=1+1",
    quantity=Decimal("2.5"),
    unit="kg",
    lot="Lot 1",
    category="Vehicles",
    make="Dacia",
    model="Duster_x0041_",
    identifiers=(
        Identifier(IdentifierKind.SERIAL_NUMBER, "000123"),
        Identifier(IdentifierKind.SERIAL_NUMBER, "000124"),
        Identifier(IdentifierKind.INVENTORY_NUMBER, "1e5"),
        Identifier(IdentifierKind.VIN, "WVGZZZ5NZJM131395"),
        Identifier(IdentifierKind.IMEI, "001000000000009"),
        Identifier(IdentifierKind.IMEI, "001000000000017"),
        Identifier(IdentifierKind.PLATE, "BG 123-AA"),
    ),
    unit_price=Money("EUR", 1_945_050),
    line_value=Money("EUR", 4_862_625),
    receiving_unit="У01",
    location="Београд",
    kit_contents="first\nsecond",
    order_reference="DEMO-1",
    warranty_months=36,
    remark="čćđšž — „quoted“",
    details=(("Colour", "red"), ("Colour", "blue"), ("Опис", "возило"), ("Number", "0012")),
)


def written(tmp_path: Path, lines: Sequence[AssetLine], name: str = "list.xlsx") -> Path:
    write_list_xlsx(tmp_path / name, lines, written_at=AT, title="DEMO")
    return tmp_path / name


def test_reading_again_changes_no_field(tmp_path: Path) -> None:
    lines = (FULL, AssetLine("2", "Van"), AssetLine("3", "Bus", unit_price=Money("JPY", 5)))

    assert read_list(written(tmp_path, lines)).lines == lines


def test_amounts_in_two_currencies_on_one_line_survive(tmp_path: Path) -> None:
    line = AssetLine("1", "Car", unit_price=Money("EUR", 100), line_value=Money("RSD", 11_700))

    assert read_list(written(tmp_path, [line])).lines == (line,)


def test_a_detail_that_reads_like_a_field_of_ours_stays_a_detail(tmp_path: Path) -> None:
    line = AssetLine("0", "Car", details=(("N", ":"), ("Material", "steel")))

    assert read_list(written(tmp_path, [line])).lines == (line,)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0xFFFD), min_size=1, max_size=30
).map(clean).filter(lambda text: bool(text) and damage_of(text) is None and not text.startswith("#"))  # fmt: skip
names = texts.filter(lambda text: any(char.isalnum() for char in text))
one_line = texts.map(lambda text: " ".join(text.split())).filter(bool)
serials = st.from_regex(r"[A-Z]{2}-?[0-9]{1,12}|0[0-9]{3,17}", fullmatch=True).map(
    lambda value: Identifier(IdentifierKind.SERIAL_NUMBER, value)
)
amounts = st.integers(1, 10**12)


@st.composite
def asset_lines(draw: st.DrawFn) -> AssetLine:
    currency = draw(st.sampled_from(sorted(MINOR_UNITS)))
    priced = draw(st.booleans())
    return AssetLine(
        line_no=draw(st.from_regex(r"[A-Z]{0,2}[0-9]{1,6}", fullmatch=True)),
        description=draw(names),
        quantity=Decimal(draw(st.integers(1, 10**9))),
        unit=draw(st.sampled_from(["pcs", "kg", "ком.", "blorks"])),
        lot=draw(texts | st.just("")),
        model=draw(texts | st.just("")),
        identifiers=tuple(draw(st.lists(serials, max_size=1))),
        unit_price=Money(currency, draw(amounts)) if priced else None,
        line_value=Money(currency, draw(amounts)) if draw(st.booleans()) else None,
        remark=draw(texts | st.just("")),
        warranty_months=draw(st.none() | st.integers(0, 240)),
        details=tuple(draw(st.lists(st.tuples(one_line, texts), max_size=2))),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=asset_lines())
def test_no_text_and_no_number_is_lost_on_the_way(tmp_path: Path, line: AssetLine) -> None:
    (understood,) = read_list(written(tmp_path, [line])).rows

    assert understood.line == line


def test_the_same_list_gives_the_same_bytes_and_only_the_time_differs(tmp_path: Path) -> None:
    first, second = written(tmp_path, [FULL], "one.xlsx"), written(tmp_path, [FULL], "two.xlsx")

    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        assert b"2024-12-05T10:30:00Z" in package.read("docProps/core.xml")


def test_identifiers_are_text_amounts_are_numbers_and_the_header_stays_in_view(tmp_path: Path) -> None:
    page = load_workbook(written(tmp_path, [FULL]))["Assets"]
    cells = {field: page.cell(2, column) for column, field in enumerate(FIELDS, 1)}

    assert [page.cell(1, column).value for column in range(1, len(FIELDS) + 1)] == list(FIELD_LABELS.values())
    assert (cells["serial_number"].value, cells["serial_number"].data_type) == ("000123\n000124", "s")
    assert (cells["description"].value, cells["description"].data_type) == ("=1+1", "s")
    assert (cells["unit_price"].value, cells["unit_price"].number_format) == (19450.5, "#,##0.00")
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref == "A1:Z2"


def test_a_moment_is_as_fine_as_a_spreadsheet_keeps_it(tmp_path: Path) -> None:
    moments = [
        datetime(2024, 12, 5, 9, minute, second, tzinfo=UTC) for minute in range(60) for second in (0, 10)
    ]
    with replacing(tmp_path / "m.xlsx") as stream:
        write_book(stream, [Sheet("M", (Column("When"),), [(one,) for one in moments])], written_at=AT)

    with zipfile.ZipFile(tmp_path / "m.xlsx") as package:
        text = package.read("xl/worksheets/sheet1.xml").decode()

    serials = [float(value) for value in re.findall(r"<v>([0-9.]+)</v>", text)]
    seconds = [(serial - int(serial)) * 86_400 for serial in serials]
    assert len(serials) == len(moments)
    for found, moment in zip(seconds, moments, strict=True):
        assert abs(found - (moment.hour * 3600 + moment.minute * 60 + moment.second)) < 2e-6


def test_in_csv_texts_are_quoted_and_numbers_are_not(tmp_path: Path) -> None:
    row = ("0012", Decimal("2.5"), Money("EUR", 123_450), None, "", 'say "no"', "=1", "2024-05-01")
    columns = tuple(Column(f"Column {place}") for place in range(len(row)))
    lines = {}
    for separator, decimal in ((";", ","), (",", ","), ("\t", ".")):
        with replacing(tmp_path / "t.csv") as stream:
            write_delimited(stream, Sheet("T", columns, [row]), Dialect(separator, False, decimal))
        lines[separator] = (tmp_path / "t.csv").read_text("utf-8").splitlines()[1]

    assert lines == {
        ";": '"0012";2,5;1234,50;;;"say ""no""";"\'=1";"2024-05-01"',
        ",": '"0012","2,5","1234,50",,,"say ""no""","\'=1","2024-05-01"',
        "\t": '"0012"\t2.5\t1234.50\t\t\t"say ""no"""\t"\'=1"\t"2024-05-01"',
    }


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left_behind(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as failed:
        write_list_xlsx(tmp_path / "missing" / "list.xlsx", [FULL], written_at=AT)

    assert failed.value.code is Code.FILE_NOT_WRITTEN
    assert list(tmp_path.iterdir()) == []


def test_a_line_as_texts_names_every_filled_field() -> None:
    assert list(line_texts(FULL)) == list(FIELDS)
    assert line_texts(AssetLine("1", "Car")) == {
        "line_no": "1", "description": "Car", "quantity": "1", "unit": "pcs"
    }  # fmt: skip
