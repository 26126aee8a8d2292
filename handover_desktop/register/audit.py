"""The audit chain of this laptop, and settings and series that change under its eyes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, tuple_, update

from handover_desktop.domain.audit import GENESIS, AuditEntry, link
from handover_desktop.domain.clock import JUMPED, ClockJump, went_back
from handover_desktop.register.columns import instant_of, json_text
from handover_desktop.register.tables import AuditEntryRow, HandoverRow, ItemRecordRow, SeriesRow, SettingRow
from handover_desktop.register.transaction import Transaction, WritingTransaction


class AuditReading(Transaction):
    """The audit chain and the settings as they stand."""

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Yield all entries, by device and sequence, one at a time."""
        rows = self._connection.execute(
            select(AuditEntryRow).order_by(AuditEntryRow.device, AuditEntryRow.sequence)
        ).mappings()
        for row in rows:
            yield _entry_of(row)

    def newest_entries(self, limit: int, *, before: AuditEntry | None = None) -> tuple[AuditEntry, ...]:
        """Return the last `limit` entries, or of those that stand after `before`; newest first, by device."""
        device, sequence = AuditEntryRow.device, AuditEntryRow.sequence
        query = select(AuditEntryRow).order_by(device.desc(), sequence.desc())
        if before is not None:
            query = query.where(tuple_(device, sequence) < (before.device, before.sequence))
        return tuple(_entry_of(row) for row in self._connection.execute(query.limit(limit)).mappings())

    def lines_of(self, items: Collection[str]) -> dict[str, tuple[str, str]]:
        """Return the handover's reference and the line number of each of these items (uids) that is known here."""
        query = (
            select(ItemRecordRow.uid, HandoverRow.reference, ItemRecordRow.line_no)
            .join(HandoverRow, HandoverRow.id == ItemRecordRow.handover_id)
            .where(ItemRecordRow.uid.in_(items))
        )
        return {uid: (reference, line) for uid, reference, line in self._connection.execute(query)}

    def own_entries(self, *actions: str) -> tuple[AuditEntry, ...]:
        """Return the entries of this device that are of one of `actions`, in the order of their sequence."""
        query = (
            select(AuditEntryRow)
            .where(AuditEntryRow.device == self.device, AuditEntryRow.action.in_(actions))
            .order_by(AuditEntryRow.sequence)
        )
        return tuple(_entry_of(row) for row in self._connection.execute(query).mappings())

    def audit_payloads(self, action: str, subject: str) -> tuple[str, ...]:
        """Return what was noted of an act on a subject, canonical JSON, oldest first by time."""
        query = (
            select(AuditEntryRow.payload)
            .where(AuditEntryRow.action == action, AuditEntryRow.subject == subject)
            .order_by(AuditEntryRow.at, AuditEntryRow.sequence)
        )
        return tuple(self._connection.execute(query).scalars())

    def audit_head(self) -> tuple[int, str]:
        """Return the sequence and hash of this device's last entry; (0, GENESIS) where there is none."""
        sequence, hash_, _at = self._last_entry()
        return sequence, hash_

    def newest_moment(self) -> datetime | None:
        """Return when this device's last entry was written, in UTC; None where there is none."""
        _sequence, _hash, at = self._last_entry()
        return instant_of(at, 0) if at else None

    def _last_entry(self) -> tuple[int, str, str]:
        rows = self._run(self._statements.audit_head, {"device": self.device}).fetchall()
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else (0, GENESIS, "")

    def has_audit_entry(self, hash: str) -> bool:
        """Tell whether an entry of that hash is in the chain of any device."""
        query = select(AuditEntryRow.sequence).where(AuditEntryRow.hash == hash).limit(1)
        return self._connection.execute(query).first() is not None

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting of this register."""
        value = self._connection.execute(select(SettingRow.value).where(SettingRow.name == name)).scalar()
        return default if value is None else value


class AuditWriting(AuditReading, WritingTransaction):
    """New entries, settings and numbers."""

    def append_audit(
        self, action: str, subject: str, payload: Mapping[str, object] | None = None
    ) -> AuditEntry:
        """Append an act to this device's chain, bound to its last entry as this transaction finds it.

        Where the clock went back since that entry, an entry that says so comes first.
        """
        sequence, previous, newest = self._last_entry()
        if newest > self._at_columns[0] and action != JUMPED:
            self._note_jump(instant_of(newest, self._at_columns[1]))
            sequence, previous, newest = self._last_entry()
        entry = link(
            previous,
            device=self.device,
            sequence=sequence + 1,
            at=self.at,
            actor=self.actor,
            action=action,
            subject=subject,
            payload=json_text(payload or {}),
        )
        at, at_offset = self._at_columns
        self._run(
            self._statements.append_audit,
            {
                "device": entry.device,
                "sequence": entry.sequence,
                "at": at,
                "at_offset": at_offset,
                "actor": entry.actor,
                "action": entry.action,
                "subject": entry.subject,
                "payload": entry.payload,
                "previous": entry.previous,
                "hash": entry.hash,
            },
        )
        return entry

    def _note_jump(self, newest: datetime) -> None:
        if went_back(self.at, newest):
            self.append_audit(JUMPED, "register", ClockJump(newest, self.at).to_payload())

    def next_in_series(self, series: str) -> int:
        """Return the next number of a series, counted from 1 without gaps."""
        last = self._connection.execute(select(SeriesRow.last).where(SeriesRow.name == series)).scalar()
        if last is None:
            self._connection.execute(insert(SeriesRow), {"name": series, "last": 1})
            return 1
        self._connection.execute(update(SeriesRow).where(SeriesRow.name == series).values(last=last + 1))
        return last + 1

    def set_setting(self, name: str, value: str) -> None:
        """Save a setting of this register."""
        changed = self._connection.execute(
            update(SettingRow).where(SettingRow.name == name).values(value=value)
        )
        if not changed.rowcount:
            self._connection.execute(insert(SettingRow), {"name": name, "value": value})


def _entry_of(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        device=row["device"],
        sequence=row["sequence"],
        at=instant_of(row["at"], row["at_offset"]),
        actor=row["actor"],
        action=row["action"],
        subject=row["subject"],
        payload=row["payload"],
        previous=row["previous"],
        hash=row["hash"],
    )
