"""What a clause leaves to be filled in from the handover when it is printed, such as {place}."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from typing import Final


class Blank(enum.StrEnum):
    """The values that a clause can ask for, by the name that stands in braces."""

    REFERENCE = "reference"
    TITLE = "title"
    PROJECT = "project"
    AGREEMENT = "agreement"
    PLACE = "place"
    DATE = "date"
    LINES = "lines"
    PIECES = "pieces"
    VALUE = "value"
    LINES_ACCEPTED = "lines-accepted"
    PIECES_ACCEPTED = "pieces-accepted"
    VALUE_ACCEPTED = "value-accepted"
    REMARKS = "remarks"

    @property
    def written(self) -> str:
        """The blank as it stands in a text."""
        return f"{{{self.value}}}"


TO_FILL_BY_HAND: Final = "_" * 12
"""Printed where the handover does not say."""

_BLANK: Final = re.compile(r"\{([^{}\n]{1,40})\}")
_NAMES: Final = frozenset(blank.value for blank in Blank)


def has_blanks(text: str) -> bool:
    """Return whether anything in `text` is going to be filled in."""
    return any(name in _NAMES for name in _BLANK.findall(text))


def unknown_blanks(text: str) -> tuple[str, ...]:
    """Return what looks like a blank in `text` and is none, in braces, each once; it is printed as it stands."""
    return tuple(dict.fromkeys(f"{{{name}}}" for name in _BLANK.findall(text) if name not in _NAMES))


def fill(text: str, values: Mapping[Blank, str]) -> str:
    """Return `text` with its blanks filled in; where a value is empty or lacks, a line to write on."""

    def value_of(found: re.Match[str]) -> str:
        name = found[1]
        return values.get(Blank(name)) or TO_FILL_BY_HAND if name in _NAMES else found[0]

    return _BLANK.sub(value_of, text)
