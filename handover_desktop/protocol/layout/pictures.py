"""Photos and logos as they are kept: read within bounds, upright, small enough, without what a camera adds."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageCms

from handover_desktop.domain.errors import Code, DomainError

LONGEST_SIDE = 2_000
"""Pixels of the longer side of a kept photo: at 85 mm in print that is 600 dpi, and a VIN plate stays readable."""

PRINTED_SIDE = 1_000
"""Pixels of the longer side of a photo in print: 300 dpi at 85 mm, and 220 at the height of half a page."""

_QUALITY = 85
_LOGO_SIDE = 1_000
"""A logo stands at most 20 mm high on the cover: more pixels than any printer shows."""

_MOST_BYTES = 50_000_000
_MOST_PIXELS = 50_000_000
_MOST_JPEG_PIXELS = 170_000_000
"""A JPEG is decoded at a fraction of its size; everything else whole, at four bytes a pixel."""

_PHOTO_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP")
_LOGO_FORMATS = ("JPEG", "PNG")

_EXIF_ORIENTATION, _EXIF_CHANGED, _EXIF_CAMERA = 0x0112, 0x0132, 0x8769
_EXIF_TAKEN, _EXIF_OFFSET = 0x9003, 0x9011
_FIRST_CAMERAS = 1990
"""A clock that was never set says less than no time at all."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture of that EXIF orientation upright (CIPA DC-008, 4.6.4)."""

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
    ImageCms.PyCMSError,
)
"""What Pillow raises for files that are not what they claim to be."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept, `width` by `height` pixels.

    `taken_at` is the camera's own time, without offset where the camera states none, None where it has no time.
    """

    content: bytes
    width: int
    height: int
    taken_at: datetime | None = None


def prepare_photo(content: bytes, *, name: str) -> Picture:
    """Return a photo as JPEG: upright, at most LONGEST_SIDE, in grey or sRGB, on white, with no metadata at all.

    The content tells what it is, not its name. Raises DomainError PICTURE_UNREADABLE or PICTURE_TOO_LARGE.
    """
    with _reading(content, name, _PHOTO_FORMATS) as picture:
        exif = _exif(picture)
        upright = _settle(picture, LONGEST_SIDE, exif.get(_EXIF_ORIENTATION))
        kept = io.BytesIO()
        upright.save(kept, "JPEG", quality=_QUALITY, optimize=True)
        return Picture(kept.getvalue(), upright.width, upright.height, _taken_at(exif))


def prepare_logo(content: bytes, *, name: str) -> Picture:
    """Return a logo (JPEG or PNG) as PNG on white. Raises DomainError PICTURE_UNREADABLE or PICTURE_TOO_LARGE."""
    with _reading(content, name, _LOGO_FORMATS) as picture:
        upright = _settle(picture, _LOGO_SIDE, _exif(picture).get(_EXIF_ORIENTATION))
        kept = io.BytesIO()
        upright.save(kept, "PNG", optimize=True)
        return Picture(kept.getvalue(), upright.width, upright.height)


def read_photo(content: bytes, *, name: str, longest: int) -> Image.Image:
    """Return a photo in grey and upright, its longer side at most `longest` pixels, to look for codes in it.

    Raises DomainError PICTURE_UNREADABLE or PICTURE_TOO_LARGE.
    """
    with _reading(content, name, _PHOTO_FORMATS) as picture:
        return _settle(picture, longest, _exif(picture).get(_EXIF_ORIENTATION)).convert("L")


def shrink(content: bytes, side: int) -> bytes:
    """Return a kept photo as a JPEG whose longer side is at most `side` pixels, for the window or for print."""
    with Image.open(io.BytesIO(content), formats=_LOGO_FORMATS) as picture:
        scale = side / max(picture.size)
        # In its own proportions: asked for a square, JPEG is decoded at the fraction that the shorter side allows.
        picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))
        picture.thumbnail((side, side))
        small = io.BytesIO()
        picture.save(small, "JPEG", quality=_QUALITY)
        return small.getvalue()


def check_size(size: int, *, name: str) -> None:
    """Raise DomainError PICTURE_TOO_LARGE for a file of so many bytes, before it is read."""
    if size > _MOST_BYTES:
        raise DomainError(Code.PICTURE_TOO_LARGE, path=name, limit=f"{_MOST_BYTES // 1_000_000} MB")


@contextmanager
def _reading(content: bytes, name: str, formats: tuple[str, ...]) -> Iterator[Image.Image]:
    """Open a picture whose size is within bounds; whatever breaks inside the block is the picture's fault."""
    check_size(len(content), name=name)
    try:
        # Pillow warns of sizes that the bound below refuses, and of odd metadata that is not kept.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(content), formats=formats) as picture,
        ):
            most = _MOST_JPEG_PIXELS if picture.format in ("JPEG", "MPO") else _MOST_PIXELS
            if picture.width * picture.height > most:
                limit = f"{most // 1_000_000} megapixels"
                raise DomainError(Code.PICTURE_TOO_LARGE, path=name, limit=limit)
            yield picture
    except _BROKEN as broken:
        kinds = ", ".join(formats)
        raise DomainError(Code.PICTURE_UNREADABLE, path=name, kinds=kinds) from broken


def _settle(picture: Image.Image, longest: int, orientation: object) -> Image.Image:
    """Return the pixels alone: scaled down, in the right colours, turned upright."""
    picture.draft(None, (longest, longest))
    picture.load()
    profile = picture.info.get("icc_profile")
    if picture.mode not in _SCALED_AS_THEY_ARE:
        picture = _plain(picture)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small = _in_srgb(_plain(picture), profile)
    turn = _UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    upright = small if turn is None else small.transpose(turn)
    upright.info.clear()
    return upright


_SCALED_AS_THEY_ARE = ("L", "LA", "RGB", "RGBA", "CMYK")
"""Modes that need no second copy of all pixels before they are scaled down."""


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture as grey, colour or CMYK; what is transparent becomes white, sixteen bits become eight."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bits(picture)
    if picture.has_transparency_data:
        return _on_white(picture.convert("RGBA"))
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    scale = 1 / 256 if picture.mode.startswith("I;16") else 255 / max(picture.getextrema()[1], 255)  # type: ignore[operator]
    levels = picture if picture.mode == "F" else picture.convert("I")
    return levels.point(lambda level: level * scale).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Return a picture in grey or sRGB, by its colour profile where it has a good one."""
    if isinstance(profile, bytes) and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert("RGB")
        if turned is not None:
            return turned
    return picture if picture.mode == "L" else picture.convert("RGB")


def _exif(picture: Image.Image) -> Image.Exif:
    try:
        return picture.getexif()
    except _BROKEN:
        return Image.Exif()


def _taken_at(exif: Image.Exif) -> datetime | None:
    try:
        camera = exif.get_ifd(_EXIF_CAMERA)
    except _BROKEN:
        camera = {}
    taken = camera.get(_EXIF_TAKEN) or exif.get(_EXIF_CHANGED)
    offset = camera.get(_EXIF_OFFSET)
    if not isinstance(taken, str):
        return None
    for text, form in (
        (f"{taken.strip()}{offset}", "%Y:%m:%d %H:%M:%S%z"),
        (taken.strip(), "%Y:%m:%d %H:%M:%S"),
    ):
        try:
            at = datetime.strptime(text, form)  # noqa: DTZ007  a camera's time often has no offset
        except ValueError:
            continue
        return at if at.year >= _FIRST_CAMERAS else None
    return None
