"""Making very many values in one go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_search_for_cycles() -> Iterator[None]:
    """Let the search for cycles wait until the block ends.

    Hundreds of thousands of small values without a cycle are looked through again and again while they are made, which
    costs more than a tenth of the time. In the window nothing is searched on a lane anyway.
    """
    is_searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_searching:
            gc.enable()
