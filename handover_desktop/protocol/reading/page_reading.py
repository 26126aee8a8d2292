"""Reading the codes of a file's pages: whether each is the page of the protocol that the file says it is."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from handover_desktop.domain.page_codes import PageCode, read_payload
from handover_desktop.domain.page_findings import UNTOLD, Bearing, PageFinding
from handover_desktop.protocol.layout.code_places import CodePlace, code_places, mirrored
from handover_desktop.protocol.layout.codes import find_codes
from handover_desktop.protocol.reading.pdfium import open_pdf

_RESOLUTIONS = (150, 250)
"""Dots per inch at first, and where nothing was read: an approval's mark or a viewer's note may touch a code."""


def read_pages(pdf: bytes, first: PageCode) -> PageFinding:
    """Tell whether the pages of `pdf` bear `first` and the codes that follow it, up to its last page.

    Only the places of the codes are drawn. The first page that bears something else ends it.
    """
    try:
        with open_pdf(pdf) as document:
            if len(document) != first.pages:
                return PageFinding(Bearing.NO, min(len(document), first.pages) + 1)
            for at in range(len(document)):
                expected = PageCode(first.kind, first.number, at + 1, first.pages, first.digest, first.part)
                finding = _compare(document, at, expected)
                if finding is not None:
                    return finding
    except pypdfium2.PdfiumError:
        return UNTOLD
    return PageFinding(Bearing.YES)


def _compare(document: pypdfium2.PdfDocument, at: int, expected: PageCode) -> PageFinding | None:
    """Return what is wrong with a page; None where its codes, or the one that can be read, are the expected ones."""
    page = document[at]
    try:
        for dpi in _RESOLUTIONS:
            codes = list(_codes_on(page, dpi))
            other = next((code for code in codes if code.payload != expected.payload), None)
            if other is not None:
                return PageFinding(Bearing.NO, at + 1, other)
            if codes:
                return None
    finally:
        page.close()
    return PageFinding(Bearing.NO, at + 1)


def _codes_on(page: pypdfium2.PdfPage, dpi: float) -> Iterator[PageCode]:
    width, height = page.get_size()
    upper, foot = code_places(width, height)
    corner = _read_place(page, upper, dpi) or _read_place(page, mirrored(upper, width), dpi)
    for text in (*corner, *_read_place(page, foot, dpi)):
        code = read_payload(text)
        if code is not None:
            yield code


def _read_place(page: pypdfium2.PdfPage, place: CodePlace, dpi: float) -> list[str]:
    """Read what stands in one place; the white round a code is a part of it."""
    white = place.side / 8
    width, height = page.get_size()
    left, top, side = place.left - white, place.top - white, place.side + 2 * white
    crop = (left, height - top - side, width - left - side, top)
    if min(crop) < 0:
        return []
    picture = page.render(scale=dpi / 72, crop=crop, grayscale=True)
    return find_codes(picture.to_pil())
