"""The annexes: what is accepted, what was remarked, and what differs from the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.tally import Group
from handover_desktop.domain.terms import GROUP_TERMS, TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.protocol import typography as type_
from handover_desktop.protocol.contents import Entry, RemarkEntry
from handover_desktop.protocol.flow import Flow, Rest
from handover_desktop.protocol.manuscript import NOTHING, Manuscript, cell, head_cell, plain
from handover_desktop.protocol.tables import EMPTY, Align, Carry, Cell, Column, Row, Run, Table
from handover_desktop.protocol.tabling import TableFlow
from handover_desktop.protocol.typography import FINE, STRONG

_REMARK_MARK = "R"
_SEALED_MARK = "S"
_UNLISTED_MARK = "N"
_BEFORE_QUANTITY = 4
"""The columns of Annex 1 that the label of a total spans."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its title, which its further pages repeat, and what stands on its pages."""

    title: tuple[str, ...]
    flows: list[Flow]


def accepted_annex(script: Manuscript) -> Annex:
    """Write Annex 1."""
    _ = script.tongues
    title = _("Annex 1. Accepted assets")
    entries = script.contents.accepted
    if not entries:
        return _empty(script, title, _("No assets are accepted."))
    groups = group_entries(script)
    rows: list[Row] = []
    for label, members in groups:
        rows += _group_rows(script, label, members)
    rows.append(_total_row(script, _("Total of Annex 1"), entries, last=True))
    columns = (
        Column(head_cell(_("No.")), most=60),
        Column(head_cell(_("Description"))),
        Column(head_cell(_("Make / model")), least=50, most=105),
        Column(head_cell(_("Identifiers")), most=135),
        Column(head_cell(_("Quantity")), Align.DECIMAL, most=80),
        Column(head_cell(_("Unit of measure")), most=45),
        *script.value_columns(_("Unit price"), _("Value")),
        Column(head_cell(_("Receiving unit")), most=70),
        Column(head_cell(_("Remark")), most=44),
    )
    table = Table(columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign, _carry(script))
    body = TableFlow(table, script.landscape.measure, script.measure)
    return Annex(
        title,
        [
            script.heading(title, body, width=script.landscape.measure),
            *_legend(script),
            Rest(script.landscape.measure),
        ],
    )


def group_entries(script: Manuscript) -> list[tuple[tuple[str, ...], tuple[Entry, ...]]]:
    """Group the accepted entries by receiving unit, otherwise by lot, each group with its heading."""
    entries = script.contents.accepted
    units = {unit.code: unit for unit in script.snapshot.details.receiving_units}

    def by(key: Callable[[Entry], str], order: Iterable[str]) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {name: [] for name in order}
        for entry in entries:
            found.setdefault(key(entry), []).append(entry)
        return {name: members for name, members in found.items() if members}

    _ = script.tongues
    if any(entry.item.asset.receiving_unit for entry in entries):
        heads = {}
        for code in by(lambda e: e.item.asset.receiving_unit, units):
            unit = units.get(code)
            names = (" ".join(filter(None, (code, unit.name))), unit.name_local) if unit else (code,)
            heads[code] = tuple(filter(None, names)) if code else _("No receiving unit named")
        return [
            (heads[code], tuple(found))
            for code, found in by(lambda e: e.item.asset.receiving_unit, units).items()
        ]
    if any(entry.item.asset.lot for entry in entries):
        return [
            (_("Lot {lot}", lot=lot) if lot else _("No lot named"), tuple(found))
            for lot, found in by(lambda e: e.item.asset.lot, ()).items()
        ]
    return [((), entries)]


def _group_rows(script: Manuscript, label: tuple[str, ...], entries: Sequence[Entry]) -> list[Row]:
    _ = script.tongues
    rows = [_accepted_row(script, entry) for entry in entries]
    rows[-1] = replace(rows[-1], with_next=True)
    if not label:
        return rows
    head = Row(
        (cell(label, type_.CELL_BOLD, type_.CELL_SECOND),), span=_BEFORE_QUANTITY, below=FINE, with_next=True
    )
    return [head, *rows, _total_row(script, _("Subtotal"), entries, last=False)]


def _leading_columns(script: Manuscript) -> int:
    return 4


def _accepted_row(script: Manuscript, entry: Entry) -> Row:
    asset = entry.item.asset
    price = script.amount(asset.unit_price) if asset.unit_price else NOTHING
    return Row(
        (
            plain(asset.line_no),
            _description(script, entry),
            _make_model(entry),
            script.identifiers(entry.item),
            plain(script.quantity(entry.share.pieces)),
            plain(asset.unit),
            *script.value_cells(_money(entry), type_.CELL, before=(plain(price),)),
            plain(asset.receiving_unit),
            plain(", ".join(_marks(entry))),
        ),
        carried=_money(entry),
    )


def _money(entry: Entry) -> tuple[Money, ...]:
    return (entry.share.value,) if entry.share.value else ()


def _make_model(entry: Entry) -> Cell:
    asset = entry.item.asset
    return plain(" ".join(filter(None, (asset.make, asset.model))))


def _description(script: Manuscript, entry: Entry) -> Cell:
    _, asset = script.tongues, entry.item.asset
    runs = list(plain(" · ".join(filter(None, (asset.category, asset.kit_contents))), type_.CELL_SECOND))
    if entry.is_unlisted and entry.item.reason:
        unlisted = _("Not on the list: {reason}", reason=entry.item.reason)[0]
        runs.append(Run(unlisted, type_.CELL_SECOND))
    return (*plain(asset.description), *runs, *_carried(script, entry))


def _carried(script: Manuscript, entry: Entry) -> Cell:
    """Say of what an earlier protocol left open why it was, and how it was settled."""
    _, item = script.tongues, entry.item
    if item.origin is not Origin.CARRIED_OVER:
        return ()
    was = plain(item.asset.remark, type_.CELL_SECOND)
    if was and not item.asset.quantity:
        was = plain(_("Agreed earlier: {remark}", remark=item.asset.remark)[0], type_.CELL_SECOND)
    if item.finding is None or item.finding.settlement is None:
        return was
    return (*was, *cell(_(TERMS[item.finding.settlement]), type_.CELL_SECOND, type_.CELL_SECOND))


def _marks(entry: Entry) -> list[str]:
    marks = [f"{_REMARK_MARK}\u00a0{entry.remark}"] if entry.remark else []
    marks += [_SEALED_MARK] if entry.is_sealed else []
    marks += [_UNLISTED_MARK] if entry.is_unlisted else []
    return marks


def _legend(script: Manuscript) -> list[Flow]:
    """Explain the marks in the last column, those that occur."""
    _, entries = script.tongues, script.contents.accepted
    notes = []
    if any(entry.remark for entry in entries):
        notes.append((_REMARK_MARK, _("remark of this number in Annex 2")))
    if any(entry.is_sealed for entry in entries):
        notes.append((_SEALED_MARK, _("sealed, contents not inspected")))
    if any(entry.is_unlisted for entry in entries):
        notes.append((_UNLISTED_MARK, _("not on the list")))
    if not notes:
        return []
    texts = tuple(
        "   ".join(f"{mark} – {explained[at]}" for mark, explained in notes)
        for at in range(len(script.tongues.languages))
    )
    row = Row((cell(texts),), below=0.0)
    return [
        TableFlow(
            Table((Column(),), (row,), type_.CELL_SECOND),
            script.landscape.measure,
            script.measure,
            space_before=2.0,
        )
    ]


def _total_row(script: Manuscript, label: tuple[str, ...], entries: Sequence[Entry], *, last: bool) -> Row:
    """Sum up pieces and values; the label spans the columns before the quantity."""
    values = add_up(money for entry in entries for money in _money(entry))
    pieces = sum((entry.share.pieces for entry in entries), Decimal(0))
    style = type_.CELL_BOLD
    return Row(
        (
            cell(label, style, type_.CELL_SECOND),
            plain(script.quantity(pieces), style),
            EMPTY,
            *script.value_cells(values, style, before=(EMPTY,)),
        ),
        span=_BEFORE_QUANTITY,
        above=FINE,
        below=STRONG if last else FINE,
    )


def _carry(script: Manuscript) -> Carry:
    """Carry the value over from page to page, each currency for itself."""
    _ = script.tongues

    def add(so_far: object, more: object) -> object:
        return add_up((*_as_money(so_far), *_as_money(more)))

    def row(label: tuple[str, ...], amounts: object) -> Row:
        values = script.value_cells(_as_money(amounts), type_.CELL, before=(EMPTY,))
        return Row((cell(label), EMPTY, EMPTY, *values), span=_BEFORE_QUANTITY, above=FINE, below=FINE)

    return Carry(
        (),
        add,
        lambda amounts: row(_("Carried over"), amounts),
        lambda amounts: row(_("Brought forward"), amounts),
    )


def _as_money(amounts: object) -> tuple[Money, ...]:
    assert isinstance(amounts, tuple)
    return amounts


def remarks_annex(script: Manuscript) -> Annex:
    """Write Annex 2."""
    _ = script.tongues
    title = _("Annex 2. Register of remarks")
    entries = script.contents.remarks
    if not entries:
        return _empty(script, title, _("No remarks were recorded."))
    columns = (
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
    rows[-1] = replace(rows[-1], below=STRONG)
    body = TableFlow(Table(columns, rows, type_.CELL_SECOND), script.landscape.measure, script.measure)
    return Annex(
        title, [script.heading(title, body, width=script.landscape.measure), Rest(script.landscape.measure)]
    )


def _remark_row(script: Manuscript, entry: RemarkEntry) -> Row:
    _, remark, asset = script.tongues, entry.remark, entry.item.asset
    deadline = script.tongues.formats.date(remark.deadline) if remark.deadline else ""
    return Row(
        (
            plain(f"{_REMARK_MARK}\u00a0{entry.number}", type_.CELL_BOLD),
            plain(asset.line_no),
            (*plain(asset.description), *script.identifiers(entry.item)),
            cell(_(TERMS[entry.finding.outcome])),
            cell(_(TERMS[remark.type])),
            plain(remark.text),
            plain(remark.agreed_action or NOTHING),
            plain(remark.responsible or NOTHING),
            plain(deadline or NOTHING),
        )
    )


_SHORTAGE = N_("Shortage, pieces missing from lines that are otherwise settled")


def differences_annex(script: Manuscript) -> Annex:
    """Write Annex 3, a section for each way in which the handover differs from the list."""
    _, contents = script.tongues, script.contents
    title = _("Annex 3. Not accepted, missing, surplus, not checked")
    sections = (
        (_(TERMS[Outcome.NOT_ACCEPTED]), contents.not_accepted),
        (_(TERMS[Outcome.MISSING]), contents.missing),
        (_(_SHORTAGE), contents.shortage),
        (_(GROUP_TERMS[Group.SURPLUS]), contents.surplus),
        (_(TERMS[Outcome.NOT_CHECKED]), contents.not_checked),
    )
    tables = [_difference_rows(script, entries) for _head, entries in sections]
    peers = [row for rows in tables for row in rows]
    flows = [
        _section(script, f"3.{at}", head, rows, len(entries), peers)
        for at, ((head, entries), rows) in enumerate(zip(sections, tables, strict=True), start=1)
    ]
    return Annex(
        title,
        [
            script.heading(title, flows[0], width=script.landscape.measure),
            *flows[1:],
            Rest(script.landscape.measure),
        ],
    )


def _section(
    script: Manuscript, number: str, head: tuple[str, ...], rows: list[Row], lines: int, peers: list[Row]
) -> Flow:
    """Set a section under its heading with the count of its lines; `peers` are the rows of all sections."""
    _ = script.tongues
    counted = _.n("{count} line", "{count} lines", lines)
    title = tuple(
        f"{'' if at else f'{number}  '}{text} – {count}"
        for at, (text, count) in enumerate(zip(head, counted, strict=True))
    )
    if not rows:
        return script.heading(
            title,
            script.running(_("None."), script.landscape.measure),
            width=script.landscape.measure,
            level=2,
        )
    columns = (
        Column(head_cell(_("No.")), most=60),
        Column(head_cell(_("Description"))),
        Column(head_cell(_("Make / model")), least=50, most=105),
        Column(head_cell(_("Identifiers")), most=140),
        Column(head_cell(_("Listed")), Align.DECIMAL, most=70),
        Column(head_cell(_("Presented")), Align.DECIMAL, most=70),
        Column(head_cell(_("Quantity")), Align.DECIMAL, most=70),
        Column(head_cell(_("Unit of measure")), most=45),
        *script.value_columns(_("Value")),
        Column(head_cell(_("Remark")), share=0.5),
    )
    table = Table(columns, rows, type_.CELL_SECOND, script.tongues.decimal_sign, peers=peers)
    return script.heading(
        title,
        TableFlow(table, script.landscape.measure, script.measure),
        width=script.landscape.measure,
        level=2,
    )


def _difference_rows(script: Manuscript, entries: Sequence[Entry]) -> list[Row]:
    """Return a row for each entry and their total; nothing where there are none."""
    if not entries:
        return []
    _ = script.tongues
    rows = [_difference_row(script, entry) for entry in entries]
    rows[-1] = replace(rows[-1], with_next=True)
    values = add_up(money for entry in entries for money in _money(entry))
    pieces = sum((entry.share.pieces for entry in entries), Decimal(0))
    style = type_.CELL_BOLD
    total = (
        cell(_("Total"), style),
        plain(script.quantity(pieces), style),
        EMPTY,
        *script.value_cells(values, style),
    )
    return [*rows, Row(total, span=6, above=FINE, below=STRONG)]


def _difference_row(script: Manuscript, entry: Entry) -> Row:
    item, asset = entry.item, entry.item.asset
    presented = script.quantity(item.finding.presented) if _was_checked(entry) and item.finding else NOTHING
    remark = [f"{_REMARK_MARK}\u00a0{entry.remark}"] if entry.remark else []
    return Row(
        (
            plain(asset.line_no),
            (*plain(asset.description), *plain(asset.category, type_.CELL_SECOND), *_carried(script, entry)),
            _make_model(entry),
            script.identifiers(item),
            plain(NOTHING if entry.is_unlisted else script.quantity(asset.quantity)),
            plain(presented),
            plain(script.quantity(entry.share.pieces)),
            plain(asset.unit),
            *script.value_cells(_money(entry), type_.CELL),
            plain(". ".join(filter(None, (*remark, item.reason if entry.is_unlisted else "")))),
        )
    )


def _was_checked(entry: Entry) -> bool:
    return entry.item.finding is not None and entry.item.finding.outcome is not Outcome.NOT_CHECKED


def _empty(script: Manuscript, title: tuple[str, ...], text: tuple[str, ...]) -> Annex:
    """Say that an annex is empty rather than leaving it out."""
    flows: list[Flow] = [
        script.heading(title, script.running(text, script.landscape.measure), width=script.landscape.measure),
        Rest(script.landscape.measure),
    ]
    return Annex(title, flows)
