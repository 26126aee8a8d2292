"""What the rows of figures of a symbolic handover have to say, worked out from the snapshot anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.symbolic import (
    Difference,
    GroupTotal,
    accepted_groups,
    compare,
    differing_groups,
    total_of,
)
from handover_desktop.formats import Formats
from handover_desktop.protocol.pages.figures import FiguresShown

Expected = tuple[FiguresShown, list[str]]
"""A row, and the texts that stand in it, each by itself."""


def expected_figures(snapshot: Snapshot, formats: Formats) -> Iterator[Expected]:
    """Return every row of figures that the pages have, with its texts."""
    symbolic = snapshot.symbolic
    if symbolic is not None:
        for group in symbolic.groups:
            yield FiguresShown("group", name=group.name), _figures(group, formats)
        yield FiguresShown("total"), _figures(total_of(symbolic.groups), formats)
        recorded = symbolic.recorded
        if recorded and differing_groups(symbolic.groups, recorded.groups):
            yield from _compared(recorded.number, symbolic.groups, recorded.groups, formats)
    lines = [(item.asset, item.origin, item.finding) for item in snapshot.items]
    for cited in snapshot.ceremonies:
        yield from _compared(cited.number, cited.groups, accepted_groups(lines, cited.grouping), formats)


def _compared(
    number: str, stated: Sequence[GroupTotal], accepted: Sequence[GroupTotal], formats: Formats
) -> Iterator[Expected]:
    before, after = total_of(stated), total_of(accepted)
    yield FiguresShown("before", number), _figures(before, formats)
    yield FiguresShown("after", number), _figures(after, formats)
    yield FiguresShown("difference", number), _differing(compare(before, after), formats)
    for one, other in differing_groups(stated, accepted):
        about = FiguresShown("of-difference", number, one.name)
        yield about, _differing(compare(one, other), formats)


def _figures(total: GroupTotal, formats: Formats) -> list[str]:
    counts = [formats.number(Decimal(total.lines)), formats.number(total.pieces)]
    return counts + [formats.amount(money.amount) for money in total.values]


def _differing(difference: Difference, formats: Formats) -> list[str]:
    counts = [_signed(count, formats) for count in (Decimal(difference.lines), difference.pieces) if count]
    return counts + [_signed_amount(money, formats) for money in difference.values]


def _signed(count: Decimal, formats: Formats) -> str:
    return _sign(count) + formats.number(abs(count))


def _signed_amount(money: Money, formats: Formats) -> str:
    return _sign(money.minor) + formats.amount(abs(money.amount))


def _sign(count: Decimal | int) -> str:
    return "+" if count > 0 else "\N{MINUS SIGN}"
