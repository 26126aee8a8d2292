"""Makes asset lines of the rows of items, field by field, noting every doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.lists.amounts import Habit
from handover_desktop.lists.cells import Cell, CellKind, Row, has_lost_digits
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.fields import IDENTIFIER_FIELDS, TEXT_FIELDS, plain
from handover_desktop.lists.habits import settle_habits
from handover_desktop.lists.identification import IdentifierReader, damage_of, look_at_column
from handover_desktop.lists.money_cells import MoneyReader
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.quantities import QuantityReader
from handover_desktop.lists.serial_ranges import is_plainly_range
from handover_desktop.lists.synonyms import fold


@dataclass(frozen=True, slots=True)
class UnderstoodRow:
    """A row of the list as understood; `importable` is false where it would be wrong."""

    row: int
    line: AssetLine
    importable: bool


_SHORT_VIN = re.compile(
    r"\b(trailer|prikolic|remorque|anhanger|remolque|oldtimer|special vehicle|specijaln)", re.IGNORECASE
)
_ORDER = {kind: place for place, kind in enumerate(IDENTIFIER_FIELDS.values())}
_NO_DATES = frozenset({"line_no", "lot", "category", "description", "make", "model"})
_NAMES = ("description", "model", "make", "category")
_WARRANTY = re.compile(
    r"(\d{1,3})(?:\s*(m|mo|mes|month|months|mesec|meseca|meseci|mjeseci|mois|meses|monate))?"
)
_WARRANTY_YEARS = re.compile(
    r"(\d{1,2})\s*(?:y|yr|yrs|year|years|g|god|godina|godine|godinu|an|ans|ano|anos|jahr|jahre)"
)


_MOST_MINOR = 10**15
"""No line is worth more, in minor units: beyond it stands a slipped column, and a register sums in 64 bits."""


class LineReader:
    """Reads the rows of one sheet whose columns are known."""

    def __init__(
        self, columns: Sequence[ColumnGuess], rows: Sequence[Row], findings: Findings, currency: str
    ) -> None:
        self._columns = {column.field: column for column in columns if column.field is not None}
        self._unnamed = [column for column in columns if column.field is None]
        self._findings = findings
        self._has_names = any(name in self._columns for name in _NAMES)
        self.habits = settle_habits(self._columns, rows, findings)
        self._quantities = QuantityReader(self._columns, findings, self.habits.get("quantity", Habit()))
        self._money = MoneyReader(self._columns, rows, findings, currency=currency, habits=self.habits)
        self._identifiers = [
            (column, self._reader_of(column, rows)) for column in columns if column.field in IDENTIFIER_FIELDS
        ]
        self._has_vins = any("vin" in column.fields for column in columns)
        self._numbered = 0

    def _reader_of(self, column: ColumnGuess, rows: Sequence[Row]) -> IdentifierReader:
        peers = look_at_column(row[column.index] for row in rows if column.index in row)
        return IdentifierReader(column.fields, column.name, peers, self._findings)

    def read(self, number: int, row: Row, *, position: int, group: Mapping[str, str]) -> UnderstoodRow:
        """Understand one row. `position` counts the items from 1; `group` (field to text) is from the heading above."""
        texts = {field: self._text(field, number, row) for field in TEXT_FIELDS if field in self._columns}
        texts |= {field: texts.get(field) or text for field, text in group.items()}
        named = self._take_name(texts, number)
        quantity, unit, countable = self._quantities.read(number, row)
        identifiers = self._read_identifiers(number, row, texts, quantity)
        spare: list[tuple[str, str]] = []
        price, value, payable = self._money.read(number, row, quantity, spare)
        months = self._warranty(number, row, spare)
        line = AssetLine(
            line_no=self._line_no(number, row, position),
            quantity=quantity,
            unit=unit,
            identifiers=identifiers,
            unit_price=price,
            line_value=value,
            warranty_months=months,
            details=(*self._details(number, row), *spare),
            **texts,
        )
        if line.value is not None and line.value.minor > _MOST_MINOR:
            payable = False
            self._findings.add(ProblemCode.NUMBER_TOO_LARGE, number, value=format(line.value.amount, "f"))
        return UnderstoodRow(number, line, importable=named and countable and payable)

    def finish(self) -> None:
        """Note what concerns whole columns."""
        for column, reader in self._identifiers:
            if reader.plain_numbers:
                self._findings.add(
                    ProblemCode.NUMBERS_AS_IDENTIFIERS, column=column.name, count=reader.plain_numbers
                )
        if self._numbered and "line_no" in self._columns:
            self._findings.add(
                ProblemCode.LINES_NUMBERED, column=self._columns["line_no"].name, count=self._numbered
            )

    def _text(self, field: str, number: int, row: Row) -> str:
        column = self._columns[field]
        cell = row.get(column.index)
        if cell is None:
            return ""
        text = cell.words
        if cell.kind is CellKind.UNCALCULATED:
            self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=column.name)
        elif cell.kind is CellKind.FAULT or damage_of(text) is ProblemCode.CELL_ERROR:
            self._findings.add(ProblemCode.CELL_ERROR, number, column=column.name, value=text)
        else:
            if cell.kind is CellKind.DATE and field in _NO_DATES:
                self._findings.add(ProblemCode.TEXT_IS_DATE, number, column=column.name, value=text)
            self._note_lost_digits(cell, number, column.name)
            return text
        return ""

    def _take_name(self, texts: dict[str, str], number: int) -> bool:
        if any(char.isalnum() for char in texts.get("description", "")):
            return True
        make_and_model = " ".join(filter(None, (texts.get("make"), texts.get("model"))))
        texts["description"] = make_and_model or texts.get("category", "")
        if not texts["description"] and self._has_names:
            self._findings.add(ProblemCode.DESCRIPTION_MISSING, number)
        return bool(texts["description"])

    def _read_identifiers(
        self, number: int, row: Row, texts: Mapping[str, str], quantity: Decimal
    ) -> tuple[Identifier, ...]:
        full_length = not self._has_vins or not _SHORT_VIN.search(
            fold(f"{texts.get('category', '')} {texts['description']}")
        )
        pieces = int(quantity) if quantity == int(quantity) else 0
        found: list[Identifier] = []
        for column, reader in self._identifiers:
            cell = row.get(column.index)
            if cell is not None:
                found += reader.read(cell, number, full_length=full_length, quantity=pieces)
        identifiers = tuple(sorted(dict.fromkeys(found), key=lambda identifier: _ORDER[identifier.kind]))
        if identifiers and quantity != 1:
            self._compare_count(number, identifiers, quantity)
        return identifiers

    def _compare_count(self, number: int, identifiers: Sequence[Identifier], quantity: Decimal) -> None:
        most = max(Counter(one.kind for one in identifiers).values())
        if most == quantity or any(is_plainly_range(one.value) for one in identifiers):
            return
        code = ProblemCode.QUANTITY_OF_IDENTIFIED if most == 1 else ProblemCode.IDENTIFIERS_DIFFER
        self._findings.add(
            code,
            number,
            column=self._columns["quantity"].name,
            value=identifiers[0].value,
            quantity=plain(quantity),
            count=most,
        )

    def _warranty(self, number: int, row: Row, spare: list[tuple[str, str]]) -> int | None:
        column = self._columns.get("warranty_months")
        cell = row.get(column.index) if column is not None else None
        if column is None or cell is None:
            return None
        if cell.kind is CellKind.UNCALCULATED:
            self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=column.name)
            return None
        text = cell.words
        words = fold(text) if cell.kind is CellKind.TEXT else text
        months, years = _WARRANTY.fullmatch(words), _WARRANTY_YEARS.fullmatch(words)
        if months:
            return int(months[1])
        if years:
            return int(years[1]) * 12
        self._findings.add(ProblemCode.WARRANTY_UNKNOWN, number, column=column.name, value=text)
        spare.append((column.name, text))
        return None

    def _line_no(self, number: int, row: Row, position: int) -> str:
        text = self._text("line_no", number, row) if "line_no" in self._columns else ""
        if not text:
            self._numbered += 1
        return text.removesuffix(".") or str(position)

    def _details(self, number: int, row: Row) -> Iterable[tuple[str, str]]:
        for column in self._unnamed:
            cell = row.get(column.index)
            if cell is None:
                continue
            if cell.kind is CellKind.UNCALCULATED:
                self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=column.name)
            elif cell.kind is CellKind.FAULT:
                self._findings.add(ProblemCode.CELL_ERROR, number, column=column.name, value=cell.words)
            elif cell.words:
                self._note_lost_digits(cell, number, column.name)
                yield column.name, cell.words

    def _note_lost_digits(self, cell: Cell, number: int, column: str) -> None:
        if has_lost_digits(cell):
            self._findings.add(ProblemCode.DIGITS_LOST, number, column=column, value=cell.text)
