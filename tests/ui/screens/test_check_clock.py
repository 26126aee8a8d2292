"""The check asks whether the clock is right, and says on which list it rests; no one has to answer first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.clock_watch import ClockWatch
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check import CheckScreen
from tests.domain.samples import NOON
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, vehicle


class Hands:
    """A clock that a test sets; it begins ahead of all that the fixtures recorded."""

    def __init__(self) -> None:
        self.moment = datetime(2032, 12, 5, 14, 32, tzinfo=NOON.tzinfo)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def timed(desk: Services, hands: Hands) -> Services:
    """The services of the register on a clock of this test."""
    return build_services(replace(desk.workplace, now=hands))


@pytest.fixture
def room(qtbot: QtBot, context: UiContext, trail: Trail, timed: Services) -> Room:
    handover = add_handover(timed, [vehicle(number) for number in (1, 2, 3)])
    return Room(qtbot, replace(context, services=timed), trail, handover)


@pytest.fixture
def watch(room: Room) -> Iterator[ClockWatch]:
    """A watch that ends with its test: a clock that stands still seems to go back as soon as its timer looks."""
    context = room.context
    parent = QObject()
    made = ClockWatch(context.look, context._, context.operations, parent)
    yield made
    made.end()


def test_the_check_asks_for_the_clock_once_and_goes_on_meanwhile(room: Room) -> None:
    screen = room.show(CheckScreen)

    asked = screen.clock.question.text()
    room.services.checking.record(room.item("V1"), CheckRequest(Outcome.ACCEPTED))
    screen.clock.yes.click()
    room.settle()
    told = screen.clock.told
    screen.enter(room.handover)
    room.settle()

    assert asked == "It is 14:32 on 5 December 2032 (UTC+1). Is that right?"
    assert told == "Clock confirmed at 14:32 (UTC+1)"
    assert not screen.clock.is_asking
    assert screen.list.view.hasFocus()


def test_the_clock_is_confirmed_by_a_key_from_the_list(room: Room) -> None:
    screen = room.show(CheckScreen)
    room.qtbot.keyClick(screen.list.view, Qt.Key.Key_T)
    room.settle()
    assert not screen.clock.is_asking
    assert screen.list.view.hasFocus()


def test_a_witnessed_time_is_noted_and_what_is_no_time_is_refused_in_place(room: Room) -> None:
    screen = room.show(CheckScreen)
    strip = screen.clock

    strip.no.click()
    strip.time.setText("half past")
    strip.note.click()
    refused = strip.refusal.text()
    strip.time.setText("14:39")
    strip.note.click()
    room.settle()

    assert refused
    assert strip.told == "Clock of the laptop 14:32 (UTC+1), by witness 5 December 2032, 14:39"
    reading = room.services.clock.standing(room.handover).reading
    assert reading is not None
    assert reading.offset == timedelta(minutes=7)


def test_a_clock_that_goes_back_while_running_is_said_until_it_is_seen_and_asked_again(
    room: Room, hands: Hands, watch: ClockWatch
) -> None:
    context = room.context
    screen = room.show(CheckScreen)
    screen.clock.yes.click()
    watch.begin(context.services, context.formats)
    room.settle()
    quiet = watch.banner.isHidden()
    hands.moment += timedelta(hours=2)
    watch.look_at_clock()
    hands.moment -= timedelta(hours=1)
    watch.look_at_clock()
    room.settle()

    said, asks_again = watch.banner.text, screen.clock.is_asking
    (jump,) = context.services.clock.unseen()
    watch.banner.action_triggered.emit()
    room.settle()

    assert quiet
    assert "5 December 2032, 16:32 (UTC+1), then 5 December 2032, 15:32" in said
    assert asks_again
    assert (jump.before - jump.after) // timedelta(seconds=1) == 3600
    assert watch.banner.isHidden()
    assert context.services.clock.unseen() == ()


def test_what_is_recorded_on_a_clock_that_went_back_says_so_at_once(
    room: Room, hands: Hands, watch: ClockWatch
) -> None:
    context = room.context
    screen = room.show(CheckScreen)
    watch.begin(context.services, context.formats)
    room.settle()
    before = hands.moment
    hands.moment -= timedelta(days=1)

    context.operations.command(
        lambda: context.services.checking.record(room.item("V1"), CheckRequest(Outcome.ACCEPTED)),
        initiator=screen,
    )
    room.settle()

    assert not watch.banner.isHidden()
    (jump,) = context.services.clock.unseen()
    assert (jump.before.replace(microsecond=0), jump.after) == (before, hands.moment)
