"""Where an item and its handover stand: what recording and undoing ask before they write."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import CheckRecord, Method
from handover_desktop.domain.handovers import State
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.register.checks import CheckReading
from handover_desktop.register.tables import CheckRecordRow, HandoverRow, ItemRecordRow, ItemResultRow
from handover_desktop.register.views import Standing


class StandingReading(CheckReading):
    """Answers of one row each, cheap enough for every tick."""

    def standing(self, item: ItemId) -> Standing:
        """Return an item with its handover's reference and state; raise DomainError ITEM_UNKNOWN."""
        found = self.item(item)
        row = self._connection.execute(_STANDING, {"item": item}).one()
        return Standing(found, HandoverId(row.id), row.reference, State(row.state))

    def item_count(self, handover: HandoverId) -> int:
        """Return the number of items of a handover."""
        query = select(func.count()).where(ItemRecordRow.handover_id == handover)
        return self._connection.execute(query).scalar_one()

    def conflict_count(self, handover: HandoverId) -> int:
        """Return the number of items for which two results stand."""
        query = (
            select(func.count())
            .join_from(ItemResultRow, ItemRecordRow, ItemResultRow.item_id == ItemRecordRow.id)
            .where(ItemRecordRow.handover_id == handover, ItemResultRow.conflict)
        )
        return self._connection.execute(query).scalar_one()

    def undoable(self, handover: HandoverId) -> tuple[CheckRecord, Item] | None:
        """Return this device's newest record that was not undone and still decides its item, with the item.

        A record decides while the one head of its item is itself, or an undo that restored it.
        """
        query = (
            select(CheckRecordRow.uid, CheckRecordRow.item_id)
            .where(
                CheckRecordRow.handover_id == handover,
                CheckRecordRow.device == self.device,
                CheckRecordRow.method != Method.UNDO.value,
            )
            .order_by(CheckRecordRow.id.desc())
        )
        for uid, item_id in self._connection.execute(query):
            item = self.item(ItemId(item_id))
            records = self.checks(item.uid)
            undone = {old for record in records if record.method is Method.UNDO for old in record.replaces}
            heads = self.heads(item.uid)
            if uid not in undone and len(heads) == 1 and _restores(heads[0], uid, self.device):
                return next(record for record in records if record.id == uid), item
        return None


def _restores(head: CheckRecord, uid: str, device: str) -> bool:
    return head.id == uid or (head.method is Method.UNDO and head.device == device)


_STANDING = (
    select(HandoverRow.id, HandoverRow.reference, HandoverRow.state)
    .join_from(ItemRecordRow, HandoverRow, ItemRecordRow.handover_id == HandoverRow.id)
    .where(ItemRecordRow.id == bindparam("item"))
)
