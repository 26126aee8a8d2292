"""The other process: it opens a camera and answers orders with pictures, until its parent ends or ends it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

from handover_desktop.cameras.devices import FAULTS, Camera, Source, Trouble, trouble_of
from handover_desktop.cameras.pictures import Look, Order, Picture, Still

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from PIL.Image import Image

_PREVIEW = 960
"""Pixels of the longer side of what is only shown in passing."""


def serve(answers: Connection, source: Source, wish: Camera | None, look: Look | None) -> None:
    """Send the cameras, then the one that is opened, then a picture for each order; a Trouble ends it.

    `wish` is the camera that was used last: the same device under its name, else one of its name, else the first.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # the check goes first
    try:
        cameras = source.cameras()
        answers.send(cameras)
        camera = choose(cameras, wish)
        answers.send(Trouble.NONE if camera is None else _read(answers, source, camera, look))
    except (EOFError, BrokenPipeError, ConnectionError):
        return


def tell_cameras(answers: Connection, source: Source) -> None:
    """Send the version of FFmpeg's library, which can read what cameras send, and the cameras there are."""
    import av

    av.Codec("mjpeg", "r")
    answers.send((av.__version__, source.cameras()))


def choose(cameras: tuple[Camera, ...], wish: Camera | None) -> Camera | None:
    """Return the camera that comes closest to `wish`."""
    alike = (
        *(one for one in cameras if one == wish),
        *(one for one in cameras if wish is not None and one.name == wish.name),
        *cameras,
    )
    return next(iter(alike), None)


def _end_with_parent() -> None:
    """Let go of the camera when the program that asked is no more, even if it gives no picture."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _read(answers: Connection, source: Source, camera: Camera, look: Look | None) -> Trouble:
    """Answer orders as long as the camera gives pictures; return why it does so no longer."""
    try:
        container = source.open(camera)
    except FAULTS as fault:
        return trouble_of(fault)
    with container:
        if not container.streams.video:
            return Trouble.UNUSABLE
        answers.send(camera)
        order: Order | None = None
        for frame in _frames(container, answers):
            order = answers.recv()
            if order is Order.STILL:
                answers.send(Still(_shown(frame, None)))
            else:
                answers.send(_shown(frame, _PREVIEW, look if order is Order.LOOK else None))
    return Trouble.GONE


def _frames(container: InputContainer, answers: Connection) -> Iterator[VideoFrame]:
    """Yield the newest picture whenever an order waits. All are taken from the camera, so that none is old; those
    that stand for themselves are not even unpacked.
    """
    stream = container.streams.video[0]
    each_whole = stream.codec_context.codec.intra_only
    while True:
        try:
            for packet in container.demux(stream):
                if not packet.size or (each_whole and not answers.poll()):
                    continue
                for frame in _unpacked(packet):
                    if answers.poll():
                        yield frame
            return
        except BlockingIOError:
            continue
        except EOFError:
            return
        except FAULTS as fault:
            if isinstance(fault, BrokenPipeError):
                raise
            return


def _unpacked(packet: object) -> list[VideoFrame]:
    """Return the pictures of a packet; one that arrived damaged is left out, as cameras often begin with some."""
    try:
        return packet.decode()  # type: ignore[attr-defined, no-any-return]
    except ValueError:
        return []


def _shown(frame: VideoFrame, longest: int | None, look: Look | None = None) -> Picture:
    """Return a frame upright, its longer side at most `longest` pixels."""
    scale = min(1.0, longest / max(frame.width, frame.height)) if longest else 1.0
    width, height = round(frame.width * scale), round(frame.height * scale)
    small = frame.reformat(width=width, height=height, format="rgb24")
    stride, pixels = small.planes[0].line_size, bytes(small.planes[0])
    codes = look(_grey(frame)) if look is not None else None
    if not frame.rotation:
        return Picture(width, height, stride, pixels, codes)
    turned = _turned("RGB", (width, height), pixels, stride, frame.rotation)
    return Picture(turned.width, turned.height, 3 * turned.width, turned.tobytes(), codes)


def _grey(frame: VideoFrame) -> Image:
    plane = frame.reformat(format="gray").planes[0]
    return _turned("L", (frame.width, frame.height), bytes(plane), plane.line_size, frame.rotation)


def _turned(mode: str, size: tuple[int, int], pixels: bytes, stride: int, degrees: int) -> Image:
    """Return a picture turned against the clock, by whole quarters without loss."""
    from PIL import Image

    picture = Image.frombuffer(mode, size, pixels, "raw", mode, stride, 1)
    return picture.rotate(degrees, expand=True) if degrees else picture
