"""The pages of a paper as small sheets beside each other: there, just come, or missing."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle

_WIDTH, _HEIGHT, _GAP = 30, 38, 6
_MOST = 240
"""More sheets than this say nothing any more; the sentence beside them does."""


class PageStrip(QWidget):
    """Numbered sheets that wrap where the room ends. A missing one is dashed, one that just came is in the accent.

    Screen readers hear the sentence that whoever shows it sets as its accessible name.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._pages = 0
        self._present: frozenset[int] = frozenset()
        self._new: frozenset[int] = frozenset()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)
        self.hide()

    def show_pages(
        self, pages: int, present: Collection[int], *, new: Collection[int] = (), said: str = ""
    ) -> None:
        """Show `pages` sheets, counted from 1; `new` are those of the present that just came; hidden for none."""
        self._pages, self._present, self._new = pages, frozenset(present), frozenset(new)
        self.setAccessibleName(said)
        self.setVisible(0 < pages <= _MOST)
        self.updateGeometry()
        self.update()

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages shown as missing."""
        return tuple(page for page in range(1, self._pages + 1) if page not in self._present)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        per_row = self._per_row(width)
        rows = -(-self._pages // per_row)
        return max(rows * (_HEIGHT + _GAP) - _GAP, 0)

    def sizeHint(self) -> QSize:
        width = self.width() or 10 * (_WIDTH + _GAP)
        return QSize(_WIDTH, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        per_row = self._per_row(self.width())
        for page in range(1, self._pages + 1):
            row, column = divmod(page - 1, per_row)
            place = QRect(column * (_WIDTH + _GAP), row * (_HEIGHT + _GAP), _WIDTH, _HEIGHT)
            if self.isRightToLeft():
                place.moveLeft(self.width() - place.right() - 1)
            self._paint_sheet(painter, page, place)
        painter.end()

    @staticmethod
    def _per_row(width: int) -> int:
        return max((width + _GAP) // (_WIDTH + _GAP), 1)

    def _paint_sheet(self, painter: QPainter, page: int, place: QRect) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        is_here, is_new = page in self._present, page in self._new
        edge = QPen(c.accent if is_new else c.control if is_here else c.muted, 1.5 if is_here else 1)
        if not is_here:
            edge.setDashPattern([3, 3])
        painter.setPen(edge)
        painter.setBrush(c.accent_soft if is_new else c.raised if is_here else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 2, 2)
        painter.setPen(c.text if is_here else c.muted)
        painter.setFont(theme.font(TextStyle.CAPTION, strong=is_here))
        upper = place.adjusted(0, 4, 0, -14)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignCenter), str(page))
        if is_here:
            self._paint_tick(painter, place, QPen(c.accent if is_new else c.text, 1.6))

    @staticmethod
    def _paint_tick(painter: QPainter, place: QRect, pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = place.center().x() + 0.5, place.bottom() - 9.5
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x - 1, y + 3), QPointF(x + 4.5, y - 3.5)])
