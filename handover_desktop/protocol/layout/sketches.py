"""The demo's pictures: line drawings that nobody takes for photos of a real object, each marked DEMO."""

from __future__ import annotations

import enum
import io
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont

from handover_desktop.resources import resource_path

WIDTH, HEIGHT = 1_600, 1_200
_FINER = 2
"""Drawn so many times larger, then scaled down: Pillow's lines have steps."""

_PAPER, _INK, _GLASS, _GROUND, _HURT = "#f4f2ec", "#2b2b2b", "#c9d6de", "#d9d5c9", "#b3261e"
_BODY, _DARK, _METAL = "#8fa3b0", "#5c6970", "#c4c4c0"

Point = tuple[float, float]


class Scene(enum.Enum):
    """What a picture of the demo shows."""

    YARD = "yard"
    BOOT = "boot"
    SCRATCH = "scratch"
    PLATE = "plate"
    KEYS = "keys"
    CASE = "case"


class _Pen:
    """Draws in pixels of the finished picture, from its upper left corner."""

    def __init__(self) -> None:
        self.picture = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), _PAPER)
        self._draw = ImageDraw.Draw(self.picture)

    def shape(self, points: Sequence[Point], fill: str | None = None, width: float = 5) -> None:
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        if fill is not None:
            self._draw.polygon(scaled, fill=fill)
        self._draw.line([*scaled, scaled[0]], fill=_INK, width=round(width * _FINER), joint="curve")

    def line(self, points: Sequence[Point], colour: str = _INK, width: float = 5) -> None:
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        self._draw.line(scaled, fill=colour, width=round(width * _FINER), joint="curve")

    def disc(self, x: float, y: float, radius: float, fill: str | None = None, width: float = 5) -> None:
        box = [(v * _FINER) for v in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, fill=fill, outline=_INK, width=round(width * _FINER))

    def box(
        self, x: float, y: float, wide: float, high: float, fill: str | None = None, width: float = 5
    ) -> None:
        self.shape([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], fill, width)

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw the circle of a pointing finger around what the picture is about."""
        box = [(v * _FINER) for v in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, outline=_HURT, width=6 * _FINER)

    def words(
        self, x: float, y: float, text: str, size: float, colour: str = _INK, anchor: str = "mm"
    ) -> None:
        face = ImageFont.truetype(resource_path("fonts", "DejaVuSansCondensed-Bold.ttf"), size * _FINER)
        self._draw.text((x * _FINER, y * _FINER), text, font=face, fill=colour, anchor=anchor)

    def finish(self) -> bytes:
        self.box(0, HEIGHT - 76, 430, 76, "white", 0)
        self.words(24, HEIGHT - 38, "DEMO · drawing, no photo", 30, _HURT, "lm")
        file = io.BytesIO()
        self.picture.reduce(_FINER).save(file, "PNG", compress_level=1)
        return file.getvalue()


def draw_scene(scene: Scene, text: str = "") -> bytes:
    """Return the picture of a scene as PNG; `text` is what stands on its plate or label. The same at every run."""
    pen = _Pen()
    _SCENES[scene](pen, text)
    return pen.finish()


def _car(pen: _Pen, x: float, y: float, scale: float, body: str = _BODY) -> None:
    """Draw a small car from its right side; its rear wheel stands at `x`, `y`, and it is 1,250 × scale long."""

    def at(*points: Point) -> list[Point]:
        return [(x + px * scale, y - py * scale) for px, py in points]

    hull = ((-120, 60), (-110, 210), (60, 250), (230, 400), (760, 410), (960, 250), (1090, 230), (1120, 60))
    pen.shape(at(*hull), body)
    pen.shape(at((110, 250), (245, 375), (470, 380), (470, 250)), _GLASS, 4)
    pen.shape(at((500, 250), (500, 380), (745, 385), (900, 250)), _GLASS, 4)
    pen.line(at((485, 60), (485, 385)), width=4)
    pen.line(at((105, 70), (105, 250)), width=4)
    pen.line(at((830, 150), (880, 250)), width=4)
    for handle in (390, 740):
        pen.line(at((handle, 215), (handle + 55, 215)), _DARK, 9)
    for wheel in (0, 880):
        pen.disc(x + wheel * scale, y - 60 * scale, 115 * scale, _DARK)
        pen.disc(x + wheel * scale, y - 60 * scale, 62 * scale, _METAL)


def _yard(pen: _Pen, text: str) -> None:
    pen.box(-10, 620, WIDTH + 20, 600, _GROUND)
    pen.box(60, 190, 1480, 330, "#e4e0d6")
    for window in range(9):
        pen.box(110 + 160 * window, 250, 90, 120, _GLASS, 4)
    for row, (scale, top) in enumerate(((0.26, 690), (0.34, 850), (0.44, 1060))):
        for place in range(4 - row):
            _car(pen, 120 + 60 * row + place * 1_500 * scale, top, scale)
    pen.words(WIDTH / 2, 120, text, 54)


def _scratch(pen: _Pen, text: str) -> None:
    pen.box(-10, 900, WIDTH + 20, 320, _GROUND)
    _car(pen, 330, 960, 1.02)
    pen.line([(540, 765), (595, 782), (650, 778), (720, 801)], _HURT, 5)
    pen.line([(570, 792), (640, 800), (690, 816)], _HURT, 4)
    pen.ring(630, 788, 112)
    pen.words(630, 640, text, 40, _HURT)


def _boot(pen: _Pen, text: str) -> None:
    pen.shape([(200, 180), (1400, 180), (1480, 1000), (120, 1000)], _BODY)
    pen.shape([(330, 300), (1270, 300), (1340, 880), (260, 880)], "#e9e7e1")
    pen.disc(640, 640, 190, _DARK)
    pen.disc(640, 640, 95, _METAL)
    pen.box(960, 500, 270, 270, "#f4f2ec")
    for corner in ((960, 500), (1230, 500), (960, 770), (1230, 770)):
        pen.line([corner, (1095, 635)], _HURT, 3)
    pen.ring(1095, 635, 200)
    pen.words(1095, 400, text, 40, _HURT)


def _plate(pen: _Pen, text: str) -> None:
    pen.shape([(0, 260), (1600, 200), (1600, 1010), (0, 960)], _BODY, 4)
    pen.box(150, 430, 1300, 340, _METAL, 7)
    for x in (205, 1395):
        pen.disc(x, 600, 24, _DARK)
    pen.words(800, 520, "VIN", 44)
    pen.words(800, 640, text, 92)


def _keys(pen: _Pen, text: str) -> None:
    pen.box(110, 210, 1380, 780, "#e9e7e1")
    pen.disc(430, 480, 95, _METAL, 8)
    pen.disc(430, 480, 52, "#e9e7e1", 6)
    pen.shape([(430, 575), (560, 575), (600, 900), (400, 900)], _DARK)
    pen.shape([(515, 455), (880, 455), (880, 505), (850, 505), (850, 545), (800, 505), (515, 505)], _METAL)
    for dash in range(7):
        pen.line([(1010 + 60 * dash, 480), (1040 + 60 * dash, 480)], _HURT, 5)
    pen.ring(1200, 480, 190)
    pen.words(1200, 740, text, 44, _HURT)


def _case(pen: _Pen, text: str) -> None:
    pen.shape([(240, 520), (1360, 520), (1440, 980), (160, 980)], _DARK)
    pen.shape([(300, 470), (1290, 380), (1240, 130), (340, 200)], _BODY)
    pen.box(700, 860, 200, 70, _METAL)
    pen.box(420, 470, 110, 70, _METAL)
    pen.shape([(1080, 455), (1180, 415), (1200, 455), (1100, 495)], _METAL)
    pen.line([(1060, 520), (1120, 540), (1150, 510), (1210, 545)], _HURT, 5)
    pen.ring(1130, 490, 130)
    pen.words(800, 700, text, 56, "white")


_SCENES: dict[Scene, Callable[[_Pen, str], None]] = {
    Scene.YARD: _yard,
    Scene.BOOT: _boot,
    Scene.SCRATCH: _scratch,
    Scene.PLATE: _plate,
    Scene.KEYS: _keys,
    Scene.CASE: _case,
}
