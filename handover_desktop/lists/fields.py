"""The fields of an asset list: their names in files and commands, and their headings for people."""

from __future__ import annotations

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.money import Money
from handover_desktop.domain.texts import N_

FIELD_LABELS: dict[str, str] = {
    "line_no": N_("Line no."),
    "lot": N_("Lot"),
    "category": N_("Category"),
    "description": N_("Description"),
    "make": N_("Make"),
    "model": N_("Model"),
    "serial_number": N_("Serial number"),
    "inventory_number": N_("Inventory number"),
    "vin": N_("VIN"),
    "imei": N_("IMEI"),
    "plate": N_("Registration plate"),
    "quantity": N_("Quantity"),
    "unit": N_("Unit of measure"),
    "unit_price": N_("Unit price"),
    "currency": N_("Currency"),
    "line_value": N_("Line value"),
    "receiving_unit": N_("Receiving unit"),
    "location": N_("Location"),
    "kit_contents": N_("Kit contents"),
    "order_reference": N_("Order reference"),
    "warranty_months": N_("Warranty (months)"),
    "remark": N_("Remark"),
}
"""Every field with its heading: the English text, which is also its key in the catalogues."""

FIELDS: tuple[str, ...] = tuple(FIELD_LABELS)

IDENTIFIER_FIELDS: dict[str, IdentifierKind] = {
    field: IdentifierKind(field) for field in FIELDS if field in IdentifierKind._value2member_map_
}
"""The fields that hold identifiers, in the order in which a line keeps them."""

TEXT_FIELDS = (
    "lot category description make model receiving_unit location kit_contents order_reference remark"
).split()
"""The fields that hold nothing but text."""

AMOUNT_FIELDS = ("unit_price", "line_value")
NUMBER_FIELDS = ("quantity", *AMOUNT_FIELDS)


def line_texts(line: AssetLine) -> dict[str, str]:
    """Return a line as field to text, as understood: plain decimals, several identifiers one a text line.

    Empty fields are left out.
    """
    texts = {field: str(getattr(line, field)) for field in ("line_no", "unit", *TEXT_FIELDS)}
    texts["quantity"] = plain(line.quantity)
    for field, kind in IDENTIFIER_FIELDS.items():
        texts[field] = "\n".join(i.value for i in line.identifiers if i.kind is kind)
    texts |= {field: _amount_text(getattr(line, field)) for field in AMOUNT_FIELDS}
    texts["currency"] = currency_of(line)
    texts["warranty_months"] = "" if line.warranty_months is None else str(line.warranty_months)
    return {field: texts[field] for field in FIELDS if texts[field]}


def currency_of(line: AssetLine) -> str:
    """Return the currency of the line's price, or of its value, or an empty text."""
    money = line.unit_price or line.line_value
    return money.currency if money else ""


def plain(number: object) -> str:
    """Return a decimal without exponent and without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount_text(money: Money | None) -> str:
    return "" if money is None else f"{money.amount:f}"


def column_letter(index: int) -> str:
    """Return the letters that spreadsheets give to the column `index`, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
