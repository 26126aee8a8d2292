"""Tells the rows of items from titles, totals, repeated headers, group headings and notes."""

from __future__ import annotations

import enum
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handover_desktop.domain.progress import Progress, counted
from handover_desktop.lists.amounts import bare_numeral, find_currency, strip_currency
from handover_desktop.lists.cells import CellKind, Row, Table
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import IDENTIFIER_FIELDS, NUMBER_FIELDS
from handover_desktop.lists.hashtags import is_tag
from handover_desktop.lists.headers import Header, counts_columns, has_digits, meaning_of
from handover_desktop.lists.synonyms import BESIDE_TAX, TAX_WORDS, TOTAL_WORDS, fold


class RowKind(enum.Enum):
    """What a row is."""

    ITEM = enum.auto()
    TOTAL = enum.auto()
    TAX = enum.auto()
    HEADER = enum.auto()
    HEADING = enum.auto()
    NOTE = enum.auto()
    TAGS = enum.auto()
    OTHER_LIST = enum.auto()


@dataclass(frozen=True, slots=True)
class SortedRow:
    """A row that is not blank, with what it is."""

    number: int
    kind: RowKind
    cells: Row

    @property
    def first_text(self) -> str:
        """The text of its first cell, in one line."""
        return " ".join(self.cells[min(self.cells)].words.split()) if self.cells else ""


_LEAST_HEADINGS = 3
_LONGEST_NUMBER = 12
_LONGEST_TOTAL = 8
_LONGEST_LABEL = 120
_SIGMAS = ("Σ", "∑")
_USUAL_CELLS_FOR_HEADINGS = 3
_REMARK = re.compile(
    r"\W*(?:napomen[ae]|напомен[ае]|primedb[ae]|примедб[ае]|notes?|nb|remarks?|remarques?|notas?|observaci[oó]n(?:es)?"
    r"|hinweise?|anmerkung(?:en)?|bemerkung(?:en)?)\s*[:–—-]",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:strana|stranica|str|page|seite|blatt|pagina) \d+(?: (?:(?:od|of|von|de|sur) )?\d+)?")
_CARRIED = re.compile(
    r"(?:za )?prenos(?: na \w+ stran\w*)?|donos(?: sa \w+ stran\w*)?|sous total\b.*|a reporter|report(?: de la page.*)?"
    r"|ubertrag\b.*|(?:carried|brought) forward\b.*|suma y sigue"
)
"""Folded words for what the rows so far add up to, at the end of a page or at the beginning of the next."""


def sort_rows(
    table: Table, header: Header, columns: Sequence[ColumnGuess], progress: Progress
) -> tuple[SortedRow, ...]:
    """Return the rows below the header, each with what it is; blank rows are left out.

    From a row that reads like the header of another list on, the columns are not known: these rows are no items.
    """
    places = {name: column.index for column in columns for name in column.fields}
    rows = [(number, row) for number, row in table.rows.items() if number >= header.data_from]
    other = next(
        (place for place, (_, row) in enumerate(rows) if _is_other_header(row, header, places)), len(rows)
    )
    below, rows = rows[other:], rows[:other]
    usual = statistics.median([len(row) for _, row in rows if len(row) > 1] or [0])
    kinds = [_kind(row, header, places, usual=usual) for _, row in counted(rows, progress)]
    _settle_numbering(kinds, rows)
    _settle_end(kinds, rows, places)
    _settle_headings(kinds)
    found = [SortedRow(number, kind, row) for (number, row), kind in zip(rows, kinds, strict=True)]
    return (*found, *(SortedRow(number, RowKind.OTHER_LIST, row) for number, row in below))


def _kind(row: Row, header: Header, places: Mapping[str, int], *, usual: float) -> RowKind:
    texts = {index: " ".join(cell.words.split()) for index, cell in row.items()}
    if _is_header(texts, header) or ((found := _headings_in(row, header)) and _are_in_place(found, places)):
        return RowKind.HEADER
    if sum(map(is_tag, texts.values())) * 2 > len(texts):
        return RowKind.TAGS
    if _is_total(texts, places):
        return RowKind.TOTAL
    if _is_tax(texts, places):
        return RowKind.TAX
    only = next(iter(row.values()))
    if len(row) == 1 and usual >= _USUAL_CELLS_FOR_HEADINGS and only.kind is CellKind.TEXT:
        alone = next(iter(texts.values()))
        if _REMARK.match(alone) or _PAGE.fullmatch(fold(alone)):
            return RowKind.NOTE
        if any(char.isalpha() for char in alone) and not _is_identifier_place(next(iter(row)), places):
            return RowKind.HEADING
    return RowKind.ITEM


def _is_identifier_place(index: int, places: Mapping[str, int]) -> bool:
    return index in (places.get(name) for name in IDENTIFIER_FIELDS)


def _is_header(texts: Mapping[int, str], header: Header) -> bool:
    if not header.row:
        return False
    same = sum(
        index < len(header.headings) and header.headings[index] == text for index, text in texts.items()
    )
    return same >= 2 and same * 3 >= len(texts) * 2


def _is_other_header(row: Row, header: Header, places: Mapping[str, int]) -> bool:
    """Tell whether a row reads like the header of a list whose columns are others."""
    found = _headings_in(row, header)
    if not found or _are_in_place(found, places):
        return False
    return not _is_header({index: " ".join(cell.words.split()) for index, cell in row.items()}, header)


def _headings_in(row: Row, header: Header) -> dict[int, tuple[str, ...]]:
    """Return what the headings in a row mean, by column; nothing where it does not read like a header."""
    if not header.row or len(row) < _LEAST_HEADINGS:
        return {}
    for cell in row.values():
        if cell.kind is not CellKind.TEXT or cell.text.isdigit() or has_digits(cell.text):
            return {}
    meanings = {index: meaning_of(" ".join(cell.text.split())) for index, cell in row.items()}
    found = {index: meaning.fields for index, meaning in meanings.items() if meaning.certain}
    return found if len(set(found.values())) >= _LEAST_HEADINGS and len(found) * 2 > len(row) else {}


def _are_in_place(found: Mapping[int, tuple[str, ...]], places: Mapping[str, int]) -> bool:
    """Tell whether headings, in other words, stand over the columns that have their fields already."""
    return all(any(places.get(field) == index for field in fields) for index, fields in found.items())


def _is_total(texts: Mapping[int, str], places: Mapping[str, int]) -> bool:
    filled = {name for name, index in places.items() if index in texts}
    if filled & set(IDENTIFIER_FIELDS):
        return False
    numbers = {places[name] for name in (*NUMBER_FIELDS, "currency") if name in places}
    texts = {index: text for index, text in texts.items() if text.strip("*")} or texts
    if (
        set(texts) <= numbers
        and "line_value" in filled
        and all(_is_number(text) for index, text in texts.items() if index != places.get("currency"))
    ):
        return True
    first = texts[min(texts)]
    named = next((text for text in texts.values() if _begins_total(text)), "") or _ending_total(texts)
    if not named or ("line_no" in filled and not _begins_total(texts[places["line_no"]]) and named != first):
        return False
    return _says_only_total(named) or not {"quantity", "unit_price"} <= filled


def _is_tax(texts: Mapping[int, str], places: Mapping[str, int]) -> bool:
    """Tell whether a row states the tax on the rows above, as it may stand between two totals."""
    if any(
        places[name] in texts for name in (*IDENTIFIER_FIELDS, "quantity", "unit_price") if name in places
    ):
        return False
    words = {word for text in texts.values() if not _is_number(text) for word in fold(text).split()}
    return bool(words & TAX_WORDS) and all(
        word in TAX_WORDS | BESIDE_TAX or word.isdigit() or find_currency(word) is not None for word in words
    )


def _begins_total(text: str) -> bool:
    if text[:1] in _SIGMAS and not fold(text):
        return True
    words = _words(text) if len(text) <= _LONGEST_LABEL else []
    if not words or len(words) > _LONGEST_TOTAL:
        return False
    return words[0] in TOTAL_WORDS or _CARRIED.fullmatch(" ".join(words)) is not None


def _ending_total(texts: Mapping[int, str]) -> str:
    """Return the text that ends with such a word, as pivot tables write it, where there are only numbers beside it."""
    words = [text for text in texts.values() if not _is_number(text)]
    if len(words) != 1 or len(texts) < 2 or len(words[0]) > _LONGEST_LABEL:
        return ""
    return words[0] if _words(words[0])[-1:] and _words(words[0])[-1] in TOTAL_WORDS else ""


def _says_only_total(text: str) -> bool:
    return all(word in TOTAL_WORDS or find_currency(word) is not None for word in _words(text))


def _words(text: str) -> list[str]:
    words = fold(text).split()
    if len(words) > 3 and all(len(word) == 1 for word in words):
        return ["".join(words)]
    return words


def _settle_numbering(kinds: list[RowKind], rows: Sequence[tuple[int, Row]]) -> None:
    """A row that counts the columns below a header that is repeated belongs to it."""
    for place, (_, row) in enumerate(rows):
        if (
            place
            and kinds[place - 1] is RowKind.HEADER
            and kinds[place] is RowKind.ITEM
            and counts_columns(row)
        ):
            kinds[place] = RowKind.HEADER


def _settle_headings(kinds: list[RowKind]) -> None:
    """A heading counts only where items follow at once; otherwise it is a note."""
    for place in reversed(range(len(kinds))):
        if kinds[place] is RowKind.HEADING:
            following = next((k for k in kinds[place + 1 :] if k not in (RowKind.HEADER, RowKind.TAGS)), None)
            if following is not RowKind.ITEM:
                kinds[place] = RowKind.NOTE


def _settle_end(kinds: list[RowKind], rows: Sequence[tuple[int, Row]], places: Mapping[str, int]) -> None:
    """Rows after the last evident item that name nothing, or hold a colon, are notes: who made the list, and when."""
    items = [place for place, kind in enumerate(kinds) if kind is RowKind.ITEM]
    evident = [place for place in items if _is_evident(rows[place][1], places)]
    if not evident or len(evident) * 2 < len(items):
        return
    for place in items:
        row = rows[place][1]
        named = any(places[name] in row for name in ("description", "model") if name in places)
        if place > evident[-1] and (not named or any(":" in cell.words for cell in row.values())):
            kinds[place] = RowKind.NOTE


def _is_evident(row: Row, places: Mapping[str, int]) -> bool:
    texts = {name: row[index].words for name, index in places.items() if index in row}
    number = texts.get("line_no", "")
    return (
        any(_has_digit(texts.get(name, "")) for name in IDENTIFIER_FIELDS)
        or any(_is_number(texts.get(name, "")) for name in NUMBER_FIELDS)
        or (len(number) <= _LONGEST_NUMBER and _has_digit(number))
    )


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _is_number(text: str) -> bool:
    return bare_numeral(strip_currency(text)[0]) is not None
