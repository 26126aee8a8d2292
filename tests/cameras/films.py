"""What stands in for a camera's device: moving pictures that FFmpeg makes itself, or reads from a file."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image

from handover_desktop.cameras import Camera

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream


@dataclass(frozen=True)
class Films:
    """Cameras whose addresses are film files or sources of FFmpeg's own."""

    known: tuple[Camera, ...]

    def cameras(self) -> tuple[Camera, ...]:
        return self.known

    def open(self, camera: Camera) -> InputContainer:
        import av

        if camera.address.endswith((".avi", ".mp4")):
            return cast("InputContainer", Paced(av.open(camera.address)))
        return av.open(camera.address, format="lavfi")


class Paced:
    """A film that gives its pictures one after the other, as a device does."""

    def __init__(self, film: InputContainer) -> None:
        self._film = film
        self.streams = film.streams

    def __enter__(self) -> Paced:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._film.close()

    def demux(self, stream: VideoStream) -> Iterator[Packet]:
        for packet in self._film.demux(stream):
            time.sleep(1 / 25)
            yield packet


@dataclass(frozen=True)
class Refusing:
    """A camera whose device refuses with a system's error."""

    number: int

    def cameras(self) -> tuple[Camera, ...]:
        return (Camera("Refusing", "/dev/video0"),)

    def open(self, camera: Camera) -> InputContainer:
        raise OSError(self.number, "refused", camera.address)


def colours(name: str = "Test camera", *, size: str = "640x480") -> Camera:
    """Return a camera that shows four colours at the pace of a real one, for ever: red, green over blue, white."""
    width, height = (int(side) // 2 for side in size.split("x"))
    fields = "".join(
        f",drawbox=x={x}:y={y}:w={width}:h={height}:color={colour}:t=fill"
        for colour, x, y in (("0xC80000", 0, 0), ("0x00A000", width, 0), ("0x0000C8", 0, height))
    )
    return Camera(name, f"color=color=0xFAFAFA:size={size}:rate=30{fields},format=yuv420p,realtime")


def showing(picture: Image.Image, folder: Path, name: str = "Code camera") -> Camera:
    """Return a camera before which `picture` swings to and fro, for ever."""
    path = folder / "shown.png"
    picture.convert("RGB").save(path)
    moved = "rotate='0.15*sin(3*t)':fillcolor=white"
    film = f"movie=filename='{path}':loop=0,setpts=N/25/TB,{moved},format=yuv420p,realtime"
    return Camera(name, film)


def film(
    path: Path, pictures: Iterable[Image.Image], *, codec: str = "mjpeg", turned: bool = False
) -> Camera:
    """Write a film; with `turned` it says of itself that it was taken with the camera on its side."""
    import av

    with av.open(str(path), "w") as written:
        stream = None
        for picture in pictures:
            if stream is None:
                stream = written.add_stream(codec, rate=Fraction(25))
                stream.width, stream.height = picture.size
                stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            shot = av.VideoFrame(picture.width, picture.height, "rgb24")
            plane = shot.planes[0]
            row = 3 * picture.width
            packed = picture.convert("RGB").tobytes()
            lines = (packed[at : at + row].ljust(plane.line_size, b"\0") for at in range(0, len(packed), row))
            plane.update(b"".join(lines))
            written.mux(stream.encode(shot))
        assert stream is not None
        written.mux(stream.encode())
    if turned:
        _lay_on_its_side(path)
    return Camera(path.stem, str(path))


def _lay_on_its_side(path: Path) -> None:
    """Write into a track's header that its pictures are shown turned by a quarter, with the clock."""
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 4 + 40
    content[at : at + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
