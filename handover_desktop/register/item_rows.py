"""Items as rows of tables, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, lookup_key
from handover_desktop.domain.ids import ItemId, Uid
from handover_desktop.domain.tally import Group, shares
from handover_desktop.register.columns import json_list, json_text, money_of, quantity_of, thousandths
from handover_desktop.register.folding import fold
from handover_desktop.register.search import PADDING
from handover_desktop.register.tables import ItemRecordRow

_TEXTS = (
    "line_no",
    "lot",
    "category",
    "description",
    "make",
    "model",
    "unit",
    "receiving_unit",
    "location",
    "kit_contents",
    "order_reference",
    "remark",
)
_SEARCHED = (
    "description",
    "line_no",
    "make",
    "model",
    "category",
    "lot",
    "receiving_unit",
    "location",
    "kit_contents",
    "order_reference",
    "remark",
)


def line_key(line_no: str) -> str:
    """Return the form in which two writings of a line number are equal."""
    return "".join(line_no.casefold().split())


def search_text(asset: AssetLine, readings: Iterable[Identifier] = ()) -> str:
    """Return the folded words of a line and its identifiers, as written and as keys, and the end that search needs."""
    identifiers = (*asset.identifiers, *readings)
    words = [*(getattr(asset, name) for name in _SEARCHED), *(value for _, value in asset.details)]
    forms = [*(i.value for i in identifiers), *(lookup_key(i.value) for i in identifiers)]
    return fold(" ".join(word for word in dict.fromkeys((*words, *forms)) if word)) + PADDING


def item_columns(uid: Uid, asset: AssetLine, origin: Origin, reason: str) -> dict[str, Any]:
    """Return the columns of an item, without handover and position."""
    main = asset.main_identifier
    return {
        "uid": uid,
        "origin": origin.value,
        "reason": reason,
        **{name: getattr(asset, name) for name in _TEXTS},
        "quantity": thousandths(asset.quantity),
        "price_minor": asset.unit_price.minor if asset.unit_price else None,
        "price_currency": asset.unit_price.currency if asset.unit_price else None,
        "value_minor": asset.line_value.minor if asset.line_value else None,
        "value_currency": asset.line_value.currency if asset.line_value else None,
        "warranty_months": asset.warranty_months,
        "details": json_text(asset.details) if asset.details else "[]",
        "line_key": line_key(asset.line_no),
        "main_identifier": main.value if main else "",
        "main_key": lookup_key(main.value) if main else "",
        "description_key": fold(asset.description),
        "search_text": search_text(asset),
    }


def identifier_columns(
    item: ItemId, identifiers: Iterable[Identifier], *, start: int, listed: bool
) -> list[dict[str, Any]]:
    """Return the rows of an item's identifiers, their positions counted from `start`."""
    return [
        {
            "item_id": item,
            "position": position,
            "kind": identifier.kind.value,
            "value": identifier.value,
            "lookup_key": lookup_key(identifier.value),
            "listed": listed,
        }
        for position, identifier in enumerate(identifiers, start)
    ]


def result_columns(
    asset: AssetLine, origin: Origin, finding: Finding | None, *, conflict: bool
) -> dict[str, Any]:
    """Return what a finding makes of a line: outcome, and its pieces and values by group."""
    parts = shares(asset, origin, finding)
    main = next(share for share in parts if share.is_main)
    rest = {share.group: share for share in parts if not share.is_main}
    refused, short = rest.get(Group.NOT_ACCEPTED), rest.get(Group.MISSING)
    return {
        "conflict": conflict,
        "outcome": finding.outcome.value if finding else None,
        "sealed": finding is not None and finding.qualifier is not None,
        "main_group": main.group.value,
        "main_pieces": thousandths(main.pieces),
        "main_value": main.value.minor if main.value else None,
        "refused_pieces": thousandths(refused.pieces) if refused else 0,
        "refused_value": refused.value.minor if refused and refused.value else None,
        "short_pieces": thousandths(short.pieces) if short else 0,
        "short_value": short.value.minor if short and short.value else None,
        "currency": main.value.currency if main.value else None,
    }


def build_identifier(kind: str, value: str) -> Identifier:
    """Return an identifier from its columns."""
    return Identifier(_KINDS[kind], value)


ITEM_COLUMNS = (
    ItemRecordRow.id,
    ItemRecordRow.uid,
    ItemRecordRow.position,
    ItemRecordRow.origin,
    ItemRecordRow.reason,
    ItemRecordRow.line_no,
    ItemRecordRow.description,
    ItemRecordRow.quantity,
    ItemRecordRow.unit,
    ItemRecordRow.lot,
    ItemRecordRow.category,
    ItemRecordRow.make,
    ItemRecordRow.model,
    ItemRecordRow.price_minor,
    ItemRecordRow.price_currency,
    ItemRecordRow.value_minor,
    ItemRecordRow.value_currency,
    ItemRecordRow.receiving_unit,
    ItemRecordRow.location,
    ItemRecordRow.kit_contents,
    ItemRecordRow.order_reference,
    ItemRecordRow.warranty_months,
    ItemRecordRow.remark,
    ItemRecordRow.details,
)
"""What `build_item` needs, in its order."""


def build_item(values: Sequence[Any], identifiers: tuple[Identifier, ...]) -> Item:
    """Return an item from its `ITEM_COLUMNS` and its listed identifiers."""
    id, uid, position, origin, reason, line_no, description, quantity, unit, lot = values[:10]
    category, make, model, price_minor, price_currency, value_minor, value_currency = values[10:17]
    receiving_unit, location, kit_contents, order_reference, warranty_months, remark, details = values[17:24]
    asset = AssetLine(
        line_no,
        description,
        quantity_of(quantity),
        unit,
        lot,
        category,
        make,
        model,
        identifiers,
        money_of(price_minor, price_currency),
        money_of(value_minor, value_currency),
        receiving_unit,
        location,
        kit_contents,
        order_reference,
        warranty_months,
        remark,
        tuple((heading, text) for heading, text in json_list(details)),
    )
    return Item(id, uid, position, asset, _ORIGINS[origin], reason)


def outcome_of(text: str | None) -> Outcome | None:
    """Return the outcome of a column that may be empty."""
    return None if text is None else _OUTCOMES[text]


_KINDS = {kind.value: kind for kind in IdentifierKind}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_ORIGINS = {origin.value: origin for origin in Origin}
