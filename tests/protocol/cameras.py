"""Pictures as cameras, telephones and enemies make them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

BERLIN = {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)}
"""A GPS directory: latitude and longitude in degrees, minutes and seconds."""

RED, GREEN, BLUE, WHITE = (200, 0, 0), (0, 160, 0), (0, 0, 200), (250, 250, 250)


def four_corners(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """Return a picture whose corners tell which way up it is: red, green over blue, white."""
    picture = Image.new("RGB", (width, height))
    half = (width // 2, height // 2)
    for colour, at in zip((RED, GREEN, BLUE, WHITE), ((0, 0), (half[0], 0), (0, half[1]), half), strict=True):
        picture.paste(colour, (*at, at[0] + half[0], at[1] + half[1]))
    return picture.convert(mode)


def encode(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Return a picture as a file of that kind."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def camera_file(
    picture: Image.Image, *, orientation: int = 1, taken: str = "", offset: str = "", gps: bool = False
) -> bytes:
    """Return a JPEG with what a telephone writes into it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone-Maker"
    camera = exif.get_ifd(0x8769)
    if taken:
        camera[0x9003] = taken
    if offset:
        camera[0x9011] = offset
    if gps:
        exif.get_ifd(0x8825).update(BERLIN)
    return encode(picture, exif=exif, comment=b"Comment-Of-The-Maker", quality=95)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes that claims so many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
