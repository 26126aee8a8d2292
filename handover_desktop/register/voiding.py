"""Voided protocols in the register: what they were stays readable, and no other protocol is taken for them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, RowMapping, func, insert, literal, select, update

from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.states import State
from handover_desktop.domain.voiding import PaperOriginals, VoidedProtocol
from handover_desktop.register.columns import instant, instant_of
from handover_desktop.register.tables import (
    BlobRow,
    HandoverRow,
    PhotoRow,
    VoidedPictureRow,
    VoidedProtocolRow,
)
from handover_desktop.register.transaction import Transaction, WritingTransaction
from handover_desktop.register.views import VoidedRecord


class VoidingReading(Transaction):
    """Voided protocols as they were."""

    def voided(self, handover: HandoverId) -> tuple[VoidedRecord, ...]:
        """Return the voided protocols of a handover, oldest first."""
        return self._voided(VoidedProtocolRow.handover_id == handover)

    def find_voided(self, digest: str) -> VoidedRecord | None:
        """Return the voided protocol of that digest; None where it still counts, or is not known."""
        found = self._voided(VoidedProtocolRow.digest == digest)
        return found[0] if found else None

    def all_voided(self) -> tuple[VoidedRecord, ...]:
        """Return the voided protocols of every handover."""
        return self._voided()

    def _voided(self, *conditions: ColumnElement[bool]) -> tuple[VoidedRecord, ...]:
        """Read voided protocols, each with the number of the protocol that came after it."""
        after = (
            select(VoidedProtocolRow.handover_id, VoidedProtocolRow.position, VoidedProtocolRow.number)
            .subquery()
            .alias("after")
        )
        query = (
            select(VoidedProtocolRow, func.coalesce(after.c.number, HandoverRow.number).label("replaced_by"))
            .join(HandoverRow, HandoverRow.id == VoidedProtocolRow.handover_id)
            .outerjoin(
                after,
                (after.c.handover_id == VoidedProtocolRow.handover_id)
                & (after.c.position == VoidedProtocolRow.position + 1),
            )
            .where(*conditions)
            .order_by(VoidedProtocolRow.handover_id, VoidedProtocolRow.position)
        )
        return tuple(_build(row) for row in self._connection.execute(query).mappings())


class VoidingWriting(VoidingReading, WritingTransaction):
    """The one way in which a protocol stops counting."""

    def void(self, handover: HandoverId, voided: VoidedProtocol, *, entry: str, then: State) -> None:
        """Take number and digest from a handover and keep them as voided; the handover is in state `then` afterwards.

        `entry` is the hash of the audit entry that says so. The pictures that it shows stay with it.
        """
        voided_at, voided_offset = instant(voided.voided_at)
        changed_at, changed_offset = self._at_columns
        self._connection.execute(
            insert(VoidedProtocolRow),
            {
                "digest": voided.digest,
                "handover_id": handover,
                "position": len(self.voided(handover)),
                "number": voided.number,
                "voided_at": voided_at,
                "voided_offset": voided_offset,
                "who": voided.who,
                "device": voided.device,
                "reason": voided.reason,
                "originals": voided.originals.value,
                "entry": entry,
            },
        )
        shown = select(PhotoRow.sha256).where(PhotoRow.handover_id == handover)
        kept = select(literal(voided.digest), BlobRow.sha256).where(BlobRow.sha256.in_(shown))
        self._connection.execute(insert(VoidedPictureRow).from_select(["digest", "sha256"], kept))
        self._connection.execute(
            update(HandoverRow)
            .where(HandoverRow.id == handover)
            .values(
                state=then.value,
                number="",
                digest="",
                finalised_at=None,
                finalised_offset=None,
                changed_at=changed_at,
                changed_offset=changed_offset,
            )
        )


def _build(row: RowMapping) -> VoidedRecord:
    protocol = VoidedProtocol(
        number=row["number"],
        digest=row["digest"],
        voided_at=instant_of(row["voided_at"], row["voided_offset"]),
        who=row["who"],
        device=row["device"],
        reason=row["reason"],
        originals=PaperOriginals(row["originals"]),
    )
    return VoidedRecord(HandoverId(row["handover_id"]), protocol, row["replaced_by"], row["entry"])
