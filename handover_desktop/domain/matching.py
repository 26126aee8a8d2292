"""Which items of a list a code can mean: the same signs, the last six of them, or signs that look alike."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.identifiers import (
    Identifier,
    differing_places,
    look_alike_key,
    strict_key,
)
from handover_desktop.domain.ids import ItemId

TAIL = 6
"""How many last signs name an item by themselves."""

LEAST_ALIKE = 4
"""Shorter codes look like too many others."""


class Likeness(enum.IntEnum):
    """How a code stands to an identifier, the surest first; only the first two name an item without a person."""

    SAME = 1
    TAIL = 2
    LAYOUT = 3
    ALIKE = 4


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a code may have to be read; one that is not `certain` only proposes."""

    text: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Bearer:
    """An item of the list with one of its identifiers; `outcome` is None while it is open or in conflict."""

    item: ItemId
    line_no: str
    description: str
    identifier: Identifier
    outcome: Outcome | None
    conflict: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A bearer that a code may mean. `code` is the spelling that led to it, `marked` the places in the identifier's
    value where signs differ from it.
    """

    bearer: Bearer
    likeness: Likeness
    code: str
    marked: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a code means on one list: `code` as it is read, and the items it can mean, all alike sure."""

    code: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it names one item by its own signs."""
        return len(self.candidates) == 1 and self.candidates[0].likeness <= Likeness.TAIL


def likeness(value: str, code: str) -> Likeness | None:
    """Return how `code` stands to an identifier's `value`; None where it is simply another."""
    key = strict_key(code)
    if not key:
        return None
    is_tail = len(key) == TAIL
    if strict_key(value) == key:
        return Likeness.SAME
    if is_tail and strict_key(value).endswith(key):
        return Likeness.TAIL
    alike, known = look_alike_key(code), look_alike_key(value)
    if len(key) >= LEAST_ALIKE and (known == alike or (is_tail and known.endswith(alike))):
        return Likeness.ALIKE
    return None


def match(bearers: Iterable[Bearer], spelling: Spelling) -> tuple[Candidate, ...]:
    """Return the bearers that a spelling can mean, the surest alone, each item once."""
    found: dict[ItemId, Candidate] = {}
    for bearer in bearers:
        how = likeness(bearer.identifier.value, spelling.text)
        if how is None:
            continue
        before = found.get(bearer.item)
        if before is None or how < before.likeness:
            marked = differing_places(bearer.identifier.value, spelling.text) if how is Likeness.ALIKE else ()
            found[bearer.item] = Candidate(bearer, how, spelling.text, marked)
    best = min((candidate.likeness for candidate in found.values()), default=None)
    return tuple(candidate for candidate in found.values() if candidate.likeness is best)


def is_same(candidates: Iterable[Candidate]) -> bool:
    """Tell whether one of `candidates` bears the very signs."""
    return any(candidate.likeness is Likeness.SAME for candidate in candidates)


def combine(spellings: Sequence[Spelling], found: Sequence[tuple[Candidate, ...]]) -> Match:
    """Return what several spellings of one code mean together: the same signs go first, guesses only propose."""
    judged = [
        candidate if spelling.certain or candidate.likeness is Likeness.ALIKE else _proposed(candidate)
        for spelling, candidates in zip(spellings, found, strict=True)
        for candidate in candidates
        if spelling.certain or candidate.likeness is Likeness.SAME
    ]
    best = min((candidate.likeness for candidate in judged), default=None)
    chosen: dict[ItemId, Candidate] = {}
    for candidate in judged:
        # What a person decides is shown with all that it might be.
        if candidate.likeness is best or (best is Likeness.LAYOUT and candidate.likeness is Likeness.ALIKE):
            chosen.setdefault(candidate.bearer.item, candidate)
    code = next(iter(chosen.values())).code if best is Likeness.SAME else spellings[0].text
    return Match(code.strip(), tuple(chosen.values()))


def _proposed(candidate: Candidate) -> Candidate:
    return Candidate(candidate.bearer, Likeness.LAYOUT, candidate.code)
