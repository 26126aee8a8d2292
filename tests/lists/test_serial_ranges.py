"""Serial numbers from the first to the last in one cell, and several in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.lists.reading import ListReading, read_list
from handover_desktop.lists.serial_ranges import MOST, range_of
from tests.lists.sheets import codes, problem, row, save_rows, save_xlsx


def read_one(tmp_path: Path, serial: str, quantity: int, *, apart: bool = False) -> ListReading:
    path = save_rows(tmp_path / "list.xlsx", row(serial=serial, qty=quantity))
    return read_list(path, apart=[2] if apart else [])


@pytest.mark.parametrize(
    "written",
    [
        "SN001–SN029",
        "SN001-SN029",
        "SN001 to SN029",
        "SN001 … 029",
        "SN001...SN029",
        "SN001-29",
        "SN001 do SN029",
        "SN001 до SN029",
    ],
)
def test_a_range_of_as_many_as_the_quantity_fills_in_the_serial_numbers(tmp_path: Path, written: str) -> None:
    together = read_one(tmp_path, written, 29)
    assert len(together.lines) == 1
    assert {"serial-range", "pieces-together"} <= codes(together)
    assert "quantity-of-identified" not in codes(together)

    lines = read_one(tmp_path, written, 29, apart=True).lines

    assert [line.identifiers[0].value for line in lines] == [f"SN{number:03d}" for number in range(1, 30)]


@pytest.mark.parametrize("written", ["SN001–SN029", "SN001 to 029"])
@pytest.mark.parametrize("quantity", [1, 28])
def test_a_range_of_another_number_stays_as_written_and_is_asked_about(
    tmp_path: Path, written: str, quantity: int
) -> None:
    reading = read_one(tmp_path, written, quantity)

    assert [one.value for one in reading.lines[0].identifiers] == [written]
    found = problem(reading, "serial-range-differs")
    assert (found.params["count"], found.params["quantity"]) == (29, quantity)
    assert "quantity-of-identified" not in codes(reading)


@pytest.mark.parametrize(
    "serial", ["10-12", "A-1", "2024-07", "AB12-CD13", "SN029-SN001", "1-99999999", "SN1–SN5000"]
)
def test_a_serial_number_with_a_hyphen_stays_what_it_is(tmp_path: Path, serial: str) -> None:
    reading = read_one(tmp_path, serial, 1)

    assert [one.value for one in reading.lines[0].identifiers] == [serial]
    assert not codes(reading) & {"serial-range", "serial-range-differs"}


@pytest.mark.parametrize("written", ["A1; A2; A3", "A1, A2, A3", "A1/A2/A3", "A1\nA2\nA3"])
def test_several_serial_numbers_in_a_cell_are_each_one_where_they_are_as_many_as_pieces(
    tmp_path: Path, written: str
) -> None:
    reading = read_one(tmp_path, written, 3, apart=True)

    assert [line.identifiers[0].value for line in reading.lines] == ["A1", "A2", "A3"]


@pytest.mark.parametrize("written", ["A1\nA2\nA3", "A1; A2;A3", "A1, A2, A3"])
def test_several_serial_numbers_that_are_not_as_many_as_pieces_are_asked_about(
    tmp_path: Path, written: str
) -> None:
    reading = read_one(tmp_path, written, 5)

    found = problem(reading, "identifiers-differ")
    assert (found.params["count"], found.params["quantity"]) == (3, "5")
    assert [one.value for one in reading.lines[0].identifiers] == ["A1", "A2", "A3"]


@pytest.mark.parametrize("written", ["AB/12", "12,5", "see box 4; blue", "SN 12, old"])
def test_what_may_be_one_serial_number_stays_one(tmp_path: Path, written: str) -> None:
    assert [one.value for one in read_one(tmp_path, written, 5).lines[0].identifiers] == [written]


def test_serial_numbers_in_rows_below_belong_to_the_item_above(tmp_path: Path) -> None:
    header = ["No", "Item", "Serial number", "Qty"]
    rows = [
        header,
        [1, "Radio", "S1", 3],
        [None, None, "S2"],
        [None, None, "S3"],
        [None] * 4,
        [2, "Van", "S4", 1],
    ]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [[one.value for one in line.identifiers] for line in reading.lines] == [["S1", "S2", "S3"], ["S4"]]
    assert [found.row for found in reading.problems if found.code.code == "continued-row"] == [3, 4]
    assert problem(reading, "blank-rows").params["count"] == 1


def test_more_rows_of_serial_numbers_than_pieces_are_none_of_the_item(tmp_path: Path) -> None:
    rows = [["No", "Item", "Serial number", "Qty"], [1, "Radio", "S0", 3]]
    rows += [[None, None, f"S{number}"] for number in range(1, 6)]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows))

    assert [one.value for one in reading.lines[0].identifiers] == ["S0", "S1", "S2"]
    assert [row.row for row in reading.rows if not row.importable] == [5, 6, 7]


@pytest.mark.parametrize(
    "below",
    [[[None, None, "S2"]], [[None, None, "S2", 1]], [[None, "Radio", "S2"]]],
    ids=["of one piece", "with a quantity", "with a name"],
)
def test_a_row_that_may_be_an_item_of_its_own_is_no_part_of_the_one_above(
    tmp_path: Path, below: list[list[object]]
) -> None:
    quantity = 1 if below == [[None, None, "S2"]] else 2
    rows = [["No", "Item", "Serial number", "Qty"], [1, "Radio", "S1", quantity], *below]

    assert "continued-row" not in codes(read_list(save_xlsx(tmp_path / "list.xlsx", rows)))


@pytest.mark.parametrize(("stated", "taken"), [(3, [1, 1, 1]), (4, [4, 1, 1])])
def test_a_quantity_merged_over_as_many_rows_is_one_piece_for_each(
    tmp_path: Path, stated: int, taken: list[int]
) -> None:
    header = ["No", "Item", "Serial number", "Qty"]
    rows = [header, [1, "Radio", "S1", stated], [None, None, "S2"], [None, None, "S3"]]

    reading = read_list(save_xlsx(tmp_path / "list.xlsx", rows, merged=["B2:B4", "D2:D4"]))

    assert [int(line.quantity) for line in reading.lines] == taken
    assert ("merged-quantity" in codes(reading)) == (stated == 3)


def test_a_serial_number_within_a_range_is_found_to_stand_twice(tmp_path: Path) -> None:
    path = save_rows(tmp_path / "list.xlsx", row(serial="SN001–SN029", qty=29), row(no=2, serial="SN007"))

    assert "duplicate-serial" in codes(read_list(path), row=3)


@given(
    prefix=st.text("ABC-/", max_size=4),
    first=st.integers(0, 10**6),
    count=st.integers(2, MOST),
    width=st.integers(1, 8),
)
def test_a_range_names_each_number_once_and_in_order(prefix: str, first: int, count: int, width: int) -> None:
    last = first + count - 1
    width = max(width, len(str(last)))

    named = range_of(f"{prefix}{first:0{width}} – {prefix}{last:0{width}}")

    assert named == tuple(f"{prefix}{number:0{width}}" for number in range(first, last + 1))
