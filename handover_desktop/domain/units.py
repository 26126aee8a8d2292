"""Units of measure: every language has a word for the piece; all other units stay as a list writes them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

PIECE: Final = "pcs"
"""The unit of what names none."""

_PIECES: Final = frozenset("pc pcs piece pieces kom komad komada komadi ком комад комада комади".split())


def is_piece(unit: str) -> bool:
    """Tell whether a unit as written is the piece."""
    return unit.strip(" .").casefold() in _PIECES


def say_unit(unit: str, quantity: Decimal, n: Callable[[str, str, int], str]) -> str:
    """Return the unit of `quantity` as people read it: the piece in the language of `n`, any other as written."""
    return n("pc", "pcs", int(quantity)) if is_piece(unit) else unit
