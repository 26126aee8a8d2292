"""The live picture of a camera, as it is and not mirrored, with an outline around each code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.cameras import Seen
from handover_desktop.ui.theme import Look, TextStyle

_LEAST: Final = QSize(256, 144)
_HINT: Final = QSize(880, 495)


class CameraView(QWidget):
    """As large as there is room, in the picture's own shape; a sentence where there is no picture yet."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = QImage()
        self._codes: tuple[Seen, ...] = ()
        self._text = ""
        self.setAccessibleName(name)
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    @property
    def picture(self) -> QImage:
        """The picture that is shown; null where there is none."""
        return self._picture

    @property
    def outlined(self) -> tuple[str, ...]:
        """The texts of the codes that are outlined."""
        return tuple(code.text for code in self._codes)

    def show_picture(self, picture: QImage) -> None:
        """Show a picture; outlines stay until others are given."""
        self._picture, self._text = picture, ""
        self.update()

    def outline(self, codes: Sequence[Seen]) -> None:
        """Draw outlines around `codes` and no others."""
        self._codes = tuple(codes)
        self.update()

    def say(self, text: str) -> None:
        """Show a sentence in place of the picture."""
        self._picture, self._codes, self._text = QImage(), (), text
        self.update()

    def sizeHint(self) -> QSize:
        return _HINT

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), c.sunken)
        if self._picture.isNull():
            painter.setFont(self._look.theme.font(TextStyle.BODY))
            painter.setPen(c.muted)
            room = self.rect().adjusted(16, 8, -16, -8)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
        else:
            place = self._place()
            painter.drawImage(place, self._picture)
            for code in self._codes:
                self._draw_outline(painter, code, QRectF(place), c.surface, c.accent)
        painter.end()

    def _place(self) -> QRect:
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())

    @staticmethod
    def _draw_outline(painter: QPainter, code: Seen, place: QRectF, halo: QColor, line: QColor) -> None:
        """Draw a line that stands out from any picture: on a wider one of the ground's colour."""
        around = QPolygonF(
            [QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in code.corners]
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((halo, 8), (line, 4)):
            pen = QPen(colour, width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolygon(around)
