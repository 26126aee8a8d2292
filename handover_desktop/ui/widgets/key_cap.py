"""The picture of a key, to say which one to press."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle, Theme


def key_cap_size(key: str, theme: Theme) -> QSize:
    """Return the size that the cap of `key` needs."""
    metrics = QFontMetrics(theme.font(TextStyle.CAPTION, strong=True))
    return QSize(max(22, metrics.horizontalAdvance(key) + 12), 22)


def paint_key_cap(painter: QPainter, rect: QRectF, key: str, *, colour: QColor, theme: Theme) -> None:
    """Paint the cap of `key` into `rect`, outlined and lettered in `colour`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.radius, theme.radius)
    painter.setFont(theme.font(TextStyle.CAPTION, strong=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class KeyCap(QWidget):
    """Shows one key, such as "A" or "Ctrl+Z"."""

    def __init__(self, look: Look, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return key_cap_size(self._key, self._look.theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        paint_key_cap(painter, QRectF(self.rect()), self._key, colour=theme.colours.muted, theme=theme)
        painter.end()
