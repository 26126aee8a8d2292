"""Rows and cells of lists: items, totals, headings, notes, and what stands in them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.lists.reading import read_list
from tests.lists.sheets import VIN, codes, problem, save_xlsx


@pytest.mark.parametrize(
    "heading", ["Valeur unitaire", "Coût unitaire", "Valor unitario", "Precio por unidad", "Stückwert"]
)
def test_the_value_of_one_piece_is_never_taken_for_that_of_the_line(tmp_path: Path, heading: str) -> None:
    rows = [["No", "Description", "Qty", heading, "Currency"], ["1", "Tente", 12, 5001, "EUR"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(line.unit_price, line.line_value) for line in reading.lines] == [(Money("EUR", 500_100), None)]


def test_totals_headings_repeated_headers_and_notes_are_no_items(tmp_path: Path) -> None:
    header = ["No", "Description", "Qty", "Unit price", "Total EUR"]
    rows: list[list[object]] = [
        header,
        ["Lot 1: cars"],
        [1, "Patrol car", 2, 100, 200],
        ["Subtotal", None, None, None, 200],
        [],
        header,
        ["Lot 2: vans"],
        [2, "Van", 1, 70, 70],
        [None, None, None, None, 70],
        ["U K U P N O:", None, 3, None, 271],
        ["Prepared by: Demo Osoba 1", None, None, "Approved by: Demo Osoba 2"],
        ["All items are new."],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(line.line_no, line.lot) for line in reading.lines] == [
        ("1", "Lot 1: cars"),
        ("2", "Lot 2: vans"),
    ]
    told = {(p.row, p.code.code) for p in reading.problems}
    assert told >= {
        (2, "group-heading"), (4, "total-row"), (6, "repeated-header"), (7, "group-heading"), (9, "total-row"),
        (10, "total-row"), (11, "note-row"), (12, "note-row"), (None, "blank-rows"),
    }  # fmt: skip
    differing = problem(reading, "total-differs")
    assert (differing.row, differing.value, differing.params["expected"]) == (10, "271", "270.00")


def test_an_item_called_total_station_is_an_item(tmp_path: Path) -> None:
    rows = [
        ["No", "Description", "Serial", "Qty", "Price EUR"],
        [1, "Total station", "T-1", 1, 5],
        [2, "Car", "C", 1, 5],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Total station", "Car"]


def test_one_column_for_serial_numbers_and_vins_is_divided_by_what_stands_in_it(tmp_path: Path) -> None:
    rows = [["Item", "Serial No / VIN"], ["Patrol car", VIN], ["Laptop with docking station", "SN-0001"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.main_identifier.kind for line in reading.lines if line.main_identifier] == [
        IdentifierKind.VIN,
        IdentifierKind.SERIAL_NUMBER,
    ]
    assert reading.mapping["vin"] == reading.mapping["serial_number"] == "Serial No / VIN"


def test_unnamed_columns_are_recognised_by_what_stands_in_them(tmp_path: Path) -> None:
    rows = [["Description", "Qty", "Code", "Other"]]
    rows += [
        ["Patrol car", 1, f"WVGZZZ5NZJM13139{n}", f"00100000000000{n}{d}"]
        for n, d in ((0, 9), (1, 7), (2, 5))
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(c.header, c.field, c.certain) for c in reading.columns[2:]] == [
        ("Code", "vin", False),
        ("Other", None, True),
    ]


def test_identical_pieces_may_stand_on_one_line_with_all_their_serial_numbers(tmp_path: Path) -> None:
    rows = [
        ["Description", "Serial numbers", "Qty"],
        ["Radio", "R-1, R-2, R-3", 3],
        ["Lamp", "L-1\nL-2", 2],
        ["Car", "X/1", 1],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [[i.value for i in line.identifiers] for line in reading.lines] == [
        ["R-1", "R-2", "R-3"],
        ["L-1", "L-2"],
        ["X/1"],
    ]
    assert "quantity-of-identified" not in codes(reading)


def test_rows_without_number_are_numbered_by_place(tmp_path: Path) -> None:
    rows = [["Item no.", "Description", "Qty"], ["A1", "Car", 1], [None, "Van", 1], ["A1", "Bus", 1]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.line_no for line in reading.lines] == ["A1", "2", "A1"]
    assert problem(reading, "lines-numbered").params["count"] == 1
    assert problem(reading, "duplicate-line-no").row == 4


def test_the_currency_may_stand_in_the_number_format(tmp_path: Path) -> None:
    rows = [["Description", "Price"], ["Car", 100], ["Van", 50]]
    formats = {"B2": '#,##0.00 "€"', "B3": "#,##0.00 [$RSD]"}

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, formats=formats))

    assert reading.totals == (Money("EUR", 10_000), Money("RSD", 5_000))


def test_a_stated_value_that_is_not_quantity_times_price_is_shown_beside_it(tmp_path: Path) -> None:
    rows = [["Description", "Qty", "Unit price EUR", "Total EUR"], ["Car", 2, 100, 250]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    found = problem(reading, "value-differs")
    assert (found.value, found.params["expected"]) == ("250.00 EUR", "200.00 EUR")
    assert reading.lines[0].quantity == Decimal(2)


def test_a_cell_merged_over_several_items_counts_for_each_of_them(tmp_path: Path) -> None:
    rows = [
        ["Description", "Serial number", "Qty", "Unit price EUR", "Remark"],
        ["Laptop", "A1", 1, 900, "new"],
        [None, "A2", 1, None, None],
        [None, "A3", 1, None, None],
        ["Printer", "B1", 1, 100, None],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, merged=["A2:A4", "D2:D4"]))

    assert [line.description for line in reading.lines] == ["Laptop", "Laptop", "Laptop", "Printer"]
    assert reading.totals == (Money("EUR", 280_000),)
    assert problem(reading, "merged-price").params["count"] == 3
    assert [line.remark for line in reading.lines] == ["new", "", "", ""]


@pytest.mark.parametrize("absent", ["-", "N/A", "n/a", "nema", "/"])
def test_a_dash_is_no_identifier_and_no_price(tmp_path: Path, absent: str) -> None:
    rows = [["Description", "Serial", "Price EUR"], ["Lamp", absent, "5,00"], ["Lamp", absent, "-"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.identifiers for line in reading.lines] == [(), ()]
    assert codes(reading, row=3) >= {"price-missing"}


def test_the_word_total_may_stand_beside_the_sum(tmp_path: Path) -> None:
    rows = [
        ["Description", "Qty", "Unit price", "Amount"],
        ["Car", 1, "€5.00", "€5.00"],
        [None, None, "TOTAL", "€5.00"],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert (len(reading.lines), codes(reading, row=3)) == (1, {"total-row"})


def test_a_sum_under_the_price_column_is_compared_too(tmp_path: Path) -> None:
    rows = [
        ["Naziv", "Kol.", "Cena (EUR)"],
        ["Vozilo", 2, "10,00"],
        ["Lupa", 1, "5,00"],
        ["UKUPNO EUR:", 3, "26,00"],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert codes(reading, row=4) == {"total-row", "total-differs"}
    assert problem(reading, "total-differs").params["expected"] == "25.00"


def test_a_footer_in_any_column_is_no_item(tmp_path: Path) -> None:
    rows = [
        ["Р. бр.", "Назив", "Сер. бр.", "Кол."],
        [1, "Рачунар", "A-1", 1],
        ["М.П."],
        ["Саставио:", None, "Одобрио:"],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert (len(reading.rows), codes(reading, row=3), codes(reading, row=4)) == (
        1,
        {"note-row"},
        {"note-row"},
    )


def test_column_tags_are_no_item(tmp_path: Path) -> None:
    rows = [["Description", "Qty"], ["#item +name", "#item+num"], ["Car", 1], ["#item +name", "#item+num"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Car"]
    assert (codes(reading, row=2), codes(reading, row=4)) == ({"tags-used"}, {"tag-row"})


def test_both_numbers_of_a_phone_with_two_cards_are_kept(tmp_path: Path) -> None:
    rows = [["Description", "IMEI 1", "IMEI 2"], ["Phone", "001000000000009", "001000000000017"]]

    (line,) = read_list(save_xlsx(tmp_path / "list.xlsx", rows)).lines

    assert [i.value for i in line.identifiers] == ["001000000000009", "001000000000017"]


def test_what_a_spreadsheet_made_a_date_of_is_pointed_out(tmp_path: Path) -> None:
    rows = [["Description", "Model", "Serial"], ["Car", 45417, "A1"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, formats={"B2": "d-mmm"}))

    assert (problem(reading, "text-is-date").column, reading.lines[0].model) == ("Model", "2024-05-05")


def test_hidden_rows_are_read_and_pointed_out(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "list.xlsx", [["Description", "Qty"], ["Car", 1], ["Van", 1]])
    book = load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)

    reading = read_list(path)

    assert (len(reading.lines), problem(reading, "hidden-rows").row) == (2, 3)


def test_a_column_settled_by_another_one_is_shown(tmp_path: Path) -> None:
    rows = [["Description", "Qty", "Price EUR"], ["Gloves", "1.000", "1.250,50"], ["Caps", "20", "7,50"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    shown = {p.column: p.params["understood"] for p in reading.problems if p.code.code == "numbers-settled"}
    assert shown == {"Qty": "1000", "Price EUR": "1250.5"}
    assert reading.lines[0].quantity == 1000
