"""A handover as tables: its list, what became of it, and an annex each for what the protocol has annexes for."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.contents import Contents, Entry, RemarkEntry, sort_out
from handover_desktop.domain.donors import Standing, compare_price
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.tally import Group, TallyRow
from handover_desktop.domain.terms import GROUP_TERMS, TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.lists.fields import FIELD_LABELS
from handover_desktop.lists.line_tables import WIDTHS, list_sheet
from handover_desktop.lists.tables import CellValue, Column, Heading, Sheet


class Part(enum.StrEnum):
    """The tables of a handover, in their order."""

    LIST = "list"
    SUMMARY = "summary"
    ACCEPTED = "accepted"
    REMARKS = "remarks"
    NOT_ACCEPTED = "not-accepted"
    MISSING = "missing"
    SURPLUS = "surplus"
    NOT_CHECKED = "not-checked"
    ALLOCATION = "allocation"
    THRESHOLD = "threshold"


PART_NAMES = {
    Part.LIST: N_("List"),
    Part.SUMMARY: N_("Summary"),
    Part.ACCEPTED: N_("Accepted items"),
    Part.REMARKS: N_("Register of remarks"),
    Part.NOT_ACCEPTED: N_("Not accepted"),
    Part.MISSING: N_("Missing"),
    Part.SURPLUS: N_("Surplus"),
    Part.NOT_CHECKED: N_("Not checked"),
    Part.ALLOCATION: N_("Allocation by unit"),
    Part.THRESHOLD: N_("Above the threshold"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """How tables are worded: `_` for headings and terms, `name` for the names of sheets (in one language)."""

    _: Heading
    name: Heading
    from_right: bool = False

    def sheet(self, part: Part, columns: Sequence[Column], rows: Iterable[tuple[CellValue, ...]]) -> Sheet:
        """Return the table of `part`."""
        return Sheet(self.name(PART_NAMES[part]), tuple(columns), rows, self.from_right)


def handover_sheets(snapshot: Snapshot, wording: Wording) -> dict[Part, Sheet]:
    """Return the tables of a handover: the list as it reads back; surplus items stand in their own annex."""
    contents = sort_out(snapshot)
    listed = [item.asset for item in snapshot.items if item.origin is not Origin.EXTRA]
    name = wording.name(PART_NAMES[Part.LIST])
    entries = {
        Part.ACCEPTED: contents.accepted,
        Part.NOT_ACCEPTED: contents.not_accepted,
        Part.MISSING: (*contents.missing, *contents.shortage),
        Part.SURPLUS: contents.surplus,
        Part.NOT_CHECKED: contents.not_checked,
        Part.THRESHOLD: _above_threshold(snapshot, contents),
    }
    sheets = {part: _entries(members, wording, part) for part, members in entries.items()} | {
        Part.LIST: list_sheet(listed, wording._, name=name, from_right=wording.from_right),
        Part.SUMMARY: _summary(snapshot, wording),
        Part.REMARKS: _remarks(contents.remarks, wording),
        Part.ALLOCATION: _allocation(snapshot, contents, wording),
    }
    return {part: sheets[part] for part in Part}


def _summary(snapshot: Snapshot, wording: Wording) -> Sheet:
    _, tally = wording._, snapshot.tally
    currencies = _currencies(snapshot)
    columns = [Column(_("Outcome"), 30), Column(_("Lines"), 10), Column(_("Pieces"), 12)]
    columns += _value_columns(wording, currencies)
    rows = [(_(GROUP_TERMS[row.group]), *_sums(row, currencies)) for row in tally.rows]
    rows += [
        (_("Accepted total"), *_sums(tally.taken_over, currencies)),
        (_("In all"), *_sums(tally.total(), currencies)),
    ]
    return wording.sheet(Part.SUMMARY, columns, rows)


def _sums(row: TallyRow, currencies: Sequence[str]) -> tuple[CellValue, ...]:
    return (Decimal(row.lines), row.pieces, *_by_currency(row.values, currencies))


def _currencies(snapshot: Snapshot) -> tuple[str, ...]:
    values = (item.asset.value for item in snapshot.items)
    return tuple(sorted({value.currency for value in values if value is not None}))


def _value_columns(wording: Wording, currencies: Iterable[str]) -> list[Column]:
    return [Column(f"{wording._('Value')} ({currency})", 18) for currency in currencies]


def _by_currency(values: Iterable[Money], currencies: Iterable[str]) -> list[CellValue]:
    found = {money.currency: money for money in values}
    return [found.get(currency) for currency in currencies]


_Cell = Callable[[Entry], CellValue]


def _entries(entries: Sequence[Entry], wording: Wording, part: Part) -> Sheet:
    """Return the pieces of one annex. Identifiers are as read on the object, otherwise as listed."""
    cells = [*_item_cells(wording), *_result_cells(wording)]
    columns = [Column(heading, width) for heading, width, _cell in cells]
    return wording.sheet(part, columns, (tuple(cell(entry) for _h, _w, cell in cells) for entry in entries))


def _item_cells(wording: Wording) -> list[tuple[str, float, _Cell]]:
    _ = wording._

    def text(field: str) -> tuple[str, float, _Cell]:
        return _(FIELD_LABELS[field]), WIDTHS[field], lambda entry: str(getattr(entry.item.asset, field))

    def identifier(kind: IdentifierKind) -> tuple[str, float, _Cell]:
        return _(FIELD_LABELS[kind.value]), WIDTHS[kind.value], lambda entry: _identifiers(entry, kind)

    return [
        text("line_no"),
        text("lot"),
        text("category"),
        text("description"),
        text("make"),
        text("model"),
        *(identifier(kind) for kind in IdentifierKind),
        (_("Pieces"), 10, lambda entry: entry.share.pieces),
        text("unit"),
        (_("Unit price"), 14, lambda entry: entry.item.asset.unit_price),
        (_("Currency"), 10, _currency),
        (_("Value"), 16, lambda entry: entry.share.value),
        text("receiving_unit"),
    ]


def _identifiers(entry: Entry, kind: IdentifierKind) -> str:
    return "\n".join(found.value for found in entry.item.identifiers_found if found.kind is kind)


def _currency(entry: Entry) -> str:
    money = entry.item.asset.unit_price or entry.share.value
    return money.currency if money else ""


def _result_cells(wording: Wording) -> list[tuple[str, float, _Cell]]:
    _ = wording._

    def outcome(entry: Entry) -> str:
        return _(
            GROUP_TERMS[Group.NOT_CHECKED] if (found := entry.item.finding) is None else TERMS[found.outcome]
        )

    def sealed(entry: Entry) -> str:
        return _("yes") if entry.is_sealed else ""

    def note(entry: Entry) -> str:
        remark = entry.item.finding.remark if entry.item.finding else None
        return "\n".join(filter(None, (remark.text if remark else "", _why(entry))))

    return [
        (_("Outcome"), 24, outcome),
        (_("Contents not inspected"), 14, sealed),
        (_("Remark no."), 10, lambda entry: None if entry.remark is None else Decimal(entry.remark)),
        (_("Remark"), 40, note),
        (_("Checked by"), 20, lambda entry: entry.item.checked_by),
        (_("Checked at"), 18, lambda entry: entry.item.checked_at),
    ]


def _why(entry: Entry) -> str:
    """Return why an item that was not on the list is there."""
    return entry.item.reason if entry.is_unlisted else ""


def _remarks(remarks: Sequence[RemarkEntry], wording: Wording) -> Sheet:
    _ = wording._
    columns = (
        Column(_("Remark no."), 10),
        Column(_("Line no."), 10),
        Column(_("Description"), 40),
        Column(_("Identifier"), 24),
        Column(_("Outcome"), 24),
        Column(_("Type of remark"), 22),
        Column(_("Remark"), 50),
        Column(_("Agreed action"), 30),
        Column(_("Responsible"), 22),
        Column(_("Deadline"), 14),
        Column(_("Photos"), 12),
    )
    return wording.sheet(Part.REMARKS, columns, (_remark(one, wording) for one in remarks))


def _remark(one: RemarkEntry, wording: Wording) -> tuple[CellValue, ...]:
    asset, remark, _ = one.item.asset, one.remark, wording._
    main = asset.main_identifier
    return (
        Decimal(one.number),
        asset.line_no,
        asset.description,
        main.value if main else "",
        _(TERMS[one.finding.outcome]),
        _(TERMS[remark.type]),
        remark.text,
        remark.agreed_action,
        remark.responsible,
        remark.deadline,
        ", ".join(map(str, one.photos)),
    )


def _allocation(snapshot: Snapshot, contents: Contents, wording: Wording) -> Sheet:
    _, currencies = wording._, _currencies(snapshot)
    units = {unit.code: unit for unit in snapshot.details.receiving_units}
    found: dict[str, list[Entry]] = {code: [] for code in units}
    for entry in contents.accepted:
        found.setdefault(entry.item.asset.receiving_unit, []).append(entry)
    columns = [
        Column(_("Receiving unit"), 18),
        Column(_("Name"), 50),
        Column(_("Lines"), 10),
        Column(_("Pieces"), 12),
        *_value_columns(wording, currencies),
    ]
    rows = [
        (
            code or _("No receiving unit named"),
            " / ".join(filter(None, (units[code].name, units[code].name_local))) if code in units else "",
            Decimal(len({entry.item.position for entry in entries})),
            sum((entry.share.pieces for entry in entries), Decimal(0)),
            *_by_currency(add_up(e.share.value for e in entries if e.share.value is not None), currencies),
        )
        for code, entries in found.items()
        if entries
    ]
    return wording.sheet(Part.ALLOCATION, columns, rows)


def _above_threshold(snapshot: Snapshot, contents: Contents) -> tuple[Entry, ...]:
    """Return the accepted items above the donor's threshold; none where the donor has no threshold."""
    threshold = snapshot.details.donor.threshold
    if threshold is None:
        return ()
    return tuple(e for e in contents.accepted if compare_price(e.item.asset, threshold) is Standing.ABOVE)
