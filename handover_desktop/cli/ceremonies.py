"""The command of symbolic handovers: the ceremony's protocols of a handover."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from handover_desktop.cli import shapes
from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.symbolic import Grouping, GroupTotal, compare, differing_groups, total_of
from handover_desktop.domain.terms import TERMS, say
from handover_desktop.services.ceremonies import CeremonyStanding

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


def ceremony(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Make a symbolic handover of this one where that is asked for, and show all of them beside what is accepted."""
    with closing(open_register()) as services:
        handover = services.handovers.find(given.reference).id
        made = _make(services, handover, given) if given.make else None
        found = services.ceremonies.standings(made.id if made else handover)
    if console.as_json:
        console.print_json([_data(one) for one in found])
        return 0
    if made:
        console.print(console._("{reference} was made.", reference=made.reference))
    for one in found:
        _print(console, one)
    if not found:
        console.print(console._("{reference} has no ceremony protocol.", reference=given.reference))
    return 0


def _make(services: Services, handover: HandoverId, given: Namespace) -> Handover:
    details = services.ceremonies.propose(handover).details
    if given.place is not None:
        details = replace(details, place=given.place, address="")
    if given.date is not None:
        details = replace(details, handover_date=given.date)
    grouping = Grouping(given.by) if given.by else None
    done = services.ceremonies.make(handover, details=details, grouping=grouping, reference=given.name)
    assert done.handover is not None
    return services.handovers.get(done.handover)


def _print(console: Console, one: CeremonyStanding) -> None:
    _, details = console._, one.handover.details
    day = details.handover_date.isoformat() if details.handover_date else ""
    head = (one.handover.reference, _(TERMS[one.handover.state]), one.handover.number, details.place, day)
    console.print("  ".join(part for part in head if part))
    for group in one.stated:
        console.print(f"  {group.name or '–'}: {_figures(console, group)}")
    console.print("  " + say(_, _("Stated: {figures}"), {"figures": total_of(one.stated)}))
    console.print("  " + say(_, _("Accepted: {figures}"), {"figures": total_of(one.accepted)}))
    if one.open_lines:
        console.print(
            "  "
            + _.n("{count} item is not checked yet.", "{count} items are not checked yet.", one.open_lines)
        )
    for stated, accepted in differing_groups(one.stated, one.accepted):
        differs = _("Differs: {group}", group=stated.name or "–")
        console.print(f"  {differs}: {_figures(console, stated)} → {_figures(console, accepted)}")


def _figures(console: Console, total: GroupTotal) -> str:
    return say(console._, "{figures}", {"figures": total})


def _data(one: CeremonyStanding) -> shapes.Data:
    difference = compare(total_of(one.stated), total_of(one.accepted))
    return {
        "reference": one.handover.reference,
        "state": one.handover.state,
        "number": one.handover.number,
        "place": one.handover.details.place,
        "date": one.handover.details.handover_date,
        "stated": _total(total_of(one.stated)),
        "stated_groups": _groups(one.stated),
        "accepted": _total(total_of(one.accepted)),
        "accepted_groups": _groups(one.accepted),
        "open_lines": one.open_lines,
        "difference": {
            "lines": difference.lines,
            "pieces": format(difference.pieces, "f"),
            "values": shapes.values(difference.values),
        },
    }


def _groups(groups: Iterable[GroupTotal]) -> list[shapes.Data]:
    return [{"group": group.name, **_total(group)} for group in groups]


def _total(total: GroupTotal) -> shapes.Data:
    return {"lines": total.lines, "pieces": format(total.pieces, "f"), "values": shapes.values(total.values)}
