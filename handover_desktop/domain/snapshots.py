"""The frozen content of a protocol: all that the document shows, with the digest that stands for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.canonical import LATER, canonical_bytes, digest_of, from_data
from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.checks import Finding, identifiers_as_found
from handover_desktop.domain.clock import ClockRecord
from handover_desktop.domain.handovers import HandoverDetails, ListVersion, ParentProtocol
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.photos import Photo
from handover_desktop.domain.symbolic import CitedProtocol, SymbolicContent
from handover_desktop.domain.tally import Tally, tally
from handover_desktop.domain.voiding import VoidedProtocol

SCHEMA = 1
"""The version of the snapshot's form; a reader refuses a higher one. Fields that are added do not change it: what
does not use them keeps its bytes (`canonical.LATER`), and a program that does not know them refuses what does.
"""


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """An item with its result. `finding` is None where it was never looked at; `checked_at` has the local offset.

    `drawing` is the shape of vehicle that its damage was marked on.
    """

    uid: Uid
    position: int
    asset: AssetLine
    origin: Origin
    reason: str = ""
    finding: Finding | None = None
    checked_by: str = ""
    checked_at: datetime | None = None
    drawing: Drawing | None = field(default=None, metadata=LATER)

    @property
    def identifiers_found(self) -> tuple[Identifier, ...]:
        """The identifiers as read on the object where they were read, otherwise as listed."""
        return identifiers_as_found(self.asset, self.finding)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The content of one protocol. `number` is empty in a draft. `audit_head` is the hash of the last entry of
    the laptop's audit chain before finalising, `audit_sequence` that entry's place in it. `replaces` are the
    protocols of this handover that were voided before, oldest first.

    A symbolic protocol has no items: `symbolic` is what it states. `ceremonies` are the symbolic protocols that an
    item-level one has to agree with.
    """

    reference: str
    number: str
    demo: bool
    details: HandoverDetails
    items: tuple[SnapshotItem, ...]
    lists: tuple[ListVersion, ...]
    parent: ParentProtocol | None
    finalised_at: datetime | None
    device: str
    audit_sequence: int
    audit_head: str
    program: str
    schema: int = SCHEMA
    photos: tuple[Photo, ...] = field(default=(), metadata=LATER)
    clock: ClockRecord | None = field(default=None, metadata=LATER)
    symbolic: SymbolicContent | None = field(default=None, metadata=LATER)
    ceremonies: tuple[CitedProtocol, ...] = field(default=(), metadata=LATER)
    replaces: tuple[VoidedProtocol, ...] = field(default=(), metadata=LATER)

    @property
    def tally(self) -> Tally:
        """The summary over all items."""
        return tally((item.asset, item.origin, item.finding) for item in self.items)

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes."""
        return digest_of(self)

    def to_bytes(self) -> bytes:
        """Return the canonical bytes, the form that is stored, attached and digested."""
        return canonical_bytes(self)


def read_snapshot(data: object) -> Snapshot:
    """Rebuild a snapshot from its decoded JSON; raise ValueError for another schema, TypeError for another form."""
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError("not a snapshot of this schema")
    return from_data(Snapshot, data)
