"""The code that every page bears: as squares to be drawn, and read from a picture."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import zxingcpp
from PIL import Image

from handover_desktop.domain.page_codes import PageCode, PageKind

__all__ = ["Matrix", "PageCode", "PageKind", "encode", "find_codes"]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A code as squares: `size` of them on each side, `runs` of dark ones as (row, first column, length)."""

    size: int
    runs: tuple[tuple[int, int, int], ...]


_RUN = re.compile(rb"\0+")


@functools.lru_cache(maxsize=2)  # a page bears its code twice
def encode(payload: str) -> Matrix:
    """Make the QR code of `payload`: the smallest one that repairs 15 % of itself (level M)."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    made: object = code.to_image(scale=1, add_quiet_zones=False)
    picture = memoryview(made)  # type: ignore[arg-type]  # a buffer, which its stub does not say
    size = int(picture.shape[0]) if picture.shape else 0
    squares = picture.tobytes()
    runs = tuple(
        (row, run.start(), run.end() - run.start())
        for row in range(size)
        for run in _RUN.finditer(squares[row * size : (row + 1) * size])
    )
    return Matrix(size, runs)


def find_codes(picture: Image.Image) -> list[str]:
    """Return the texts of the QR codes in a picture, in any direction."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=formats)]
