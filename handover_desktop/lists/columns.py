"""Guesses what each column means, by its heading and by its content."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from handover_desktop.domain.identifiers import luhn_holds, question_vin
from handover_desktop.lists.amounts import bare_numeral, find_currency, strip_currency
from handover_desktop.lists.cells import Table, texts_of
from handover_desktop.lists.fields import NUMBER_FIELDS, column_letter
from handover_desktop.lists.headers import Header, Meaning, has_digits, meaning_of
from handover_desktop.lists.own_headings import own_field
from handover_desktop.lists.synonyms import UNITS, fold

SAMPLES = 5
_JUDGED_ROWS = 200


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column means. `field` is None where it belongs to no field; `index` counts from 0.

    `also` names further identifier fields that are read from the same column ("Serial No / VIN").
    """

    field: str | None
    header: str
    index: int
    letter: str
    samples: tuple[str, ...] = ()
    certain: bool = True
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The heading, or the letter where there is none."""
        return self.header or self.letter

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that are read from the column."""
        return (*(() if self.field is None else (self.field,)), *self.also)


def guess_columns(table: Table, header: Header) -> tuple[ColumnGuess, ...]:
    """Return what each column means, by its heading first and by its content where that says nothing."""
    contents = _contents(table, header)
    meanings = [meaning_of(heading) if heading else Meaning() for heading in header.headings]
    for index, tag in enumerate(header.tags):
        meanings[index] = Meaning((tag,), True) if tag else meanings[index]
    chosen: dict[int, tuple[str, bool, tuple[str, ...]]] = {}
    taken: set[str] = set()
    for rank in (_PLAIN, _DOUBTFUL, _CONTAINED):
        for index in _words_first(header.headings, meanings, contents, rank):
            meaning = meanings[index]
            name = _choose(meaning, contents[index], taken) if index not in chosen else None
            if name is None and index not in chosen:
                name = _further(header.headings, index, contents[index], chosen)
            if name is not None:
                also = tuple(other for other in meaning.also if other not in taken)
                chosen[index] = (name, meaning.certain and len(meaning.fields) == 1, also)
                taken |= {name, *also}
    if not taken & _NAMING:
        for index in _lettered(meanings, contents, chosen)[:1]:
            chosen[index] = ("description", False, ())
            taken.add("description")
    for index, values in enumerate(contents):
        name = _by_content(values) if index not in chosen else None
        if name is not None and name not in taken:
            chosen[index] = (name, False, ())
            taken.add(name)
    return tuple(
        ColumnGuess(
            *_named(chosen.get(index), heading, index), contents[index][:SAMPLES], *_sure(chosen.get(index))
        )
        for index, heading in enumerate(header.headings)
    )


_PLAIN, _DOUBTFUL, _CONTAINED = range(3)
"""How far a heading settles a meaning: a single one, one of several, or one that it names in passing."""


_NAMING = frozenset({"description", "make", "model", "category"})
"""The fields of which one at least says what the items are."""


def _lettered(
    meanings: Sequence[Meaning], contents: Sequence[Sequence[str]], chosen: Collection[int]
) -> list[int]:
    """Return the columns left over whose heading may mean the description: "Item" above "Van", "Bus" and "Car"."""
    return [
        index
        for index, meaning in enumerate(meanings)
        if index not in chosen and "description" in meaning.fields and _most(_has_letter, contents[index])
    ]


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _rank(meaning: Meaning) -> int:
    return _CONTAINED if not meaning.certain else _PLAIN if len(meaning.fields) == 1 else _DOUBTFUL


def _words_first(
    headings: Sequence[str], meanings: Sequence[Meaning], contents: Sequence[Sequence[str]], rank: int
) -> Sequence[int]:
    """Return the columns of a rank; "Material" and "Equipment" that hold codes come after a short text.

    What this program wrote itself keeps its place, whatever it holds.
    """
    places = [index for index, meaning in enumerate(meanings) if meaning.fields and _rank(meaning) == rank]
    return sorted(
        places,
        key=lambda index: (
            not own_field(headings[index]) and _most(str.isdigit, contents[index]) and bool(contents[index])
        ),
    )


def _named(
    choice: tuple[str, bool, tuple[str, ...]] | None, heading: str, index: int
) -> tuple[str | None, str, int, str]:
    return (choice[0] if choice else None), heading, index, column_letter(index)


def _sure(choice: tuple[str, bool, tuple[str, ...]] | None) -> tuple[bool, tuple[str, ...]]:
    return (choice[1], choice[2]) if choice else (True, ())


def _contents(table: Table, header: Header) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[] for _ in header.headings]
    numbers = (number for number in table.rows if number >= header.data_from)
    for number in itertools.islice(numbers, _JUDGED_ROWS):
        for index, text in enumerate(texts_of(table.rows[number], len(found))):
            if text:
                found[index].append(text)
    return [tuple(values) for values in found]


def _choose(meaning: Meaning, values: Sequence[str], taken: set[str]) -> str | None:
    free = [name for name in meaning.fields if name not in taken or name == "imei"]
    if len(meaning.fields) > 1 or not meaning.certain:
        free = [name for name in free if not values or fits(name, values)]
    return free[0] if free else None


_NUMBERED = re.compile(r"\W*\d$")


def _further(
    headings: Sequence[str], index: int, values: Sequence[str], chosen: Collection[int]
) -> str | None:
    """Return the serial number where an item has several: "Serial number 2", "S/N (outdoor unit)".

    Under the same words stands a second list, or the same again.
    """
    meaning = meaning_of(_NUMBERED.sub("", headings[index]))
    said = {fold(headings[other]) for other in chosen}
    if meaning.fields != ("serial_number",) or not meaning.certain or fold(headings[index]) in said:
        return None
    return "serial_number" if values and fits("serial_number", values) else None


def fits(name: str, values: Sequence[str]) -> bool:
    """Tell whether most of `values` can stand in the field `name`; one known unit tells a column of units."""
    measures = any(fold(text) in UNITS for text in values)
    if name == "unit" or (name == "receiving_unit" and measures):
        return name == "unit" and measures
    test = _TESTS.get(name)
    return test is None or _most(test, values)


def _most(test: Callable[[str], bool], values: Sequence[str]) -> bool:
    return sum(map(test, values)) * 10 >= len(values) * 6


def _is_number(text: str) -> bool:
    return bare_numeral(strip_currency(text)[0]) is not None


def _is_amount_like(text: str) -> bool:
    """Tell whether there are digits, and no zeros before them as in the numbers of accounts."""
    return any(char.isdigit() for char in text) and not (text.isdigit() and text[0] == "0" and len(text) > 1)


def _is_wordy(text: str) -> bool:
    return (sum(char.isalpha() for char in text) * 2 > len(text) and " " in text) or (
        text.isalpha() and len(text) > 3
    )


def _is_vin(text: str) -> bool:
    return (
        len(text) == 17
        and text.isalnum()
        and has_digits(text)
        and not text.isdigit()
        and not question_vin(text)
    )


def _is_imei(text: str) -> bool:
    return len(text) == 15 and text.isascii() and text.isdigit() and luhn_holds(text)


_TESTS: dict[str, Callable[[str], bool]] = {
    "line_no": lambda text: len(text) <= 10 and any(char.isdigit() for char in text) and " " not in text,
    "description": _is_wordy,
    "category": lambda text: not _is_number(text),
    "model": _has_letter,
    "make": _has_letter,
    "receiving_unit": lambda text: not _is_number(text),
    "inventory_number": lambda text: any(char.isdigit() for char in text),
    "serial_number": lambda text: any(char.isdigit() for char in text),
    "vin": lambda text: len(text) > 10 and any(char.isdigit() for char in text),
    "imei": lambda text: sum(char.isdigit() for char in text) > 12,
    **dict.fromkeys((*NUMBER_FIELDS, "warranty_months"), _is_amount_like),
    "currency": lambda text: find_currency(text) is not None,
}


def _by_content(values: Sequence[str]) -> str | None:
    for name, test in (("vin", _is_vin), ("imei", _is_imei)):
        if len(values) > 1 and _most(test, values):
            return name
    return "currency" if values and all(find_currency(value) is not None for value in values) else None
