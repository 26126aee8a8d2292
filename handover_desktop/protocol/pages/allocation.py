"""Annex 4: what each receiving unit gets, by category, with a place where it signs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.contents import Entry
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.tables import EMPTY, Align, Carry, Cell, Column, Row, Run, Table
from handover_desktop.protocol.layout.typography import FINE, Style
from handover_desktop.protocol.pages.accepted import entries_by, entries_by_unit, unit_name
from handover_desktop.protocol.pages.annexes import WrittenAnnex, carry_values, empty, headed, table
from handover_desktop.protocol.pages.fields import money_of, pieces_of
from handover_desktop.protocol.pages.manuscript import Manuscript, cell, head_cell, plain

_KEPT_WHOLE = 15
"""How many categories of a unit stay on one page with its name and its signature."""


def allocation_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 4; where no line names a category, each unit has one row."""
    _ = script.tongues
    title, page, accepted = (
        _("Annex 4. Allocation to receiving units"),
        script.portrait,
        script.contents.accepted,
    )
    if not accepted:
        return empty(script, title, _("No assets are accepted."), page)
    with_categories = any(entry.item.asset.category for entry in accepted)
    first = _("Unit and category") if with_categories else _("Receiving unit")
    columns = (
        Column(head_cell(first)),
        Column(head_cell(_("Lines")), Align.RIGHT, most=50),
        Column(head_cell(_("Pieces")), Align.DECIMAL, most=60),
        *script.value_columns(_("Value")),
        Column(head_cell(_("Received: reference, date, signature")), least=page.span(4), most=page.span(4)),
    )
    write = _unit_rows if with_categories else _unit_row
    rows = [
        row for code, entries in entries_by_unit(script) for row in write(script, code, entries, len(columns))
    ]
    rows[-1] = replace(rows[-1], with_next=True)
    total = _row(script, _bold(_("Accepted total")), accepted)
    rows.append(replace(total, above=FINE, below=FINE))
    content = Table(columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign, _carry(script))
    return WrittenAnnex(title, page, [headed(script, title, table(script, content, page), page)])


def _unit_rows(script: Manuscript, code: str, entries: Sequence[Entry], columns: int) -> list[Row]:
    """Return the name of a unit, a row for each category of what it gets, and the subtotal that it signs for."""
    _ = script.tongues
    head = Row((_bold(unit_name(script, code)),), span=columns, below=FINE, with_next=True)
    rows = [
        _row(script, plain(name) or cell(_("No category named")), members, carried=True)
        for name, members in entries_by(entries, lambda entry: entry.item.asset.category)
    ]
    kept = rows if len(rows) <= _KEPT_WHOLE else rows[-1:]
    rows[len(rows) - len(kept) :] = [replace(row, with_next=True) for row in kept]
    subtotal = _row(script, _bold(_("Subtotal")), entries, sign=_place_of(code))
    return [head, *rows, replace(subtotal, above=FINE, below=FINE)]


def _unit_row(script: Manuscript, code: str, entries: Sequence[Entry], _columns: int) -> list[Row]:
    return [_row(script, _bold(unit_name(script, code)), entries, sign=_place_of(code), carried=True)]


def _bold(texts: tuple[str, ...]) -> Cell:
    return cell(texts, type_.CELL_BOLD, type_.CELL_SECOND)


def _place_of(code: str) -> Cell:
    """Return the place where a unit signs; what has no unit has none."""
    return (Run("", type_.FILL),) if code else EMPTY


def _row(
    script: Manuscript, name: Cell, entries: Sequence[Entry], *, sign: Cell = EMPTY, carried: bool = False
) -> Row:
    style: Style = name[0].style
    lines, values = (
        script.quantity(Decimal(len({entry.item.position for entry in entries}))),
        money_of(entries),
    )
    return Row(
        (
            name,
            plain(lines, style),
            plain(script.quantity(pieces_of(entries)), style),
            *script.value_cells(values, style),
            sign,
        ),
        carried=values if carried else None,
    )


def _carry(script: Manuscript) -> Carry:
    return carry_values(script, lambda words, values: Row((words, EMPTY, EMPTY, *values, EMPTY)))
