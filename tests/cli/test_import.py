"""Importing from the command line: what is understood is said, and written only when it is asked for."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.program import HEADER, LINES, Laptop

COLUMNS = {
    "line_no": "No",
    "description": "Description",
    "make": "Make",
    "model": "Model",
    "vin": "VIN",
    "serial_number": "Serial number",
    "imei": "IMEI",
    "quantity": "Qty",
    "unit": "Unit",
    "unit_price": "Unit price",
    "currency": "Currency",
}
FIELDS = set(
    "line_no lot category description make model serial_number inventory_number vin imei plate quantity unit "
    "unit_price currency line_value receiving_unit location kit_contents order_reference warranty_months "
    "remark".split()
)


def test_a_dry_run_says_what_would_be_imported_and_writes_nothing(laptop: Laptop) -> None:
    ran = laptop.run("import", laptop.write_list(), "--dry-run", "--json")
    said = ran.json

    assert ran.code == 0
    assert said["sheet"]
    assert said["header_row"] == 1
    assert said["columns"] == COLUMNS
    assert said["rows_read"] == 7
    assert said["rows_imported"] == 7
    assert said["totals"] == {"EUR": "46070.00"}
    assert "rows" not in said
    assert [path.name for path in laptop.folder.iterdir()] == ["list.csv"]


def test_rows_are_shown_as_they_were_understood_when_asked(laptop: Laptop) -> None:
    said = laptop.run("import", laptop.write_list(), "--dry-run", "--json", "--rows").json

    assert said["rows"][0] == {
        "line_no": "K-0001",
        "description": "Compact SUV",
        "make": "Demo",
        "model": "D-1",
        "vin": "0SYZZZV11ZR000001",
        "quantity": "1",
        "unit": "pcs",
        "unit_price": "19450.00",
        "currency": "EUR",
    }
    assert said["rows"][3]["imei"] == "490154203237518"
    assert set().union(*said["rows"]) <= FIELDS


def test_problems_have_a_place_a_value_a_code_and_a_sentence(laptop: Laptop) -> None:
    laptop.write_list(LINES[0], LINES[1].replace("19450.00,EUR", "19450.00,QQQ"), "K-9,,,,,,,-1,pcs,1,EUR")

    problems = laptop.run("import", "list.csv", "--dry-run", "--json").json["problems"]

    assert problems
    for problem in problems:
        assert set(problem) == {
            "severity", "sheet", "row", "column", "value", "expected", "code", "message"
        }  # fmt: skip
        assert problem["severity"] in ("error", "confirm", "warning", "notice")
    currency = next(p for p in problems if p["value"] == "QQQ")
    assert (currency["severity"], currency["row"], currency["column"]) == ("error", 3, "Currency")
    assert "QQQ" in currency["message"]
    assert any(p["row"] == 4 and p["severity"] == "error" and p["value"] == "-1" for p in problems)


def test_without_a_named_handover_a_new_one_is_made_in_preparation(stocked: Laptop) -> None:
    (found,) = stocked.run("handovers", "--json").json

    assert found["reference"] == stocked.reference
    assert found["state"] == "preparing"
    assert found["lines"] == 7


def test_a_second_list_can_be_added_and_the_register_is_backed_up_before(stocked: Laptop) -> None:
    more = stocked.write_list("K-0100,Tent,,,,,,2,pcs,10.00,EUR", name="more.csv")

    ran = stocked.run("import", more, "--handover", stocked.reference.lower(), "--json")

    assert ran.json["handover"] == stocked.reference
    (backup,) = (stocked.folder / "r-backups").glob("*-import.handover")
    now, then = (
        laptop.run("handovers", "--json").json for laptop in (stocked, replace(stocked, register=backup))
    )
    assert [one["lines"] for one in now] == [8]
    assert [one["lines"] for one in then] == [7]


def test_the_same_list_is_not_imported_twice(stocked: Laptop) -> None:
    before = stocked.path.read_bytes()

    again = stocked.run("import", stocked.write_list())

    assert again.code == 1
    assert stocked.reference in again.err
    assert stocked.path.read_bytes() == before


def test_sheets_and_columns_can_be_named_by_hand(laptop: Laptop) -> None:
    book = Workbook()
    book.active.append(["Dear colleagues"])
    page = book.create_sheet("Deel 2")
    page.append(["Nummer", "Omschrijving", "Merkteken"])
    page.append(["1", "Radio", "SYN-1"])
    book.save(laptop.folder / "l.xlsx")
    maps = ("line_no=Nummer", "description=Omschrijving", "serial_number=Merkteken")
    named = ("--sheet", "Deel 2", *(f"--map={one}" for one in maps))

    said = laptop.run("import", "l.xlsx", "--dry-run", "--json", "--rows", *named).json

    assert said["sheet"] == "Deel 2"
    assert said["columns"]["serial_number"] == "Merkteken"
    assert said["rows"][0]["description"] == "Radio"
    assert said["rows"][0]["serial_number"] == "SYN-1"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--sheet", "Deel 3"), "Deel 3"),
        (("--map", "colour=VIN"), "colour"),
        (("--map", "vin=Chassis"), "Chassis"),
    ],
)
def test_what_the_list_does_not_have_is_named(laptop: Laptop, arguments: tuple[str, ...], named: str) -> None:
    ran = laptop.run("import", laptop.write_list(), *arguments)

    assert ran.code == 1
    assert named in ran.err
    assert not laptop.path.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "list-empty"),
        (b"PK\x03\x04 no workbook at all", "list-unreadable"),
        (b"\x00\x01\x02\x03" * 300, "list-unreadable"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "list-unreadable"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_and_left_untouched(
    laptop: Laptop, content: bytes, code: str
) -> None:
    path = laptop.folder / "list.xlsx"
    path.write_bytes(content)
    before = hashlib.sha256(content).hexdigest()

    ran = laptop.run("import", path, "--json")

    assert ran.code == 1
    assert ran.json["code"] == code
    assert ran.json["message"] == ran.err.strip()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not laptop.path.exists()


def test_a_list_without_a_single_usable_row_is_no_import(laptop: Laptop) -> None:
    laptop.write("l.csv", f"{HEADER}\nK-1,Tent,,,,,,0,pcs,10.00,EUR\n")

    ran = laptop.run("import", "l.csv", "--json")

    assert ran.code == 1
    assert ran.json["rows_imported"] == 0
    assert not laptop.path.exists()


def test_a_missing_list_is_a_matter_of_the_surroundings(laptop: Laptop) -> None:
    ran = laptop.run("import", "nowhere.csv")

    assert ran.code == 3
    assert "nowhere.csv" in ran.err
    assert not laptop.path.exists()


def test_an_unknown_handover_does_not_even_make_a_register(laptop: Laptop) -> None:
    ran = laptop.run("import", laptop.write_list(), "--handover", "HO-1")

    assert ran.code == 3
    assert not laptop.path.exists()


def test_people_are_told_the_same_in_lines(laptop: Laptop) -> None:
    ran = laptop.run("import", laptop.write_list())

    assert ran.code == 0
    assert "vin                VIN" in ran.out
    assert ran.out.splitlines()[-1].startswith("7 lines imported into HO-")
    assert ran.out.splitlines()[-1].endswith("EUR\N{NO-BREAK SPACE}46,070.00")


def test_headings_over_groups_and_rows_of_several_pieces_are_read_as_wished(laptop: Laptop) -> None:
    path = laptop.folder / "grouped.csv"
    path.write_text(
        "Lista\nNo,Description,Serial number,Qty\nLot 2: vans,,,\n1,Van,,3\n2,Bus,A-1,1\n", "utf-8"
    )

    plain = laptop.run("import", path, "--dry-run", "--json", "--rows").json
    wished = laptop.run(
        "import",
        path,
        "--dry-run",
        "--json",
        "--rows",
        "--groups",
        "category",
        "--apart",
        "4",
        "--header-row",
        "2",
    ).json

    assert [row["line_no"] for row in plain["rows"]] == ["1", "2"]
    assert {row["lot"] for row in plain["rows"]} == {"Lot 2: vans"}
    assert [row["line_no"] for row in wished["rows"]] == ["1/1", "1/2", "1/3", "2"]
    assert {row["category"] for row in wished["rows"]} == {"Lot 2: vans"}
    assert [path.name for path in laptop.folder.iterdir()] == ["grouped.csv"]


def test_the_problems_are_written_as_a_spreadsheet_or_as_csv(laptop: Laptop) -> None:
    laptop.write_list(LINES[0], "K-9,=Radio,,,,,,-1,pcs,1,EUR")
    found = laptop.run("import", "list.csv", "--dry-run", "--json", "--problems", "said.csv").json["problems"]
    assert laptop.run("import", "list.csv", "--dry-run", "--problems", "said.xlsx").code == 0

    text = (laptop.folder / "said.csv").read_text(encoding="utf-8-sig")
    written = list(csv.reader(text.splitlines(), delimiter=";"))
    book = list(load_workbook(laptop.folder / "said.xlsx").active.iter_rows(values_only=True))
    assert written[0] == ["Kind", "Sheet", "Row", "Column", "Value", "Expected", "What is the matter"]
    assert [row[-1] for row in written[1:]] == [problem["message"] for problem in found]
    assert [row[:3] for row in book[1:2]] == [("Error", "list", 3)]
    assert len(book) == len(written) == len(found) + 1


def test_many_problems_of_one_kind_are_told_in_one_line(laptop: Laptop) -> None:
    laptop.write_list(*[f"K-{number},Radio,,,,,,-1,pcs,1,EUR" for number in range(2, 52)], LINES[0])

    said = laptop.run("import", "list.csv", "--dry-run").out

    assert "Error · list 2–51 Qty · 50 rows, such as: The quantity is -1" in said


def test_what_stands_in_the_register_already_is_named_with_its_place(laptop: Laptop) -> None:
    laptop.write_list()
    first = laptop.run("import", "list.csv", "--json").json["handover"]
    laptop.write_list(
        "A-1,SUV,,,0syzzzv11-zr000002,,,1,pcs,1,EUR",
        "A-2,Laptop,demo,l-14,,SYN-E12-0007,,1,pcs,1,EUR",
        "A-3,Laptop,Demo,L-15,,SYN-E12-0007,,1,pcs,1,EUR",
        "A-4,Phone,,,,,490154203237518,1,pcs,1,EUR",
        "A-5,Phone,,,,,490154203237526,1,pcs,1,EUR",
    )

    tried = laptop.run("import", "list.csv", "--dry-run", "--json").json["problems"]
    known = [problem for problem in tried if problem["code"].startswith("known-")]

    assert [(problem["row"], problem["column"], problem["severity"]) for problem in known] == [
        (2, "VIN", "confirm"), (3, "Serial number", "confirm"), (5, "IMEI", "confirm")
    ]  # fmt: skip
    assert f"{first}, line K-0002" in known[0]["message"]
    assert f"{first}, line K-0003" in known[1]["message"]
    done = laptop.run("import", "list.csv", "--json").json
    assert done["rows_imported"] == 5
    assert done["problems"] == tried


def test_a_list_that_was_saved_anew_and_says_nothing_new_changes_nothing(laptop: Laptop) -> None:
    laptop.write_list()
    reference = laptop.run("import", "list.csv", "--json").json["handover"]
    path = laptop.folder / "list.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")

    again = laptop.run("import", "list.csv", "--handover", reference)

    assert again.code == 1
    assert "Nothing was changed" in again.err
    assert laptop.run("status", reference, "--json").json["lines"] == 7


def test_a_list_saved_as_another_kind_of_file_is_known_by_its_lines_in_any_handover(stocked: Laptop) -> None:
    book = Workbook()
    for row in csv.reader([HEADER, *LINES]):
        book.active.append(row)
    book.save(stocked.folder / "saved anew.xlsx")

    refused = stocked.run("import", "saved anew.xlsx", "--json")

    assert (refused.code, refused.json["code"]) == (1, "list-imported-before")
    assert f"into {stocked.reference}, as list version 1 (list.csv). Nothing was changed." in refused.err
    assert not list(stocked.folder.glob("*-backups/*"))
    assert len(stocked.run("handovers", "--json").json) == 1
    assert stocked.run("import", "saved anew.xlsx", "--again").code == 0
    assert [one["lines"] for one in stocked.run("handovers", "--json").json] == [7, 7]


def test_a_list_with_one_other_cell_is_another_list(stocked: Laptop) -> None:
    stocked.write_list(*LINES[:-1], LINES[-1].replace(",", ", ", 1), name="more.csv")
    stocked.write_list(*LINES[:-1], LINES[-1].replace("K-", "Q-", 1), name="other.csv")

    assert stocked.run("import", "more.csv").code == 1
    assert stocked.run("import", "other.csv").code == 0


def test_how_columns_were_named_is_used_for_the_next_list_until_it_is_forgotten(laptop: Laptop) -> None:
    for place, name in enumerate(("first.csv", "second.csv", "third.csv", "fourth.csv")):
        laptop.write(name, f"No,Article,Code\n1,Radio,A-{place}\n")
    laptop.run("import", "first.csv", "--map", "serial_number=Code", "--map", "description=Article")

    read = laptop.run("import", "second.csv", "--json", "--rows").json
    told = laptop.run("import", "third.csv", "--dry-run").out
    forgotten = laptop.run("import", "third.csv", "--forget", "--json").json
    guessed = laptop.run("import", "fourth.csv", "--dry-run", "--json").json

    assert (read["columns_as_of"], read["rows"][0]["serial_number"]) == ("first.csv", "A-1")
    assert "as they were for second.csv" in told
    assert "--forget" in told
    assert (forgotten["columns_as_of"], guessed["columns_as_of"]) == ("", "")
    assert "serial_number" not in forgotten["columns"]
    assert guessed["columns"] == forgotten["columns"]


def test_a_dry_run_goes_on_without_a_register_that_cannot_be_opened(laptop: Laptop) -> None:
    laptop.write_list()
    (laptop.folder / "other.handover").write_bytes(b"no register at all" * 100)

    ran = laptop.run("import", "list.csv", "--dry-run", "--json", "--register", "other.handover")

    assert ran.code == 0
    assert ran.json["rows_imported"] == 7
    assert ran.err.startswith("Not compared with the register: ")


def test_the_rest_is_taken_along_only_when_asked_and_says_what_is_to_be_completed(laptop: Laptop) -> None:
    laptop.write_list(
        LINES[0],
        "K-9,Radio,,,,SYN-9,,many,pcs,10.00,EUR",
        "K-10,,,,,SYN-10,,1,pcs,30.00,EUR",
        LINES[0].replace("K-0001", "K-11"),
    )

    assert laptop.run("import", "list.csv", "--dry-run", "--json").json["rows_imported"] == 1
    done = laptop.run("import", "list.csv", "--keep-rest", "--rows", "--json").json

    assert (done["rows_imported"], done["rows_to_complete"]) == (4, 3)
    told = [one["message"] for one in done["problems"] if one["severity"] == "error"]
    assert [one.endswith("The row is taken along, to be completed on site.") for one in told] == [True] * 3
    assert done["totals"] == {"EUR": "19450.00"}
    rows = done["rows"][1:]
    assert [row["remark"] for row in rows] == [
        "To be completed on site – Qty: many",
        "To be completed on site",
        "To be completed on site – VIN: 0SYZZZV11ZR000001",
    ]
    assert [row["description"] for row in rows] == ["Radio", "Row 4 of the list", "Compact SUV"]
    assert [row.get("unit_price") for row in rows] == [None] * 3
    items = laptop.run("status", done["handover"], "--items", "--json").json["items"]
    assert [item["line_no"] for item in items] == ["K-0001", "K-9", "K-10", "K-11"]
    assert [item["serial_number"] for item in items[1:3]] == ["SYN-9", "SYN-10"]


def test_a_list_without_any_row_that_can_be_imported_is_not_completed_on_site(laptop: Laptop) -> None:
    laptop.write_list("K-9,Radio,,,,SYN-9,,many,pcs,10.00,EUR")

    ran = laptop.run("import", "list.csv", "--keep-rest", "--json")

    assert (ran.code, ran.json["rows_imported"], ran.json["handover"]) == (1, 0, "")


def test_a_cell_is_corrected_before_the_import_and_the_audit_keeps_what_stood_there(laptop: Laptop) -> None:
    laptop.write_list(LINES[0], "K-9,Radio,,,,SYN-9,,many,pcs,10.00,EUR")

    done = laptop.run("import", "list.csv", "--correct", "H3=4", "--rows", "--json").json

    assert done["rows"][1]["quantity"] == "4"
    assert done["totals"] == {"EUR": "19490.00"}
    told = next(problem for problem in done["problems"] if problem["code"] == "cell-corrected")
    assert (told["row"], told["column"], told["value"], told["expected"]) == (3, "Qty", "many", "4")


@pytest.mark.parametrize("cell", ["H9", "ZZ3", "3H", "H0"])
def test_a_correction_outside_of_the_list_is_refused(laptop: Laptop, cell: str) -> None:
    laptop.write_list(LINES[0])
    ran = laptop.run("import", "list.csv", "--dry-run", "--correct", f"{cell}=4")
    assert ran.code == 1
    assert cell in ran.err
