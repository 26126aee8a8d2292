"""Two laptops' findings that differ in their sheets: the cards say in what, readably."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.sheets import Answer, DamageMark, ItemSheet, MarkType, Zone
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.reconcile import ReconcileScreen
from handover_desktop.ui.screens.reconcile.lists import ROW_ROLE, describe_difference
from tests.services.life_model import add_foreign_record
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, vehicle

OURS = ItemSheet(
    "vehicle",
    (Answer("odometer", "12"), Answer("keys", "1", "2")),
    marks=(DamageMark(Zone.ROOF, MarkType.DENT),),
)
THEIRS = replace(OURS, answers=(Answer("odometer", "12"), Answer("keys", "2", "2")))


@pytest.fixture
def room(qtbot: QtBot, context: UiContext, trail: Trail) -> Room:
    room = Room(qtbot, context, trail, add_handover(context.services, [vehicle(1), vehicle(2)]))
    remark = Remark("Dent", RemarkType.DAMAGE)
    request = CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark, sheet=OURS)
    room.services.checking.record(room.item("V1"), request)
    found = room.finding("V1")
    assert found is not None
    add_foreign_record(room.services, room.item("V1"), replace(found, sheet=THEIRS))
    return room


def test_each_card_says_what_differs_in_its_sheet_and_what_is_the_same(room: Room) -> None:
    screen = room.show(CheckScreen)
    screen.show_item(room.item("V1"))
    room.settle()
    panel = screen.pane.view._conflict
    assert panel.isVisible()
    cards = [" | ".join(label.text() for label in card.findChildren(QLabel)) for card in panel._cards]
    assert "≠  Keys: 1 of 2" in cards[0]
    assert "≠  Keys: 2 of 2" in cards[1]
    for said in cards:
        assert "Differs in the sheet" in said
    assert "The same in both: Odometer, km: 12 · Damage: Dent, roof, middle (ROOF)" in panel._same.text()


def test_the_list_of_differences_says_that_only_the_sheets_differ(room: Room) -> None:
    screen = room.show(ReconcileScreen)
    card = screen.differences.index(0, 0).data(ROW_ROLE)
    _head, said = describe_difference(card, screen._texts)
    assert said == "Accepted with remarks · the sheets differ"
