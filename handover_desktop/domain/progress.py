"""How far a piece of work is, told while it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], None]
"""Told how far a piece of work is, from the first moment on: what is done, of all. What it raises ends the work; that
is how it is cancelled.
"""

WHOLE = 1000
"""In how many parts work of several stages is told."""

_OFTEN = 256


def within(progress: Progress | None, start: int, end: int) -> Progress:
    """Return what tells `progress` how far a stage is that takes the work from `start` to `end` of WHOLE."""

    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(start + (end - start) * min(done, total) // max(total, 1), WHOLE)

    return tell


def counted(things: Sequence[T], progress: Progress) -> Iterator[T]:
    """Go through `things` and tell `progress` now and then how many are done."""
    for at, thing in enumerate(things):
        if at % _OFTEN == 0:
            progress(at, len(things))
        yield thing
