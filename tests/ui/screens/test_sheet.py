"""The sheet beside the item: quick, never mandatory, by mouse or keyboard; what it notes leads to the remark."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import CheckRecord, Finding, Method, Outcome, RemarkType
from handover_desktop.domain.sheets import (
    Answer,
    DamageLook,
    ItemSheet,
    KitLook,
    MarkType,
    PartException,
    PartState,
    Zone,
)
from handover_desktop.services.desk import Services
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.sheet import SheetPanel
from handover_desktop.ui.theme import TARGET
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle

KEYS = Qt.Key


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    kit = replace(vehicle(3), kit_contents="Radio, antenna; charger")
    return Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), kit, lamps()]))


@pytest.fixture
def screen(room: Room) -> CheckScreen:
    return room.show(CheckScreen)


def press(room: Room, *keys: Qt.Key) -> None:
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        room.qtbot.keyClick(focused, key)
        room.settle()


def opened(room: Room, screen: CheckScreen, line: str = "V1") -> SheetPanel:
    screen.list.select(room.item(line))
    room.settle()
    press(room, KEYS.Key_D)
    assert screen.pane.sheet.isVisible()
    return screen.pane.sheet


def finding(room: Room, line: str = "V1") -> Finding:
    found = room.services.checking.card(room.item(line)).finding
    assert found is not None
    return found


def click(room: Room, made: QAbstractButton) -> None:
    room.qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    room.settle()


def test_an_item_is_accepted_without_its_sheet(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_Space)
    assert finding(room).sheet is None


def test_answers_are_given_by_keyboard_and_recorded_with_the_outcome(room: Room, screen: CheckScreen) -> None:
    panel = opened(room, screen)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    room.qtbot.keyClicks(focused, "BG-001", delay=80)  # by hand: what is quicker is a scan
    room.qtbot.waitUntil(lambda: focused.text() == "BG-001")
    panel.questions.chips["insurance"].setFocus()
    press(room, KEYS.Key_Space, KEYS.Key_A)
    sheet = finding(room).sheet
    assert sheet is not None
    assert (sheet.checklist, sheet.answers) == (
        "vehicle",
        (Answer("plate", "BG-001"), Answer("insurance", "present")),
    )
    assert sheet.damage is DamageLook.NOT_LOOKED


def test_damage_that_was_pressed_on_the_drawing_asks_for_the_remark_it_amounts_to(
    room: Room, screen: CheckScreen
) -> None:
    panel = opened(room, screen)
    click(room, panel.damage.none_noted)
    place = panel.damage.drawing.place(Zone.RIGHT)
    at = place.topLeft() + (place.bottomRight() - place.topLeft()) * 0.2
    room.qtbot.mouseClick(panel.damage.drawing, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert not panel.damage.none_noted.isChecked()
    assert not panel.damage.none_noted.isEnabled()
    screen.list.view.setFocus()
    press(room, KEYS.Key_Space)
    assert screen.pane.form.draft is not None
    focused = QApplication.focusWidget()
    assert focused is not None
    room.qtbot.keyClick(focused, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    found = finding(room)
    assert found.outcome is Outcome.ACCEPTED_WITH_REMARKS
    assert found.remark is not None
    assert (found.remark.text, found.remark.type) == ("Scratch, right rear (RI)", RemarkType.DAMAGE)
    assert found.sheet is not None
    assert [(mark.zone, mark.type) for mark in found.sheet.marks] == [(Zone.RIGHT, MarkType.SCRATCH)]


def test_marks_are_placed_by_arrow_keys_and_by_name_noted_and_removed(
    room: Room, screen: CheckScreen
) -> None:
    panel = opened(room, screen)
    panel.damage.drawing.setFocus()
    press(room, KEYS.Key_PageDown, KEYS.Key_Right, KEYS.Key_Return)
    panel.damage.types[MarkType.DENT].setFocus()
    press(room, KEYS.Key_Space)
    panel.damage.places.setCurrentIndex(0)
    panel.damage.add.setFocus()
    press(room, KEYS.Key_Return)
    note = panel.damage.findChildren(QLineEdit)[0]
    room.qtbot.keyClicks(note, "deep")
    sheet = panel.sheet
    assert sheet is not None
    assert [(m.zone, m.type, m.note) for m in sheet.marks] == [
        (Zone.RIGHT, MarkType.SCRATCH, "deep"),
        (Zone.FRONT, MarkType.DENT, ""),
    ]
    remove = [b for b in panel.damage.findChildren(QAbstractButton) if b.accessibleName() == "Remove mark 1"]
    click(room, remove[-1])
    assert panel.sheet is not None
    assert [m.zone for m in panel.sheet.marks] == [Zone.FRONT]


def test_no_damage_noted_is_said_and_a_key_that_is_missing_is_proposed(
    room: Room, screen: CheckScreen
) -> None:
    panel = opened(room, screen)
    click(room, panel.damage.none_noted)
    room.qtbot.keyClicks(panel.questions.fields["keys"][0], "1")
    room.qtbot.waitUntil(lambda: panel.proposal is not None)
    proposed = panel.proposal
    assert proposed is not None
    assert (proposed.text, proposed.type) == ("Keys: 1 of 2", RemarkType.MISSING_ACCESSORY)
    assert panel.sheet is not None
    assert panel.sheet.damage is DamageLook.NONE_NOTED


def test_a_kit_is_all_there_but_for_its_exceptions(room: Room, screen: CheckScreen) -> None:
    panel = opened(room, screen, "V3")
    click(room, panel.kit.all_there)
    assert panel.sheet is not None
    assert (panel.sheet.kit, panel.sheet.exceptions) == (KitLook.LOOKED, ())
    click(room, panel.kit.chips["antenna"])
    assert panel.sheet.exceptions == (PartException("antenna", PartState.MISSING),)


def test_a_sheet_that_was_begun_is_there_again_and_leaving_asks_about_it(
    room: Room, screen: CheckScreen
) -> None:
    panel = opened(room, screen)
    room.qtbot.keyClicks(panel.questions.fields["odometer"][0], "12")
    screen.list.select(room.item("V2"))
    room.settle()
    assert panel.questions.fields["odometer"][0].text() == ""
    assert screen.pane.has_begun
    screen.list.select(room.item("V1"))
    room.settle()
    assert panel.questions.fields["odometer"][0].text() == "12"
    panel.questions.fields["odometer"][0].selectAll()
    room.qtbot.keyClick(panel.questions.fields["odometer"][0], KEYS.Key_Delete)
    assert panel.sheet is None
    assert not screen.pane.has_begun


def test_another_checklist_is_chosen_for_the_category_from_the_sheet(room: Room, screen: CheckScreen) -> None:
    panel = opened(room, screen)
    panel.choice.setCurrentIndex(panel.choice.findData("equipment"))
    panel.choice.activated.emit(panel.choice.currentIndex())
    room.settle()
    assert "power-on" in panel.questions.chips
    assert not panel.damage.isVisible()
    assert room.services.checklists.form_for(vehicle(2)).checklist.key == "equipment"


def test_escape_puts_the_sheet_away_and_goes_back_to_the_list(room: Room, screen: CheckScreen) -> None:
    panel = opened(room, screen)
    press(room, KEYS.Key_Escape)
    assert not panel.isVisible()
    assert screen.pane.view.isVisible()
    assert screen.list.view.hasFocus()


def test_what_is_pressed_on_a_sheet_is_large_enough_and_has_a_name(room: Room, screen: CheckScreen) -> None:
    panel = opened(room, screen, "V3")
    panel.damage.add.click()
    room.settle()
    room.qtbot.waitUntil(panel.questions.chips["jack"].isVisible)
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    shown = [w for kind in kinds for w in panel.findChildren(kind) if w.isVisible()]
    assert len(shown) > 30
    assert [w.accessibleName() for w in shown if w.height() < TARGET] == []
    assert [w for w in shown if not w.accessibleName() and w.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_two_results_that_differ_in_their_sheets_are_told_apart_and_the_one_that_holds_keeps_its(
    room: Room, screen: CheckScreen
) -> None:
    clean = ItemSheet("vehicle", damage=DamageLook.NONE_NOTED)
    counted = ItemSheet("vehicle", (Answer("odometer", "7"),))
    workplace = room.services.workplace
    with workplace.writing() as store:
        item = store.item(room.item("V1"))
        for sheet in (clean, counted):
            one = Finding(Outcome.ACCEPTED, Decimal(1), Decimal(1), sheet=sheet)
            record = CheckRecord(workplace.uid(), item.uid, one, "A", store.at, store.device, Method.CLICKED)
            store.add_check(record, item=item)
    screen.show_item(room.item("V1"))
    room.settle()
    texts = [label.text() for label in screen.pane.view.findChildren(QLabel) if label.isVisible()]
    assert "≠  Damage: No damage noted" in texts
    assert "≠  Odometer, km: 7" in texts
    holding = [b for b in screen.pane.view.findChildren(QAbstractButton) if b.text() == "This one holds"]
    click(room, holding[1])
    assert finding(room).sheet == counted
