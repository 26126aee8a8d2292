"""The line to sign on: pen with pressure, finger or mouse; kept as vectors that no resizing changes."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QInputDevice,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from handover_desktop.domain.signatures import SHEET_HEIGHT, Stroke, StrokePoint
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button

_WIDTH = 1000
_EVEN_PRESSURE = 500
_NEAREST = 2
"""Points nearer than this (thousandths of the width) to the last one add nothing that can be seen."""


def nib_width(pressure: int) -> float:
    """Return the line's width in thousandths of the pad's width for a pressure of 0..1000."""
    return 1.6 + 4.4 * pressure / 1000


class SignaturePad(QWidget):
    """A white sheet, three times as wide as high, with a line; what is drawn is `strokes`.

    Coordinates are thousandths of the sheet's width from its upper left, whatever its size on the screen. With
    `keeps_times` each point has its milliseconds from the first one, by the clock of the input events.
    *Signals:* `changed()` when a stroke was ended, taken back or cleared.
    """

    changed = Signal()

    def __init__(
        self, look: Look, *, accessible_name: str, keeps_times: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._keeps_times = keeps_times
        self._begun: int | None = None
        self._strokes: tuple[Stroke, ...] = ()
        self._points: list[StrokePoint] = []
        self._finger: int | None = None
        self._pen_down = False
        self.setAccessibleName(accessible_name)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.update)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The finished strokes, in the order they were drawn."""
        return self._strokes

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes

    @property
    def begun(self) -> int | None:
        """The input's clock at the first point, in milliseconds; None while nothing is drawn."""
        return self._begun if self._strokes else None

    def set_strokes(self, strokes: tuple[Stroke, ...], *, begun: int | None = None) -> None:
        """Show `strokes` in place of what is drawn; `begun` is what another pad said of them."""
        self._points = []
        self._strokes = strokes
        self._begun = (self._begun if begun is None else begun) if strokes else None
        self.update()
        self.changed.emit()

    def clear(self) -> None:
        """Take everything away."""
        self.set_strokes(())

    def undo_stroke(self) -> None:
        """Take the last stroke away."""
        self.set_strokes(self._strokes[:-1])

    def sizeHint(self) -> QSize:
        return QSize(720, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 100)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * SHEET_HEIGHT / _WIDTH)

    def _sheet(self) -> QRectF:
        """Return the largest sheet of the fixed shape that fits, in the middle of the widget."""
        width = min(float(self.width()), self.height() * _WIDTH / SHEET_HEIGHT)
        height = width * SHEET_HEIGHT / _WIDTH
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _to_sheet(self, position: QPointF, pressure: int, moment: int) -> StrokePoint:
        sheet = self._sheet()
        scale = _WIDTH / max(1.0, sheet.width())
        x = round((position.x() - sheet.left()) * scale)
        y = round((position.y() - sheet.top()) * scale)
        if self._begun is None:
            self._begun = moment
        return StrokePoint(
            min(_WIDTH, max(0, x)),
            min(SHEET_HEIGHT, max(0, y)),
            min(1000, max(0, pressure)),
            max(0, moment - self._begun) if self._keeps_times else None,
        )

    def _begin(self, position: QPointF, pressure: int, moment: int) -> None:
        if not self._strokes:
            self._begun = None
        self._points = [self._to_sheet(position, pressure, moment)]
        self.update()

    def _go_on(self, position: QPointF, pressure: int, moment: int) -> None:
        if not self._points:
            return
        point, last = self._to_sheet(position, pressure, moment), self._points[-1]
        if abs(point.x - last.x) + abs(point.y - last.y) >= _NEAREST:
            self._points.append(point)
            self.update()

    def _end(self) -> None:
        if not self._points:
            return
        stroke = Stroke(tuple(self._points))
        self._points = []
        self.set_strokes((*self._strokes, stroke))

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        knows_pressure = bool(event.device().capabilities() & QInputDevice.Capability.Pressure)
        pressure = round(event.pressure() * 1000) if knows_pressure else _EVEN_PRESSURE
        if event.type() is QEvent.Type.TabletPress and event.button() is Qt.MouseButton.LeftButton:
            self._pen_down = True
            self._begin(event.position(), pressure, event.timestamp())
        elif event.type() is QEvent.Type.TabletMove and self._pen_down:
            self._go_on(event.position(), pressure, event.timestamp())
        elif event.type() is QEvent.Type.TabletRelease and self._pen_down:
            self._pen_down = False
            self._end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """Follow the first finger alone: a resting palm draws nothing."""
        event.accept()
        if event.type() is QEvent.Type.TouchCancel:
            self._finger, self._points = None, []
            self.update()
            return
        for point in event.points():
            if self._finger is None and point.state().name == "Pressed" and not self._points:
                self._finger = point.id()
                self._begin(point.position(), _EVEN_PRESSURE, event.timestamp())
            elif point.id() == self._finger and point.state().name == "Released":
                self._go_on(point.position(), _EVEN_PRESSURE, event.timestamp())
                self._finger = None
                self._end()
            elif point.id() == self._finger:
                self._go_on(point.position(), _EVEN_PRESSURE, event.timestamp())

    def _drawn_by_mouse(self, event: QMouseEvent) -> bool:
        made_up = event.source() != Qt.MouseEventSource.MouseEventNotSynthesized
        return not made_up and not self._pen_down and self._finger is None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drawn_by_mouse(event) and event.button() is Qt.MouseButton.LeftButton:
            self._begin(event.position(), _EVEN_PRESSURE, event.timestamp())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawn_by_mouse(event):
            self._go_on(event.position(), _EVEN_PRESSURE, event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawn_by_mouse(event) and event.button() is Qt.MouseButton.LeftButton:
            self._end()

    def paintEvent(self, event: QPaintEvent) -> None:
        c = self._look.theme.colours
        sheet = self._sheet()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(sheet, c.paper)
        painter.setPen(QPen(c.control, 1))
        painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5))
        scale = sheet.width() / _WIDTH
        base = sheet.top() + sheet.height() * 0.74
        painter.setPen(QPen(c.ink, 1))
        painter.drawLine(QPointF(sheet.left() + 60 * scale, base), QPointF(sheet.right() - 60 * scale, base))
        if not self._strokes and not self._points:
            self._invite(painter, QRectF(sheet.left(), base, sheet.width(), sheet.bottom() - base))
        painter.translate(sheet.topLeft())
        painter.scale(scale, scale)
        for stroke in self._strokes:
            self._paint_stroke(painter, stroke.points)
        if self._points:
            self._paint_stroke(painter, tuple(self._points))
        painter.end()

    def _invite(self, painter: QPainter, below: QRectF) -> None:
        """Say under the line what the empty sheet is for."""
        painter.setPen(self._look.theme.colours.ink)
        painter.setFont(self._look.theme.font(TextStyle.CAPTION))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.accessibleName())

    def _paint_stroke(self, painter: QPainter, points: tuple[StrokePoint, ...]) -> None:
        """Draw from middle to middle with the points as handles, which rounds the corners of the sampling."""
        ink = QPen(self._look.theme.colours.ink, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        ink.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        places = [QPointF(point.x, point.y) for point in points]
        if len(points) == 1:
            ink.setWidthF(nib_width(points[0].pressure) * 1.4)
            painter.setPen(ink)
            painter.drawPoint(places[0])
            return
        middles = [places[0], *((a + b) / 2 for a, b in pairwise(places)), places[-1]]
        for number, (begin, end) in enumerate(pairwise(middles)):
            handle = places[min(number, len(places) - 1)]
            ink.setWidthF(nib_width(points[min(number, len(points) - 1)].pressure))
            painter.setPen(ink)
            for step in range(4):
                painter.drawLine(
                    _on_curve(begin, handle, end, step / 4), _on_curve(begin, handle, end, (step + 1) / 4)
                )


def _on_curve(begin: QPointF, handle: QPointF, end: QPointF, at: float) -> QPointF:
    """Return the point at `at` (0..1) of the quadratic curve."""
    rest = 1 - at
    return begin * (rest * rest) + handle * (2 * rest * at) + end * (at * at)


class SignaturePanel(QWidget):
    """The pad with its two buttons, which can be reached by keyboard.

    *Signals:* `changed()` as of the pad.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look,
        *,
        accessible_name: str,
        clear_text: str,
        undo_text: str,
        keeps_times: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.pad = SignaturePad(look, accessible_name=accessible_name, keeps_times=keeps_times)
        self._undo = button(look, undo_text, role="paper", icon_name="undo-2")
        self._clear = button(look, clear_text, role="paper", icon_name="eraser")
        self._undo.setProperty("scale", "touch")
        self._clear.setProperty("scale", "touch")
        self._undo.clicked.connect(self.pad.undo_stroke)
        self._clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._pad_changed)
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        row.addStretch()
        row.addWidget(self._undo)
        row.addWidget(self._clear)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.theme.space(2))
        rows.addWidget(self.pad, 1)
        rows.addLayout(row)
        self._pad_changed()

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The finished strokes of the pad."""
        return self.pad.strokes

    def _pad_changed(self) -> None:
        for shown in (self._undo, self._clear):
            shown.setEnabled(not self.pad.is_empty)
        self.changed.emit()
