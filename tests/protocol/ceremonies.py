"""Symbolic protocols of sample lists, and item-level ones that have to agree with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.symbolic import (
    CitedProtocol,
    Grouping,
    GroupTotal,
    SymbolicContent,
    listed_groups,
)
from handover_desktop.protocol.pages.clauses import symbolic_clauses
from tests.protocol.samples import BOTH, PARTIES, all_accepted, moment, snapshot, translators, vehicles

GROUPS = listed_groups(
    [(item.asset, item.origin, None) for item in all_accepted(vehicles())], Grouping.CATEGORY
)
"""What the demo list has: 41 patrol vehicles, 8 pick-ups and 23 vans, EUR 1,699,900.00."""

_VAN = Money("EUR", 2_853_261)
RECORDED = CitedProtocol(
    "SAMPLE-2024-0001",
    "4e1d" * 16,
    date(2024, 12, 5),
    "Belgrade, sample yard",
    Grouping.CATEGORY,
    (
        *(group for group in GROUPS if group.name != "Van"),
        GroupTotal("Van", 22, Decimal(22), (Money("EUR", 65_625_000 - _VAN.minor),)),
    ),
)
"""The item-level protocol of the same list: one van is missing."""

CEREMONY = CitedProtocol(
    "SAMPLE-2024-0002", "77aa" * 16, date(2024, 12, 2), "Palace of Samples", Grouping.CATEGORY, GROUPS
)


def ceremony_snapshot(
    *, recorded: CitedProtocol | None = None, languages: tuple[str, ...] = BOTH, parties: int = 2
) -> Snapshot:
    """The symbolic protocol of the demo's vehicles, its day three days before the check."""
    base = snapshot(())
    donor = Party(PartyRole.DONOR, "Delegation of Samples", "Делегација примера", signs=False)
    details = replace(
        base.details,
        title="Symbolic handover of sample vehicles",
        place="Palace of Samples",
        address="Sample square 1",
        handover_date=date(2024, 12, 2),
        starts_at=None,
        ends_at=None,
        parties=(*PARTIES[:parties], donor),
        commission=(),
        commission_decision="",
        receiving_units=(),
        clauses=symbolic_clauses(languages, translators()),
    )
    content = SymbolicContent("HO-2024-0001", Grouping.CATEGORY, GROUPS, moment(7, 30), recorded)
    return replace(
        base, reference="HO-2024-0001/C1", number=CEREMONY.number, details=details, symbolic=content
    )
