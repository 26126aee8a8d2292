"""Serial numbers in rows of their own, below the row of the item that they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.lists.cells import CellKind, Row
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import IDENTIFIER_FIELDS
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.rows import RowKind, SortedRow
from handover_desktop.lists.serial_ranges import MOST

_COUNT = re.compile(r"(?P<pieces>[0-9]{1,4})(?:\s*[^\W\d_]+\.?)?")


def join_continued(
    rows: Sequence[SortedRow], columns: Sequence[ColumnGuess], findings: Findings
) -> tuple[SortedRow, ...]:
    """Return the rows, those that hold nothing but identifiers as part of the item above them.

    Only below an item of several pieces, as many as it has, and only texts: what a spreadsheet made of a number is said
    of each row.
    """
    places = {name: column.index for column in columns for name in column.fields}
    names = {column.index: column.name for column in columns if column.field in IDENTIFIER_FIELDS}
    joined: list[SortedRow] = []
    for row in rows:
        above = joined[-1] if joined else None
        if above is None or above.kind is not RowKind.ITEM or not _continues(row, above.cells, names, places):
            joined.append(row)
            continue
        cells = dict(above.cells)
        for index, cell in row.cells.items():
            cells[index] = cells[index]._replace(text=f"{cells[index].text}\n{cell.text}")
            findings.add(
                ProblemCode.CONTINUED_ROW,
                row.number,
                column=names[index],
                value=cell.text,
                first=above.number,
            )
        joined[-1] = replace(above, cells=cells)
    return tuple(joined)


def _continues(row: SortedRow, above: Row, names: dict[int, str], places: dict[str, int]) -> bool:
    if row.kind is not RowKind.ITEM or not row.cells.keys() <= names.keys():
        return False
    quantity = above.get(places.get("quantity", -1))
    stated = _COUNT.fullmatch(quantity.words) if quantity is not None else None
    pieces = int(stated["pieces"]) if stated else 0
    return all(
        cell.kind is CellKind.TEXT
        and index in above
        and above[index].kind is CellKind.TEXT
        and above[index].text.count("\n") + 1 < min(pieces, MOST)
        for index, cell in row.cells.items()
    )
