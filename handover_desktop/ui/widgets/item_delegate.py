"""One line of the list of items: state, the identifier's end, a short description, the unit."""

from __future__ import annotations

import enum
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.directions import apart, left_to_right, mirrored
from handover_desktop.ui.marks import Mark, outcome_colour, paint_mark
from handover_desktop.ui.theme import Look, TextStyle

ROW_HEIGHT: Final = 44
_MARK = 20
_GAP = 10
_NUMBER_SIGNS = 8
_NUMBER_FROM = 400
_IDENTIFIER_SIGNS = 9

AnyIndex = QModelIndex | QPersistentModelIndex


class ItemRole(enum.IntEnum):
    """What the delegate asks of a model, beside Qt's own roles."""

    OUTCOME = Qt.ItemDataRole.UserRole + 1
    LINE_NO = Qt.ItemDataRole.UserRole + 2
    IDENTIFIER = Qt.ItemDataRole.UserRole + 3
    DESCRIPTION = Qt.ItemDataRole.UserRole + 4
    UNIT = Qt.ItemDataRole.UserRole + 5
    SEALED = Qt.ItemDataRole.UserRole + 6
    CONFLICT = Qt.ItemDataRole.UserRole + 7
    PENDING = Qt.ItemDataRole.UserRole + 8


def short_identifier(value: str) -> str:
    """Return the end of a long identifier, marked as cut; a short one whole."""
    if len(value) <= _IDENTIFIER_SIGNS:
        return value
    return "…" + value[-(_IDENTIFIER_SIGNS - 1) :]


def _in(row: QRect, place: QRect) -> QRect:
    """Return where a place of a row, given as from the left, lies in the direction of the window."""
    return mirrored(place, row)


class ItemDelegate(QStyledItemDelegate):
    """Paints a line from the roles of `ItemRole`; the line number gives way where the list is narrow.

    Use it with `setUniformItemSizes(True)`.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._plain = look.theme.font(TextStyle.BODY)
        self._small = look.theme.font(TextStyle.CAPTION)
        self._mono = look.theme.mono(TextStyle.BODY, strong=True)
        self._plain_metrics = QFontMetrics(self._plain)
        self._small_metrics = QFontMetrics(self._small)
        self._number_width = self._small_metrics.horizontalAdvance("0" * _NUMBER_SIGNS)
        self._identifier_width = QFontMetrics(self._mono).horizontalAdvance("0" * _IDENTIFIER_SIGNS)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(240, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = self._look.theme
        c = theme.colours
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = (
            c.selection if selected else c.raised if state & QStyle.StateFlag.State_MouseOver else c.surface
        )
        painter.save()
        painter.fillRect(rect, ground)
        self._paint_marks(painter, rect, index, ground)
        left = rect.left() + 12 + _MARK + _GAP
        if rect.width() >= _NUMBER_FROM:
            left = self._paint_number(painter, rect, left, index)
        self._paint_words(painter, rect, left, index)
        line = QRect(rect.left() + 12, rect.bottom(), rect.width() - 12, 1)
        painter.fillRect(_in(rect, line), c.hairline)
        if selected:
            painter.fillRect(_in(rect, QRect(rect.left(), rect.top(), 3, rect.height())), c.accent)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(c.focus, theme.hairline + 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_marks(self, painter: QPainter, rect: QRect, index: AnyIndex, ground: QColor) -> None:
        theme = self._look.theme
        place = _in(rect, QRect(rect.left() + 12, rect.top() + (ROW_HEIGHT - _MARK) // 2, _MARK, _MARK))
        if index.data(ItemRole.PENDING):
            painter.setPen(QPen(theme.colours.muted, 1.5, Qt.PenStyle.DotLine))
            painter.drawEllipse(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5))
            return
        outcome = Outcome(index.data(ItemRole.OUTCOME) or Outcome.NOT_CHECKED)
        mark, colour = Mark(outcome), outcome_colour(outcome, theme)
        if index.data(ItemRole.CONFLICT):
            mark, colour = Mark.CONFLICT, theme.colours.text
        paint_mark(painter, QRectF(place), mark, colour=colour, ground=ground)

    def _paint_number(self, painter: QPainter, rect: QRect, left: int, index: AnyIndex) -> int:
        painter.setFont(self._small)
        painter.setPen(self._look.theme.colours.muted)
        place = _in(rect, QRect(left, rect.top(), self._number_width, ROW_HEIGHT))
        number = str(index.data(ItemRole.LINE_NO) or "")
        shown = self._small_metrics.elidedText(number, Qt.TextElideMode.ElideLeft, place.width())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, flags, left_to_right(shown))
        return left + self._number_width + 8

    def _paint_words(self, painter: QPainter, rect: QRect, left: int, index: AnyIndex) -> None:
        c = self._look.theme.colours
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        right = self._paint_qualifiers(painter, rect, index)
        painter.setFont(self._mono)
        painter.setPen(c.text)
        place = _in(rect, QRect(left, rect.top(), self._identifier_width + 2, ROW_HEIGHT))
        identifier = short_identifier(str(index.data(ItemRole.IDENTIFIER) or ""))
        painter.drawText(place, middle, left_to_right(identifier))
        left += self._identifier_width + _GAP + 2
        room = right - left
        if room < 24:
            return
        unit = str(index.data(ItemRole.UNIT) or "")
        height = ROW_HEIGHT // 2 if unit else ROW_HEIGHT
        text = str(index.data(ItemRole.DESCRIPTION) or "")
        painter.setFont(self._plain)
        upper = _in(rect, QRect(left, rect.top() + (3 if unit else 0), room, height))
        shown = self._plain_metrics.elidedText(text[:300], Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, middle, apart(shown))
        if unit:
            painter.setFont(self._small)
            painter.setPen(c.muted)
            lower = _in(rect, QRect(left, rect.top() + ROW_HEIGHT // 2 - 1, room, ROW_HEIGHT // 2 - 3))
            painter.drawText(
                lower, middle, self._small_metrics.elidedText(unit[:300], Qt.TextElideMode.ElideRight, room)
            )

    def _paint_qualifiers(self, painter: QPainter, rect: QRect, index: AnyIndex) -> int:
        """Paint what is said beside the outcome at the right edge; return where the room for text ends."""
        c = self._look.theme.colours
        right = rect.right() - 12
        if index.data(ItemRole.SEALED):
            place = _in(rect, QRect(right - 16, rect.top() + (ROW_HEIGHT - 16) // 2, 16, 16))
            paint_mark(painter, QRectF(place), Mark.SEALED, colour=c.text, ground=c.surface)
            right -= 16 + 6
        return right
