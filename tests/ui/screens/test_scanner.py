"""Scans on the check screen: caught everywhere, told apart, never a decision; and a whole list without the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Method, Outcome
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.services.desk import Services
from handover_desktop.services.item_codes import draw_squares
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scanning.bursts import Suffix
from handover_desktop.ui.scanning.keyboards import LAYOUTS, Layout
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.scan_desk import Result
from tests.ui.scanning.typing_keys import scan, send, write_by_hand
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle

KEYS = Qt.Key


def vin(number: int) -> str:
    return f"0SYZZZV11ZR{number:06d}"


def telephone(line: str, *identifiers: Identifier) -> AssetLine:
    return AssetLine(line, f"Telephone {line}", category="Phones", identifiers=identifiers)


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    shared = Identifier(IdentifierKind.INVENTORY_NUMBER, "INV-2026-77")
    lines = [
        *(vehicle(number) for number in range(1, 7)),
        telephone("P1", shared, Identifier(IdentifierKind.IMEI, "490154203237518")),
        telephone("P2", shared, Identifier(IdentifierKind.SERIAL_NUMBER, "SN0O7I5B")),
        telephone("P3", Identifier(IdentifierKind.PLATE, "BG 1234-АВ")),
        lamps(),
    ]
    return Room(qtbot, context, trail, add_handover(desk, lines))


@pytest.fixture
def screen(room: Room) -> CheckScreen:
    return room.show(CheckScreen)


@pytest.fixture
def told(screen: CheckScreen) -> list[Result]:
    results: list[Result] = []
    screen.scans.told.connect(results.append)
    return results


def shown_line(screen: CheckScreen) -> str:
    (item,) = screen.list.selection
    row = screen.model.row_of(item)
    assert row is not None
    return screen.model.row_at(row).line_no


def press(room: Room, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    room.qtbot.keyClick(focused, key, modifier)
    room.settle()


def take(room: Room, code: str, *, start: int = 100_000, **how: object) -> None:
    scan(code, start=start, **how)  # type: ignore[arg-type]  # passed on as given
    room.settle()


def test_a_scan_opens_the_item_and_says_so_and_never_accepts_it(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    take(room, vin(1))
    assert told == [Result.EXACT]
    assert "V1" in screen.scans.panel.text
    take(room, vin(4))
    assert told == [Result.EXACT, Result.OTHER_LINE]
    assert shown_line(screen) == "V4"
    assert all(room.finding(f"V{number}") is None for number in range(1, 7))
    press(room, KEYS.Key_A)
    assert room.card("V4").records[0].method is Method.SCANNED
    assert screen.scans.panel.text == ""


@pytest.mark.parametrize("split", [6, 9, 12, 16])
def test_a_scan_that_a_busy_laptop_lets_halt_opens_its_item(
    room: Room, screen: CheckScreen, split: int
) -> None:
    code, start = vin(5), 200_000
    scan(code[:split], start=start, end=Suffix.NONE)
    scan(code[split:], start=start + 2 * split + 100, end=Suffix.TAB)
    room.settle()
    assert shown_line(screen) == "V5"
    assert "V5" in screen.scans.panel.text
    assert all(room.finding(f"V{number}") is None for number in range(1, 7))


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("490154203237518", "P1"),
        ("sn0o7i5b", "P2"),
        ("BG1234АВ", "P3"),
        ("000003", "V3"),
        ("0SYZ ZZV1 1ZR0 00005", "V5"),
    ],
)
def test_every_kind_of_identifier_and_the_last_six_name_an_item(
    room: Room, screen: CheckScreen, code: str, line: str
) -> None:
    screen.scans.take_codes((code,))
    room.settle()
    assert shown_line(screen) == line


def test_what_is_already_checked_is_said_with_its_outcome(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    room.services.checking.record(room.item("V2"), CheckRequest(Outcome.MISSING))
    take(room, vin(2))
    assert told == [Result.CHECKED]
    assert "Missing" in screen.scans.panel.text
    assert shown_line(screen) == "V2"


def test_another_line_is_opened_also_from_outside_the_filter(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    press(room, KEYS.Key_F, Qt.KeyboardModifier.ControlModifier)
    write_by_hand("Searchlight")
    room.qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    take(room, vin(3))
    assert told == [Result.OTHER_LINE]
    assert "outside the filter" in screen.scans.panel.text
    assert shown_line(screen) == "V3"


def test_the_unknown_is_offered_as_not_on_the_list_with_its_code(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    take(room, "UNKNOWN-7788")
    assert told == [Result.UNKNOWN]
    assert "UNKNOWN-7788" in screen.scans.panel.text
    offered = screen.scans.panel.findChildren(QPushButton)
    next(made for made in offered if made.text() == "Not on the list…").click()
    room.settle()
    assert screen.pane.is_adding
    form = screen.pane.extra
    assert form._lines["identifier"].text() == "UNKNOWN-7788"
    assert form._kind.currentText() == "Serial number"
    take(room, vin(99), start=900_000)
    assert "is not on this list" in screen.scans.panel.text
    form._lines["description"].setText("Generator")
    form._lines["reason"].setText("It stood in the hall.")
    form._save.click()
    room.settle()
    assert shown_line(screen) == "X-001"
    assert screen.scans.panel.text == ""


def test_several_are_chosen_from_by_number(room: Room, screen: CheckScreen, told: list[Result]) -> None:
    take(room, "INV-2026-77")
    assert told == [Result.SEVERAL]
    assert [c.candidate.bearer.line_no for c in screen.scans.panel.candidates] == ["P1", "P2"]
    assert shown_line(screen) == "V1"
    press(room, KEYS.Key_2)
    assert shown_line(screen) == "P2"
    assert screen.scans.panel.text == ""


def test_one_scan_after_another_is_whole_also_while_there_is_a_choice(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    codes = ("INV-2026-77", "OSYZZZV11ZR000002", "UNKNOWN-1", "INV-2026-77", vin(4))
    for number, code in enumerate(codes, 1):
        take(room, code, start=10_000 * number)
        room.qtbot.wait(20)
    assert told == [Result.SEVERAL, Result.SEVERAL, Result.UNKNOWN, Result.SEVERAL, Result.OTHER_LINE]
    assert shown_line(screen) == "V4"


@pytest.mark.parametrize(
    ("code", "line", "marked"),
    [("OSYZZZV11ZR000002", "V2", (0,)), ("SNO07I5B", "P2", (2, 3)), ("BG1234AB", "P3", (8, 9))],
)
def test_look_alikes_are_shown_with_their_difference_and_opened_by_a_person(
    room: Room, screen: CheckScreen, told: list[Result], code: str, line: str, marked: tuple[int, ...]
) -> None:
    take(room, code)
    assert told == [Result.SEVERAL]
    assert f"looks the same as line {line}" in screen.scans.panel.text
    assert shown_line(screen) == "V1"
    (candidate,) = screen.scans.panel.candidates
    assert candidate.candidate.marked == marked
    press(room, KEYS.Key_Return)
    assert shown_line(screen) == line


def test_a_typed_look_alike_is_treated_as_a_scanned_one(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_F, Qt.KeyboardModifier.ControlModifier)
    write_by_hand("OSYZZZV11ZR000002")
    press(room, KEYS.Key_Return)
    assert "looks the same as line V2" in screen.scans.panel.text
    assert screen.list.selection != (room.item("V2"),)
    press(room, KEYS.Key_1)
    assert shown_line(screen) == "V2"
    press(room, KEYS.Key_A)
    assert room.card("V2").records[0].method is Method.TYPED


def test_the_same_code_within_three_seconds_is_ignored_and_said(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    take(room, vin(2), start=100_000)
    take(room, vin(2), start=102_000)
    assert told == [Result.OTHER_LINE]
    assert "ignored" in screen.scans.panel.text
    take(room, vin(2), start=104_000)
    assert told == [Result.OTHER_LINE, Result.EXACT]


def test_a_code_that_comes_again_at_once_without_suffix_is_a_repeat_too(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    for start in (200_000, 200_140, 200_280):
        scan(vin(2), start=start, end=Suffix.NONE)
        room.settle()
    assert told == [Result.OTHER_LINE]
    assert shown_line(screen) == "V2"


@pytest.mark.parametrize("suffix", list(Suffix))
def test_a_scan_while_a_remark_is_written_leaves_the_remark_as_it_is(
    room: Room, screen: CheckScreen, suffix: Suffix
) -> None:
    press(room, KEYS.Key_R)
    write_by_hand("Dent")
    room.settle()
    take(room, vin(3), end=suffix)
    assert shown_line(screen) == "V3"
    screen.show_item(room.item("V1"))
    room.settle()
    screen.list.view.setFocus()
    press(room, KEYS.Key_R)
    written = [editor.toPlainText() for editor in screen.pane.form.findChildren(QPlainTextEdit)]
    assert "Dent" in written


@pytest.mark.parametrize("split", [7, 14])
def test_a_scan_that_halts_while_a_remark_is_written_leaves_nothing_of_it_there(
    room: Room, screen: CheckScreen, split: int
) -> None:
    press(room, KEYS.Key_R)
    (remark,) = [one for one in screen.pane.form.findChildren(QPlainTextEdit) if one.hasFocus()]
    write_by_hand("Dent")
    code, start = vin(1), 200_000
    scan(code[:split], start=start, end=Suffix.NONE)
    room.settle()
    assert remark.toPlainText() == f"Dent{code[:split]}"
    scan(code[split:], start=start + 2 * split + 100)
    room.settle()
    assert remark.toPlainText() == "Dent"
    assert "V1" in screen.scans.panel.text


@pytest.mark.parametrize("end", [Suffix.NONE, Suffix.ENTER])
def test_what_a_tool_types_into_a_remark_as_quickly_as_a_scanner_stays_in_the_remark(
    room: Room, screen: CheckScreen, told: list[Result], end: Suffix
) -> None:
    press(room, KEYS.Key_R)
    (remark,) = [one for one in screen.pane.form.findChildren(QPlainTextEdit) if one.hasFocus()]
    write_by_hand("The ")
    take(room, "left mirror is cracked", every=20, end=end)
    assert remark.toPlainText() == "The left mirror is cracked"
    assert told == []
    take(room, vin(99), end=end, start=900_000)
    assert remark.toPlainText() == f"The left mirror is cracked{vin(99)}"
    assert "where you were writing" in screen.scans.panel.text
    take(room, vin(4), end=end, start=1_900_000)
    assert told == [Result.UNKNOWN, Result.OTHER_LINE]
    take(room, vin(1), start=2_900_000)
    press(room, KEYS.Key_R)
    assert remark.toPlainText() == f"The left mirror is cracked{vin(99)}"


def test_a_remark_without_words_and_a_deadline_that_is_no_date_outlive_a_scan(
    room: Room, screen: CheckScreen
) -> None:
    press(room, KEYS.Key_R)
    agreed, deadline = (
        one
        for one in screen.pane.form.findChildren(QLineEdit)
        if one.accessibleName() in ("Agreed action", "Deadline")
    )
    agreed.setText("to be painted")
    deadline.setText("31.11.2026")
    take(room, vin(4))
    assert (agreed.text(), deadline.text()) == ("", "")
    take(room, vin(1), start=900_000)
    press(room, KEYS.Key_R)
    assert (agreed.text(), deadline.text()) == ("to be painted", "31.11.2026")


def test_two_scans_at_once_leave_nothing_in_the_line_where_they_came(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    press(room, KEYS.Key_R)
    (line, *_others) = [one for one in screen.pane.form.findChildren(QLineEdit) if one.isVisible()]
    line.setFocus()
    write_by_hand("garage")
    room.settle()
    line.selectAll()
    scan(vin(4), start=200_000)
    scan(vin(5), start=200_300)
    room.settle()
    assert told == [Result.OTHER_LINE, Result.OTHER_LINE]
    take(room, vin(1), start=900_000)
    press(room, KEYS.Key_R)
    assert line.text() == "garage"


@pytest.mark.parametrize("name", ["list", "search", "button", "tick"])
def test_it_is_caught_from_anywhere_on_the_screen(room: Room, screen: CheckScreen, name: str) -> None:
    places: dict[str, QWidget] = {
        "list": screen.list.view,
        "search": screen.list._input,
        "button": screen.pane.form.bar.button(Outcome.MISSING),
        "tick": screen._advance,
    }
    places[name].setFocus()
    take(room, vin(5))
    assert shown_line(screen) == "V5"
    assert screen.list.text == ""
    assert all(room.finding(f"V{number}") is None for number in range(1, 7))


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_scanner_on_any_layout_opens_the_right_item(
    room: Room, screen: CheckScreen, told: list[Result], layout: Layout
) -> None:
    take(room, vin(6), layout=layout, places=True)
    assert shown_line(screen) == "V6"
    assert told == [Result.OTHER_LINE]


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_without_scan_codes_no_other_item_is_opened_and_the_right_one_is_opened_or_proposed(
    room: Room, screen: CheckScreen, layout: Layout
) -> None:
    take(room, vin(6), layout=layout)
    if screen.scans.panel.candidates:
        assert [c.candidate.bearer.line_no for c in screen.scans.panel.candidates] == ["V6"]
        press(room, KEYS.Key_1)
    assert shown_line(screen) == "V6"


def test_a_scan_waits_for_an_item_that_is_being_added(room: Room, screen: CheckScreen) -> None:
    press(room, KEYS.Key_Insert)
    write_by_hand("Trailer")
    room.settle()
    take(room, vin(2))
    assert screen.pane.is_adding
    assert "First add the new item" in screen.scans.panel.text


def label(code: str) -> QImage:
    """Return a photo of a label with a code."""
    symbol = draw_squares(code)[0]
    picture = QImage(symbol.width * 6 + 80, symbol.height * 6 + 80, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    for row, start, length in symbol.runs:
        painter.fillRect(40 + start * 6, 40 + row * 6, length * 6, 6, Qt.GlobalColor.black)
    painter.end()
    return picture


def test_a_picture_in_the_search_is_read_for_its_code(
    room: Room, screen: CheckScreen, told: list[Result]
) -> None:
    QApplication.clipboard().setImage(label(vin(4)))
    press(room, KEYS.Key_F, Qt.KeyboardModifier.ControlModifier)
    press(room, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.qtbot.waitUntil(lambda: told == [Result.OTHER_LINE])
    room.settle()
    assert shown_line(screen) == "V4"
    assert room.finding("V4") is None


def test_a_photo_dropped_on_the_list_finds_its_item_and_is_not_kept(
    room: Room, screen: CheckScreen, told: list[Result], tmp_path: Path
) -> None:
    path = tmp_path / "label.png"
    label(vin(3)).save(str(path))
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(screen.list, QDragEnterEvent(QPoint(9, 9), copy, given, left, none))
    QApplication.sendEvent(screen.list, QDropEvent(QPointF(9, 9), copy, given, left, none))
    room.qtbot.waitUntil(lambda: told == [Result.OTHER_LINE])
    room.settle()
    assert shown_line(screen) == "V3"
    assert room.services.photos.list(room.handover) == ()


def test_a_photo_without_a_code_is_said_to_have_none(room: Room, screen: CheckScreen) -> None:
    blank = QImage(200, 200, QImage.Format.Format_RGB32)
    blank.fill(Qt.GlobalColor.gray)
    given = QMimeData()
    given.setImageData(blank)
    assert screen.codes.read(given)
    room.qtbot.waitUntil(lambda: any("No code was found" in said for said in room.trail.said))


def test_all_selected_items_take_one_outcome_after_one_question_and_lose_it_with_one_undo(
    room: Room, screen: CheckScreen
) -> None:
    press(room, KEYS.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(room, KEYS.Key_M)
    (button,) = [b for b in screen.pane.form.findChildren(QPushButton) if b.hasFocus()]
    assert button.text() == "Record for 10 items"
    press(room, KEYS.Key_Return)
    progress = room.services.checking.progress(room.handover)
    assert (progress.lines_done, progress.exceptions) == (10, 10)
    press(room, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.services.checking.progress(room.handover).lines_done == 0


def test_an_outcome_key_shows_at_once_and_acts_when_it_is_clear_that_a_hand_pressed_it(
    room: Room, screen: CheckScreen
) -> None:
    button = screen.pane.form.bar.button(Outcome.MISSING)
    send("m")
    assert button.isDown()
    assert room.finding("V1") is None
    room.settle()
    assert not button.isDown()
    assert room.finding("V1") is not None


def test_seventy_two_vehicles_are_checked_without_the_mouse(
    context: UiContext, trail: Trail, desk: Services, qtbot: QtBot
) -> None:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(number) for number in range(1, 73)]))
    screen = room.show(CheckScreen)
    for number in range(1, 73):
        assert shown_line(screen) == f"V{number}"
        if number == 10:
            press(room, KEYS.Key_R)
            write_by_hand("Scratch, left door")
            press(room, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
        elif number % 2:
            press(room, KEYS.Key_Space)
        else:
            send("a", at=1000 * number)
            room.settle()
    progress = room.services.checking.progress(room.handover)
    assert (progress.lines_done, progress.exceptions) == (72, 1)
