"""Serial numbers in rows of their own, below the row of the item that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.lists.amounts import bare_numeral
from handover_desktop.lists.cells import CellKind, Row
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import IDENTIFIER_FIELDS
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.rows import RowKind, SortedRow


def join_continued(
    rows: Sequence[SortedRow], columns: Sequence[ColumnGuess], findings: Findings
) -> tuple[SortedRow, ...]:
    """Return the rows, those that hold nothing but identifiers as part of the item above them.

    Only below an item of several pieces, and only texts: what a spreadsheet made of a number is said of each row.
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
    if quantity is None or quantity.words == "1" or bare_numeral(quantity.words) is None:
        return False
    return all(
        cell.kind is CellKind.TEXT and index in above and above[index].kind is CellKind.TEXT
        for index, cell in row.cells.items()
    )
