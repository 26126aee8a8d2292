"""A white sheet in every theme: what is signed looks like paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look

_EDGE = 6


class Paper(QWidget):
    """A sheet with margins; fill `body`, with labels of the tone "ink"."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.body = QVBoxLayout(self)
        margin = look.theme.space(8) + _EDGE
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(look.theme.space(3))
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QPainter(self)
        sheet = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        shade = QColor(c.ink)
        shade.setAlpha(14)
        for depth in (5, 3, 1):
            painter.setPen(QPen(shade, depth))
            painter.drawRect(sheet.translated(0, 1))
        painter.fillRect(sheet, c.paper)
        painter.setPen(QPen(c.hairline, self._look.theme.hairline))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
