"""Annex 4: what each receiving unit gets, with a place where it signs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.contents import Entry
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Row, Run, Table
from handover_desktop.protocol.layout.typography import FINE, Style
from handover_desktop.protocol.pages.accepted import entries_by_unit, unit_name
from handover_desktop.protocol.pages.annexes import WrittenAnnex, empty, headed, table
from handover_desktop.protocol.pages.fields import money_of, pieces_of
from handover_desktop.protocol.pages.manuscript import Manuscript, cell, head_cell, plain


def allocation_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 4."""
    _ = script.tongues
    title, page = _("Annex 4. Allocation to receiving units"), script.portrait
    units = entries_by_unit(script)
    if not units:
        return empty(script, title, _("No assets are accepted."), page)
    columns = (
        Column(head_cell(_("Receiving unit"))),
        Column(head_cell(_("Lines")), Align.RIGHT, most=50),
        Column(head_cell(_("Pieces")), Align.DECIMAL, most=60),
        *script.value_columns(_("Value")),
        Column(head_cell(_("Received: reference, date, signature")), least=page.span(4), most=page.span(4)),
    )
    rows = [_unit_row(script, code, entries) for code, entries in units]
    rows[-1] = replace(rows[-1], with_next=True)
    rows.append(
        _row(
            script,
            cell(_("Accepted total"), type_.CELL_BOLD, type_.LABEL_SECOND),
            script.contents.accepted,
            (),
        )
    )
    rows[-1] = replace(rows[-1], above=FINE, below=FINE)
    content = Table(columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign)
    return WrittenAnnex(title, page, [headed(script, title, table(script, content, page), page)])


def _unit_row(script: Manuscript, code: str, entries: Sequence[Entry]) -> Row:
    """Return the row of a unit; what has no unit has no place to sign."""
    name = cell(unit_name(script, code), type_.LABEL, type_.LABEL_SECOND)
    return _row(script, name, entries, (Run("", type_.FILL),) if code else ())


def _row(script: Manuscript, name: Cell, entries: Sequence[Entry], sign: Cell) -> Row:
    style: Style = name[0].style
    lines = script.quantity(Decimal(len({entry.item.position for entry in entries})))
    return Row(
        (
            name,
            plain(lines, style),
            plain(script.quantity(pieces_of(entries)), style),
            *script.value_cells(money_of(entries), style),
            sign,
        )
    )
