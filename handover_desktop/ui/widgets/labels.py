"""Plain text of the window: a label in one of the sizes of the scale, a hair line, what is said in a tooltip."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle

TextTone = Literal["text", "muted", "ink"]


class LeaningLabel(QLabel):
    """Begins where the lines of its window begin, whatever its own first letter is: Qt would ask the letter."""

    _leans = True

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._lean()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Keep to an alignment that is asked for."""
        self._leans = False
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._lean()
        super().changeEvent(event)

    def _lean(self) -> None:
        if self._leans:
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            super().setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)


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
    label = LeaningLabel(text, parent)
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


def as_tip(text: str) -> str:
    """Return `text` so that a tooltip shows it as it is.

    Qt draws in a tooltip as markup whatever looks like it, pictures from files of this laptop among it: what came
    with a list from outside is not to be drawn.
    """
    if "<" not in text:
        return text
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>"
