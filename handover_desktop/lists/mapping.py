"""Lets a person's words about the columns win over the guesses, at once and for the next list with the same header."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.lists.amounts import find_currency
from handover_desktop.lists.cells import clean
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import FIELDS, IDENTIFIER_FIELDS
from handover_desktop.lists.synonyms import fold

LOT, CATEGORY = "lot", "category"
GROUP_FIELDS = (LOT, CATEGORY, "")
"""What the heading over a group of rows can become; an empty text for nothing."""

_CONSTANT = "="


@dataclass(frozen=True, slots=True)
class Remembered:
    """How a person had a list read: each field with its heading, and what group headings became.

    `headings` are those of its columns, `file_name` is the name that the list had.
    """

    headings: tuple[str, ...]
    mapping: tuple[tuple[str, str], ...]
    group_field: str
    file_name: str


class Wishes(TypedDict, total=False):
    """How a person wants a list to be read; each is explained at `lists.reading.read_list`."""

    sheet: str | None
    mapping: Mapping[str, str] | None
    header_row: int | None
    group_field: str | None
    apart: Collection[int]
    corrections: Mapping[str, str] | None


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Raise LIST_NO_FIELD for what is no field."""
    for field in mapping:
        if field not in FIELDS:
            raise DomainError(Code.LIST_NO_FIELD, field=field, fields=", ".join(FIELDS))


def take_constant_currency(wanted: dict[str, str], columns: Sequence[ColumnGuess], sheet: str) -> str:
    """Take "=EUR" out of the mapping and return its code; an empty text where there is none."""
    if not wanted.get("currency", "").startswith(_CONSTANT):
        return ""
    name = wanted.pop("currency")
    currency = find_currency(name.removeprefix(_CONSTANT))
    if currency is None:
        raise _no_column(name, columns, sheet)
    return currency.code


def apply_mapping(
    columns: tuple[ColumnGuess, ...], wanted: Mapping[str, str], sheet: str
) -> tuple[ColumnGuess, ...]:
    """Let a person's mapping win over the guesses."""
    chosen: dict[int, list[str]] = {}
    for field, names in wanted.items():
        for name in filter(None, names.split("\n") if field in IDENTIFIER_FIELDS else [names]):
            chosen.setdefault(_find_column(columns, name, sheet).index, []).append(field)
    result = []
    for column in columns:
        fields = chosen.get(column.index) or [field for field in column.fields if field not in wanted]
        if not set(fields) <= set(IDENTIFIER_FIELDS):
            fields = fields[:1]
        sure = column.certain or column.index in chosen
        first = fields[0] if fields else None
        result.append(replace(column, field=first, also=tuple(fields[1:]), certain=sure))
    return tuple(result)


def _find_column(columns: Sequence[ColumnGuess], name: str, sheet: str) -> ColumnGuess:
    wanted = " ".join(clean(name).split())
    for column in columns:
        if column.header == wanted:
            return column
    for column in columns:
        if column.header and fold(column.header) == fold(wanted) != "":
            return column
    for column in columns:
        if column.letter == wanted.upper():
            return column
    raise _no_column(name, columns, sheet)


def _no_column(name: str, columns: Sequence[ColumnGuess], sheet: str) -> DomainError:
    headers = ", ".join(column.name for column in columns)
    return DomainError(Code.LIST_NO_COLUMN, header=name, sheet=sheet, headers=headers)
