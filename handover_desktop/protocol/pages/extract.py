"""The extract of a protocol for one receiving unit: what it gets, and where it signs for itself."""

from __future__ import annotations

from decimal import Decimal

from handover_desktop.domain.contents import Entry
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Party, PartyRole, ReceivingUnit
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.terms import TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.codes import PageKind
from handover_desktop.protocol.layout.flow import Flow, Solid, TextBlock, paginate, set_lines
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Row, Run
from handover_desktop.protocol.layout.typography import FINE, RISE
from handover_desktop.protocol.pages.accepted import (
    accepted_fields,
    entries_by_unit,
    item_rows,
    legend,
    list_of,
    unit_name,
)
from handover_desktop.protocol.pages.annexes import WrittenAnnex, headed
from handover_desktop.protocol.pages.archiving import TAGGED_LINES, archive
from handover_desktop.protocol.pages.cover import grouped
from handover_desktop.protocol.pages.facts import Fact, or_fill, set_facts, set_pair, set_rows
from handover_desktop.protocol.pages.fields import lay_out, money_of, pieces_of
from handover_desktop.protocol.pages.frame import Paper
from handover_desktop.protocol.pages.manuscript import Manuscript, cell, head_cell, plain, stacked
from handover_desktop.protocol.pages.orders import PrintOrder, check_languages
from handover_desktop.protocol.pages.paging import Page, draw_pages, lay_out_annexes, write_up
from handover_desktop.protocol.pages.printable import printable
from handover_desktop.protocol.pages.signing import BlockRow, signature_block

FIELD = "unit"
"""The name of the prepared field in which the unit may sign digitally."""


def render_extract(
    order: PrintOrder, unit: str, *, progress: Progress | None = None, record: Record | None = None
) -> bytes:
    """Return the extract for the receiving unit of this code: its accepted lines alone, without the others' data.

    Raises DomainError UNIT_UNKNOWN where no accepted line goes to it, and what `render_protocol` does.
    """
    check_languages(order.languages)
    script = printable(write_up(order))
    units = dict(entries_by_unit(script))
    entries = units.get(unit)
    if not unit or entries is None:
        raise DomainError(Code.UNIT_UNKNOWN, unit=unit, units=", ".join(filter(None, units)))
    _ = script.tongues
    title = _("Extract for a receiving unit")
    flows = [*_head(script, title, unit), _sums(script, entries), *_closing(script, unit)]
    pages = [Page(script.portrait, content) for content in paginate(flows, script.portrait.depth, rise=RISE)]
    pages += lay_out_annexes([_list(script, unit, entries)], script)
    pen = Pen(order.languages, tagged=len(entries) <= TAGGED_LINES, record=record)
    draw_pages(script, pages, pen, paper=Paper(PageKind.EXTRACT, unit), progress=progress)
    return archive(pen.finish(), script, pen, unit=unit)


def units_of(order: PrintOrder) -> tuple[str, ...]:
    """Return the codes of the receiving units that an extract can be made for, in their order."""
    return tuple(code for code, _entries in entries_by_unit(write_up(order)) if code)


def _head(script: Manuscript, title: tuple[str, ...], unit: str) -> list[Flow]:
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    texts = stacked(title, type_.TITLE, type_.TITLE_SECOND)
    lines = set_lines(script.measure, texts, script.portrait.measure - type_.CODE_COLUMN)
    height = sum(line.style.leading for line in lines)
    day = script.tongues.formats.date(details.handover_date) if details.handover_date else ""
    unit_fact: Fact = (_("Receiving unit"), cell(unit_name(script, unit), type_.BODY_BOLD, type_.BODY_SECOND))
    number = plain(snapshot.number, type_.BODY_MONO_BOLD)
    reference: Fact = (_("Reference"), plain(snapshot.reference, type_.BODY_MONO))
    facts: list[Fact] = []
    if not script.draft:
        digest: Cell = (Run(grouped(script.digest), type_.FOOT_MONO),)
        facts.append((_("Digest (SHA-256)"), digest))
    facts += [(label, plain(text, type_.BODY)) for label, text in _about(script) if text]
    facts += [
        (_(TERMS[party.role]), (*or_fill(party.name), *plain(party.name_local, type_.LABEL_SECOND)))
        for party in details.parties
        if party.role in (PartyRole.TRANSFEROR, PartyRole.RECIPIENT)
    ]
    first = (
        set_facts(script, [reference], before=0.0)
        if script.draft
        else set_pair(script, (_("Protocol no."), number), reference)
    )
    place: Fact = (_("Place"), (*or_fill(details.place), *plain(details.address, type_.LABEL)))
    return [
        Solid(TextBlock(tuple(lines), height, Role.TITLE)),
        set_facts(script, [unit_fact], before=11.0),
        first,
        set_facts(script, facts, before=0.0),
        set_pair(script, place, (_("Date"), or_fill(day))),
    ]


def _about(script: Manuscript) -> tuple[tuple[tuple[str, ...], str], ...]:
    _, details = script.tongues, script.snapshot.details
    return ((_("Subject"), details.title), (_("Project"), details.project))


def _sums(script: Manuscript, entries: tuple[Entry, ...]) -> Flow:
    _, page = script.tongues, script.portrait
    columns = (
        Column(head_cell(_("Outcome"))),
        Column(head_cell(_("Lines")), Align.RIGHT, least=page.span(2), most=page.span(2)),
        Column(head_cell(_("Pieces")), Align.DECIMAL, least=page.span(2), most=110),
        *script.value_columns(_("Value")),
    )
    style = type_.BODY_BOLD
    row = Row(
        (
            cell(_("Accepted total"), style, type_.LABEL_SECOND),
            plain(script.quantity(Decimal(len({entry.item.position for entry in entries}))), style),
            plain(script.quantity(pieces_of(entries)), style),
            *script.value_cells(money_of(entries), style),
        ),
        below=FINE,
    )
    return set_rows(script, columns, [row], before=16.0)


def _closing(script: Manuscript, code: str) -> list[Flow]:
    """Write what the unit states, and its place to sign."""
    _, page = script.tongues, script.portrait
    units = {unit.code: unit for unit in script.snapshot.details.receiving_units}
    unit = units.get(code, ReceivingUnit(code))
    party = Party(PartyRole.END_USER, unit.full_name, unit.name_local)
    said = _(
        "The unit named above received the items listed on the following pages. This extract shows a part of "
        "the protocol whose number and digest it bears; it changes nothing in it."
    )
    block = BlockRow((signature_block(script, FIELD, party, None),))
    return [
        script.running(said, page.measure, space_before=16.0),
        Solid(block, space_before=20.0),
    ]


def _list(script: Manuscript, code: str, entries: tuple[Entry, ...]) -> WrittenAnnex:
    _, page = script.tongues, script.landscape
    title = _("Items received by {unit}", unit=code)
    layout = lay_out(accepted_fields(script), entries)
    rows = [*item_rows(layout, entries), layout.total(_("Total"), entries, below=FINE)]
    body = list_of(script, layout, rows, page)
    return WrittenAnnex(title, page, [headed(script, title, body, page), *legend(script, entries)])
