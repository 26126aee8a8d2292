"""Finds the header row, and what each column means."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from handover_desktop.domain.identifiers import luhn_holds, question_vin
from handover_desktop.lists.amounts import bare_numeral, currency_in_heading, find_currency, strip_currency
from handover_desktop.lists.cells import CellKind, Table, texts_of
from handover_desktop.lists.fields import FIELDS, IDENTIFIER_FIELDS, NUMBER_FIELDS, column_letter
from handover_desktop.lists.synonyms import FIELDS_OF, IDENTIFIER_WORDS, UNITS, fold

SAMPLES = 5
_SEARCHED_ROWS = 40
_JUDGED_ROWS = 200
_LONGEST_HEADING = 200


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


@dataclass(frozen=True, slots=True)
class Header:
    """The header: its row (from 1; 0 for none), the first row of the data, the heading of each column."""

    row: int
    data_from: int
    headings: tuple[str, ...]
    score: float = 0


@dataclass(slots=True)
class _Meaning:
    """What a heading can mean."""

    fields: tuple[str, ...] = ()
    certain: bool = False
    also: tuple[str, ...] = field(default=())


def find_header(table: Table) -> Header:
    """Return the row that names most fields among the first rows, with headings over two rows joined."""
    width = table.width
    numbers = [number for number in itertools.islice(table.rows, _SEARCHED_ROWS) if number <= _SEARCHED_ROWS]
    best = Header(0, min(numbers, default=1), ("",) * width)
    for number in numbers:
        for candidate in _candidates(table, number, width):
            if candidate.score > best.score:
                best = candidate
    needed = 1 if width <= 2 else 2
    if best.score < needed:
        return Header(0, min(table.rows, default=1), ("",) * width)
    return best


def header_at(table: Table, row: int) -> Header:
    """Return the header in the row that a person names; 0 says that there is none."""
    if row <= 0:
        return Header(0, min(table.rows, default=1), ("",) * table.width)
    return Header(row, row + 1, _headings(table, row, table.width))


def _candidates(table: Table, number: int, width: int) -> Iterator[Header]:
    headings = _headings(table, number, width)
    single = _score(table, number, headings)
    yield Header(number, number + 1, headings, single)
    below = number + 1
    if below in table.rows and _has_wide_cell(table, number) and _is_all_text(table, below):
        joined = _join(_spread(table, number, headings), _headings(table, below, width))
        yield Header(below, below + 1, joined, _score(table, below, joined))


def _headings(table: Table, number: int, width: int) -> tuple[str, ...]:
    headings = list(texts_of(table.rows.get(number, {}), width))
    for first_row, first, last_row, last in table.merged:
        if first_row < number <= last_row and first == last and first < width and not headings[first]:
            cell = table.rows.get(first_row, {}).get(first)
            headings[first] = cell.words if cell else ""
    return tuple(" ".join(heading.split()) for heading in headings)


def _has_wide_cell(table: Table, number: int) -> bool:
    return any(row == number and last > first for row, first, _, last in table.merged)


def _is_all_text(table: Table, number: int) -> bool:
    texts = [cell.words for cell in table.rows[number].values()]
    return all(cell.kind is CellKind.TEXT for cell in table.rows[number].values()) and not any(
        map(_has_digits, texts)
    )


def _has_digits(text: str) -> bool:
    return sum(char.isdigit() for char in text) > 2


def _spread(table: Table, number: int, headings: Sequence[str]) -> list[str]:
    spread = list(headings)
    for row, first, _, last in table.merged:
        if row == number:
            spread[first : last + 1] = [headings[first]] * len(spread[first : last + 1])
    return spread


def _join(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    joined = []
    for above, below in zip(upper, lower, strict=True):
        both = f"{above} {below}".strip() if above != below else above
        joined.append(below if meaning_of(below).certain and not meaning_of(both).certain else both)
    return tuple(joined)


def _score(table: Table, number: int, headings: Sequence[str]) -> float:
    """Return the number of different fields named, less what speaks for a row of data."""
    found: dict[str, float] = {}
    for heading in headings:
        meaning = meaning_of(heading) if heading else _Meaning()
        for name in meaning.fields[:1]:
            found[name] = max(found.get(name, 0), 1.0 if meaning.certain else 0.4)
    cells = table.rows.get(number, {}).values()
    data_like = sum(cell.kind is not CellKind.TEXT or _has_digits(cell.words) for cell in cells)
    return sum(found.values()) - data_like


_BESIDE = re.compile(r"\(.*?\)|\[.*?\]")
_PARTS = re.compile(
    r"[/|()\[\]]|\s[-–—]\s|\bor\b|\bili\b|(?<=[a-z.]) (?=[А-Яа-яЂ-џ])|(?<=[а-яђ-џ.]) (?=[A-Za-z])"
)
_TAX = re.compile(
    r"\b(excl|incl|excluding|including|without|with|bez|sa|netto|brutto|net|gross|vat|pdv|tax|ht|ttc|hors|taxes|mwst|zzgl|iva"
    r"|in|u|en)\b"
)


def meaning_of(heading: str) -> _Meaning:
    """Return the fields that a heading can mean, the most likely first."""
    if len(heading) > _LONGEST_HEADING:
        return _Meaning()
    folded = fold(heading)
    if folded in IDENTIFIER_WORDS:
        return _Meaning(("serial_number",), True, ("vin", "imei"))
    exact = FIELDS_OF.get(folded) or FIELDS_OF.get(_without_currency(heading))
    if exact:
        return _Meaning(exact, True)
    parts = [FIELDS_OF.get(fold(part), ()) for part in _PARTS.split(heading)]
    named = list(dict.fromkeys(fields[0] for fields in parts if fields))
    identifiers = [name for name in named if name in IDENTIFIER_FIELDS]
    if len(identifiers) > 1:
        return _Meaning((identifiers[0],), True, tuple(identifiers[1:]))
    if set(named) >= {"make", "model"}:
        return _Meaning(("model",), True)
    if named:
        return _Meaning((named[0],), len(named) == 1)
    return _Meaning(_contained(folded))


def _without_currency(heading: str) -> str:
    words = fold(_BESIDE.sub(" ", heading)).split()
    kept = [word for word in words if not (find_currency(word) and word not in ("km", "ft"))]
    return " ".join(_TAX.sub(" ", " ".join(kept)).split())


def _contained(folded: str) -> tuple[str, ...]:
    words = folded.split()
    if len(words) > 8:
        return ()
    pieces = [
        " ".join(words[start:end])
        for start, end in itertools.combinations(range(len(words) + 1), 2)
        if end - start < len(words)
    ]
    known = [piece for piece in pieces if piece in FIELDS_OF and len(piece) > 3]
    return FIELDS_OF[max(known, key=len)] if known else ()


def guess_columns(table: Table, header: Header) -> tuple[ColumnGuess, ...]:
    """Return what each column means, by its heading first and by its content where that says nothing."""
    contents = _contents(table, header)
    meanings = [meaning_of(heading) if heading else _Meaning() for heading in header.headings]
    chosen: dict[int, tuple[str, bool, tuple[str, ...]]] = {}
    taken: set[str] = set()
    for certain in (True, False):
        for index, meaning in enumerate(meanings):
            if index in chosen or meaning.certain is not certain:
                continue
            name = _choose(meaning, contents[index], taken)
            if name is not None:
                also = tuple(other for other in meaning.also if other not in taken)
                chosen[index] = (name, meaning.certain and len(meaning.fields) == 1, also)
                taken |= {name, *also}
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


def _choose(meaning: _Meaning, values: Sequence[str], taken: set[str]) -> str | None:
    free = [name for name in meaning.fields if name not in taken or name == "imei"]
    if len(meaning.fields) > 1 or not meaning.certain:
        free = [name for name in free if not values or fits(name, values)]
    return free[0] if free else None


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


def _is_wordy(text: str) -> bool:
    return (sum(char.isalpha() for char in text) * 2 > len(text) and " " in text) or (
        text.isalpha() and len(text) > 3
    )


def _is_vin(text: str) -> bool:
    return (
        len(text) == 17
        and text.isalnum()
        and _has_digits(text)
        and not text.isdigit()
        and not question_vin(text)
    )


def _is_imei(text: str) -> bool:
    return len(text) == 15 and text.isascii() and text.isdigit() and luhn_holds(text)


_TESTS: dict[str, Callable[[str], bool]] = {
    "line_no": lambda text: len(text) <= 10 and any(char.isdigit() for char in text) and " " not in text,
    "description": _is_wordy,
    "category": lambda text: not _is_number(text),
    "model": lambda text: any(char.isalpha() for char in text),
    "make": lambda text: any(char.isalpha() for char in text),
    "receiving_unit": lambda text: not _is_number(text),
    "inventory_number": lambda text: any(char.isdigit() for char in text),
    "serial_number": lambda text: any(char.isdigit() for char in text),
    "vin": lambda text: len(text) > 10 and any(char.isdigit() for char in text),
    "imei": lambda text: sum(char.isdigit() for char in text) > 12,
    **dict.fromkeys((*NUMBER_FIELDS, "warranty_months"), lambda text: any(char.isdigit() for char in text)),
    "currency": lambda text: find_currency(text) is not None,
}


def _by_content(values: Sequence[str]) -> str | None:
    for name, test in (("vin", _is_vin), ("imei", _is_imei)):
        if len(values) > 1 and _most(test, values):
            return name
    return "currency" if values and all(find_currency(value) is not None for value in values) else None


def heading_currency(columns: Iterable[ColumnGuess], name: str) -> str:
    """Return the currency code that the heading of the field's column names, or an empty text."""
    found = (currency_in_heading(c.header) for c in columns if c.field == name)
    return next((currency.code for currency in found if currency), "")


def known_fields() -> str:
    """Return the names of all fields, for a sentence."""
    return ", ".join(FIELDS)
