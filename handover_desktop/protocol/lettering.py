"""Text as operators of a page: each string is encoded once, lists repeat their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.protocol.fonts import FaceMetrics, load_face
from handover_desktop.protocol.shaping import (
    LRM,
    RLM,
    drawn_order,
    is_mark,
    needs_shaping,
    stacked,
)
from handover_desktop.protocol.typography import Face

_CLEARANCE = 60.0
"""How far a mark stays off the letter, and off the next mark, in thousandths of the type size."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line that is put in its own place, `left` and `rise` in thousandths of the type size."""

    pieces: tuple[tuple[str, str], ...]
    text: str
    left: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Encoded:
    """A line as encoded: operators that show glyphs, each with the subset of the font that it needs.

    `width` is in thousandths of the type size. `spoken` is the line where its glyphs are not in the order of
    reading. A line with marks over its letters has `stretches` instead of `pieces`.
    """

    pieces: tuple[tuple[str, str], ...]
    width: float
    spoken: str = ""
    stretches: tuple[Stretch, ...] = ()


class Lettering:
    """The strings of one document, encoded."""

    def __init__(self, canvas: Canvas) -> None:
        self._document = canvas._doc
        self._faces = {face: load_face(face) for face in Face}
        self._known: dict[Face, dict[str, Encoded]] = {face: {} for face in Face}
        self.has_arabic = False

    def encode(self, text: str, face: Face) -> Encoded:
        """Return a line of text, encoded; raises KeyError for a character that the face cannot show."""
        known = self._known[face]
        found = known.get(text)
        if found is None:
            found = known[text] = self._arabic(text, face) if needs_shaping(text) else self._plain(text, face)
        return found

    def _plain(self, text: str, face: Face) -> Encoded:
        return Encoded(tuple(self._glyphs(text, face)), self._faces[face].width(text))

    def _arabic(self, text: str, face: Face) -> Encoded:
        self.has_arabic = True
        metrics = self._faces[face]
        drawn = drawn_order(text)
        spoken = text.strip(LRM + RLM)
        if not any(map(is_mark, drawn)):
            return Encoded(tuple(self._glyphs(drawn, face)), metrics.width(text), spoken)
        stretches: list[Stretch] = []
        width = 0.0
        for base, marks in _clusters(drawn):
            for mark, shift, rise in _placed(base[:1], stacked(marks, metrics.forms), metrics):
                stretches.append(Stretch(tuple(self._glyphs(mark, face)), mark, width + shift, rise))
            stretches.append(Stretch(tuple(self._glyphs(base, face)), base, width))
            width += sum(map(metrics.forms.__getitem__, base))
        return Encoded((), width, spoken, tuple(stretches))

    def _glyphs(self, text: str, face: Face) -> Iterator[tuple[str, str]]:
        font, document = getFont(face.value), self._document
        for subset, codes in font.splitString(text, document):
            yield font.getSubsetInternalName(subset, document), f"({escapePDF(codes)}) Tj"


def _clusters(drawn: str) -> Iterator[tuple[str, str]]:
    """Part a line into stretches of text, each with the marks that stand on its first letter."""
    text, marks = "", ""
    for char in drawn:
        if is_mark(char):
            if text:
                yield text, marks
                text, marks = "", ""
            marks += char
        else:
            text += char
    if text or marks:
        yield text, marks


def _placed(letter: str, marks: str, metrics: FaceMetrics) -> Iterator[tuple[str, float, float]]:
    """Place marks over the middle of a letter, one above or below the other: mark, shift, rise."""
    left, bottom, right, top = metrics.box(letter) if letter.strip() else (0.0, 0.0, 0.0, 0.0)
    for mark in marks:
        low_left, low, high_right, high = metrics.box(mark)
        shift = (left + right) / 2 - (low_left + high_right) / 2
        if high <= 0:
            rise = min(0.0, bottom - _CLEARANCE - high)
            bottom = low + rise
        else:
            rise = max(0.0, top + _CLEARANCE - low)
            top = high + rise
        yield mark, shift, rise
