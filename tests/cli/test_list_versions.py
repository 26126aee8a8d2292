"""A new version of a list at the command line: said first, taken over only as far as it is named."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from tests.cli.program import HEADER, LINES, Laptop

NEW = (
    LINES[0].replace("0SYZZZV11ZR000001", "0SYZZZV11ZR000011"),  # misspelt before
    *LINES[1:4],
    LINES[4].replace(",60,", ",64,"),
    *LINES[5:6],  # K-0007 is gone
    "K-0008,Generator,Demo,G-1,,SYN-E15-0001,,1,pcs,900.00,EUR",
)


@pytest.fixture
def new(stocked: Laptop) -> str:
    (stocked.folder / "new.csv").write_text("\n".join((HEADER, *NEW)) + "\n", "utf-8")
    return "new.csv"


def lines(laptop: Laptop) -> list[str]:
    said = laptop.run("status", laptop.reference, "--items", "--json").json
    return [item["line_no"] for item in said["items"]]


def test_differences_are_said_and_nothing_is_written(stocked: Laptop, new: str) -> None:
    ran = stocked.run("import", new, "--new-version", stocked.reference)

    assert ran.code == 0
    assert "Added" in ran.out
    assert "VIN: was 0SYZZZV11ZR000001, is 0SYZZZV11ZR000011" in ran.out
    assert "Quantity: was 60, is 64" in ran.out
    assert "4 lines are the same." in ran.out
    assert "Nothing was written." in ran.out
    assert lines(stocked) == [f"K-000{no}" for no in range(1, 8)]


def test_what_is_named_is_taken_over(stocked: Laptop, new: str) -> None:
    accepted = ("--accept", "added,changed", "--json")
    said = stocked.run("import", new, "--new-version", stocked.reference, *accepted).json

    assert said["written"] is True
    assert said["replaces"] == "list.csv"
    assert [(one["kind"], one["line"], one["accepted"]) for one in said["differences"]] == [
        ("added", "K-0008", True),
        ("changed", "K-0001", True),
        ("changed", "K-0005", True),
        ("gone", "K-0007", False),
    ]
    assert said["differences"][2]["fields"] == [{"field": "quantity", "before": "60", "after": "64"}]
    assert (said["before"]["lines"], said["after"]["lines"], said["after"]["pieces"]) == (7, 8, "71")
    assert lines(stocked) == [f"K-000{no}" for no in range(1, 9)]

    again = stocked.run("import", new, "--new-version", stocked.reference, "--accept", "gone")

    assert again.code == 0
    assert "1 difference taken over" in again.out
    assert lines(stocked) == [f"K-000{no}" for no in (1, 2, 3, 4, 5, 6, 8)]


def test_a_dry_run_says_what_would_become_of_it(stocked: Laptop, new: str) -> None:
    given = ("--accept", "gone", "--dry-run", "--json")
    said = stocked.run("import", new, "--new-version", stocked.reference, *given).json

    assert said["written"] is False
    assert said["after"]["lines"] == 6
    assert len(lines(stocked)) == 7


def test_differences_are_written_to_a_file(stocked: Laptop, new: str) -> None:
    for name in ("d.xlsx", "d.csv"):
        ran = stocked.run(
            "import",
            new,
            "--new-version",
            stocked.reference,
            "--accept",
            "added",
            "--dry-run",
            "--differences",
            name,
        )
        assert ran.code == 0

    rows = list(load_workbook(stocked.folder / "d.xlsx").active.iter_rows(values_only=True))
    assert rows[0][0] == "Kind"
    assert ("Changed", "K-0005", 6, "Magnifier", None, "Quantity", "60", "64", None, None, "no") in rows
    assert [row[-1] for row in rows[1:] if row[0] == "Added"] == ["yes"]
    with (stocked.folder / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(rows)


def test_the_same_list_and_a_kind_that_does_not_occur_are_refused(stocked: Laptop, new: str) -> None:
    (stocked.folder / "same.csv").write_text("\n".join((HEADER, *LINES)) + "\n", "utf-8")
    same = stocked.run("import", "same.csv", "--new-version", stocked.reference, "--accept", "added")
    assert same.code != 0
    assert "Every line of this list stands on" in same.err
    none = stocked.run("import", new, "--new-version", stocked.reference, "--accept", "doubtful")
    assert none.code == same.code
    assert "None of the differences" in none.err
    wrong = stocked.run("import", new, "--new-version", stocked.reference, "--accept", "everything")
    assert wrong.code == 2


def test_a_finalised_handover_keeps_its_list(laptop_of_finished: Laptop) -> None:
    (laptop_of_finished.folder / "new.csv").write_text("\n".join((HEADER, *NEW)) + "\n", "utf-8")

    ran = laptop_of_finished.run("import", "new.csv", "--new-version", laptop_of_finished.reference)

    assert ran.code != 0
    assert "Unlock it to correct something" in ran.err
