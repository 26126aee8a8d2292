"""A page that scrolls up and down when it is higher than its room, and only then."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look


class _Page(QWidget):
    """Leaves its least height to its width: the area would take the height that wrapped texts have when narrow."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """Fill `body`; it is as wide as the room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = _Page()
        page.setProperty("page", True)
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(0, 0, look.theme.space(3), 0)
        self.body.setSpacing(look.theme.space(2))
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
