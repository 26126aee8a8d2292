"""A page that scrolls up and down when it is higher than its room, and only then takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.theme import Look


class _Page(QWidget):
    """Leaves its least height to its width: the area would take the height that wrapped texts have when narrow."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ScrollPage(QScrollArea):
    """Fill `body`; it is as wide as the room. Its scroll bar shows the focus: a frame would cross what it holds."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.body = self.begin()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._let_in)

    def begin(self) -> QVBoxLayout:
        """Begin an empty page in the place of the one that was shown, and return its layout."""
        page = _Page()
        page.setProperty("page", True)
        self.body = QVBoxLayout(page)
        set_margins(self.body, 0, 0, self._look.theme.space(3), 0)
        self.body.setSpacing(self._look.theme.space(2))
        self.setWidget(page)
        return self.body

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room for the scroll bar at its side."""
        if event.type() is QEvent.Type.LayoutDirectionChange:
            had = self.body.contentsMargins()
            self.body.setContentsMargins(had.right(), had.top(), had.left(), had.bottom())
        super().changeEvent(event)

    def _let_in(self, _least: int, most: int) -> None:
        """Let the keyboard in while there is something to scroll to."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if most else Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._mark(focused=True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._mark(focused=False)
        super().focusOutEvent(event)

    def _mark(self, *, focused: bool) -> None:
        bar = self.verticalScrollBar()
        bar.setProperty("focused", focused)
        bar.style().unpolish(bar)
        bar.style().polish(bar)
