"""New versions of a list in the register: what an item was, what became of it, and who has looked since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, insert, select, update

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.canonical import from_data, to_data
from handover_desktop.domain.checks import CheckRecord, Method, heads
from handover_desktop.domain.identifiers import Identifier, lookup_key
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.list_changes import KnownLine, LineChange, LineStep, unseen_changes
from handover_desktop.register.check_rows import CHECK_COLUMNS, FINDING_COLUMNS, build_check, build_finding
from handover_desktop.register.checks import CheckReading, CheckWriting
from handover_desktop.register.columns import instant, instant_of, json_list, json_text
from handover_desktop.register.item_rows import (
    ITEM_COLUMNS,
    build_identifier,
    build_item,
    identifier_columns,
    item_columns,
    result_columns,
    search_text,
)
from handover_desktop.register.tables import (
    CheckRecordRow,
    ItemIdentifierRow,
    ItemRecordRow,
    ItemResultRow,
    LineChangeRow,
    PhotoRow,
)


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A change to be written: the line as it stands, what becomes of it, and for one that stays without being listed
    the `reason` that is shown. `list_no` is the list that it belongs to afterwards, by its first version.
    """

    known: KnownLine
    change: LineChange
    list_no: int
    reason: str = ""

    @property
    def item(self) -> ItemId:
        """The item that changes."""
        return self.known.item.id


class ListChangeReading(CheckReading):
    """Lines as a new version of their list finds them."""

    def known_lines(self, handover: HandoverId) -> tuple[KnownLine, ...]:
        """Return every item of a handover with what holds for it, the withdrawn ones too, in the order of the list."""
        here = ItemRecordRow.handover_id == handover
        identifiers = self._identifiers(here)
        standing = self._standing_of_unsettled(handover)
        rows = self._connection.execute(_KNOWN.where(here)).all()
        return tuple(_known_line(row, identifiers, standing) for row in rows)

    def _standing_of_unsettled(self, handover: HandoverId) -> dict[int, tuple[CheckRecord, ...]]:
        """Return the records that hold for items without one that decides: in conflict, or withdrawn."""
        query = (
            select(CheckRecordRow.item_id, *CHECK_COLUMNS)
            .join(ItemRecordRow, ItemRecordRow.id == CheckRecordRow.item_id)
            .outerjoin(ItemResultRow, ItemResultRow.item_id == CheckRecordRow.item_id)
            .where(CheckRecordRow.handover_id == handover, ItemResultRow.head_id.is_(None))
        )
        found: dict[int, list[CheckRecord]] = {}
        for row in self._connection.execute(query):
            found.setdefault(row[0], []).append(build_check(row[1:]))
        return {item: heads(records) for item, records in found.items()}

    def line_changes(self, item: Uid) -> tuple[LineChange, ...]:
        """Return what versions of the list did to an item, oldest first."""
        query = _CHANGES.where(ItemRecordRow.uid == item)
        return tuple(_line_change(row) for row in self._connection.execute(query))

    def unseen_changes(self, handover: HandoverId) -> dict[ItemId, tuple[LineChange, ...]]:
        """Return for each checked item what the list changed under its check, as long as nobody has looked since."""
        found: dict[ItemId, list[LineChange]] = {}
        uids: dict[ItemId, Uid] = {}
        query = _CHANGES.where(LineChangeRow.handover_id == handover)
        for row in self._connection.execute(query):
            found.setdefault(ItemId(row.item_id), []).append(_line_change(row))
            uids[ItemId(row.item_id)] = Uid(row.item_uid)
        unseen = {id: unseen_changes(changes, _bases(self.checks(uids[id]))) for id, changes in found.items()}
        return {id: changes for id, changes in unseen.items() if changes}

    def unseen_changes_of(self, item: ItemId, records: Sequence[CheckRecord]) -> tuple[LineChange, ...]:
        """Return what the list changed under the standing check of an item, whose records these are."""
        rows = self._connection.execute(_CHANGES_OF_ITEM, {"of_item": item}).all() if records else ()
        return unseen_changes((_line_change(row) for row in rows), _bases(records)) if rows else ()


class ListChangeWriting(ListChangeReading, CheckWriting):
    """The one way in which a line of a list changes or leaves."""

    def change_lines(self, handover: HandoverId, changes: Sequence[ListedChange]) -> None:
        """Bring items to what a version of their list says, and keep what they were."""
        readings = self._readings_of(handover)
        self._many(_UPDATE_ITEM, (_item_values(one, readings.get(one.item, ())) for one in changes))
        rewritten = [one for one in changes if one.change.after.identifiers != one.change.before.identifiers]
        self._many(_FORGET_IDENTIFIERS, ({"of_item": one.item} for one in rewritten))
        self._many(
            insert(ItemIdentifierRow),
            (row for one in rewritten for row in _identifier_rows(one, readings.get(one.item, ()))),
        )
        leaving = [one for one in changes if one.change.step is LineStep.WITHDRAWN]
        coming = [one for one in changes if one.known.item.is_withdrawn]
        staying = [
            one
            for one in changes
            if not one.known.item.is_withdrawn and one.change.step is not LineStep.WITHDRAWN
        ]
        self._many(_FORGET_RESULT, ({"of_item": one.item} for one in leaving))
        self._many(
            insert(ItemResultRow),
            (
                {**_result(one), "item_id": one.item, "handover_id": handover, "head_id": self._head_of(one)}
                for one in coming
            ),
        )
        self._many(_UPDATE_RESULT, ({**_result(one), "of_item": one.item} for one in staying))
        self._many(insert(LineChangeRow), (_change_values(handover, one) for one in changes))

    def _many(self, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
        given = list(rows)
        if given:
            self._connection.execute(statement, given)

    def _readings_of(self, handover: HandoverId) -> dict[ItemId, tuple[Identifier, ...]]:
        """Return what was read on the objects and is not on the list."""
        query = (
            select(ItemIdentifierRow.item_id, ItemIdentifierRow.kind, ItemIdentifierRow.value)
            .join(ItemRecordRow, ItemRecordRow.id == ItemIdentifierRow.item_id)
            .where(ItemRecordRow.handover_id == handover, ~ItemIdentifierRow.listed)
            .order_by(ItemIdentifierRow.item_id, ItemIdentifierRow.position)
        )
        found: dict[ItemId, tuple[Identifier, ...]] = {}
        for item, kind, value in self._connection.execute(query):
            id = ItemId(item)
            found[id] = (*found.get(id, ()), build_identifier(kind, value))
        return found

    def _head_of(self, one: ListedChange) -> int | None:
        """Return the record that decides an item, where one alone holds."""
        if len(one.known.checks) != 1:
            return None
        query = select(CheckRecordRow.id).where(CheckRecordRow.uid == one.known.checks[0])
        return self._connection.execute(query).scalar_one()


def _bases(records: Sequence[CheckRecord]) -> list[CheckRecord]:
    """Return the records that the standing result is from: an undo brings back what an earlier one said."""
    standing = [record for record in heads(records) if record.finding is not None]
    undone = [record.finding for record in standing if record.method is Method.UNDO]
    return [*standing, *(record for record in records if record.finding in undone)]


def _item_values(one: ListedChange, readings: tuple[Identifier, ...]) -> dict[str, Any]:
    item, change = one.known.item, one.change
    origin, reason, list_no = item.origin, item.reason, one.known.list_no
    if change.step in (LineStep.LISTED, LineStep.RESTORED):
        origin, reason, list_no = Origin.LISTED, "", one.list_no
    elif change.step is LineStep.KEPT:
        origin, reason = Origin.EXTRA, one.reason
    columns = item_columns(item.uid, change.after, origin, reason)
    columns["search_text"] = search_text(change.after, readings)
    place = -abs(item.position) if change.step is LineStep.WITHDRAWN else abs(item.position)
    return {**columns, "list_no": list_no, "position": place, "of_item": item.id}


def _identifier_rows(one: ListedChange, readings: tuple[Identifier, ...]) -> list[dict[str, Any]]:
    listed = one.change.after.identifiers
    known = {(mark.kind, lookup_key(mark.value)) for mark in listed}
    read = [mark for mark in readings if (mark.kind, lookup_key(mark.value)) not in known]
    return [
        *identifier_columns(one.item, listed, start=0, listed=True),
        *identifier_columns(one.item, read, start=len(listed), listed=False),
    ]


def _result(one: ListedChange) -> dict[str, Any]:
    step, item = one.change.step, one.known.item
    origin = {LineStep.CHANGED: item.origin, LineStep.KEPT: Origin.EXTRA}.get(step, Origin.LISTED)
    return result_columns(one.change.after, origin, one.known.finding, conflict=one.known.conflict)


def _change_values(handover: HandoverId, one: ListedChange) -> dict[str, Any]:
    change = one.change
    at, at_offset = instant(change.at)
    return {
        "uid": change.uid,
        "handover_id": handover,
        "item_id": one.item,
        "version": change.version,
        "step": change.step.value,
        "line_before": json_text(to_data(change.before)),
        "line_after": json_text(to_data(change.after)),
        "checks": json_text(change.checks),
        "who": change.who,
        "at": at,
        "at_offset": at_offset,
        "device": change.device,
    }


def _line_change(row: Row[*tuple[Any, ...]]) -> LineChange:
    return LineChange(
        uid=Uid(row.uid),
        item=Uid(row.item_uid),
        version=row.version,
        step=LineStep(row.step),
        before=from_data(AssetLine, json.loads(row.line_before)),
        after=from_data(AssetLine, json.loads(row.line_after)),
        checks=tuple(Uid(uid) for uid in json_list(row.checks)),
        who=row.who,
        at=instant_of(row.at, row.at_offset),
        device=row.device,
    )


def _known_line(
    row: Row[*tuple[Any, ...]],
    identifiers: dict[int, tuple[Identifier, ...]],
    unsettled: dict[int, tuple[CheckRecord, ...]],
) -> KnownLine:
    item = build_item(row, identifiers.get(row[0], ()))
    list_no, conflict, photos, head, *found = row[_ITEM_END:]
    finding = build_finding(found)
    checks: tuple[Uid, ...] = () if head is None else (Uid(head),)
    if head is None and row[0] in unsettled:
        standing = unsettled[row[0]]
        checks = tuple(record.id for record in standing)
        finding = standing[0].finding if len(standing) == 1 else None
        conflict = len(standing) > 1
    return KnownLine(item, finding, bool(conflict), list_no, bool(photos), checks)


_ITEM_END = len(ITEM_COLUMNS)
_KNOWN = (
    select(
        *ITEM_COLUMNS,
        ItemRecordRow.list_no,
        ItemResultRow.conflict,
        exists().where(PhotoRow.item_id == ItemRecordRow.id),
        CheckRecordRow.uid,
        *FINDING_COLUMNS,
    )
    .outerjoin(ItemResultRow, ItemResultRow.item_id == ItemRecordRow.id)
    .outerjoin(CheckRecordRow, CheckRecordRow.id == ItemResultRow.head_id)
    .order_by(func.abs(ItemRecordRow.position))
)
_CHANGES = (
    select(
        LineChangeRow.uid,
        LineChangeRow.item_id,
        ItemRecordRow.uid.label("item_uid"),
        LineChangeRow.version,
        LineChangeRow.step,
        LineChangeRow.line_before,
        LineChangeRow.line_after,
        LineChangeRow.checks,
        LineChangeRow.who,
        LineChangeRow.at,
        LineChangeRow.at_offset,
        LineChangeRow.device,
    )
    .join(ItemRecordRow, ItemRecordRow.id == LineChangeRow.item_id)
    .order_by(LineChangeRow.version, LineChangeRow.at, LineChangeRow.uid)
)
_CHANGES_OF_ITEM = _CHANGES.where(LineChangeRow.item_id == bindparam("of_item"))
_UPDATE_ITEM = update(ItemRecordRow).where(ItemRecordRow.id == bindparam("of_item"))
_UPDATE_RESULT = update(ItemResultRow).where(ItemResultRow.item_id == bindparam("of_item"))
_FORGET_RESULT = delete(ItemResultRow).where(ItemResultRow.item_id == bindparam("of_item"))
_FORGET_IDENTIFIERS = delete(ItemIdentifierRow).where(ItemIdentifierRow.item_id == bindparam("of_item"))
