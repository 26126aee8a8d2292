"""The check screen: a tick is green when it is on the disk, and a whole list can be worked by keyboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Method,
    Outcome,
    Qualifier,
    RemarkType,
    Settlement,
)
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.ids import ItemId
from handover_desktop.domain.money import Money
from handover_desktop.formats import Formats
from handover_desktop.i18n import load_translator
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.operations import Writes
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.extra_form import Extra, ExtraForm, NewItem
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.item_delegate import ItemRole
from handover_desktop.ui.widgets.outcome_button import ButtonState
from tests.ui.scanning.typing_keys import write_by_hand
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    lines = [*(vehicle(number) for number in range(1, 7)), lamps()]
    return Room(qtbot, context, trail, add_handover(desk, lines))


@pytest.fixture
def screen(room: Room) -> CheckScreen:
    return room.show(CheckScreen)


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, and wait until what it began is done."""
    focused = QApplication.focusWidget()
    assert focused is not None
    room.qtbot.keyClick(focused, key, modifier)
    room.settle()


def write(room: Room, text: str) -> None:
    write_by_hand(text)
    room.settle()


def shown_line(screen: CheckScreen) -> str:
    """Return the line of the selected item."""
    (item,) = screen.list.selection
    row = screen.model.row_of(item)
    assert row is not None
    return screen.model.row_at(row).line_no


def test_a_tick_is_pending_until_the_commit_and_green_after_it(room: Room, screen: CheckScreen) -> None:
    button = screen.pane.form.bar.button(Outcome.ACCEPTED)
    index = screen.model.index(0)
    with room.held_lane():
        room.qtbot.keyPress(screen.list.view, KEYS.Key_A)
        room.qtbot.waitUntil(lambda: button.state is ButtonState.PENDING, timeout=50)
        assert index.data(ItemRole.PENDING) is True
        assert index.data(ItemRole.OUTCOME) == Outcome.NOT_CHECKED
        assert room.context.operations.writes is Writes.PENDING
    room.qtbot.keyRelease(screen.list.view, KEYS.Key_A)
    room.settle()
    assert index.data(ItemRole.PENDING) is False
    assert index.data(ItemRole.OUTCOME) == Outcome.ACCEPTED
    assert room.finding("V1") == Finding(Outcome.ACCEPTED, Decimal(1), Decimal(1))


def test_a_second_press_while_saving_records_nothing_twice(room: Room, screen: CheckScreen) -> None:
    with room.held_lane():
        for _press in range(3):
            room.qtbot.keyClick(screen.list.view, KEYS.Key_A)
        room.qtbot.wait(120)
    room.settle()
    assert len(room.card("V1").records) == 1
    assert room.card("V2").records == ()


def test_a_failed_write_leaves_the_row_as_it_was_and_says_so(room: Room, screen: CheckScreen) -> None:
    told: list[EnvironmentFault] = []
    room.context.operations.faulted.connect(told.append)  # the window says why, along its top
    locker = room.services.workplace.register.path
    with room.services.workplace.writing():
        room.context.operations._data.submit(lambda: None).result()
        room.qtbot.keyClick(screen.list.view, KEYS.Key_A)
        room.settle()
        assert locker.exists()
        assert screen.model.index(0).data(ItemRole.OUTCOME) == Outcome.NOT_CHECKED
        assert screen.model.index(0).data(ItemRole.PENDING) is False
    assert screen.pane.form.bar.button(Outcome.ACCEPTED).state is ButtonState.IDLE
    assert [fault.code for fault in told] == [Code.REGISTER_LOCKED]
    assert screen.pane.form.notice.startswith("This is not saved.")
    assert shown_line(screen) == "V1"


def test_after_an_outcome_the_next_open_item_is_selected(room: Room, screen: CheckScreen) -> None:
    assert shown_line(screen) == "V1"
    press(room, KEYS.Key_A)
    assert shown_line(screen) == "V2"
    assert screen.last.text.startswith("Line V1: Accepted")


def test_staying_at_the_item_is_a_setting(room: Room, screen: CheckScreen) -> None:
    screen.findChild(QPushButton)
    screen._advance.click()
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    assert shown_line(screen) == "V1"
    assert screen.pane.form.bar.button(Outcome.ACCEPTED).state is ButtonState.SAVED


def test_space_accepts_in_the_list_and_nowhere_else(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_Space)
    assert room.finding("V1") is not None
    screen.pane.form.bar.button(Outcome.MISSING).setFocus()
    press(room, KEYS.Key_Space)
    second = room.finding("V2")
    assert second is not None
    assert second.outcome is Outcome.MISSING


def test_a_whole_list_is_checked_by_keyboard_alone(room: Room, screen: CheckScreen) -> None:
    for _line in range(6):
        press(room, KEYS.Key_A)
    assert shown_line(screen) == "L1"
    press(room, KEYS.Key_M)
    progress = room.services.checking.progress(room.handover)
    assert (progress.lines_done, progress.exceptions) == (7, 1)


def test_undo_takes_back_the_last_record_and_is_a_record_itself(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_A)
    press(room, KEYS.Key_Z, CTRL)
    assert room.finding("V1") is None
    assert [record.method for record in room.card("V1").records] == [Method.CLICKED, Method.UNDO]
    assert shown_line(screen) == "V1"
    assert not screen.last.undo.isEnabled()


def test_a_remark_is_required_and_written_in_place(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_R)
    press(room, KEYS.Key_Return, CTRL)
    assert room.finding("V1") is None
    write(room, "Scratch on the door")
    press(room, KEYS.Key_Return, CTRL)
    found = room.finding("V1")
    assert found is not None
    assert found.outcome is Outcome.ACCEPTED_WITH_REMARKS
    assert found.remark is not None
    assert found.remark.text == "Scratch on the door"
    assert shown_line(screen) == "V2"


def test_escape_leaves_the_remark_and_its_text_waits(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_N)
    write(room, "Wrong engine")
    screen.show_item(room.item("V3"))
    room.settle()
    screen.show_item(room.item("V1"))
    room.settle()
    screen.list.view.setFocus()
    press(room, KEYS.Key_N)
    press(room, KEYS.Key_Return, CTRL)
    found = room.finding("V1")
    assert found is not None
    assert found.remark is not None
    assert found.remark.text == "Wrong engine"


def test_pieces_are_counted_and_fewer_are_partly_accepted(room: Room, screen: CheckScreen) -> None:
    screen.show_item(room.item("L1"))
    room.settle()
    presented = screen.pane.form.counts.focusProxy()
    assert presented is not None
    presented.setFocus()
    press(room, KEYS.Key_Down)
    press(room, KEYS.Key_Down)
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    found = room.finding("L1")
    assert found is not None
    assert (found.outcome, found.presented, found.accepted) == (
        Outcome.PARTLY_ACCEPTED,
        Decimal(58),
        Decimal(58),
    )


def test_a_count_that_is_no_number_is_refused_in_place(room: Room, screen: CheckScreen) -> None:
    screen.show_item(room.item("L1"))
    room.settle()
    editor = QApplication.focusWidget()
    counts = screen.pane.form.counts
    counts.setFocus()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.clear()
    write(room, "many")
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    assert room.finding("L1") is None
    assert "many" in screen.pane.form.notice


def test_sealed_is_recorded_with_the_outcome(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_S)
    press(room, KEYS.Key_A)
    found = room.finding("V1")
    assert found is not None
    assert found.qualifier is Qualifier.SEALED


def test_another_identifier_on_the_object_is_never_simply_accepted(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_I)
    write(room, "OSYZZZV11ZR000001")
    press(room, KEYS.Key_Return)
    press(room, KEYS.Key_A)
    assert room.finding("V1") is None
    assert "OSYZZZV11ZR000001" in screen.pane.form.notice
    press(room, KEYS.Key_R)
    write(room, "The first sign is a letter")
    press(room, KEYS.Key_Return, CTRL)
    found = room.finding("V1")
    assert found is not None
    assert found.remark is not None
    assert found.remark.type is RemarkType.IDENTITY_MISMATCH
    assert [reading.value for reading in found.readings] == ["OSYZZZV11ZR000001"]


def test_what_is_not_on_the_list_is_added_with_a_reason(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_Insert)
    write(room, "Smartphone")
    press(room, KEYS.Key_Return)
    assert room.services.checking.find(room.handover, "X-001") == ()
    write(room, "Found in the box of line L1")
    press(room, KEYS.Key_Return)
    assert shown_line(screen) == "X-001"
    assert room.card("X-001").item.origin is Origin.EXTRA
    press(room, KEYS.Key_A)
    assert room.finding("X-001") is not None


def test_an_extra_item_begins_with_the_currency_and_the_identifier_of_most_lines(room: Room) -> None:
    handover = room.services.handovers.create("HO-RSD").handover
    assert handover is not None
    lines = [replace(vehicle(n), unit_price=Money(code, 100)) for n, code in enumerate(("EUR", "RSD", "RSD"))]
    workplace = room.services.workplace
    with workplace.writing() as store:
        store.add_items(handover, [(workplace.uid(), line, Origin.LISTED, "") for line in lines])
    room.handover = handover
    screen = room.show(CheckScreen)
    press(room, KEYS.Key_Insert)
    assert [box.currentText() for box in screen.pane.extra.findChildren(QComboBox)] == ["VIN", "RSD"]


def test_several_items_take_one_outcome_after_one_question(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(room, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(room, KEYS.Key_A)
    assert room.finding("V1") is None
    press(room, KEYS.Key_Space)
    assert [room.finding(line) is not None for line in ("V1", "V2", "V3", "V4")] == [True, True, True, False]


def test_what_several_items_took_at_once_is_undone_at_once_and_recorded_again_at_once(
    room: Room, screen: CheckScreen
) -> None:
    lines = ("V1", "V2", "V3")
    press(room, KEYS.Key_A)
    screen.list.select(room.item("V1"))
    room.settle()
    for _more in lines[1:]:
        press(room, KEYS.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(room, KEYS.Key_M)
    press(room, KEYS.Key_Space)
    assert screen.last.text.startswith("3 items: Missing, saved ")
    press(room, KEYS.Key_Z, CTRL)
    assert [room.finding(line) and room.finding(line).outcome for line in lines] == [
        Outcome.ACCEPTED,
        None,
        None,
    ]
    assert screen.last.text.startswith("Line V1: Accepted, saved ")
    press(room, KEYS.Key_Z, CTRL)
    assert [room.finding(line) for line in lines] == [None, None, None]
    assert screen.last.redo.isVisible()
    press(room, KEYS.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert [room.finding(line) and room.finding(line).outcome for line in lines] == [
        Outcome.ACCEPTED,
        None,
        None,
    ]
    press(room, KEYS.Key_Y, CTRL)
    assert [room.finding(line) and room.finding(line).outcome for line in lines] == [Outcome.MISSING] * 3
    assert not screen.last.redo.isVisible()
    press(room, KEYS.Key_Z, CTRL)
    assert screen.last.redo.isVisible()
    press(room, KEYS.Key_A)
    assert not screen.last.redo.isVisible()
    assert shown_line(screen) != "V1"


def test_a_remark_that_was_undone_comes_back_whole(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_R)
    write(room, "Scratch on the door")
    press(room, KEYS.Key_Return, CTRL)
    found = room.finding("V1")
    press(room, KEYS.Key_Z, CTRL)
    assert room.finding("V1") is None
    press(room, KEYS.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert room.finding("V1") == found
    assert found is not None
    assert found.remark is not None


def test_search_filters_as_one_types_and_enter_opens_without_accepting(
    room: Room, screen: CheckScreen
) -> None:
    press(room, KEYS.Key_F, CTRL)
    write(room, "Searchlight")
    room.qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    press(room, KEYS.Key_A, CTRL)
    write(room, "0SYZZZV11ZR000004")
    press(room, KEYS.Key_Return)
    assert shown_line(screen) == "V4"
    assert screen.model.rowCount() == 7
    assert room.finding("V4") is None
    press(room, KEYS.Key_A)
    assert room.card("V4").records[0].method is Method.TYPED


def test_a_line_number_in_the_search_leads_to_its_line_at_once(room: Room, desk: Services) -> None:
    lines = [replace(vehicle(number), line_no=str(number)) for number in range(1, 13)]
    handover = add_handover(desk, lines, reference="HO-numbers")
    room.handover = handover
    screen = room.show(CheckScreen)
    began = shown_line(screen)
    press(room, KEYS.Key_F, CTRL)
    write(room, "11")
    room.settle()
    assert (began, shown_line(screen), screen.model.rowCount()) == ("1", "11", 12)


def test_the_exceptions_in_the_figures_narrow_the_list(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_M)
    screen.progress.part_clicked.emit("exceptions")
    room.settle()
    assert [screen.model.row_at(row).line_no for row in range(screen.model.rowCount())] == ["V1"]


def test_open_only_shrinks_while_one_works_and_goes_on_to_the_next(room: Room, screen: CheckScreen) -> None:
    screen.list.show_open()
    room.settle()
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    assert screen.model.rowCount() == 6
    assert shown_line(screen) == "V2"


def test_two_results_stand_side_by_side_until_one_is_chosen(room: Room, screen: CheckScreen) -> None:
    item = room.card("V1").item
    finding = Finding(Outcome.ACCEPTED, Decimal(1), Decimal(1))
    missing = Finding(Outcome.MISSING, Decimal(0), Decimal(0))
    workplace = room.services.workplace
    with workplace.writing() as store:
        for device, found in (("AAAA", finding), ("BBBB", missing)):
            record = CheckRecord(workplace.uid(), item.uid, found, device, store.at, device, Method.CLICKED)
            store.add_check(record, item=item)
    screen.show_item(item.id)
    room.settle()
    chosen = [b for b in screen.pane.view.findChildren(QPushButton) if b.text() == "This one holds"]
    assert len(chosen) == 2
    chosen[1].click()
    room.settle()
    stands = room.finding("V1")
    assert stands is not None
    assert stands.outcome is Outcome.MISSING
    assert len(room.card("V1").heads) == 1


def test_a_frozen_check_can_be_read_and_not_changed(room: Room, desk: Services) -> None:
    desk.reconciling.close_open_as_not_checked(room.handover)
    desk.finalising.finalise(room.handover)
    screen = room.show(CheckScreen)
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    assert [r.finding and r.finding.outcome for r in room.card("V1").records] == [Outcome.NOT_CHECKED]
    assert not screen.pane.form.isVisible()


def test_figures_lead_on_to_reconcile(room: Room, screen: CheckScreen) -> None:
    next(b for b in screen.findChildren(QPushButton) if b.text() == "Reconcile").click()
    assert room.went_to(Step.RECONCILE)


def test_the_list_is_a_sound_model_of_pages(room: Room, desk: Services, screen: CheckScreen) -> None:
    QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = desk.checking.item_ids(room.handover, screen.list.filter)
    screen.model.set_ids(ids[:3])
    screen.model.set_ids(ids)
    screen.model.set_pending([ids[2]])
    screen.model.refresh([ids[2]])
    assert screen.model.item_at(screen.model.index(2)) == ItemId(ids[2])
    spoken = screen.model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Line V3, Not checked, Patrol vehicle 3")


def test_what_another_window_part_records_is_shown(room: Room, screen: CheckScreen) -> None:
    item = room.item("V5")
    room.context.operations.command(
        lambda: room.services.checking.record(item, CheckRequest(Outcome.ACCEPTED)),
        initiator=room.context.operations,
    )
    room.settle()
    assert screen.model.index(4).data(ItemRole.OUTCOME) == Outcome.ACCEPTED


def test_what_an_earlier_protocol_left_open_is_checked_with_how_it_was_settled(room: Room) -> None:
    with room.services.workplace.writing() as store:
        uid = room.services.workplace.uid()
        store.add_items(room.handover, [(uid, vehicle(77), Origin.CARRIED_OVER, "earlier")])
    screen = room.show(CheckScreen)
    assert not screen.pane.form.settlement.isVisible()
    screen.show_item(room.item("V77"))
    room.settle()
    chosen = screen.pane.form.settlement
    assert chosen.isVisible()
    chosen.setCurrentIndex(chosen.findData(Settlement.LATE))
    screen.pane.form.choose(Outcome.ACCEPTED)
    room.settle()
    finding = room.finding("V77")
    assert finding is not None
    assert finding.settlement is Settlement.LATE


def test_pieces_are_offered_in_the_language_of_the_window_and_kept_as_the_same_unit(
    look: Look, resources: Path, qtbot: QtBot
) -> None:
    form = ExtraForm(look, load_translator("sr-Cyrl", resources / "catalogues"), Formats("sr-Cyrl"))
    qtbot.addWidget(form)
    added: list[Extra] = []
    form.submitted.connect(added.append)
    for unit in ("", "m"):
        form.begin(NewItem("+1", "RSD", None), "Кабл")
        assert form._lines["unit"].text() == "ком."
        form._lines["unit"].setText(unit or "ком.")
        form._lines["reason"].setText("У сандуку.")
        form._submit()
    assert [extra.asset.unit for extra in added] == ["pcs", "m"]


def test_an_extra_item_takes_a_price_and_says_what_is_none(look: Look, resources: Path, qtbot: QtBot) -> None:
    form = ExtraForm(look, load_translator("en", resources / "catalogues"), Formats("en"))
    qtbot.addWidget(form)
    added: list[Extra] = []
    form.submitted.connect(added.append)
    form.begin(NewItem("+1", "", None), "Cable drum")
    form._lines["reason"].setText("In the crate.")
    form._lines["price"].setText("much")
    form._submit()
    assert added == []
    assert form._fields["price"].error == "This is not an amount. Write it like 5,000.00."
    form._lines["price"].setText("1,250.50")
    form._currency.setCurrentText("RSD")
    form._submit()
    assert [extra.asset.unit_price for extra in added] == [Money("RSD", 125_050)]


def test_counts_and_what_was_read_outlive_a_look_at_another_item(room: Room, screen: CheckScreen) -> None:
    form = screen.pane.form
    lamp = room.item("L1")
    screen.show_item(lamp)
    room.settle()
    presented = form.counts.findChildren(QLineEdit)[0]
    presented.setFocus()
    press(room, KEYS.Key_A, CTRL)
    write(room, "3x")
    form._sealed.click()
    form._read.click()
    write(room, "SN-9")
    screen.show_item(room.item("V2"))
    room.settle()
    elsewhere = (form._sealed.isChecked(), form._read.isChecked(), form.begun)
    assert screen.pane.has_begun
    screen.show_item(lamp)
    room.settle()

    assert elsewhere == (False, False, None)
    assert (presented.text(), form._sealed.isChecked(), form._reading._editor.text()) == ("3x", True, "SN-9")
    presented.setFocus()
    press(room, KEYS.Key_A, CTRL)
    write(room, "3")
    screen.list.view.setFocus()
    press(room, KEYS.Key_A)
    room.settle()
    found = room.finding("L1")
    assert found is not None
    assert (found.presented, found.accepted, found.qualifier) == (3, 3, Qualifier.SEALED)
    screen.show_item(lamp)
    room.settle()
    assert not screen.pane.has_begun


def test_a_row_that_was_only_opened_is_nothing_begun(room: Room, screen: CheckScreen) -> None:
    screen.pane.form._read.click()
    assert screen.pane.form._reading.isVisible()
    assert not screen.pane.has_begun


def test_the_identifier_stays_in_sight_where_a_remark_takes_the_room(room: Room, screen: CheckScreen) -> None:
    screen.window().resize(1180, 560)
    room.settle()
    press(room, KEYS.Key_R)
    room.settle()
    seen = screen.pane.view._identifier
    while_writing = seen.visibleRegion().boundingRect(), seen.rect()
    press(room, KEYS.Key_Escape)
    room.settle()

    assert while_writing[0].bottom() == while_writing[1].bottom()
    assert screen.pane.view.verticalScrollBar().value() == 0
