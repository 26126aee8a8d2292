"""Reads the tag rows of the Humanitarian Exchange Language (HXL 1.1), which say what the columns below them hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handover_desktop.lists.cells import Row

_TAG = re.compile(r"#[a-z][a-z0-9_]*(?:\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:i|v)_.+")

_BY_ATTRIBUTE: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "item": (
        ("vin", frozenset({"vin", "chassis"})),
        ("imei", frozenset({"imei"})),
        ("plate", frozenset({"plate", "registration"})),
        ("serial_number", frozenset({"serial", "serial_number", "sn"})),
        ("inventory_number", frozenset({"inventory", "tag", "asset", "barcode", "code", "id"})),
        ("quantity", frozenset({"num", "quantity", "qty", "count"})),
        ("unit_price", frozenset({"price", "cost", "value"})),
        ("currency", frozenset({"currency"})),
        ("unit", frozenset({"unit", "uom"})),
        ("make", frozenset({"make", "brand", "manufacturer"})),
        ("model", frozenset({"model"})),
        ("lot", frozenset({"lot", "batch"})),
        ("category", frozenset({"type", "category", "class", "group", "sector"})),
        ("line_no", frozenset({"line", "seq", "no"})),
        ("remark", frozenset({"remark", "comment", "note"})),
        ("description", frozenset({"name", "description", "text", "label", "title"})),
    ),
    "value": (
        ("currency", frozenset({"currency"})),
        ("unit_price", frozenset({"unit", "price", "each", "item"})),
        ("line_value", frozenset()),
    ),
    "org": (
        ("make", frozenset({"manufacturer", "make"})),
        (
            "receiving_unit",
            frozenset({"receiving", "recipient", "receiver", "beneficiary", "enduser", "unit"}),
        ),
    ),
    "meta": (
        ("line_no", frozenset({"id", "num", "seq", "line"})),
        ("remark", frozenset({"comment", "remark", "note", "text"})),
        ("order_reference", frozenset({"order", "contract", "reference"})),
    ),
    "currency": (("currency", frozenset()),),
    "loc": (("location", frozenset()),),
    "description": (("description", frozenset()),),
    "quantity": (("quantity", frozenset()),),
    "recipient": (("receiving_unit", frozenset()),),
}
"""Tag to fields by attribute, the more telling first; no attribute at all stands for every other one."""

_PRICE_WORDS = frozenset({"flag", "type"})


def is_tag(text: str) -> bool:
    """Tell whether a text is a tag with its attributes."""
    return bool(_TAG.fullmatch(text))


def is_tag_row(row: Row) -> bool:
    """Tell whether a row holds tags, at least two and nothing else: a column without a tag is left blank."""
    return len(row) > 1 and all(is_tag(cell.words) for cell in row.values())


def fields_of_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Return the field that each tag names, an empty text where it names none of ours."""
    return tuple(_field_of(tag) for tag in tags)


def _field_of(tag: str) -> str:
    if not is_tag(tag):
        return ""
    name, *attributes = (part.strip() for part in tag.removeprefix("#").casefold().split("+"))
    found = {attribute for attribute in attributes if not _LANGUAGE.fullmatch(attribute)}
    if found & _PRICE_WORDS and "price" in found:
        return ""
    for field, words in _BY_ATTRIBUTE.get(name, ()):
        if not words or words & found:
            return field
    return "description" if name == "item" and not found else ""
