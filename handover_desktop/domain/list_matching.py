"""Which line of the new version of a list is which line of the old one."""

from __future__ import annotations

import enum
import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, look_alike_key, lookup_key

_STRONG = (
    IdentifierKind.VIN,
    IdentifierKind.IMEI,
    IdentifierKind.SERIAL_NUMBER,
    IdentifierKind.INVENTORY_NUMBER,
)
"""The identifiers that tell which asset it is, the surest first."""

_SHORTEST_NEAR = 5
"""Identifiers with fewer signs are never taken for misspelt ones: everything is near to them."""

_Edge = tuple[int, int]


class Kinship(enum.Enum):
    """How sure it is that two lines are of the same asset."""

    SURE = enum.auto()
    DOUBTFUL = enum.auto()


@dataclass(frozen=True, slots=True)
class Pairing:
    """Places of old lines and of new ones that belong together, in the order of the old ones; places count from 0.

    `doubtful` are the old places of pairs that a person should look at.
    """

    pairs: tuple[_Edge, ...]
    doubtful: frozenset[int]


def strong_keys(line: AssetLine) -> Iterator[Hashable]:
    """Yield what no other asset has in common with this one; a serial number is one of its make and model."""
    for identifier in line.identifiers:
        key = _strong_key(identifier, line)
        if key is not None:
            yield key


def pair_lines(
    old: Sequence[AssetLine],
    new: Sequence[AssetLine],
    *,
    numbered: bool = True,
    by_identity: bool = False,
    together: Mapping[int, int] | None = None,
    apart: Collection[_Edge] = (),
) -> Pairing:
    """Pair each old line with at most one new line; nothing depends on the order in which either stand.

    Identifiers are looked at first, the surest before the others; then line numbers (where the list is `numbered`)
    and words, unless lines are to be recognised `by_identity` alone. `together` (old place to new place) is what a
    person paired, `apart` are pairs that a person separated.
    """
    pairer = _Pairer(old, new, frozenset(apart))
    for one, other in sorted((together or {}).items()):
        pairer.take(one, other)
    pairer.pair_equal(lambda line: line)
    for kind in _STRONG:
        pairer.pair_unique(functools.partial(_keys_of, kind=kind))
    if by_identity:
        return pairer.result()
    if numbered:
        pairer.pair_equal(_without_number)
    for kind in (IdentifierKind.SERIAL_NUMBER, IdentifierKind.PLATE):
        pairer.pair_unique(functools.partial(_loose_keys, kind=kind))
    if numbered:
        pairer.pair_unique(_number_keys, judge=_judge_neighbours)
    pairer.pair_near()
    pairer.pair_unique(_name_keys, judge=_judge_unmarked)
    return pairer.result()


class _Pairer:
    """Takes lines away from both sides as they are paired."""

    def __init__(self, old: Sequence[AssetLine], new: Sequence[AssetLine], apart: frozenset[_Edge]) -> None:
        self._old, self._new, self._apart = old, new, apart
        self._free_old = dict.fromkeys(range(len(old)))
        self._free_new = dict.fromkeys(range(len(new)))
        self._found: dict[int, int] = {}
        self._doubtful: set[int] = set()

    def take(self, one: int, other: int, kinship: Kinship | None = Kinship.SURE) -> None:
        """Pair two lines, where both are still free and nobody separated them."""
        if (
            kinship is None
            or one not in self._free_old
            or other not in self._free_new
            or (one, other) in self._apart
        ):
            return
        del self._free_old[one], self._free_new[other]
        self._found[one] = other
        if kinship is Kinship.DOUBTFUL:
            self._doubtful.add(one)

    def pair_equal(self, form: Callable[[AssetLine], Hashable]) -> None:
        """Pair lines of equal form; of several, those that come first by their numbers."""
        ours = self._group(self._free_old, self._old, form)
        theirs = self._group(self._free_new, self._new, form)
        for key, places in ours.items():
            for one, other in zip(places, theirs.get(key, ()), strict=False):
                self.take(one, other)

    def _group(
        self, free: Iterable[int], lines: Sequence[AssetLine], form: Callable[[AssetLine], Hashable]
    ) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = defaultdict(list)
        for place in sorted(free, key=lambda place: (*_natural(lines[place].line_no), place)):
            found[form(lines[place])].append(place)
        return found

    def pair_unique(
        self,
        keys: Callable[[AssetLine], Iterable[Hashable]],
        *,
        judge: Callable[[AssetLine, AssetLine], Kinship | None] = lambda _one, _other: Kinship.SURE,
    ) -> None:
        """Pair lines that have a key in common which no other free line has, where `judge` lets them."""
        ours, theirs = (
            self._by_key(self._free_old, self._old, keys),
            self._by_key(self._free_new, self._new, keys),
        )
        shared = sorted((key for key in ours if key in theirs), key=repr)
        for key in shared:
            if len(ours[key]) == 1 and len(theirs[key]) == 1:
                (one,), (other,) = ours[key], theirs[key]
                self.take(one, other, judge(self._old[one], self._new[other]))

    @staticmethod
    def _by_key(
        free: Iterable[int], lines: Sequence[AssetLine], keys: Callable[[AssetLine], Iterable[Hashable]]
    ) -> dict[Hashable, set[int]]:
        found: dict[Hashable, set[int]] = defaultdict(set)
        for place in free:
            for key in keys(lines[place]):
                found[key].add(place)
        return found

    def pair_near(self) -> None:
        """Pair lines whose names are equal and whose identifiers differ like a misspelling, and no others' do."""
        ours = self._by_key(self._free_old, self._old, _near_keys)
        partners: dict[int, set[int]] = defaultdict(set)
        back: dict[int, set[int]] = defaultdict(set)
        for other in self._free_new:
            for key in _near_keys(self._new[other]):
                # A key that many share tells nobody apart, and would cost the square of their number.
                if 0 < len(ours.get(key, ())) <= _MOST_ALIKE:
                    for one in ours[key]:
                        partners[one].add(other)
                        back[other].add(one)
        for one in sorted(partners):
            others = partners[one]
            if len(others) == 1 and len(back[next(iter(others))]) == 1:
                self.take(one, next(iter(others)), Kinship.DOUBTFUL)

    def result(self) -> Pairing:
        """Return what was paired."""
        return Pairing(tuple(sorted(self._found.items())), frozenset(self._doubtful))


_MOST_ALIKE = 8


def _without_number(line: AssetLine) -> Hashable:
    return tuple(getattr(line, name) for name in AssetLine.__slots__ if name != "line_no")


def _strong_key(identifier: Identifier, line: AssetLine) -> Hashable | None:
    text = lookup_key(identifier.value)
    if not text or identifier.kind not in _STRONG:
        return None
    if identifier.kind is IdentifierKind.SERIAL_NUMBER:
        return identifier.kind, text, line.make.casefold(), line.model.casefold()
    return identifier.kind, text


def _keys_of(line: AssetLine, kind: IdentifierKind) -> Iterator[Hashable]:
    for identifier in line.identifiers:
        if identifier.kind is kind:
            key = _strong_key(identifier, line)
            if key is not None:
                yield key


def _loose_keys(line: AssetLine, kind: IdentifierKind) -> Iterator[Hashable]:
    return (key for one in line.identifiers if one.kind is kind and (key := lookup_key(one.value)))


def _number_keys(line: AssetLine) -> Iterator[Hashable]:
    key = "".join(line.line_no.casefold().split())
    if key:
        yield key


def _name(line: AssetLine) -> tuple[str, ...]:
    parts = (line.description, line.make, line.model)
    return tuple(" ".join(part.casefold().split()) for part in parts)


def _name_keys(line: AssetLine) -> Iterator[Hashable]:
    yield _name(line)


def _near_keys(line: AssetLine) -> Iterator[Hashable]:
    """Yield each strong identifier with any one sign left out: two that differ in one sign have one in common."""
    for identifier in line.identifiers:
        if identifier.kind in _STRONG:
            for form in _nearly(identifier.value):
                yield identifier.kind, form, _name(line)


def _nearly(value: str) -> frozenset[str]:
    key = look_alike_key(value)
    if len(key) < _SHORTEST_NEAR:
        return frozenset({key})
    return frozenset({key, *(key[:at] + key[at + 1 :] for at in range(len(key)))})


def _judge_neighbours(old: AssetLine, new: AssetLine) -> Kinship | None:
    """Judge two lines of the same number: sure where names are alike and no identifier speaks against it."""
    if not _alike(old, new):
        return None
    for kind in _STRONG:
        ours = [one.value for one in old.identifiers if one.kind is kind]
        theirs = [one.value for one in new.identifiers if one.kind is kind]
        if ours and theirs:
            near = any(_nearly(one) & _nearly(other) for one in ours for other in theirs)
            return Kinship.SURE if near else Kinship.DOUBTFUL
    return Kinship.SURE


def _alike(old: AssetLine, new: AssetLine) -> bool:
    """Tell whether the names have at least half of the shorter one's words in common."""
    ours, theirs = (set(" ".join(_name(line)).split()) for line in (old, new))
    return len(ours & theirs) * 2 >= min(len(ours), len(theirs))


def _judge_unmarked(old: AssetLine, new: AssetLine) -> Kinship | None:
    """Judge two lines of the same name: only where one of them bears no identifier, none speaks against it."""
    ours, theirs = (any(one.kind in _STRONG for one in line.identifiers) for line in (old, new))
    if ours and theirs:
        return None
    return Kinship.DOUBTFUL if ours else Kinship.SURE


def _natural(line_no: str) -> tuple[int, str]:
    """Return what line numbers are sorted by: 9 before 10, and both before words."""
    text = line_no.strip()
    return (int(text) if text.isdecimal() and len(text) < 18 else 10**18, text)
