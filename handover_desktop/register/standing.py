"""Where an item and its handover stand: what recording and undoing ask before they write."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, case, exists, func, select
from sqlalchemy.orm import aliased

from handover_desktop.domain.checks import CheckRecord, Method
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId, Uid
from handover_desktop.domain.states import State
from handover_desktop.register.check_rows import CHECK_COLUMNS, build_check, head_ids
from handover_desktop.register.checks import CheckReading
from handover_desktop.register.handovers import IS_EXCEPTION
from handover_desktop.register.item_rows import build_item
from handover_desktop.register.items import on_list
from handover_desktop.register.tables import CheckRecordRow, ItemIdentifierRow, ItemRecordRow, ItemResultRow
from handover_desktop.register.views import Act, Standing


class StandingReading(CheckReading):
    """Answers of one row each, cheap enough for every tick."""

    def standing(self, item: ItemId) -> Standing:
        """Return an item with its handover's reference and state; raise DomainError ITEM_UNKNOWN."""
        rows = self._run(self._statements.standing, {"of_item": item}).fetchall()
        if not rows:
            raise DomainError(Code.ITEM_UNKNOWN, item=item)
        (*columns, handover, reference, state) = rows[0]
        found = build_item(columns, self._listed_identifiers(item))
        return Standing(found, HandoverId(handover), reference, State(state))

    def head_uids(self, item: ItemId) -> tuple[Uid, ...]:
        """Return the identities of the records that no other one replaces, without reading the records."""
        rows = self._run(self._statements.records_of_item, {"of_item": item}).fetchall()
        uids = {id: uid for _, id, uid, _ in rows if id is not None}
        found = head_ids([(id, uid, replaces) for _, id, uid, replaces in rows if id is not None])
        return tuple(Uid(uids[id]) for id in found)

    def item_count(self, handover: HandoverId) -> int:
        """Return the number of items of a handover."""
        query = select(func.count()).where(on_list(handover))
        return self._connection.execute(query).scalar_one()

    def usual_currency(self, handover: HandoverId) -> str:
        """Return the currency of most lines of a handover, empty where none has a price."""
        query = (
            select(ItemResultRow.currency)
            .where(ItemResultRow.handover_id == handover, ItemResultRow.currency != "")
            .group_by(ItemResultRow.currency)
            .order_by(func.count().desc(), ItemResultRow.currency)
            .limit(1)
        )
        return self._connection.execute(query).scalar() or ""

    def usual_identifier(self, handover: HandoverId) -> IdentifierKind | None:
        """Return the kind of most identifiers on the list of a handover, of makers' before owners'; None for none."""
        is_of_maker = ItemIdentifierRow.kind.not_in(
            (IdentifierKind.INVENTORY_NUMBER.value, IdentifierKind.PLATE.value)
        )
        query = (
            select(ItemIdentifierRow.kind)
            .join(ItemRecordRow, ItemRecordRow.id == ItemIdentifierRow.item_id)
            .where(on_list(handover), ItemIdentifierRow.listed)
            .group_by(ItemIdentifierRow.kind)
            .order_by(is_of_maker.desc(), func.count().desc(), ItemIdentifierRow.kind)
            .limit(1)
        )
        kind = self._connection.execute(query).scalar()
        return IdentifierKind(kind) if kind else None

    def mark_counts(self, handover: HandoverId) -> tuple[int, int]:
        """Return how many items are anything but open or plainly accepted, and for how many two results stand."""
        exceptions, conflicts = self._connection.execute(_MARKS, {"of_handover": handover}).one()
        return int(exceptions or 0), int(conflicts or 0)

    def undoable(self, handover: HandoverId) -> Act | None:
        """Return this device's newest act of which a record was not undone and still decides its item.

        A record decides while the one head of its item is itself, or an undo that restored it.
        """
        asked = {"of_handover": handover, "of_device": self.device}
        row = self._connection.execute(_UNDOABLE, asked).first()
        if row is None:
            return None
        number, _id, item, *columns = row
        count = 1
        if number is not None:
            count = len(self._connection.execute(_OF_ACT, {**asked, "of_act": number}).all())
        return Act(build_check(columns), self.item(ItemId(item)), count)

    def records_of_act(
        self, handover: HandoverId, newest: CheckRecord
    ) -> tuple[tuple[CheckRecord, ItemId], ...]:
        """Return the records of the act of `newest` that an undo takes back, newest first."""
        asked = {"of_handover": handover, "of_device": self.device}
        first = select(func.coalesce(CheckRecordRow.act, CheckRecordRow.id)).where(
            CheckRecordRow.uid == newest.id
        )
        number = self._connection.execute(first).scalar_one()
        found = self._connection.execute(_OF_ACT, {**asked, "of_act": number}).all()
        return tuple((build_check(columns), ItemId(item)) for _act, _id, item, *columns in found)


def _undoable() -> Select[*tuple[Any, ...]]:
    record, head, undo = CheckRecordRow, aliased(CheckRecordRow), aliased(CheckRecordRow)
    undone = exists().where(
        undo.item_id == record.item_id,
        undo.method == Method.UNDO.value,
        undo.replaces.contains(record.uid),
    )
    device: BindParameter[str] = bindparam("of_device")
    restored = (head.method == Method.UNDO.value) & (head.device == device)
    return (
        select(record.act, record.id, record.item_id, *CHECK_COLUMNS)
        .join(ItemRecordRow, ItemRecordRow.id == record.item_id)
        .join(ItemResultRow, ItemResultRow.item_id == record.item_id)
        .join(head, head.id == ItemResultRow.head_id)
        .where(
            record.handover_id == bindparam("of_handover"),
            record.device == device,
            record.method != Method.UNDO.value,
            (head.id == record.id) | restored,
            ~undone,
        )
        .order_by(record.id.desc())
    )


_UNDOABLE = _undoable().limit(1)
"""Built once: that takes longer than running it, and every tick asks for it."""

_OF_ACT = _undoable().where(
    CheckRecordRow.id >= bindparam("of_act"),
    (CheckRecordRow.id == bindparam("of_act")) | (CheckRecordRow.act == bindparam("of_act")),
)

_MARKS = select(
    func.sum(case((IS_EXCEPTION, 1), else_=0)), func.sum(case((ItemResultRow.conflict, 1), else_=0))
).where(ItemResultRow.handover_id == bindparam("of_handover"))
