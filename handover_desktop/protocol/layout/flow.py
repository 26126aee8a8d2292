"""Filling pages: content gives itself away piece by piece, as much as fits."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.shaping import reads_right_to_left
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.typography import Style
from handover_desktop.protocol.layout.wrapping import Measure


class Piece(Protocol):
    """Something that is drawn as a whole; `height` in points."""

    @property
    def height(self) -> float:
        """How much of the page it takes."""

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper left corner there."""


class Flow(Protocol):
    """Content that may spread over pages. `space_before` keeps it off what stands above."""

    @property
    def space_before(self) -> float:
        """The space above, dropped at the top of a page."""

    @property
    def exhausted(self) -> bool:
        """Whether all of it was given away."""

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give away the next piece, not higher than `room`; None where nothing fits.

        On a fresh page it always gives something.
        """


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its place below the top of the frame."""

    piece: Piece
    top: float


def paginate(
    flows: Sequence[Flow], depth: float, *, rise: float = 0.0, closing: float = 0.0
) -> list[list[Placed]]:
    """Fill pages whose frame is `depth` high; the first begins `rise` above its frame.

    What is left of a page where the next piece does not fit is closed off over the width `closing`, if that is given.
    """
    pages: list[list[Placed]] = [[]]
    used = -rise
    for flow in flows:
        gap = flow.space_before if pages[-1] else 0.0
        while not flow.exhausted:
            piece = flow.take(depth - used - gap, fresh=not pages[-1])
            if piece is None:
                if closing:
                    top = used + _CLEAR
                    pages[-1].append(Placed(ClosedSpace(closing, max(depth - top, 0.0)), top))
                pages.append([])
                used = gap = 0.0
                continue
            pages[-1].append(Placed(piece, used + gap))
            used += gap + piece.height
            gap = 0.0
    return pages


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text, set where it was put together; `left` and `top` are within its piece."""

    text: str
    style: Style
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text that stay together. `key` is the same for blocks that continue each other."""

    lines: tuple[TextLine, ...]
    height: float
    role: Role = Role.PARAGRAPH
    key: Hashable = None

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the lines."""
        with pen.tag(self.role, key=self.key):
            for line in self.lines:
                pen.write(left + line.left, top + line.top, line.text, line.style)


def set_lines(
    measure: Measure,
    texts: Sequence[tuple[str, Style]],
    width: float,
    *,
    left: float = 0.0,
    running: bool = False,
) -> list[TextLine]:
    """Wrap `texts` one under the other.

    Lines of `running` text that is read against the direction of the document begin at the other edge.
    """
    lines: list[TextLine] = []
    top = 0.0
    for text, style in texts:
        parts = measure.wrap(text, style, width - left)
        turned = running and reads_right_to_left(text) is not measure.is_mirrored
        for part in parts:
            start = max(width - measure.width(part, style), left) if turned else left
            lines.append(TextLine(part, style, start, top))
            top += style.leading
    return lines


@dataclass(slots=True)
class Stack:
    """Pieces one under the other, as one piece: (piece, space above it)."""

    parts: tuple[tuple[Piece, float], ...]

    @property
    def height(self) -> float:
        """The height of all."""
        return sum(piece.height + gap for piece, gap in self.parts)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw all."""
        for piece, gap in self.parts:
            piece.draw(pen, left, top + gap)
            top += gap + piece.height


class Solid:
    """A flow of one piece that is never cut."""

    def __init__(self, piece: Piece, *, space_before: float = 0.0) -> None:
        self.space_before = space_before
        self._piece: Piece | None = piece

    @property
    def exhausted(self) -> bool:
        """Whether it was given away."""
        return self._piece is None

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give the piece away where it fits."""
        piece = self._piece
        if piece is None or (piece.height > room + 0.01 and not fresh):
            return None
        self._piece = None
        return piece


class Headed:
    """A heading that never stands alone: it goes with the beginning of what follows."""

    def __init__(self, heading: Piece, body: Flow, *, space_before: float, gap: float) -> None:
        self.space_before = space_before
        self._heading: Piece | None = heading
        self._body = body
        self._gap = gap

    @property
    def rise(self) -> float:
        """How far above the frame the heading of a page has to stand so that the body begins at the frame."""
        return self._heading.height + self._gap if self._heading else 0.0

    @property
    def exhausted(self) -> bool:
        """Whether heading and body were given away."""
        return self._heading is None and self._body.exhausted

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give the next piece away, the first one under the heading."""
        heading = self._heading
        if heading is None:
            return self._body.take(room, fresh=fresh)
        begun = self._body.take(room - heading.height - self._gap, fresh=fresh)
        if begun is None:
            return None
        self._heading = None
        return Stack(((heading, 0.0), (begun, self._gap)))


_KEPT_WHOLE = 180.0


class Lines:
    """Running text. What is short stays whole, so that both languages of it stand on one page.

    Longer text is parted between lines, never leaving a single line behind or carrying one over.
    """

    def __init__(self, lines: Sequence[TextLine], *, space_before: float = 0.0) -> None:
        self.space_before = space_before
        self._lines = list(lines)
        self._is_whole = bool(lines) and lines[-1].top + lines[-1].style.leading <= _KEPT_WHOLE

    @property
    def exhausted(self) -> bool:
        """Whether all lines were given away."""
        return not self._lines

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give away as many lines as fit."""
        first = self._lines[0].top
        fitting = sum(line.top + line.style.leading - first <= room + 0.01 for line in self._lines)
        if fitting < len(self._lines):
            if self._is_whole and not fresh:
                return None
            fitting = min(fitting, len(self._lines) - 2)
            if fitting < 2 and not fresh:
                return None
            fitting = max(fitting, 1)
        taken, self._lines = self._lines[:fitting], self._lines[fitting:]
        last = taken[-1]
        shifted = tuple(TextLine(line.text, line.style, line.left, line.top - first) for line in taken)
        return TextBlock(shifted, last.top + last.style.leading - first, key=self)


_CLEAR = 6.0
"""How far the line through empty space keeps off what stands above."""


class Rest:
    """What is left of a page, closed off with a diagonal line where it is high enough to be written into."""

    space_before = _CLEAR

    def __init__(self, width: float) -> None:
        self._width = width
        self.exhausted = False

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give away the rest of the page."""
        self.exhausted = True
        return ClosedSpace(self._width, 0.0 if fresh else max(room, 0.0))


_WORTH_CLOSING = 28.0


@dataclass(frozen=True, slots=True)
class ClosedSpace:
    """Empty space with a diagonal line, so that nothing can be added."""

    width: float
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the line from the lower left to the upper right."""
        if self.height >= _WORTH_CLOSING:
            pen.line(left, top + self.height, left + self.width, top, weight=0.5)
