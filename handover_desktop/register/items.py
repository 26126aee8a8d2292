"""Items in the register: one, all of a handover, and the list as it grows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from handover_desktop.domain.assets import AssetLine, Item, Origin
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import Identifier, lookup_key
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.matching import TAIL, Bearer
from handover_desktop.domain.progress import Progress
from handover_desktop.register.item_rows import (
    ITEM_COLUMNS,
    build_identifier,
    build_item,
    identifier_columns,
    item_columns,
    line_key,
    outcome_of,
    result_columns,
)
from handover_desktop.register.search import has_identifier, resembles
from handover_desktop.register.statements import Statement
from handover_desktop.register.tables import (
    ItemIdentifierRow,
    ItemRecordRow,
    ItemResultRow,
)
from handover_desktop.register.transaction import CHUNK, Transaction, WritingTransaction


def on_list(handover: HandoverId) -> ColumnElement[bool]:
    """Return the condition that an item belongs to a handover and was not withdrawn from its list."""
    return (ItemRecordRow.handover_id == handover) & (ItemRecordRow.position > 0)


class ItemReading(Transaction):
    """Items as they stand."""

    def item(self, id: ItemId) -> Item:
        """Return one item; raise DomainError(ITEM_UNKNOWN)."""
        columns = self._run(self._statements.item, {"of_item": id}).fetchone()
        if columns is None:
            raise DomainError(Code.ITEM_UNKNOWN, item=id)
        return build_item(columns, self._listed_identifiers(id))

    def _listed_identifiers(self, id: ItemId) -> tuple[Identifier, ...]:
        marks = self._run(self._statements.listed_identifiers, {"of_item": id}).fetchall()
        return tuple(build_identifier(kind, value) for kind, value in marks)

    def items(self, handover: HandoverId) -> tuple[Item, ...]:
        """Return all items of a handover, in the order of the list; those that were withdrawn are none of it."""
        return self._items(on_list(handover))

    def match_items(self, handover: HandoverId, text: str) -> tuple[Item, ...]:
        """Return the items that `text` names: by line number, by any identifier, by an equal number."""
        here = on_list(handover)
        if not lookup_key(text):
            return ()
        found = self._items(here, ItemRecordRow.line_key == line_key(text)) or self._items(
            here, has_identifier(text)
        )
        if found:
            return found
        equal = self._equal_lines(handover, text)
        return self._items(ItemRecordRow.id.in_(equal[:CHUNK])) if equal else ()

    def match_lines(self, handover: HandoverId, text: str) -> tuple[ItemId, ...]:
        """Return the items whose line number is `text`; a short number also finds the line that writes it otherwise."""
        found = self.lines_named(handover, text)
        if not found and len(line_key(text)) < TAIL:
            found = tuple(ItemId(id) for id in self._equal_lines(handover, text))
        return found

    def lines_taken(self, handover: HandoverId, line_numbers: Iterable[str]) -> frozenset[str]:
        """Return those of `line_numbers` that lines of the handover have."""
        query = select(ItemRecordRow.line_key).where(on_list(handover))
        keys = set(self._connection.execute(query).scalars())
        return frozenset(number for number in line_numbers if line_key(number) in keys)

    def lines_named(self, handover: HandoverId, text: str) -> tuple[ItemId, ...]:
        """Return the items whose line number is written like `text`."""
        key = line_key(text)
        query = select(ItemRecordRow.id).where(on_list(handover), ItemRecordRow.line_key == key)
        return tuple(ItemId(id) for id in self._connection.execute(query).scalars()) if key else ()

    def _equal_lines(self, handover: HandoverId, text: str) -> list[int]:
        """Return the items whose line number is the same number, written otherwise."""
        if not text.strip().isdecimal():
            return []
        query = select(ItemRecordRow.id, ItemRecordRow.line_key).where(on_list(handover))
        return [
            id for id, key in self._connection.execute(query) if key.isdecimal() and int(key) == int(text)
        ]

    def bearers(self, handover: HandoverId, code: str) -> tuple[Bearer, ...]:
        """Return what bears `code` as an identifier, look-alike letters of the other script counting as equal."""
        key = lookup_key(code)
        return self._bearers(handover, ItemIdentifierRow.lookup_key == key) if key else ()

    def resembling(self, handover: HandoverId, code: str) -> tuple[Bearer, ...]:
        """Return what may be mistaken for `code`, or ends with it where it has six signs; reads the whole list."""
        return self._bearers(handover, resembles(code)) if lookup_key(code) else ()

    def _bearers(self, handover: HandoverId, condition: ColumnElement[bool]) -> tuple[Bearer, ...]:
        query = (
            select(
                ItemRecordRow.id,
                ItemRecordRow.line_no,
                ItemRecordRow.description,
                ItemIdentifierRow.kind,
                ItemIdentifierRow.value,
                ItemResultRow.outcome,
                ItemResultRow.conflict,
            )
            .join(ItemRecordRow, ItemRecordRow.id == ItemIdentifierRow.item_id)
            .join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
            .where(ItemRecordRow.handover_id == handover, condition)
            .order_by(ItemRecordRow.position, ItemIdentifierRow.position)
        )
        return tuple(
            Bearer(
                ItemId(row.id),
                row.line_no,
                row.description,
                build_identifier(row.kind, row.value),
                outcome_of(row.outcome),
                bool(row.conflict),
            )
            for row in self._connection.execute(query)
        )

    def categories(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the categories on the list, in the order of their first line."""
        return self._distinct(handover, ItemRecordRow.category)

    def receiving_units(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the codes of the receiving units on the list, in the order of their first line."""
        return self._distinct(handover, ItemRecordRow.receiving_unit)

    def lots(self, handover: HandoverId) -> tuple[str, ...]:
        """Return the lots on the list, in the order of their first line."""
        return self._distinct(handover, ItemRecordRow.lot)

    def _items(self, *conditions: ColumnElement[bool]) -> tuple[Item, ...]:
        """Return the items that meet `conditions` on `ItemRecordRow`, in the order of the list."""
        order = (ItemRecordRow.handover_id, ItemRecordRow.position)
        query = select(*ITEM_COLUMNS).where(*conditions).order_by(*order)
        rows = self._connection.execute(query).all()
        identifiers = self._identifiers(*conditions) if rows else {}
        return tuple(build_item(row, identifiers.get(row.id, ())) for row in rows)

    def _identifiers(self, *conditions: ColumnElement[bool]) -> dict[int, tuple[Identifier, ...]]:
        """Return the listed identifiers of the items that meet `conditions`."""
        query = (
            select(ItemIdentifierRow.item_id, ItemIdentifierRow.kind, ItemIdentifierRow.value)
            .join(ItemRecordRow, ItemRecordRow.id == ItemIdentifierRow.item_id)
            .where(ItemIdentifierRow.listed, *conditions)
            .order_by(ItemIdentifierRow.item_id, ItemIdentifierRow.position)
        )
        found: dict[int, tuple[Identifier, ...]] = {}
        for item, kind, value in self._connection.execute(query):
            found[item] = (*found.get(item, ()), build_identifier(kind, value))
        return found

    def _distinct(self, handover: HandoverId, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
        query = (
            select(column)
            .where(on_list(handover), column != "")
            .group_by(column)
            .order_by(func.min(ItemRecordRow.position))
        )
        return tuple(self._connection.execute(query).scalars())


_AT_ONCE = 500
"""How many items are written between two looks at whether it goes on; their rows are in memory meanwhile."""


class ItemWriting(ItemReading, WritingTransaction):
    """Changes of the list of a handover."""

    def add_items(
        self,
        handover: HandoverId,
        items: Iterable[tuple[Uid, AssetLine, Origin, str]],
        *,
        list_no: int | None = None,
        progress: Progress | None = None,
    ) -> tuple[ItemId, ...]:
        """Append items to the list of a handover, each open; return their ids in the same order.

        `list_no` is the list that they come with, by its first version. What `progress` raises ends it; the
        transaction then goes with it.
        """
        added = list(items)
        ids: list[ItemId] = []
        for start in range(0, len(added), _AT_ONCE):
            if progress is not None:
                progress(start, len(added))
            ids += self._add_some(handover, added[start : start + _AT_ONCE], list_no)
        return tuple(ids)

    def _add_some(
        self, handover: HandoverId, added: Sequence[tuple[Uid, AssetLine, Origin, str]], list_no: int | None
    ) -> tuple[ItemId, ...]:
        first = self._last_position(handover) + 1
        self._add_rows(
            self._statements.add_item,
            [
                item_columns(*item) | {"handover_id": handover, "position": position, "list_no": list_no}
                for position, item in enumerate(added, first)
            ],
        )
        query = (
            select(ItemRecordRow.id)
            .where(ItemRecordRow.handover_id == handover, ItemRecordRow.position >= first)
            .order_by(ItemRecordRow.position)
        )
        ids = tuple(ItemId(id) for id in self._connection.execute(query).scalars())
        self._add_derived(handover, zip(ids, added, strict=True))
        return ids

    def _last_position(self, handover: HandoverId) -> int:
        """Return the highest position that was ever given on a handover, also to what was withdrawn."""
        given = ItemRecordRow.handover_id == handover
        ends = (func.max(ItemRecordRow.position), -func.min(ItemRecordRow.position))
        found = (self._connection.execute(select(end).where(given)).scalar() for end in ends)
        return max((place for place in found if place is not None), default=0)

    def _add_derived(
        self, handover: HandoverId, added: Iterator[tuple[ItemId, tuple[Uid, AssetLine, Origin, str]]]
    ) -> None:
        identifiers, results = [], []
        for id, (_, asset, origin, _) in added:
            identifiers += identifier_columns(id, asset.identifiers, start=0, listed=True)
            open_result = result_columns(asset, origin, None, conflict=False)
            results.append(open_result | {"item_id": id, "handover_id": handover, "head_id": None})
        self._add_rows(self._statements.add_identifier, identifiers)
        self._add_rows(self._statements.add_result, results)

    def _add_rows(self, statement: Statement, rows: list[dict[str, Any]]) -> None:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            values = itertools.chain.from_iterable(map(statement.parameters, some))
            self._connection.exec_driver_sql(statement.of_rows(len(some)), tuple(values))
