"""The sides of vehicles and the marks on them as paths of a PDF page.

Paths are in the lengths of their figure, from its upper left corner down.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.outlines import Line, Point, Side, sides_of
from handover_desktop.domain.sheets import MarkType, Zone

_ROUND = 0.5523
"""How far the handles of four curves lie that make a circle, in parts of its radius."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A path and how it is drawn: `closed` ones are filled with white, `strong` ones have the heavier line."""

    path: str
    closed: bool = True
    strong: bool = False


@functools.cache
def side_shapes(drawing: Drawing, zone: Zone) -> tuple[Shape, ...]:
    """Return the shapes of one side from below to above, in centimetres."""
    side: Side = sides_of(drawing)[zone]
    lines = tuple(Shape(_path(line), line.closed, line.strong) for line in side.lines)
    rings = tuple(
        Shape(_circle(centre, radius * part), strong=True)
        for centre, radius in side.wheels
        for part in (1, 0.55)
    )
    return (*lines, *rings)


def mark_shape(kind: MarkType, half: float) -> Shape:
    """Return the shape of a kind of damage around 0, 0: round a scratch, square a dent, a lozenge a crack, a triangle
    what is missing.
    """
    if kind is MarkType.SCRATCH:
        return Shape(_circle((0, 0), half))
    far = half * 1.4
    corners: tuple[Point, ...] = ((0, -far), (far, 0), (0, far), (-far, 0))
    if kind is MarkType.DENT:
        near = half * 0.92
        corners = ((-near, -near), (near, -near), (near, near), (-near, near))
    elif kind is MarkType.MISSING_PART:
        corners = ((0, -far * 1.05), (far * 1.1, half), (-far * 1.1, half))
    return Shape(_polyline(corners, closed=True))


def _path(line: Line) -> str:
    if not line.closed or not line.radius:
        return _polyline(line.points, closed=line.closed)
    points, parts = line.points, []
    for at, corner in enumerate(points):
        before, after = points[at - 1], points[(at + 1) % len(points)]
        enter, leave = _toward(corner, before, line.radius), _toward(corner, after, line.radius)
        parts.append(f"{_at(enter)} {'l' if at else 'm'} {_curve(enter, corner, leave)}")
    return " ".join([*parts, "h"])


def _polyline(points: tuple[Point, ...], *, closed: bool) -> str:
    first, *others = points
    return " ".join([f"{_at(first)} m", *(f"{_at(point)} l" for point in others), *(["h"] if closed else [])])


def _curve(start: Point, corner: Point, end: Point) -> str:
    """Return the cubic curve that is the quadratic one through `corner`."""
    handles = (
        tuple(a + 2 / 3 * (b - a) for a, b in zip(point, corner, strict=True)) for point in (start, end)
    )
    return f"{' '.join(_at((x, y)) for x, y in handles)} {_at(end)} c"


def _circle(centre: Point, radius: float) -> str:
    x, y = centre
    r, k = radius, radius * _ROUND
    corners = (
        ((r, k), (k, r), (0.0, r)),
        ((-k, r), (-r, k), (-r, 0.0)),
        ((-r, -k), (-k, -r), (0.0, -r)),
        ((k, -r), (r, -k), (r, 0.0)),
    )
    curves = (f"{' '.join(_at((x + dx, y + dy)) for dx, dy in points)} c" for points in corners)
    return " ".join([f"{_at((x + r, y))} m", *curves, "h"])


def _toward(corner: Point, other: Point, radius: float) -> Point:
    across, down = other[0] - corner[0], other[1] - corner[1]
    length = float((across**2 + down**2) ** 0.5)
    part = min(radius, length / 2) / length if length else 0.0
    return corner[0] + across * part, corner[1] + down * part


def _at(point: Point) -> str:
    return f"{point[0]:.2f} {point[1]:.2f}"
