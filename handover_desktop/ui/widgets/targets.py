"""Targets that a gloved finger hits, at least 44 pixels high, and keys that act at once."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QWidget

from handover_desktop.ui.theme import TARGET

T = TypeVar("T", bound=QWidget)

_FRAMES = ((QPushButton, 18), (QLineEdit, 16), (QComboBox, 16), (QSpinBox, 19))
"""What padding, border and margin of each kind take of the height, as measured under the style sheet."""


def as_target(widget: T, style: str = "") -> T:
    """Make a button, a line, a number or a choice as high as a target and return it; raise TypeError for anything else.

    `style` is more of its own style sheet. The general one's least height, which is of the content inside padding
    and border, would win over the widget's.
    """
    for kind, frame in _FRAMES:
        if isinstance(widget, kind):
            widget.setStyleSheet(f"{kind.__name__} {{ min-height: {TARGET - frame}px; {style} }}")
            return widget
    raise TypeError(type(widget).__name__)


def with_key(made: QPushButton, *keys: str) -> QPushButton:
    """Let `keys` press the button without the tenth of a second that its own shortcut would take; tell the first."""
    for key in keys:
        shortcut = QShortcut(QKeySequence(key), made)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(made.click)
    made.setToolTip(QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText))
    return made
