"""Reads a cell that is merged over several rows of items as standing in each of them."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.lists.cells import Cell, CellKind, Table
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import TEXT_FIELDS
from handover_desktop.lists.headers import Header
from handover_desktop.lists.problems import Findings, ProblemCode

_ONE = Cell(CellKind.NUMBER, "1")
_CODES = {"unit_price": ProblemCode.MERGED_PRICE, "quantity": ProblemCode.MERGED_QUANTITY}
_SHARED = frozenset({*TEXT_FIELDS, "unit", "currency", "unit_price", "warranty_months"})
"""Fields that several items can have in common. A merged line value is never taken twice; a merged quantity is one
piece for each row where there are as many rows.
"""


def fill_merged(table: Table, header: Header, columns: Sequence[ColumnGuess], findings: Findings) -> Table:
    """Return the table with merged cells filled down where other cells of the row say that it is an item."""
    named = {column.index: column for column in columns if column.field in _SHARED | {"quantity"}}
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
        if guess.field == "quantity":
            if filled and cell.words == str(len(filled) + 1):
                cell = _ONE
                rows[first] = {**rows[first], column: cell}
            else:
                continue
        for number in filled:
            rows[number] = {**rows[number], column: cell}
        if filled:
            code = _CODES.get(guess.field or "", ProblemCode.MERGED_CELL)
            words = table.rows[first][column].words
            findings.add(code, first, column=guess.name, value=words, count=len(filled) + 1)
    return replace(table, rows=rows)
