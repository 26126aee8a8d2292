"""Waiting until the window has come to rest."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot


def rest(qtbot: QtBot, is_at_rest: Callable[[], bool], *, timeout: int = 20_000) -> None:
    """Wait (at most `timeout` ms a time) until `is_at_rest`, and stays so when what was posted until then is done.

    What a result puts into a layout is shown by an event of its own, after the result: a wait that ends between
    the two sees a window without it.
    """
    qtbot.waitUntil(is_at_rest, timeout=timeout)
    QApplication.processEvents()
    if not is_at_rest():
        rest(qtbot, is_at_rest, timeout=timeout)
