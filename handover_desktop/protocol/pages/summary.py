"""The summary: lines, pieces and values by outcome, and the statement that follows from them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Qualifier
from handover_desktop.domain.contents import is_clean
from handover_desktop.domain.tally import TAKEN_OVER, Group, TallyRow, tally
from handover_desktop.domain.terms import GROUP_TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Lines, set_lines
from handover_desktop.protocol.layout.tables import Align, Column, Row, Table
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import FINE, HAIR
from handover_desktop.protocol.pages.manuscript import NOTHING, Manuscript, cell, head_cell, plain, stacked


def summary(script: Manuscript) -> list[Flow]:
    """Write the summary and its statement."""
    _ = script.tongues
    return [
        script.heading(_("Summary"), _table(script), width=script.portrait.measure),
        *(script.running(text, script.portrait.measure, space_before=8.0) for text in statement(script)),
        *(_note(script, text) for text in _notes(script)),
    ]


def _table(script: Manuscript) -> Flow:
    _, found, page = script.tongues, script.snapshot.tally, script.portrait
    by_group = {row.group: row for row in found.rows}
    listed_groups = [group for group in Group if group is not Group.SURPLUS]
    rows = [
        _row(script, _(GROUP_TERMS[group]), by_group.get(group, _no_row(group)), with_next=True)
        for group in listed_groups
    ]
    rows += _listed_rows(script)
    surplus = by_group.get(Group.SURPLUS, _no_row(Group.SURPLUS))
    rows.append(_row(script, _(GROUP_TERMS[Group.SURPLUS]), surplus, with_next=True))
    rows.append(_row(script, _("Accepted total"), found.taken_over, total=True))
    columns = (
        Column(head_cell(_("Outcome"))),
        Column(head_cell(_("Lines")), Align.RIGHT, least=page.span(2), most=page.span(2)),
        Column(head_cell(_("Pieces")), Align.DECIMAL, least=page.span(2), most=110),
        *(replace(column, least=page.span(2)) for column in script.value_columns(_("Value"))),
    )
    table = Table(columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign)
    return TableFlow(table, script.portrait.measure, script.measure)


def _note(script: Manuscript, texts: tuple[str, ...]) -> Flow:
    styled = stacked(texts, type_.LABEL, type_.LABEL_SECOND)
    lines = set_lines(script.measure, styled, script.portrait.measure, running=True)
    return Lines(lines, space_before=3.0)


def _listed_rows(script: Manuscript) -> list[Row]:
    """Return the total of the list; accepted items that are not on it are set apart, so that it adds up."""
    _, snapshot = script.tongues, script.snapshot
    unlisted = tally(
        (item.asset, item.origin, item.finding) for item in snapshot.items if item.origin is Origin.EXTRA
    ).taken_over
    listed = tally(
        (item.asset, item.origin, item.finding) for item in snapshot.items if item.origin is not Origin.EXTRA
    ).total()
    rows = []
    if unlisted.lines:
        rows.append(_row(script, _("Of these, accepted although not on the list"), unlisted, with_next=True))
    return [*rows, _row(script, _("Listed total"), listed, total=True, with_next=True)]


def _no_row(group: Group) -> TallyRow:
    return TallyRow(group, 0, Decimal(0), ())


def _row(
    script: Manuscript, label: tuple[str, ...], row: TallyRow, *, total: bool = False, with_next: bool = False
) -> Row:
    style = type_.BODY_BOLD if total else type_.BODY
    lines = script.quantity(Decimal(row.lines)) if row.lines else NOTHING
    pieces = script.quantity(row.pieces) if row.pieces else NOTHING
    return Row(
        (
            cell(label, style, type_.LABEL_SECOND),
            plain(lines, style),
            plain(pieces, style),
            *script.value_cells(row.values, style),
        ),
        above=FINE if total else 0.0,
        below=FINE if total else HAIR,
        with_next=with_next,
    )


def statement(script: Manuscript) -> list[tuple[str, ...]]:
    """Return what the figures amount to; "no remarks" stands only where there is nothing to remark."""
    _, snapshot, contents = script.tongues, script.snapshot, script.contents
    lines = len(snapshot.items)
    if not lines:
        return [_("The protocol has no lines.")]
    if is_clean(snapshot):
        return [
            _.n("No remarks. The one line is accepted.", "No remarks. All {count} lines are accepted.", lines)
        ]
    found = []
    remarks = len(contents.remarks)
    if remarks and contents.accepted:
        found.append(
            _.n(
                "Accepted with {count} remark, see Annex 2.",
                "Accepted with {count} remarks, see Annex 2.",
                remarks,
            )
        )
    elif remarks:
        found.append(
            _.n(
                "Nothing is accepted. {count} remark, see Annex 2.",
                "Nothing is accepted. {count} remarks, see Annex 2.",
                remarks,
            )
        )
    elif not contents.accepted:
        found.append(_("Nothing is accepted."))
    if contents.differing:
        found.append(
            _.n(
                "{count} line is wholly or partly not accepted, missing, surplus or not checked, "
                "see Annex 3.",
                "{count} lines are wholly or partly not accepted, missing, surplus or not checked, "
                "see Annex 3.",
                contents.differing,
            )
        )
    return found


def _notes(script: Manuscript) -> list[tuple[str, ...]]:
    """Return what the table does not show: what was not looked into, what has no price."""
    _, snapshot, found = script.tongues, script.snapshot, script.snapshot.tally
    sealed = sum(
        item.finding is not None and item.finding.qualifier is Qualifier.SEALED for item in snapshot.items
    )
    not_checked = found.total(Group.NOT_CHECKED).lines
    unpriced = sum(item.asset.value is None for item in snapshot.items)
    notes = [
        _.n(
            "Sealed, contents not inspected: {count} line.",
            "Sealed, contents not inspected: {count} lines.",
            sealed,
        ),
        _.n("Not checked: {count} line.", "Not checked: {count} lines.", not_checked),
    ]
    if unpriced:
        notes.append(
            _.n(
                "{count} line has no price and is left out of the values.",
                "{count} lines have no price and are left out of the values.",
                unpriced,
            )
        )
    if any(row.lines == 0 for row in found.rows) or found.total(*TAKEN_OVER[2:]).lines:
        notes.append(
            _("A partly accepted line is counted once; its pieces and value stand under each outcome.")
        )
    return notes
