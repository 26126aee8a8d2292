"""Identities are UUIDv7: unique by chance, in order of time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.ids import make_uid
from tests.domain.samples import NOON, instants

tails = st.binary(min_size=10, max_size=10)


@given(instants, tails)
def test_an_identity_is_a_uuid_of_version_7_with_its_time_in_front(at: datetime, tail: bytes) -> None:
    made = uuid.UUID(make_uid(at, lambda count: tail[:count]))
    shown = datetime.fromtimestamp((made.int >> 80) / 1000, UTC)

    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert abs(at - shown) < timedelta(milliseconds=2)


@given(instants, st.integers(2, 10**9), tails, tails)
def test_a_later_identity_sorts_behind_an_earlier_one(
    at: datetime, later: int, one: bytes, other: bytes
) -> None:
    first = make_uid(at, lambda count: one)
    second = make_uid(at + timedelta(milliseconds=later), lambda count: other)

    assert first < second


@given(st.sets(tails, min_size=2, max_size=20))
def test_identities_of_one_instant_differ_by_chance(chances: set[bytes]) -> None:
    significant = {bytes([c[0] & 0x0F, c[1], c[2] & 0x3F, *c[3:]]) for c in chances}

    assert len({make_uid(NOON, lambda count, c=chance: c) for chance in chances}) == len(significant)


def test_the_zone_of_the_clock_does_not_change_an_identity() -> None:
    assert make_uid(NOON, bytes) == make_uid(NOON.astimezone(UTC), bytes)
