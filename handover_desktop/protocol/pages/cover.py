"""The cover: what is handed over, where and when, by whom, on which list it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from handover_desktop.domain.clock import ClockReading
from handover_desktop.domain.handovers import CommissionMember, ListVersion, Party
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.domain.voiding import VoidedProtocol
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import (
    Flow,
    Headed,
    Placed,
    Solid,
    TextBlock,
    paginate,
    set_lines,
)
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.tables import EMPTY, Align, Cell, Column, Row, Run
from handover_desktop.protocol.layout.typography import FINE, HAIR, RISE
from handover_desktop.protocol.pages.facts import FILL, Fact, label, or_fill, set_facts, set_pair, set_rows
from handover_desktop.protocol.pages.funding import letterhead, space_below
from handover_desktop.protocol.pages.manuscript import Manuscript, cell, head_cell, plain, stacked

_ROOMY, _DENSE = 10.0, 4.0
"""The space between the tables of the cover; they stand close only where the cover fits on its page like that."""

_DATE_WIDTH = 92.0
"""Room for a date in words."""

_FILL_BELOW: Cell = (Run("", type_.LABEL), *FILL)


def cover(script: Manuscript) -> list[Flow]:
    """Write the cover, on one page where that is possible."""
    for between in (_ROOMY, _DENSE):
        pages = paginate(_write(script, between), script.portrait.depth, rise=RISE)
        if len(pages) == 1:
            return _as_placed(pages[0])
    return _write(script, _ROOMY)


def _write(script: Manuscript, between: float) -> list[Flow]:
    return [
        *letterhead(script),
        title_block(script),
        *_facts(script, is_dense=between < _ROOMY),
        _when_and_where(script),
        *_parties(script, between),
        *_commission(script, between),
        *_lists(script, between),
        *_record(script, between),
    ]


def _as_placed(page: Sequence[Placed]) -> list[Flow]:
    """Return flows that are put on a page in the very places of these pieces."""
    flows: list[Flow] = []
    end = -RISE
    for placed in page:
        flows.append(Solid(placed.piece, space_before=placed.top - end))
        end = placed.top + placed.piece.height
    return flows


def title_of(script: Manuscript) -> tuple[str, ...]:
    """Return what kind of protocol it is."""
    _, snapshot = script.tongues, script.snapshot
    if snapshot.symbolic:
        return _("Protocol of the symbolic handover")
    return _("Supplementary protocol") if snapshot.parent else _("Handover and acceptance protocol")


def title_block(script: Manuscript) -> Flow:
    """Set what kind of protocol it is, and which one it adds to."""
    _ = script.tongues
    parent = script.snapshot.parent
    texts = stacked(title_of(script), type_.TITLE, type_.TITLE_SECOND)
    if parent:
        named = _("to the protocol {number}", number=parent.number)
        texts += stacked(named, type_.BODY_BOLD, type_.BODY_SECOND)
    lines = set_lines(script.measure, texts, script.portrait.measure - type_.CODE_COLUMN)
    height = sum(line.style.leading for line in lines)
    return Solid(TextBlock(tuple(lines), height, Role.TITLE), space_before=space_below(script))


def numbers(script: Manuscript) -> Flow:
    """Set number and reference beside each other; of a draft, the reference alone."""
    _, snapshot = script.tongues, script.snapshot
    number = (_("Protocol no."), plain(snapshot.number, type_.BODY_MONO_BOLD))
    reference = (_("Reference"), plain(snapshot.reference, type_.BODY_MONO))
    if not script.shown_number:
        reference = (reference[0], plain(snapshot.reference, type_.BODY_MONO_BOLD))
        return set_facts(script, [reference], before=11.0)
    return set_pair(script, number, reference, before=11.0)


def _facts(script: Manuscript, *, is_dense: bool) -> list[Flow]:
    """Set number and reference, and what it is about."""
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    fields = []
    if snapshot.parent:
        named = f"{snapshot.parent.number} ({snapshot.parent.reference})"
        digest = Run(f"SHA-256 {grouped(snapshot.parent.digest)}", type_.FOOT_MONO)
        fields.append((_("Adds to"), (*plain(named, type_.BODY_MONO), digest)))
    fields += replaced_facts(script)
    if details.title:
        fields.append((_("Subject"), plain(details.title, type_.BODY_BOLD)))
    agreed = [
        (_("Project"), or_fill(details.project)),
        (_("Contract or agreement no."), or_fill(details.agreement)),
    ]
    basis = [(_("Legal basis"), plain(details.legal_basis, type_.BODY))] if details.legal_basis else []
    if not is_dense:
        return [numbers(script), set_facts(script, [*fields, *agreed, *basis], before=0.0)]
    parts = [set_facts(script, rows, before=0.0) for rows in (fields, basis) if rows]
    return [numbers(script), *parts, set_pair(script, *agreed)]


def replaced_facts(script: Manuscript) -> list[Fact]:
    """Return the voided protocols that this one stands for."""
    replaces = script.tongues(N_("Replaces"))
    return [(replaces, _replaced(script, voided)) for voided in script.snapshot.replaces]


def _replaced(script: Manuscript, voided: VoidedProtocol) -> Cell:
    """Name a protocol that this one stands for: its number, when it was voided, by whom and why."""
    _ = script.tongues
    moment = script.tongues.formats.moment(voided.voided_at)
    said = (
        _("void since {moment}, by {who}, because:", moment=moment, who=voided.who)
        if voided.who
        else _("void since {moment}, because:", moment=moment)
    )
    return (
        *plain(voided.number, type_.BODY_MONO),
        *cell(said, type_.LABEL, type_.LABEL_SECOND),
        *plain(voided.reason, type_.BODY),
    )


def _when_and_where(script: Manuscript) -> Flow:
    """Set place, date, beginning and end beside each other, the times under their labels."""
    _, details = script.tongues, script.snapshot.details
    day = script.tongues.formats.date(details.handover_date) if details.handover_date else ""
    values = (
        (_("Date"), day),
        (_("Beginning"), _clock(script, details.starts_at)),
        (_("End"), _clock(script, details.ends_at)),
    )
    place = (*or_fill(details.place), *plain(details.address, type_.LABEL))
    times = tuple((*label(texts), *or_fill(value)) for texts, value in values)
    wide, narrow = script.portrait.span(3), script.portrait.span(2)
    columns = (
        Column(least=wide, most=wide),
        Column(),
        Column(least=_DATE_WIDTH, most=_DATE_WIDTH),
        *(Column(least=narrow, most=narrow) for _time in times[1:]),
    )
    return set_rows(script, columns, [Row((label(_("Place")), place, *times))])


def _clock(script: Manuscript, moment: datetime | None) -> str:
    if moment is None:
        return ""
    formats = script.tongues.formats
    same_day = moment.date() == script.snapshot.details.handover_date
    return formats.time(moment) if same_day else formats.moment(moment)


def _section_head(texts: tuple[str, ...]) -> Cell:
    """Return the head of a table's first column, which names the table."""
    return cell(texts, type_.SUBHEADING, type_.SUBHEADING_SECOND)


def _parties(script: Manuscript, between: float) -> list[Flow]:
    """Set the parties, each with a line for the registry number that it writes by hand."""
    _, parties, page = script.tongues, script.snapshot.details.parties, script.portrait
    if not parties:
        text = script.running(_("No parties are named."), page.measure)
        return [script.heading(_("Parties"), text, width=page.measure, level=2)]
    first, last = page.span(3), page.span(2)
    columns = (
        Column(_section_head(_("Parties")), least=first, most=first),
        Column(head_cell(_("Party")), share=1.1),
        Column(head_cell(_("Represented by"))),
        Column(head_cell(_("Ref. no.")), least=last, most=last),
    )
    rows = [_party_row(script, party) for party in parties]
    return [set_rows(script, columns, rows, before=between)]


def _party_row(script: Manuscript, party: Party) -> Row:
    _ = script.tongues
    name = (
        *or_fill(party.name, type_.BODY_BOLD),
        *plain(party.name_local, type_.BODY_SECOND),
        *plain(party.address, type_.LABEL),
    )
    mandate = tuple(Run(text, type_.LABEL) for text in _("By mandate: {mandate}", mandate=party.mandate)[:1])
    person = (
        *or_fill(party.representative),
        *plain(party.function, type_.LABEL),
        *(mandate if party.mandate else ()),
    )
    return Row((cell(_(TERMS[party.role]), type_.BODY, type_.LABEL_SECOND), name, person, _FILL_BELOW))


def _commission(script: Manuscript, between: float) -> list[Flow]:
    _, details, page = script.tongues, script.snapshot.details, script.portrait
    if not (details.commission or details.commission_decision):
        return []
    with_teams = any(member.team for member in details.commission)
    heads = [_("Name and surname"), _("Function"), _("Capacity"), *([_("Team")] if with_teams else [])]
    columns = (
        Column(_section_head(_("Commission")), least=page.span(3), most=page.span(3)),
        *(Column(head_cell(head)) for head in heads),
    )
    rows = [_member_row(script, member, with_teams=with_teams) for member in details.commission]
    while len(rows) < (2 if details.commission_decision else 1):
        rows.append(Row((EMPTY,) * len(columns), below=0.0))
    if details.commission_decision:
        decision = plain(details.commission_decision, type_.LABEL)
        for at, part in enumerate((label(_("Appointed by")), decision)):
            rows[at] = replace(rows[at], cells=(part, *rows[at].cells[1:]), with_next=at == 0)
    rows[-1] = replace(rows[-1], below=HAIR)
    return [set_rows(script, columns, rows, before=between)]


def _member_row(script: Manuscript, member: CommissionMember, *, with_teams: bool) -> Row:
    _ = script.tongues
    cells = (
        plain(member.name, type_.LABEL),
        plain(member.function, type_.LABEL),
        cell(_(TERMS[member.capacity])),
    )
    team = (plain(member.team, type_.LABEL),) if with_teams else ()
    return Row((EMPTY, *cells, *team), below=0.0)


def _lists(script: Manuscript, between: float) -> list[Flow]:
    _, lists, parent, page = script.tongues, script.snapshot.lists, script.snapshot.parent, script.portrait
    if not lists:
        named = (
            _("The items are carried over from the protocol {number}.", number=parent.number)
            if parent
            else None
        )
        said = cell(named or _("No list was imported."), type_.BODY, type_.LABEL_SECOND)
        return [set_facts(script, [(_("Asset list"), said)], before=0.0)]
    columns = (
        Column(_section_head(_("Asset list")), least=page.span(3), most=page.span(3)),
        Column(head_cell(_("File"))),
        Column(head_cell(_("Imported")), most=120),
        Column(head_cell(_("Rows")), Align.RIGHT, most=60),
        Column(head_cell(("SHA-256",)), most=140),
    )
    rows = [_list_row(script, version, lists) for version in lists]
    return [set_rows(script, columns, rows, before=between)]


def _list_row(script: Manuscript, version: ListVersion, lists: Sequence[ListVersion]) -> Row:
    _, formats = script.tongues, script.tongues.formats
    replaced = ""
    if version.replaces is not None:
        said = _("new version of {file}", file=lists[version.replaces].file_name)
        replaced = " / ".join(dict.fromkeys(said))
    return Row(
        (
            EMPTY,
            plain(" · ".join(filter(None, (version.file_name, version.sheet, replaced))), type_.LABEL),
            plain(formats.moment(version.imported_at), type_.LABEL),
            plain(script.quantity(Decimal(version.rows)), type_.LABEL),
            plain(grouped(version.sha256[:16]), type_.FOOT_MONO),
        )
    )


def _record(script: Manuscript, between: float) -> list[Flow]:
    """Set how many originals there are, and what ties the paper to the data: digest and audit chain; all of it stays
    on one page.
    """
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    made = cell(
        _.n("{count} original", "{count} identical originals", details.originals),
        type_.BODY,
        type_.LABEL_SECOND,
    )
    wide, narrow = script.portrait.span(3), script.portrait.span(2)
    columns = (
        Column(least=wide, most=wide),
        Column(least=wide, most=wide),
        Column(least=narrow, most=narrow),
        Column(),
    )
    distribution = (label(_("Distribution")), or_fill(details.distribution))
    first = Row((label(_("Originals")), made, *distribution), above=FINE)
    flow = set_rows(script, columns, [first], before=between)
    piece = None if script.draft else flow.take(script.portrait.depth, fresh=True)
    if piece is None:
        return [flow]
    tied = set_facts(script, ties(script), before=0.0, together=True)
    return [Headed(piece, tied, space_before=between, gap=0.0)]


def ties(script: Manuscript) -> list[Fact]:
    """Return what ties the paper to the data."""
    _, snapshot = script.tongues, script.snapshot
    entry = _(
        "{device}, entry {sequence}, {hash}",
        device=snapshot.device,
        sequence=snapshot.audit_sequence,
        hash=grouped(snapshot.audit_head[:16]),
    )[0]
    finalised: Cell = ()
    if snapshot.finalised_at:
        moment = script.tongues.formats.moment(snapshot.finalised_at)
        finalised = plain(
            _("Finalised: {moment} · {program}", moment=moment, program=snapshot.program)[0], type_.LABEL
        )
    return [
        (_("Digest (SHA-256)"), plain(grouped(script.digest), type_.FOOT_MONO)),
        (_("Audit chain"), (*plain(entry, type_.FOOT_MONO), *finalised, *_clock_said(script))),
    ]


def _clock_said(script: Manuscript) -> Cell:
    """Return what is said of the clock of the laptop, in the first language: as confirmed, and if it went back."""
    _, said = script.tongues, script.snapshot.clock
    if said is None:
        return ()
    parts = []
    if said.reading is not None:
        parts.append(_say_reading(script, said.reading))
    if said.jumps:
        zoned = script.tongues.formats.zoned
        before, after = zoned(said.jumps[0].before), zoned(said.jumps[0].after)
        parts.append(
            _.n(
                "Clock set back: from {before} to {after}",
                "Clock set back {count} times, first from {before} to {after}",
                len(said.jumps),
                before=before,
                after=after,
            )[0]
        )
    return tuple(Run(part, type_.LABEL) for part in parts)


def _say_reading(script: Manuscript, reading: ClockReading) -> str:
    _, zoned = script.tongues, script.tongues.formats.zoned
    shown = zoned(reading.shown)
    if reading.witnessed is None:
        return _("Clock of the laptop confirmed: {shown}", shown=shown)[0]
    witnessed = zoned(reading.witnessed)
    return _("Clock of the laptop: {shown}, by witness {witnessed}", shown=shown, witnessed=witnessed)[0]


def grouped(digits: str) -> str:
    """Return hex digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
