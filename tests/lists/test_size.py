"""Files that are small on the disk, or plain text, and hold more than any list: refused before they cost much."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists import limits
from handover_desktop.lists.files import open_list
from handover_desktop.lists.reading import read_list
from tests.lists.old_workbooks import workbook_stream
from tests.lists.sheets import row, save_rows


def save(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(path: Path) -> Code:
    with pytest.raises(DomainError) as refused:
        read_list(path)
    return refused.value.code


def test_empty_cells_count_as_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_rows(tmp_path / "list.xlsx", row())
    assert len(read_list(path).lines) == 1

    monkeypatch.setattr(limits, "TAGS", 50)

    assert refusal(path) is Code.LIST_TOO_LARGE


def test_blank_lines_end_where_sheets_end(tmp_path: Path) -> None:
    start, last = b"Description,Qty\nCar,1\n", b"Van,2\n"
    blank = limits.LAST_ROW - 3
    within = save(tmp_path / "list.csv", start + b"\n" * blank + last)
    assert [one.row for one in read_list(within).rows] == [2, limits.LAST_ROW]

    beyond = save(tmp_path / "list.csv", start + b"\n" * (blank + 5) + last)

    assert refusal(beyond) is Code.LIST_TOO_LARGE


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_line_ends_of_every_kind_divide_rows_and_not_quoted_cells(tmp_path: Path, end: str) -> None:
    text = f'Description,Serial,Qty{end}"Car{end}red",A1,1{end}{end}Van,A2,2'
    reading = read_list(save(tmp_path / "list.csv", text.encode()))
    assert [(one.row, one.line.description) for one in reading.rows] == [(2, "Car\nred"), (4, "Van")]


def test_an_old_workbook_tells_how_far_it_is_and_ends_when_told(tmp_path: Path) -> None:
    rows = [["Description", "Serial number"], *(["Radio " * 20, f"A-{number}"] for number in range(3000))]
    path = save(tmp_path / "list.xls", workbook_stream(rows))
    told: list[float] = []
    open_list(path, progress=lambda done, whole: told.append(done / whole))
    assert any(0.2 < fraction < 0.9 for fraction in told)
    assert told == sorted(told)

    def give_up(done: int, whole: int) -> None:
        if done * 2 > whole:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_list(path, progress=give_up)


class Cancelled(Exception):
    """Somebody gave up."""


def test_what_takes_too_long_for_what_it_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save_rows(tmp_path / "list.xlsx", row())

    monkeypatch.setattr(limits, "SECONDS", -1)

    assert refusal(path) is Code.LIST_TOO_LARGE
