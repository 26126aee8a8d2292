"""A small drawing of the icon set that stands beside text."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.theme import Look


class Sign(QWidget):
    """Shows one icon at `size` pixels; it means nothing that words do not say, so screen readers skip it."""

    def __init__(
        self, look: Look, name: str, size: int = 20, *, tone: Tone = Tone.TEXT, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._icon = icon(name, look, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_icon(self, name: str, *, tone: Tone = Tone.TEXT) -> None:
        """Show another icon."""
        self._icon = icon(name, self._look, tone=tone)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
