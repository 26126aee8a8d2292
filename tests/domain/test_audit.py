"""Whatever is done to the chain afterwards is named where it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.audit import GENESIS, AuditEntry, examine_chain, link
from tests.domain.samples import NOON, a_chain

LENGTH = 8
places = st.integers(0, LENGTH - 1)

CHANGES: dict[str, Callable[[AuditEntry], AuditEntry]] = {
    "device": lambda e: replace(e, device=e.device + "X"),
    "sequence": lambda e: replace(e, sequence=e.sequence + 1),
    "at": lambda e: replace(e, at=e.at + timedelta(microseconds=1)),
    "local offset": lambda e: replace(e, at=e.at.astimezone(UTC)),
    "actor": lambda e: replace(e, actor="Somebody Else"),
    "action": lambda e: replace(e, action="check-undone"),
    "subject": lambda e: replace(e, subject=e.subject + " "),
    "payload": lambda e: replace(e, payload='{"a":1}'),
    "previous": lambda e: replace(e, previous="f" * 64),
    "hash": lambda e: replace(e, hash="f" * 64),
}


def test_a_whole_chain_is_intact_and_its_head_named() -> None:
    chain = a_chain(3)
    report = examine_chain(chain)

    assert report.intact
    assert report.entries == 3
    assert report.heads == (("K7Q2", 3, chain[-1].hash),)


def test_an_empty_chain_is_intact() -> None:
    assert examine_chain([]).intact


def test_the_chains_of_several_laptops_are_judged_apart() -> None:
    one, other = a_chain(3, device="A"), a_chain(2, device="B", start=NOON - timedelta(days=1))
    report = examine_chain([*one, *other])

    assert report.intact
    assert report.clock_jumps == ()
    assert report.heads == (("A", 3, one[-1].hash), ("B", 2, other[-1].hash))


def test_a_break_on_one_laptop_is_named_with_its_laptop() -> None:
    other = a_chain(3, device="B")
    other[1] = replace(other[1], actor="Somebody Else")

    assert examine_chain([*a_chain(3, device="A"), *other]).broken == ("B", 2)


@pytest.mark.parametrize("what", CHANGES)
@given(place=places)
def test_a_changed_entry_is_named(what: str, place: int) -> None:
    chain = a_chain(LENGTH)
    chain[place] = CHANGES[what](chain[place])

    assert examine_chain(chain).broken == (chain[place].device, chain[place].sequence)


@given(places.filter(lambda place: place < LENGTH - 1))
def test_a_changed_entry_with_a_fitting_new_hash_is_named_at_the_next_link(place: int) -> None:
    chain = a_chain(LENGTH)
    old = chain[place]
    chain[place] = link(
        old.previous,
        device=old.device,
        sequence=old.sequence,
        at=old.at,
        actor="Somebody Else",
        action=old.action,
        subject=old.subject,
        payload=old.payload,
    )

    assert examine_chain(chain).broken == ("K7Q2", place + 2)


@given(places.filter(lambda place: place < LENGTH - 1))
def test_a_removed_entry_is_named_by_the_one_that_followed_it(place: int) -> None:
    chain = a_chain(LENGTH)
    del chain[place]

    assert examine_chain(chain).broken == ("K7Q2", place + 2)


@given(places, st.sampled_from(a_chain(LENGTH)))
def test_an_inserted_entry_is_named(place: int, extra: AuditEntry) -> None:
    chain = a_chain(LENGTH)
    chain.insert(place, extra)
    broken = examine_chain(chain).broken

    assert broken is not None
    assert broken[1] in (extra.sequence, place + 1)


@given(st.lists(places, min_size=2, max_size=2, unique=True))
def test_entries_that_changed_places_are_named(two: list[int]) -> None:
    first, second = sorted(two)
    chain = a_chain(LENGTH)
    chain[first], chain[second] = chain[second], chain[first]

    assert examine_chain(chain).broken == ("K7Q2", second + 1)


@given(places)
def test_what_stands_before_the_break_is_still_counted(place: int) -> None:
    chain = a_chain(LENGTH)
    chain[place] = replace(chain[place], actor="Somebody Else")

    assert examine_chain(chain).entries == place


def test_a_first_entry_that_follows_something_is_refused() -> None:
    (entry,) = a_chain(1)
    orphan = link(
        "a" * 64,
        device=entry.device,
        sequence=1,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        payload=entry.payload,
    )

    assert entry.previous == GENESIS
    assert examine_chain([orphan]).broken == ("K7Q2", 1)


@given(places.filter(bool))
def test_a_clock_that_went_back_is_told_and_breaks_nothing(place: int) -> None:
    chain: list[AuditEntry] = []
    for at, old in enumerate(a_chain(LENGTH)):
        late = old.at if at < place else old.at - timedelta(hours=1)
        previous = chain[-1].hash if chain else GENESIS
        chain.append(
            link(
                previous,
                device=old.device,
                sequence=old.sequence,
                at=late,
                actor=old.actor,
                action=old.action,
                subject=old.subject,
                payload=old.payload,
            )
        )
    report = examine_chain(chain)

    assert report.intact
    assert report.clock_jumps == (("K7Q2", place + 1),)


def test_neighbouring_texts_cannot_trade_letters() -> None:
    common = {"device": "A", "sequence": 1, "at": NOON, "payload": "{}"}

    one = link(GENESIS, actor="ab", action="c", subject="d", **common)  # type: ignore[arg-type]
    other = link(GENESIS, actor="a", action="bc", subject="d", **common)  # type: ignore[arg-type]

    assert one.hash != other.hash
