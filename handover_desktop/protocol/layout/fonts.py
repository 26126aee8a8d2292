"""The typefaces of the document: their widths, and which characters they have a sign for."""

from __future__ import annotations

import functools
import re
import struct
import unicodedata
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from handover_desktop.protocol.layout.shaping import is_mark, needs_shaping, shaped
from handover_desktop.protocol.layout.typography import Face
from handover_desktop.resources import resource_path

_TURNED = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI", "BN"})
"""Directions of writing (Unicode bidi classes) that need shaping, or that would turn the text around."""

_UNPRINTED = frozenset({"Cc", "Cf", "Cn", "Co"})
"""Categories of characters without a sign of their own."""

_ARABIC = frozenset(
    (*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
)

_FIRST_FORM = 0xFB50

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"))
_SPACES = {ord("\t"): " ", ord("\v"): "\n", ord("\f"): "\n", 0x2028: "\n", 0x2029: "\n"}
MOST_KEPT = 10_000
"""How many texts are remembered at a time: lists repeat their words, and memory must not grow with them."""

_CLEANING = _INVISIBLE | _SPACES
_CLEANING_SHAPED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff")) | _SPACES
"""Joiners and marks of direction tell how Arabic is shaped; shaping takes them out."""


_SETTLED = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u0400-\u0482\u048a-\u04ff\u2010-\u2027]*")
"""Latin, Cyrillic and their punctuation: composed and visible whatever stands beside what."""


@dataclass(frozen=True, slots=True)
class FaceMetrics:
    """The measures of one face, in thousandths of the type size.

    `widths` are those of characters that are drawn as they stand, `forms` those of shaped Arabic text.
    """

    face: Face
    widths: dict[str, float]
    forms: dict[str, float]

    def width(self, text: str) -> float:
        """Return the width of `text` on one line; raise KeyError for a character without a sign."""
        try:
            return sum(map(self.widths.__getitem__, text))
        except KeyError:
            if not needs_shaping(text):
                raise
            return sum(map(self.forms.__getitem__, shaped(text)))

    def box(self, char: str) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a sign."""
        return _glyph_box(self.face, ord(char))


@functools.cache
def load_face(face: Face) -> FaceMetrics:
    """Read a face from the resources once, and make it known to ReportLab."""
    font = TTFont(face.value, str(resource_path("fonts") / f"{face.value}.ttf"), shapable=False)
    pdfmetrics.registerFont(font)
    known = {
        chr(code): font.face.charWidths.get(code, font.face.defaultWidth)
        for code in font.face.charToGlyph
        if code <= 0xFFFF and unicodedata.category(chr(code)) not in _UNPRINTED
    }
    plain = {
        char: width
        for char, width in known.items()
        if unicodedata.bidirectional(char) not in _TURNED and not is_mark(char)
    }
    arabic = {char: width for char, width in known.items() if ord(char) in _ARABIC and _is_shaped(char)}
    return FaceMetrics(face, plain, plain | arabic)


def _is_shaped(char: str) -> bool:
    """Tell whether a character stays after shaping: a letter that does has no forms to join its neighbours with."""
    return unicodedata.category(char) != "Lo" or ord(char) >= _FIRST_FORM


@functools.cache
def _glyph_box(face: Face, code: int) -> tuple[float, float, float, float]:
    """Read the box of a glyph from the font's outlines; an empty one for a sign without outline."""
    source = pdfmetrics.getFont(face.value).face
    glyph = source.charToGlyph[code]
    start, end = source.glyphPos[glyph], source.glyphPos[glyph + 1]
    if start == end:
        return (0.0, 0.0, 0.0, 0.0)
    outline = source.get_chunk(source.get_table_pos("glyf")[0] + start + 2, 8)
    left, bottom, right, top = (1000 * side / source.unitsPerEm for side in struct.unpack(">4h", outline))
    return (left, bottom, right, top)


def clean(text: str) -> str:
    """Return `text` as it is set: composed (NFC), without invisible characters, lines parted by "\\n"."""
    if (text.isascii() and text.isprintable()) or _SETTLED.fullmatch(text):
        return text
    cleaning = _CLEANING_SHAPED if needs_shaping(text) else _CLEANING
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(cleaning))


def missing_signs(text: str, face: Face) -> str:
    """Return the characters of `text` that `face` cannot show, each once, in their order."""
    metrics = load_face(face)
    text = clean(text).replace("\n", "")
    if metrics.widths.keys() >= set(text):
        return ""
    if not needs_shaping(text):
        return _without(text, metrics.widths)
    lost = _without(shaped(text), metrics.forms)
    letters = lost + unicodedata.normalize("NFKC", lost)
    return "".join(dict.fromkeys(char for char in text if char in letters)) or lost


def _without(text: str, known: dict[str, float]) -> str:
    return "".join(dict.fromkeys(char for char in text if char not in known))
