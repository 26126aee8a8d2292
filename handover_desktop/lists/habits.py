"""Settles, column by column, how a list writes its decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handover_desktop.lists.amounts import Habit, find_habit, read_number, split_quantity, strip_currency
from handover_desktop.lists.cells import CellKind, Row
from handover_desktop.lists.fields import NUMBER_FIELDS, plain
from handover_desktop.lists.headers import ColumnGuess
from handover_desktop.lists.problems import Findings, ProblemCode


def settle_habits(
    columns: Mapping[str, ColumnGuess], rows: Sequence[Row], findings: Findings
) -> dict[str, Habit]:
    """Return the habit of each column of numbers; one that leaves it open follows the others where they agree."""
    habits = {field: _habit(columns[field], rows) for field in NUMBER_FIELDS if field in columns}
    for field, habit in habits.items():
        reading = read_number(strip_currency(habit.example)[0], habit) if habit.mark else None
        if reading is not None:
            findings.add(
                ProblemCode.NUMBERS_SETTLED,
                column=columns[field].name,
                value=habit.example,
                understood=plain(reading.value),
            )
    settled = [habit for habit in habits.values() if habit.mark is not None and not habit.mixed]
    agreed = settled[0] if len({habit.mark for habit in settled}) == 1 else Habit()
    return {field: habit if habit.mark else agreed for field, habit in habits.items()}


def _habit(column: ColumnGuess, rows: Sequence[Row]) -> Habit:
    cells = (row[column.index] for row in rows if column.index in row)
    texts = (cell.words for cell in cells if cell.kind is CellKind.TEXT)
    return find_habit(split_quantity(text)[0] if column.field == "quantity" else text for text in texts)
