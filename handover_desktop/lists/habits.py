"""Settles, column by column, how a list writes its decimals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handover_desktop.lists.amounts import (
    Basis,
    Habit,
    find_habit,
    read_number,
    split_quantity,
    strip_currency,
)
from handover_desktop.lists.cells import CellKind, Row
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import NUMBER_FIELDS, plain
from handover_desktop.lists.problems import Findings, ProblemCode


def settle_habits(
    columns: Mapping[str, ColumnGuess], rows: Sequence[Row], findings: Findings
) -> dict[str, Habit]:
    """Return the habit of each column of numbers; one that leaves it open follows the others if they agree."""
    texts = {field: _texts(columns[field], rows) for field in NUMBER_FIELDS if field in columns}
    own = {field: find_habit(found) for field, found in texts.items()}
    settled = [habit for habit in own.values() if habit.mark is not None and not habit.mixed]
    agreed = settled[0] if len({habit.mark for habit in settled}) == 1 else Habit()
    habits = {field: habit if habit.mark else agreed for field, habit in own.items()}
    for field, habit in habits.items():
        example = own[field].example or _open_to_doubt(texts[field])
        reading = read_number(strip_currency(example)[0], habit) if habit.mark and example else None
        if reading is not None:
            heading, understood = columns[field].name, plain(reading.value)
            findings.add(ProblemCode.NUMBERS_SETTLED, column=heading, value=example, understood=understood)
    return habits


def _texts(column: ColumnGuess, rows: Sequence[Row]) -> list[str]:
    cells = (row[column.index] for row in rows if column.index in row)
    texts = (cell.words for cell in cells if cell.kind is CellKind.TEXT)
    return [split_quantity(text)[0] if column.field == "quantity" else text for text in texts]


def _open_to_doubt(texts: Sequence[str]) -> str:
    """Return the first number that could be two, or an empty text."""
    readings = ((text, read_number(strip_currency(text)[0], Habit())) for text in texts)
    return next((text for text, reading in readings if reading and reading.basis is Basis.ASSUMED), "")
