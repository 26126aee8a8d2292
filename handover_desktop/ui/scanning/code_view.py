"""Codes on white: on the screen, and on a sheet to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.ui.theme import Look, TextStyle

if TYPE_CHECKING:
    from handover_desktop.protocol.layout.codes import Symbol

_QUIET: Final = 10
"""White squares around a code: as many as Code 128 asks for, and more than the others need."""

_CAPTION: Final = 20


def paint_symbol(painter: QPainter, box: QRectF, symbol: Symbol) -> None:
    """Paint a code as large as fits into `box`, in whole steps of the painter's unit where there is room."""
    side = box.width() / symbol.width
    if symbol.height > 1:
        side = min(side, box.height() / symbol.height)
    side = float(int(side)) if side >= 1 else side
    high = box.height() if symbol.height == 1 else side
    left = box.left() + (box.width() - side * symbol.width) / 2
    for row, start, length in symbol.runs:
        place = QRectF(left + start * side, box.top() + row * high, length * side, high)
        painter.fillRect(place, Qt.GlobalColor.black)


class CodeView(QWidget):
    """A code on paper, with a caption under it; empty until `show_symbol`."""

    def __init__(self, look: Look, caption: str, *, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._caption = caption
        self._size = size
        self._symbol: Symbol | None = None
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_symbol(self, symbol: Symbol) -> None:
        """Show a code."""
        self._symbol = symbol
        self.setAccessibleDescription(symbol.payload)
        self.update()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colours.paper)
        box = QRectF(self.rect()).adjusted(_QUIET * 2, _QUIET, -_QUIET * 2, -_QUIET - _CAPTION)
        if self._symbol is not None:
            paint_symbol(painter, box, self._symbol)
        painter.setPen(self._look.theme.colours.ink)
        painter.setFont(self._look.theme.font(TextStyle.CAPTION))
        under = QRectF(0, self.height() - _CAPTION - 4, self.width(), _CAPTION)
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._caption)
        painter.end()
