"""Documents to look at: any part of a page at any size, where a text stands, the text between two points."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2

from handover_desktop.protocol.reading.reading import MOST_PAGES, MOST_PIXELS, opened

Size = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width and height in points, from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of `page` (from 0), of which the whole would be `whole_width` x `whole_height` pixels."""

    page: int
    whole_width: int
    whole_height: int
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Match:
    """A place where a text stands: one box for each line of it."""

    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of a page, and where it stands."""

    text: str
    boxes: tuple[Box, ...]


_SPARE = 16
"""Pixels rendered round a part and cut off: PDFium draws what crosses the edge of its picture a little otherwise."""


def page_sizes(pdf: bytes) -> tuple[Size, ...]:
    """Return width and height of each page in points; raise DomainError DOCUMENT_UNREADABLE for what is no PDF."""
    with opened(pdf) as document:
        return tuple(document.get_page_size(page) for page in range(min(len(document), MOST_PAGES)))


def render_part(pdf: bytes, part: Part) -> bytes:
    """Return the pixels of a part, row by row without padding, each of four bytes: blue, green, red, filler.

    Raises ValueError for a part of more than 40 million pixels, IndexError for a page that is not there.
    """
    if not 0 < part.width * part.height <= MOST_PIXELS:
        raise ValueError(f"{part.width} x {part.height} pixels")
    with opened(pdf) as document:
        sheet = _page(document, part.page)
        bitmap = pypdfium2.PdfBitmap.new_native(
            part.width + 2 * _SPARE,
            part.height + 2 * _SPARE,
            format=pypdfium2.raw.FPDFBitmap_BGRx,
            rev_byteorder=False,
        )
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
        place = (_SPARE - part.left, _SPARE - part.top, part.whole_width, part.whole_height, 0)
        pypdfium2.raw.FPDF_RenderPageBitmap(bitmap, sheet, *place, pypdfium2.raw.FPDF_ANNOT)
        if sheet.formenv:
            pypdfium2.raw.FPDF_FFLDraw(sheet.formenv, bitmap, sheet, *place, pypdfium2.raw.FPDF_ANNOT)
        pixels = memoryview(bitmap.buffer)
        starts = (line * bitmap.stride + _SPARE * 4 for line in range(_SPARE, _SPARE + part.height))
        return b"".join(pixels[start : start + part.width * 4] for start in starts)


def find_text(pdf: bytes, wanted: str, pages: Iterable[int]) -> tuple[Match, ...]:
    """Return where `wanted` stands on `pages`, whatever the case, the accents, the script or the line breaks."""
    folded, _places = _fold_with_places(wanted.strip())
    if not folded:
        return ()
    with opened(pdf) as document:
        return tuple(match for page in pages for match in _matches(document, page, folded))


def text_between(pdf: bytes, page: int, start: Size, end: Size) -> Passage:
    """Return the text of `page` from the character at `start` to that at `end` (points), in either order."""
    with opened(pdf) as document:
        sheet = _page(document, page)
        text = sheet.get_textpage()
        found = sorted(at for at in (_character_at(text, sheet, point) for point in (start, end)) if at >= 0)
        if len(found) < len((start, end)):
            return Passage("", ())
        first, count = found[0], found[1] - found[0] + 1
        words = str(text.get_text_range(first, count)).replace("\r\n", "\n")
        return Passage(words, tuple(_boxes(text, sheet.get_height(), first, count)))


_NEAR = 12.0
"""How far from a point, in points, the character may be that is meant."""


def _character_at(text: Any, sheet: Any, point: Size) -> int:
    index = text.get_index(point[0], sheet.get_height() - point[1], _NEAR, _NEAR)
    return -1 if index is None else int(index)


def _page(document: Any, page: int) -> Any:
    """Return a page with its form fields: stamps of signatures are drawn as such."""
    if not 0 <= page < len(document):
        raise IndexError(page)
    if document.get_formtype() and not document.formenv:
        document.init_forms()
    return document[page]


def _matches(document: Any, page: int, wanted: str) -> Iterator[Match]:
    sheet = document[page]
    text = sheet.get_textpage()
    words = text.get_text_range()
    if wanted not in " ".join(words.translate(_FOLDS).split()):
        return  # most pages: where each letter stands is worked out only where the text is
    folded, places = _fold_with_places(words)
    at = folded.find(wanted)
    while at >= 0:
        first, last = (
            pypdfium2.raw.FPDFText_GetCharIndexFromTextIndex(text, places[index])
            for index in (at, at + len(wanted) - 1)
        )
        boxes = tuple(_boxes(text, sheet.get_height(), first, last - first + 1))
        if boxes:
            yield Match(page, boxes)
        at = folded.find(wanted, at + len(wanted))


def _boxes(text: Any, height: float, first: int, count: int) -> Iterator[Box]:
    for index in range(pypdfium2.raw.FPDFText_CountRects(text, first, count)):
        left, top, right, bottom = (ctypes.c_double() for _edge in range(4))
        pypdfium2.raw.FPDFText_GetRect(text, index, left, top, right, bottom)
        yield left.value, height - top.value, right.value - left.value, top.value - bottom.value


_CYRILLIC = "абвгдежзијклмнопрстћуфхцчшйыэіґ"
_LATIN = "abvgdezzijklmnoprstcufhccsjieig"
_PAIRS = {
    "ђ": "dj",
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "ю": "ju",
    "я": "ja",
    "щ": "st",
    "đ": "dj",
    "ъ": "",
    "ь": "",
}
_LETTERS = str.maketrans(dict(zip(_CYRILLIC, _LATIN, strict=True)) | _PAIRS)


def _fold_sign(sign: str) -> str:
    """Return a character as it is searched: small, without marks, Cyrillic as Latin, blanks as one space."""
    if sign.isspace() or sign in "\x02\ufffe":
        return " "
    small = sign.casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", small)
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_LETTERS)


class _Folds(dict[int, str]):
    """Folded characters by code point, worked out as they are met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_sign(chr(code))
        return self[code]


_FOLDS = _Folds()


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    """Return `text` folded, and for each of its characters the place that it has in `text`."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in _FOLDS[ord(sign)]:
            if part != " " or not signs or signs[-1] != " ":
                signs.append(part)
                places.append(place)
    return "".join(signs), places
