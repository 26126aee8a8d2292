"""Asset lines as a table that reads back as the very same lines."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.money import Money
from handover_desktop.lists.fields import AMOUNT_FIELDS, FIELD_LABELS, FIELDS, currency_of, line_texts
from handover_desktop.lists.tables import CellValue, Column, Heading, Sheet, unambiguous

WIDTHS = {
    "line_no": 10, "lot": 16, "category": 18, "description": 46, "make": 16, "model": 22, "serial_number": 22,
    "inventory_number": 22, "vin": 22, "imei": 20, "plate": 16, "quantity": 10, "unit": 10, "unit_price": 14,
    "currency": 10, "line_value": 16, "receiving_unit": 16, "location": 20, "kit_contents": 40,
    "order_reference": 18, "warranty_months": 12, "remark": 30,
}  # fmt: skip
_DETAIL_WIDTH = 24

_Detail = tuple[str, int]
"""The heading of a detail, and how often it came before in its line."""


def list_sheet(lines: Sequence[AssetLine], heading: Heading, *, name: str, from_right: bool = False) -> Sheet:
    """Return `lines` as a table: one row each, every field a column, details behind them."""
    details = _details(lines)
    columns = [Column(heading(FIELD_LABELS[field]), WIDTHS[field]) for field in FIELDS]
    columns += [Column(label, _DETAIL_WIDTH) for label, _ in details]
    places = {key: place for place, key in enumerate(details)}
    rows = ((*_values(line), *_detail_values(line, places)) for line in lines)
    return Sheet(name, tuple(columns), rows, from_right)


def _details(lines: Sequence[AssetLine]) -> list[_Detail]:
    found: dict[_Detail, None] = {}
    for line in lines:
        found |= dict.fromkeys(_numbered(line))
    return list(found)


def _numbered(line: AssetLine) -> list[_Detail]:
    headings = [heading for heading, _ in line.details]
    return [(heading, headings[:place].count(heading)) for place, heading in enumerate(headings)]


def _values(line: AssetLine) -> list[CellValue]:
    texts = line_texts(line)
    numbers: dict[str, CellValue] = {"quantity": line.quantity}
    if line.warranty_months is not None:
        numbers["warranty_months"] = Decimal(line.warranty_months)
    for field in AMOUNT_FIELDS:
        numbers[field] = amount_value(getattr(line, field), currency_of(line))
    return [numbers.get(field, texts.get(field)) for field in FIELDS]


def amount_value(money: Money | None, currency: str) -> CellValue:
    """Return an amount whose currency stands beside it, or with its own one where that is another."""
    if money is not None and money.currency != currency:
        return f"{unambiguous(money.amount)} {money.currency}"
    return money


def _detail_values(line: AssetLine, places: dict[_Detail, int]) -> list[CellValue]:
    values: list[CellValue] = [None] * len(places)
    for key, (_, text) in zip(_numbered(line), line.details, strict=True):
        values[places[key]] = text
    return values
