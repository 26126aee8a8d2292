"""Times of day as people write them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, tzinfo

_TIME = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})|(\d{1,2})(\d{2})|(\d{1,2})\s*h?")


def read_time(written: str) -> time | None:
    """Return the time of 9:30, 09.30, 0930 or 9; None for nothing. Raises ValueError for the rest."""
    text = written.strip()
    if not text:
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(written)
    hour, *minutes = (int(part) for part in found.groups() if part is not None)
    return time(hour, minutes[0] if minutes else 0)


def write_time(moment: datetime | time | None) -> str:
    """Return hours and minutes of `moment`, in its own offset; nothing for None."""
    return f"{moment:%H:%M}" if moment else ""


def moment_on(day: date, at: time | None, before: datetime | None, offset: tzinfo | None) -> datetime | None:
    """Return `at` on `day`; it keeps the offset of `before`, or takes `offset`. Unchanged minutes keep `before`."""
    if at is None:
        return None
    if before is not None and before.date() == day and (before.hour, before.minute) == (at.hour, at.minute):
        return before
    return datetime.combine(day, at, tzinfo=before.tzinfo if before else offset)
