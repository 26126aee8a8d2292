"""Codes as squares to be drawn, and read from a picture: the one that every page bears, and those of things."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import zxingcpp
from PIL import Image

from handover_desktop.domain.labels import CodeKind
from handover_desktop.domain.page_codes import PageCode, PageKind

__all__ = [
    "Matrix",
    "PageCode",
    "PageKind",
    "Symbol",
    "draw",
    "encode",
    "find_codes",
    "find_item_codes",
]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A code as dark runs (row, first column, length), `height` rows of `width` squares; a linear one has one row."""

    kind: CodeKind
    payload: str
    width: int
    height: int
    runs: tuple[tuple[int, int, int], ...]


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


_FORMATS = {
    CodeKind.CODE_128: zxingcpp.BarcodeFormat.Code128,
    CodeKind.QR: zxingcpp.BarcodeFormat.QRCode,
    CodeKind.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
}


def draw(payload: str, kind: CodeKind) -> Symbol:
    """Make a code that holds `payload`; raise ValueError for what the kind cannot hold."""
    # Long flat DataMatrix symbols are for rods and tubes; other kinds know no such choice.
    shape = {"force_square": True} if kind is CodeKind.DATA_MATRIX else {}
    code = zxingcpp.create_barcode(payload, _FORMATS[kind], **shape)
    made: object = code.to_image(scale=1, add_quiet_zones=False)
    picture = memoryview(made)  # type: ignore[arg-type]  # a buffer, which its stub does not say
    rows, width = int(picture.shape[0]), int(picture.shape[1])  # type: ignore[index]  # two sides, as of every picture
    height = 1 if kind is CodeKind.CODE_128 else rows
    squares = picture.tobytes()
    runs = tuple(
        (row, run.start(), run.end() - run.start())
        for row in range(height)
        for run in _RUN.finditer(squares[row * width : (row + 1) * width])
    )
    return Symbol(kind, payload, width, height, runs)


Corners = tuple[tuple[int, int], ...]


def find_item_codes(picture: Image.Image) -> dict[str, Corners]:
    """Return the texts of the codes on a thing, in any direction: Code 128, QR, DataMatrix, each text with the
    corners of one such code, in pixels, around it.
    """
    formats = zxingcpp.BarcodeFormats(list(_FORMATS.values()))
    found = zxingcpp.read_barcodes(picture, formats=formats)
    return {code.text: _corners(code.position) for code in found if code.text.strip()}


def _corners(around: zxingcpp.Position) -> Corners:
    corners = (around.top_left, around.top_right, around.bottom_right, around.bottom_left)
    return tuple((corner.x, corner.y) for corner in corners)


def find_codes(picture: Image.Image) -> list[str]:
    """Return the texts of the QR codes in a picture, in any direction."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=formats)]
