"""A table that was copied in a spreadsheet and is pasted here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from handover_desktop.ui.context import UiContext

if TYPE_CHECKING:
    from handover_desktop.lists.files import Pasted


def on_paste(screen: QWidget, act: Callable[[], None]) -> QShortcut:
    """Call `act` when the key for pasting is pressed on `screen` and no field for text takes it."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), screen)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)
    return shortcut


def take_pasted(context: UiContext) -> Pasted | None:
    """Return the table in the clipboard; None, with a message, where there is none."""
    from handover_desktop.services.importing import pasted_list

    text = QGuiApplication.clipboard().text()
    if len(text.split("\n", 2)) < 2 and "\t" not in text:
        context.messages.warn(
            context._(
                "There is no table in the clipboard. Copy the rows in the spreadsheet with their header, then paste "
                "them here."
            )
        )
        return None
    return pasted_list(text, context._("Clipboard"))
