"""Writes a table as CSV (RFC 4180): with a byte order mark or without, any separator, decimals by point or comma."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from handover_desktop.domain.money import Money
from handover_desktop.lists.guards import guarded
from handover_desktop.lists.tables import CellValue, Sheet, unambiguous

_UNWRITABLE = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV is written. `separator` is one of , ; tab |, `decimal` the sign before decimals.

    `mark` puts U+FEFF first, by which spreadsheets know that the text is UTF-8.
    """

    separator: str = ";"
    mark: bool = True
    decimal: str = "."


def write_delimited(stream: BinaryIO, sheet: Sheet, dialect: Dialect) -> None:
    """Write `sheet` in UTF-8 with CRLF; what a spreadsheet would take for a formula gets an apostrophe.

    Texts are quoted and numbers are not, so that a program can be told to take what is quoted as text: "0012".
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig" if dialect.mark else "utf-8", newline="")
    for row in _rows(sheet):
        text.write(dialect.separator.join(_field(value, dialect) for value in row) + "\r\n")
    text.flush()
    text.detach()


def _rows(sheet: Sheet) -> Iterator[Sequence[CellValue]]:
    yield [column.heading for column in sheet.columns]
    yield from sheet.rows


def _field(value: CellValue, dialect: Dialect) -> str:
    text = _text(value, dialect)
    return _quoted(text) if isinstance(value, str) or dialect.separator in text else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if text else ""


def _text(value: CellValue, dialect: Dialect) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(_UNWRITABLE.sub("", value))
        case Money():
            return unambiguous(value.amount, dialect.decimal)
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case Decimal():
            return unambiguous(value, dialect.decimal)
