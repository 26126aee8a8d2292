"""Buttons with words: one primary a screen, the others plain or quiet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton, QWidget

from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.theme import Look

ButtonRole = Literal["plain", "primary", "quiet", "paper"]
_TONES = {"plain": Tone.TEXT, "primary": Tone.ON_ACCENT, "quiet": Tone.ACCENT, "paper": Tone.INK}


class WordButton(QPushButton):
    """A button that Return presses as well as Space, but only while it has the focus.

    Qt's own way to this, the automatic default, would also press it from a field beside it in a dialog.
    """

    _worn: tuple[str, Look, Tone] | None = None

    def wear(self, icon_name: str, look: Look, tone: Tone) -> None:
        """Put an icon on; it is turned with the button when that is laid out in another direction."""
        self._worn = icon_name, look, tone
        self.setIcon(icon(icon_name, look, tone=tone, from_right=self.isRightToLeft()))

    def play(self, role: ButtonRole) -> None:
        """Take another role than before."""
        if self.property("role") == role:
            return
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        if self._worn is not None:
            self.wear(*self._worn[:2], _TONES[role])

    def point_on(self, look: Look, tone: Tone) -> None:
        """Put an arrow behind the word, which points on: turned round, the button turns it too."""
        self.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if self.isRightToLeft() else Qt.LayoutDirection.RightToLeft
        )
        self.wear("arrow-left", look, tone)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LayoutDirectionChange and self._worn is not None:
            self.wear(*self._worn)
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button by Return and Enter."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def button(
    look: Look,
    text: str,
    *,
    role: ButtonRole = "plain",
    icon_name: str | None = None,
    shortcut: str = "",
    large: bool = False,
    parent: QWidget | None = None,
) -> WordButton:
    """Return a button; `shortcut` ("Ctrl+N") is told in the tooltip; `large` makes a 60-pixel target.

    The role "paper" is for a button on a white sheet, in every theme.
    """
    made = WordButton(text.replace("&", "&&"), parent)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    if large:
        made.setProperty("scale", "large")
    if icon_name == "arrow-right":
        made.point_on(look, _TONES[role])
    elif icon_name is not None:
        made.wear(icon_name, look, _TONES[role])
        made.setIconSize(QSize(22, 18))
    if shortcut:
        keys = QKeySequence(shortcut)
        made.setShortcut(keys)
        made.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
    made.setAutoDefault(False)
    return made


def icon_button(
    look: Look, icon_name: str, name: str, *, tone: Tone = Tone.TEXT, parent: QWidget | None = None
) -> QToolButton:
    """Return a button without a word; `name` is its tooltip and accessible name."""
    made = QToolButton(parent)
    made.setIcon(icon(icon_name, look, tone=tone))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def mark_default(dialog: QDialog) -> None:
    """Let the button that Return presses look like the primary one, unless another was made so.

    It keeps that look while the focus is on its neighbours, on which Return presses them.
    """
    buttons = dialog.findChildren(QPushButton)
    if any(one.property("role") == "primary" for one in buttons):
        return
    for one in buttons:
        if one.isDefault():
            one.setProperty("role", "primary")
            one.style().unpolish(one)
            one.style().polish(one)
