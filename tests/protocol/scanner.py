"""A scanner, simulated: what paper looks like after ink, a crooked feed, a poor lens and strong compression."""

from __future__ import annotations

import functools
import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from handover_desktop.protocol.reading.reading import page_count, render_page

DPI = 200
_TILE = 512


@dataclass(frozen=True)
class Conditions:
    """How a page is scanned. `skew` in degrees, `blur` in pixels, `noise` in grey levels (standard deviation).

    `contrast` of 1 is black on white; `quality` is that of JPEG; `turn` is 0, 90, 180 or 270 degrees. `marks` are
    lines of a pen beside and over the upper code; with `spoilt` that code is scribbled over altogether.
    """

    skew: float = 0.0
    blur: float = 0.7
    noise: int = 10
    contrast: float = 1.0
    quality: int = 40
    turn: int = 0
    marks: int = 0
    spoilt: bool = False


def any_conditions(seed: int) -> Conditions:
    """Draw the conditions of one page by lot, the same for the same seed."""
    lot = random.Random(seed)
    return Conditions(
        skew=lot.uniform(-5, 5),
        blur=lot.uniform(0.5, 1.3),
        noise=lot.choice((5, 10, 15, 20)),
        contrast=lot.choice((1.0, 1.0, 0.8, 0.6, 0.35)),
        quality=40,
        turn=lot.choice((0, 0, 0, 180, 180, 90, 270)),
        marks=lot.choice((0, 0, 1, 2, 3)),
        spoilt=lot.random() < 0.1,
    )


def print_page(pdf: bytes, page: int) -> Image.Image:
    """Render a page, counted from 0, in grey at 200 dpi."""
    width, height, pixels = render_page(pdf, page, DPI)
    return Image.frombytes("RGBA", (width, height), pixels).convert("L")


def print_pages(pdf: bytes) -> list[Image.Image]:
    return [print_page(pdf, page) for page in range(page_count(pdf))]


def scan(paper: Image.Image, how: Conditions, seed: int = 0) -> Image.Image:
    """Return the picture of a page as scanned."""
    lot = random.Random(seed)
    page = paper.copy()
    _mark(page, how, lot)
    page = page.rotate(how.skew, Image.Resampling.BICUBIC, fillcolor=lot.choice((255, 235, 30)))
    page = page.filter(ImageFilter.GaussianBlur(how.blur))
    dark = round(127 * (1 - how.contrast))
    page = page.point([dark + round(level * how.contrast) for level in range(256)])
    if how.noise:
        page = ImageChops.add(page, _noise(page.size, how.noise, lot), 1, -128)
    return page.rotate(how.turn, expand=True) if how.turn else page


def as_jpeg(picture: Image.Image, quality: int = 40) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, dpi=(DPI, DPI))
    return target.getvalue()


def as_pdf(pictures: list[Image.Image], quality: int = 40) -> bytes:
    """One PDF of pictures, as scanners make it."""
    first, *others = (Image.open(io.BytesIO(as_jpeg(picture, quality))) for picture in pictures)
    target = io.BytesIO()
    first.save(target, "PDF", save_all=True, append_images=others, resolution=DPI)
    return target.getvalue()


def as_tiff(pictures: list[Image.Image]) -> bytes:
    """One TIFF of black and white pages, compressed as by fax machines."""
    first, *others = (picture.point([0] * 128 + [255] * 128).convert("1") for picture in pictures)
    target = io.BytesIO()
    first.save(target, "TIFF", save_all=True, append_images=others, compression="group4", dpi=(DPI, DPI))
    return target.getvalue()


def _mark(page: Image.Image, how: Conditions, lot: random.Random) -> None:
    """Draw with a pen of half a millimetre beside and over the upper right code."""
    pen = ImageDraw.Draw(page)
    millimetre = DPI / 25.4
    left, right = page.width - 40 * millimetre, page.width - 8 * millimetre
    top, floor = 4 * millimetre, 34 * millimetre

    def point() -> tuple[float, float]:
        return lot.uniform(left, right), lot.uniform(top, floor)

    for _mark_number in range(how.marks):
        pen.line([point(), point()], fill=lot.choice((20, 60, 90)), width=4)
    if how.spoilt:
        for _stroke in range(30):
            pen.line([point(), point()], fill=20, width=6)


@functools.cache
def _tile(spread: int) -> Image.Image:
    lot = random.Random(spread)
    levels = bytes(min(max(round(lot.gauss(128, spread)), 0), 255) for _ in range(_TILE * _TILE))
    return Image.frombytes("L", (_TILE, _TILE), levels)


def _noise(size: tuple[int, int], spread: int, lot: random.Random) -> Image.Image:
    noise = Image.new("L", size)
    shift = lot.randrange(_TILE), lot.randrange(_TILE)
    for left in range(-shift[0], size[0], _TILE):
        for top in range(-shift[1], size[1], _TILE):
            noise.paste(_tile(spread), (left, top))
    return noise
