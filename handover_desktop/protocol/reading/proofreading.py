"""Reading the program's own pages back, before they are given out: what is in the file is what was drawn, no more.

PDFium opens the finished bytes. Each line has to stand where it was drawn, with the characters it was drawn with;
nothing else may stand on a page; every code has to be read from its picture.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pypdfium2
from pypdfium2 import raw

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.progress import WHOLE, Progress, within
from handover_desktop.protocol.layout.codes import find_codes
from handover_desktop.protocol.layout.records import CodeDrawn, PageDrawn, Record
from handover_desktop.protocol.pages.extract import render_extract
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.data_check import check_rows
from handover_desktop.protocol.reading.pdfium import open_pdf

_DRAWN = 450
"""How far the work is, of WHOLE, once the pages are drawn and only to be read back."""

_DPI = 150
_MOST_BYTES = 32_000
"""The longest text of one operator that is read, in UTF-16; a line of a page is far shorter."""

_EXCERPT = 60
_NEAR = 0.03
"""How far, in points, a text may be from where it was drawn: places are written with two decimals."""

_UNREAD = dict.fromkeys([0x34F, 0x200E, 0x200F, 0x2800, 0xFFFC, *range(0xFE00, 0xFE10)])
"""Signs without ink that PDFium leaves out."""

_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
"""What PDFium makes of a hyphen at the end of a line."""

_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))
"""Combining marks of Latin and Cyrillic letters."""

_FACING = str.maketrans(")]}»›>≥", "([{«‹<≤")
"""PDFium turns some brackets around where it puts Arabic into the order of reading."""

Stretch = tuple[float, str]
"""A text and where it begins on its base line."""


def render_checked(order: PrintOrder, *, progress: Progress | None = None) -> bytes:
    """Return the protocol as a PDF that was read back: its rows say what the data says, its pages what was drawn.

    Raises as `render_protocol`, `check_rows` and `check_pages` do.
    """
    record = Record()
    pdf = render_protocol(order, progress=within(progress, 0, _DRAWN), record=record)
    check_rows(record, order)
    check_pages(pdf, record, progress=within(progress, _DRAWN, WHOLE))
    return pdf


def render_checked_extract(order: PrintOrder, unit: str, *, progress: Progress | None = None) -> bytes:
    """Return the extract for the receiving unit of this code as a PDF that was read back.

    Raises as `render_extract`, `check_rows` and `check_pages` do.
    """
    record = Record()
    pdf = render_extract(order, unit, progress=within(progress, 0, _DRAWN), record=record)
    check_rows(record, order, unit=unit)
    check_pages(pdf, record, progress=within(progress, _DRAWN, WHOLE))
    return pdf


def check_pages(pdf: bytes, record: Record, *, progress: Progress | None = None) -> None:
    """Compare the pages of `pdf` with what was drawn; raise DomainError PAGES_DIFFER for the first difference.

    It names the page and the text that is missing, changed, displaced or that nobody drew, or the code that
    cannot be read.
    """
    try:
        with open_pdf(pdf) as document:
            if len(document) != len(record.pages):
                raise DomainError(Code.PAGES_DIFFER, page=len(document), text=f"{len(record.pages)}")
            reader = _PageReader()
            for at, drawn in enumerate(record.pages):
                reader.compare(document[at], drawn, at + 1)
                if progress is not None:
                    progress(at + 1, len(record.pages))
    except pypdfium2.PdfiumError as fault:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path="") from fault


class _PageReader:
    """Compares one page after the other; the buffers are used again for each."""

    def __init__(self) -> None:
        self._buffer = (ctypes.c_ushort * (_MOST_BYTES // 2))()
        self._matrix = raw.FS_MATRIX()
        self._edges = [ctypes.c_float() for _edge in range(4)]

    def compare(self, page: pypdfium2.PdfPage, drawn: PageDrawn, number: int) -> None:
        """Raise PAGES_DIFFER where `page` is not as `drawn`."""
        lines, slanted = self._read(page, number)
        expected: dict[int, list[Stretch]] = defaultdict(list)
        for left, baseline, text in drawn.lines:
            expected[round(baseline * 100)].append((left, text))
        turned = any(_is_moved(text) for _left, _baseline, text in drawn.lines)
        for floor in expected.keys() | lines.keys():
            texts = sorted(expected.get(floor, [])), sorted(lines.get(floor, []))
            _compare_line(*texts, number, turned=turned)
        if turned:
            self._compare_order(page, drawn, number)
        if not _same("".join(drawn.slanted), "".join(slanted)):
            across = ([(0.0, text) for text in texts] for texts in (drawn.slanted, slanted))
            raise _difference(number, _first_difference(*across))
        for code in drawn.codes:
            _compare_code(page, code, number)

    def _read(self, page: pypdfium2.PdfPage, number: int) -> tuple[dict[int, list[Stretch]], list[str]]:
        """Return the upright texts of a page by their base line in hundredths of a point, and the slanted ones.

        Raises PAGES_DIFFER for an upright one that runs off the page.
        """
        lines: dict[int, list[Stretch]] = defaultdict(list)
        slanted = []
        text_page, size_of_page = page.get_textpage(), page.get_size()
        matrix, place = self._matrix, ctypes.byref(self._matrix)
        for at in range(raw.FPDFPage_CountObjects(page.raw)):
            item = raw.FPDFPage_GetObject(page.raw, at)
            if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            raw.FPDFPageObj_GetMatrix(item, place)
            length = raw.FPDFTextObj_GetText(item, text_page.raw, self._buffer, _MOST_BYTES)
            size = min(max(length - 2, 0), _MOST_BYTES)
            text = ctypes.string_at(self._buffer, size).decode("utf-16-le", "replace")
            if matrix.b or matrix.c:
                slanted.append(text)
            else:
                if not self._is_within(item, *size_of_page):
                    raise _difference(number, text)
                lines[round(matrix.f * 100)].append((matrix.e, text))
        text_page.close()
        return lines, slanted

    def _compare_order(self, page: pypdfium2.PdfPage, drawn: PageDrawn, number: int) -> None:
        """Raise PAGES_DIFFER where the signs on a base line do not stand in the order in which they were drawn."""
        expected: dict[int, list[Stretch]] = defaultdict(list)
        for at, (left, baseline, text) in enumerate(drawn.lines):
            expected[round(baseline * 100)].append((left, drawn.drawn.get(at, text)))
        found = self._signs_in_sight(page)
        for floor, texts in expected.items():
            if _in_sight("".join(text for _left, text in sorted(texts))) != _in_sight(found.get(floor, "")):
                raise _difference(number, " ".join(text for _left, text in sorted(texts)))

    def _signs_in_sight(self, page: pypdfium2.PdfPage) -> dict[int, str]:
        """Return the upright signs of a page by their base line in hundredths of a point, from left to right.

        PDFium knows where each sign stands, whatever order it gives them in; of what it takes apart, the parts stand
        in one place.
        """
        text_page, left, floor = page.get_textpage(), ctypes.c_double(), ctypes.c_double()
        signs: dict[int, list[tuple[float, str]]] = defaultdict(list)
        for at in range(raw.FPDFText_CountChars(text_page.raw)):
            if raw.FPDFText_IsGenerated(text_page.raw, at) or raw.FPDFText_GetCharAngle(text_page.raw, at):
                continue
            raw.FPDFText_GetCharOrigin(text_page.raw, at, ctypes.byref(left), ctypes.byref(floor))
            sign = chr(raw.FPDFText_GetUnicode(text_page.raw, at))
            signs[round(floor.value * 100)].append((round(left.value, 2), sign))
        text_page.close()
        return {
            line: "".join(sign for _left, sign in sorted(found, key=lambda one: one[0]))
            for line, found in signs.items()
        }

    def _is_within(self, item: object, width: float, height: float) -> bool:
        left, bottom, right, top = self._edges
        raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in self._edges))
        across = left.value > -_NEAR and right.value < width + _NEAR
        return across and bottom.value > -_NEAR and top.value < height + _NEAR


def _compare_line(expected: list[Stretch], found: list[Stretch], page: int, *, turned: bool) -> None:
    """Compare what stands on one base line, both sorted from left to right.

    On a page that has Arabic (`turned`), PDFium may give the parts of any line in another order.
    """
    texts = ("".join(text for _, text in line) for line in (expected, found))
    if not _same(*texts, turned=turned):
        raise _difference(page, _first_difference(expected, found))
    places = [left for left, text in found if not text.isspace()]
    for left, text in expected:
        if text.strip() and not any(abs(left - place) < _NEAR for place in places):
            raise _difference(page, text)


def _same(drawn: str, read: str, *, turned: bool = False) -> bool:
    """Tell whether two texts have the same signs; spaces are seen by the places of what stands beside them.

    PDFium takes ligatures apart and moves combining marks: texts with such signs are compared without their order.
    """
    drawn, read = "".join(drawn.split()), "".join(read.split())
    if drawn == read:
        return True
    drawn, read = (_taken_apart(text.translate(_UNREAD).translate(_HYPHENS)) for text in (drawn, read))
    if drawn == read:
        return True
    return (turned or _is_moved(drawn)) and _signs(drawn.translate(_FACING)) == _signs(
        read.translate(_FACING)
    )


def _taken_apart(text: str) -> str:
    return "".join(unicodedata.normalize("NFKD", text).split())


def _signs(text: str) -> list[str]:
    """Return the signs of a text without their order; of equal accents one, as PDFium sees the same ink once."""
    return sorted([sign for sign in text if sign not in _ACCENTS] + list(_ACCENTS & set(text)))


def _in_sight(text: str) -> str:
    """Return the signs of a line as it stands, for comparing them with their order: ligatures taken apart, without
    marks, which stand above or below, and with brackets that face one way.
    """
    apart = _taken_apart(text.translate(_UNREAD).translate(_HYPHENS)).translate(_FACING)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _is_moved(text: str) -> bool:
    """Tell whether PDFium may give the signs of a text in another order."""
    return any(unicodedata.bidirectional(sign) in ("NSM", "R", "AL", "AN") for sign in text)


def _first_difference(expected: list[Stretch], found: list[Stretch]) -> str:
    """Return the text to name: one that was drawn and is not there, or else one that nobody drew."""

    def lacking(these: list[Stretch], those: list[Stretch]) -> Iterable[str]:
        others = ["".join(text.split()) for _, text in those]
        return (text for _, text in these if "".join(text.split()) not in others)

    return next(iter((*lacking(expected, found), *lacking(found, expected))), "")


def _difference(page: int, text: str) -> DomainError:
    short = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
    return DomainError(Code.PAGES_DIFFER, page=page, text=short)


def _compare_code(page: pypdfium2.PdfPage, drawn: CodeDrawn, number: int) -> None:
    if drawn.code.payload not in _read_codes(page, drawn):
        raise DomainError(Code.CODE_UNREADABLE, page=number, number=drawn.code.number)


def _read_codes(page: pypdfium2.PdfPage, drawn: CodeDrawn) -> list[str]:
    """Read the codes in the place of one, from its picture; the white round it is a part of that."""
    white = drawn.side / 8
    width, height = page.get_size()
    crop = (
        drawn.left - white,
        drawn.floor - white,
        width - drawn.left - drawn.side - white,
        height - drawn.floor - drawn.side - white,
    )
    bitmap = page.render(scale=_DPI / 72, crop=tuple(max(edge, 0.0) for edge in crop), grayscale=True)
    return find_codes(bitmap.to_pil())
