"""Finding the codes on the pages of a scan: plainly first, with more effort only where that found nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps

from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.page_codes import PageCode, read_payload
from handover_desktop.domain.scans import ReadPage
from handover_desktop.protocol.layout.codes import find_codes
from handover_desktop.protocol.reading.reading import read_protocol
from handover_desktop.protocol.reading.scans import PDF, Scan, open_scan

_BAND = 0.26
"""The part of a page's shorter side, along each edge, in which codes are looked for again."""

_CLEAN = 0.0004
"""The part of a page that may be dark where it counts as blank: less than a line of text."""

_FAIR_SECONDS = 1.5
"""The processor time that drawing an honest page takes at most."""

_MOST_EXCESS = 10.0
"""How much longer than that all pages may take together."""

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


@dataclass(frozen=True, slots=True)
class OpenedScan:
    """A scan that opens within bounds; `is_the_file` says that it is the file of a protocol itself."""

    media_type: str
    pages: int
    is_the_file: bool


def read_scans(contents: Sequence[bytes]) -> Iterator[OpenedScan | ReadPage | None]:
    """Open all scans, then read the codes of all their pages; None, and nothing more, for one out of bounds."""
    scans = []
    for content in contents:
        scan = open_scan(content)
        if scan is None:
            yield None
            return
        scans.append(scan)
        yield OpenedScan(scan.media_type, scan.pages, scan.media_type == PDF and _is_the_file(content))
    for scan in scans:
        yield from read_scan(scan)


def _is_the_file(content: bytes) -> bool:
    """Tell whether a PDF is the file of a protocol itself; one that a scanner wrote badly is none."""
    try:
        return read_protocol(content).snapshot is not None
    except DomainError:
        return False


def read_scan(scan: Scan) -> Iterator[ReadPage | None]:
    """Read the codes of all pages; None, and nothing more, where they take longer than any scanner's."""
    desk = _Desk(scan)
    for at in range(scan.pages):
        page = _read_page(desk, at)
        yield page if desk.is_fair else None
        if not desk.is_fair:
            return


class _Desk:
    """Draws the pages of a scan, and adds up how much longer than an honest page they take."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._left = _MOST_EXCESS

    @property
    def is_fair(self) -> bool:
        return self._left > 0

    def draw(self, at: int, *, fine: bool = False) -> Image.Image | None:
        begun = time.process_time()
        picture = self._scan.page(at, fine=fine)
        self._left -= max(time.process_time() - begun - _FAIR_SECONDS, 0)
        return picture


def _read_page(desk: _Desk, at: int) -> ReadPage:
    picture = desk.draw(at)
    if picture is None:
        return ReadPage(at + 1)
    codes = _codes_on(picture)
    if codes:
        return ReadPage(at + 1, codes)
    if is_blank(picture):
        return ReadPage(at + 1, blank=True)
    return ReadPage(at + 1, _read_with_effort(desk, at, picture))


def _read_with_effort(desk: _Desk, at: int, picture: Image.Image) -> tuple[PageCode, ...]:
    for band in _bands(picture):
        for retry in _RETRIES:
            codes = _codes_on(retry(band))
            if codes:
                return codes
    fine = desk.draw(at, fine=True)
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
