"""The symbolic handover: groups and totals of a list, signed at a ceremony, and how they agree with the item-level
protocol of the same handover.

What a symbolic protocol states is listed, not checked. Either protocol may come first; the later one cites the
earlier, and says in figures where they differ. Neither ever stops the other.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money, add_up
from handover_desktop.domain.tally import TAKEN_OVER, Share, shares

ListedLine = tuple[AssetLine, Origin, Finding | None]
"""An item of a handover: what the list says, how it came there, what was found."""


class Grouping(enum.StrEnum):
    """What the lines of a list are put together by."""

    CATEGORY = "category"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class StandsFor:
    """What makes a handover a symbolic one: the uid of the handover whose list it states, and how it groups it."""

    handover: Uid
    grouping: Grouping = Grouping.CATEGORY


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The figures of one group; `name` is empty for lines without one. `values` has one amount for each currency,
    never added up over them; `unpriced` counts lines that `values` cannot include.
    """

    name: str
    lines: int
    pieces: Decimal
    values: tuple[Money, ...]
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class CitedProtocol:
    """One of the two protocols of a handover, as the other one cites it: what it stated, by groups."""

    number: str
    digest: str
    day: date | None
    place: str
    grouping: Grouping
    groups: tuple[GroupTotal, ...]

    @property
    def total(self) -> GroupTotal:
        """What it states in all."""
        return total_of(self.groups)


@dataclass(frozen=True, slots=True)
class SymbolicContent:
    """What a symbolic protocol states: the list of the handover `reference` as it stood at `taken_at`.

    `recorded` is the item-level protocol, where that was finalised first.
    """

    reference: str
    grouping: Grouping
    groups: tuple[GroupTotal, ...]
    taken_at: datetime
    recorded: CitedProtocol | None = None

    @property
    def total(self) -> GroupTotal:
        """What it states in all."""
        return total_of(self.groups)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more is recorded than stated, less where negative; currencies that agree are left out."""

    lines: int
    pieces: Decimal
    values: tuple[Money, ...]

    def __bool__(self) -> bool:
        """Tell whether there is any difference."""
        return bool(self.lines or self.pieces or self.values)


def propose_grouping(assets: Iterable[AssetLine]) -> Grouping:
    """Return how a list is best put together: by lot only where it has lots and no categories."""
    found = list(assets)
    by_lot = any(asset.lot for asset in found) and not any(asset.category for asset in found)
    return Grouping.LOT if by_lot else Grouping.CATEGORY


def listed_groups(lines: Iterable[ListedLine], grouping: Grouping) -> tuple[GroupTotal, ...]:
    """Add up what is listed, by groups in the order of the list; what was found besides the list is left out."""
    by_group: dict[str, list[AssetLine]] = {}
    for asset, origin, _finding in lines:
        if origin is not Origin.EXTRA:
            by_group.setdefault(_name(asset, grouping), []).append(asset)
    return tuple(_listed(name, assets) for name, assets in by_group.items())


def accepted_groups(lines: Iterable[ListedLine], grouping: Grouping) -> tuple[GroupTotal, ...]:
    """Add up what is accepted in any way, by groups in the order of the list; groups of nothing are left out."""
    by_group: dict[str, list[Share]] = {}
    for asset, origin, finding in lines:
        for share in shares(asset, origin, finding):
            if share.group in TAKEN_OVER:
                by_group.setdefault(_name(asset, grouping), []).append(share)
    return tuple(_accepted(name, found) for name, found in by_group.items())


def total_of(groups: Iterable[GroupTotal]) -> GroupTotal:
    """Add up groups."""
    found = list(groups)
    return GroupTotal(
        "",
        sum(group.lines for group in found),
        sum((group.pieces for group in found), Decimal(0)),
        add_up(money for group in found for money in group.values),
        sum(group.unpriced for group in found),
    )


def compare(stated: GroupTotal, recorded: GroupTotal) -> Difference:
    """Return how `recorded` differs from what was `stated`."""
    less = (Money(money.currency, -money.minor) for money in stated.values)
    values = add_up((*recorded.values, *less))
    return Difference(
        recorded.lines - stated.lines,
        recorded.pieces - stated.pieces,
        tuple(money for money in values if money.minor),
    )


def differing_groups(
    stated: Iterable[GroupTotal], recorded: Iterable[GroupTotal]
) -> tuple[tuple[GroupTotal, GroupTotal], ...]:
    """Return (stated, recorded) of every group that differs, in the order in which they were stated."""
    before = {group.name: group for group in stated}
    after = {group.name: group for group in recorded}
    pairs = (
        (before.get(name, _nothing(name)), after.get(name, _nothing(name)))
        for name in dict.fromkeys([*before, *after])
    )
    return tuple(pair for pair in pairs if compare(*pair))


def _name(asset: AssetLine, grouping: Grouping) -> str:
    return (asset.lot if grouping is Grouping.LOT else asset.category).strip()


def _listed(name: str, assets: list[AssetLine]) -> GroupTotal:
    values = [asset.value for asset in assets]
    return GroupTotal(
        name,
        len(assets),
        sum((asset.quantity for asset in assets), Decimal(0)),
        add_up(value for value in values if value is not None),
        sum(value is None for value in values),
    )


def _accepted(name: str, found: list[Share]) -> GroupTotal:
    return GroupTotal(
        name,
        sum(share.is_main for share in found),
        sum((share.pieces for share in found), Decimal(0)),
        add_up(share.value for share in found if share.value is not None),
        sum(share.value is None for share in found),
    )


def _nothing(name: str) -> GroupTotal:
    return GroupTotal(name, 0, Decimal(0), ())
