"""Check records in the register: they only grow, and what they amount to is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, literal, select, union_all, update
from sqlalchemy.orm import InstrumentedAttribute

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import CheckRecord, Finding
from handover_desktop.domain.identifiers import Identifier, lookup_key
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.reconciliation import ItemResult
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.tally import Group, Tally, TallyRow
from handover_desktop.register.check_rows import (
    CHECK_COLUMNS,
    FINDING_COLUMNS,
    build_check,
    build_finding,
    check_columns,
    head_ids,
)
from handover_desktop.register.columns import instant_of, quantity_of
from handover_desktop.register.item_rows import (
    ITEM_COLUMNS,
    build_identifier,
    build_item,
    identifier_columns,
    result_columns,
    search_text,
)
from handover_desktop.register.items import ItemReading, ItemWriting
from handover_desktop.register.tables import CheckRecordRow, ItemIdentifierRow, ItemRecordRow, ItemResultRow


class CheckReading(ItemReading):
    """Check records and results as they stand."""

    def checks(self, item: Uid) -> tuple[CheckRecord, ...]:
        """Return all check records of an item, oldest first."""
        query = _CHECKS.where(ItemRecordRow.uid == item).order_by(CheckRecordRow.at, CheckRecordRow.id)
        return tuple(build_check(row) for row in self._connection.execute(query))

    def check(self, uid: Uid) -> CheckRecord:
        """Return one check record; raise LookupError where there is none of that uid."""
        row = self._connection.execute(_CHECKS.where(CheckRecordRow.uid == uid)).first()
        if row is None:
            raise LookupError(uid)
        return build_check(row)

    def results(self, handover: HandoverId) -> tuple[ItemResult, ...]:
        """Return every item with what holds for it, in the order of the list; a conflict has no finding."""
        return tuple(
            ItemResult(item, finding, bool(conflict))
            for item, finding, conflict, *_ in self._results(handover)
        )

    def snapshot_items(self, handover: HandoverId) -> tuple[SnapshotItem, ...]:
        """Return every item as a protocol shows it, in the order of the list."""
        return tuple(
            SnapshotItem(
                uid=item.uid,
                position=item.position,
                asset=item.asset,
                origin=item.origin,
                reason=item.reason,
                finding=finding,
                checked_by=who if finding else "",
                checked_at=instant_of(at, at_offset) if finding else None,
            )
            for item, finding, _, who, at, at_offset in self._results(handover)
        )

    def tally(self, handover: HandoverId) -> Tally:
        """Return the summary of a handover, added up from the derived results."""
        found: dict[Group, list[tuple[Any, ...]]] = {}
        for group, *sums in self._connection.execute(_TALLY, {"of_handover": handover}):
            found.setdefault(Group(group), []).append(tuple(sums))
        return Tally(tuple(_tally_row(group, found[group]) for group in Group if group in found))

    def _results(self, handover: HandoverId) -> Iterator[tuple[Item, Finding | None, Any, Any, Any, Any]]:
        """Yield every item with its finding, and the columns: conflict, who, at, at_offset."""
        identifiers = self._identifiers(ItemRecordRow.handover_id == handover)
        for row in self._connection.execute(_RESULTS.where(ItemRecordRow.handover_id == handover)):
            conflict, who, at, at_offset, *found = row[_ITEM_END:]
            item = build_item(row, identifiers.get(row[0], ()))
            yield item, build_finding(found), conflict, who, at, at_offset


class CheckWriting(CheckReading, ItemWriting):
    """The one way to record a finding."""

    def add_check(self, record: CheckRecord, *, item: Item, act: int | None = None) -> int:
        """Add a record, and bring the derived result of its item up to date in the same transaction.

        Records may arrive in any order: the result is always that of all records of the item. Returns the act: that
        of the record, which begins one where `act` is None.
        """
        statements = self._statements
        known = self._run(statements.records_of_item, {"of_item": item.id}).fetchall()
        if not known:
            raise LookupError(item.id)
        handover = HandoverId(known[0][0])
        columns = {**check_columns(record, item=item, handover=handover), "act": act}
        ((added,),) = self._run(statements.add_check, columns).fetchall()
        records = [(id, uid, replaces) for _, id, uid, replaces in known if id is not None]
        heads = head_ids([*records, (added, record.id, columns["replaces"])])
        self._save_result(item, heads, record.finding if heads == (added,) else self._finding(heads))
        changed_at, changed_offset = self._at_columns
        values = {"of_handover": handover, "changed_at": changed_at, "changed_offset": changed_offset}
        self._run(statements.touch_handover, values)
        if record.finding and record.finding.readings:
            self._add_readings(item, record.finding.readings)
        return act or int(added)

    def _finding(self, heads: tuple[int, ...]) -> Finding | None:
        """Return the finding of the one record that holds; nothing holds in a conflict."""
        if len(heads) != 1:
            return None
        query = select(*FINDING_COLUMNS).where(CheckRecordRow.id == heads[0])
        return build_finding(self._connection.execute(query).one())

    def _save_result(self, item: Item, heads: tuple[int, ...], finding: Finding | None) -> None:
        columns = result_columns(item.asset, item.origin, finding, conflict=len(heads) > 1)
        columns |= {"of_item": item.id, "head_id": heads[0] if len(heads) == 1 else None}
        self._run(self._statements.save_result, columns)

    def _add_readings(self, item: Item, readings: tuple[Identifier, ...]) -> None:
        """Let an item also be found by what was read on the object."""
        known = select(ItemIdentifierRow.lookup_key, ItemIdentifierRow.kind, ItemIdentifierRow.value).where(
            ItemIdentifierRow.item_id == item.id
        )
        rows = self._connection.execute(known).all()
        keys = {(row.kind, row.lookup_key) for row in rows}
        added = [
            reading for reading in readings if (reading.kind.value, lookup_key(reading.value)) not in keys
        ]
        if not added:
            return
        self._connection.execute(
            insert(ItemIdentifierRow), identifier_columns(item.id, added, start=len(rows), listed=False)
        )
        found_by = [build_identifier(row.kind, row.value) for row in rows] + added
        self._connection.execute(
            update(ItemRecordRow)
            .where(ItemRecordRow.id == item.id)
            .values(search_text=search_text(item.asset, found_by))
        )


_Texts = ColumnElement[str] | InstrumentedAttribute[str]


def _tally() -> Select[*tuple[Any, ...]]:
    parts = union_all(*_tally_parts()).subquery()
    return select(
        parts.c.part_group,
        parts.c.currency,
        func.sum(parts.c.lines),
        func.sum(parts.c.pieces),
        func.sum(parts.c.part_value),
        func.count() - func.count(parts.c.part_value),
    ).group_by(parts.c.part_group, parts.c.currency)


def _tally_parts() -> Iterator[Select[*tuple[Any, ...]]]:
    """Yield the shares of all lines: each line's own group, then its refused and its short pieces."""
    here = ItemResultRow.handover_id == bindparam("of_handover")
    result = ItemResultRow
    yield _part(result.main_group, 1, result.main_pieces, result.main_value).where(here)
    refused = literal(Group.NOT_ACCEPTED.value)
    yield _part(refused, 0, result.refused_pieces, result.refused_value).where(
        here, result.refused_pieces != 0
    )
    short = literal(Group.MISSING.value)
    yield _part(short, 0, result.short_pieces, result.short_value).where(here, result.short_pieces != 0)


def _part(
    group: _Texts, lines: int, pieces: InstrumentedAttribute[int], value: InstrumentedAttribute[int | None]
) -> Select[*tuple[Any, ...]]:
    return select(
        group.label("part_group"),
        ItemResultRow.currency.label("currency"),
        literal(lines).label("lines"),
        pieces.label("pieces"),
        value.label("part_value"),
    )


def _tally_row(group: Group, sums: list[tuple[Any, ...]]) -> TallyRow:
    """Return a row of the summary from (currency, lines, pieces, value, unpriced) of each currency."""
    return TallyRow(
        group,
        lines=sum(int(lines) for _, lines, *_ in sums),
        pieces=quantity_of(sum(int(pieces) for _, _, pieces, *_ in sums)),
        values=tuple(sorted(Money(currency, int(value)) for currency, _, _, value, _ in sums if currency)),
        unpriced=sum(int(unpriced) for *_, unpriced in sums),
    )


_TALLY = _tally()
_CHECKS = select(*CHECK_COLUMNS).join(ItemRecordRow, ItemRecordRow.id == CheckRecordRow.item_id)
_RESULTS = (
    select(
        *ITEM_COLUMNS,
        ItemResultRow.conflict,
        CheckRecordRow.who,
        CheckRecordRow.at,
        CheckRecordRow.at_offset,
        *FINDING_COLUMNS,
    )
    .join(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
    .outerjoin(CheckRecordRow, CheckRecordRow.id == ItemResultRow.head_id)
    .order_by(ItemRecordRow.position)
)
_ITEM_END = len(ITEM_COLUMNS)
