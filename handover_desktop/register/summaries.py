"""A handover in the list of handovers, from its row and its counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.states import State
from handover_desktop.register.columns import day_of, instant_of


@dataclass(frozen=True, slots=True)
class HandoverSummary:
    """A handover in the list of handovers. `lines` counts its items, `checked` those that need no check any more,
    `exceptions` those that are anything but open or plainly accepted. A symbolic one has no items. `number` is that of
    the protocol that counts, empty where there is none; `voided` tells how many count no more.
    """

    id: HandoverId
    uid: Uid
    reference: str
    state: State
    title: str
    project: str
    place: str
    handover_date: date | None
    created_at: datetime
    changed_at: datetime
    number: str
    demo: bool
    lines: int
    checked: int
    exceptions: int
    symbolic: bool = False
    voided: int = 0


def summary(row: Mapping[str, Any]) -> HandoverSummary:
    """Return a handover in the list, from its row and its counts."""
    return HandoverSummary(
        id=HandoverId(row["id"]),
        uid=Uid(row["uid"]),
        reference=row["reference"],
        state=State(row["state"]),
        title=row["title"],
        project=row["project"],
        place=row["place"],
        handover_date=day_of(row["handover_date"]),
        created_at=instant_of(row["created_at"], row["created_offset"]),
        changed_at=instant_of(row["changed_at"], row["changed_offset"]),
        number=row["number"],
        demo=bool(row["demo"]),
        lines=int(row["lines"] or 0),
        checked=int(row["checked"] or 0),
        exceptions=int(row["exceptions"] or 0),
        symbolic=row["symbolic_of"] is not None,
        voided=int(row["voided"]),
    )
