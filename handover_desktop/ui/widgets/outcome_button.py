"""A large button for one outcome; it takes the outcome's colour only when the outcome is stored."""

from __future__ import annotations

import enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.directions import mirrored
from handover_desktop.ui.marks import Mark, outcome_colour, paint_mark
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.key_cap import key_cap_size, paint_key_cap

_MARK = 28
_MARK_SPACE = 38
_PADDING = 10
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ButtonState(enum.Enum):
    """Where the outcome stands: offered, being stored, stored."""

    IDLE = "idle"
    PENDING = "pending"
    SAVED = "saved"


class OutcomeButton(QAbstractButton):
    """Mark, word and key of one outcome; while it is stored, a clock instead of the key, and `saving_text`.

    *Signals:* `clicked()` as of every button; it never checks itself: the state is set from what is stored.
    """

    def __init__(
        self,
        look: Look,
        outcome: Outcome,
        word: str,
        key: str,
        *,
        saving_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._saving_text = saving_text
        self._state = ButtonState.IDLE
        self.outcome = outcome
        self.key = key
        self.setText(word)
        self.setFont(look.theme.font(TextStyle.LARGE, strong=True))
        self.setAccessibleName(word)
        self.setAccessibleDescription(key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    @property
    def state(self) -> ButtonState:
        """Whether the outcome is offered, being stored or stored."""
        return self._state

    def set_state(self, state: ButtonState) -> None:
        """Show `state`; screen readers hear it as the description."""
        if state is self._state:
            return
        self._state = state
        said = {ButtonState.IDLE: self.key, ButtonState.PENDING: self._saving_text, ButtonState.SAVED: "✓"}
        self.setAccessibleDescription(said[state])
        self.setToolTip(self._saving_text if state is ButtonState.PENDING else "")
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = _PADDING * 2 + _MARK_SPACE + metrics.horizontalAdvance(self.text()) + 4 + self._tail_width()
        return QSize(width, 64)

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        width = _PADDING * 2 + _MARK_SPACE + longest + 4 + self._tail_width()
        return QSize(width, max(64, self.heightForWidth(width)))

    def comfortable_width(self) -> int:
        """Return the least width at which the word needs no more than two lines."""
        lines = 2 * QFontMetrics(self.font()).height() + 24
        least, most = self.minimumSizeHint().width(), self.sizeHint().width()
        return next((width for width in range(least, most, 2) if self.heightForWidth(width) <= lines), most)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - 2 * _PADDING - _MARK_SPACE - self._tail_width() - 4), 1000)
        return max(64, QFontMetrics(self.font()).boundingRect(room, _WRAP, self.text()).height() + 24)

    def _tail_width(self) -> int:
        return key_cap_size(self.key, self._look.theme).width() + 8

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Return ground, text and border."""
        theme = self._look.theme
        c = theme.colours
        if not self.isEnabled():
            return c.window, c.disabled, c.hairline
        if self._state is ButtonState.SAVED:
            own = outcome_colour(self.outcome, theme)
            return own, c.on_outcome, own
        if self._state is ButtonState.PENDING or self.isDown():
            return c.sunken, c.text, c.muted
        return (
            (c.raised if self.underMouse() else c.surface),
            c.text,
            (c.text if self.underMouse() else c.control),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        ground, text, border = self._colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(border, theme.hairline)
        if self._state is ButtonState.PENDING:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        edge = 2.5
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), theme.radius, theme.radius
        )
        self._paint_content(painter, text, ground)
        if self.hasFocus():
            painter.setPen(QPen(theme.colours.focus, theme.hairline + 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius + 1, theme.radius + 1
            )
        painter.end()

    def _paint_content(self, painter: QPainter, text: QColor, ground: QColor) -> None:
        rect = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        whole = QRectF(self.rect())
        mark = QRectF(rect.left(), rect.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
        mark = mirrored(mark, whole, self)
        paint_mark(painter, mark, Mark(self.outcome), colour=text, ground=ground)
        cap = key_cap_size(self.key, self._look.theme)
        painter.setPen(text)
        painter.setFont(self.font())
        words = rect.adjusted(_MARK_SPACE, 0, -cap.width() - 8, 0)
        painter.drawText(mirrored(words, self.rect(), self), _WRAP, self.text())
        place = QRectF(rect.right() - cap.width() + 1, rect.center().y() - 10.5, cap.width(), cap.height())
        place = mirrored(place, whole, self)
        if self._state is ButtonState.PENDING:
            _paint_clock(painter, place.center(), text)
        else:
            paint_key_cap(painter, place, self.key, colour=text, theme=self._look.theme)


def _paint_clock(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 8, 8)
    painter.drawPolyline(QPolygonF([centre + QPointF(0, -4.5), centre, centre + QPointF(3.5, 2)]))
