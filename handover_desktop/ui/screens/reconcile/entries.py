"""The open points as a list: what stops, what asks, what warns, each leading to where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import ItemId
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.domain.terms import say
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator

HEADINGS: Final = {
    Severity.ERROR: N_("Stops finalising"),
    Severity.CONFIRM: N_("To confirm"),
    Severity.WARNING: N_("Worth knowing"),
}
_SHOWN_SINGLY: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a heading, or a point with the item it leads to; without one it leads to the preparation, or to the
    settings.
    """

    text: str
    severity: Severity
    is_heading: bool = False
    item: ItemId | None = None
    in_settings: bool = False
    point: OpenPoint | None = None


def lay_out_points(points: Sequence[OpenPoint], _: Translator) -> tuple[Entry, ...]:
    """Return headings and points in the order of gravity; many open lines become one row."""
    entries: list[Entry] = []
    for severity, heading in HEADINGS.items():
        found = [point for point in points if point.severity is severity]
        if found:
            entries.append(Entry(f"{_(heading)} · {len(found)}", severity, is_heading=True))
            entries += _rows(found, _)
    return tuple(entries)


def count_of(points: Sequence[OpenPoint], severity: Severity) -> int:
    """Return how many points are of `severity`."""
    return sum(point.severity is severity for point in points)


def _rows(points: Sequence[OpenPoint], _: Translator) -> Iterator[Entry]:
    unchecked = [point for point in points if point.point is Point.NO_OUTCOME]
    gathered = len(unchecked) > _SHOWN_SINGLY
    if gathered:
        text = _.n("{count} item is not checked yet.", "{count} items are not checked yet.", len(unchecked))
        yield Entry(text, Severity.ERROR, item=unchecked[0].item)
    for point in points:
        if not (gathered and point.point is Point.NO_OUTCOME):
            text = say(_, point.point.text, dict(point.params))
            in_settings = point.point is Point.NUMBER_WITHOUT_NAME
            yield Entry(text, point.severity, item=point.item, in_settings=in_settings, point=point)
