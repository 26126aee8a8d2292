"""Takes along the rows that would be kept out, marked as to be completed on site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.texts import N_
from handover_desktop.lists.problems import Problem, Saying
from handover_desktop.lists.reading import ListReading
from handover_desktop.lists.tables import unambiguous

_OPEN = N_("To be completed on site")
_OPEN_CELLS = N_("To be completed on site – {cells}")
_NAMELESS = N_("Row {row} of the list")
_BETWEEN = "; "


def take_rest(reading: ListReading, say: Saying) -> ListReading:
    """Return the reading with every row importable; those that were not say in their remark what was wrong.

    Such a row counts as what could be read of it, with one piece where the quantity could not. It is in no total: its
    amounts are kept as details, for a quantity or an asset that is in doubt would make them wrong.
    """
    faults: dict[int, list[Problem]] = defaultdict(list)
    for problem in reading.problems:
        if problem.severity is Severity.ERROR and problem.row is not None:
            faults[problem.row].append(problem)
    rest = frozenset(row.row for row in reading.rows if not row.importable)
    rows = tuple(
        row
        if row.importable
        else replace(
            row, importable=True, line=_marked(row.line, row.row, faults[row.row], reading.mapping, say)
        )
        for row in reading.rows
    )
    problems = tuple(
        replace(problem, completed=True) if problem.row in rest else problem for problem in reading.problems
    )
    return replace(reading, rows=rows, problems=problems, to_complete=rest)


def _marked(
    line: AssetLine, number: int, faults: Sequence[Problem], columns: Mapping[str, str], say: Saying
) -> AssetLine:
    cells = _BETWEEN.join(
        dict.fromkeys(
            f"{one.column}: {one.value}" if one.value else one.column for one in faults if one.column
        )
    )
    mark = say(_OPEN_CELLS, {"cells": cells}) if cells else say(_OPEN, {})
    amounts = tuple(
        (columns.get(field, field), f"{unambiguous(money.amount)} {money.currency}")
        for field, money in (("unit_price", line.unit_price), ("line_value", line.line_value))
        if money is not None
    )
    return replace(
        line,
        description=line.description or say(_NAMELESS, {"row": number}),
        remark=_BETWEEN.join(part for part in (line.remark, mark) if part),
        unit_price=None,
        line_value=None,
        details=(*line.details, *amounts),
    )
