"""Targets that a gloved finger hits: at least 44 pixels high."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from handover_desktop.ui.theme import TARGET

T = TypeVar("T", bound=QWidget)

_FRAMES = ((QPushButton, 18), (QLineEdit, 16), (QComboBox, 16))
"""What padding, border and margin of each kind take of the height, as measured under the style sheet."""


def as_target(widget: T) -> T:
    """Make a button, a line or a choice as high as a target and return it; raise TypeError for anything else.

    The style sheet's own least height, which is of the content inside padding and border, wins over the widget's.
    """
    for kind, frame in _FRAMES:
        if isinstance(widget, kind):
            widget.setStyleSheet(f"{kind.__name__} {{ min-height: {TARGET - frame}px; }}")
            return widget
    raise TypeError(type(widget).__name__)
