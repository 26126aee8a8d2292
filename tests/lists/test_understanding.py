"""Tags, headers over two rows, headings over groups, pieces, what is remembered, and what is pasted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money
from handover_desktop.lists.files import Pasted
from handover_desktop.lists.reading import read_list
from tests.lists.sheets import codes, problem, row, save_rows, save_xlsx, sentence

UKRAINIAN = ["Найменування", "Заводський", "К-сть", "Ціна", "Гроші", "Куди", "Інше"]
TAGS = ["#item+name+i_uk", "#item +serial", "#item+num", "#value+unit", "#currency", "#org+recipient", None]


def test_column_tags_say_what_headings_of_any_language_mean(tmp_path: Path) -> None:
    rows = [["Списание"], UKRAINIAN, TAGS, ["Радіо", "0012", 2, 7.5, "EUR", "У01", "x"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert reading.header_row == 2
    assert reading.mapping == {
        "description": "Найменування",
        "serial_number": "Заводський",
        "quantity": "К-сть",
        "unit_price": "Ціна",
        "currency": "Гроші",
        "receiving_unit": "Куди",
    }
    (line,) = reading.lines
    assert (line.quantity, line.value, line.details) == (2, Money("EUR", 1500), (("Інше", "x"),))


def test_tags_alone_are_a_header(tmp_path: Path) -> None:
    rows = [["#item+name", "#item+price+type", "#item+price"], ["Radio", "retail", 5], ["Van", "retail", 7]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows), mapping={"currency": "=EUR"})

    assert [(line.description, line.unit_price) for line in reading.lines] == [
        ("Radio", Money("EUR", 500)),
        ("Van", Money("EUR", 700)),
    ]
    assert reading.lines[0].details == (("#item+price+type", "retail"),)


@pytest.mark.parametrize(
    "header",
    [
        [
            ["No", "Description", "Serial number", "Qty", "Colour"],
            ["Р. бр.", "Опис", "Серијски број", "Количина", "Боја"],
        ],
        [["", "Item", "", "Serial", "Qty"], ["No", "description", "Colour", "number", ""]],
    ],
)
def test_a_header_over_two_rows_without_merged_cells(tmp_path: Path, header: list[list[str]]) -> None:
    rows = [*header, ["1", "Van", "A-1", 2, "red"]]
    if header[0][0] == "":
        rows[-1] = ["1", "Van", "red", "A-1", 2]

    (line,) = read_list(save_xlsx(tmp_path / "list.xlsx", rows)).lines

    assert (line.line_no, line.description, line.identifiers[0].value) == ("1", "Van", "A-1")
    assert (line.quantity, [text for _, text in line.details]) == (2, ["red"])


GROUPED = [
    ["No", "Description", "Serial number", "Qty"],
    ["Lot 1: radios"],
    [1, "Radio", "A-1", 1],
    ["Lot 2: vans"],
    [2, "Van", "B-1", 1],
]


@pytest.mark.parametrize(
    ("field", "lots", "categories", "code"),
    [
        ("lot", ["Lot 1: radios", "Lot 2: vans"], ["", ""], "group-heading"),
        ("category", ["", ""], ["Lot 1: radios", "Lot 2: vans"], "group-category"),
        ("", ["", ""], ["", ""], "group-unused"),
    ],
)
def test_a_heading_over_a_group_becomes_what_is_wished(
    tmp_path: Path, field: str, lots: list[str], categories: list[str], code: str
) -> None:
    reading = read_list(save_xlsx(tmp_path / "list.xlsx", GROUPED), group_field=field)

    assert reading.groups == ("Lot 1: radios", "Lot 2: vans")
    assert [line.lot for line in reading.lines] == lots
    assert [line.category for line in reading.lines] == categories
    assert codes(reading, row=2) == codes(reading, row=4) == {code}


def test_a_row_of_identical_cars_becomes_a_line_for_each_when_wished(tmp_path: Path) -> None:
    vins = "WVGZZZ5NZJM131395, WVGZZZ5NZJM131396, WVGZZZ5NZJM131397"
    path = save_rows(tmp_path / "list.xlsx", row(vin=vins, qty=3, price=100), row(no=2, qty=29))

    together, apart = read_list(path), read_list(path, apart={2, 3})

    assert [line.quantity for line in together.lines] == [3, 29]
    assert codes(together, row=3) == {"pieces-together"}
    assert [line.line_no for line in apart.lines[:4]] == ["1/1", "1/2", "1/3", "2/1"]
    assert len(apart.lines) == 32
    assert [[i.value for i in line.identifiers] for line in apart.lines[:4]] == [
        ["WVGZZZ5NZJM131395"],
        ["WVGZZZ5NZJM131396"],
        ["WVGZZZ5NZJM131397"],
        [],
    ]
    assert {line.quantity for line in apart.lines} == {Decimal(1)}
    assert together.totals == apart.totals
    assert apart.rows_read == 32


def test_the_value_of_a_row_is_divided_without_losing_a_cent(tmp_path: Path) -> None:
    rows = [["Description", "IMEI", "Qty", "Total EUR"], ["Phone", "490154203237518 356938035643809", 3, 100]]
    path = save_xlsx(tmp_path / "list.xlsx", rows)

    reading = read_list(path, apart={2})

    values = [line.line_value.minor for line in reading.lines if line.line_value]
    assert (sum(values), max(values) - min(values)) == (10_000, 1)


@pytest.mark.parametrize("quantity", [1, 1001])
def test_what_cannot_become_a_line_for_each_piece_stays_one(tmp_path: Path, quantity: int) -> None:
    reading = read_list(save_rows(tmp_path / "list.xlsx", row(qty=quantity)), apart={2})

    assert [line.quantity for line in reading.lines] == [quantity]
    assert "pieces-not-apart" in codes(reading)


def test_a_list_with_a_header_that_is_remembered_is_read_as_before(tmp_path: Path) -> None:
    header = ["Sifra X", "Sta", "Kolko", "Za"]
    first = save_xlsx(tmp_path / "first.xlsx", [header, ["A-1", "Radio", 2, "U1"]])
    wanted = {"serial_number": "A", "description": "B", "quantity": "C", "currency": "=EUR"}
    memory = read_list(first, mapping=wanted, header_row=1, group_field="category").memory
    assert memory is not None
    second = save_xlsx(tmp_path / "second.xlsx", [["Nova lista"], header, ["A-2", "Van", 1, "U2"]])

    reading = read_list(second, remembered=[memory])

    assert (reading.header_row, reading.remembered, reading.group_field) == (2, "first.xlsx", "category")
    assert reading.mapping == {"description": "Sta", "serial_number": "Sifra X", "quantity": "Kolko"}
    assert reading.lines[0].details == (("Za", "U2"),)
    assert "first.xlsx" in sentence(problem(reading, "mapping-remembered"))
    assert reading.wanted["currency"] == "=EUR"
    assert read_list(second, mapping={"description": "Za"}, remembered=[memory]).remembered == ""


def test_nothing_is_remembered_of_a_list_that_was_understood_at_once(tmp_path: Path) -> None:
    assert read_list(save_rows(tmp_path / "list.xlsx", row())).memory is None


def test_a_pasted_table_is_a_list() -> None:
    text = 'Description\tSerial number\tQty\r\n"Van ""B""\nwhite"\t000123\t1\r\nRadio; 5 W\t\t2\r\n'

    reading = read_list(Pasted(text, "Clipboard"))

    assert (reading.file_name, reading.sheet) == ("Clipboard", "Clipboard")
    assert [(line.description, line.quantity) for line in reading.lines] == [
        ('Van "B"\nwhite', 1),
        ("Radio; 5 W", 2),
    ]
    assert reading.lines[0].identifiers[0].value == "000123"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", Code.LIST_EMPTY), ("good morning", Code.LIST_NO_HEADER), ("\x00", Code.LIST_EMPTY)],
)
def test_what_is_pasted_and_no_table_is_refused(text: str, code: Code) -> None:
    with pytest.raises(DomainError) as refused:
        read_list(Pasted(text, "Clipboard"))
    assert refused.value.code is code


def test_a_damaged_cell_outside_the_identifiers_is_a_problem_too(tmp_path: Path) -> None:
    rows = [
        ["Description", "Qty", "Unit", "Order number", "Card"],
        ["Radio", 1, "=1+1", 12345678901234567, 98765432109876543],
        ["Van", 1, "pcs", "PO-1", "#N/A"],
        ["Bus", 1, "pcs", "PO-1", "=A1"],
    ]
    path = save_xlsx(tmp_path / "list.xlsx", rows)

    reading = read_list(path)

    found = {(p.code.code, p.row, p.column) for p in reading.problems if p.row}
    assert found >= {
        ("formula-without-value", 2, "Unit"),
        ("digits-lost", 2, "Order number"),
        ("digits-lost", 2, "Card"),
        ("cell-error", 3, "Card"),
        ("formula-without-value", 4, "Card"),
    }
    assert [line.details for line in reading.lines[1:]] == [(), ()]


def test_a_result_that_a_library_left_at_zero_is_no_price(tmp_path: Path) -> None:
    """Libraries that write formulas leave 0 beside them, and ask for calculation on opening."""
    import zipfile

    path = save_rows(tmp_path / "list.xlsx", row(price="=50*2"))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<v />" in sheet or b"<v></v>" in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<v />", b"<v>0</v>").replace(b"<v></v>", b"<v>0</v>")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    reading = read_list(path)

    assert "formula-without-value" in codes(reading, row=2)
    assert reading.lines == ()


@pytest.mark.parametrize(
    ("written", "identifier", "code"),
    [
        ('="00123"', "00123", ""),
        ("'00123", "00123", "identifier-decimals"),
        ("356938035643809.0", "356938035643809", "identifier-decimals"),
        ("3.56E14", "", "identifier-scientific"),
        ("3,56E+14", "", "identifier-scientific"),
        ("12E14", "12E14", ""),
        ("#VALEUR!", "", "cell-error"),
        ("#¿NOMBRE?", "", "cell-error"),
        ("nan", "", "identifier-absent"),
    ],
)
def test_what_programs_put_around_an_identifier_is_taken_off_or_pointed_out(
    tmp_path: Path, written: str, identifier: str, code: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Description;Serial number;Qty\nRadio;{written};1\n", "utf-8")

    reading = read_list(path)

    assert [i.value for i in reading.lines[0].identifiers] == ([identifier] if identifier else [])
    assert codes(reading, row=2) == ({code} if code else set())


def test_a_format_that_depends_on_the_number_is_followed_as_it_shows_this_one(tmp_path: Path) -> None:
    path = save_rows(
        tmp_path / "list.xlsx", row(serial=5551234567), formats={"D2": "[<=9999999]000-0000;(000) 000-0000"}
    )

    reading = read_list(path)

    assert reading.lines[0].identifiers[0].value == "(555) 123-4567"
    assert "identifier-shown" in codes(reading)


def test_sheets_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    table = "<table><tr><td>Description</td><td>Qty</td></tr><tr><td>{}</td><td>1</td></tr></table>"
    path = tmp_path / "list.xls"
    path.write_text(f"<html>{table.format('Car')}{table.format('Van')}</html>", "utf-8")

    second = read_list(path, sheet="list 2")

    assert [sheet.name for sheet in second.sheets] == ["list", "list 2"]
    assert [line.description for line in second.lines] == ["Van"]


def test_a_total_without_its_result_keeps_no_row_out_that_has_a_price(tmp_path: Path) -> None:
    rows = [
        ["Description", "Qty", "Price EUR", "Total EUR"],
        ["Radio", 2, 10.5, "=B2*C2"],
        ["Van", 1, None, "=9"],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(line.description, line.value) for line in reading.lines] == [("Radio", Money("EUR", 2100))]
    assert "formula-without-value" in codes(reading, row=2) & codes(reading, row=3)


def test_one_broken_letter_does_not_make_a_code_page_of_utf_8(tmp_path: Path) -> None:
    text = "Опис;Количина\n" + "Путничко возило са опремом;1\n" * 20
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode() + b"\xd0;1\n")

    reading = read_list(path)

    assert reading.lines[0].description == "Путничко возило са опремом"
    assert codes(reading) >= {"text-lost"}
    assert "encoding" not in codes(reading)


@pytest.mark.parametrize("heading", ["Cena u 000 EUR", "Цена у хиљадама EUR", "Price (thousand EUR)"])
def test_amounts_that_may_be_thousands_are_asked_about(tmp_path: Path, heading: str) -> None:
    rows = [["Description", "Qty", heading], ["Van", 1, 19.45]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows), mapping={"unit_price": "C"})

    assert problem(reading, "maybe-thousands").value == "19.45"
    assert reading.totals == (Money("EUR", 1945),)


@pytest.mark.parametrize(
    ("title", "is_asked"),
    [
        ("All amounts in RSD (thousands)", True),
        ("(износи у хиљадама динара)", True),
        ("Iznosi u 000 dinara", True),
        ("Beträge in TEUR", True),
        ("Montants en milliers d'euros", True),
        ("Contract 000 of May, delivered in Beograd", False),
        ("All amounts in RSD", False),
    ],
)
def test_a_title_that_states_thousands_is_asked_about_too(tmp_path: Path, title: str, is_asked: bool) -> None:
    rows = [[title], ["Description", "Qty", "Price"], ["Van", 1, 19.45]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows), mapping={"currency": "=RSD"})

    assert ("maybe-thousands" in codes(reading)) == is_asked


@pytest.mark.parametrize("tax", ["VAT 20%", "ПДВ (20%)", "PDV-a 20 %", "TVA 20 %", "zzgl. 20% MwSt."])
@pytest.mark.parametrize("with_tax", [120, 130])
def test_a_row_of_tax_is_no_item_and_a_total_may_hold_it(tmp_path: Path, tax: str, with_tax: int) -> None:
    rows = [
        ["No", "Description", "Qty", "Unit price EUR", "Total EUR"],
        [1, "VAT printer", 1, 60, 60],
        [2, "Radio", 2, 20, 40],
        ["Total", None, None, None, 100],
        [None, tax, None, None, 20],
        ["Σ", None, None, None, with_tax],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.description for line in reading.lines] == ["VAT printer", "Radio"]
    assert [found.row for found in reading.problems if found.code.code == "total-row"] == [4, 5, 6]
    assert ("total-differs" in codes(reading)) == (with_tax == 130)


@pytest.mark.parametrize(
    "counts",
    [
        ["1", "2", "3", "4", "5", "6 (4x5)"],
        [1, 2, 3, 4, 5, "6=4*5"],
        [0, 1, 2, 3, 4, 5],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I", "II", "III", "IV", "V", "VI"],
        ["a", "b", "c", "d", "e", "f = d x e"],
    ],
)
def test_a_row_that_counts_the_columns_is_no_item(tmp_path: Path, counts: list[object]) -> None:
    header = ["Р.бр.", "Предмет набавке", "Јединица мере", "Количина", "Јединична цена (РСД)", "Укупно (РСД)"]
    rows = [
        header,
        counts,
        [1, "Возило", "ком", 2, 100, 200],
        header,
        counts,
        [2, "Комби", "ком", 1, 300, 300],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Возило", "Комби"]
    assert {found.row for found in reading.problems if found.code.code == "repeated-header"} == {4, 5}


def test_a_first_item_of_plain_numbers_is_not_taken_for_a_count_of_the_columns(tmp_path: Path) -> None:
    rows = [["No", "Model", "Qty", "Serial"], [1, "2", 4, "A1"], [2, "508", 1, "A2"]]

    assert len(read_list(save_xlsx(tmp_path / "list.xlsx", rows)).lines) == 2


TWICE = [
    ["No", "Item", "Serial number", "Serial number 2", "IMEI1", "IMEI2", "Remark"],
    [1, "Air conditioner", "IN-1", "OUT-1", None, None, "x"],
    [2, "Telephone", "T-2", "T-2", "356938035643809", "356938035643817", "y"],
]


def test_several_columns_of_one_identifier_are_all_read(tmp_path: Path) -> None:
    reading = read_list(save_xlsx(tmp_path / "list.xlsx", TWICE))

    first, second = ([one.value for one in line.identifiers] for line in reading.lines)
    assert first == ["IN-1", "OUT-1"]
    assert second == ["T-2", "356938035643809", "356938035643817"]


def test_several_columns_of_one_identifier_are_remembered(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "list.xlsx", TWICE)
    changed = read_list(path, mapping={"remark": ""})
    assert changed.memory is not None

    again = read_list(path, remembered=[changed.memory])

    assert [line.identifiers for line in again.lines] == [line.identifiers for line in changed.lines]
    assert again.lines[0].remark == ""
    apart = read_list(path, mapping={"imei": "IMEI2", "serial_number": "Serial number\nSerial number 2"})
    assert [one.value for one in apart.lines[1].identifiers] == ["T-2", "356938035643817"]
    assert apart.lines[1].details == (("IMEI1", "356938035643809"),)


@pytest.mark.parametrize("heading", ["Serial number", "Serial number of the box", "Serial letter"])
def test_what_is_no_further_serial_number_stays_a_detail(tmp_path: Path, heading: str) -> None:
    rows = [["No", "Item", "Serial number", heading], [1, "Radio", "IN-1", "B-1"]]

    assert len(read_list(save_xlsx(tmp_path / "list.xlsx", rows)).lines[0].identifiers) == 1


def test_marks_of_footnotes_are_no_part_of_a_heading(tmp_path: Path) -> None:
    rows = [["No.", "Item¹", "Qty²", "Unit price³ (€)"], [1, "Radio", 2, 10], ["¹ as agreed"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert (reading.lines[0].description, reading.totals) == ("Radio", (Money("EUR", 2000),))


@pytest.mark.parametrize("heading", ["Item", "Asset", "Product"])
def test_a_heading_that_may_name_items_does_so_where_nothing_else_does(tmp_path: Path, heading: str) -> None:
    rows = [[heading, "Serial number", "Qty"], ["Van", "A1", 1], ["Bus", "A2", 1], ["Radio", "A3", 1]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Van", "Bus", "Radio"]


def test_numbers_under_such_a_heading_are_those_of_the_lines(tmp_path: Path) -> None:
    rows = [["Item", "Model", "Qty"], [1, "Duster", 1], [2, "Doblo", 1]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(line.line_no, line.description) for line in reading.lines] == [("1", "Duster"), ("2", "Doblo")]


def test_the_mark_that_programs_of_old_write_after_the_last_line_is_no_part_of_a_list(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"Item,Serial,Qty\r\nRadio,A1,1\r\n\x1a")

    assert len(read_list(tmp_path / "list.csv").rows) == 1
