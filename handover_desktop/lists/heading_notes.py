"""Says where the headings of a sheet promise more than one row of items holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handover_desktop.lists.cells import Table
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import AMOUNT_FIELDS, NUMBER_FIELDS
from handover_desktop.lists.headers import Header, meaning_of
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.synonyms import fold

_NAMES = frozenset({"description", "model"})
_LEAST_REPEATED = 2
_MANY = r"(?:0{3}|thousands?|hilj(?:ad\w*)?|tausend|tsd|milliers?|miles|millions?|mio|milion\w*|millones)"
_THOUSANDS = re.compile(rf"\b(?:{_MANY}|[kt]eur)\b")
_ALL_IN_THOUSANDS = re.compile(
    rf"\b(?:in|u|en)(?: \w+)? {_MANY}\b|\b[kt]eur\b|\b(?:eur|rsd|din\w*|usd) {_MANY}\b"
)
"""What a line above the list has to say: a heading over amounts may be shorter."""


def note_headings(table: Table, header: Header, columns: Sequence[ColumnGuess], findings: Findings) -> None:
    """Note a list that stands beside this one, and headings over columns of which one alone is read by them."""
    _note_thousands(table, header, columns, findings)
    _note_list_beside(header, columns, findings)
    _note_alike(columns, findings)
    for first_row, first, last_row, last in table.merged:
        if not first_row <= header.row <= last_row or last == first or last >= len(columns):
            continue
        others = columns[first + 1 : last + 1]
        kept = [one for one in others if one.field is None and not one.header and one.samples]
        if kept and columns[first].field is not None:
            findings.add(
                ProblemCode.HEADING_OVER_COLUMNS,
                header.row,
                column=columns[first].name,
                value=columns[first].name,
            )


def _note_thousands(table: Table, header: Header, columns: Sequence[ColumnGuess], findings: Findings) -> None:
    all_of_them = any(_ALL_IN_THOUSANDS.search(fold(text)) for text in _titles(table, header))
    for column in columns:
        if column.field not in AMOUNT_FIELDS or not column.samples:
            continue
        if all_of_them or _THOUSANDS.search(fold(column.header)):
            findings.add(ProblemCode.MAYBE_THOUSANDS, column=column.name, value=column.samples[0])


def _titles(table: Table, header: Header) -> Iterator[str]:
    for number, row in table.rows.items():
        if number >= (header.row or header.data_from):
            return
        yield from (cell.words for cell in row.values())


def _note_alike(columns: Sequence[ColumnGuess], findings: Findings) -> None:
    """Of two prices, or two quantities, a person says which is meant: with tax or without, ordered or delivered."""
    named = {column.field: column for column in columns if column.field in NUMBER_FIELDS and column.header}
    for column in columns:
        if column.field is not None or not column.header or not any(map(_has_digit, column.samples)):
            continue
        meaning = meaning_of(column.header)
        other = named.get(meaning.fields[0]) if meaning.fields else None
        if other is not None and not meaning.certain and other.field != "quantity":
            continue
        if other is not None:
            findings.add(ProblemCode.COLUMN_ALIKE, column=column.name, value=column.name, other=other.name)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _note_list_beside(header: Header, columns: Sequence[ColumnGuess], findings: Findings) -> None:
    """A second list begins where the headings come again, that of what the items are among them."""
    named = {fold(column.header): column for column in columns if column.field is not None and column.header}
    again = [
        column
        for column in columns
        if column.field is None and column.samples and fold(column.header) in named
    ]
    fields = {named[fold(column.header)].field for column in again}
    if len(again) >= _LEAST_REPEATED and fields & _NAMES:
        first = again[0]
        findings.add(
            ProblemCode.LIST_BESIDE, header.row, column=first.letter, value=first.header, other=first.letter
        )
