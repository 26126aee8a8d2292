"""Lists of items for the screen: a window of ids in the wanted order, and the rows of one page."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, case, func, select

from handover_desktop.domain.assets import Origin, make_and_model
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.tally import Group
from handover_desktop.register.columns import quantity_of
from handover_desktop.register.handovers import IS_EXCEPTION
from handover_desktop.register.item_rows import outcome_of
from handover_desktop.register.items import on_list
from handover_desktop.register.search import containing
from handover_desktop.register.tables import ItemRecordRow, ItemResultRow
from handover_desktop.register.transaction import CHUNK, Transaction
from handover_desktop.register.views import ItemFilter, ItemRow, ItemSort


class ItemListReading(Transaction):
    """The items of a handover as a list to look at."""

    def item_ids(self, handover: HandoverId, wanted: ItemFilter) -> array[int]:
        """Return the ids of the wanted items in the wanted order, as array('q')."""
        query = select(ItemRecordRow.id).where(on_list(handover), *_conditions(wanted))
        if wanted.depends_on_outcome:
            query = query.join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
        if wanted.text.strip():
            query = containing(query, wanted.text)
        found = query.order_by(*_order(wanted)).subquery()
        # As one text, which SQLite writes in the order of the subquery: it then works in one step, without waking this
        # thread, and with it the window's, for each number.
        ids = self._connection.execute(select(func.group_concat(found.c.id))).scalar()
        return array("q", map(int, ids.split(",") if ids else ()))

    def item_rows(self, ids: Sequence[int]) -> tuple[ItemRow, ...]:
        """Return the rows of these items in this order; ids that are gone are left out."""
        found: dict[int, ItemRow] = {}
        for start in range(0, len(ids), CHUNK):
            chunk = list(ids[start : start + CHUNK])
            for row in self._connection.execute(_ROWS, {"wanted": chunk}):
                found[row[0]] = _item_row(row)
        return tuple(found[id] for id in ids if id in found)


def _conditions(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
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


def _order(wanted: ItemFilter) -> list[ColumnElement[Any]]:
    direction = "desc" if wanted.descending else "asc"
    keys = (*_SORT_KEYS[wanted.sort], ItemRecordRow.position)
    # Lines without the value that is sorted by come last either way.
    blank_last = [
        case((key == "", 1), else_=0) for key in _SORT_KEYS[wanted.sort] if key is not _OUTCOME_ORDER
    ]
    return [*blank_last, *(getattr(key, direction)() for key in keys)]


def _item_row(row: Row[*tuple[Any, ...]]) -> ItemRow:
    id, position, line_no, identifier, description, make, model, quantity, *rest = row
    unit, receiving_unit, category, origin, outcome, sealed, conflict = rest
    return ItemRow(
        id=ItemId(id),
        position=position,
        line_no=line_no,
        identifier=identifier,
        description=description,
        make_model=make_and_model(make, model, description),
        quantity=quantity_of(quantity),
        unit=unit,
        receiving_unit=receiving_unit,
        category=category,
        outcome=outcome_of(outcome),
        sealed=bool(sealed),
        conflict=bool(conflict),
        extra=origin == Origin.EXTRA.value,
    )


_OUTCOME_ORDER: ColumnElement[Any] = case(
    {group.value: rank for rank, group in enumerate(Group)}, value=ItemResultRow.main_group, else_=len(Group)
)
_SORT_KEYS: dict[ItemSort, tuple[Any, ...]] = {
    ItemSort.LIST: (),
    ItemSort.IDENTIFIER: (ItemRecordRow.main_key,),
    ItemSort.DESCRIPTION: (ItemRecordRow.description_key,),
    ItemSort.UNIT: (ItemRecordRow.receiving_unit,),
    ItemSort.OUTCOME: (_OUTCOME_ORDER,),
}
_ROWS = (
    select(
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
    )
    .join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
    .where(ItemRecordRow.id.in_(bindparam("wanted", expanding=True)))
)
"""Built once, in the order that `_item_row` takes: what is built anew costs more than these few rows."""
