"""Reading documents back: pages as pictures and text, what a protocol says. Files may be hostile."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
import pypdfium2

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.protocol.pages.archiving import DIGEST_PREFIX, EXTRACT_PREFIX, SNAPSHOT_NAME
from handover_desktop.protocol.pages.attachments import MALFORMED, attached_file
from handover_desktop.protocol.reading.pdfium import open_pdf

MOST_PAGES = 20_000
MOST_PIXELS = 40_000_000
_MOST_SNAPSHOT = 160_000_000
"""Bytes of data that a protocol may carry: those of 100,000 lines are 90 million."""

_MOST_TEXT = 500
"""How much of a property is believed to be a number, a digest or a unit."""

_EXTRACT = re.compile(f"{EXTRACT_PREFIX}([0-9a-f]{{64}}) (.+)")


@dataclass(frozen=True, slots=True)
class ReadProtocol:
    """What a PDF says about itself; texts are empty and `snapshot` is None where it says nothing.

    `snapshot` is the attached data as bytes, unjudged; `digest` is the SHA-256 in its properties. `unit` is the code
    of the receiving unit that an extract is for.
    """

    snapshot: bytes | None
    number: str
    digest: str
    pages: int
    unit: str = ""


def read_protocol(pdf: bytes, *, name: str = "") -> ReadProtocol:
    """Read the properties and the attached snapshot of a PDF called `name`.

    Raises DomainError DOCUMENT_UNREADABLE for anything that is not a PDF, or is one beyond all bounds.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            pages = len(document.pages)
            if not 0 < pages <= MOST_PAGES:
                raise DomainError(Code.DOCUMENT_UNREADABLE, path=name)
            digest, unit = _stated(_property(document, "/Keywords"))
            snapshot = attached_file(document, SNAPSHOT_NAME, most=_MOST_SNAPSHOT)
            return ReadProtocol(snapshot, _property(document, "/Subject"), digest, pages, unit)
    except MALFORMED as fault:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path=name) from fault


def _stated(keywords: str) -> tuple[str, str]:
    """Return the digest that a file states, and the unit where it says that it is an extract."""
    found = _EXTRACT.fullmatch(keywords)
    return (found[1], found[2]) if found else (keywords.removeprefix(DIGEST_PREFIX), "")


def _property(document: pikepdf.Pdf, key: str) -> str:
    value = document.docinfo.get(key)
    return str(value)[:_MOST_TEXT] if isinstance(value, pikepdf.String) else ""


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for the block, alone in PDFium; raise DomainError DOCUMENT_UNREADABLE for what is none."""
    try:
        with open_pdf(pdf) as document:
            yield document
    except pypdfium2.PdfiumError as fault:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path="") from fault


def page_count(pdf: bytes) -> int:
    """Return the number of pages; raise DomainError DOCUMENT_UNREADABLE for what is not a PDF."""
    with opened(pdf) as document:
        return len(document)


def render_page(pdf: bytes, page: int, dpi: float) -> tuple[int, int, bytes]:
    """Return width, height in pixels and the RGBA bytes, row by row, of `page`, counted from 0.

    A page that would have more than 40 million pixels is rendered at a lower resolution. Raises IndexError
    for a page that is not there.
    """
    with opened(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        width, height = sheet.get_size()
        scale = min(dpi / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = sheet.render(
            scale=scale, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA
        )
        row = bitmap.width * 4
        data = bytes(bitmap.buffer)
        if bitmap.stride != row:
            data = b"".join(
                data[at * bitmap.stride : at * bitmap.stride + row] for at in range(bitmap.height)
            )
        return bitmap.width, bitmap.height, data


def extract_text(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, lines parted by "\\n"."""
    with opened(pdf) as document:
        texts = []
        for sheet in document:
            text = sheet.get_textpage()
            texts.append(text.get_text_range().replace("\r\n", "\n"))
        return tuple(texts)
