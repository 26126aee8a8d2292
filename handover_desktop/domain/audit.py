"""The audit chain: what was done on a laptop, each entry bound to the one before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handover_desktop.domain.canonical import canonical_bytes

GENESIS = "0" * 64
"""The previous hash of a device's first entry."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `sequence` counts from 1 without gaps on each device; `payload` is canonical JSON."""

    device: str
    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    payload: str
    previous: str
    hash: str


def link(
    previous: str,
    *,
    device: str,
    sequence: int,
    at: datetime,
    actor: str,
    action: str,
    subject: str,
    payload: str,
) -> AuditEntry:
    """Return the entry that follows the one whose hash is `previous`."""
    digest = _hash(previous, device, sequence, at, actor, action, subject, payload)
    return AuditEntry(device, sequence, at, actor, action, subject, payload, previous, digest)


def _hash(previous: str, device: str, sequence: int, at: datetime, *texts: str) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    offset = int((at.utcoffset() or timedelta()).total_seconds() // 60)
    return hashlib.sha256(canonical_bytes([previous, device, sequence, moment, offset, *texts])).hexdigest()


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The verdict over the chains of all devices. `broken` names the first bad entry as (device, sequence)."""

    entries: int
    heads: tuple[tuple[str, int, str], ...]
    broken: tuple[str, int] | None = None
    clock_jumps: tuple[tuple[str, int], ...] = ()

    @property
    def intact(self) -> bool:
        """Whether every entry is in its place and unchanged."""
        return self.broken is None


def examine_chain(entries: Iterable[AuditEntry]) -> ChainReport:
    """Check hashes, links and sequences of `entries`, ordered by device and sequence; stop at the first break."""
    heads: dict[str, AuditEntry] = {}
    jumps: list[tuple[str, int]] = []
    count = 0
    for entry in entries:
        before = heads.get(entry.device)
        expected = (before.sequence + 1, before.hash) if before else (1, GENESIS)
        digest = _hash(
            entry.previous,
            entry.device,
            entry.sequence,
            entry.at,
            entry.actor,
            entry.action,
            entry.subject,
            entry.payload,
        )
        if (entry.sequence, entry.previous) != expected or entry.hash != digest:
            return ChainReport(count, _describe(heads), (entry.device, entry.sequence), tuple(jumps))
        if before and entry.at < before.at:
            jumps.append((entry.device, entry.sequence))
        heads[entry.device] = entry
        count += 1
    return ChainReport(count, _describe(heads), None, tuple(jumps))


def _describe(heads: dict[str, AuditEntry]) -> tuple[tuple[str, int, str], ...]:
    return tuple((device, entry.sequence, entry.hash) for device, entry in sorted(heads.items()))
