"""Makes a line for each piece of a row that stands for several, such as 29 cars of one kind."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.domain.money import Money
from handover_desktop.lists.fields import IDENTIFIER_FIELDS, plain
from handover_desktop.lists.lines import UnderstoodRow
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.serial_ranges import MOST
from handover_desktop.lists.synonyms import DIVISIBLE_UNITS, VEHICLE_WORDS, fold

MOST_PIECES = MOST
"""No row becomes more lines than that: beyond it stands material that is counted."""


def take_apart(
    rows: Sequence[UnderstoodRow], wanted: Collection[int], findings: Findings, *, quantity_column: str
) -> tuple[UnderstoodRow, ...]:
    """Return the rows, those whose number is `wanted` as a line for each piece; others that can be are noted."""
    result: list[UnderstoodRow] = []
    for row in rows:
        told = plain(row.line.quantity)
        parts = _pieces(row.line) if row.row in wanted and row.importable else 0
        if parts:
            findings.add(ProblemCode.PIECES_APART, row.row, column=quantity_column, value=told, count=parts)
            result += [replace(row, line=line) for line in _lines(row.line, parts)]
            continue
        if row.row in wanted:
            findings.add(ProblemCode.PIECES_NOT_APART, row.row, column=quantity_column, value=told)
        elif row.importable and _pieces(row.line) and _are_told_apart(row.line):
            findings.add(ProblemCode.PIECES_TOGETHER, row.row, column=quantity_column, value=told)
        result.append(row)
    return tuple(result)


def _pieces(line: AssetLine) -> int:
    """Return the number of lines that a line can become; 0 where it stays one."""
    counted = line.quantity == line.quantity.to_integral_value() and fold(line.unit) not in DIVISIBLE_UNITS
    return int(line.quantity) if counted and 1 < line.quantity <= MOST_PIECES else 0


def _are_told_apart(line: AssetLine) -> bool:
    """Tell whether the pieces have identifiers of their own: vehicles, or as many identifiers as pieces."""
    words = set(fold(f"{line.category} {line.description}").split())
    return bool(words & VEHICLE_WORDS) or any(
        len(_of_kind(line.identifiers, name)) == line.quantity for name in IDENTIFIER_FIELDS
    )


def _of_kind(identifiers: Sequence[Identifier], name: str) -> list[Identifier]:
    return [one for one in identifiers if one.kind is IDENTIFIER_FIELDS[name]]


def _lines(line: AssetLine, count: int) -> list[AssetLine]:
    shares: list[list[Identifier]] = [[] for _ in range(count)]
    for name in IDENTIFIER_FIELDS:
        found = _of_kind(line.identifiers, name)
        each = max(len(found) // count, 1)
        for place, identifier in enumerate(found):
            shares[min(place // each, count - 1)].append(identifier)
    values = _values(line, count)
    return [
        replace(
            line,
            line_no=f"{line.line_no}/{number}",
            quantity=Decimal(1),
            identifiers=tuple(shares[number - 1]),
            line_value=values[number - 1],
        )
        for number in range(1, count + 1)
    ]


def _values(line: AssetLine, count: int) -> list[Money | None]:
    """Divide the stated value so that the parts add up to it; a unit price makes it needless."""
    stated = line.line_value
    if stated is None or line.unit_price is not None:
        return [None] * count
    marks = [stated.minor * number // count for number in range(count + 1)]
    return [Money(stated.currency, after - before) for before, after in itertools.pairwise(marks)]
