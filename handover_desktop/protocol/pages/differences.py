"""Annexes 2 and 3: the register of remarks, and the ways in which the handover differs from the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.contents import Entry, RemarkEntry
from handover_desktop.domain.tally import Group
from handover_desktop.domain.terms import GROUP_TERMS, TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Row, Table
from handover_desktop.protocol.layout.typography import FINE
from handover_desktop.protocol.pages import fields as columns
from handover_desktop.protocol.pages.annexes import WrittenAnnex, empty, headed, table
from handover_desktop.protocol.pages.damage import damage_flows
from handover_desktop.protocol.pages.fields import REMARK_MARK, Field, Layout, lay_out, photo_reference
from handover_desktop.protocol.pages.manuscript import NOTHING, Manuscript, cell, head_cell, plain
from handover_desktop.protocol.pages.sheet_notes import sheet_notes


def remarks_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 2."""
    _ = script.tongues
    title, page = _("Annex 2. Register of remarks"), script.landscape
    entries = script.contents.remarks
    damage = damage_flows(script, page)
    if not entries:
        said = empty(script, title, _("No remarks were recorded."), page)
        return replace(said, flows=[*said.flows, *damage], is_empty=len(damage) < 2)
    heads = (
        Column(head_cell(_("No.")), most=44),
        Column(head_cell(_("Line")), most=60),
        Column(head_cell(_("Item")), share=1.1),
        Column(head_cell(_("Outcome")), most=85),
        Column(head_cell(_("Type")), most=80),
        Column(head_cell(_("Remark")), share=1.4),
        Column(head_cell(_("Agreed action"))),
        Column(head_cell(_("Responsible")), most=85),
        Column(head_cell(_("Deadline")), most=84),
    )
    rows = [_remark_row(script, entry) for entry in entries]
    rows[-1] = replace(rows[-1], below=FINE)
    body = table(script, Table(heads, rows, type_.CELL_SECOND), page)
    return WrittenAnnex(title, page, [headed(script, title, body, page), *damage])


def _remark_row(script: Manuscript, entry: RemarkEntry) -> Row:
    _, remark, asset = script.tongues, entry.remark, entry.item.asset
    deadline = script.tongues.formats.date(remark.deadline) if remark.deadline else ""
    photos = (cell((text,)) for text in photo_reference(script, entry.photos))
    return Row(
        (
            plain(f"{REMARK_MARK}\u00a0{entry.number}", type_.CELL_BOLD),
            plain(asset.line_no),
            (*plain(asset.description), *script.identifiers(entry.item)),
            cell(_(TERMS[entry.finding.outcome])),
            cell(_(TERMS[remark.type])),
            (
                *plain(remark.text),
                *sheet_notes(script, entry.item),
                *(run for found in photos for run in found),
            ),
            plain(remark.agreed_action or NOTHING),
            plain(remark.responsible or NOTHING),
            plain(deadline or NOTHING),
        ),
        about=entry,
    )


_SHORTAGE = N_("Shortage, pieces missing from lines that are otherwise settled")


def differences_annex(script: Manuscript) -> WrittenAnnex:
    """Write Annex 3, a section for each way in which the handover differs from the list."""
    _, contents = script.tongues, script.contents
    title, page = _("Annex 3. Not accepted, missing, surplus, not checked"), script.landscape
    sections = (
        (_(TERMS[Outcome.NOT_ACCEPTED]), contents.not_accepted),
        (_(TERMS[Outcome.MISSING]), contents.missing),
        (_(_SHORTAGE), contents.shortage),
        (_(GROUP_TERMS[Group.SURPLUS]), contents.surplus),
        (_(TERMS[Outcome.NOT_CHECKED]), contents.not_checked),
    )
    everything = [entry for _head, entries in sections for entry in entries]
    if not everything:
        return empty(script, title, _("None."), page)
    layout = lay_out(_fields(script), everything)
    rows: list[Row] = []
    for at, (head, entries) in enumerate(sections, start=1):
        rows += _section(script, layout, _numbered(script, f"3.{at}", head, len(entries)), entries)
    content = Table(layout.columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign)
    return WrittenAnnex(title, page, [headed(script, title, table(script, content, page), page)])


def _fields(script: Manuscript) -> tuple[Field, ...]:
    _ = script.tongues

    def listed(entry: Entry) -> Cell:
        return plain(NOTHING if entry.is_unlisted else script.quantity(entry.item.asset.quantity))

    def presented(entry: Entry) -> Cell:
        finding = entry.item.finding
        was_checked = finding is not None and finding.outcome is not Outcome.NOT_CHECKED
        return plain(script.quantity(finding.presented) if finding and was_checked else NOTHING)

    def remark(entry: Entry) -> Cell:
        named = [f"{REMARK_MARK}\u00a0{entry.remark}"] if entry.remark else []
        photos = photo_reference(script, entry.photos)
        return plain(
            ". ".join(filter(None, (*named, *photos, entry.item.reason if entry.is_unlisted else "")))
        )

    return (
        columns.number(script),
        columns.description(script, with_reason=False),
        columns.make_model(script),
        *columns.identifiers(script),
        Field(Column(head_cell(_("Listed")), Align.DECIMAL, most=70), listed),
        Field(Column(head_cell(_("Presented")), Align.DECIMAL, most=70), presented),
        columns.quantity(script),
        *columns.currency(script),
        columns.value(script),
        columns.receiving_unit(script),
        Field(Column(head_cell(_("Remark")), share=0.7), remark, may_go=True),
    )


def _numbered(script: Manuscript, number: str, head: tuple[str, ...], lines: int) -> tuple[str, ...]:
    """Return the heading of a section with the count of its lines."""
    _ = script.tongues
    counted = _.n("{count} line", "{count} lines", lines)
    return tuple(
        f"{'' if at else f'{number}  '}{text} – {count}"
        for at, (text, count) in enumerate(zip(head, counted, strict=True))
    )


def _section(
    script: Manuscript, layout: Layout, title: tuple[str, ...], entries: Sequence[Entry]
) -> list[Row]:
    """Return the heading of a section, a row for each entry, and the total of several; an empty one is its heading
    alone.
    """
    _ = script.tongues
    head = layout.head(title)
    if not entries:
        return [replace(head, with_next=False)]
    rows = [layout.row(entry) for entry in entries]
    if len(rows) == 1:
        return [head, replace(rows[0], below=FINE)]
    rows[-1] = replace(rows[-1], with_next=True)
    return [head, *rows, layout.total(_("Total"), entries, below=FINE)]
