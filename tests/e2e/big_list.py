"""A list of 500 items, and outcomes for them."""

from __future__ import annotations

import json
from collections.abc import Iterable

COUNT = 500
LINES = tuple(
    f"K-{number:04d},Rugged laptop,Demo,L-14,,SYN-{number:05d},,1,pcs,2480.00,EUR"
    for number in range(1, COUNT + 1)
)


def outcomes(numbers: Iterable[int], *, mark: str = "") -> str:
    """Return one line of a batch for each item, with `mark` as its remark."""
    remark = {"remark": mark} if mark else {}
    return "".join(
        json.dumps({"item": f"K-{number:04d}", "outcome": "accepted", **remark}) + "\n" for number in numbers
    )
