"""The preparation: edits are saved by an explicit act, and nothing is lost or overwritten silently."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.domain.handovers import Clause, HandoverDetails, Party, PartyRole
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.services.desk import Services
from handover_desktop.services.importing import read_list
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.date_field import read_date
from handover_desktop.ui.moments import moment_on, read_time
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.prepare import PrepareScreen
from handover_desktop.ui.tabbing import in_order
from tests.ui.screens.conftest import Trail, settle

FULL = HandoverDetails(
    title="Radios",
    project="P-1",
    place="Niš",
    handover_date=date(2024, 12, 5),
    starts_at=datetime(2024, 12, 5, 9, 23, 41, tzinfo=timezone(timedelta(hours=1))),
    parties=(
        Party(PartyRole.TRANSFEROR, "Office A", representative="A. Adams", function="Head", mandate="7/24"),
        Party(
            PartyRole.RECIPIENT, "Office B", name_local="Канцеларија Б", representative="B. Berg", signs=False
        ),
    ),
    clauses=(Clause("own-1", (("en", "As agreed."), ("sr-Cyrl", "Како је договорено."))),),
    languages=("en", "sr-Cyrl"),
    originals=3,
)


@pytest.fixture
def prepared(desk: Services) -> HandoverId:
    desk.handovers.create("HO-1", details=FULL)
    return desk.handovers.find("HO-1").id


@pytest.fixture
def screen(context: UiContext, prepared: HandoverId, operations: Operations, qtbot: QtBot) -> PrepareScreen:
    made = PrepareScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.enter(prepared)
    settle(operations, qtbot)
    return made


def press(screen: PrepareScreen, text: str) -> None:
    next(b for b in screen.findChildren(QPushButton) if b.text() == text).click()


def test_showing_a_handover_changes_nothing_in_it(
    screen: PrepareScreen, desk: Services, prepared: HandoverId
) -> None:
    assert screen._form.details() == desk.handovers.get(prepared).details
    assert screen.leave()


def test_saving_leaves_the_hands_where_they_are(
    screen: PrepareScreen, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    with qtbot.waitActive(screen):
        screen.activateWindow()
    editor = next(one for one in screen._form.parties.findChildren(QLineEdit) if one.text() == "B. Berg")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_End)
    qtbot.keyClick(editor, Qt.Key.Key_S)
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not screen._form.is_dirty)
    settle(operations, qtbot)
    assert desk.handovers.get(prepared).details.parties[1].representative == "B. Bergs"
    assert editor.hasFocus()


def test_an_edit_is_marked_and_saved_by_the_button(
    screen: PrepareScreen, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    for editor, added in (
        (screen._form.handover._place, " (centre)"),
        (screen._form.handover._reference, "-b"),
    ):
        editor.end(False)
        qtbot.keyClicks(editor, added)
    assert screen._status.text() == "● Changes not saved"
    press(screen, "Save")
    settle(operations, qtbot)
    saved = desk.handovers.get(prepared)
    assert (saved.reference, saved.details.place) == ("HO-1-b", "Niš (centre)")
    assert saved.details.starts_at == FULL.starts_at
    assert screen._status.text() == "All changes saved"


def test_a_reference_that_is_taken_is_said_beside_the_field(
    screen: PrepareScreen, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    desk.handovers.create("HO-2")
    screen._form.handover._reference.clear()
    qtbot.keyClicks(screen._form.handover._reference, "HO-2")
    press(screen, "Save")
    settle(operations, qtbot)
    assert screen._form.handover.reference_field.error == (
        "The reference HO-2 is already used in this register."
    )


@pytest.mark.parametrize(
    ("field", "written", "error"),
    [
        ("_start", "half past nine", "This is not a time. Write it like 09:30."),
        ("_end", "08:00", "The end is before the start."),
    ],
)
def test_what_cannot_be_understood_is_said_and_nothing_is_saved(
    screen: PrepareScreen,
    desk: Services,
    prepared: HandoverId,
    qtbot: QtBot,
    field: str,
    written: str,
    error: str,
) -> None:
    editor = getattr(screen._form.handover, field)
    editor.clear()
    qtbot.keyClicks(editor, written)
    assert screen._save() is None
    assert getattr(screen._form.handover, f"{field}_field").error == error
    assert desk.handovers.get(prepared).details == FULL


def test_details_changed_meanwhile_are_not_overwritten(
    screen: PrepareScreen,
    desk: Services,
    prepared: HandoverId,
    operations: Operations,
    trail: Trail,
    qtbot: QtBot,
) -> None:
    qtbot.keyClicks(screen._form.handover._title, "!")
    elsewhere = desk.handovers.get(prepared)
    desk.handovers.save_details(prepared, HandoverDetails(title="Other"), revision=elsewhere.revision)
    press(screen, "Save")
    settle(operations, qtbot)
    assert desk.handovers.get(prepared).details.title == "Other"
    assert trail.said == [
        "HO-1 was changed meanwhile. Nothing was overwritten. Load it again and repeat the change."
    ]


def test_parties_are_added_moved_and_removed(
    screen: PrepareScreen, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    parties = screen._form.parties
    parties._add.click()
    qtbot.keyClicks(parties._cards[2].name, "Donor C")
    parties._cards[2].up.click()
    parties._cards[0].remove.click()
    parties._cards[0].remove.click()
    assert [card.name.text() for card in parties._cards] == ["Office B"]
    assert QApplication.focusWidget() is parties._back
    qtbot.keyClick(parties._back, Qt.Key.Key_Space)
    assert screen._save()
    settle(operations, qtbot)
    assert [party.name for party in desk.handovers.get(prepared).details.parties] == ["Donor C", "Office B"]
    parties._back.click()
    assert [card.name.text() for card in parties._cards] == ["Office A", "Donor C", "Office B"]
    assert not parties._back.isVisible()


def test_tab_reaches_the_bin_of_a_party_after_its_fields(screen: PrepareScreen, qtbot: QtBot) -> None:
    card = screen._form.parties._cards[0]
    order = [one for one in in_order(card) if one in (card.up, card.down, card.remove, card.name, card._role)]
    assert order == [card._role, card.name, card.down, card.remove]


def test_another_handover_is_a_starting_point_that_is_still_to_be_saved(
    context: UiContext, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    desk.handovers.create("HO-2", details=HandoverDetails(title="New", place="Vranje"))
    fresh = desk.handovers.find("HO-2").id
    screen = PrepareScreen(context)
    qtbot.addWidget(screen)
    screen.enter(fresh)
    settle(operations, qtbot)
    screen._start_like(prepared)
    settle(operations, qtbot)
    details = screen._form.details()
    assert (details.parties, details.originals, details.clauses) == (FULL.parties, 3, FULL.clauses)
    assert (details.title, details.place) == ("New", "Vranje")
    assert desk.handovers.get(fresh).details.parties == ()
    assert screen._save()
    settle(operations, qtbot)


def test_a_table_is_pasted_on_the_preparation_but_not_into_a_field(
    screen: PrepareScreen, prepared: HandoverId, trail: Trail, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("Description\tQty\nRadio\t1\n")
    title = next(field for field in screen.findChildren(QLineEdit) if field.text() == FULL.title)
    title.setFocus()
    qtbot.keyClick(title, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert trail.steps == []
    assert "Description" in title.text()

    screen._save_button.setFocus()
    qtbot.keyClick(screen._save_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    ((way, pasted, into),) = trail.steps
    assert (way, into) == ("import_list", prepared)
    assert read_list(pasted).lines[0].description == "Radio"


def test_the_check_starts_only_with_a_list(screen: PrepareScreen) -> None:
    assert screen._begin.isVisible()
    assert not screen._begin.isEnabled()
    assert screen._begin.toolTip() == "Import a list first."


def test_starting_the_check_leads_there(
    context: UiContext, desk: Services, operations: Operations, trail: Trail, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Line no.;Description;Receiving unit\n1;Radio;U01\n2;Radio;U02\n", encoding="utf-8")
    made = desk.importing.bring_in(desk.importing.read(path)).handover
    screen = PrepareScreen(context)
    qtbot.addWidget(screen)
    screen.enter(made)
    settle(operations, qtbot)
    assert [row[0] for row in screen._form.units._units.rows()] == ["U01", "U02"]
    screen._begin.click()
    settle(operations, qtbot)
    assert trail.steps == [("open_handover", made, Step.CHECK)]
    assert desk.handovers.get(made).state == "checking"


def test_a_cancelled_handover_can_only_be_read(
    context: UiContext, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    desk.handovers.cancel(prepared, "ordered twice")
    screen = PrepareScreen(context)
    qtbot.addWidget(screen)
    screen.enter(prepared)
    settle(operations, qtbot)
    assert screen._status.text() == "Cancelled: ordered twice"
    assert not screen._form.handover.isEnabled()
    assert screen.leave()


@pytest.mark.parametrize(("written", "hour"), [("9:05", 9), ("09.05", 9), ("0905", 9), ("14h05", 14)])
def test_times_are_read_as_people_write_them(written: str, hour: int) -> None:
    assert read_time(written) == time(hour, 5)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("27112026", date(2026, 11, 27)),
        ("27.11.26.", date(2026, 11, 27)),
        ("5/1/2027", date(2027, 1, 5)),
        ("2026-11-27", date(2026, 11, 27)),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, day: date) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize("written", ["31.11.2026", "2711202", "27.11.", "0.1.2026", "tomorrow"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(written)


def test_a_date_and_a_time_are_written_out_or_refused_when_a_person_goes_on(
    screen: PrepareScreen, qtbot: QtBot
) -> None:
    section = screen._form.handover
    lines = section.findChildren(QLineEdit)
    (day,) = [one for one in lines if one.accessibleName() == "Date"]
    for line, written in ((day, "27112026"), (section._start, "9"), (section._end, "25:10")):
        line.setText(written)
        qtbot.keyClick(line, Qt.Key.Key_Return)  # as Tab does, it ends the editing
    assert (day.text(), section._start.text(), section._end.text()) == ("27.11.2026", "09:00", "25:10")
    assert section._end_field.error == "This is not a time. Write it like 09:30."
    assert section._start_field.error is None


def test_tab_goes_from_the_index_into_the_section_that_is_chosen(screen: PrepareScreen, qtbot: QtBot) -> None:
    form = screen._form
    for row, section in enumerate((form.list, *form._sections)):
        form.focus_first()
        form._index.setCurrentRow(row)
        qtbot.keyClick(form._index, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert section.isAncestorOf(focused)


def test_an_unchanged_minute_keeps_its_seconds_and_offset() -> None:
    before = FULL.starts_at
    assert moment_on(date(2024, 12, 5), time(9, 23), before, None) == before
    moved = moment_on(date(2024, 12, 6), time(9, 23), before, None)
    assert moved is not None
    assert moved.isoformat() == "2024-12-06T09:23:00+01:00"


def test_leaving_waits_for_the_save_and_stays_where_it_is_refused(
    screen: PrepareScreen, desk: Services, prepared: HandoverId, qtbot: QtBot
) -> None:
    desk.handovers.create("HO-2")
    screen._form.handover._reference.setText("HO-2")
    assert screen._save_now() is False
    screen._form.handover._reference.setText("HO-3")
    assert screen._save_now() is True
    assert desk.handovers.get(prepared).reference == "HO-3"


def test_who_keeps_the_originals_is_proposed_from_the_parties(
    screen: PrepareScreen, desk: Services, prepared: HandoverId, operations: Operations, qtbot: QtBot
) -> None:
    press(screen, "Propose from the parties")
    press(screen, "Save")
    settle(operations, qtbot)
    assert desk.handovers.get(prepared).details.distribution == "2 Office B; 1 Office A"


@pytest.mark.parametrize(
    ("point", "field"),
    [
        (OpenPoint(Point.NO_PLACE), "Place"),
        (OpenPoint(Point.OLD_DATE), "Date"),
        (OpenPoint(Point.PARTY_WITHOUT_NAME, params=(("number", 2),)), "Name of the organisation"),
        (OpenPoint(Point.NO_REPRESENTATIVE, params=(("party", "Office B"),)), "Representative"),
        (OpenPoint(Point.NO_MANDATE, params=(("party", "Office B"),)), "Mandate"),
        (OpenPoint(Point.DISTRIBUTION), "Who keeps the originals"),
        (OpenPoint(Point.CLAUSE_WITHOUT_TEXT, params=(("number", 1), ("language", "English"))), "English"),
    ],
)
def test_an_open_point_leads_to_its_field(
    screen: PrepareScreen, operations: Operations, qtbot: QtBot, point: OpenPoint, field: str
) -> None:
    screen.activateWindow()
    screen.enter(screen.handover)
    screen.show_point(point)
    settle(operations, qtbot)
    qtbot.waitUntil(
        lambda: screen.focusWidget() is not None and not screen.focusWidget().inherits("QListWidget")
    )
    focused = screen.focusWidget()
    assert focused is not None
    assert field in focused.accessibleName()
    assert not focused.visibleRegion().isEmpty()
