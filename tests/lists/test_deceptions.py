"""Lists made to deceive: nothing is taken for what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists.reading import read_list
from tests.lists.sheets import codes, problem

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
