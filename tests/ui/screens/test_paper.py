"""What was ticked by hand is typed in by keyboard alone, row by row in the order of the paper, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Method, Outcome, Remark
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.paper.form_dialog import FormTarget
from handover_desktop.ui.paper.transcript import TICKS, read_tick
from handover_desktop.ui.paper.transcription import TranscriptionDialog
from handover_desktop.ui.screens.check import CheckScreen
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    lines = [*(vehicle(number) for number in range(1, 26)), lamps()]
    return Room(qtbot, context, trail, add_handover(desk, lines))


@pytest.fixture
def dialog(room: Room, tmp_path: Path) -> TranscriptionDialog:
    room.services.papers.save_form(room.handover, tmp_path / "f.pdf")
    return open_dialog(room)


def open_dialog(room: Room) -> TranscriptionDialog:
    window = QWidget()
    room.qtbot.addWidget(window)
    room.windows.append(window)
    dialog = TranscriptionDialog(room.context, room.handover, window)
    with room.qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    room.settle()
    return dialog


def lines_of(room: Room, page: int) -> list[str]:
    form = room.services.papers.forms(room.handover)[0]
    lines = room.services.papers.form_lines(room.handover, form.number)
    return [line.item.asset.line_no for line in lines if line.page == page]


def press(room: Room, dialog: TranscriptionDialog, *keys: str | Qt.Key) -> None:
    """Type into whatever has the focus; a name of a key is pressed as such."""
    for key in keys:
        focus = dialog.focusWidget()
        assert focus is not None
        if isinstance(key, str):
            room.qtbot.keyClicks(focus, key)
        else:
            room.qtbot.keyClick(focus, key)
            room.settle()


ENTER = Qt.Key.Key_Return


def test_a_figure_and_enter_record_a_row_and_go_on(room: Room, dialog: TranscriptionDialog) -> None:
    first, second, *_rest = lines_of(room, 1)
    dialog.who.setText("Demo Osoba 2")
    press(room, dialog, "1", ENTER)
    (record,) = room.card(first).records
    assert record.method is Method.PAPER
    assert record.who.startswith("Demo Osoba 2 (")
    assert record.finding is not None
    assert record.finding.outcome is Outcome.ACCEPTED
    assert second in dialog.entry.name
    assert dialog.table.item(0, 3).text() == "1 Accepted"


def test_the_place_on_the_paper_is_always_said(room: Room, dialog: TranscriptionDialog) -> None:
    rows = len(lines_of(room, 1))
    assert dialog.entry.place == f"Page 1 of {dialog.pages} · row 1 of {rows}"
    press(room, dialog, Qt.Key.Key_Down)
    assert dialog.entry.place == f"Page 1 of {dialog.pages} · row 2 of {rows}"
    press(room, dialog, Qt.Key.Key_Up)
    assert "row 1 of" in dialog.entry.place


def test_a_tick_that_needs_a_remark_asks_for_it_in_the_row(room: Room, dialog: TranscriptionDialog) -> None:
    (first, *_rest) = lines_of(room, 1)
    press(room, dialog, "2", ENTER)
    assert dialog.focusWidget() is dialog.entry.remark
    press(room, dialog, ENTER)
    assert not room.card(first).records
    press(room, dialog, "Mirror broken", ENTER)
    finding = room.finding(first)
    assert finding is not None
    assert finding.remark == Remark("Mirror broken")


def test_pieces_are_counted_in_the_row(room: Room, dialog: TranscriptionDialog) -> None:
    dialog.go_to_line("L1")
    press(room, dialog, "1", ENTER, "58", ENTER, "57", ENTER)
    finding = room.finding("L1")
    assert finding is not None
    assert (finding.outcome, finding.presented, finding.accepted) == (Outcome.PARTLY_ACCEPTED, 58, 57)


def test_an_empty_row_is_passed_over(room: Room, dialog: TranscriptionDialog) -> None:
    first = lines_of(room, 1)[0]
    press(room, dialog, ENTER)
    assert not room.card(first).records
    assert "row 2 of" in dialog.entry.place


def test_a_sign_that_is_no_box_is_refused_in_the_row(room: Room, dialog: TranscriptionDialog) -> None:
    first = lines_of(room, 1)[0]
    press(room, dialog, "7", ENTER)
    assert not room.card(first).records
    assert "row 1 of" in dialog.entry.place


def test_the_end_of_a_page_is_compared_with_the_count_on_the_paper(
    room: Room, dialog: TranscriptionDialog
) -> None:
    rows = len(lines_of(room, 1))
    for _row in range(rows - 1):
        press(room, dialog, "1", ENTER)
    press(room, dialog, "4", ENTER)
    comparison = dialog.comparison
    assert comparison.isVisible()
    press(room, dialog, str(rows), ENTER, ENTER, ENTER, ENTER)
    assert f"typed {rows - 1}, on the paper {rows}" in comparison.text
    assert "typed 1, on the paper 0" in comparison.text
    comparison.fields[0].setText(str(rows - 1))
    comparison.fields[3].setText("1")
    comparison.go_on.click()
    room.settle()
    assert "Page 2 of" in dialog.entry.place
    with room.services.workplace.reading() as store:
        entry = list(store.audit_entries())[-1]
    assert entry.action == "paper-page-compared"
    assert f'"typed":[{rows - 1},0,0,1],"written":[{rows - 1},0,0,1]' in entry.payload


def test_the_laptop_that_says_otherwise_is_shown_and_not_overwritten(room: Room, tmp_path: Path) -> None:
    room.services.papers.save_form(room.handover, tmp_path / "f.pdf")
    first = lines_of(room, 1)[0]
    room.services.checking.record(room.item(first), CheckRequest(Outcome.MISSING))
    dialog = open_dialog(room)
    press(room, dialog, Qt.Key.Key_Up)
    dialog.go_to_line(first)
    press(room, dialog, "1", ENTER)
    assert len(room.card(first).heads) == 2
    assert "the laptop says “Missing”" in dialog.banner.text
    assert "⚡" in dialog.table.item(0, 3).text()


def test_a_time_on_the_paper_is_the_time_of_the_record(room: Room, dialog: TranscriptionDialog) -> None:
    first = lines_of(room, 1)[0]
    now = room.services.workplace.now()
    dialog.day.set_value(now.date())
    dialog.hour.setText("0:01")
    press(room, dialog, "1", ENTER)
    assert room.card(first).records[0].at.strftime("%H:%M") == "00:01"
    dialog.hour.setText("late")
    press(room, dialog, "1", ENTER)
    assert not room.card(lines_of(room, 1)[1]).records


def test_without_a_printed_form_it_says_so(room: Room) -> None:
    dialog = open_dialog(room)
    assert "No form was printed" in dialog.banner.text


@pytest.mark.parametrize("keys", ["1234", "arnm", "ARNM", "арнм"])
def test_boxes_are_named_by_figure_or_letter_on_either_keyboard(keys: str) -> None:
    assert tuple(read_tick(key) for key in keys) == TICKS


def test_the_check_screen_makes_a_form_and_leads_to_typing_it_in(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = room.show(CheckScreen)
    target = tmp_path / "form.pdf"
    monkeypatch.setattr(room.context.files, "choose_target", lambda *_given: target)
    screen.paper.make_form(FormTarget.FILE, unit="U02", open_only=True)
    room.settle()
    assert target.read_bytes().startswith(b"%PDF-")
    dialog = screen.paper.open_transcription()
    assert dialog is not None
    room.settle()
    assert dialog.forms.count() == 1
    dialog.close()
