"""Keeps how a person arranged a screen, from one start to the next: widths of columns, places of splitters."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication, QHeaderView, QSplitter

from handover_desktop.ui.settings import WindowSettings


def keep_columns(header: QHeaderView, settings: WindowSettings, name: str) -> bool:
    """Give columns the widths that a person left them, and keep each that is dragged; return whether any were kept."""
    kept = settings.get_state(name)
    restored = bool(kept) and header.restoreState(QByteArray(kept))

    def note(_place: int, _before: int, _now: int) -> None:
        if QApplication.mouseButtons():  # not where the window or a program gives them room
            settings.put_state(name, header.saveState())

    header.sectionResized.connect(note)
    header.sectionMoved.connect(note)
    return restored


def keep_splitter(splitter: QSplitter, settings: WindowSettings, name: str) -> None:
    """Put a splitter where a person left it, and keep where it is moved to."""
    kept = settings.get_state(name)
    if kept:
        splitter.restoreState(QByteArray(kept))
    splitter.splitterMoved.connect(lambda _at, _which: settings.put_state(name, splitter.saveState()))
