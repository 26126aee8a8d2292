"""Grounds that belong together: a card with a border, and a section with a heading."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label


class Card(QFrame):
    """A bordered ground; fill `body`."""

    def __init__(self, look: Look, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "surface")
        self.body = QVBoxLayout(self)
        margin = look.theme.space(4)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(look.theme.space(2))
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(text_label(look, title, TextStyle.LARGE, strong=True))


class Section(QWidget):
    """A heading with room for actions beside it in `header`, an optional note, and `body` to fill."""

    def __init__(self, look: Look, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        self.header = QHBoxLayout()
        self.header.setSpacing(look.theme.space(2))
        self.header.addWidget(text_label(look, title, TextStyle.LARGE, strong=True), 1)
        rows.addLayout(self.header)
        if note:
            rows.addWidget(text_label(look, note, tone="muted"))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.theme.space(3))
        rows.addLayout(self.body)
