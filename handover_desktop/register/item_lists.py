"""Lists of items for the screen: a window of ids in the wanted order, and the rows of one page."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, select

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.tally import Group
from handover_desktop.register.columns import quantity_of
from handover_desktop.register.handovers import IS_EXCEPTION
from handover_desktop.register.item_rows import make_model, outcome_of
from handover_desktop.register.search import contains
from handover_desktop.register.tables import ItemRecordRow, ItemResultRow
from handover_desktop.register.transaction import Transaction
from handover_desktop.register.views import ItemFilter, ItemRow, ItemSort

_CHUNK = 500
"""How many ids one statement names at most."""


class ItemListReading(Transaction):
    """The items of a handover as a list to look at."""

    def item_ids(self, handover: HandoverId, wanted: ItemFilter) -> array[int]:
        """Return the ids of the wanted items in the wanted order, as array('q')."""
        query = (
            select(ItemRecordRow.id)
            .join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
            .where(ItemRecordRow.handover_id == handover, *_conditions(wanted))
            .order_by(*_order(wanted))
        )
        return array("q", self._connection.execute(query).scalars().all())

    def item_rows(self, ids: Sequence[int]) -> tuple[ItemRow, ...]:
        """Return the rows of these items in this order; ids that are gone are left out."""
        found: dict[int, ItemRow] = {}
        for start in range(0, len(ids), _CHUNK):
            chunk = list(ids[start : start + _CHUNK])
            for row in self._connection.execute(_ROWS.where(ItemRecordRow.id.in_(chunk))):
                found[row.id] = _item_row(*row)
        return tuple(found[id] for id in ids if id in found)


def _conditions(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text.strip():
        conditions.append(contains(wanted.text))
    if wanted.group is not None:
        conditions.append(ItemResultRow.main_group == wanted.group.value)
    if wanted.open_only:
        conditions.append(ItemResultRow.outcome.is_(None))
    if wanted.exceptions_only:
        conditions.append(IS_EXCEPTION)
    for column, value in (
        (ItemRecordRow.category, wanted.category),
        (ItemRecordRow.receiving_unit, wanted.receiving_unit),
        (ItemRecordRow.lot, wanted.lot),
    ):
        if value:
            conditions.append(column == value)
    return conditions


def _order(wanted: ItemFilter) -> list[ColumnElement[object] | UnaryExpression[object]]:
    keys: dict[ItemSort, list[ColumnElement[object]]] = {
        ItemSort.LIST: [],
        ItemSort.IDENTIFIER: [ItemRecordRow.main_key],
        ItemSort.DESCRIPTION: [ItemRecordRow.description_key],
        ItemSort.UNIT: [ItemRecordRow.receiving_unit],
        ItemSort.OUTCOME: [_OUTCOME_ORDER],
    }
    order = [*keys[wanted.sort], ItemRecordRow.position]
    return [key.desc() for key in order] if wanted.descending else order


def _item_row(
    id: int,
    position: int,
    line_no: str,
    identifier: str,
    description: str,
    make: str,
    model: str,
    quantity: int,
    unit: str,
    receiving_unit: str,
    category: str,
    origin: str,
    outcome: str | None,
    sealed: bool,
    conflict: bool,
) -> ItemRow:
    return ItemRow(
        id=ItemId(id),
        position=position,
        line_no=line_no,
        identifier=identifier,
        description=description,
        make_model=make_model(make, model),
        quantity=quantity_of(quantity),
        unit=unit,
        receiving_unit=receiving_unit,
        category=category,
        outcome=outcome_of(outcome),
        sealed=bool(sealed),
        conflict=bool(conflict),
        extra=origin == Origin.EXTRA.value,
    )


_OUTCOME_ORDER = case(
    {group.value: rank for rank, group in enumerate(Group)}, value=ItemResultRow.main_group, else_=len(Group)
)
_ROWS = select(
    ItemRecordRow.id,
    ItemRecordRow.position,
    ItemRecordRow.line_no,
    ItemRecordRow.main_identifier,
    ItemRecordRow.description,
    ItemRecordRow.make,
    ItemRecordRow.model,
    ItemRecordRow.quantity,
    ItemRecordRow.unit,
    ItemRecordRow.receiving_unit,
    ItemRecordRow.category,
    ItemRecordRow.origin,
    ItemResultRow.outcome,
    ItemResultRow.sealed,
    ItemResultRow.conflict,
).join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
