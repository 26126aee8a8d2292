"""The clock is confirmed by a person; where it goes back that is recorded and shown, and nothing is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.audit import examine_chain
from handover_desktop.domain.canonical import canonical_bytes
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.clock import SLACK, ClockJump, ClockReading, read_jump, read_reading, went_back
from handover_desktop.domain.ids import HandoverId
from handover_desktop.register import Register
from handover_desktop.resources import resource_path
from handover_desktop.services.changes import Kind
from handover_desktop.services.clock import clock_record
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.finalising import take_snapshot
from handover_desktop.services.views import CheckRequest
from handover_desktop.services.workplace import Workplace
from handover_desktop.system_clock import random_bytes
from tests.domain.samples import NOON


class Hands:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def services(tmp_path: Path, hands: Hands) -> Iterator[Services]:
    register = Register.create(tmp_path / "r.handover", device="K7Q2", created_at=NOON)
    made = build_services(Workplace(register, hands, random_bytes, "Test", resource_path("catalogues")))
    yield made
    made.close()


@pytest.fixture
def handover(services: Services) -> HandoverId:
    workplace = services.workplace
    made = services.handovers.create("HO-1").handover
    assert made is not None
    with workplace.writing() as store:
        store.add_items(made, [(workplace.uid(), AssetLine("1", "Vehicle"), Origin.LISTED, "")])
    return made


def actions(services: Services) -> list[str]:
    return [entry.action for entry in reversed(services.safekeeping.journal())]


def test_a_clock_that_went_back_is_recorded_before_the_act_that_found_it(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(hours=-2)

    services.handovers.begin_check(handover)

    assert actions(services)[-2:] == ["clock-jumped", "check-begun"]
    assert services.clock.unseen() == (ClockJump(NOON, NOON - timedelta(hours=2)),)
    with services.workplace.reading() as store:
        report = examine_chain(store.audit_entries())
    assert report.intact
    assert len(report.clock_jumps) == 1


def test_a_clock_is_found_back_on_opening_and_only_once(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(minutes=-5)

    first, second = services.clock.notice(), services.clock.notice()

    assert first.kinds == {Kind.CLOCK}
    assert not second.kinds
    assert actions(services).count("clock-jumped") == 1


def test_a_clock_that_went_back_while_running_is_recorded_though_no_record_is_newer(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(hours=3)
    reached = hands.moment
    hands.turn(hours=-1)

    services.clock.notice(seen=reached, elapsed=timedelta(seconds=15))

    assert services.clock.unseen() == (ClockJump(reached + timedelta(seconds=15), hands.moment),)


def test_a_jump_that_a_record_found_first_is_not_recorded_again_by_the_watch(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(hours=3)
    seen = hands.moment
    hands.turn(hours=-4)
    services.handovers.begin_check(handover)

    services.clock.notice(seen=seen, elapsed=timedelta(seconds=2))

    assert actions(services).count("clock-jumped") == 1


def test_seconds_are_no_jump(services: Services, handover: HandoverId, hands: Hands) -> None:
    hands.turn(seconds=-9)

    services.handovers.begin_check(handover)

    assert not services.clock.notice().kinds
    assert "clock-jumped" not in actions(services)


def test_a_jump_is_shown_until_it_is_acknowledged(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(hours=-1)
    services.clock.notice()
    before = services.clock.unseen()

    services.clock.acknowledge()
    after = services.clock.unseen()
    hands.turn(hours=-1)
    services.clock.notice()

    assert (len(before), after, len(services.clock.unseen())) == (1, (), 1)


def test_a_confirmation_holds_for_its_day_and_until_the_clock_goes_back(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    asked_first = services.clock.standing(handover).reading
    services.clock.confirm(handover)
    hands.turn(hours=1)
    same_day = services.clock.standing(handover).reading
    hands.turn(hours=-2)
    services.clock.notice()
    after_jump = services.clock.standing(handover).reading
    services.clock.confirm(handover)
    hands.turn(days=1)
    next_day = services.clock.standing(handover).reading

    assert asked_first is None
    assert same_day == ClockReading(NOON.replace(microsecond=0))
    assert (after_jump, next_day) == (None, None)


def test_a_witnessed_time_is_noted_beside_the_clock_and_changes_no_record(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    services.clock.confirm(handover, witnessed=NOON + timedelta(minutes=7))
    services.checking.record(services.checking.find(handover, "1")[0].id, CheckRequest(Outcome.ACCEPTED))

    reading = services.clock.standing(handover).reading
    assert reading is not None
    assert reading.offset == timedelta(minutes=7)
    last = services.checking.last(handover)
    assert last is not None
    assert last.record.at == NOON


def test_the_protocol_keeps_the_confirmation_and_the_jumps_during_its_check_alone(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    hands.turn(hours=-1)
    services.handovers.begin_check(handover)
    services.clock.confirm(handover)
    hands.turn(hours=-1)
    services.clock.notice()
    with services.workplace.reading() as store:
        snapshot = take_snapshot(store, store.handover(handover), services.workplace)

    kept = snapshot.clock
    assert kept is not None
    assert kept.reading == ClockReading((NOON - timedelta(hours=1)).replace(microsecond=0))
    assert [jump.after for jump in kept.jumps] == [hands.moment]


def test_a_protocol_without_a_word_about_the_clock_has_the_bytes_it_had_before(
    services: Services, handover: HandoverId
) -> None:
    with services.workplace.reading() as store:
        assert clock_record(store, "HO-1") is None
        assert b'"clock"' not in take_snapshot(store, store.handover(handover), services.workplace).to_bytes()


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(-10_000, 10_000)
)
def test_what_an_entry_says_is_read_back_as_it_was(naive: datetime, seconds: int) -> None:
    moment = naive.replace(tzinfo=NOON.tzinfo)
    other = moment + timedelta(seconds=seconds)
    jump, reading = ClockJump(moment, other), ClockReading(moment, other)

    assert read_jump(canonical_bytes(jump.to_payload()).decode()) == jump
    assert read_reading(canonical_bytes(reading.to_payload()).decode()) == reading
    assert reading.offset == timedelta(seconds=seconds)
    assert went_back(other, moment) == (timedelta(seconds=-seconds) > SLACK)
    assert json.loads(canonical_bytes(reading.to_payload()))["offset_seconds"] == seconds


def test_the_confirmation_stays_with_its_handover_whatever_the_handovers_are_called(
    services: Services, handover: HandoverId, hands: Hands
) -> None:
    services.clock.confirm(handover)
    services.handovers.begin_check(handover)
    hands.turn(hours=-1)
    services.clock.notice()
    services.handovers.rename(handover, "HO-9")
    other = services.handovers.create("HO-1").handover
    assert other is not None

    with services.workplace.reading() as store:
        record = clock_record(store, "HO-9")
        assert record is not None
        assert (record.reading, len(record.jumps)) == (ClockReading(NOON.replace(microsecond=0)), 1)
        assert clock_record(store, "HO-1") is None
    assert services.clock.standing(other).reading is None


def test_the_backup_that_was_just_made_is_kept_though_the_clock_went_back(
    services: Services, hands: Hands
) -> None:
    for _time in range(10):
        hands.turn(seconds=1)
        services.safekeeping.back_up_automatically("import")
    hands.turn(days=-1)
    made = services.safekeeping.back_up_automatically("finalise")

    assert made.exists()
    assert len(list(made.parent.iterdir())) == 10


@pytest.mark.parametrize("days", [-1, -2000, 0])
def test_the_ten_backups_that_were_made_last_are_kept_whatever_the_clock_said(
    services: Services, hands: Hands, days: int
) -> None:
    made = []
    for _time in range(10):
        hands.turn(seconds=1)
        made.append(services.safekeeping.back_up_automatically("import"))
    hands.turn(days=days)
    for _time in range(7):
        hands.turn(seconds=1)
        made.append(services.safekeeping.back_up_automatically("finalise"))

    assert {*made[0].parent.iterdir()} == {*made[-10:]}


def test_backups_of_a_register_with_brackets_in_its_name_do_not_pile_up(tmp_path: Path, hands: Hands) -> None:
    register = Register.create(tmp_path / "r [2].handover", device="K7Q2", created_at=NOON)
    desk = build_services(Workplace(register, hands, random_bytes, "Test", resource_path("catalogues")))
    for _time in range(12):
        hands.turn(seconds=1)
        made = desk.safekeeping.back_up_automatically("import")
    desk.close()

    assert len(list(made.parent.iterdir())) == 10
