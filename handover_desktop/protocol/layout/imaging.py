"""Pictures on their way into a page, as the archive format allows them: grey or RGB, without transparency."""

from __future__ import annotations

import io

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

_MOST_PIXELS = 80_000_000
_UPRIGHT = 1
_ORIENTATION = 0x0112
_QUALITY = 90


class _Jpeg(ImageReader):  # type: ignore[misc]  # untyped library
    """A JPEG that the canvas tells from others by its bytes; by its pixels, each photo would be decoded for that."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self._content = content
        self._dataA = None

    def getRGBData(self) -> bytes:  # noqa: N802  the canvas asks for it by this name
        return self._content


def printable_picture(content: bytes) -> ImageReader:
    """Return a JPEG or PNG picture for the canvas; raise ValueError for what is none, or is beyond all bounds.

    An upright grey or RGB JPEG keeps its bytes; a PNG is laid on white.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ValueError("the picture has too many pixels")
            if picture.format == "JPEG":
                return _Jpeg(_jpeg(picture, content))
            return ImageReader(_on_white(picture))
    except (OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise ValueError("no JPEG or PNG picture") from fault


def _jpeg(picture: Image.Image, content: bytes) -> bytes:
    if picture.mode in ("L", "RGB") and picture.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT:
        picture.draft(None, (1, 1))  # that it can be decoded to its end is seen at an eighth of its size
        picture.load()
        return content
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    target = io.BytesIO()
    upright.save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")
