"""The marks of outcomes, drawn so that shape alone tells them apart: in grey, on paper, from two metres.

Round is taken over, square is not; how much is filled says how wholly. A check, an exclamation, a cross and a
question mark say it once more.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.theme import Theme


class Mark(enum.StrEnum):
    """What a mark stands for: the outcomes, and two things that are said beside an outcome."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_REMARKS = "accepted-with-remarks"
    NOT_ACCEPTED = "not-accepted"
    MISSING = "missing"
    PARTLY_ACCEPTED = "partly-accepted"
    NOT_CHECKED = "not-checked"
    SEALED = "sealed"
    CONFLICT = "conflict"


def outcome_colour(outcome: Outcome, theme: Theme) -> QColor:
    """Return the colour that belongs to `outcome`, readable as text on every ground of the theme."""
    c = theme.colours
    return {
        Outcome.ACCEPTED: c.good,
        Outcome.ACCEPTED_WITH_REMARKS: c.amber,
        Outcome.PARTLY_ACCEPTED: c.amber,
        Outcome.NOT_ACCEPTED: c.red,
        Outcome.MISSING: c.red,
        Outcome.NOT_CHECKED: c.muted,
    }[outcome]


def outcome_ground(outcome: Outcome, theme: Theme) -> QColor:
    """Return the soft ground that belongs to `outcome`."""
    c = theme.colours
    return {
        Outcome.ACCEPTED: c.good_soft,
        Outcome.ACCEPTED_WITH_REMARKS: c.amber_soft,
        Outcome.PARTLY_ACCEPTED: c.amber_soft,
        Outcome.NOT_ACCEPTED: c.red_soft,
        Outcome.MISSING: c.red_soft,
        Outcome.NOT_CHECKED: c.surface,
    }[outcome]


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, *, colour: QColor, ground: QColor) -> None:
    """Paint `mark` into the square `rect`: in `colour`, with what is cut out of it in `ground`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    _DRAWINGS[mark](painter, colour, ground)
    painter.restore()


def outcome_mark(
    outcome: Outcome | Mark,
    theme: Theme,
    size: int = 16,
    *,
    dpr: float = 1.0,
    colour: QColor | None = None,
) -> QPixmap:
    """Return the mark as a picture of `size` device-independent pixels, cut out in the surface's colour."""
    mark = Mark(outcome)
    own = theme.colours.text if mark in (Mark.SEALED, Mark.CONFLICT) else outcome_colour(Outcome(mark), theme)
    picture = QPixmap((QSizeF(size, size) * dpr).toSize())
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QRectF(0, 0, size, size), mark, colour=colour or own, ground=theme.colours.surface)
    painter.end()
    return picture


def _line(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _ring(painter: QPainter, colour: QColor, width: float) -> None:
    painter.setPen(_line(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = 1 + width / 2
    painter.drawEllipse(QRectF(inset, inset, 16 - 2 * inset, 16 - 2 * inset))


def _square(painter: QPainter, colour: QColor, *, filled: bool) -> None:
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(1, 1, 14, 14), 1.5, 1.5)
        return
    painter.setPen(_line(colour, 1.75))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(1.875, 1.875, 12.25, 12.25), 1, 1)


def _not_checked(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour, 1.5)


def _accepted(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(1, 1, 14, 14))
    painter.setPen(_line(ground, 2))
    painter.drawPolyline(QPolygonF([QPointF(4.6, 8.4), QPointF(7, 10.8), QPointF(11.6, 5.6)]))


def _with_remarks(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour, 1.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawChord(QRectF(1, 1, 14, 14), 98 * 16, 164 * 16)
    painter.setPen(_line(colour, 2))
    painter.drawLine(QPointF(10.4, 4.8), QPointF(10.4, 8.2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(10.4, 11.2), 1.15, 1.15)


def _not_accepted(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _square(painter, colour, filled=True)
    painter.setPen(_line(ground, 2))
    painter.drawLine(QPointF(5, 5), QPointF(11, 11))
    painter.drawLine(QPointF(11, 5), QPointF(5, 11))


def _missing(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _square(painter, colour, filled=False)
    hook = QPainterPath(QPointF(5.9, 6.3))
    hook.cubicTo(QPointF(5.9, 3.4), QPointF(10.3, 3.5), QPointF(10.1, 6.2))
    hook.cubicTo(QPointF(10, 7.7), QPointF(8, 7.7), QPointF(8, 9.2))
    painter.setPen(_line(colour, 1.6))
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 11.6), 1.05, 1.05)


def _partly(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _ring(painter, colour, 1.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPie(QRectF(3.75, 3.75, 8.5, 8.5), 90 * 16, -90 * 16)


def _sealed(painter: QPainter, colour: QColor, ground: QColor) -> None:
    _square(painter, colour, filled=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(QRectF(5, 5, 6, 6))


def _conflict(painter: QPainter, colour: QColor, ground: QColor) -> None:
    painter.setPen(_line(colour, 1))
    painter.setBrush(colour)
    bolt = [(9.5, 1), (3, 9.2), (7.2, 9.2), (6.3, 15), (13, 6.6), (8.7, 6.6)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in bolt]))


_DRAWINGS: Final[Mapping[Mark, Callable[[QPainter, QColor, QColor], None]]] = {
    Mark.ACCEPTED: _accepted,
    Mark.ACCEPTED_WITH_REMARKS: _with_remarks,
    Mark.NOT_ACCEPTED: _not_accepted,
    Mark.MISSING: _missing,
    Mark.PARTLY_ACCEPTED: _partly,
    Mark.NOT_CHECKED: _not_checked,
    Mark.SEALED: _sealed,
    Mark.CONFLICT: _conflict,
}
