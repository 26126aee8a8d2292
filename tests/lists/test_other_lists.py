"""Lists as other organisations, systems and languages send them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest
from openpyxl import Workbook, load_workbook

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.lists.reading import read_list
from tests.lists.sheets import VIN, codes, problem, save_xlsx


def test_an_asset_tracker_export_is_understood(tmp_path: Path) -> None:
    export = """\
        ID,Company,Asset Name,Asset Tag,Model,Model No.,Category,Manufacturer,Serial,Bought,Cost,PO,Location,Warranty
        1,IOM,HQ laptop,00012,Latitude,5440,Laptops,Dell,ABC123,2024-05-01,"1,999.00",PO-7,Beograd,36 months
        2,IOM,Field laptop,00013,Latitude,5440,Laptops,Dell,ABC124,2024-05-01,"2,100.50",PO-7,Subotica,2 years
    """
    path = tmp_path / "assets.csv"
    path.write_text(dedent(export))

    reading = read_list(path, mapping={"currency": "=USD"})

    first, second = reading.lines
    assert (first.line_no, first.description, first.make, first.model) == (
        "1",
        "HQ laptop",
        "Dell",
        "Latitude",
    )
    assert [(i.kind, i.value) for i in first.identifiers] == [
        (IdentifierKind.SERIAL_NUMBER, "ABC123"),
        (IdentifierKind.INVENTORY_NUMBER, "00012"),
    ]
    assert first.details == (("Company", "IOM"), ("Model No.", "5440"), ("Bought", "2024-05-01"))
    assert (first.location, first.order_reference, first.warranty_months) == ("Beograd", "PO-7", 36)
    assert second.warranty_months == 24
    assert reading.totals == (Money("USD", 409_950),)


def test_amounts_without_a_currency_are_kept_as_details_and_asked_about(tmp_path: Path) -> None:
    rows = [
        ["Asset Name", "Serial", "Purchase Cost"],
        ["Laptop", "A1", "1999.00"],
        ["Laptop", "A2", "1999.00"],
    ]

    reading = read_list(save_xlsx(tmp_path / "assets.xlsx", rows))

    assert problem(reading, "currency-not-stated").column == "Purchase Cost"
    assert [line.unit_price for line in reading.lines] == [None, None]
    assert reading.lines[0].details == (("Purchase Cost", "1999.00"),)


def test_an_accounting_export_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "anla.csv"
    path.write_text(
        "Asset|SNo.|Asset description|Serial number|Inventory number|Quantity|BUn|Acquis.val.|Crcy\r\n"
        "300001|0|Server rack 42U|SR-0001|00004711|1,000|EA|12.450,00|EUR\r\n"
        "300002|0|UPS 3 kVA|SR-0002|00004712|2,000|EA|2.280,00|EUR\r\n"
        "||||||||\r\n"
        "Total|||||||14.730,00|EUR\r\n"
    )

    reading = read_list(path)

    assert [line.quantity for line in reading.lines] == [1, 2]
    assert reading.lines[0].identifier(IdentifierKind.INVENTORY_NUMBER) == "00004711"
    assert reading.totals == (Money("EUR", 1_473_000),)
    assert codes(reading) >= {"total-row", "blank-rows"}
    assert "total-differs" not in codes(reading)


@pytest.mark.parametrize(
    "header",
    [
        [
            "Р. бр.",
            "Назив и опис",
            "Произвођач",
            "Број шасије (VIN)",
            "Ком.",
            "Јед. мере",
            "Јединична цена",
            "Валута",
        ],
        [
            "R. br.",
            "Naziv i opis",
            "Proizvođač",
            "Broj šasije (VIN)",
            "Količina",
            "J. m.",
            "Jed. cena",
            "Valuta",
        ],
        ["RB", "NAZIV ROBE", "PROIZVOĐAČ", "BROJ ŠASIJE", "KOL.", "JM", "CENA BEZ PDV", "VALUTA"],
        ["N°", "Désignation", "Marque", "N° de châssis", "Qté", "Unité", "Prix unitaire HT", "Devise"],
        [
            "N.º",
            "Descripción",
            "Marca",
            "Número de bastidor",
            "Cantidad",
            "Unidad",
            "Precio unitario",
            "Moneda",
        ],
        [
            "Pos.",
            "Bezeichnung",
            "Hersteller",
            "Fahrgestell-Nr.",
            "Menge",
            "Einheit",
            "Einzelpreis",
            "Währung",
        ],
        ["Item no.", "Description of goods", "Make", "Chassis No.", "Qty", "UoM", "Unit cost", "Ccy"],
        [
            "item_no",
            "asset_description",
            "manufacturer",
            "VIN number",
            "qty",
            "unit",
            "UnitPrice",
            "currencyCode",
        ],
    ],
)
def test_headings_are_understood_in_six_languages(tmp_path: Path, header: list[str]) -> None:
    rows = [header, ["1", "Patrol car with equipment", "Dacia", VIN, 1, "kom", 19450, "EUR"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert list(reading.mapping) == [
        "line_no", "description", "make", "vin", "quantity", "unit", "unit_price", "currency"
    ]  # fmt: skip
    assert reading.totals == (Money("EUR", 1_945_000),)


@pytest.mark.parametrize(
    "heading", ["Valeur unitaire", "Coût unitaire", "Valor unitario", "Precio por unidad", "Stückwert"]
)
def test_the_value_of_one_piece_is_never_taken_for_that_of_the_line(tmp_path: Path, heading: str) -> None:
    rows = [["No", "Description", "Qty", heading, "Currency"], ["1", "Tente", 12, 5001, "EUR"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [(line.unit_price, line.line_value) for line in reading.lines] == [(Money("EUR", 500_100), None)]


def test_headings_in_two_languages_count_as_either(tmp_path: Path) -> None:
    rows = [
        ["Description / Опис", "Serial number\nСеријски број", "Količina (Quantity)"],
        ["Laptop", "A1", 1],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert list(reading.mapping) == ["description", "serial_number", "quantity"]
    assert all(column.certain for column in reading.columns)


def test_the_header_is_found_under_titles_merged_cells_and_blank_rows(tmp_path: Path) -> None:
    rows = [
        ["List of assets for the Border Police", None, None, None],
        ["Agreement DEMO-2024/01, all amounts in EUR"],
        [],
        ["Prepared on", "2024-12-05"],
        ["No.", "Description", "Qty", "Unit price"],
        [1, "Patrol car", 1, 100],
        [2, "Van", 2, 50],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, merged=["A1:D1"]))

    assert reading.header_row == 5
    assert reading.totals == (Money("EUR", 20_000),)


def test_a_header_over_two_rows_is_read_as_one(tmp_path: Path) -> None:
    rows = [
        ["No.", "Description", "Identification", None, "Price (EUR)", None],
        [None, None, "VIN", "Serial number", "Unit", "Total"],
        [1, "Patrol car", VIN, None, 100, 100],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]))

    assert reading.header_row == 2
    assert list(reading.mapping) == [
        "line_no",
        "description",
        "serial_number",
        "vin",
        "unit_price",
        "line_value",
    ]
    assert reading.totals == (Money("EUR", 10_000),)


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


def test_the_sheet_with_the_list_is_proposed_and_the_other_one_named(tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.append(["Delivery of vehicles"])
    for name, rows in (("Vehicles", 3), ("Equipment", 2)):
        page = book.create_sheet(name)
        page.append(["Description", "VIN", "Qty", "Unit price EUR"])
        for number in range(rows):
            page.append([f"{name} {number}", None, 1, 10])
    book.save(tmp_path / "list.xlsx")

    reading = read_list(tmp_path / "list.xlsx")
    other = read_list(tmp_path / "list.xlsx", sheet="equipment")

    assert (reading.sheet, reading.rows_read) == ("Vehicles", 3)
    assert [(s.name, s.proposed) for s in reading.sheets] == [
        ("Cover", False),
        ("Vehicles", True),
        ("Equipment", False),
    ]
    assert problem(reading, "other-sheet").value == "Equipment"
    assert (other.sheet, other.rows_read) == ("Equipment", 2)
    with pytest.raises(DomainError) as refused:
        read_list(tmp_path / "list.xlsx", sheet="Trucks")
    assert refused.value.code is Code.LIST_NO_SHEET


def test_a_person_overrules_every_guess(tmp_path: Path) -> None:
    rows = [["Description", "Code", "Price EUR", "Price"], ["Car", "X1", 5, 7], ["Van", "X2", 5, 7]]
    path = save_xlsx(tmp_path / "list.xlsx", rows)

    reading = read_list(
        path, mapping={"serial_number": "code", "unit_price": "D", "currency": "=rsd", "remark": ""}
    )

    assert reading.lines[0].identifier(IdentifierKind.SERIAL_NUMBER) == "X1"
    assert reading.totals == (Money("RSD", 1400),)
    assert reading.lines[0].details == (("Price EUR", "5"),)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"colour": "Code"}, Code.LIST_NO_FIELD),
        ({"vin": "Chassis"}, Code.LIST_NO_COLUMN),
        ({"vin": "ZZ"}, Code.LIST_NO_COLUMN),
    ],
)
def test_a_mapping_that_names_nothing_is_refused(tmp_path: Path, mapping: dict[str, str], code: Code) -> None:
    path = save_xlsx(tmp_path / "list.xlsx", [["Description", "Code"], ["Car", "X1"]])

    with pytest.raises(DomainError) as refused:
        read_list(path, mapping=mapping)

    assert refused.value.code is code


def test_a_list_without_header_can_be_read_by_letters(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "list.xlsx", [["Patrol car", "A-17", 3], ["Van for persons", "A-18", 4]])

    blind = read_list(path)
    reading = read_list(path, header_row=0, mapping={"description": "A", "serial_number": "B"})

    assert (blind.header_row, blind.lines) == (0, ())
    assert codes(blind) >= {"no-header", "no-description-column"}
    assert blind.raw_rows == (("Patrol car", "A-17", "3"), ("Van for persons", "A-18", "4"))
    assert [line.description for line in reading.lines] == ["Patrol car", "Van for persons"]
    assert reading.lines[0].details == (("C", "3"),)


def test_a_person_can_name_the_header_row(tmp_path: Path) -> None:
    rows = [["No", "Description", "Qty"], ["Alpha", "Beta", "Gamma"], ["Car", "X1", 2]]
    path = save_xlsx(tmp_path / "list.xlsx", rows)

    reading = read_list(path, header_row=2, mapping={"description": "Alpha"})

    assert (reading.header_row, [line.description for line in reading.lines]) == (2, ["Car"])


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


def test_an_empty_sheet_and_an_unknown_currency_are_refused(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "list.xlsx", [["Description", "Qty"], ["Car", 1]])
    book = load_workbook(path)
    book.create_sheet("Notes")
    book.save(path)

    for wanted, code in (
        ({"sheet": "Notes"}, Code.LIST_EMPTY),
        ({"mapping": {"currency": "=X"}}, Code.LIST_NO_COLUMN),
    ):
        with pytest.raises(DomainError) as refused:
            read_list(path, **wanted)
        assert refused.value.code is code


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
    rows = [["Description", "Qty"], ["#item +name", "#quantity"], ["Car", 1]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert ([line.description for line in reading.lines], codes(reading, row=2)) == (["Car"], {"tag-row"})


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


def test_a_row_with_the_headings_named_by_hand_is_the_header_in_any_language(tmp_path: Path) -> None:
    rows = [["Lijst"], ["Nummer", "Omschrijving", "Merkteken"], ["1.", "Auto", "A-01"]]
    path = save_xlsx(tmp_path / "lijst.xlsx", rows)
    named = {"line_no": "nummer", "description": "Omschrijving", "serial_number": "Merkteken"}
    reading = read_list(path, mapping=named)
    (line,) = reading.lines
    assert reading.header_row == 2
    assert (line.line_no, line.description, line.identifiers[0].value) == ("1", "Auto", "A-01")
