"""The sides of vehicles as lines, drawn for this program: what damage is marked on, in the window and on paper.

Lengths are centimetres, from the upper left of each side. Left side and roof face to the left, the right side to the
right; front and rear are seen as one stands before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.sheets import Zone

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, its corners rounded by `radius`; `closed` ones are filled with the ground."""

    points: tuple[Point, ...]
    closed: bool = True
    radius: float = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its size, lines from below to above, and wheels (centre, radius) above them."""

    width: float
    height: float
    lines: tuple[Line, ...]
    wheels: tuple[tuple[Point, float], ...] = ()


def sides_of(drawing: Drawing) -> dict[Zone, Side]:
    """Return the five sides of a shape."""
    left, across, roof = _LEFT[drawing], _ACROSS[drawing], _ROOF[drawing]
    return {
        Zone.FRONT: _scaled(_FRONT, *across),
        Zone.REAR: _scaled(_REAR, *across),
        Zone.LEFT: left,
        Zone.RIGHT: _mirrored(left),
        Zone.ROOF: roof,
    }


def _line(*points: Point, radius: float = 0, closed: bool = True, strong: bool = False) -> Line:
    return Line(points, closed, radius, strong)


def _mirrored(side: Side) -> Side:
    width = side.width
    lines = tuple(
        Line(tuple((width - x, y) for x, y in line.points), line.closed, line.radius, line.strong)
        for line in side.lines
    )
    return Side(width, side.height, lines, tuple(((width - x, y), r) for (x, y), r in side.wheels))


def _scaled(lines: Iterable[Line], width: float, height: float) -> Side:
    across, down = width / 180, height / 150
    made = (
        Line(tuple((x * across, y * down) for x, y in line.points), line.closed, line.radius, line.strong)
        for line in lines
    )
    return Side(width, height, tuple(made))


_ACROSS = {Drawing.CAR: (180, 152), Drawing.VAN: (200, 206), Drawing.PICK_UP: (188, 172)}
"""Width and height from the front."""

_LEFT = {
    Drawing.CAR: Side(
        430,
        152,
        (
            _line(
                (3, 122),
                (2, 92),
                (14, 76),
                (98, 63),
                (146, 18),
                (186, 8),
                (318, 8),
                (378, 20),
                (412, 60),
                (427, 72),
                (428, 122),
                radius=14,
                strong=True,
            ),
            _line((116, 62), (152, 23), (205, 18), (205, 62), radius=5),
            _line((215, 62), (215, 18), (304, 18), (304, 62), radius=5),
            _line((314, 62), (314, 19), (356, 27), (380, 62), radius=5),
            _line((210, 66), (210, 116), closed=False),
            _line((309, 66), (309, 92), closed=False),
            _line((118, 68), (122, 116), closed=False),
            _line((184, 74), (202, 74), closed=False, strong=True),
            _line((282, 74), (300, 74), closed=False, strong=True),
            _line((4, 86), (26, 82), (28, 92), (4, 96), radius=3),
            _line((427, 78), (410, 76), (408, 94), (427, 96), radius=3),
        ),
        (((84, 121), 30), ((346, 121), 30)),
    ),
    Drawing.VAN: Side(
        540,
        206,
        (
            _line(
                (3, 174),
                (2, 126),
                (18, 106),
                (74, 92),
                (128, 22),
                (164, 8),
                (526, 8),
                (538, 18),
                (538, 174),
                radius=14,
                strong=True,
            ),
            _line((92, 92), (136, 32), (184, 32), (184, 92), radius=5),
            _line((188, 28), (188, 168), closed=False),
            _line((204, 36), (318, 36), (318, 88), (204, 88), radius=5),
            _line((338, 36), (516, 36), (516, 88), (338, 88), radius=5),
            _line((328, 22), (328, 168), closed=False),
            _line((96, 98), (102, 168), closed=False),
            _line((162, 106), (182, 106), closed=False, strong=True),
            _line((196, 106), (216, 106), closed=False, strong=True),
            _line((4, 118), (28, 110), (30, 124), (4, 132), radius=3),
            _line((537, 96), (528, 96), (528, 132), (537, 132), radius=2),
        ),
        (((98, 173), 32), ((428, 173), 32)),
    ),
    Drawing.PICK_UP: Side(
        520,
        172,
        (
            _line(
                (3, 138),
                (2, 98),
                (14, 82),
                (122, 70),
                (168, 22),
                (204, 12),
                (306, 12),
                (334, 22),
                (348, 70),
                (516, 70),
                (518, 138),
                radius=12,
                strong=True,
            ),
            _line((140, 68), (176, 28), (228, 24), (228, 68), radius=5),
            _line((238, 68), (238, 24), (304, 24), (326, 68), radius=5),
            _line((233, 72), (233, 132), closed=False),
            _line((346, 74), (346, 136), closed=False),
            _line((142, 74), (146, 132), closed=False),
            _line((206, 84), (224, 84), closed=False, strong=True),
            _line((312, 84), (330, 84), closed=False, strong=True),
            _line((4, 94), (26, 90), (28, 102), (4, 106), radius=3),
            _line((517, 80), (506, 80), (506, 104), (517, 104), radius=2),
        ),
        (((94, 137), 34), ((424, 137), 34)),
    ),
}

_BODY = _line(
    (10, 126), (8, 82), (20, 68), (38, 20), (54, 8), (126, 8), (142, 20), (160, 68), (172, 82), (170, 126),
    radius=10, strong=True,
)  # fmt: skip
_WHEELS = (
    _line((14, 126), (38, 126), (38, 148), (14, 148), radius=4, strong=True),
    _line((142, 126), (166, 126), (166, 148), (142, 148), radius=4, strong=True),
)
_FRONT = (
    *_WHEELS,
    _BODY,
    _line((34, 66), (48, 20), (132, 20), (146, 66), radius=6),
    _line((14, 80), (48, 86), (46, 98), (13, 94), radius=4),
    _line((166, 80), (132, 86), (134, 98), (167, 94), radius=4),
    _line((58, 84), (122, 84), (116, 100), (64, 100), radius=4),
    _line((66, 108), (114, 108), (114, 120), (66, 120), radius=2),
    _line((6, 58), (22, 54), (22, 66), (6, 66), radius=4),
    _line((174, 58), (158, 54), (158, 66), (174, 66), radius=4),
)
_REAR = (
    *_WHEELS,
    _BODY,
    _line((38, 58), (50, 22), (130, 22), (142, 58), radius=6),
    _line((14, 72), (30, 72), (30, 100), (12, 100), radius=4),
    _line((166, 72), (150, 72), (150, 100), (168, 100), radius=4),
    _line((66, 78), (114, 78), (114, 92), (66, 92), radius=2),
    _line((12, 110), (168, 110), closed=False),
)

_ROOF = {
    Drawing.CAR: Side(
        430,
        182,
        (
            _line(
                (2, 60),
                (12, 20),
                (60, 6),
                (380, 6),
                (420, 20),
                (428, 60),
                (428, 122),
                (420, 162),
                (380, 176),
                (60, 176),
                (12, 162),
                (2, 122),
                radius=24,
                strong=True,
            ),
            _line((112, 22), (150, 38), (150, 144), (112, 160), radius=10),
            _line((386, 26), (352, 38), (352, 144), (386, 156), radius=10),
            _line((124, 18), (366, 18), (344, 32), (158, 32), radius=4),
            _line((124, 164), (366, 164), (344, 150), (158, 150), radius=4),
            _line((20, 40), (100, 26), closed=False),
            _line((20, 142), (100, 156), closed=False),
        ),
    ),
    Drawing.VAN: Side(
        540,
        202,
        (
            _line(
                (2, 66),
                (12, 22),
                (54, 6),
                (530, 6),
                (538, 14),
                (538, 188),
                (530, 196),
                (54, 196),
                (12, 180),
                (2, 136),
                radius=20,
                strong=True,
            ),
            _line((82, 22), (132, 36), (132, 166), (82, 180), radius=10),
            _line((142, 22), (522, 22), (522, 180), (142, 180), radius=10),
            _line((236, 22), (236, 180), closed=False),
            _line((330, 22), (330, 180), closed=False),
            _line((424, 22), (424, 180), closed=False),
        ),
    ),
    Drawing.PICK_UP: Side(
        520,
        190,
        (
            _line(
                (2, 62),
                (12, 22),
                (60, 6),
                (512, 6),
                (518, 14),
                (518, 176),
                (512, 184),
                (60, 184),
                (12, 168),
                (2, 128),
                radius=20,
                strong=True,
            ),
            _line((132, 22), (172, 38), (172, 152), (132, 168), radius=10),
            _line((340, 26), (320, 38), (320, 152), (340, 164), radius=8),
            _line((142, 18), (332, 18), (314, 32), (182, 32), radius=4),
            _line((142, 172), (332, 172), (314, 158), (182, 158), radius=4),
            _line((352, 20), (506, 20), (506, 170), (352, 170), radius=6, strong=True),
            _line((20, 42), (122, 26), closed=False),
            _line((20, 148), (122, 164), closed=False),
        ),
    ),
}
