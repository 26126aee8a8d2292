"""Opening scans of signed paper: PDF, JPEG, PNG or TIFF, page by page in grey, within bounds of time and memory."""

from __future__ import annotations

import ctypes
import io
import time
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
import pypdfium2
from PIL import Image
from pypdfium2 import raw

from handover_desktop.protocol.pages.attachments import MALFORMED
from handover_desktop.protocol.reading.expansion import Expansion
from handover_desktop.protocol.reading.pdfium import open_pdf

PDF = "application/pdf"
_MOST_PAGES = 2_000
_MOST_PIXELS = 80_000_000
"""A3 at 600 dpi has 70 million."""

_LARGEST_SIDE = 14_400
"""The longest side of a PDF page in points (ISO 32000-1, annex C)."""

_MOST_OBJECTS = 200_000
_MOST_INFLATED = 128_000_000
"""What all drawing instructions of a PDF may be together, in bytes: those of scanners are short."""

_MOST_RENDERED = 24_000_000
"""The most pixels that a page is rendered to: A3 at 300 dpi has 17 million."""

_SECONDS = 10.0
"""How long PDFium may draw one page."""

_COARSE, _FINE = 200, 350
"""Dots per inch at first, and where nothing was found."""

_SHORT_SIDE = 1_750
"""Pixels of the shorter side of a picture at first: A4 at about 200 dpi."""

_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}

_MALFORMED_PDF = (*MALFORMED, pypdfium2.PdfiumError)
_MALFORMED_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    MemoryError,
    Image.DecompressionBombWarning,
    Image.DecompressionBombError,
)
"""What Pillow raises where a picture is damaged, or more than it says."""


def scan_type(content: bytes) -> str | None:
    """Return the media type of a scan (PDF, JPEG, PNG, TIFF), or None where it does not open within bounds."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return PDF if _opens_as_pdf(content) else None
    return _picture_type(content)


def _opens_as_pdf(content: bytes) -> bool:
    try:
        with open_pdf(content) as document:
            if not 0 < len(document) <= _MOST_PAGES:
                return False
            sides = (side for at in range(len(document)) for side in document.get_page_size(at))
            if not all(0 < side <= _LARGEST_SIDE for side in sides):
                return False
        return _is_within_bounds(content)
    except _MALFORMED_PDF:
        return False


def _is_within_bounds(content: bytes) -> bool:
    """Look at every stream before anything is drawn: no picture too large, no instructions without end."""
    left = _MOST_INFLATED
    with pikepdf.open(io.BytesIO(content)) as document:
        if len(document.objects) > _MOST_OBJECTS:
            return False
        for item in document.objects:
            if not isinstance(item, pikepdf.Stream):
                continue
            if item.get("/Subtype") == pikepdf.Name.Image:
                if int(item.Width) * int(item.Height) > _MOST_PIXELS:
                    return False
                continue
            left -= _inflated(item, left)
            if left <= 0:
                return False
        return Expansion(_MOST_INFLATED).fits(document)


def _inflated(stream: pikepdf.Stream, limit: int) -> int:
    """Return how long a stream is when unpacked, at most `limit`; more than that where it is packed twice."""
    packed = stream.read_raw_bytes()
    kinds = stream.get("/Filter")
    if isinstance(kinds, pikepdf.Array) and len(kinds) > 1:
        return limit
    if kinds is None or (isinstance(kinds, pikepdf.Array) and not len(kinds)):
        return len(packed)
    kind = kinds[0] if isinstance(kinds, pikepdf.Array) else kinds
    if kind != pikepdf.Name.FlateDecode:
        return len(packed) * 130
    total, unpacker = 0, zlib.decompressobj()
    rest = bytes(packed)
    while rest and not unpacker.eof and total < limit:
        total += len(unpacker.decompress(rest, 1_000_000))
        rest = unpacker.unconsumed_tail
    return total


def _picture_type(content: bytes) -> str | None:
    """Decode the first picture whole, JPEG at a low resolution: a header alone is no scan."""
    try:
        with _opened_picture(content) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.draft("L", (picture.width // 8 or 1, picture.height // 8 or 1))
            picture.load()
            return _PICTURES[picture.format or ""]
    except _MALFORMED_PICTURE:
        return None


@contextmanager
def _opened_picture(content: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            yield picture


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan that opens within bounds."""

    content: bytes
    media_type: str
    pages: int

    def page(self, at: int, *, fine: bool = False) -> Image.Image | None:
        """Return page `at`, from 0, in grey at about 200 dpi, or finer; None for a page that cannot be drawn."""
        try:
            if self.media_type == PDF:
                return _draw(self.content, at, _FINE if fine else _COARSE)
            return _open_frame(self.content, at, fine=fine)
        except (*_MALFORMED_PDF, *_MALFORMED_PICTURE):
            return None


def open_scan(content: bytes) -> Scan | None:
    """Open a scan; None for anything else, and for what is out of bounds."""
    media_type = scan_type(content)
    if media_type is None:
        return None
    if media_type == PDF:
        with open_pdf(content) as document:
            return Scan(content, media_type, len(document))
    return Scan(content, media_type, _count_frames(content) if media_type == _PICTURES["TIFF"] else 1)


def _count_frames(content: bytes) -> int:
    """Count the pictures of a TIFF, as far as it is sound."""
    frames = 1
    try:
        with _opened_picture(content) as picture:
            while frames < _MOST_PAGES:
                picture.seek(frames)
                frames += 1
    except _MALFORMED_PICTURE:
        pass
    return frames


def _open_frame(content: bytes, at: int, *, fine: bool) -> Image.Image | None:
    with _opened_picture(content) as picture:
        if at:
            picture.seek(at)
        if picture.width * picture.height > _MOST_PIXELS:
            return None
        wanted = _SHORT_SIDE * (2 if fine else 1)
        short = min(picture.size)
        if short > wanted:
            part = wanted / short
            picture.draft("L", (round(picture.width * part), round(picture.height * part)))
        grey = _grey(picture)
    excess = min(grey.size) / wanted
    return grey.reduce(int(excess)) if excess >= 2 else grey


def _grey(picture: Image.Image) -> Image.Image:
    """Return a picture in grey, what it does not cover in white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        covered = picture if picture.mode in ("RGBA", "LA") else picture.convert("RGBA")
        grey = Image.new("L", covered.size, "white")
        grey.paste(covered.convert("L"), mask=covered.getchannel("A"))
        return grey
    return picture.convert("L")


def _draw(content: bytes, at: int, dpi: int) -> Image.Image | None:
    """Draw a page of a PDF in grey, in the time that a page of a scan takes at most."""
    with open_pdf(content) as document:
        page = document[at]
        width, height = page.get_size()
        scale = min(dpi / 72, (_MOST_RENDERED / (width * height)) ** 0.5)
        size = max(int(width * scale), 1), max(int(height * scale), 1)
        bitmap = pypdfium2.PdfBitmap.new_native(*size, raw.FPDFBitmap_Gray)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        end = time.monotonic() + _SECONDS
        pause = raw.IFSDK_PAUSE(version=1)
        raw_type = dict(raw.IFSDK_PAUSE._fields_)["NeedToPauseNow"]
        pause.NeedToPauseNow = raw_type(lambda _pause: time.monotonic() > end)
        state = raw.FPDF_RenderPageBitmap_Start(
            bitmap, page, 0, 0, *size, 0, raw.FPDF_ANNOT, ctypes.byref(pause)
        )
        raw.FPDF_RenderPage_Close(page)
        return bitmap.to_pil().copy() if state == raw.FPDF_RENDER_DONE else None
