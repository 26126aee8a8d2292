"""Which supplementary protocols add to a protocol, and which of its items they have taken over."""

from __future__ import annotations

from sqlalchemy import select

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.states import State
from handover_desktop.register.tables import HandoverRow, ItemRecordRow
from handover_desktop.register.transaction import Transaction


class SupplementReading(Transaction):
    """The children of a protocol; cancelled ones do not count."""

    def supplements(self, number: str) -> tuple[tuple[HandoverId, str], ...]:
        """Return (handover, reference) of the supplementary protocols to the protocol of that number, oldest first."""
        query = (
            select(HandoverRow.id, HandoverRow.reference)
            .where(HandoverRow.parent_number == number, HandoverRow.state != State.CANCELLED.value)
            .order_by(HandoverRow.id)
        )
        return tuple((HandoverId(id), reference) for id, reference in self._connection.execute(query))

    def family(self, handover: HandoverId) -> frozenset[HandoverId]:
        """Return a handover with all that it adds to and all that adds to it, over any number of steps."""
        query = select(HandoverRow.id, HandoverRow.number, HandoverRow.parent_number)
        rows = self._connection.execute(query).all()
        by_number = {row.number: row.id for row in rows if row.number}
        kin: dict[int, set[int]] = {}
        for row in rows:
            parent = by_number.get(row.parent_number)
            if parent is not None:
                kin.setdefault(row.id, set()).add(parent)
                kin.setdefault(parent, set()).add(row.id)
        found, waiting = {int(handover)}, [int(handover)]
        while waiting:
            new = kin.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return frozenset(HandoverId(id) for id in found)

    def carried_from(self, number: str) -> frozenset[Uid]:
        """Return the items of that protocol which a supplementary one carries; these have their uid as `reason`."""
        query = (
            select(ItemRecordRow.reason)
            .join(HandoverRow, HandoverRow.id == ItemRecordRow.handover_id)
            .where(
                HandoverRow.parent_number == number,
                HandoverRow.state != State.CANCELLED.value,
                ItemRecordRow.origin == Origin.CARRIED_OVER.value,
            )
        )
        return frozenset(Uid(uid) for uid in self._connection.execute(query).scalars())
