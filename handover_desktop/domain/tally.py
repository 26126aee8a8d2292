"""What a handover amounts to: lines, pieces and value by outcome, never mixing currencies."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.money import Money, add_up


class Group(enum.StrEnum):
    """The rows of the summary: where the pieces of the list ended up."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_REMARKS = "accepted-with-remarks"
    PARTLY_ACCEPTED = "partly-accepted"
    NOT_ACCEPTED = "not-accepted"
    MISSING = "missing"
    NOT_CHECKED = "not-checked"
    SURPLUS = "surplus"


TAKEN_OVER = (Group.ACCEPTED, Group.ACCEPTED_WITH_REMARKS, Group.PARTLY_ACCEPTED)


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one line that falls into one group; `is_main` where the line itself is counted there."""

    group: Group
    pieces: Decimal
    value: Money | None
    is_main: bool


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One row of the summary. `unpriced` counts lines without a price, which `values` cannot include."""

    group: Group
    lines: int
    pieces: Decimal
    values: tuple[Money, ...]
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The summary of a handover: `rows` for every group that has lines or pieces, in the order of `Group`."""

    rows: tuple[TallyRow, ...]

    def total(self, *groups: Group) -> TallyRow:
        """Return the sum over `groups`, as a row of the first of them.

        When none is named, over all but the surplus: the whole list, and what was accepted although it is not on it.
        """
        wanted = groups or tuple(group for group in Group if group is not Group.SURPLUS)
        rows = [row for row in self.rows if row.group in wanted]
        return TallyRow(
            wanted[0],
            sum(row.lines for row in rows),
            sum((row.pieces for row in rows), Decimal(0)),
            add_up(money for row in rows for money in row.values),
            sum(row.unpriced for row in rows),
        )

    @property
    def taken_over(self) -> TallyRow:
        """What is accepted in any way."""
        return self.total(*TAKEN_OVER)


def shares(asset: AssetLine, origin: Origin, finding: Finding | None) -> tuple[Share, ...]:
    """Split a line into the groups its pieces belong to; listed pieces are never lost or counted twice."""
    if finding is None or finding.outcome is Outcome.NOT_CHECKED:
        group = Group.SURPLUS if origin is Origin.EXTRA else Group.NOT_CHECKED
        return (Share(group, asset.quantity, asset.value, True),)
    if origin is Origin.EXTRA and not finding.outcome.takes_over:
        return (Share(Group.SURPLUS, asset.quantity, asset.value, True),)
    main = Group(finding.outcome.value)
    refused = finding.presented - finding.accepted
    short = max(asset.quantity - finding.presented, Decimal(0))
    parts: list[tuple[Group, Decimal]] = []
    if finding.outcome.takes_over:
        parts.append((main, finding.accepted))
    parts += [(Group.NOT_ACCEPTED, refused)] if refused or main is Group.NOT_ACCEPTED else []
    parts += [(Group.MISSING, short)] if short or main is Group.MISSING else []
    values = _split_value(asset, [pieces for _, pieces in parts])
    return tuple(
        Share(group, pieces, value, group is main)
        for (group, pieces), value in zip(parts, values, strict=True)
    )


def _split_value(asset: AssetLine, pieces: list[Decimal]) -> list[Money | None]:
    """Return the value of each part; where they make up the line, the last one takes what rounding leaves."""
    values = [asset.value_of(part) for part in pieces]
    whole, *others = asset.value, *values[:-1]
    if whole is not None and sum(pieces) == asset.quantity:
        values[-1] = Money(whole.currency, whole.minor - sum(v.minor for v in others if v is not None))
    return values


def tally(lines: Iterable[tuple[AssetLine, Origin, Finding | None]]) -> Tally:
    """Add up the shares of all lines."""
    collected: dict[Group, list[Share]] = {}
    for asset, origin, finding in lines:
        for share in shares(asset, origin, finding):
            collected.setdefault(share.group, []).append(share)
    return Tally(tuple(_row(group, collected[group]) for group in Group if group in collected))


def _row(group: Group, found: list[Share]) -> TallyRow:
    return TallyRow(
        group,
        sum(share.is_main for share in found),
        sum((share.pieces for share in found), Decimal(0)),
        add_up(share.value for share in found if share.value is not None),
        sum(share.value is None for share in found),
    )
