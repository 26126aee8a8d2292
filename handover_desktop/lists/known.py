"""Compares a list with what the register knows: the donated car that turns up a second time."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import replace

from handover_desktop.domain.assets import KnownAsset
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, lookup_key
from handover_desktop.lists.duplicates import unique_key
from handover_desktop.lists.problems import Problem, ProblemCode, by_gravity
from handover_desktop.lists.reading import ListReading

_CODES = {
    IdentifierKind.VIN: ProblemCode.KNOWN_VIN,
    IdentifierKind.IMEI: ProblemCode.KNOWN_IMEI,
    IdentifierKind.SERIAL_NUMBER: ProblemCode.KNOWN_SERIAL,
    IdentifierKind.INVENTORY_NUMBER: ProblemCode.KNOWN_INVENTORY,
}


def comparable_keys(reading: ListReading) -> frozenset[str]:
    """Return the lookup keys of all identifiers of the list that stand for one asset alone."""
    listed = (one for row in reading.rows for one in row.line.identifiers if one.kind in _CODES)
    return frozenset(filter(None, (lookup_key(one.value) for one in listed)))


def note_known(reading: ListReading, known: Iterable[KnownAsset]) -> ListReading:
    """Return the reading with a problem for each identifier that is known; of several places the first is named.

    No row is kept out by it: what is handed over a second time is a fact that a person confirms.
    """
    places: dict[Hashable, KnownAsset] = {}
    for one in known:
        places.setdefault(unique_key(one.identifier, one.make, one.model), one)
    if not places:
        return reading
    found: list[Problem] = []
    for row, identifier, key in _identifiers(reading):
        place = places.get(key)
        if place is not None:
            code, value = _CODES[identifier.kind], identifier.value
            params = {"value": value, "place": place.number or place.reference, "line": place.line_no}
            column = reading.mapping.get(identifier.kind.value, "").partition("\n")[0]
            found.append(Problem(code.severity, reading.sheet, row, column, value, code, params))
    return replace(reading, problems=by_gravity((*reading.problems, *found))) if found else reading


def note_line_numbers(
    reading: ListReading, known: Iterable[KnownAsset], taken: Collection[str]
) -> ListReading:
    """Return the reading with a problem where line numbers are `taken` by other things of the handover it goes to.

    A row without identifiers, or one that is `known`, may be the very line.
    """
    places = {unique_key(one.identifier, one.make, one.model) for one in known}
    keys = [(row, key) for row, _, key in _identifiers(reading)]
    others = {row for row, _ in keys} - {row for row, key in keys if key in places}
    again = [row for row in reading.rows if row.row in others and row.line.line_no in taken]
    if not again:
        return reading
    code, value = ProblemCode.LINE_NUMBERS_TAKEN, again[0].line.line_no
    column = reading.mapping.get("line_no", "")
    params = {"value": value, "count": len(again)}
    found = Problem(code.severity, reading.sheet, None, column, value, code, params)
    return replace(reading, problems=by_gravity((*reading.problems, found)))


def _identifiers(reading: ListReading) -> Iterator[tuple[int, Identifier, Hashable]]:
    for row in reading.rows:
        for identifier in row.line.identifiers:
            if identifier.kind in _CODES and lookup_key(identifier.value):
                yield row.row, identifier, unique_key(identifier, row.line.make, row.line.model)
