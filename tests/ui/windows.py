"""Whole windows on registers of a test's own: made, opened, given files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from handover_desktop.ui.places import Place
from handover_desktop.ui.window import MainWindow
from tests.ui.settling import rest

Opener = Callable[..., MainWindow]


def settle(window: MainWindow, qtbot: QtBot) -> None:
    rest(qtbot, lambda: not window.operations.is_busy)


def open_demo_register(window: MainWindow, qtbot: QtBot) -> None:
    window.open_register(window.doors.demo_register)
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=20_000)
    settle(window, qtbot)


def drop(window: MainWindow, path: Path, qtbot: QtBot, *others: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in (path, *others)])
    event = QDropEvent(
        QPointF(50, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.shell.dropEvent(event)
    settle(window, qtbot)


def handover_of(window: MainWindow, reference: str, qtbot: QtBot) -> object:
    assert window.desk.services is not None
    find = window.desk.services.handovers.find
    found: list[object] = []
    window.operations.query(lambda: find(reference).id, initiator=window, done=found.append)
    settle(window, qtbot)
    return found[0]
