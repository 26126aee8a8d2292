"""Plain text of the window: a label in one of the sizes of the scale, and a hair line."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle

TextTone = Literal["text", "muted", "ink"]


def text_label(
    look: Look,
    text: str = "",
    style: TextStyle = TextStyle.BODY,
    *,
    tone: TextTone = "text",
    strong: bool = False,
    wrap: bool = True,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label of plain text; "ink" is for text on paper."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(look.theme.font(style, strong=strong))
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def hair_line(look: Look, *, vertical: bool = False, parent: QWidget | None = None) -> QFrame:
    """Return a line of the theme's thinnest weight."""
    line = QFrame(parent)
    line.setProperty("panel", "line")
    if vertical:
        line.setFixedWidth(look.theme.hairline)
    else:
        line.setFixedHeight(look.theme.hairline)
    return line
