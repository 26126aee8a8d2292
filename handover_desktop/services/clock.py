"""The clock of the laptop: confirmed by a person, watched for going back, never set by this program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from handover_desktop.domain.clock import (
    CONFIRMED,
    JUMPED,
    SEEN,
    SLACK,
    ClockJump,
    ClockReading,
    ClockRecord,
    read_jump,
    read_reading,
    went_back,
)
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.domain.audit import AuditEntry
    from handover_desktop.register import Reading

_NONE: Final = timedelta()
_CREATED: Final = ("handover-created", "supplement-created", "ceremony-created")
_BEGUN: Final = ("check-begun", "handover-created")
_RENAMED: Final = "handover-renamed"


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """What the clock shows, and how it was confirmed for a check; None while that is still to be asked."""

    now: datetime
    reading: ClockReading | None


class Clock:
    """The use cases about time itself."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def standing(self, handover: HandoverId) -> ClockStanding:
        """Return what the clock shows, and how it was confirmed for this check.

        A confirmation holds for its day, and until the clock goes back.
        """
        now = self._workplace.now()
        with self._workplace.reading() as store:
            reference = store.handover(handover).reference
            last = _last_confirmed(store, reference)
            jumped = _jumps_after(store, last.sequence) if last else ()
        if last is None or jumped or last.at.astimezone(now.tzinfo).date() != now.date():
            return ClockStanding(now, None)
        return ClockStanding(now, read_reading(last.payload))

    def confirm(self, handover: HandoverId, *, witnessed: datetime | None = None) -> ChangeSet:
        """Note that a person looked at the clock: it is right, or it was `witnessed` at this moment.

        The clock itself is left alone, and so are the times of what was recorded.
        """
        with self._workplace.writing() as store:
            reference = store.handover(handover).reference
            reading = ClockReading(store.at.replace(microsecond=0), witnessed)
            store.append_audit(CONFIRMED, reference, reading.to_payload())
        return changed(Kind.CLOCK, handover=handover)

    def notice(self, *, seen: datetime | None = None, elapsed: timedelta = _NONE) -> ChangeSet:
        """Record that the clock went back, where it shows less than the newest record of this laptop.

        With `seen`, also where it shows less than that and the time that has `elapsed` since; a jump that was
        recorded meanwhile is not recorded twice.
        """
        now = self._workplace.now()
        with self._workplace.reading() as store:
            floor = store.newest_moment()
            jumps = _jumps_after(store, 0) if seen is not None else ()
        is_known = bool(jumps) and now - elapsed - SLACK <= jumps[-1].after <= now + SLACK
        if seen is not None and not is_known:
            floor = max(seen + elapsed, floor or seen)
        if floor is None or not went_back(now, floor):
            return changed()
        with self._workplace.writing() as store:
            jump = ClockJump(floor.astimezone(store.at.tzinfo), store.at)
            store.append_audit(JUMPED, "register", jump.to_payload())
        return changed(Kind.CLOCK)

    def unseen(self) -> tuple[ClockJump, ...]:
        """Return the jumps that no one has acknowledged on this laptop, oldest first."""
        with self._workplace.reading() as store:
            seen = store.own_entries(SEEN)
            return _jumps_after(store, seen[-1].sequence if seen else 0)

    def acknowledge(self) -> ChangeSet:
        """Note that a person has seen the jumps."""
        with self._workplace.writing() as store:
            seen = store.own_entries(SEEN)
            jumps = _jumps_after(store, seen[-1].sequence if seen else 0)
            if jumps:
                store.append_audit(SEEN, "register", {"jumps": len(jumps)})
        return changed(Kind.CLOCK)


def clock_record(store: Reading, reference: str) -> ClockRecord | None:
    """Return what a protocol says of the clock during its check; None where there is nothing to say."""
    begun = _entries_about(store, reference, *_BEGUN)
    last = _last_confirmed(store, reference)
    jumps = _jumps_after(store, begun[-1].sequence) if begun else ()
    if last is None and not jumps:
        return None
    return ClockRecord(read_reading(last.payload) if last else None, jumps)


def _last_confirmed(store: Reading, reference: str) -> AuditEntry | None:
    found = _entries_about(store, reference, CONFIRMED)
    return found[-1] if found else None


def _entries_about(store: Reading, reference: str, *actions: str) -> list[AuditEntry]:
    """Return the entries of a handover that are of one of `actions`, whatever it was called at the time."""
    found = []
    for entry in reversed(store.own_entries(*actions, *_CREATED, _RENAMED)):
        if entry.action == _RENAMED and json.loads(entry.payload)["to"] == reference:
            reference = entry.subject
        elif entry.subject == reference:
            if entry.action in actions:
                found.append(entry)
            if entry.action in _CREATED:
                break
    return found[::-1]


def _jumps_after(store: Reading, sequence: int) -> tuple[ClockJump, ...]:
    return tuple(read_jump(entry.payload) for entry in store.own_entries(JUMPED) if entry.sequence > sequence)
