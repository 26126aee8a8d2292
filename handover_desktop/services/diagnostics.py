"""What helps to find a fault, and says nothing of anyone: counts and versions of an open register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handover_desktop.register.driver import SCHEMA_VERSION
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading


class Diagnostics:
    """The register's part of the diagnostics."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def of_register(self) -> tuple[tuple[str, str], ...]:
        """Return size, version and counts of the register: (what, how much)."""
        path = self._workplace.register.path
        with self._workplace.reading() as store:
            counts = _count(store)
        size = path.stat().st_size
        return (("register size", f"{size} bytes"), ("register version", str(SCHEMA_VERSION)), *counts)


def _count(store: Reading) -> tuple[tuple[str, str], ...]:
    summaries = store.handovers()
    states: dict[str, int] = {}
    for one in summaries:
        states[one.state.value] = states.get(one.state.value, 0) + 1
    sequence, _hash = store.audit_head()
    return (
        ("handovers", str(len(summaries))),
        *((f"handovers {state}", str(count)) for state, count in sorted(states.items())),
        ("lines", str(sum(one.lines for one in summaries))),
        ("lines of the largest list", str(max((one.lines for one in summaries), default=0))),
        ("journal entries of this laptop", str(sequence)),
    )
