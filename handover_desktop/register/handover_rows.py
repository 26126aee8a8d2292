"""Handovers as rows of tables, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from handover_desktop.domain.handovers import (
    Capacity,
    Clause,
    CommissionMember,
    HandoverDetails,
    Party,
    PartyRole,
    ReceivingUnit,
)
from handover_desktop.register.columns import json_list, json_text, optional_instant
from handover_desktop.register.tables import ClauseRow, CommissionMemberRow, PartyRow, ReceivingUnitRow

PARTS = (PartyRow, CommissionMemberRow, ReceivingUnitRow, ClauseRow)
"""The tables of what a handover has several of, in the order of `part_columns`."""

PLAIN_DETAILS = (
    "title",
    "project",
    "agreement",
    "legal_basis",
    "place",
    "address",
    "commission_decision",
    "originals",
    "distribution",
)


def reference_key(reference: str) -> str:
    """Return the form in which two spellings of a reference are equal."""
    return " ".join(reference.casefold().split())


def detail_columns(details: HandoverDetails) -> dict[str, object]:
    """Return the columns of the details that stand in the handover's own row."""
    starts_at, starts_offset = optional_instant(details.starts_at)
    ends_at, ends_offset = optional_instant(details.ends_at)
    return {
        **{name: getattr(details, name) for name in PLAIN_DETAILS},
        "handover_date": details.handover_date.isoformat() if details.handover_date else None,
        "starts_at": starts_at,
        "starts_offset": starts_offset,
        "ends_at": ends_at,
        "ends_offset": ends_offset,
        "languages": json_text(details.languages),
        "paper": details.paper.value,
        "donor": json_text(details.donor),
        "logos": json_text(details.logos),
    }


def part_columns(details: HandoverDetails) -> tuple[list[dict[str, Any]], ...]:
    """Return the rows of the tables in `PARTS`, without handover and position."""
    parties = [
        {
            "role": p.role.value,
            "name": p.name,
            "name_local": p.name_local,
            "address": p.address,
            "representative": p.representative,
            "function": p.function,
            "mandate": p.mandate,
            "signs": p.signs,
        }
        for p in details.parties
    ]
    members = [
        {"name": m.name, "function": m.function, "capacity": m.capacity.value, "team": m.team}
        for m in details.commission
    ]
    units = [{"code": u.code, "name": u.name, "name_local": u.name_local} for u in details.receiving_units]
    clauses = [{"key": c.key, "texts": json_text(c.texts)} for c in details.clauses]
    return parties, members, units, clauses


def party(row: RowMapping) -> Party:
    """Return a party from its row."""
    return Party(
        role=PartyRole(row["role"]),
        name=row["name"],
        name_local=row["name_local"],
        address=row["address"],
        representative=row["representative"],
        function=row["function"],
        mandate=row["mandate"],
        signs=bool(row["signs"]),
    )


def member(row: RowMapping) -> CommissionMember:
    """Return a member of the commission from its row."""
    return CommissionMember(row["name"], row["function"], Capacity(row["capacity"]), row["team"])


def unit(row: RowMapping) -> ReceivingUnit:
    """Return a receiving unit from its row."""
    return ReceivingUnit(row["code"], row["name"], row["name_local"])


def clause(row: RowMapping) -> Clause:
    """Return a clause from its row."""
    return Clause(row["key"], tuple((language, text) for language, text in json_list(row["texts"])))
