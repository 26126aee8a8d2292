"""Cells corrected before the import."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.lists.reading import read_list
from tests.lists.sheets import HEADER, problem, row, save_rows, save_xlsx


@pytest.mark.parametrize("corrected", [2, 3, 4])
def test_a_correction_within_a_merged_area_is_of_its_row_alone(tmp_path: Path, corrected: int) -> None:
    rows = [row(description="Radio"), row(no=2, description=None), row(no=3, description=None)]
    path = save_xlsx(tmp_path / "list.xlsx", [HEADER, *rows], merged=["B2:B4"])

    reading = read_list(path, corrections={f"B{corrected}": "Tent"})

    expected = ["Radio", "Radio", "Radio"]
    expected[corrected - 2] = "Tent"
    assert [line.description for line in reading.lines] == expected
    found = problem(reading, "cell-corrected")
    assert (found.row, found.value, found.params["understood"]) == (corrected, "Radio", "Tent")


def test_a_row_whose_only_cell_is_taken_away_is_blank(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "list.xlsx", row(), [None, "Lot 2: vans"], row(no=2))

    reading = read_list(path, corrections={"B3": ""})

    assert [one.row for one in reading.rows] == [2, 4]
    assert reading.groups == ()
