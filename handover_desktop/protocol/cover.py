"""The cover: what is handed over, where and when, by whom, on which list it rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from handover_desktop.domain.handovers import CommissionMember, ListVersion, Party
from handover_desktop.domain.terms import TERMS
from handover_desktop.protocol import typography as type_
from handover_desktop.protocol.flow import Flow, Solid, TextBlock, set_lines
from handover_desktop.protocol.manuscript import Manuscript, cell, head_cell, plain, stacked
from handover_desktop.protocol.structure import Role
from handover_desktop.protocol.tables import EMPTY, Align, Cell, Column, Row, Run, Table
from handover_desktop.protocol.tabling import TableFlow
from handover_desktop.protocol.typography import STRONG

_FILL: Cell = (Run("", type_.FILL),)


def cover(script: Manuscript) -> list[Flow]:
    """Write the cover page."""
    return [
        _title(script),
        _facts(script),
        _times(script),
        _references(script),
        *_parties(script),
        *_commission(script),
        *_lists(script),
        _record(script),
    ]


def _title(script: Manuscript) -> Flow:
    _ = script.tongues
    parent = script.snapshot.parent
    texts = stacked(
        _("Supplementary protocol") if parent else _("Handover and acceptance protocol"),
        type_.TITLE,
        type_.TITLE_SECOND,
    )
    if parent:
        named = _("to the protocol {number}", number=parent.number)
        texts += stacked(named, type_.BODY_BOLD, type_.BODY_SECOND)
    lines = set_lines(script.measure, texts, script.portrait.measure - type_.CODE_COLUMN)
    return Solid(TextBlock(tuple(lines), sum(line.style.leading for line in lines), Role.TITLE))


def _fields(
    script: Manuscript,
    fields: Sequence[tuple[tuple[str, ...], Cell]],
    *,
    before: float,
    together: bool = False,
) -> Flow:
    """Set labels on the left and values on the right, over hair lines; `together` on one page."""
    label = script.portrait.span(3)
    columns = (Column(least=label, most=label), Column())
    rows = [
        Row(
            (cell(texts, type_.LABEL, type_.LABEL_SECOND), value),
            above=STRONG if before and at == 0 else 0.0,
            with_next=together and at < len(fields) - 1,
        )
        for at, (texts, value) in enumerate(fields)
    ]
    return _flow(script, columns, rows, before=before)


def _flow(
    script: Manuscript, columns: tuple[Column, ...], rows: Sequence[Row], *, before: float = 0.0
) -> TableFlow:
    table = Table(columns, rows, type_.LABEL_SECOND, script.tongues.decimal_sign)
    return TableFlow(table, script.portrait.measure, script.measure, space_before=before)


def _or_fill(text: str, style: type_.Style = type_.BODY) -> Cell:
    return plain(text, style) or _FILL


def _facts(script: Manuscript) -> Flow:
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    number = snapshot.reference if script.draft else snapshot.number
    place = (*_or_fill(details.place), *plain(details.address, type_.BODY_SECOND))
    reference = (
        _("Reference: {reference}", reference=snapshot.reference)[:1] if number != snapshot.reference else ()
    )
    fields = [(_("Protocol no."), (*plain(number, type_.BODY_MONO_BOLD), *cell(reference, type_.LABEL)))]
    if snapshot.parent:
        named = f"{snapshot.parent.number} ({snapshot.parent.reference})"
        digest = Run(f"SHA-256 {grouped(snapshot.parent.digest)}", type_.FOOT_MONO)
        fields.append((_("Adds to"), (*plain(named, type_.BODY_MONO), digest)))
    if details.title:
        fields.append((_("Subject"), plain(details.title, type_.BODY_BOLD)))
    fields += [
        (_("Project"), _or_fill(details.project)),
        (_("Contract or agreement no."), _or_fill(details.agreement)),
    ]
    if details.legal_basis:
        fields.append((_("Legal basis"), plain(details.legal_basis, type_.BODY)))
    fields.append((_("Place"), place))
    return _fields(script, fields, before=11.0)


def _times(script: Manuscript) -> Flow:
    """Set date, beginning and end beside each other, each under its label."""
    _, details = script.tongues, script.snapshot.details
    day = script.tongues.formats.date(details.handover_date) if details.handover_date else ""
    values = (
        (_("Date"), day),
        (_("Beginning"), _clock(script, details.starts_at)),
        (_("End"), _clock(script, details.ends_at)),
    )
    cells = tuple(
        (*cell(texts, type_.LABEL, type_.LABEL_SECOND), *_or_fill(value)) for texts, value in values
    )
    label = script.portrait.span(3)
    columns = (Column(least=label, most=label), Column(), Column(), Column())
    return _flow(script, columns, [Row((EMPTY, *cells))])


def _clock(script: Manuscript, moment: datetime | None) -> str:
    if moment is None:
        return ""
    formats = script.tongues.formats
    same_day = moment.date() == script.snapshot.details.handover_date
    return formats.time(moment) if same_day else formats.moment(moment)


def _references(script: Manuscript) -> Flow:
    """Set a line for the registry number that each party writes by hand."""
    _ = script.tongues
    label = script.portrait.span(3)
    parties = script.snapshot.details.parties[:4]
    if not parties:
        return _fields(script, [(_("Ref. no."), _FILL)], before=0.0)
    columns = (Column(least=label, most=label), *(Column() for _party in parties))
    lines = tuple((Run("", type_.FILL), *plain(party.name, type_.LABEL_SECOND)) for party in parties)
    return _flow(script, columns, [Row((cell(_("Ref. no."), type_.LABEL, type_.LABEL_SECOND), *lines))])


def _parties(script: Manuscript) -> list[Flow]:
    _, parties = script.tongues, script.snapshot.details.parties
    if not parties:
        return [
            script.heading(
                _("Parties"),
                script.running(_("No parties are named."), script.portrait.measure),
                width=script.portrait.measure,
                level=2,
            )
        ]
    columns = (
        Column(head_cell(_("Role")), least=script.portrait.span(3), most=script.portrait.span(3)),
        Column(head_cell(_("Party")), share=1.2),
        Column(head_cell(_("Represented by"))),
    )
    rows = [_party_row(script, party) for party in parties]
    return [
        script.heading(_("Parties"), _flow(script, columns, rows), width=script.portrait.measure, level=2)
    ]


def _party_row(script: Manuscript, party: Party) -> Row:
    _ = script.tongues
    name = (
        *_or_fill(party.name, type_.BODY_BOLD),
        *plain(party.name_local, type_.BODY_SECOND),
        *plain(party.address, type_.LABEL),
    )
    mandate = tuple(Run(f"{text}: {party.mandate}", type_.LABEL) for text in _("By mandate")[:1])
    person = (
        *_or_fill(party.representative),
        *plain(party.function, type_.LABEL),
        *(mandate if party.mandate else ()),
    )
    return Row((cell(_(TERMS[party.role]), type_.BODY, type_.BODY_SECOND), name, person))


def _commission(script: Manuscript) -> list[Flow]:
    _, details = script.tongues, script.snapshot.details
    flows: list[Flow] = []
    if details.commission_decision:
        flows.append(
            _fields(script, [(_("Appointed by"), plain(details.commission_decision, type_.BODY))], before=0.0)
        )
    if details.commission:
        with_teams = any(member.team for member in details.commission)
        heads = [_("Name and surname"), _("Function"), _("Capacity"), *([_("Team")] if with_teams else [])]
        label = script.portrait.span(3)
        columns = (
            Column(head_cell(heads[0]), least=label, most=label),
            *(Column(head_cell(head)) for head in heads[1:]),
        )
        rows = [_member_row(script, member, with_teams=with_teams) for member in details.commission]
        flows.append(_flow(script, columns, rows))
    if not flows:
        return []
    return [script.heading(_("Commission"), flows[0], width=script.portrait.measure, level=2), *flows[1:]]


def _member_row(script: Manuscript, member: CommissionMember, *, with_teams: bool) -> Row:
    _ = script.tongues
    cells = (
        plain(member.name, type_.LABEL),
        plain(member.function, type_.LABEL),
        cell(_(TERMS[member.capacity])),
    )
    return Row((*cells, plain(member.team, type_.LABEL)) if with_teams else cells)


def _lists(script: Manuscript) -> list[Flow]:
    _, lists, parent = script.tongues, script.snapshot.lists, script.snapshot.parent
    if not lists:
        named = (
            _("The items are carried over from the protocol {number}.", number=parent.number)
            if parent
            else None
        )
        text = script.running(named or _("No list was imported."), script.portrait.measure)
        return [script.heading(_("Asset list"), text, width=script.portrait.measure, level=2)]
    columns = (
        Column(head_cell(_("File"))),
        Column(head_cell(_("Imported")), most=120),
        Column(head_cell(_("Rows")), Align.RIGHT, most=60),
        Column(head_cell(("SHA-256",)), most=140),
    )
    rows = [_list_row(script, version) for version in lists]
    return [
        script.heading(_("Asset list"), _flow(script, columns, rows), width=script.portrait.measure, level=2)
    ]


def _list_row(script: Manuscript, version: ListVersion) -> Row:
    formats = script.tongues.formats
    return Row(
        (
            plain(" · ".join(filter(None, (version.file_name, version.sheet))), type_.LABEL),
            plain(formats.moment(version.imported_at), type_.LABEL),
            plain(script.quantity(Decimal(version.rows)), type_.LABEL),
            plain(grouped(version.sha256[:16]), type_.FOOT_MONO),
        )
    )


def _record(script: Manuscript) -> Flow:
    """Set how many originals there are, and what ties the paper to the data: digest and audit chain."""
    _, snapshot = script.tongues, script.snapshot
    details = snapshot.details
    made = _.n("{count} original", "{count} identical originals", details.originals)
    fields = [
        (_("Originals"), cell(made, type_.BODY, type_.LABEL_SECOND)),
        (_("Distribution"), _or_fill(details.distribution)),
    ]
    if not script.draft:
        fields += _ties(script)
    return _fields(script, fields, before=9.0, together=True)


def _ties(script: Manuscript) -> list[tuple[tuple[str, ...], Cell]]:
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
        finalised = plain(f"{_('Finalised')[0]}: {moment} · {snapshot.program}", type_.LABEL)
    return [
        (_("Digest (SHA-256)"), plain(grouped(script.digest), type_.FOOT_MONO)),
        (_("Audit chain"), (*plain(entry, type_.FOOT_MONO), *finalised)),
    ]


def grouped(digits: str) -> str:
    """Return hex digits in groups of four."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
