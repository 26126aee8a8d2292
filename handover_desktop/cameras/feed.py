"""The window's side of a camera: orders go over to its process, and what comes back is told on a thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from handover_desktop.cameras.devices import Camera, Source, Trouble
from handover_desktop.cameras.pictures import Look, Order, Picture, Still

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Told = tuple[Camera, ...] | Camera | Picture | Still | Trouble

START, PATIENCE = 20.0, 6.0
"""Seconds for the process to begin and the camera to open, and until the picture that was ordered."""

_END = 2.0


class Feed:
    """One opening of one camera: begun when it is made, ended by `end`.

    `tell` hears on a thread of the feed, in this order: the cameras there are, the one that was opened, and then what
    was ordered. A Trouble is the last that it hears; after `end` it hears nothing.
    """

    def __init__(
        self,
        source: Source,
        tell: Callable[[Told], object],
        *,
        wish: Camera | None = None,
        look: Look | None = None,
    ) -> None:
        from handover_desktop.cameras.reading import serve

        self._tell = tell
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._process, self._answers = _start(serve, source, wish, look)
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def order(self, order: Order) -> None:
        """Ask for a picture; it is told when the camera has given one."""
        self._orders.put(order)

    def end(self) -> None:
        """Let go of the camera, and come back when that is done."""
        if self._ended.is_set():
            return
        self._ended.set()
        self._orders.put(None)
        _end(self._process)
        self._thread.join(_END)
        with suppress(ValueError):  # a driver may hold the process a little longer
            self._process.close()

    def _run(self) -> None:
        try:
            last = self._listen()
        except (EOFError, OSError):
            last = Trouble.GONE
        finally:
            _end(self._process)
            self._answers.close()
        if last is not None and not self._ended.is_set():
            self._tell(last)

    def _listen(self) -> Trouble | None:
        """Tell what arrives; return the trouble that ended it, None where it was ended from here."""
        for _cameras_and_camera in range(2):
            answer = self._receive(START)
            if isinstance(answer, Trouble):
                return answer
            self._pass_on(answer)
        while (order := self._orders.get()) is not None:
            self._answers.send(order)
            answer = self._receive(PATIENCE)
            if isinstance(answer, Trouble):
                return answer
            self._pass_on(answer)
        return None

    def _receive(self, seconds: float) -> Told:
        if not self._answers.poll(seconds):
            return Trouble.SILENT
        answer: Told = self._answers.recv()
        return answer

    def _pass_on(self, answer: Told) -> None:
        if not self._ended.is_set():
            self._tell(answer)


def list_apart(source: Source) -> tuple[str, tuple[Camera, ...]]:
    """Return the version of what reads cameras, and the cameras there are, as the other process finds them.

    Raises EOFError or TimeoutError where it fails.
    """
    from handover_desktop.cameras.reading import tell_cameras

    process, answers = _start(tell_cameras, source)
    try:
        if not answers.poll(START):
            raise TimeoutError
        told: tuple[str, tuple[Camera, ...]] = answers.recv()
        return told
    finally:
        _end(process)
        answers.close()
        process.close()


def _end(process: BaseProcess) -> None:
    process.kill()
    process.join(_END)


def _start(work: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    return process, ours
