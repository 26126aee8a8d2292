"""Identities: row numbers of this register, and UUIDv7 that stay unique across laptops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NewType

HandoverId = NewType("HandoverId", int)
ItemId = NewType("ItemId", int)
Uid = NewType("Uid", str)


def make_uid(at: datetime, random_bytes: Callable[[int], bytes]) -> Uid:
    """Return a UUIDv7 (RFC 9562) for the instant `at`, random below the millisecond."""
    millis = int(at.timestamp() * 1000)
    tail = int.from_bytes(random_bytes(10), "big")
    value = (millis & (1 << 48) - 1) << 80 | tail & (1 << 80) - 1
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return Uid("-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])))
