"""The five steps of a handover, along the top: where it is, what is done, what waits."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from handover_desktop.ui.directions import mirrored
from handover_desktop.ui.theme import Look, TextStyle


class StepState(enum.Enum):
    """Where a step stands: done, the one being worked at, open to go to, or locked until others are done."""

    DONE = "done"
    CURRENT = "current"
    OPEN = "open"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class SpineStep:
    """One step; `state_text` says its state in words ("12 left"), `hint` why it is locked."""

    key: str
    title: str
    state: StepState
    state_text: str = ""
    hint: str = ""


class _Step(QAbstractButton):
    """A sign with number or check, title and state in words; a line under the step that is shown."""

    def __init__(self, look: Look, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._number = number
        self._step = SpineStep("", "", StepState.LOCKED)
        self._shown = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def step(self) -> SpineStep:
        return self._step

    def show_step(self, step: SpineStep, *, shown: bool) -> None:
        self._step, self._shown = step, shown
        self.setText(step.title)
        self.setEnabled(step.state is not StepState.LOCKED)
        self.setToolTip(step.hint)
        said = ", ".join(text for text in (step.title, step.state_text, step.hint) if text)
        self.setAccessibleName(said)
        locked = step.state is StepState.LOCKED
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.PointingHandCursor)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _text_width(self) -> int:
        theme = self._look.theme
        title = QFontMetrics(theme.font(TextStyle.BODY, strong=True)).horizontalAdvance(self._step.title)
        state = QFontMetrics(theme.font(TextStyle.CAPTION)).horizontalAdvance(self._step.state_text)
        return max(title, state)

    def sizeHint(self) -> QSize:
        return QSize(self._text_width() + 64, 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._text_width() + 60, 96), 60)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), c.sunken if self.isDown() else c.raised)
        whole = QRectF(self.rect())
        self._paint_sign(painter, mirrored(QRectF(12, self.height() / 2 - 13, 24, 24), whole, self))
        room = mirrored(self.rect().adjusted(46, 9, -8, -11), self.rect(), self)
        self._paint_words(painter, room)
        if self._shown:
            painter.fillRect(QRect(0, self.height() - 3, self.width(), 3), c.accent)
        if self.hasFocus():
            painter.setPen(QPen(c.focus, theme.hairline + 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius, theme.radius)
        painter.end()

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        locked = self._step.state is StepState.LOCKED
        title = theme.font(TextStyle.BODY, strong=self._step.state is StepState.CURRENT or self._shown)
        upper = room.adjusted(0, 0, 0, -room.height() // 2) if self._step.state_text else room
        painter.setFont(title)
        painter.setPen(c.muted if locked else c.text)
        said = QFontMetrics(title).elidedText(self._step.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)
        small = theme.font(TextStyle.CAPTION)
        painter.setFont(small)
        painter.setPen(c.muted)
        said = QFontMetrics(small).elidedText(
            self._step.state_text, Qt.TextElideMode.ElideRight, room.width()
        )
        lower = room.adjusted(0, room.height() // 2, 0, 0)
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)

    def _paint_sign(self, painter: QPainter, sign: QRectF) -> None:
        theme, c = self._look.theme, self._look.theme.colours
        state = self._step.state
        filled = state is StepState.CURRENT
        colour = c.control if state is StepState.LOCKED else c.accent if filled else c.text
        pen = QPen(colour, 1.75)
        if state is StepState.LOCKED:
            pen.setDashPattern([1.6, 1.9])
        painter.setPen(pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(sign.adjusted(1, 1, -1, -1))
        if state is StepState.DONE:
            painter.setPen(
                QPen(c.text, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            )
            x, y = sign.left(), sign.top()
            painter.drawPolyline(
                QPolygonF([QPointF(x + 7, y + 12.5), QPointF(x + 10.5, y + 16), QPointF(x + 17, y + 8.5)])
            )
            return
        painter.setFont(theme.font(TextStyle.CAPTION, strong=True))
        painter.setPen(c.on_accent if filled else c.muted if state is StepState.LOCKED else c.text)
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Spine(QWidget):
    """The row of steps; arrow keys move between those that can be reached.

    *Signals:* `step_chosen(str)` with the key of the step.
    """

    step_chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._shown: list[_Step] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def set_steps(self, steps: Sequence[SpineStep], shown: str = "") -> None:
        """Show `steps`; `shown` is the key of the one whose screen is up, by default the current one."""
        if len(self._shown) != len(steps):
            for old in self._shown:
                old.deleteLater()
            self._shown = [_Step(self._look, number, self) for number in range(1, len(steps) + 1)]
            for made in self._shown:
                made.clicked.connect(self._clicked)
                self._row.addWidget(made)
        for widget, step in zip(self._shown, steps, strict=True):
            widget.show_step(step, shown=step.key == shown if shown else step.state is StepState.CURRENT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.isRightToLeft() else 1
        by = {Qt.Key.Key_Left: -forward, Qt.Key.Key_Right: forward}.get(Qt.Key(event.key()))
        reachable = [widget for widget in self._shown if widget.isEnabled()]
        focused = next((place for place, widget in enumerate(reachable) if widget.hasFocus()), None)
        if by is None or focused is None:
            super().keyPressEvent(event)
            return
        reachable[max(0, min(len(reachable) - 1, focused + by))].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = self._look.theme.hairline
        painter.fillRect(0, self.height() - line, self.width(), line, self._look.theme.colours.hairline)
        painter.end()

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Step):
            self.step_chosen.emit(sender.step.key)
