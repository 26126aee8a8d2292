"""Reading the pages of a file that may be hostile, in a process of its own: within a time and a memory."""

from __future__ import annotations

import multiprocessing
import os
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from handover_desktop.domain.page_codes import PageCode
from handover_desktop.domain.page_findings import UNTOLD, PageFinding

_SECONDS_A_PAGE = 5.0
"""How long one page may take, the start of the process with the first: a page of ours takes 5 milliseconds."""

_MOST_SECONDS = 60.0
_MOST_MEMORY = 1_000_000_000
_MOST_BYTES = 200_000_000


def read_pages_bounded(pdf: bytes, first: PageCode, *, seconds: float = _SECONDS_A_PAGE) -> PageFinding:
    """Return what `page_reading.read_pages` says of a file; UNTOLD where a page takes more than `seconds`, all of
    them more than a minute, or more memory than any protocol needs.
    """
    if len(pdf) > _MOST_BYTES:
        return UNTOLD
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_work, args=(theirs, first), daemon=True)
    worker.start()
    theirs.close()
    try:
        ours.send_bytes(pdf)
        return _wait(ours, seconds)
    except (EOFError, OSError):
        return UNTOLD
    finally:
        worker.kill()
        worker.join()
        ours.close()


def _wait(answers: Connection, seconds: float) -> PageFinding:
    """Wait for the finding; None comes for each page that was read before."""
    end = time.monotonic() + _MOST_SECONDS
    while time.monotonic() < end and answers.poll(seconds):
        answer = answers.recv()
        if isinstance(answer, PageFinding):
            return answer
    return UNTOLD


def _work(answers: Connection, first: PageCode) -> None:
    """Read in the other process: tell of each page, and send the finding."""
    from handover_desktop.protocol.reading.page_reading import read_pages

    pdf = answers.recv_bytes()
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY + len(pdf),) * 2)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answers.send(read_pages(pdf, first, told=lambda: answers.send(None)))
    answers.close()
