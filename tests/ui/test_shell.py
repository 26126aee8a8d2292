"""The window as a whole: where it leads, in every language, and where it comes back to."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QDialog, QTabBar
from pytestqt.qtbot import QtBot

from handover_desktop.app import peek
from handover_desktop.i18n import LANGUAGES
from handover_desktop.ui.application import watch_for_mistakes
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import Step
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.places import Place
from handover_desktop.ui.widgets.spine import Spine
from tests.ui.settling import rest
from tests.ui.windows import Opener, handover_of, open_demo_register, settle


def test_a_mistake_in_the_answer_to_a_click_is_told_once_and_logged(
    make_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    window = make_window()
    shown: list[str] = []

    def read(report: str) -> None:
        shown.append(report)
        window.show_crash("another one, meanwhile")

    monkeypatch.setattr(window.messages, "crash", read)
    monkeypatch.setattr(sys, "excepthook", lambda *_told: None)
    watch_for_mistakes(window)
    try:
        raise ValueError("of a person")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    assert "ValueError: of a person" in shown[0]
    assert len(shown) == 1
    assert "ValueError" in caplog.text
    assert "of a person" not in caplog.text


def test_the_tabs_of_the_rooms_lead_there(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    tabs = window.header.findChild(QTabBar)
    assert tabs is not None
    for number, room in ((1, Place.ASSETS), (2, Place.JOURNAL), (3, Place.SETTINGS), (0, Place.HANDOVERS)):
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        settle(window, qtbot)
        assert window.navigator.place is room
        assert tabs.currentIndex() == number


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_opens_in_every_language(make_window: Opener, qtbot: QtBot, language: str) -> None:
    window = make_window(language)
    open_demo_register(window, qtbot)
    for place in (Place.HANDOVERS, Place.ASSETS, Place.JOURNAL, Place.SETTINGS, Place.IMPORT):
        assert window.navigator.go(place)
        settle(window, qtbot)
    handover = handover_of(window, "DEMO-2024-001", qtbot)
    for step in (Step.PREPARE, Step.CHECK, Step.RECONCILE, Step.SIGN):
        window.navigator.open_handover(handover, step)
        settle(window, qtbot)
        assert window.navigator.place == step.value


def test_switching_the_language_rebuilds_the_same_place(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.navigator.go(Place.SETTINGS)
    window.ask_language("sr-Cyrl")
    qtbot.waitUntil(lambda: window._.language == "sr-Cyrl", timeout=5000)
    settle(window, qtbot)
    assert window.navigator.place is Place.SETTINGS
    assert window.settings.get_state("handovers/columns")


def test_a_dialog_keeps_the_screen_that_asked_until_it_is_answered(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.ask_language("sr-Cyrl")
    asked: list[str] = []

    def answer() -> None:
        asked.append(window._.language)
        dialog.accept()

    dialog = QDialog(window.shell)
    QTimer.singleShot(300, answer)
    dialog.exec()
    qtbot.waitUntil(lambda: window._.language == "sr-Cyrl", timeout=5000)
    settle(window, qtbot)
    assert asked == ["en"]


def test_the_window_comes_back_to_the_place_where_it_was_closed(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.navigator.open_handover(handover_of(window, "DEMO-2024-001", qtbot), Step.PREPARE)
    settle(window, qtbot)
    window.shell.close()
    again = make_window()
    again.open_register(again.doors.demo_register)
    qtbot.waitUntil(lambda: again.navigator.place is Place.PREPARE, timeout=20_000)
    settle(again, qtbot)
    assert again.shell.windowTitle() == "DEMO-2024-001 – Prepare – Handover"


def test_the_menu_makes_a_ceremony_protocol_of_the_open_handover_alone(
    make_window: Opener, qtbot: QtBot, doors: Doors
) -> None:
    window = make_window()
    window.open_register(doors.demo_register)
    rest(qtbot, lambda: not window.operations.is_busy and window.navigator.place is not None)
    assert not window.menus._ceremony_protocol.isEnabled()
    (found,) = [one for one in peek(doors.demo_register) or () if one.reference == "DEMO-2024-001"]
    window.navigator.open_handover(found.id, None)
    rest(qtbot, lambda: not window.operations.is_busy and window.navigator.summary is not None)
    assert window.menus._ceremony_protocol.isEnabled()
    window.menus._ceremony_protocol.trigger()
    rest(qtbot, lambda: not window.operations.is_busy)
    dialog = window.shell.findChild(CeremonyDialog)
    assert dialog is not None
    dialog.go.click()
    qtbot.waitUntil(lambda: window.navigator.summary is not None and window.navigator.summary.symbolic)
    rest(qtbot, lambda: not window.operations.is_busy)
    assert not window.menus._ceremony_protocol.isEnabled()
    spine = window.header.findChild(Spine)
    assert spine is not None
    steps = [button for button in spine.findChildren(QAbstractButton) if button.isVisible()]
    assert [step.text() for step in steps] == ["Prepare", "Sign", "Close"]


def test_no_two_shortcuts_of_the_menus_are_the_same(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    keys = [
        key.toString()
        for menu in window.shell.menuBar().actions()
        for action in menu.menu().actions()
        for key in action.shortcuts()
    ]
    assert len(keys) > 12
    assert sorted(keys) == sorted(set(keys))
