"""Reads a cell that is merged over several rows of items as standing in each of them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.lists.cells import Table
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import TEXT_FIELDS
from handover_desktop.lists.headers import Header
from handover_desktop.lists.problems import Findings, ProblemCode

_SHARED = frozenset({*TEXT_FIELDS, "unit", "currency", "unit_price", "warranty_months"})
"""Fields that several items can have in common; a merged quantity or line value is never taken twice."""


def fill_merged(table: Table, header: Header, columns: Sequence[ColumnGuess], findings: Findings) -> Table:
    """Return the table with merged cells filled down where other cells of the row say that it is an item."""
    named = {column.index: column for column in columns if column.field in _SHARED}
    rows = dict(table.rows)
    numbers = list(rows)
    covered: dict[int, int] = {}
    for first, column, last, last_column in sorted(table.merged):
        cell = table.rows.get(first, {}).get(column)
        guess = named.get(column)
        if cell is None or guess is None or first < header.data_from or last_column != column:
            continue
        if first <= covered.get(column, 0):
            continue  # No spreadsheet makes areas that overlap; a hostile file would fill the same rows without end.
        covered[column] = last
        filled = numbers[bisect.bisect_right(numbers, first) : bisect.bisect_right(numbers, last)]
        for number in filled:
            rows[number] = {**rows[number], column: cell}
        if filled:
            code = ProblemCode.MERGED_PRICE if guess.field == "unit_price" else ProblemCode.MERGED_CELL
            findings.add(code, first, column=guess.name, value=cell.words, count=len(filled) + 1)
    return replace(table, rows=rows)
