"""What stands above the title: emblem and funding statement as one unit, and the logos of organisations.

The emblem is drawn by the official construction (Interinstitutional Style Guide, Annex A1): a rectangle of 2 by 3,
twelve upright stars on a circle of a third of the height, each within a circle of an eighteenth of it, in Reflex Blue
and yellow. Nothing here draws emblem or statement alone. The statement is set in Ubuntu, one of the typefaces that the
rules on visibility name. It has no Arabic letters, and none of those named that has can be shipped, so a document in
Arabic alone bears the statement in English rather than in another face.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from handover_desktop.domain.handovers import FundingStatement, Logo
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout.flow import Flow, Piece, Solid, TextLine
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.shaping import is_right_to_left
from handover_desktop.protocol.layout.typography import CODE_COLUMN, MM, Face, Style, spoken
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.manuscript import Manuscript

EMBLEM_HEIGHT = 12 * MM
"""The rules ask for 10 mm at least."""

EMBLEM_WIDTH = EMBLEM_HEIGHT * 3 / 2
_LOGO_WIDTH = 40 * MM
"""How wide a logo may be where no emblem stands beside it."""

_BLUE = (0, 51 / 255, 153 / 255)
_YELLOW = (1, 204 / 255, 0)
_STARS = 12
_INNER = math.sin(math.radians(18)) / math.sin(math.radians(54))
"""The inner radius of a five-pointed star, in parts of the outer one."""

STATEMENTS = {
    FundingStatement.FUNDED_BY_EU: N_("Funded by the European Union"),
    FundingStatement.CO_FUNDED_BY_EU: N_("Co-funded by the European Union"),
}
STATEMENT = Style(Face.STATEMENT, EMBLEM_HEIGHT * 0.36, EMBLEM_HEIGHT * 0.44)
"""Two lines of the statement are about as high as the emblem."""

_GAP = 3 * MM
_BELOW = 5 * MM


@dataclass(frozen=True, slots=True)
class FundingUnit:
    """The emblem with the statement beside it, once in each language: one figure, whole or not at all."""

    alt: str
    lines: tuple[TextLine, ...]
    width: float
    height: float = EMBLEM_HEIGHT

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw emblem and statement."""
        with pen.figure(self.alt, left, top, EMBLEM_WIDTH, EMBLEM_HEIGHT):
            for points, fill in emblem(EMBLEM_HEIGHT):
                pen.polygon(points, left, top, EMBLEM_WIDTH, fill=fill)
        for line in self.lines:
            pen.write(left + line.left, top + line.top, line.text, line.style)


def emblem(height: float) -> list[tuple[list[tuple[float, float]], tuple[float, float, float]]]:
    """Return the shapes of the emblem, each with its colour, measured from its upper left corner."""
    width = height * 3 / 2
    field = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    shapes: list[tuple[list[tuple[float, float]], tuple[float, float, float]]] = [(field, _BLUE)]
    for star in range(_STARS):
        turn = 2 * math.pi * star / _STARS
        x, y = width / 2 + height / 3 * math.sin(turn), height / 2 - height / 3 * math.cos(turn)
        shapes.append((_star(x, y, height / 18), _YELLOW))
    return shapes


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """Return an upright five-pointed star whose points lie `radius` from its middle."""
    corners = []
    for corner in range(10):
        reach = radius * (_INNER if corner % 2 else 1)
        turn = math.pi * corner / 5
        corners.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    return corners


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as it is set, in points."""

    content: bytes
    name: str
    width: float
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it."""
        pen.picture(self.content, left, top, self.width, self.height, alt=self.name)


@dataclass(frozen=True, slots=True)
class Band:
    """Pieces beside each other, each standing in the middle of the band's height: (piece, its left edge)."""

    parts: tuple[tuple[Piece, float], ...]
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw all."""
        for piece, start in self.parts:
            piece.draw(pen, left + start, top + (self.height - piece.height) / 2)


def letterhead(script: Manuscript) -> list[Flow]:
    """Write emblem and statement where the donor wants them, and the logos; nothing where there are none."""
    unit = _unit(script)
    logos = [picture for logo in script.snapshot.details.logos if (picture := _logo(script, logo, unit))]
    width = script.portrait.measure - CODE_COLUMN
    bands = _deal(unit, logos, width)
    return [Solid(band, space_before=_GAP) for band in bands]


def space_below(script: Manuscript) -> float:
    """Return the space between the letterhead and the title."""
    details = script.snapshot.details
    return _BELOW if details.logos or details.donor.statement in STATEMENTS else 0.0


def _unit(script: Manuscript) -> FundingUnit | None:
    text = STATEMENTS.get(script.snapshot.details.donor.statement)
    if text is None:
        return None
    tongues = script.tongues
    said = [
        (at, words) for at, words in enumerate(tongues(text)) if not is_right_to_left(tongues.languages[at])
    ] or [(0, text)]
    lines: list[TextLine] = []
    left = EMBLEM_WIDTH + _GAP
    for at, words in {words: (at, words) for at, words in said}.values():
        style = spoken(STATEMENT, at)
        parted = _in_two(words, script.measure, style)
        top = (EMBLEM_HEIGHT - style.leading * len(parted)) / 2
        lines += [TextLine(line, style, left, top + row * style.leading) for row, line in enumerate(parted)]
        left += max(script.measure.width(line, style) for line in parted) + 2 * _GAP
    return FundingUnit(said[0][1], tuple(lines), left - 2 * _GAP)


def _in_two(text: str, measure: Measure, style: Style) -> tuple[str, ...]:
    """Part a text into two lines of about the same width."""
    words = text.split(" ")
    if len(words) == 1:
        return (text,)
    parted = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(parted, key=lambda two: max(measure.width(line, style) for line in two))


def _logo(script: Manuscript, logo: Logo, unit: FundingUnit | None) -> Picture | None:
    """Scale a logo: beside the emblem never higher or wider than it."""
    content = script.pictures.get(logo.sha256)
    if content is None:
        return None
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    scale = min(EMBLEM_HEIGHT / height, (EMBLEM_WIDTH if unit else _LOGO_WIDTH) / width)
    return Picture(content, logo.name, width * scale, height * scale)


def _deal(unit: FundingUnit | None, logos: Sequence[Picture], width: float) -> list[Band]:
    """Set the unit first and the logos behind it, as many beside each other as fit."""
    bands: list[list[tuple[Piece, float]]] = [[]]
    used = 0.0
    pieces: list[FundingUnit | Picture] = [*([unit] if unit else []), *logos]
    for piece in pieces:
        gap = 2 * _GAP if bands[-1] else 0.0
        if bands[-1] and used + gap + piece.width > width:
            bands.append([])
            used = gap = 0.0
        bands[-1].append((piece, used + gap))
        used += gap + piece.width
    return [Band(tuple(band), max(part.height for part, _start in band)) for band in bands if band]
