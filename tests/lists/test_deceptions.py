"""Lists made to deceive: nothing is taken for what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists.reading import read_list
from tests.lists.sheets import codes, problem, save_xlsx, sentence

FIRST = "No,Description,Serial number,Qty,Price EUR\n1,Radio,A1,1,10\n\n"
OTHER = {
    "another order": "No,Serial number,Description,Price EUR,Qty\n1,S9,Van,500,2\n2,S8,Van,500,2\n",
    "another list": "No,Registration plate,Category,Model\n1,BG-1,Car,Duster\n2,BG-2,Car,Duster\n",
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_a_second_list_below_the_first_is_never_read_by_its_header(tmp_path: Path, other: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(FIRST + other)

    reading = read_list(path)

    assert [line.description for line in reading.lines] == ["Radio"]
    found = problem(reading, "other-list")
    assert (found.row, found.params["count"]) == (4, 2)
    below = read_list(path, header_row=4)
    assert len(below.lines) == 2
    assert "other-list" not in codes(below)


def test_a_header_repeated_in_other_words_is_still_this_one(tmp_path: Path) -> None:
    again = "No,Name of item,Serial No.,Quantity,Unit price\n2,Van,A2,1,5\n"
    (tmp_path / "list.csv").write_text(FIRST + again)

    reading = read_list(tmp_path / "list.csv")

    assert [line.description for line in reading.lines] == ["Radio", "Van"]
    assert "repeated-header" in codes(reading)


@pytest.mark.parametrize(
    "text",
    [
        "import os\n\n\ndef work(first, second):\n    return first\n\n\nclass Car:\n    pass\n",
        '#include <stdio.h>\nint main(int argc, char **argv) {\n  printf("a, b", 1);\n  return 0;\n}\n',
    ],
)
def test_the_source_text_of_a_program_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text)

    with pytest.raises(DomainError) as refused:
        read_list(tmp_path / "list.csv")

    assert refused.value.code is Code.LIST_NO_HEADER


@pytest.mark.parametrize("written", ["-5", "(3)", "10%", "٣", "1e3", "½", "2 dozen"])
def test_a_quantity_that_is_no_plain_number_is_not_taken(tmp_path: Path, written: str) -> None:
    (tmp_path / "list.csv").write_text(f"No,Description,Qty\n1,Radio,{written}\n", encoding="utf-8")

    assert read_list(tmp_path / "list.csv").lines == ()


def test_a_second_list_beside_the_first_is_named(tmp_path: Path) -> None:
    header = ["Red. br.", "Naziv", "Serijski broj", "Kol."]
    rows = [[*header, None, *header], [1, "Laptop", "SN-1", 1, None, 2, "Monitor", "MN-2", 1]]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Laptop"]
    assert sentence(problem(reading, "list-beside")).startswith(
        "Another list stands beside this one, from column F on (“Red. br.”)."
    )


def test_a_column_that_comes_twice_is_no_second_list(tmp_path: Path) -> None:
    rows = [["No", "Description", "Serial number", "Serial number"], [1, "Radio", "A-1", "B-1"]]
    assert "list-beside" not in codes(read_list(save_xlsx(tmp_path / "a.xlsx", rows)))


def test_an_identifier_in_two_cells_under_one_heading_is_named(tmp_path: Path) -> None:
    rows = [["No", "Description", "Serial number", None, "Qty"], [1, "Camera", "AB12", "000001", 1]]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows, merged=["C1:D1"]))

    assert problem(reading, "heading-over-columns").value == "Serial number"
    assert reading.lines[0].details == (("D", "000001"),)


def test_a_heading_that_is_drawn_over_a_column_too_many_does_not_name_that_column(tmp_path: Path) -> None:
    rows = [
        ["Р.бр.", "Назив", "Број шасије", "Вредност", None, None],
        [None, None, None, "Пређена км", "Јединична цена EUR", "Укупно EUR"],
        [1, "Возило", "0SYZZZV11ZR000001", 44_120, 15_000, 15_000],
        [2, "Возило", "0SYZZZV11ZR000002", 12_800, 15_000, 15_000],
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:F1"]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows, merged=merged))

    assert reading.mapping["line_value"] == "Укупно EUR"
    assert reading.lines[0].details == (("Вредност Пређена км", "44120"),)


def test_remarks_and_numbers_of_pages_between_the_rows_are_notes_and_no_lot(tmp_path: Path) -> None:
    rows = [
        ["Р.бр.", "Назив", "Серијски број", "Кол."],
        [1, "Рачунар", "S-1", "2 ком."],
        ["НАПОМЕНА: без пуњача"],
        [2, "Монитор", "S-2", "1 (један)"],
        ["Prenos na sledeću stranu", None, None, 3],
        ["Страна 2 од 2"],
        ["Donos sa prethodne strane", None, None, 3],
        [3, "Возило", "S-3", "3 (три) ком."],
        ["Lot 2: note taking"],
        [4, "Таблет", "S-4", 1],
    ]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows))

    assert [(line.quantity, line.lot) for line in reading.lines] == [
        (2, ""),
        (1, ""),
        (3, ""),
        (1, "Lot 2: note taking"),
    ]
    assert [(p.row, p.code.code) for p in reading.problems if p.row in (3, 5, 6, 7)] == [
        (3, "note-row"), (5, "total-row"), (6, "note-row"), (7, "total-row"),
    ]  # fmt: skip


def test_prices_with_and_without_tax_are_told_apart_by_both_rows_of_the_header(tmp_path: Path) -> None:
    rows = [
        ["N°", "Désignation", "N° de série", "Qté", "Prix unitaire EUR", None, "Montant EUR", None],
        [None, None, None, None, "HT", "TTC", "HT", "TTC"],
        [1, "Imprimante", "FR-1", 1, 300, 360, 300, 360],
        ["Sous-total", None, None, None, None, None, 300, 360],
        [2, "Véhicule", "FR-2", 1, 18000, 21600, 18000, 21600],
        ["Total général", None, None, None, None, None, 18300, 21960],
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:H1"]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows, merged=merged))

    assert reading.mapping["unit_price"] == "Prix unitaire EUR HT"
    assert [line.details for line in reading.lines] == [
        (("Prix unitaire EUR TTC", "360"), ("Montant EUR TTC", "360")),
        (("Prix unitaire EUR TTC", "21600"), ("Montant EUR TTC", "21600")),
    ]
    assert codes(reading, row=4) == codes(reading, row=6) == {"total-row"}


def test_the_totals_of_a_pivot_table_are_no_items(tmp_path: Path) -> None:
    rows = [
        ["Category", "Item", "Serial number", "Sum of Price EUR"],
        ["IT", "Laptop", "SN-1", 1000],
        [None, "Monitor", "SN-3", 200],
        ["IT Total", None, None, 1200],
        ["Vehicles", "Van", "SN-4", 20000],
        ["Vehicles Total", None, None, 20000],
        ["Grand Total", None, None, 21200],
    ]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows))

    assert [line.description for line in reading.lines] == ["Laptop", "Monitor", "Van"]
    assert "total-differs" not in codes(reading)


def test_a_total_without_a_currency_is_not_compared_with_nothing(tmp_path: Path) -> None:
    rows = [
        ["No", "Description", "Serial number", "Price"],
        [1, "Radio", "A-1", 10],
        ["Total", None, None, 10],
    ]
    assert "total-differs" not in codes(read_list(save_xlsx(tmp_path / "a.xlsx", rows)))


def test_what_was_struck_out_in_a_text_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.htm").write_text(
        "<html><body><table><tr><td>Р. бр.<td>Назив<td>Серијски број</tr>"
        "<tr><td>1.<td><del cite=x>Двоглед</del><ins>Дурбин</ins><td>DG-<del>1</del>77</tr></table></body></html>",
        "utf-8",
    )
    (line,) = read_list(tmp_path / "a.htm").lines
    assert (line.description, line.identifiers[0].value) == ("Дурбин", "DG-77")


def test_of_two_quantities_the_delivered_one_is_taken_and_the_other_is_named(tmp_path: Path) -> None:
    rows = [
        [
            "Pos.",
            "Bezeichnung",
            "Menge bestellt",
            "Menge geliefert",
            "Einzelpreis netto EUR",
            "Einzelpreis brutto EUR",
        ],
        [1, "Laptop", 10, 8, 1000, 1190],
    ]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows))

    assert [(line.quantity, line.unit_price and line.unit_price.amount) for line in reading.lines] == [
        (8, 1000)
    ]
    assert [(p.column, p.params["other"]) for p in reading.problems if p.code.code == "column-alike"] == [
        ("Menge bestellt", "Menge geliefert"),
        ("Einzelpreis brutto EUR", "Einzelpreis netto EUR"),
    ]


def test_a_short_date_in_the_place_of_an_identifier_is_asked_about(tmp_path: Path) -> None:
    rows = [["Inv. br.", "Naziv OS", "Nab. vred. (EUR)"], ["12.5.24.", "Radio", 10], ["4/12/24", "Van", 20]]

    reading = read_list(save_xlsx(tmp_path / "a.xlsx", rows))

    assert codes(reading, row=2) == codes(reading, row=3) == {"identifier-as-date"}
