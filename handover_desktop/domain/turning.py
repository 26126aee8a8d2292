"""Characters without a sign that turn text around: with them a line is read otherwise than it was written.

Unicode Standard Annex 9, 2.1 to 2.6: marks, embeddings, overrides and isolates. Which way a line runs is told by its
letters, and by the language of what stands around it; nothing that people write needs more.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import Final, TypeVar, cast

T = TypeVar("T")

TURNING: Final = frozenset(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_ANY = re.compile(f"[{''.join(sorted(TURNING))}]")


def untwisted(value: T) -> T:
    """Return a text, or a value of the domain with all its texts, without such characters: itself where it has none."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        is_plain = value.isascii() or not _ANY.search(value)
        return value if is_plain else cast(T, _ANY.sub("", value))
    if isinstance(value, tuple):
        parts = tuple(map(untwisted, value))
        is_same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if is_same else cast(T, parts)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in dataclasses.fields(value):
        old = getattr(value, field.name)
        if (new := untwisted(old)) is not old:
            changed[field.name] = new
    return dataclasses.replace(value, **changed) if changed else value
