"""Finding the codes on the pages of a scan: plainly first, with more effort only where that found nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image, ImageFilter, ImageOps

from handover_desktop.domain.page_codes import PageCode, read_payload
from handover_desktop.domain.scans import ReadPage
from handover_desktop.protocol.layout.codes import find_codes
from handover_desktop.protocol.pages.orders import Progress
from handover_desktop.protocol.reading.scans import Scan

_BAND = 0.26
"""The part of a page's shorter side, along each edge, in which codes are looked for again."""

_CLEAN = 0.0004
"""The part of a page that may be dark where it counts as blank: less than a line of text."""

_DARKER = 45
_BORDER = 0.06


def _doubled(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)


_RETRIES: tuple[Callable[[Image.Image], Image.Image], ...] = (
    lambda picture: ImageOps.autocontrast(picture, cutoff=2),
    lambda picture: _doubled(ImageOps.autocontrast(picture.filter(ImageFilter.GaussianBlur(1)), cutoff=2)),
    lambda picture: picture.filter(ImageFilter.MedianFilter(3)),
    lambda picture: _doubled(picture.filter(ImageFilter.UnsharpMask(3, 250, 0))),
)
"""What may make a code readable: contrast, smoothing against noise, closing of scratches, sharpening."""


def read_scan(scan: Scan, *, progress: Progress | None = None) -> tuple[ReadPage, ...]:
    """Read the codes of all pages; `progress` is called after each, and may end the work by raising."""
    pages = []
    for at in range(scan.pages):
        pages.append(_read_page(scan, at))
        if progress is not None:
            progress(at + 1, scan.pages)
    return tuple(pages)


def _read_page(scan: Scan, at: int) -> ReadPage:
    picture = scan.page(at)
    if picture is None:
        return ReadPage(at + 1)
    codes = _codes_on(picture)
    if codes:
        return ReadPage(at + 1, codes)
    if is_blank(picture):
        return ReadPage(at + 1, blank=True)
    return ReadPage(at + 1, _read_with_effort(scan, at, picture))


def _read_with_effort(scan: Scan, at: int, picture: Image.Image) -> tuple[PageCode, ...]:
    for band in _bands(picture):
        for retry in _RETRIES:
            codes = _codes_on(retry(band))
            if codes:
                return codes
    fine = scan.page(at, fine=True)
    if fine is None or fine.size == picture.size:
        return ()
    found = _codes_on(fine)
    return found or next(filter(None, (_codes_on(_RETRIES[0](band)) for band in _bands(fine))), ())


def _bands(picture: Image.Image) -> Iterator[Image.Image]:
    """Cut out the edges, where the codes are, whichever way up the page lies."""
    width, height = picture.size
    depth = round(min(width, height) * _BAND)
    yield picture.crop((0, 0, width, depth))
    yield picture.crop((0, height - depth, width, height))
    yield picture.crop((0, 0, depth, height))
    yield picture.crop((width - depth, 0, width, height))


def _codes_on(picture: Image.Image) -> tuple[PageCode, ...]:
    """Return our codes on a picture, each once."""
    read = (read_payload(text) for text in find_codes(picture))
    return tuple(dict.fromkeys(code for code in read if code is not None))


def is_blank(picture: Image.Image) -> bool:
    """Tell whether a page bears nothing, as the back of a sheet does; noise and dark edges do not count."""
    small = picture.reduce(4) if min(picture.size) > 400 else picture
    border = round(min(small.size) * _BORDER)
    inside = small.crop((border, border, small.width - border, small.height - border))
    levels = inside.histogram()
    total = sum(levels)
    paper = _median(levels, total)
    return sum(levels[: max(paper - _DARKER, 0)]) < total * _CLEAN


def _median(levels: list[int], total: int) -> int:
    seen = 0
    for level, count in enumerate(levels):
        seen += count
        if seen * 2 >= total:
            return level
    return 255
