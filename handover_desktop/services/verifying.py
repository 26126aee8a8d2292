"""Verifying: is this file a protocol as this register gave it out."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.snapshots import Snapshot, read_snapshot
from handover_desktop.services.views import Verdict, Verification
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading

_LIMIT_MB = 500


class Verifying:
    """The use case of checking a protocol file."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def verify(self, path: Path) -> Verification:
        """Compare a file with its own attached snapshot and with this register.

        Raises DomainError DOCUMENT_UNREADABLE for anything that is not a PDF.
        """
        with self._workplace.reading() as store:
            return verify_file(path, store)


def verify_file(path: Path, store: Reading | None) -> Verification:
    """Compare a file with its own attached snapshot, and with a register where there is one."""
    from handover_desktop.protocol.reading import read_protocol

    content = _read(path)
    found = read_protocol(content, name=path.name)
    sha256 = hashlib.sha256(content).hexdigest()
    snapshot = _open_snapshot(found.snapshot)
    holds = snapshot is not None and snapshot.digest == found.digest and snapshot.number == found.number
    file_known = known = False
    if store is not None:
        file_known = any(record.kind == "protocol" for record in store.find_document(sha256))
        known = bool(found.digest) and store.find_snapshot(found.digest) is not None
    is_protocol = found.snapshot is not None or re.fullmatch("[0-9a-f]{64}", found.digest) is not None
    return Verification(
        verdict=_judge(holds, file_known=file_known, known=known) if is_protocol else Verdict.FOREIGN,
        number=found.number if is_protocol else "",
        digest=found.digest if is_protocol else "",
        sha256=sha256,
        pages=found.pages,
        snapshot_holds=holds,
        file_known=file_known,
        protocol_known=known,
        anchor_holds=_anchor_holds(store, snapshot) if store is not None and known else None,
    )


def _judge(holds: bool, *, file_known: bool, known: bool) -> Verdict:
    if file_known and holds:
        return Verdict.INTACT
    return Verdict.ALTERED if known or not holds else Verdict.UNKNOWN


def _anchor_holds(store: Reading, snapshot: Snapshot | None) -> bool:
    if snapshot is None:
        return False
    return snapshot.audit_sequence == 0 or store.has_audit_entry(snapshot.audit_head)


def _open_snapshot(data: bytes | None) -> Snapshot | None:
    if data is None:
        return None
    try:
        snapshot = read_snapshot(json.loads(data))
    except (ValueError, TypeError, KeyError, RecursionError, ArithmeticError):
        return None
    return snapshot if snapshot.to_bytes() == data else None


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LIMIT_MB * 1_000_000:
            raise DomainError(Code.DOCUMENT_UNREADABLE, path=path.name)
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise EnvironmentFault(Code.NO_SUCH_FILE, path=path) from gone
    except OSError as fault:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path.name, detail=fault.strerror or fault) from fault
