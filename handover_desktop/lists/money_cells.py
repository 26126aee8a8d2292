"""Reads prices and line values: the number, the currency, and whether both can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from handover_desktop.domain.money import Money
from handover_desktop.lists.amounts import (
    Basis,
    Currency,
    Habit,
    Reading,
    currency_in_format,
    currency_in_heading,
    find_currency,
    read_number,
    strip_currency,
)
from handover_desktop.lists.cells import Cell, CellKind, Row
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.displays import note_display
from handover_desktop.lists.fields import AMOUNT_FIELDS, plain
from handover_desktop.lists.problems import Findings, ProblemCode

_MOST = Decimal(10) ** 14
_NO_AMOUNT = frozenset({"-", "--", "–", "—", "/", "n/a", "n.a.", "na"})


class MoneyReader:
    """Reads the amounts of each row. `currency` is the code that holds for the whole list, or empty."""

    def __init__(
        self,
        columns: Mapping[str, ColumnGuess],
        rows: Sequence[Row],
        findings: Findings,
        *,
        currency: str,
        habits: Mapping[str, Habit],
    ) -> None:
        self._columns = {field: columns[field] for field in AMOUNT_FIELDS if field in columns}
        self._currency = columns.get("currency")
        self._findings = findings
        self._habits = habits
        self._headings = {
            field: currency_in_heading(column.header) for field, column in self._columns.items()
        }
        named = {found.code for found in self._headings.values() if found is not None}
        self._overall = currency or (named.pop() if len(named) == 1 else "")
        self._has_currencies = self._look_for_currencies(rows)
        if not self._columns:
            findings.add(ProblemCode.NO_PRICE_COLUMN)
        elif not self._has_currencies and any(c.index in row for c in self._columns.values() for row in rows):
            findings.add(ProblemCode.CURRENCY_NOT_STATED, column=next(iter(self._columns.values())).name)

    def read(
        self, number: int, row: Row, quantity: Decimal, spare: list[tuple[str, str]]
    ) -> tuple[Money | None, Money | None, bool]:
        """Return unit price, line value, and whether the row can be taken.

        Amounts that have no currency go to `spare`.
        """
        found: dict[str, Money | None] = {}
        payable = True
        for field, column in self._columns.items():
            cell = row.get(column.index)
            if cell is None or cell.words.casefold() in _NO_AMOUNT:
                continue
            if not self._has_currencies:
                spare.append((column.name, cell.words))
                continue
            found[field] = self._read_amount(field, cell, number, row)
            told_by_price = cell.kind is CellKind.UNCALCULATED and found.get("unit_price") is not None
            payable = payable and (found[field] is not None or told_by_price)
        price, value = found.get("unit_price"), found.get("line_value")
        if payable and self._has_currencies and self._columns:
            self._compare(price, value, quantity, number)
        return price, value, payable

    def _compare(self, price: Money | None, value: Money | None, quantity: Decimal, number: int) -> None:
        names = {field: column.name for field, column in self._columns.items()}
        if price is None and value is None:
            self._findings.add(ProblemCode.PRICE_MISSING, number, column=next(iter(names.values())))
        elif (price is not None and price.minor == 0) or (
            price is None and value is not None and value.minor == 0
        ):
            self._findings.add(
                ProblemCode.PRICE_ZERO,
                number,
                column=names["unit_price" if price else "line_value"],
                value="0",
            )
        if price is not None and value is not None and price.times(quantity) != value:
            self._findings.add(
                ProblemCode.VALUE_DIFFERS,
                number,
                column=names["line_value"],
                value=f"{value.amount:f} {value.currency}",
                expected=f"{price.times(quantity).amount:f} {price.currency}",
            )

    def _read_amount(self, field: str, cell: Cell, number: int, row: Row) -> Money | None:
        column = self._columns[field].name
        text = cell.words
        reading, named = self._read_number(field, cell, number)
        if reading is None:
            return None
        currency = self._currency_for(field, cell, named, number, row)
        if currency is None:
            return None
        if reading.value < 0:
            self._findings.add(ProblemCode.AMOUNT_NEGATIVE, number, column=column, value=text)
            return None
        if reading.value > _MOST:
            self._findings.add(ProblemCode.NUMBER_TOO_LARGE, number, column=column, value=text)
            return None
        money = Money.of(reading.value, currency)
        note_display(cell, number, column, self._findings, taken=money.amount)
        if money.amount != reading.value:
            self._findings.add(
                ProblemCode.AMOUNT_ROUNDED,
                number,
                column=column,
                value=text,
                currency=currency,
                understood=f"{money.amount:f}",
            )
        return money

    def _read_number(self, field: str, cell: Cell, number: int) -> tuple[Reading | None, str]:
        column, text = self._columns[field].name, cell.words
        if cell.kind is CellKind.NUMBER:
            return Reading(cell.number, Basis.CERTAIN), ""
        if cell.kind is CellKind.UNCALCULATED:
            self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=column)
            return None, ""
        numeral, named = strip_currency(text)
        reading = read_number(numeral, self._habits[field]) if cell.kind is CellKind.TEXT else None
        if reading is None:
            code = ProblemCode.CELL_ERROR if cell.kind is CellKind.FAULT else ProblemCode.AMOUNT_NOT_A_NUMBER
            self._findings.add(code, number, column=column, value=text)
            return None, ""
        other = "" if reading.other is None else plain(reading.other)
        value = plain(reading.value)
        if reading.basis is Basis.UNDECIDED:
            self._findings.add(
                ProblemCode.NUMBER_AMBIGUOUS, number, column=column, value=text, one=value, other=other
            )
            return None, ""
        if reading.basis is Basis.ASSUMED:
            self._findings.add(
                ProblemCode.NUMBER_ASSUMED, number, column=column, value=text, understood=value, other=other
            )
        elif reading.basis is Basis.AGAINST_COLUMN:
            self._findings.add(
                ProblemCode.NUMBER_OTHER_WAY, number, column=column, value=text, understood=value
            )
        return reading, named

    def _currency_for(self, field: str, cell: Cell, named: str, number: int, row: Row) -> str | None:
        """Return the code beside the amount, in its column, in the format, in the heading, or overall."""
        column = self._columns[field].name
        beside = self._confirmed(named, number, column) if named else None
        stated = self._stated(number, row)
        if (named and beside is None) or stated == "":
            return None
        valued_apart = field == "line_value" and "unit_price" in self._columns
        if beside and stated and beside != stated and not valued_apart:
            self._findings.add(
                ProblemCode.CURRENCY_CONFLICT, number, column=column, value=cell.words, expected=stated
            )
            return None
        shown = currency_in_format(cell.format) if cell.format else None
        heading = self._headings[field]
        code = beside or stated or _code(shown) or _code(heading) or self._overall
        if not code:
            self._findings.add(ProblemCode.CURRENCY_MISSING, number, column=column, value=cell.words)
        return code or None

    def _stated(self, number: int, row: Row) -> str | None:
        """Return the code in the currency column: None for an empty cell, an empty text for no currency."""
        cell = row.get(self._currency.index) if self._currency else None
        if cell is None or self._currency is None:
            return None
        if cell.kind is CellKind.UNCALCULATED:
            self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=self._currency.name)
            return ""
        return self._confirmed(cell.words, number, self._currency.name) or ""

    def _confirmed(self, name: str, number: int, column: str) -> str | None:
        currency = find_currency(name)
        if currency is None:
            self._findings.add(ProblemCode.CURRENCY_UNKNOWN, number, column=column, value=name)
            return None
        if not currency.certain:
            self._findings.add(
                ProblemCode.CURRENCY_SPELLING, number, column=column, value=name, expected=currency.code
            )
        return currency.code

    def _look_for_currencies(self, rows: Sequence[Row]) -> bool:
        if self._overall or any(self._headings.values()):
            return True
        if self._currency is not None and any(self._currency.index in row for row in rows):
            return True
        cells = (row[c.index] for c in self._columns.values() for row in rows if c.index in row)
        return any(
            currency_in_format(cell.format) or (cell.kind is CellKind.TEXT and strip_currency(cell.words)[1])
            for cell in cells
        )


def _code(currency: Currency | None) -> str:
    return currency.code if currency else ""
