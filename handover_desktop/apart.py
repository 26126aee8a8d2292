"""Work upon what comes from unknown hands, in a process of its own: within a processor time and a memory."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Answer = TypeVar("Answer")

_START, _PATIENCE = 5.0, 4
"""Seconds for the start of the process, and how much longer than its processor time the work may take by the clock:
other programs run beside it.
"""

_LOOK = 0.05
"""Seconds between two looks at the time that is spent."""

_SPENT = 70
_NAME = "apart"
"""Tells these processes from others that the program has, such as a camera's."""


class Overrun(Exception):
    """The work took more time or memory than it may, or its process broke."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """`first` seconds of processor time until the first answer, `seconds` for all that follow or, with `each`, for each
    of them; `memory` in bytes.
    """

    first: float
    seconds: float
    memory: int
    each: bool

    def begin_anew(self, answers: int) -> bool:
        """Tell whether after so many answers the time begins anew."""
        return self.each or answers == 1


def run_apart(
    work: Callable[..., Iterator[Answer]],
    contents: Sequence[bytes],
    *given: object,
    seconds: float,
    memory: int,
    first: float | None = None,
    each: bool = False,
) -> Generator[Answer, None, None]:
    """Yield what `work(contents, *given)` yields in a process of its own, which ends with this iterator.

    `first` seconds of processor time, or else `seconds`, are for the first answer, `seconds` for all that follow or,
    with `each`, for each of them; `memory` in bytes is on top of the contents, and bounded where the system can do that
    (not on Windows). `work` is a function of a module.
    Raises Overrun beyond the bounds, and where the process breaks.
    """
    import multiprocessing

    bounds = _Bounds(seconds if first is None else first, seconds, memory + 2 * sum(map(len, contents)), each)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    asked = (theirs, work, len(contents), given, bounds)
    worker = context.Process(target=_serve, name=_NAME, args=asked, daemon=True)
    with _undisturbed():
        worker.start()
    theirs.close()
    try:
        for content in contents:
            ours.send_bytes(content)
        yield from _listen(ours, bounds)
    except (EOFError, OSError) as broken:
        raise Overrun from broken
    finally:
        worker.kill()
        worker.join()
        ours.close()


def end_all() -> None:
    """End all work that is under way, for a program that ends; who waits for it hears Overrun."""
    import multiprocessing

    for worker in multiprocessing.active_children():
        if worker.name == _NAME:
            worker.kill()


def _listen(answers: Connection, bounds: _Bounds) -> Iterator[Answer]:
    def latest(seconds: float) -> float:
        return time.monotonic() + _START + seconds * _PATIENCE

    end, count = latest(bounds.first), 0
    while answers.poll(max(end - time.monotonic(), 0)):
        kind, answer = answers.recv()
        if kind == "end":
            return
        if kind == "bug":
            raise RuntimeError(answer)
        yield answer
        count += 1
        if bounds.begin_anew(count):
            end = latest(bounds.seconds)
    raise Overrun


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl+C from the process that is started meanwhile: this one answers it, and ends the other."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(
    answers: Connection,
    work: Callable[..., Iterator[object]],
    count: int,
    given: tuple[object, ...],
    bounds: _Bounds,
) -> None:
    """Do the work in the other process."""
    contents = [answers.recv_bytes() for _at in range(count)]
    allowance = _Allowance(bounds.first)
    _bound_memory(bounds.memory)
    try:
        for count, answer in enumerate(work(contents, *given), 1):
            answers.send(("answer", answer))
            if bounds.begin_anew(count):
                allowance.renew(bounds.seconds)
        answers.send(("end", None))
    except (MemoryError, OSError):
        os._exit(_SPENT)
    except Exception:  # noqa: BLE001 - a bug is one in the program that asked
        answers.send(("bug", traceback.format_exc()))


class _Allowance:
    """Ends the process when its processor time is spent; a system's own limit knows whole seconds, and not all do."""

    def __init__(self, seconds: float) -> None:
        self.renew(seconds)
        threading.Thread(target=self._watch, daemon=True).start()

    def renew(self, seconds: float) -> None:
        """Begin anew."""
        self._end = time.process_time() + seconds

    def _watch(self) -> None:
        while time.process_time() < self._end:
            time.sleep(_LOOK)
        os._exit(_SPENT)


def _bound_memory(most: int) -> None:
    if os.name == "posix":
        import resource

        for kind, bound in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (bound, bound))
