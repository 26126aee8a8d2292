"""Tables to be written as files: their headings, and their cells as values rather than as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handover_desktop.domain.money import Money

CellValue = str | Decimal | Money | date | datetime | None
"""A text, a number, an amount (its currency stands in a column of its own), a day, a moment; None for nothing."""

Heading = Callable[[str], str]
"""Turns the English name of a column into what stands above it, in one language or two."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, and its width in characters."""

    heading: str
    width: float = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under its name. `rows` are read once, and have a value for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[CellValue, ...]]
    from_right: bool = False


def unambiguous(number: Decimal, mark: str = ".") -> str:
    """Return a number as text that nobody takes for thousands: with three decimals it gets a fourth."""
    text = f"{number:f}"
    _whole, point, decimals = text.partition(".")
    return text.replace(".", mark) + ("0" if point and len(decimals) == 3 else "")
