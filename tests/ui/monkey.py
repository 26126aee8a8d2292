"""Somebody who presses whatever there is: `python -m pytest tests/ui/monkey.py --seconds 600 --seed 7`.

Keys, clicks, scans, other places, other languages, at random and faster than screens can follow. No answer may raise.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from handover_desktop.i18n import LANGUAGES
from handover_desktop.ui.places import Place
from tests.ui.scanning.typing_keys import scan
from tests.ui.tour import CHECKED, CLOSED, FROZEN, PREPARED, Tour

_KEYS: Final = tuple(
    Qt.Key[f"Key_{name}"]
    for name in (
        "Tab Backtab Return Space Escape Up Down Left Right PageDown Home End Insert Delete F2 F7 F8 "
        "A R N M S I D T 1 2 3"
    ).split()
)
_WITH_CONTROL: Final = tuple(Qt.Key[f"Key_{name}"] for name in "Z Y A F S 1 2 3 4 5 E L V Return".split())
_CODES: Final = ("0SYZZZV11ZR000003", "0SYZZZW11ZR000059", "NOPE-123456", "DEMO-2024-000059")
_PLACES: Final = (
    (Place.CHECK, CHECKED),
    (Place.PREPARE, PREPARED),
    (Place.PREPARE, CHECKED),
    (Place.RECONCILE, CHECKED),
    (Place.SIGN, FROZEN),
    (Place.CLOSE, CLOSED),
    (Place.ASSETS, ""),
    (Place.JOURNAL, ""),
    (Place.SETTINGS, ""),
)
_ANSWERS: Final = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down)


class Monkey:
    """One that presses; `seed` says what. Dialogs that wait for an answer get one from a timer."""

    def __init__(self, tour: Tour, seed: int) -> None:
        self._tour = tour
        self._dice = random.Random(seed)
        self._answering = QTimer(interval=150)
        self._answering.timeout.connect(self._answer_soon)
        self._answering.start()
        self._ways: tuple[tuple[int, Callable[[QWidget], None]], ...] = (
            (55, self._press),
            (13, self._command),
            (8, self._scan),
            (12, self._click),
            (4, self._write),
            (3, self._go),
            (1, self._speak),
        )

    def act(self) -> None:
        """Do one thing, and now and then let the window follow."""
        target = QApplication.focusWidget() or QApplication.activeModalWidget() or self._tour.window.shell
        weights, ways = zip(*self._ways, strict=True)
        self._dice.choices(ways, weights)[0](target)
        if self._dice.random() < 0.3:
            QTest.qWait(self._dice.choice((1, 20, 60)))

    def _answer_soon(self) -> None:
        """Answer whatever waits, after this turn: a timer that waits for an answer's end does not come again."""
        QTimer.singleShot(0, self._answer)

    def _answer(self) -> None:
        menu, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if menu is not None:
            QTest.keyClick(menu, self._dice.choice(_ANSWERS))
        elif dialog is not None:
            QTest.keyClick(QApplication.focusWidget() or dialog, self._dice.choice(_ANSWERS))

    def _press(self, target: QWidget) -> None:
        QTest.keyClick(target, self._dice.choice(_KEYS))

    def _command(self, target: QWidget) -> None:
        QTest.keyClick(target, self._dice.choice(_WITH_CONTROL), Qt.KeyboardModifier.ControlModifier)

    def _write(self, target: QWidget) -> None:
        QTest.keyClicks(target, "ab12")

    def _scan(self, _target: QWidget) -> None:
        if QApplication.focusWidget() is not None and QApplication.activeWindow() is not None:
            start = self._dice.randrange(100_000, 10**9)
            scan(self._dice.choice(_CODES), start=start, every=self._dice.choice((2, 20)))

    def _click(self, _target: QWidget) -> None:
        around = QApplication.activeModalWidget() or self._tour.window.shell
        buttons = [one for one in around.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if buttons:
            self._dice.choice(buttons).click()

    def _go(self, _target: QWidget) -> None:
        place, reference = self._dice.choice(_PLACES)
        if QApplication.activeModalWidget() is None:
            self._tour.window.navigator.go(place, self._tour.handovers.get(reference))

    def _speak(self, _target: QWidget) -> None:
        window = self._tour.window
        if QApplication.activeModalWidget() is None and not window.operations.is_busy:  # no hand is as quick
            window.switch_language(self._dice.choice(list(LANGUAGES)))


def test_nothing_that_is_pressed_is_answered_by_a_mistake(
    tour: Tour, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pytest-qt fails on what is raised in an answer; what a lane raises is collected here."""
    reports: list[str] = []
    monkeypatch.setattr(tour.window, "show_crash", reports.append)
    tour.window.operations.crashed.connect(reports.append)
    for name, nothing in (
        ("getOpenFileName", ("", "")),
        ("getOpenFileNames", ([], "")),
        ("getSaveFileName", ("", "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, name, lambda *_asked, nothing=nothing, **_more: nothing)
    monkey, since = Monkey(tour, pytestconfig.getoption("--seed")), QElapsedTimer()
    since.start()
    while not reports and since.elapsed() < 1000 * pytestconfig.getoption("--seconds"):
        monkey.act()
    assert not reports, reports[0]
