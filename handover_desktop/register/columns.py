"""The forms in which values stand in columns: whole numbers, texts and JSON."""

from __future__ import annotations

import functools
import json
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.money import Money


def thousandths(quantity: Decimal) -> int:
    """Return a quantity in thousandths of its unit; raise ValueError for more than three decimals."""
    scaled = quantity.scaleb(3)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"more than three decimals: {quantity}")
    return whole


@functools.lru_cache(maxsize=4096)
def quantity_of(count: int) -> Decimal:
    """Return the quantity that is `count` thousandths, with no more decimals than it needs."""
    whole, rest = divmod(count, 1000)
    return Decimal(count).scaleb(-3).normalize() if rest else Decimal(whole)


def money_of(minor: int | None, currency: str | None) -> Money | None:
    """Return the amount of two columns, or None where there is none."""
    return None if minor is None or currency is None else Money(currency, minor)


def instant(at: datetime) -> tuple[str, int]:
    """Return an aware instant as UTC text with microseconds, and its local offset in minutes."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("an instant needs its offset")
    return at.astimezone(UTC).isoformat(timespec="microseconds"), offset // timedelta(minutes=1)


def instant_of(text: str, offset: int) -> datetime:
    """Return the instant of two columns, in its local offset."""
    return datetime.fromisoformat(text).astimezone(_zone(offset))


def optional_instant(at: datetime | None) -> tuple[str | None, int | None]:
    """Return the two columns of an instant that may be absent."""
    return instant(at) if at is not None else (None, None)


def optional_instant_of(text: str | None, offset: int | None) -> datetime | None:
    """Return the instant of two columns that may be empty."""
    return None if text is None or offset is None else instant_of(text, offset)


@functools.lru_cache(maxsize=64)
def _zone(offset: int) -> tzinfo:
    return timezone(timedelta(minutes=offset))


def day_of(text: str | None) -> date | None:
    """Return the date of a column that may be empty."""
    return date.fromisoformat(text) if text else None


def json_text(data: object) -> str:
    """Return `data` as canonical JSON text."""
    return canonical_bytes(data).decode()


def json_list(text: str) -> list[Any]:
    """Return the list of a JSON column; most are empty and cost nothing."""
    return [] if text == "[]" else list(json.loads(text))
