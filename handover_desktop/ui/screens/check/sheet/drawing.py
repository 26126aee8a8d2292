"""The sides of a vehicle, on which a press or the arrow keys and Return place a mark."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.outlines import Line, Side, sides_of
from handover_desktop.domain.sheets import DamageMark, MarkType, Zone
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import Look, TextStyle

_LABEL: Final = 20
_GAP: Final = 16
_EDGE: Final = 8
"""Room for the ring that shows the focus."""
_MARK: Final = 24
_TWO_COLUMNS: Final = 600
_LARGEST: Final = 0.78
"""Pixels a centimetre at most, so that all sides are seen at once on a small screen."""
_STEP: Final = 40
_SIZE: Final = 1000


class DamageDrawing(QWidget):
    """Five sides with numbered marks. Left and right are those of the vehicle, also in mirrored languages.

    *Signals:* `marked(Zone, int, int)` where a person pressed: the side, and thousandths of its drawing.
    """

    marked = Signal(object, int, int)

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._drawing = Drawing.CAR
        self._sides = sides_of(self._drawing)
        self._marks: tuple[DamageMark, ...] = ()
        self._places: dict[Zone, QRectF] = {}
        self._cursor = (Zone.LEFT, 500, 500)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Drawing of the vehicle"))
        self.setAccessibleDescription(
            _("Arrow keys move the cross, Page Up and Page Down choose the side, Return places a mark.")
        )
        look.changed.connect(self.update)

    def show_vehicle(self, drawing: Drawing) -> None:
        """Show the sides of a shape."""
        if drawing is self._drawing:
            return
        self._drawing = drawing
        self._sides = sides_of(drawing)
        self._arrange()
        self.updateGeometry()
        self.update()

    def show_marks(self, marks: tuple[DamageMark, ...]) -> None:
        """Show marks by their numbers from 1."""
        self._marks = marks
        self.update()

    def place(self, zone: Zone) -> QRectF:
        """Return where a side is drawn."""
        return self._places[zone]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(width)[1])

    def sizeHint(self) -> QSize:
        return QSize(_TWO_COLUMNS, self.heightForWidth(_TWO_COLUMNS))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(max(280, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self._places = self._lay_out(self.width())[0]

    def _lay_out(self, width: int) -> tuple[dict[Zone, QRectF], float]:
        """Return where each side stands in a width, and the height that all take, in pixels."""
        wide = ((Zone.LEFT, Zone.RIGHT), (Zone.ROOF, Zone.FRONT, Zone.REAR))
        narrow = ((Zone.LEFT, Zone.FRONT), (Zone.ROOF, Zone.REAR), (Zone.RIGHT,))
        rows: tuple[tuple[Zone, ...], ...] = wide if width >= _TWO_COLUMNS else narrow
        needed = [(sum(self._sides[zone].width for zone in row), _GAP * (len(row) - 1)) for row in rows]
        scale = min(_LARGEST, *((width - 2 * _EDGE - gaps) / sides for sides, gaps in needed))
        places: dict[Zone, QRectF] = {}
        y, label = _EDGE / 2, self._look.theme.scaled(_LABEL)
        for row in rows:
            x, height = float(_EDGE), max(self._sides[zone].height for zone in row) * scale
            for zone in row:
                side = self._sides[zone]
                top = y + label + height - side.height * scale
                places[zone] = QRectF(x, top, side.width * scale, side.height * scale)
                x += side.width * scale + _GAP
            y += label + height + _GAP / 2
        return places, y + _EDGE / 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        for zone, place in self._places.items():
            if place.adjusted(-4, -4, 4, 4).contains(at):
                x = round((at.x() - place.left()) / place.width() * _SIZE)
                y = round((at.y() - place.top()) / place.height() * _SIZE)
                self._mark(zone, min(max(x, 0), _SIZE), min(max(y, 0), _SIZE))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        zone, x, y = self._cursor
        steps = {
            Qt.Key.Key_Left: (-_STEP, 0),
            Qt.Key.Key_Right: (_STEP, 0),
            Qt.Key.Key_Up: (0, -_STEP * 2),
            Qt.Key.Key_Down: (0, _STEP * 2),
        }
        key = Qt.Key(event.key())
        if key in steps:
            across, down = steps[key]
            self._cursor = zone, min(max(x + across, 0), _SIZE), min(max(y + down, 0), _SIZE)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            order = list(Zone)
            step = 1 if key == Qt.Key.Key_PageDown else -1
            self._cursor = order[(order.index(zone) + step) % len(order)], 500, 500
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._mark(zone, x, y)
        else:
            super().keyPressEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _mark(self, zone: Zone, x: int, y: int) -> None:
        self._cursor = zone, x, y
        self.marked.emit(zone, x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for zone, place in self._places.items():
            painter.setFont(theme.font(TextStyle.CAPTION))
            painter.setPen(theme.colours.muted)
            label = f"{self._(TERMS[zone])} · {zone.value}"
            room = max(place.width() + _GAP - 4, 40)
            top = min(p.top() for p in self._places.values() if abs(p.bottom() - place.bottom()) < 1)
            text = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QPointF(place.left(), top - 6), text)
            self._paint_side(painter, self._sides[zone], place)
        for number, mark in enumerate(self._marks, 1):
            self._paint_mark(painter, self._centre(mark.zone, mark.x, mark.y), mark.type, number)
        if self.hasFocus():
            self._paint_cursor(painter)
        painter.end()

    def _centre(self, zone: Zone, x: int, y: int) -> QPointF:
        place = self._places[zone]
        return place.topLeft() + QPointF(place.width() * x / _SIZE, place.height() * y / _SIZE)

    def _paint_side(self, painter: QPainter, side: Side, place: QRectF) -> None:
        colours = self._look.theme.colours
        scale = place.width() / side.width
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        for line in side.lines:
            painter.setPen(_pen(colours.text if line.strong else colours.muted, 1.6 if line.strong else 1))
            painter.setBrush(colours.surface if line.closed else Qt.BrushStyle.NoBrush)
            painter.drawPath(path_of(line))
        painter.setPen(_pen(colours.text, 1.6))
        for (x, y), radius in side.wheels:
            painter.setBrush(colours.surface)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            painter.drawEllipse(QPointF(x, y), radius * 0.55, radius * 0.55)
        painter.restore()

    def _paint_mark(self, painter: QPainter, centre: QPointF, kind: MarkType, number: int) -> None:
        theme, size = self._look.theme, self._look.theme.scaled(_MARK)
        paint_mark_shape(
            painter, centre, kind, fill=theme.colours.accent, ground=theme.colours.on_accent, size=size
        )
        painter.setPen(theme.colours.on_accent)
        painter.setFont(theme.font(TextStyle.CAPTION, strong=True))
        low = size / 8 if kind is MarkType.MISSING_PART else 0  # where a drop is wide enough for the figure
        box = QRectF(centre.x() - size / 2, centre.y() - size / 2 + low, size, size)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_cursor(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.colours.focus, theme.hairline + 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius, theme.radius)
        centre = self._centre(*self._cursor)
        painter.drawEllipse(centre, 9, 9)
        for across, down in ((14, 0), (-14, 0), (0, 14), (0, -14)):
            painter.drawLine(centre + QPointF(across, down), centre + QPointF(across, down) / 3)


def paint_mark_shape(
    painter: QPainter, centre: QPointF, kind: MarkType, *, fill: QColor, ground: QColor, size: float = _MARK
) -> None:
    """Paint the shape of a kind of damage: round for a scratch, square a dent, a lozenge a crack, a drop out of the
    vehicle what is missing.
    """
    half = size / 2
    painter.setPen(QPen(ground, 1.5))
    painter.setBrush(fill)
    box = QRectF(centre.x() - half, centre.y() - half, size, size)
    if kind is MarkType.SCRATCH:
        painter.drawEllipse(box)
    elif kind is MarkType.DENT:
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    else:
        far = half + 2
        corners = [(0, -far), (far, 0), (0, far), (-far, 0)]
        if kind is MarkType.MISSING_PART:
            corners = [(0, -far), (far, half), (-far, half)]
        painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))


def path_of(line: Line) -> QPainterPath:
    """Return the path of a line with its corners rounded."""
    points = [QPointF(x, y) for x, y in line.points]
    path = QPainterPath()
    if not line.closed or not line.radius:
        path.addPolygon(QPolygonF(points))
        if line.closed:
            path.closeSubpath()
        return path
    for at, corner in enumerate(points):
        before, after = points[at - 1], points[(at + 1) % len(points)]
        enter, leave = _toward(corner, before, line.radius), _toward(corner, after, line.radius)
        if at:
            path.lineTo(enter)
        else:
            path.moveTo(enter)
        path.quadTo(corner, leave)
    path.closeSubpath()
    return path


def _toward(corner: QPointF, other: QPointF, radius: float) -> QPointF:
    way = other - corner
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    return corner + way * (min(radius, length / 2) / length) if length else corner


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen.setCosmetic(True)
    return pen
