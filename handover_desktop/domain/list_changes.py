"""What a new version of a list adds, changes and no longer has, and what that means for checks already made."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checks import CheckRecord, Finding, Outcome
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money, add_up

Value = str | Decimal | Money | int | None
"""What stands in a field; an empty text or None for nothing."""

_IDENTIFIERS = tuple(kind.value for kind in IdentifierKind)
_PLAIN = (
    "line_no", "lot", "category", "description", "make", "model", "quantity", "unit", "unit_price", "line_value",
    "receiving_unit", "location", "kit_contents", "order_reference", "warranty_months", "remark",
)  # fmt: skip
_RELIED_ON = frozenset({*_IDENTIFIERS, "quantity", "unit", "make", "model", "kit_contents"})
DETAIL = "detail"
"""The field of a change in a column that no field has; its heading stands beside it."""


class ChangeKind(enum.StrEnum):
    """How the new version differs in one line."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


class LineStep(enum.StrEnum):
    """What became of a line with a version of the list: the values of the register.

    A line that is gone is `WITHDRAWN`, or `KEPT` as an item that is not on the list where something was found.
    `LISTED` is one that was not on the list and now is; `RESTORED` one that was withdrawn before.
    """

    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    LISTED = "listed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class KnownLine:
    """An item of the handover with what was found. `list_no` is the list that it came with, by the place of its first
    version (from 0); None for what came with none. `checks` are the records that hold.
    """

    item: Item
    finding: Finding | None = None
    conflict: bool = False
    list_no: int | None = None
    has_photos: bool = False
    checks: tuple[Uid, ...] = ()

    @property
    def is_checked(self) -> bool:
        """Whether a person said what there is."""
        return self.conflict or (self.finding is not None and self.finding.outcome is not Outcome.NOT_CHECKED)

    @property
    def stays(self) -> bool:
        """Whether it stays on the handover although the list has it no more: something of it was there, or shown."""
        found = self.finding is not None and self.finding.presented > 0
        return self.conflict or self.has_photos or found


@dataclass(frozen=True, slots=True)
class NewRow:
    """A line of the new version. `row` is its row in the sheet. One that is not `readable` changes nothing; of one
    that is `marked` every field counts, whatever columns the list has.
    """

    row: int
    line: AssetLine
    readable: bool = True
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """Which fields the new version has columns for, and the headings of all its columns.

    What it has no column for it does not change.
    """

    fields: frozenset[str]
    headings: frozenset[str] = frozenset()


EVERYTHING = Stated(frozenset({*_PLAIN, *_IDENTIFIERS}))
"""What a list with every column states."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs; `heading` is of a column that no field has."""

    field: str
    before: Value
    after: Value
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that differs. `known` is the old one (also of an added line that was withdrawn before), `line` the new
    one as it would stand, `place` its place among the rows of the new version (from 0), `row` its row in the sheet.
    """

    kind: ChangeKind
    known: KnownLine | None
    line: AssetLine | None = None
    place: int | None = None
    row: int | None = None
    fields: tuple[FieldChange, ...] = ()
    doubtful: bool = False

    @property
    def key(self) -> str:
        """What names the difference, as long as neither the list nor the pairs change."""
        return self.known.item.uid if self.known else f"#{self.place}"

    @property
    def step(self) -> LineStep | None:
        """What becomes of the item that is there already when the difference is accepted; None where there is none."""
        if self.known is None:
            return None
        if self.kind is ChangeKind.GONE:
            return LineStep.KEPT if self.known.stays else LineStep.WITHDRAWN
        if self.kind is ChangeKind.ADDED:
            return LineStep.RESTORED
        return LineStep.LISTED if self.known.item.origin is Origin.EXTRA else LineStep.CHANGED

    @property
    def needs_second_look(self) -> bool:
        """Whether it changes what a check relied on."""
        return (
            self.known is not None and self.known.is_checked and relies_on(self.known.item.asset, self.fields)
        )

    @property
    def is_usual(self) -> bool:
        """Whether it is accepted unless a person thinks otherwise: it is in no doubt and touches no check."""
        is_checked = self.known is not None and self.known.is_checked
        if self.kind is ChangeKind.GONE:
            return False
        return not self.doubtful and not (is_checked and self.needs_second_look)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What a person decided about pairs: `together` are (uid of the item, place of the row), `apart` likewise."""

    together: frozenset[tuple[Uid, int]] = frozenset()
    apart: frozenset[tuple[Uid, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class ListTotals:
    """Lines on the list, their pieces (in their units) and their value per currency."""

    lines: int
    pieces: Decimal
    values: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A new version beside what stands: the differences in the order added, changed, gone; how many lines say the
    same; how many rows could not be read and so change nothing; whether the lines come in another order.
    """

    differences: tuple[Difference, ...]
    unchanged: int
    unread: int
    reordered: bool
    before: ListTotals

    def of(self, kind: ChangeKind) -> tuple[Difference, ...]:
        """Return the differences of a kind."""
        return tuple(one for one in self.differences if one.kind is kind)

    def totals_after(self, accepted: Collection[str]) -> ListTotals:
        """Return what the list amounts to once the differences of these keys are accepted."""
        lines, pieces = self.before.lines, self.before.pieces
        values = [*self.before.values]
        for one in self.differences:
            if one.key not in accepted:
                continue
            if one.line is not None:
                lines, pieces = lines + 1, pieces + one.line.quantity
                values += [one.line.value] if one.line.value else []
            if one.known is not None and is_on_list(one.known):
                asset = one.known.item.asset
                lines, pieces = lines - 1, pieces - asset.quantity
                values += [Money(asset.value.currency, -asset.value.minor)] if asset.value else []
        return ListTotals(lines, pieces, tuple(money for money in add_up(values) if money.minor))


@dataclass(frozen=True, slots=True)
class LineChange:
    """What a version of a list did to a line; never changed. `version` is that list's place among the handover's,
    from 0. `checks` are the records that held at that moment.
    """

    uid: Uid
    item: Uid
    version: int
    step: LineStep
    before: AssetLine
    after: AssetLine
    checks: tuple[Uid, ...]
    who: str
    at: datetime
    device: str


def is_on_list(known: KnownLine) -> bool:
    """Tell whether a line counts as one of the list."""
    return not known.item.is_withdrawn and known.item.origin is not Origin.EXTRA


def totals_of(lines: Iterable[AssetLine]) -> ListTotals:
    """Add up lines."""
    found = list(lines)
    return ListTotals(
        len(found),
        sum((line.quantity for line in found), Decimal(0)),
        add_up(line.value for line in found if line.value is not None),
    )


def merge_line(old: AssetLine, new: AssetLine, stated: Stated) -> AssetLine:
    """Return the old line with all that the new one states."""
    fields: dict[str, Any] = {name: getattr(new, name) for name in _PLAIN if name in stated.fields}
    kinds = {kind for kind in IdentifierKind if kind.value in stated.fields}
    kept = [one for one in old.identifiers if one.kind not in kinds]
    order = list(IdentifierKind)
    identifiers = sorted(
        (*(one for one in new.identifiers if one.kind in kinds), *kept), key=lambda one: order.index(one.kind)
    )
    same = Counter(old.identifiers) == Counter(identifiers)
    details = (*(one for one in old.details if one[0] not in stated.headings), *new.details)
    return replace(
        old,
        **fields,
        identifiers=old.identifiers if same else tuple(identifiers),
        details=old.details if Counter(old.details) == Counter(details) else details,
    )


def lines_beside(before: AssetLine | None, after: AssetLine | None) -> tuple[FieldChange, ...]:
    """Return every field in which something stands in either of two lines, also where both say the same."""
    ours, theirs = _said(before), _said(after)
    return tuple(
        FieldChange(name, one, other, heading)
        for name, heading in dict.fromkeys((*ours, *theirs))
        for one, other in [(ours.get((name, heading), ""), theirs.get((name, heading), ""))]
        if one not in ("", None) or other not in ("", None)
    )


def field_changes(before: AssetLine, after: AssetLine) -> tuple[FieldChange, ...]:
    """Return every field in which two lines differ."""
    return tuple(one for one in lines_beside(before, after) if one.before != one.after)


def relies_on(asset: AssetLine, changes: Iterable[FieldChange]) -> bool:
    """Tell whether a check of this line relied on one of these fields; without identifiers it relied on the words."""
    relied = _RELIED_ON if asset.identifiers else _RELIED_ON | {"description"}
    return any(change.field in relied for change in changes)


def unseen_changes(changes: Iterable[LineChange], bases: Iterable[CheckRecord]) -> tuple[LineChange, ...]:
    """Return the changes of what a result relied on that whoever found it did not know.

    `bases` are the records that the result is from. A record of before the change may also arrive after it, from
    paper or from another laptop.
    """
    found = list(bases)
    return tuple(
        one
        for one in changes
        if any(record.id in one.checks or record.at < one.at for record in found)
        and relies_on(one.before, field_changes(one.before, one.after))
    )


def _said(line: AssetLine | None) -> dict[tuple[str, str], Value]:
    """Return what a line says, by field and, in a column that no field has, by heading."""
    if line is None:
        return {}
    found: dict[tuple[str, str], Value] = {(name, ""): getattr(line, name) for name in _PLAIN}
    for kind in _IDENTIFIERS:
        found[kind, ""] = ", ".join(one.value for one in line.identifiers if one.kind == kind)
    for heading, text in line.details:
        before = found.get((DETAIL, heading))
        found[DETAIL, heading] = f"{before}; {text}" if before else text
    return found
