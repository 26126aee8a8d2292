"""The words of an import: the fields that a column can be read as."""

from __future__ import annotations

from typing import Final

from handover_desktop.domain.texts import N_

FIELD_WORDS: Final = {
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
"""Every field that a list can have, with its heading."""
