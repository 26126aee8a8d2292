"""The typefaces of the document: their widths, and which characters they have a sign for."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from handover_desktop.protocol.typography import Face
from handover_desktop.resources import resource_path

_UNSHAPED = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI", "BN"})
"""Directions of writing (Unicode bidi classes) that need shaping, or that would turn the text around."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = {ord("\t"): " ", ord("\v"): "\n", ord("\f"): "\n", 0x2028: "\n", 0x2029: "\n"}
_CLEANING = _INVISIBLE | _SPACES


@dataclass(frozen=True, slots=True)
class FaceMetrics:
    """The measures of one face, in thousandths of the type size: character to width; `signs` it can show."""

    widths: dict[str, float]

    def __contains__(self, char: str) -> bool:
        return char in self.widths


@functools.cache
def load_face(face: Face) -> FaceMetrics:
    """Read a face from the resources once, and make it known to ReportLab."""
    font = TTFont(face.value, str(resource_path("fonts") / f"{face.value}.ttf"), shapable=False)
    pdfmetrics.registerFont(font)
    widths = {
        chr(code): font.face.charWidths.get(code, font.face.defaultWidth)
        for code in font.face.charToGlyph
        if code <= 0xFFFF and _is_plain(chr(code))
    }
    return FaceMetrics(widths)


def _is_plain(char: str) -> bool:
    return unicodedata.bidirectional(char) not in _UNSHAPED and unicodedata.category(char) not in (
        "Cc",
        "Cf",
        "Cn",
        "Co",
    )


def clean(text: str) -> str:
    """Return `text` as it is set: composed (NFC), without invisible characters, lines parted by "\\n"."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANING))


def missing_signs(text: str, face: Face) -> str:
    """Return the characters of `text` that `face` cannot show, each once, in their order."""
    known = load_face(face).widths
    return "".join(dict.fromkeys(char for char in clean(text) if char not in known and char != "\n"))
