"""Makes lists as others would send them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from handover_desktop.lists.problems import Problem
from handover_desktop.lists.reading import ListReading

VIN = "WVGZZZ5NZJM131395"
HEADER = ("No", "Description", "VIN", "Serial number", "Qty", "Unit", "Unit price", "Currency")
"""The header of the plain list that most cases vary."""


def save_xlsx(
    path: Path,
    rows: Iterable[Sequence[object]],
    *,
    merged: Iterable[str] = (),
    formats: Mapping[str, str] | None = None,
    sheet: str = "List",
) -> Path:
    """Save rows as a workbook of one sheet; `formats` are number formats by cell."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    for place, code in (formats or {}).items():
        page[place].number_format = code
    book.save(path)
    return path


def row(**cells: object) -> list[object]:
    """Return a row under `HEADER`, plain but for the cells given by the first word of their heading."""
    plain: dict[str, object] = {
        "no": 1, "description": "Patrol car", "vin": None, "serial": None, "qty": 1, "unit": "pcs", "price": 100,
        "currency": "EUR",
    }  # fmt: skip
    assert cells.keys() <= plain.keys()
    return list((plain | cells).values())


def save_rows(path: Path, *rows: Sequence[object], formats: Mapping[str, str] | None = None) -> Path:
    """Save rows under `HEADER`."""
    return save_xlsx(path, [HEADER, *rows], formats=formats)


def codes(reading: ListReading, *, row: int | None = None) -> set[str]:
    """Return the codes of all problems, or of those of one row."""
    return {p.code.code for p in reading.problems if row is None or p.row == row}


def problem(reading: ListReading, code: str) -> Problem:
    """Return the one problem of a kind."""
    (found,) = [p for p in reading.problems if p.code.code == code]
    return found


def sentence(found: Problem) -> str:
    """Return what people read about a problem."""
    return found.code.text.format(**found.params)
