"""Finds the header row, and the fields that its headings name."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from handover_desktop.lists.amounts import find_currency
from handover_desktop.lists.cells import CellKind, Row, Table, texts_of
from handover_desktop.lists.fields import IDENTIFIER_FIELDS
from handover_desktop.lists.hashtags import fields_of_tags, is_tag_row
from handover_desktop.lists.own_headings import own_field
from handover_desktop.lists.synonyms import FIELDS_OF, IDENTIFIER_WORDS, NO_FIELD, OTHER_WORDS, fold

SEARCHED_ROWS = 40
_LONGEST_HEADING = 200
_LEAST_TRANSLATED = 2
_LITTLE = 0.1
"""What settles it between two headers that name as many fields."""
_LEAST_COUNTED = 3
_COUNT = re.compile(r"\(?(?P<mark>\d{1,2}|[a-z]{1,5})[).]*\s*(?:[(=].*)?")
_COUNTED: tuple[tuple[str, ...], ...] = (
    tuple(str(number) for number in range(1, 100)),
    tuple(str(number) for number in range(100)),
    tuple("abcdefghijklmnopqrstuvwxyz"),
    tuple("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()),
)
"""What columns are counted with."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header: its row (from 1; 0 for none), the first row of the data, the heading of each column.

    `tags` are the fields that a row of tags (HXL) names, an empty text for none; `tag_row` is its number, 0 for none.
    """

    row: int
    data_from: int
    headings: tuple[str, ...]
    score: float = 0
    tags: tuple[str, ...] = ()
    tag_row: int = 0


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading can mean: the likeliest field first; `also` are further identifiers in the same column."""

    fields: tuple[str, ...] = ()
    certain: bool = False
    also: tuple[str, ...] = ()


def find_header(table: Table, named: Collection[str] = ()) -> Header:
    """Return the row that names most fields among the first rows, with headings over two rows joined.

    A row that bears all the headings `named` by hand is the header, whatever else they mean; otherwise one above
    a row of tags. The data begins below a row that only counts the columns.
    """
    return _past_count(table, _find_header(table, named))


def _find_header(table: Table, named: Collection[str]) -> Header:
    width = table.width
    numbers = [number for number in itertools.islice(table.rows, SEARCHED_ROWS) if number <= SEARCHED_ROWS]
    best = Header(0, min(numbers, default=1), ("",) * width)
    wanted = {fold(heading) for heading in named}
    for number in numbers if wanted else ():
        for candidate in _candidates(table, number, width):
            if wanted <= {fold(heading) for heading in candidate.headings}:
                return candidate
    tagged = next((number for number in numbers if is_tag_row(table.rows[number])), 0)
    if tagged:
        above = [number for number in numbers if number < tagged]
        return _tagged(table, header_at(table, above[-1] if above else tagged), tagged)
    for number in numbers:
        for candidate in _candidates(table, number, width):
            if candidate.score > best.score:
                best = candidate
    needed = 1 if width <= 2 else 2
    if best.score < needed:
        return Header(0, min(table.rows, default=1), ("",) * width)
    return _past_translation(table, best)


def header_at(table: Table, row: int) -> Header:
    """Return the header in the row that a person names; 0 says that there is none."""
    if row <= 0:
        return Header(0, min(table.rows, default=1), ("",) * table.width)
    header = _past_count(table, Header(row, row + 1, _headings(table, row, table.width)))
    below = row + 1
    return _tagged(table, header, below) if below in table.rows and is_tag_row(table.rows[below]) else header


def counts_columns(row: Row) -> bool:
    """Tell whether a row only counts the columns, as forms of tenders do: "1, 2, 3, 4 (2x3)"."""
    found = [_COUNT.fullmatch(row[index].words.lower()) for index in sorted(row)]
    counts = [one["mark"] for one in found if one]
    if len(counts) < max(len(found), _LEAST_COUNTED):
        return False
    return any(tuple(counts) == marks[: len(counts)] for marks in _COUNTED)


def _past_count(table: Table, header: Header) -> Header:
    below = header.data_from
    if not header.row or below not in table.rows or not counts_columns(table.rows[below]):
        return header
    return replace(header, data_from=below + 1)


def _tagged(table: Table, header: Header, tag_row: int) -> Header:
    tags = fields_of_tags(tuple(texts_of(table.rows[tag_row], table.width)))
    score = len(set(filter(None, tags)))
    return replace(header, data_from=tag_row + 1, tags=tags, tag_row=tag_row, score=max(header.score, score))


def _past_translation(table: Table, header: Header) -> Header:
    """Let the data begin below a second row of headings, the same ones in another language."""
    below = header.row + 1
    if below not in table.rows or not _is_all_text(table, below):
        return header
    headings = _headings(table, below, table.width)
    named = [heading for heading in headings if heading and meaning_of(heading).certain]
    if len(named) < _LEAST_TRANSLATED or len(named) * 2 < sum(map(bool, headings)):
        return header
    both = tuple(
        above if meaning_of(above).fields or not under else f"{above} / {under}".strip(" /")
        for above, under in zip(header.headings, headings, strict=True)
    )
    return replace(header, data_from=below + 1, headings=both)


def _candidates(table: Table, number: int, width: int) -> Iterator[Header]:
    headings = _headings(table, number, width)
    single = _score(table, number, headings)
    yield Header(number, number + 1, headings, single)
    below = number + 1
    if below not in table.rows or not _is_all_text(table, below):
        return
    lower = _headings(table, below, width)
    if _has_wide_cell(table, number):
        joined = _join(_spread(table, number, headings), lower)
        score = _score(table, below, joined) + _LITTLE * _is_below_wide_cells(table, number)
        yield Header(below, below + 1, joined, score)
    elif _is_all_text(table, number):
        for upper in (headings, _carried(headings, lower)):
            joined = _join(upper, lower)
            score = _score(table, below, joined)
            if score >= max(single, _score(table, below, lower)) + 1:
                yield Header(below, below + 1, joined, score)


def _headings(table: Table, number: int, width: int) -> tuple[str, ...]:
    headings = list(texts_of(table.rows.get(number, {}), width))
    for first_row, first, last_row, last in table.merged:
        if first_row < number <= last_row and first == last and first < width and not headings[first]:
            cell = table.rows.get(first_row, {}).get(first)
            headings[first] = cell.words if cell else ""
    return tuple(" ".join(heading.split()) for heading in headings)


def _has_wide_cell(table: Table, number: int) -> bool:
    return any(row == number and last > first for row, first, _, last in table.merged)


def _is_below_wide_cells(table: Table, number: int) -> bool:
    """Tell whether the next row has cells just where a heading is wide: it then parts that heading."""
    wide = {
        index
        for row, first, _, last in table.merged
        if row == number and last > first
        for index in range(first, min(last + 1, table.width))
    }
    return wide == set(table.rows[number + 1])


def _is_all_text(table: Table, number: int) -> bool:
    texts = [cell.words for cell in table.rows[number].values()]
    return all(cell.kind is CellKind.TEXT for cell in table.rows[number].values()) and not any(
        map(has_digits, texts)
    )


def has_digits(text: str) -> bool:
    return sum(char.isdigit() for char in text) > 2


def _spread(table: Table, number: int, headings: Sequence[str]) -> list[str]:
    spread = list(headings)
    for row, first, _, last in table.merged:
        if row == number and first < len(spread):
            spread[first : last + 1] = [headings[first]] * len(spread[first : last + 1])
    return spread


def _carried(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the upper headings, each also over the columns after it that have only a lower one."""
    carried, last = [], ""
    for above, below in zip(upper, lower, strict=True):
        last = above or (last if below else "")
        carried.append(last)
    return carried


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
        meaning = meaning_of(heading) if heading else Meaning()
        for name in meaning.fields[:1]:
            found[name] = max(found.get(name, 0), 1.0 if meaning.certain else 0.4)
    cells = table.rows.get(number, {}).values()
    data_like = sum(
        cell.kind is not CellKind.TEXT or (has_digits(cell.words) and not meaning_of(cell.words).fields)
        for cell in cells
    )
    return sum(found.values()) - data_like


_BESIDE = re.compile(r"\(.*?\)|\[.*?\]")
_PARTS = re.compile(
    r"[/|()\[\]]|\s[-–—]\s|\bor\b|\bili\b|\bили\b"
    r"|(?:(?<=[a-z])|(?<=[a-z]\.)) (?=[А-Яа-яЂ-џ])|(?:(?<=[а-яђ-џ])|(?<=[а-яђ-џ]\.)) (?=[A-Za-z])"
)
_TAX = re.compile(
    r"\b(excl|incl|excluding|including|without|with|bez|sa|netto|brutto|net|gross|vat|pdv|tax|ht|ttc|hors|taxes|mwst|zzgl|iva"
    r"|in|u|en)\b"
)


_PREFIX = re.compile(r"HB\.(?!field)")
"""What Homebox puts before each of its headings."""

_FOOTNOTES = re.compile(r"(?<=\w)[¹²³⁴-⁹⁰†‡]+")
"""What a heading is marked with where a line below the list explains it."""

_OF_PARTS = re.compile(r"(?:components|composants|operating system|systeme d exploitation|hb field) ")
"""How GLPI heads the columns of what a machine is made of."""


@functools.lru_cache(maxsize=10_000)
def meaning_of(heading: str) -> Meaning:
    """Return the fields that a heading can mean, the most likely first."""
    if len(heading) > _LONGEST_HEADING:
        return Meaning()
    own = own_field(heading)
    if own:
        return Meaning((own,), True)
    heading = _FOOTNOTES.sub("", _PREFIX.sub("", heading))
    folded = fold(heading)
    if folded in IDENTIFIER_WORDS:
        return Meaning(("serial_number",), True, ("vin", "imei"))
    if folded in NO_FIELD or _OF_PARTS.match(folded):
        return Meaning()
    exact = FIELDS_OF.get(folded) or FIELDS_OF.get(_without_currency(heading))
    if exact:
        return Meaning(exact, True)
    parts = [FIELDS_OF.get(fold(part), ()) for part in _PARTS.split(heading)]
    named = list(dict.fromkeys(fields[0] for fields in parts if fields))
    identifiers = [name for name in named if name in IDENTIFIER_FIELDS]
    if len(identifiers) > 1:
        return Meaning((identifiers[0],), True, tuple(identifiers[1:]))
    if set(named) >= {"make", "model"}:
        return Meaning(("model",), True)
    if named:
        return Meaning((named[0],), len(named) == 1)
    return Meaning(_contained(folded))


def _without_currency(heading: str) -> str:
    words = fold(_BESIDE.sub(" ", heading)).split()
    kept = [word for word in words if not (find_currency(word) and word not in ("km", "ft"))]
    return " ".join(_TAX.sub(" ", " ".join(kept)).split())


def _contained(folded: str) -> tuple[str, ...]:
    words = folded.split()
    if len(words) > 8 or OTHER_WORDS.intersection(words):
        return ()
    pieces = [
        " ".join(words[start:end])
        for start, end in itertools.combinations(range(len(words) + 1), 2)
        if end - start < len(words)
    ]
    known = [piece for piece in pieces if piece in FIELDS_OF and len(piece) > 3]
    return FIELDS_OF[max(known, key=len)] if known else ()
