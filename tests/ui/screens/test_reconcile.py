"""The reconcile screen: what stops, asks, warns and differs, and the deliberate decisions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.domain.states import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screens.reconcile import ReconcileScreen
from handover_desktop.ui.screens.reconcile.lists import ROW_ROLE, describe_difference
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    lines = [*(vehicle(number) for number in range(1, 7)), lamps()]
    return Room(qtbot, context, trail, add_handover(desk, lines))


def record(room: Room, line: str, outcome: Outcome, remark: str = "") -> None:
    request = CheckRequest(outcome, remark=Remark(remark) if remark else None)
    room.services.checking.record(room.item(line), request)


def texts(screen: ReconcileScreen) -> list[str]:
    model = screen.points
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_many_open_items_are_one_entry_that_leads_to_the_first(room: Room) -> None:
    record(room, "V1", Outcome.ACCEPTED)
    screen = room.show(ReconcileScreen)
    assert texts(screen)[:2] == ["Stops finalising · 6", "6 items are not checked yet."]
    screen.point_list.setCurrentIndex(screen.points.index(1))
    room.qtbot.keyClick(screen.point_list, Qt.Key.Key_Return)
    assert ("show_item", room.handover, room.item("V2")) in room.trail.steps


def test_a_heading_leads_nowhere(room: Room) -> None:
    screen = room.show(ReconcileScreen)
    screen.point_list.opened.emit(screen.points.index(0))
    assert room.trail.steps == []


def test_a_point_of_the_handover_leads_to_where_it_is_settled(room: Room) -> None:
    for line in ("V1", "V2", "V3", "V4", "V5", "V6", "L1"):
        record(room, line, Outcome.ACCEPTED)
    screen = room.show(ReconcileScreen)
    row = next(
        n for n, text in enumerate(texts(screen)) if "more than 30 days ago" in text or "future" in text
    )
    screen.point_list.opened.emit(screen.points.index(row))
    ((way, handover, point),) = room.trail.steps
    assert (way, handover) == ("show_point", room.handover)
    assert isinstance(point, OpenPoint)
    assert point.point in (Point.OLD_DATE, Point.FUTURE_DATE)


def test_a_number_without_organisation_is_warned_of_and_leads_to_the_settings(room: Room) -> None:
    for line in ("V1", "V2", "V3", "V4", "V5", "V6", "L1"):
        record(room, line, Outcome.ACCEPTED)
    screen = room.show(ReconcileScreen)
    row = next(n for n, text in enumerate(texts(screen)) if "will not name your organisation" in text)
    assert screen.decisions.go_on.isEnabled()
    screen.point_list.opened.emit(screen.points.index(row))
    assert room.trail.steps == [("open_settings",)]
    room.services.settings.save(organisation="DEMO", site="")
    assert not any("your organisation" in text for text in texts(room.show(ReconcileScreen)))


def test_errors_keep_one_from_going_on(room: Room) -> None:
    screen = room.show(ReconcileScreen)
    assert not screen.decisions.go_on.isEnabled()


def test_open_items_are_closed_as_not_checked_only_after_a_second_word(room: Room) -> None:
    record(room, "V1", Outcome.ACCEPTED)
    screen = room.show(ReconcileScreen)
    screen.decisions.close_open.click()
    room.settle()
    assert room.finding("V2") is None
    confirm = next(b for b in screen.decisions.confirmation.findChildren(QPushButton) if "6" in b.text())
    confirm.click()
    room.settle()
    found = room.finding("V2")
    assert found is not None
    assert found.outcome is Outcome.NOT_CHECKED
    assert screen.decisions.go_on.isEnabled()


def test_going_on_marks_the_handover_reconciled(room: Room) -> None:
    for line in ("V1", "V2", "V3", "V4", "V5", "V6", "L1"):
        record(room, line, Outcome.ACCEPTED)
    screen = room.show(ReconcileScreen)
    screen.decisions.go_on.click()
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.RECONCILED
    assert room.went_to(Step.SIGN)


def test_a_reconciled_check_can_be_opened_again(room: Room) -> None:
    for line in ("V1", "V2", "V3", "V4", "V5", "V6", "L1"):
        record(room, line, Outcome.ACCEPTED)
    room.services.reconciling.mark_reconciled(room.handover)
    screen = room.show(ReconcileScreen)
    screen.decisions.reopen.click()
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.CHECKING


def test_differences_name_the_item_and_what_was_found(room: Room) -> None:
    record(room, "V2", Outcome.NOT_ACCEPTED, "Another chassis")
    screen = room.show(ReconcileScreen)
    assert screen.differences.rowCount() == 1
    card = screen.differences.index(0).data(ROW_ROLE)
    head, found = describe_difference(card, screen._texts)
    assert head == "Line V2 · Patrol vehicle 2 · 0SYZZZV11ZR000002"
    assert found == "Not accepted · Other: Another chassis"
    screen.difference_list.opened.emit(screen.differences.index(0))
    assert ("show_item", room.handover, room.item("V2")) in room.trail.steps


def test_both_lists_are_sound_models(room: Room) -> None:
    record(room, "V2", Outcome.MISSING)
    screen = room.show(ReconcileScreen)
    for model in (screen.points, screen.differences):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    record(room, "V3", Outcome.MISSING)
    screen.enter(room.handover)
    room.settle()
    assert screen.differences.rowCount() == 2


def test_what_is_finalised_shows_its_differences_alone(room: Room) -> None:
    record(room, "V1", Outcome.ACCEPTED)
    room.services.reconciling.close_open_as_not_checked(room.handover)
    room.services.finalising.finalise(room.handover)
    screen = room.show(ReconcileScreen)
    assert not screen.tabs.isTabVisible(0)
    assert screen.differences.rowCount() == 6
    screen.decisions.go_on.click()
    assert room.went_to(Step.SIGN)


def test_the_keyboard_begins_on_what_is_open(room: Room) -> None:
    screen = room.show(ReconcileScreen)
    assert screen.focusWidget() is screen.point_list
