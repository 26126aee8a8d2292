"""Where the pages of a document stand below each other, at a size that is given or that fits."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize

GAP: Final = 16
PIXELS_PER_POINT: Final = 96 / 72
ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Steps of enlargement; 1.0 shows a point as 96/72 pixels, which is about the size on paper."""
_LEAST: Final = 0.1


class Fit(enum.StrEnum):
    """How the size follows the window."""

    WIDTH = "width"
    PAGE = "page"


Zoom = float | Fit
"""An enlargement, or what it is to fit."""


def bound_zoom(zoom: float) -> float:
    """Return an enlargement within what is offered."""
    return min(max(zoom, ZOOMS[0]), ZOOMS[-1])


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages as rectangles (pixels) from the top of the document; `width` and `height` hold them all."""

    zoom: float
    width: int
    height: int
    pages: tuple[QRect, ...]
    tops: tuple[int, ...]

    def page_at(self, y: float) -> int:
        """Return the page that is at `y`, or the last one above it."""
        return max(0, bisect_right(self.tops, y) - 1)

    def pages_between(self, top: float, bottom: float) -> range:
        """Return the pages that may be seen between two heights."""
        if not self.pages:
            return range(0)
        return range(self.page_at(top), min(len(self.pages), self.page_at(bottom) + 1))

    def to_points(self, page: int, spot: QPointF) -> tuple[float, float]:
        """Return where `spot` is on `page`, in points from its upper left corner."""
        scale = PIXELS_PER_POINT * self.zoom
        corner = self.pages[page].topLeft()
        return (spot.x() - corner.x()) / scale, (spot.y() - corner.y()) / scale


def lay_out(sizes: Sequence[tuple[float, float]], zoom: Zoom, room: QSize) -> Layout:
    """Put pages of `sizes` (points) below each other in a window of `room`, each in its middle."""
    if not sizes:
        return Layout(1.0, room.width(), 0, (), ())
    factor = _factor(sizes, zoom, room) * PIXELS_PER_POINT
    shapes = [QSize(round(width * factor), round(height * factor)) for width, height in sizes]
    whole = max(room.width(), max(shape.width() for shape in shapes) + 2 * GAP)
    places = []
    y = GAP
    for shape in shapes:
        places.append(QRect((whole - shape.width()) // 2, y, shape.width(), shape.height()))
        y += shape.height() + GAP
    return Layout(
        factor / PIXELS_PER_POINT, whole, y, tuple(places), tuple(place.top() - GAP for place in places)
    )


def _factor(sizes: Sequence[tuple[float, float]], zoom: Zoom, room: QSize) -> float:
    if not isinstance(zoom, Fit):
        return zoom
    widest = max(width for width, _height in sizes) * PIXELS_PER_POINT
    across = (room.width() - 2 * GAP) / widest
    if zoom is Fit.WIDTH:
        return min(max(_LEAST, across), ZOOMS[-1])
    tallest = max(height for _width, height in sizes) * PIXELS_PER_POINT
    return min(max(_LEAST, min(across, (room.height() - 2 * GAP) / tallest)), ZOOMS[-1])
