"""Findings of the physical check: append-only records, and the one result they amount to."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.canonical import LATER
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import Identifier, same_identifier
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.sheets import ItemSheet, has_exceptions


class Outcome(enum.StrEnum):
    """What was found for an item."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_REMARKS = "accepted-with-remarks"
    NOT_ACCEPTED = "not-accepted"
    MISSING = "missing"
    PARTLY_ACCEPTED = "partly-accepted"
    NOT_CHECKED = "not-checked"

    @property
    def takes_over(self) -> bool:
        """Whether something is taken over under this outcome."""
        return self in _TAKING_OVER


_TAKING_OVER = frozenset({Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS, Outcome.PARTLY_ACCEPTED})
_MOST_PIECES = Decimal(10**9)
NEEDS_REMARK = frozenset({Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED})


class Qualifier(enum.StrEnum):
    """A limit on what was checked."""

    SEALED = "sealed-contents-not-inspected"


class RemarkType(enum.StrEnum):
    """What a remark is about."""

    DAMAGE = "damage"
    MISSING_ACCESSORY = "missing-accessory"
    IDENTITY_MISMATCH = "identity-mismatch"
    DOCUMENTS_MISSING = "documents-missing"
    NOT_FUNCTIONING = "not-functioning"
    SHORTAGE = "shortage"
    OTHER = "other"


class Settlement(enum.StrEnum):
    """How what an earlier protocol left open was settled."""

    LATE = "late"
    REPLACED = "replaced"
    REPAIRED = "repaired"


class Method(enum.StrEnum):
    """How an item was found and recorded."""

    SCANNED = "scanned"
    TYPED = "typed"
    CLICKED = "clicked"
    COMMAND = "command"
    UNDO = "undo"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Remark:
    """A reservation and what was agreed about it."""

    text: str
    type: RemarkType = RemarkType.OTHER
    agreed_action: str = ""
    responsible: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person found for one item. `presented` and `accepted` are in the line's unit.

    `readings` are identifiers read on the object where they differ from the list, or where the list has none.
    `confirmed` names the doubts that the person confirmed "as on the object". `settlement` says, for what an
    earlier protocol left open, how it was settled; a replaced item has another identifier than the list says.
    `sheet` is what else was noted, where anything was.
    """

    outcome: Outcome
    presented: Decimal
    accepted: Decimal
    qualifier: Qualifier | None = None
    remark: Remark | None = None
    readings: tuple[Identifier, ...] = ()
    confirmed: tuple[str, ...] = ()
    settlement: Settlement | None = field(default=None, metadata=LATER)
    sheet: ItemSheet | None = field(default=None, metadata=LATER)

    @property
    def is_replaced(self) -> bool:
        """Whether another item came in place of the listed one."""
        return self.settlement is Settlement.REPLACED


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One recorded finding; never changed, only replaced by a later record that names it.

    `finding` is None where the record withdraws what it replaces (an undo to "not looked at yet").
    `at` carries the local offset. `device` is the laptop's code.
    """

    id: Uid
    item: Uid
    finding: Finding | None
    who: str
    at: datetime
    device: str
    method: Method
    replaces: tuple[Uid, ...] = ()


def heads(records: Iterable[CheckRecord]) -> tuple[CheckRecord, ...]:
    """Return the records that no other record replaces; more than one is a conflict, whatever their order."""
    by_id = {record.id: record for record in records}
    replaced = {old for record in by_id.values() for old in record.replaces}
    return tuple(by_id[uid] for uid in sorted(by_id) if uid not in replaced)


def default_quantities(asset: AssetLine, outcome: Outcome) -> tuple[Decimal, Decimal]:
    """Return (presented, accepted) that `outcome` means where nobody counted."""
    if outcome.takes_over:
        return asset.quantity, asset.quantity
    if outcome is Outcome.NOT_ACCEPTED:
        return asset.quantity, Decimal(0)
    return Decimal(0), Decimal(0)


def outcome_for_counts(outcome: Outcome, asset: AssetLine, presented: Decimal, accepted: Decimal) -> Outcome:
    """Return the outcome that the counts amount to: fewer accepted than listed is partly accepted."""
    if outcome in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS) and 0 < accepted < asset.quantity:
        return Outcome.PARTLY_ACCEPTED
    return outcome


def check_finding(asset: AssetLine, finding: Finding) -> None:
    """Raise DomainError where a finding contradicts itself; what is merely unusual passes."""
    _check_counts(asset, finding)
    if finding.outcome in NEEDS_REMARK and not (finding.remark and finding.remark.text.strip()):
        raise DomainError(Code.REMARK_NEEDED, outcome=finding.outcome)
    if finding.outcome.takes_over and finding.remark is None and has_exceptions(finding.sheet):
        raise DomainError(Code.SHEET_NEEDS_REMARK)
    if finding.outcome is Outcome.ACCEPTED and not finding.is_replaced:
        for listed, read in mismatches(asset, finding.readings):
            raise DomainError(Code.IDENTITY_MISMATCH, read=read.value, listed=listed.value)


def _check_counts(asset: AssetLine, finding: Finding) -> None:
    presented, accepted = finding.presented, finding.accepted
    for value in (presented, accepted):
        if value < 0:
            raise DomainError(Code.QUANTITY_NEGATIVE, value=value)
        if asset.quantity == asset.quantity.to_integral_value() and value != value.to_integral_value():
            raise DomainError(Code.QUANTITY_NOT_WHOLE, value=value)
        if value > max(_MOST_PIECES, asset.quantity) or value != round(value, 3):
            raise DomainError(Code.QUANTITY_NOT_A_NUMBER, value=value)
    if accepted > presented:
        raise DomainError(Code.ACCEPTED_OVER_PRESENTED, accepted=accepted, presented=presented)
    taken = accepted > 0
    contradicts = finding.outcome.takes_over != taken and asset.quantity > 0
    whole = finding.outcome is Outcome.ACCEPTED and accepted < presented
    gone = finding.outcome is Outcome.MISSING and presented > 0
    part = finding.outcome is Outcome.PARTLY_ACCEPTED and accepted >= max(presented, asset.quantity)
    if contradicts or whole or gone or part:
        raise DomainError(
            Code.QUANTITY_CONTRADICTS, presented=presented, accepted=accepted, outcome=finding.outcome
        )


def mismatches(asset: AssetLine, readings: Iterable[Identifier]) -> list[tuple[Identifier, Identifier]]:
    """Return (listed, read) for each reading that differs from every listed identifier of its kind."""
    found = []
    for read in readings:
        listed = [i for i in asset.identifiers if i.kind is read.kind]
        if listed and not any(same_identifier(i.value, read.value) for i in listed):
            found.append((listed[0], read))
    return found


def identifiers_as_found(asset: AssetLine, finding: Finding | None) -> tuple[Identifier, ...]:
    """Return the identifiers as read on the object where they were read, otherwise as listed."""
    readings = finding.readings if finding else ()
    read_kinds = {reading.kind for reading in readings}
    return (*readings, *(one for one in asset.identifiers if one.kind not in read_kinds))
