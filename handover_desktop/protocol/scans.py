"""Judging scans of signed paper: a PDF or picture that really opens, within bounds."""

from __future__ import annotations

import io
import warnings

import pypdfium2
from PIL import Image

from handover_desktop.protocol.pdfium import open_pdf

_MOST_PAGES = 2_000
_MOST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million."""

_LARGEST_SIDE = 14_400
"""The longest side of a PDF page in points (ISO 32000-1, annex C)."""

_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}


def scan_type(content: bytes) -> str | None:
    """Return the media type of a scan (PDF, JPEG, PNG), or None where it does not open within bounds."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return "application/pdf" if _opens_as_pdf(content) else None
    return _picture_type(content)


def _opens_as_pdf(content: bytes) -> bool:
    try:
        with open_pdf(content) as document:
            if not 0 < len(document) <= _MOST_PAGES:
                return False
            return all(
                0 < side <= _LARGEST_SIDE
                for at in range(len(document))
                for side in document.get_page_size(at)
            )
    except pypdfium2.PdfiumError:
        return False


def _picture_type(content: bytes) -> str | None:
    """Decode the whole picture, JPEG at a low resolution: a header alone is no scan."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                picture.draft("L", (picture.width // 8 or 1, picture.height // 8 or 1))
                picture.load()
                return _PICTURES[picture.format or ""]
    except (
        OSError,
        ValueError,
        SyntaxError,
        KeyError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
    ):
        return None
