"""What a protocol leaves open, and what a supplementary one therefore carries over: exactly that, and once.

Open are pieces of the list that were not taken over, whatever the reason; a decision that nobody made about an item
that is not on the list; and what was agreed about something that was taken over, such as a repair or a second key.
What was refused and is not on the list is owed by nobody and goes back to who brought it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome, Remark
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.texts import N_

AGREED_ACTION, RESPONSIBLE, DEADLINE = N_("Agreed action"), N_("Responsible"), N_("Deadline")


def open_pieces(item: SnapshotItem) -> Decimal:
    """Return how many pieces of the line were not taken over; more than listed never makes less than nothing."""
    finding = item.finding
    if finding is None or finding.outcome is Outcome.NOT_CHECKED:
        return item.asset.quantity
    if item.origin is Origin.EXTRA:
        return Decimal(0)
    return max(item.asset.quantity - finding.accepted, Decimal(0))


def is_open_point(item: SnapshotItem) -> bool:
    """Tell whether no piece is open and yet something is: what was agreed about what was taken over."""
    if open_pieces(item):
        return False
    if not item.asset.quantity:
        return not _is_settled(item.finding)
    finding = item.finding
    return finding is not None and finding.outcome.takes_over and _is_agreed(finding.remark)


def is_open(item: SnapshotItem) -> bool:
    """Tell whether a supplementary protocol has to carry this item over."""
    return bool(open_pieces(item)) or is_open_point(item)


def _is_settled(finding: Finding | None) -> bool:
    """Tell whether a point that was carried over is done with."""
    if finding is None or finding.outcome not in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS):
        return False
    return not _is_agreed(finding.remark)


def _is_agreed(remark: Remark | None) -> bool:
    """Tell whether a remark asks for something: an action, somebody who sees to it, or a day."""
    return remark is not None and bool(remark.agreed_action or remark.responsible or remark.deadline)


def carry_over(item: SnapshotItem, say: Callable[[str], str]) -> AssetLine:
    """Return the line that a supplementary protocol has for an open item; `say` translates the words of details.

    It keeps number and identifiers, has only the open pieces with their part of the value, none for an open point,
    and the remark with what was agreed.
    """
    line = _with_value(item.asset, open_pieces(item), item.finding)
    finding = item.finding
    if finding is None or finding.outcome is Outcome.NOT_CHECKED or finding.remark is None:
        return line
    return replace(line, remark=finding.remark.text, details=_details(line, finding.remark, say))


def _with_value(asset: AssetLine, pieces: Decimal, finding: Finding | None) -> AssetLine:
    if pieces == asset.quantity:
        return asset
    whole = asset.value
    if not pieces:
        free = Money(whole.currency, 0) if whole else None
        return replace(asset, quantity=Decimal(0), unit_price=free, line_value=None)
    if asset.unit_price is not None:
        return replace(asset, quantity=pieces, line_value=asset.value_of(pieces))
    taken = asset.value_of(finding.accepted) if finding else None
    rest = Money(whole.currency, whole.minor - taken.minor) if whole and taken else whole
    return replace(asset, quantity=pieces, line_value=rest)


def _details(line: AssetLine, remark: Remark, say: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    """Return the details of the line with what was agreed, in place of what was agreed before."""
    agreed = (
        (say(AGREED_ACTION), remark.agreed_action),
        (say(RESPONSIBLE), remark.responsible),
        (say(DEADLINE), remark.deadline.isoformat() if remark.deadline else ""),
    )
    names = {name for name, _text in agreed}
    kept = tuple(detail for detail in line.details if detail[0] not in names)
    return kept + tuple(detail for detail in agreed if detail[1])
