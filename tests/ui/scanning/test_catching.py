"""Keys of a scan act nowhere; keys of a hand act as ever, in their order, none lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.ui.scanning.bursts import HAND_MS, PAUSE_MS, Burst, Suffix
from handover_desktop.ui.scanning.catcher import ScanCatcher
from handover_desktop.ui.scanning.keyboards import LAYOUTS, Layout
from handover_desktop.ui.scanning.readings import read_burst
from tests.ui.scanning.typing_keys import scan, send

CODE = "0SYZZZV11ZR000001"


@dataclass
class Desk:
    """A window with a list, a line and a button, and a shortcut as the outcomes have."""

    qtbot: QtBot
    window: QWidget
    items: QListWidget
    line: QLineEdit
    press: QPushButton
    catcher: ScanCatcher
    scans: list[Burst] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)

    def rest(self) -> None:
        self.qtbot.wait(round(PAUSE_MS) + 30)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = QWidget()
    catcher = ScanCatcher(window)
    made = Desk(qtbot, window, QListWidget(), QLineEdit(), QPushButton("Press"), catcher)
    rows = QVBoxLayout(window)
    for widget in (made.items, made.line, made.press):
        rows.addWidget(widget)
    for key in ("A", "+", "S"):
        shortcut = QShortcut(QKeySequence(key), made.press)
        shortcut.activated.connect(lambda key=key: made.pressed.append(key))
    made.press.clicked.connect(lambda: made.pressed.append("click"))
    catcher.scanned.connect(made.scans.append)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.items.setFocus()
    made.rest()
    yield made
    QApplication.processEvents()


@pytest.mark.parametrize("focus", ["items", "line", "press"])
@pytest.mark.parametrize("end", [Suffix.ENTER, Suffix.TAB, Suffix.NONE])
def test_a_scan_is_caught_wherever_the_focus_is(desk: Desk, focus: str, end: Suffix) -> None:
    widget: QWidget = getattr(desk, focus)
    widget.setFocus()
    scan("SA+SASA", end=end)
    desk.rest()
    assert [(burst.text, burst.suffix) for burst in desk.scans] == [("SA+SASA", end)]
    assert desk.pressed == []
    assert desk.line.text() == ""
    assert QApplication.focusWidget() is widget


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
@pytest.mark.parametrize("every", [2, 0])
def test_a_scan_typed_through_a_layout_is_read_by_its_scan_codes(
    desk: Desk, layout: Layout, every: int
) -> None:
    desk.line.setFocus()
    scan(CODE, layout=layout, every=every, places=True)
    (burst,) = desk.scans
    assert read_burst(burst)[0].text == CODE


@pytest.mark.parametrize("focus", ["items", "line", "press"])
def test_a_sign_sent_twice_that_looks_like_a_key_kept_down_is_a_sign_sent_twice(
    desk: Desk, focus: str
) -> None:
    getattr(desk, focus).setFocus()
    scan("0SSAA++0000011", repeating=True)
    desk.rest()
    assert [burst.text for burst in desk.scans] == ["0SSAA++0000011"]
    assert (desk.pressed, desk.line.text()) == ([], "")


@pytest.mark.parametrize("is_busy", [False, True], ids=["at once", "after the window was busy"])
def test_a_key_that_a_hand_keeps_down_repeats_itself(desk: Desk, is_busy: bool) -> None:
    desk.line.setFocus()
    press(desk.line, "x", at=1000)
    if not is_busy:
        desk.rest()
    for repeat in range(20):
        send("x", at=1500 + 33 * repeat, repeats=True)
    desk.rest()
    assert (desk.line.text(), desk.scans) == ("x" * 21, [])


def press(target: QWidget, sign: str, *, at: int = 0) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        _send(target, kind, sign, at)


def release(target: QWidget, sign: str, *, at: int = 0) -> None:
    _send(target, QEvent.Type.KeyRelease, sign, at)


def _send(target: QWidget, kind: QEvent.Type, sign: str, at: int) -> None:
    event = QKeyEvent(kind, ord(sign.upper()), Qt.KeyboardModifier.NoModifier, sign)
    event.setTimestamp(at)
    QCoreApplication.sendEvent(target, event)


def test_a_hand_that_presses_an_outcome_is_answered_within_fifty_milliseconds(desk: Desk) -> None:
    desk.catcher.quick = frozenset("A")
    press(desk.items, "a")
    assert desk.pressed == []
    desk.qtbot.waitUntil(lambda: desk.pressed == ["A"], timeout=50)
    release(desk.items, "a")
    press(desk.items, "+")
    desk.qtbot.waitUntil(lambda: desk.pressed == ["A", "+"], timeout=100)


def test_a_key_of_a_hand_acts_while_it_is_still_down(desk: Desk) -> None:
    press(desk.items, "a")
    assert desk.pressed == []
    desk.qtbot.waitUntil(lambda: desk.pressed == ["A"])
    release(desk.items, "a")
    desk.rest()
    assert desk.pressed == ["A"]


def test_the_first_key_of_a_slow_scanner_is_taken_back_from_the_line_that_it_was_written_to(
    desk: Desk,
) -> None:
    mistaken: list[float] = []
    desk.catcher.mistaken.connect(lambda _number, down: mistaken.append(down))
    desk.line.setText("by hand")
    desk.line.setFocus()
    desk.line.setSelection(3, 4)
    press(desk.line, "s", at=1000)
    desk.qtbot.waitUntil(lambda: desk.line.text() == "by s")  # as from a hand, which is answered at once
    release(desk.line, "s", at=1030)
    scan("A+SASA", start=1032)
    (burst,) = desk.scans
    assert (burst.text, mistaken) == ("sA+SASA", [30.0])
    assert desk.line.text() == "by hand"


def test_the_first_key_of_a_slow_scanner_is_waited_for_where_it_would_be_a_command(desk: Desk) -> None:
    press(desk.items, "s", at=1000)
    desk.qtbot.wait(round(HAND_MS) - 20)
    assert desk.pressed == []
    release(desk.items, "s", at=1030)
    scan("A+SASA", start=1032)
    assert [burst.text for burst in desk.scans] == ["sA+SASA"]
    assert desk.pressed == []


def test_a_key_of_a_hand_just_before_a_scan_is_no_part_of_it(desk: Desk) -> None:
    desk.catcher.quick = frozenset("A")
    press(desk.items, "a", at=1000)
    desk.qtbot.waitUntil(lambda: desk.pressed == ["A"])
    release(desk.items, "a", at=1000 + round(HAND_MS))
    scan(CODE, start=1060)
    assert [burst.text for burst in desk.scans] == [CODE]
    assert desk.pressed == ["A"]


def test_the_shortcuts_work_on_a_cyrillic_layout_as_before(desk: Desk) -> None:
    send("а", at=1000)
    send("с", at=1500)
    desk.rest()
    assert desk.pressed == ["A", "S"]


def test_writing_reaches_the_line_whole_and_in_order(desk: Desk) -> None:
    desk.line.setFocus()
    at = 1000
    for number, sign in enumerate("Scratch, left door"):
        send(sign, at=at, down=60)
        at += 50 if number % 3 else 10
    desk.rest()
    assert desk.line.text() == "Scratch, left door"
    assert desk.pressed == []
    assert desk.scans == []


def test_space_enter_and_arrows_act_at_once(desk: Desk) -> None:
    desk.press.setFocus()
    send(" ", key=Qt.Key.Key_Space)
    assert desk.pressed == ["click"]


def test_what_was_typed_comes_before_a_command_and_a_click(desk: Desk) -> None:
    desk.line.setFocus()
    send("x", at=1000)
    send("", key=Qt.Key.Key_Home, at=1005)
    send("y", at=1010)
    desk.qtbot.mouseClick(desk.line, Qt.MouseButton.LeftButton)
    assert desk.line.text() == "yx"


def test_nothing_is_caught_in_another_window(desk: Desk) -> None:
    other = QLineEdit()
    desk.qtbot.addWidget(other)
    with desk.qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    other.setFocus()
    scan(CODE)
    assert other.text() == CODE
    assert desk.scans == []


def test_keys_held_while_the_window_was_busy_are_judged_by_their_own_time(desk: Desk) -> None:
    """All arrive together, after a long pause of the window; their stamps say that a hand typed them."""
    desk.line.setFocus()
    for number, sign in enumerate("by hand all"):
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(5000 + 120 * number)
        QCoreApplication.sendEvent(desk.line, event)
    desk.rest()
    assert desk.line.text() == "by hand all"
    assert desk.scans == []
