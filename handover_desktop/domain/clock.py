"""What is known of a laptop's clock: when a person confirmed it, and where it went back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from handover_desktop.domain.canonical import from_data

CONFIRMED: Final = "clock-confirmed"
JUMPED: Final = "clock-jumped"
SEEN: Final = "clock-jump-seen"
"""The acts of the audit chain that are about the clock."""

SLACK: Final = timedelta(seconds=10)
"""How far a time may lie before the one that was written last: a transaction may wait for another, and clocks are
set right by seconds."""


@dataclass(frozen=True, slots=True)
class ClockJump:
    """The clock stood at `before` or later, and then at `after`."""

    before: datetime
    after: datetime

    def to_payload(self) -> dict[str, object]:
        """Return what the audit entry of this jump says."""
        return {"before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A person looked at the clock of the laptop when it stood at `shown`.

    `witnessed` is the right time by that person's account where the clock was wrong; None says that it was right.
    """

    shown: datetime
    witnessed: datetime | None = None

    @property
    def offset(self) -> timedelta:
        """How much is to be added to the clock of the laptop, in whole seconds."""
        return self.witnessed - self.shown if self.witnessed is not None else timedelta()

    def to_payload(self) -> dict[str, object]:
        """Return what the audit entry of this confirmation says."""
        said: dict[str, object] = {"shown": self.shown}
        if self.witnessed is not None:
            said |= {"witnessed": self.witnessed, "offset_seconds": round(self.offset.total_seconds())}
        return said


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """What a protocol says of the clock: the last confirmation of its check, and the jumps during it."""

    reading: ClockReading | None = None
    jumps: tuple[ClockJump, ...] = ()


def zone_of(moment: datetime) -> str:
    """Return the offset of `moment` from universal time: UTC, UTC+1, UTC-3:30."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")


def went_back(now: datetime, newest: datetime | None) -> bool:
    """Tell whether a clock that shows `now` was set back since `newest` was written."""
    return newest is not None and now < newest - SLACK


def read_jump(payload: str) -> ClockJump:
    """Rebuild a jump from the payload of its audit entry; raise ValueError or TypeError for another form."""
    return from_data(ClockJump, json.loads(payload))


def read_reading(payload: str) -> ClockReading:
    """Rebuild a confirmation from the payload of its audit entry; raise ValueError or TypeError for another form."""
    said = json.loads(payload)
    said.pop("offset_seconds", None)
    return from_data(ClockReading, said)
