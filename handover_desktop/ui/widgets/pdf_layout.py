"""Where the pages of a document stand below each other, at a size that is given or that fits."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize

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
    """Pages as rectangles (pixels) from the top of the document; `width` and `height` hold them all.

    `zooms` are the enlargements of the pages: what fits, fits each sheet, whether it stands or lies.
    """

    width: int
    height: int
    pages: tuple[QRect, ...]
    zooms: tuple[float, ...]
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
        scale = PIXELS_PER_POINT * self.zooms[page]
        corner = self.pages[page].topLeft()
        return (spot.x() - corner.x()) / scale, (spot.y() - corner.y()) / scale

    def to_pixels(self, page: int, box: tuple[float, float, float, float]) -> QRectF:
        """Return where a box of a page (points) stands in the document."""
        scale = PIXELS_PER_POINT * self.zooms[page]
        return QRectF(*(edge * scale for edge in box)).translated(QPointF(self.pages[page].topLeft()))


def lay_out(sizes: Sequence[tuple[float, float]], zoom: Zoom, room: QSize) -> Layout:
    """Put pages of `sizes` (points) below each other in a window of `room`, each in its middle."""
    if not sizes:
        return Layout(room.width(), 0, (), (), ())
    zooms = tuple(_zoom_of(size, zoom, room) for size in sizes)
    shapes = [
        QSize(round(width * factor * PIXELS_PER_POINT), round(height * factor * PIXELS_PER_POINT))
        for (width, height), factor in zip(sizes, zooms, strict=True)
    ]
    whole = max(room.width(), max(shape.width() for shape in shapes) + 2 * GAP)
    places = []
    y = GAP
    for shape in shapes:
        places.append(QRect((whole - shape.width()) // 2, y, shape.width(), shape.height()))
        y += shape.height() + GAP
    return Layout(whole, y, tuple(places), zooms, tuple(place.top() - GAP for place in places))


def _zoom_of(size: tuple[float, float], zoom: Zoom, room: QSize) -> float:
    if not isinstance(zoom, Fit):
        return zoom
    across = (room.width() - 2 * GAP) / (size[0] * PIXELS_PER_POINT)
    down = (room.height() - 2 * GAP) / (size[1] * PIXELS_PER_POINT)
    return min(max(_LEAST, across if zoom is Fit.WIDTH else min(across, down)), ZOOMS[-1])
