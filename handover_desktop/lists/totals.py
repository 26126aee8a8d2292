"""Compares the totals that a list states with what its rows add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from handover_desktop.domain.money import add_up
from handover_desktop.lists.amounts import Habit, read_number, strip_currency
from handover_desktop.lists.cells import Cell, CellKind
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.lines import UnderstoodRow
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.rows import RowKind, SortedRow


def compare_totals(
    sorted_rows: Sequence[SortedRow],
    understood: Sequence[UnderstoodRow],
    columns: Sequence[ColumnGuess],
    habits: Mapping[str, Habit],
    findings: Findings,
) -> None:
    """Note each total that fits neither the rows since the last total nor all rows above it, with tax or without.

    Lists in several currencies are not compared: their totals cannot be one number; nor those without a currency.
    """
    places = {column.field: column for column in columns}
    column = next((places[name] for name in ("line_value", "unit_price") if name in places), None)
    lines = {row.row: row for row in understood}
    if column is None or all(row.line.value is None for row in understood):
        return
    habit = habits.get(column.field or "", Habit())
    since: list[UnderstoodRow] = []
    above: list[UnderstoodRow] = []
    taxes = Decimal(0)
    for row in sorted_rows:
        if row.kind is RowKind.ITEM:
            since.append(lines[row.number])
            above.append(lines[row.number])
        elif row.kind is RowKind.TOTAL:
            stated = _stated(row.cells.get(column.index), habit)
            if stated is not None:
                _compare((stated, stated - taxes), since, above, row, column, findings)
            since = []
        elif row.kind is RowKind.TAX:
            taxes += _stated(row.cells.get(column.index), habit) or 0


def _stated(cell: Cell | None, habit: Habit) -> Decimal | None:
    if cell is None:
        return None
    if cell.kind is CellKind.NUMBER:
        return cell.number
    reading = read_number(strip_currency(cell.words)[0], habit) if cell.kind is CellKind.TEXT else None
    return reading.value if reading else None


def _compare(
    stated: tuple[Decimal, ...],
    since: Sequence[UnderstoodRow],
    above: Sequence[UnderstoodRow],
    row: SortedRow,
    column: ColumnGuess,
    findings: Findings,
) -> None:
    sums = {_sum(rows) for rows in (since, above)} | {
        _sum([row for row in rows if row.importable]) for rows in (since, above)
    }
    computed = _sum([row for row in above if row.importable])
    if None in sums or computed is None or sums.intersection(stated):
        return
    findings.add(
        ProblemCode.TOTAL_DIFFERS,
        row.number,
        column=column.name,
        value=f"{stated[0]:f}",
        expected=f"{computed:f}",
    )


def _sum(rows: Sequence[UnderstoodRow]) -> Decimal | None:
    totals = add_up(row.line.value for row in rows if row.line.value is not None)
    if len(totals) > 1:
        return None
    return totals[0].amount if totals else Decimal(0)
