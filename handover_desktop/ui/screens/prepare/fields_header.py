"""The head of the columns table: the letter of each column and, below it, the choice of what the column holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

_BOX_HEIGHT = 48
_GAP = 4


class FieldsHeader(QHeaderView):
    """Keeps a box over each column while rows and columns scroll, so that samples always stand below their guess."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._boxes: dict[int, QComboBox] = {}
        self.sectionResized.connect(lambda *_sizes: self._place())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalHeader(self)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def show_boxes(self, boxes: Mapping[int, QComboBox]) -> None:
        """Put `boxes` over the columns; those before are gone."""
        for box in self._boxes.values():
            box.hide()
            box.deleteLater()
        self._boxes = dict(boxes)
        for box in self._boxes.values():
            box.setParent(self.viewport())
            box.installEventFilter(self)
            box.show()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._letter_height() + _BOX_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        super().paintSection(painter, QRect(rect.x(), rect.y(), rect.width(), self._letter_height()), logical)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the column of a box into sight that the keyboard has come to."""
        if event.type() is QEvent.Type.FocusIn:
            place = next((place for place, box in self._boxes.items() if box is watched), -1)
            top = self._view.indexAt(self._view.viewport().rect().topLeft()).row()
            self._view.scrollTo(self._view.model().index(max(top, 0), place))
        return super().eventFilter(watched, event)

    def _letter_height(self) -> int:
        return super().sizeHint().height()

    def _place(self) -> None:
        top = self._letter_height()
        for place, box in self._boxes.items():
            left, width = self.sectionViewportPosition(place), self.sectionSize(place)
            box.setGeometry(left + _GAP, top + _GAP, width - 2 * _GAP, _BOX_HEIGHT - 2 * _GAP)
