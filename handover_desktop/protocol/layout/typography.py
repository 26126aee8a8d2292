"""One grid, one type scale, three weights of line. Lengths are in points (1/72 inch)."""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass, field, replace

MM = 72 / 25.4

HAIR, FINE, STRONG = 0.25, 0.5, 1.0
"""The weights of lines."""

STEP_BACK = 0.3
"""The grey of the second language: it steps back and still prints clearly."""

FAINT = 0.55
"""The grey of guides: the place of the stamp, dotted lines."""

WATERMARK = 0.72
"""The grey of the outlines of words across the page."""

RULE = 0.4
"""The grey of hair lines between rows."""


class Face(enum.StrEnum):
    """The typefaces; the values are their PostScript names and file names."""

    REGULAR = "DejaVuSansCondensed"
    BOLD = "DejaVuSansCondensed-Bold"
    MONO = "DejaVuSansMono"
    MONO_BOLD = "DejaVuSansMono-Bold"
    STATEMENT = "Ubuntu-Regular"


_DESCENT = 0.15
"""What the baseline is above the middle of the free space, in parts of the type size."""

_BELOW_DOTS = 4.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is set. `grey` is 0 for black; `dotted` draws a line to write on instead of text.

    `voice` says in which language of the document the text is, counted from 0.
    """

    face: Face
    size: float
    leading: float
    grey: float = 0.0
    dotted: bool = False
    voice: int = 0
    baseline: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Find how far below the top of its line box a line of text stands, or a dotted line runs."""
        drop = (self.leading + self.size) / 2 - _DESCENT * self.size
        object.__setattr__(self, "baseline", self.leading - _BELOW_DOTS if self.dotted else drop)


@functools.cache
def spoken(style: Style, voice: int) -> Style:
    """Return the style for text in the document's language number `voice`."""
    return replace(style, voice=voice)


TITLE = Style(Face.BOLD, 19, 23)
TITLE_SECOND = Style(Face.REGULAR, 13, 17, STEP_BACK)
HEADING = Style(Face.BOLD, 11.5, 14)
HEADING_SECOND = Style(Face.REGULAR, 9, 11.5, STEP_BACK)
SUBHEADING = Style(Face.BOLD, 9.5, 12)
SUBHEADING_SECOND = Style(Face.REGULAR, 7.5, 10, STEP_BACK)
BODY = Style(Face.REGULAR, 9.5, 13)
BODY_BOLD = Style(Face.BOLD, 9.5, 13)
BODY_SECOND = Style(Face.REGULAR, 8, 10.5, STEP_BACK)
BODY_MONO = Style(Face.MONO, 8.5, 12)
BODY_MONO_BOLD = Style(Face.MONO_BOLD, 10, 13)
LABEL = Style(Face.REGULAR, 8, 10)
LABEL_SECOND = Style(Face.REGULAR, 7, 8.5, STEP_BACK)
CELL = Style(Face.REGULAR, 7.5, 10)
CELL_BOLD = Style(Face.BOLD, 7.5, 10)
CELL_SECOND = Style(Face.REGULAR, 6.5, 8.5, STEP_BACK)
CELL_MONO = Style(Face.MONO, 7, 10)
CELL_MONO_SECOND = Style(Face.MONO, 6.3, 8.5, STEP_BACK)
FOOT = Style(Face.REGULAR, 7, 9)
FOOT_SECOND = Style(Face.REGULAR, 6, 7.5, STEP_BACK)
FOOT_MONO = Style(Face.MONO, 7, 9)
FOOT_MONO_BOLD = Style(Face.MONO_BOLD, 7.5, 9)
FILL = Style(Face.REGULAR, 9.5, 18, FAINT, dotted=True)


@dataclass(frozen=True, slots=True)
class Format:
    """A page: its size, and the frame that its content keeps to. The wide margin is for filing."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """The width of the content."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> float:
        """The height of the content, above the footer."""
        return self.height - self.top - self.bottom

    def span(self, columns: int) -> float:
        """The width of `columns` of the twelve columns of the grid, with the gutters between them."""
        column = (self.measure - 11 * GUTTER) / 12
        return columns * column + (columns - 1) * GUTTER


GUTTER = 4 * MM

CODE = 20 * MM
"""The side of the code of a page, without the white round it."""

EDGE = 8 * MM
"""How far codes and what stands beside them keep from the edge of the paper."""

CODE_COLUMN = CODE + 5 * MM
"""The width that the code takes, with the white that parts it from what stands beside it."""

_TOP = EDGE + CODE + 3 * MM
_BOTTOM = EDGE + CODE + 3 * MM + 4 * MM

RISE = 14 * MM
"""How far above the content of a page, beside its code, the title of the document may begin."""

PORTRAIT = Format(210 * MM, 297 * MM, left=22 * MM, right=15 * MM, top=_TOP, bottom=_BOTTOM)
LANDSCAPE = Format(297 * MM, 210 * MM, left=15 * MM, right=15 * MM, top=_TOP, bottom=_BOTTOM)
