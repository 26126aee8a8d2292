"""Judging a file in a process of its own where that may take long: within a time and a memory that are bounded."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from multiprocessing.connection import Connection

from handover_desktop.domain.seals import Integrity, SealReport

_MOST_SECONDS = 60
_MOST_MEMORY = 3_000_000_000
_SIGNATURE_WORD = b"/ByteRange"


def judge_bounded(pdf: bytes, trusted: Sequence[bytes] = (), *, seconds: float = _MOST_SECONDS) -> SealReport:
    """Return what `judging.judge_seals` says of a file, within `seconds`.

    A file with one signature is judged here: nothing in it is compared. Where more revisions have to be compared, a
    hostile one could go on for hours, so another process does it; one that is not done in time counts as altered.
    """
    from handover_desktop.protocol.seal.judging import judge_seals

    if pdf.count(_SIGNATURE_WORD) <= 1:
        return judge_seals(pdf, trusted)
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(sending, pdf, tuple(trusted)), daemon=True)
    worker.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            return SealReport(Integrity.ALTERED, reason="too much to compare")
        report = receiving.recv()
        assert isinstance(report, SealReport)
        return report
    except EOFError:
        return SealReport(Integrity.ALTERED, reason="could not be compared")
    finally:
        worker.kill()
        worker.join()
        receiving.close()


def _work(sending: Connection, pdf: bytes, trusted: tuple[bytes, ...]) -> None:
    """Judge in the other process, and send the report."""
    from handover_desktop.protocol.seal.judging import judge_seals

    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    sending.send(judge_seals(pdf, trusted))
    sending.close()
