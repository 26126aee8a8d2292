"""Reads quantities and units of measure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handover_desktop.domain.units import PIECE
from handover_desktop.lists.amounts import Basis, Habit, read_number, split_quantity
from handover_desktop.lists.cells import Cell, CellKind, Row
from handover_desktop.lists.columns import ColumnGuess
from handover_desktop.lists.displays import note_display
from handover_desktop.lists.fields import plain
from handover_desktop.lists.problems import Findings, ProblemCode
from handover_desktop.lists.synonyms import DIVISIBLE_UNITS, UNITS, fold

_ONE = Decimal(1)
_MOST = Decimal(10) ** 12


class QuantityReader:
    """Reads the quantity and the unit of each row."""

    def __init__(self, columns: Mapping[str, ColumnGuess], findings: Findings, habit: Habit) -> None:
        self._quantity = columns.get("quantity")
        self._unit = columns.get("unit")
        self._findings = findings
        self._habit = habit
        if self._quantity is None:
            findings.add(ProblemCode.NO_QUANTITY_COLUMN)

    def read(self, number: int, row: Row) -> tuple[Decimal, str, bool]:
        """Return quantity, unit, and whether they can be taken."""
        unit = self._read_unit(number, row)
        cell = row.get(self._quantity.index) if self._quantity else None
        if self._quantity is None:
            return _ONE, unit or PIECE, True
        if cell is None:
            self._add(ProblemCode.QUANTITY_MISSING, number, "")
            return _ONE, unit or PIECE, True
        quantity, written_unit = self._read_cell(cell, number)
        unit = unit or written_unit or PIECE
        if quantity is None or not self._is_countable(quantity, unit, number, cell.words):
            return _ONE, unit, False
        return quantity, unit, True

    def _read_unit(self, number: int, row: Row) -> str:
        cell = row.get(self._unit.index) if self._unit else None
        if cell is None or self._unit is None:
            return ""
        if cell.kind is CellKind.UNCALCULATED:
            self._findings.add(ProblemCode.FORMULA_WITHOUT_VALUE, number, column=self._unit.name)
            return ""
        text = cell.words
        if fold(text) not in UNITS:
            self._findings.add(ProblemCode.UNIT_UNKNOWN, number, column=self._unit.name, value=text)
        return text

    def _read_cell(self, cell: Cell, number: int) -> tuple[Decimal | None, str]:
        text = cell.words
        if cell.kind is CellKind.NUMBER:
            note_display(cell, number, self._quantity.name if self._quantity else "", self._findings)
            return cell.number, ""
        if cell.kind is CellKind.UNCALCULATED:
            self._add(ProblemCode.FORMULA_WITHOUT_VALUE, number, "", withheld=True)
            return None, ""
        numeral, unit = split_quantity(text)
        reading = read_number(numeral, self._habit) if cell.kind is CellKind.TEXT else None
        if reading is None:
            fault = cell.kind is CellKind.FAULT
            self._add(ProblemCode.CELL_ERROR if fault else ProblemCode.QUANTITY_NOT_A_NUMBER, number, text)
            return None, ""
        if unit:
            self._add(
                ProblemCode.QUANTITY_WITH_UNIT,
                number,
                text,
                quantity=plain(reading.value),
                unit=unit.rstrip("."),
            )
        if reading.basis is Basis.UNDECIDED:
            self._add(
                ProblemCode.NUMBER_AMBIGUOUS,
                number,
                text,
                one=plain(reading.value),
                other=plain(reading.other),
            )
            return None, ""
        if reading.basis in (Basis.ASSUMED, Basis.AGAINST_COLUMN):
            code = (
                ProblemCode.NUMBER_ASSUMED if reading.basis is Basis.ASSUMED else ProblemCode.NUMBER_OTHER_WAY
            )
            other = "" if reading.other is None else plain(reading.other)
            self._add(code, number, text, understood=plain(reading.value), other=other)
        return reading.value, unit

    def _is_countable(self, quantity: Decimal, unit: str, number: int, text: str) -> bool:
        if quantity <= 0:
            self._add(ProblemCode.QUANTITY_NOT_POSITIVE, number, text)
        elif quantity > _MOST:
            self._add(ProblemCode.NUMBER_TOO_LARGE, number, text)
        elif (
            quantity != quantity.to_integral_value()
            and fold(unit) not in DIVISIBLE_UNITS
            and fold(unit) in UNITS
        ):
            self._add(ProblemCode.QUANTITY_NOT_WHOLE, number, text, unit=unit)
        elif quantity != round(quantity, 3):
            self._add(ProblemCode.QUANTITY_TOO_FINE, number, text)
        else:
            return True
        return False

    def _add(self, code: ProblemCode, number: int, value: str, **params: object) -> None:
        column = self._quantity.name if self._quantity else ""
        self._findings.add(code, number, column=column, value=value, **params)
