"""Keeping the register safe: backups, its health, and the audit chain."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from handover_desktop.domain.audit import AuditEntry, ChainReport, examine_chain
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.services.workplace import Workplace

_KEPT = 10
_LEFT_BEHIND = 86_400
"""Seconds after which a backup that is not whole will not become so."""


class Safekeeping:
    """The use cases that guard what is already there."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def back_up(self, target: Path) -> None:
        """Write a complete, checked copy of the register to `target`."""
        self._workplace.register.back_up(target)

    def back_up_automatically(self, occasion: str) -> Path:
        """Make a backup beside the register, named by time and occasion; the ten newest are kept.

        What was left of one that was cut off long ago goes. Raises EnvironmentFault BACKUP_FAILED, DISK_FULL.
        """
        path = self._workplace.register.path
        folder = path.parent / f"{path.stem}-backups"
        try:
            folder.mkdir(exist_ok=True)
        except OSError as fault:
            raise EnvironmentFault(Code.BACKUP_FAILED, path=folder, detail=fault.strerror or fault) from fault
        moment = self._workplace.now().strftime("%Y%m%d-%H%M%S-%f")
        target = folder / f"{path.stem}-{moment}-{occasion}{path.suffix}"
        self._workplace.register.back_up(target)
        before = self._workplace.now().timestamp() - _LEFT_BEHIND
        with suppress(OSError):
            stem = glob.escape(path.stem)
            others = {*folder.glob(f"{stem}-*{path.suffix}")} - {target}
            # What is named later than the newest was made before the clock was put back: it is older than all others.
            in_order = sorted(others, key=lambda other: (other.name < target.name, other.name))
            for old in in_order[: 1 - _KEPT]:
                old.unlink(missing_ok=True)
            for part in folder.glob(f".{stem}-*.part"):
                if part.stat().st_mtime < before:
                    part.unlink(missing_ok=True)
        return target

    def verify_audit(self) -> ChainReport:
        """Check the chains of all devices from their first entry to their heads."""
        with self._workplace.reading() as store:
            return examine_chain(store.audit_entries())

    def missing_anchors(self) -> tuple[str, ...]:
        """Return the numbers of protocols, voided ones too, that name an audit entry which is not in the chain.

        A protocol prints the last entry before it; a voided one also has the entry that voided it.
        """
        missing = []
        with self._workplace.reading() as store:
            for summary in store.handovers():
                if summary.number and not store.has_audit_entry(_printed_head(store.snapshot(summary.id))):
                    missing.append(summary.number)
            for voided in store.all_voided():
                head = _printed_head(store.snapshot_of(voided.protocol.digest))
                if not (store.has_audit_entry(head) and store.has_audit_entry(voided.entry)):
                    missing.append(voided.protocol.number)
        return tuple(missing)

    def journal(self, *, limit: int = 500, before: AuditEntry | None = None) -> tuple[AuditEntry, ...]:
        """Return the newest audit entries, newest first; with `before`, those that follow it in this order."""
        with self._workplace.reading() as store:
            return store.newest_entries(limit, before=before)

    def lines_of(self, entries: Iterable[AuditEntry]) -> dict[str, tuple[str, str]]:
        """Return the handover's reference and the line number of the items that these entries are about, by subject."""
        with self._workplace.reading() as store:
            return store.lines_of({entry.subject for entry in entries})

    def check_health(self) -> None:
        """Raise DomainError REGISTER_DAMAGED where the file is not sound."""
        self._workplace.register.check_health()


def _printed_head(snapshot: bytes) -> str:
    head: str = json.loads(snapshot)["audit_head"]
    return head
