"""Lists as other organisations, systems and languages send them."""

from __future__ import annotations

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


def test_a_row_with_the_headings_named_by_hand_is_the_header_in_any_language(tmp_path: Path) -> None:
    rows = [["Lijst"], ["Nummer", "Omschrijving", "Merkteken"], ["1.", "Auto", "A-01"]]
    path = save_xlsx(tmp_path / "lijst.xlsx", rows)
    named = {"line_no": "nummer", "description": "Omschrijving", "serial_number": "Merkteken"}
    reading = read_list(path, mapping=named)
    (line,) = reading.lines
    assert reading.header_row == 2
    assert (line.line_no, line.description, line.identifiers[0].value) == ("1", "Auto", "A-01")


def test_a_merged_area_beyond_the_last_column_is_no_heading(tmp_path: Path) -> None:
    rows = [["Equipment"], ["Description", "Serial number", "Qty"], ["Radio", "A-1", 1]]
    path = save_xlsx(tmp_path / "list.xlsx", rows, merged=["F1:H1"])

    assert read_list(path).lines[0].description == "Radio"
