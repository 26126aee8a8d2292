"""The redacted edition of a handover: what may be shown to anyone, without people, places of units and plates.

What is taken out of its field is taken out of every other text as well, in either script of Serbian: a remark can
repeat an identifier, or name a person. Telephone numbers and addresses of e-mail are taken out wherever they stand.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.handovers import HandoverDetails, ReceivingUnit
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, lookup_key
from handover_desktop.domain.matching import TAIL
from handover_desktop.domain.money import Money
from handover_desktop.domain.scripts import in_cyrillic, in_latin, name_pattern, plain_latin
from handover_desktop.domain.snapshots import Snapshot, SnapshotItem

MASK = "[…]"
"""What stands where something was taken out of a text."""

SUFFIX = "-REDACTED"
"""What the number and the reference end in, so that no redacted edition is taken for the protocol."""

_SHORTEST_SECRET = 3
_SHORTEST_IDENTIFIER = 5
_SHORTEST_NAME = 4
_CONTACTS = (
    r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+",
    r"(?:\+|(?<![\-/.])00)[1-9](?:[\s().\-/]{0,2}\d){6,13}",
    r"(?<![\-/.])\(?0\d{1,3}\)?[\s\-/](?:[\s.\-/]?\d){5,9}",
)
"""Addresses of e-mail; telephone numbers with the code of a country, or with that of a town or network."""

_KEPT_ON_UNMARKED = frozenset({IdentifierKind.INVENTORY_NUMBER})
_SEPARATORS = r"[\s.\-*/_]*"
_END: Final = "end"
_Branch = dict[str, "_Branch"]
"""Patterns by their next sign; END where one of them is complete."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Redaction:
    """How a handover is redacted: `unmarked` are the words by which unmarked vehicles are known."""

    unmarked: tuple[str, ...] = ()


def is_unmarked(asset: AssetLine, words: Iterable[str]) -> bool:
    """Tell whether an item is an unmarked vehicle: one of `words` stands in its category, description or details."""
    texts = (asset.category, asset.description, asset.make, asset.model, asset.kit_contents, asset.remark)
    everything = "\n".join((*texts, *(text for _heading, text in asset.details))).casefold()
    return any(word.casefold() in everything for word in words if word.strip())


def redact(snapshot: Snapshot, unmarked: Sequence[str] = ()) -> Snapshot:
    """Return what a redacted edition shows of `snapshot`; `unmarked` are the words that tell unmarked vehicles.

    Gone are: people (representatives, commission, who checked, who is responsible), addresses, names and codes of
    receiving units (they become R1, R2 …), locations, photos, columns without a field, names of files, digests, and
    of unmarked vehicles every identifier but the inventory number, and what was noted on their sheets.
    """
    codes = _unit_codes(snapshot)
    secrets = _Secrets(snapshot, unmarked)
    bare = replace(
        snapshot,
        number=snapshot.number and snapshot.number + SUFFIX,
        reference=snapshot.reference + SUFFIX,
        details=_details(snapshot.details, codes),
        items=tuple(_item(item, codes, unmarked) for item in snapshot.items),
        lists=tuple(replace(one, file_name="", sha256="", sheet="") for one in snapshot.lists),
        parent=snapshot.parent and replace(snapshot.parent, digest=""),
        audit_sequence=0,
        audit_head="",
        photos=(),
        clock=None,
        symbolic=None if snapshot.symbolic is None else replace(snapshot.symbolic, recorded=None),
        ceremonies=(),
        replaces=tuple(replace(one, who="", digest="", device="") for one in snapshot.replaces),
    )
    return secrets.scrub(bare)


def _unit_codes(snapshot: Snapshot) -> dict[str, str]:
    named = [unit.code for unit in snapshot.details.receiving_units]
    used = [item.asset.receiving_unit for item in snapshot.items]
    codes = dict.fromkeys(code for code in (*named, *used) if code)
    return {code: f"R{place}" for place, code in enumerate(codes, 1)}


def _details(details: HandoverDetails, codes: dict[str, str]) -> HandoverDetails:
    parties = (
        replace(party, address="", representative="", function="", mandate="") for party in details.parties
    )
    return replace(
        details,
        address="",
        parties=tuple(parties),
        commission=(),
        distribution="",
        receiving_units=tuple(
            ReceivingUnit(codes[unit.code]) for unit in details.receiving_units if unit.code
        ),
    )


def _item(item: SnapshotItem, codes: dict[str, str], unmarked: Sequence[str]) -> SnapshotItem:
    asset, finding = item.asset, item.finding
    asset = replace(asset, receiving_unit=codes.get(asset.receiving_unit, ""), location="", details=())
    if is_unmarked(item.asset, unmarked):
        asset = replace(asset, identifiers=_kept(asset.identifiers))
        finding = finding and replace(finding, readings=_kept(finding.readings), sheet=None, confirmed=())
    if finding is not None and finding.remark is not None:
        finding = replace(finding, remark=replace(finding.remark, responsible=""))
    return replace(item, asset=asset, finding=finding, checked_by="")


def _kept(identifiers: Iterable[Identifier]) -> tuple[Identifier, ...]:
    return tuple(one for one in identifiers if one.kind in _KEPT_ON_UNMARKED)


class _Secrets:
    """The texts that a redacted edition leaves out, wherever they stand."""

    def __init__(self, snapshot: Snapshot, unmarked: Sequence[str]) -> None:
        shown = {name for party in snapshot.details.parties for name in (party.name, party.name_local)}
        written = {text.strip() for text in _texts(snapshot)}
        texts = {form for text in written for form in (text, in_latin(text), in_cyrillic(text))} - shown
        marks = {lookup_key(one.value) for one in _hidden_identifiers(snapshot, unmarked)}
        words = [tuple(text) for text in texts if len(text) >= _SHORTEST_SECRET]
        whole = [_spaced(mark) for mark in marks if len(mark) >= _SHORTEST_IDENTIFIER]
        ends = {mark[-TAIL:] for mark in marks if len(mark) > TAIL}
        # Other identifiers may end in the same signs: the end of one is looked for in free texts alone.
        apart = [_spaced(end) for end in ends if any(map(str.isdigit, end))]
        names = [*_whole_names(snapshot), *map(name_pattern, sorted(_names(snapshot), key=len, reverse=True))]
        # Identifiers come before words: a word that one begins with would leave its end behind.
        self._in_texts = _any_of((*_CONTACTS, *_together([*whole, *apart, *words]), *dict.fromkeys(names)))
        self._in_identifiers = _any_of(_together([*whole, *words]))

    def scrub(self, value: T) -> T:
        """Return `value` with every text in it freed of what is left out."""
        return cast("T", self._scrubbed(value))

    def _scrubbed(self, value: object) -> object:
        if isinstance(value, enum.Enum | Money):
            return value
        if isinstance(value, Identifier):
            return replace(value, value=self._in_identifiers.sub(MASK, value.value))
        if isinstance(value, str):
            return self._in_texts.sub(MASK, value)
        if isinstance(value, tuple):
            return tuple(self._scrubbed(one) for one in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [field.name for field in dataclasses.fields(value) if field.init]
            return replace(value, **{name: self._scrubbed(getattr(value, name)) for name in fields})
        return value


_GAP = ""
"""The part of a pattern that stands for separators, as many as there are."""


def _spaced(mark: str) -> tuple[str, ...]:
    """Return the signs of an identifier with a gap between any two."""
    return tuple(part for sign in mark for part in (_GAP, sign))[1:]


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """Return what finds the first of `patterns` that fits, as whole words and whatever their case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)" if patterns else r"(?!)", re.IGNORECASE)


def _together(secrets: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return one pattern for sequences of signs and gaps, none for none: the longest fits, or one with gaps that came
    before.

    Those that begin alike are tried together: a list has one for each line, and its texts are as many.
    """
    root: _Branch = {}
    for secret in secrets:
        branch = root
        for part in secret:
            small = part.lower()
            branch = branch.setdefault(small if len(small) == 1 else part, {})
        branch[_END] = {}
    return (_alternatives(root),) if root else ()


def _alternatives(branch: _Branch) -> str:
    text = ""
    while len(branch) == 1 and _END not in branch:
        ((part, branch),) = branch.items()
        text += re.escape(part) if part else _SEPARATORS
    ways = [
        (re.escape(part) if part else _SEPARATORS) + _alternatives(further)
        for part, further in branch.items()
        if part != _END
    ]
    if not ways:
        return text
    return f"{text}(?:{'|'.join(ways)}){'?' if _END in branch else ''}"


def _people(snapshot: Snapshot) -> Iterator[str]:
    yield from (party.representative for party in snapshot.details.parties)
    yield from (member.name for member in snapshot.details.commission)
    yield from (voided.who for voided in snapshot.replaces)
    for item in snapshot.items:
        yield item.checked_by
        if item.finding is not None and item.finding.remark is not None:
            yield item.finding.remark.responsible


def _whole_names(snapshot: Snapshot) -> Iterator[str]:
    """Return the patterns of names of two words or more, which may be short ones, such as Ana."""
    whole = {tuple(re.findall(r"[^\W\d_]+", person)) for person in _people(snapshot)}
    for words in sorted(whole, key=lambda words: (sum(map(len, words)), words), reverse=True):
        if len(words) > 1:
            yield r"[\s.\-]+".join(name_pattern(word, beside=True) for word in words)


def _names(snapshot: Snapshot) -> set[str]:
    """Return the single names of people, but for those that also say what a thing is or which party it concerns."""
    assets = (item.asset for item in snapshot.items)
    said = [text for one in assets for text in (one.category, one.description, one.make, one.model)]
    said += [name for party in snapshot.details.parties for name in (party.name, party.name_local)]
    common = {
        plain_latin(word) for text in (snapshot.details.title, *said) for word in re.findall(r"\w+", text)
    }
    names = {word for person in _people(snapshot) for word in re.findall(r"[^\W\d_]+", person)}
    return {name for name in names if len(name) >= _SHORTEST_NAME and plain_latin(name) not in common}


def _texts(snapshot: Snapshot) -> Iterator[str]:
    details = snapshot.details
    yield from (details.address, details.distribution)
    for party in details.parties:
        yield from (party.address, party.mandate)
    yield from _people(snapshot)
    for unit in details.receiving_units:
        yield from (unit.code, unit.name, unit.name_local)
    for item in snapshot.items:
        yield from (item.asset.receiving_unit, item.asset.location)
        # A single word of a column nobody knows may be any word: only longer texts are looked for elsewhere.
        yield from (text for _heading, text in item.asset.details if " " in text.strip())
    yield from (photo.caption for photo in snapshot.photos)
    yield from (one.file_name for one in snapshot.lists)


def _hidden_identifiers(snapshot: Snapshot, unmarked: Sequence[str]) -> Iterator[Identifier]:
    for item in snapshot.items:
        if is_unmarked(item.asset, unmarked):
            read = item.finding.readings if item.finding else ()
            yield from (one for one in (*item.asset.identifiers, *read) if one.kind not in _KEPT_ON_UNMARKED)
