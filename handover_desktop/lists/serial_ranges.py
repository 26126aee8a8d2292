"""Serial numbers that are written as a range, from the first to the last: "SN001–SN029", "SN001 to 029"."""

from __future__ import annotations

import re

MOST = 1000
"""No row names more pieces than that."""

_RANGE = re.compile(
    r"(?P<prefix>.*?)(?P<first>\d{1,18})\s*(?P<between>[-–—‐‑−÷~]|\.\.+|…|\s(?:to|till|through|do|до|a|à|au|al|hasta|bis)\s)"
    r"\s*(?P<again>.*?)(?P<last>\d{1,18})",
    re.IGNORECASE | re.DOTALL,
)
_HYPHENS = "-‐‑−"
_LONGEST = 100


def range_of(text: str) -> tuple[str, ...]:
    """Return what the range names, in order; nothing where the text is none, or names too many.

    What stands before the digits is the same on both sides, or left out on the second. A last number with fewer
    digits replaces the end of the first one: SN001–29.
    """
    found = _RANGE.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or found["again"].strip() not in ("", found["prefix"].strip()):
        return ()
    first, last = found["first"], found["last"]
    if len(last) < len(first):
        last = first[: -len(last)] + last
    count = int(last) - int(first) + 1
    if len(last) != len(first) or not 1 < count <= MOST:
        return ()
    return tuple(f"{found['prefix']}{int(first) + step:0{len(first)}}" for step in range(count))


def is_plainly_range(text: str) -> bool:
    """Tell whether a range is meant whatever the quantity is: a lone hyphen also stands within serial numbers."""
    found = _RANGE.fullmatch(text.strip()) if range_of(text) else None
    if found is None:
        return False
    repeated = bool(found["prefix"].strip()) and found["again"].strip() == found["prefix"].strip()
    return repeated or found["between"].strip() not in _HYPHENS
