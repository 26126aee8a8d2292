"""Text as operators of a page: each string is encoded once, lists repeat their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.protocol.layout.fonts import MOST_KEPT, FaceMetrics, load_face
from handover_desktop.protocol.layout.shaping import (
    LRM,
    RLM,
    drawn_order,
    is_mark,
    needs_shaping,
    stacked,
)
from handover_desktop.protocol.layout.typography import Face

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

    `width` is in thousandths of the type size, 0 where nobody asked for it. `spoken` is the line where its glyphs
    are not in the order of reading, `drawn` then the same as it stands from left to right. A line with marks over
    its letters has `stretches` instead of `pieces`.
    """

    pieces: tuple[tuple[str, str], ...]
    width: float = 0.0
    spoken: str = ""
    drawn: str = ""
    stretches: tuple[Stretch, ...] = ()


class _OtherSubset(Exception):
    """A character is not in the first subset of its font."""


class _Codes(dict[int, str]):
    """The codes of characters in the first subset of a font, as they stand in the string of an operator.

    `name` is that of the subset, known with the first character.
    """

    def __init__(self, face: Face, document: object) -> None:
        super().__init__()
        self._font, self._document = getFont(face.value), document
        self.name = ""

    def __missing__(self, char: int) -> str:
        ((subset, code),) = self._font.splitString(chr(char), self._document)
        if subset:
            raise _OtherSubset
        self.name = self._font.getSubsetInternalName(0, self._document)
        found: str = escapePDF(code)
        self[char] = found
        return found


class Lettering:
    """The strings of one document, encoded; their widths are kept where they are `measured`."""

    def __init__(self, canvas: Canvas, *, measured: bool) -> None:
        self._document = canvas._doc
        self._is_measured = measured
        self._faces = {face: load_face(face) for face in Face}
        self._codes = {face: _Codes(face, canvas._doc) for face in Face}
        self._known: dict[Face, dict[str, Encoded]] = {face: {} for face in Face}
        self.has_arabic = False

    def encode(self, text: str, face: Face) -> Encoded:
        """Return a line of text, encoded; raises KeyError for a character that the face cannot show."""
        known = self._known[face]
        found = known.get(text)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            is_plain = text.isascii() or not needs_shaping(text)
            found = known[text] = self._plain(text, face) if is_plain else self._arabic(text, face)
        return found

    def _plain(self, text: str, face: Face) -> Encoded:
        codes = self._codes[face]
        width = self.width(text, face) if self._is_measured else 0.0
        try:
            shown = text.translate(codes)
        except _OtherSubset:
            return Encoded(tuple(self._glyphs(text, face)), width)
        return Encoded(((codes.name, f"({shown}) Tj"),), width)

    def width(self, text: str, face: Face) -> float:
        """Return the width of a line in thousandths of the type size."""
        return self._faces[face].width(text)

    def _arabic(self, text: str, face: Face) -> Encoded:
        self.has_arabic = True
        metrics = self._faces[face]
        drawn = drawn_order(text)
        spoken = text.strip(LRM + RLM)
        if not any(map(is_mark, drawn)):
            return Encoded(tuple(self._glyphs(drawn, face)), metrics.width(text), spoken, drawn)
        stretches: list[Stretch] = []
        width = 0.0
        for base, marks in _clusters(drawn):
            for mark, shift, rise in _placed(base[:1], stacked(marks, metrics.forms), metrics):
                stretches.append(Stretch(tuple(self._glyphs(mark, face)), mark, width + shift, rise))
            stretches.append(Stretch(tuple(self._glyphs(base, face)), base, width))
            width += sum(map(metrics.forms.__getitem__, base))
        return Encoded((), width, spoken, drawn, tuple(stretches))

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
