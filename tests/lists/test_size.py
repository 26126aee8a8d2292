"""Files that are small on the disk, or plain text, and hold more than any list: refused before they cost much."""

from __future__ import annotations

from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists import limits
from handover_desktop.lists.reading import read_list
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
