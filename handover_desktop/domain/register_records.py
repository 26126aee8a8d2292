"""A whole register as data, in the form that other programs are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handover_desktop.domain.ids import Uid
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.states import State
from handover_desktop.domain.voiding import VoidedProtocol

KIND = "handover-register"
SCHEMA = 1
"""The version of this form."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that belongs to a handover, by what tells it from every other; `size` in bytes.

    `digest` is of the protocol that it belongs to, empty where it belongs to none.
    """

    kind: str
    file_name: str
    sha256: str
    media_type: str
    size: int
    added_at: datetime
    edition: str
    signatures: int
    digest: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """A handover with its content: as it was finalised, or as it stands where it is not. `digest` is empty then.

    `voided` are its protocols that count no more.
    """

    uid: Uid
    reference: str
    state: State
    created_at: datetime
    digest: str
    snapshot: Snapshot
    signatures: tuple[Signature, ...]
    files: tuple[FileRecord, ...]
    voided: tuple[VoidedProtocol, ...]


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """The handovers of one register, in the order in which they were made."""

    device: str
    program: str
    written_at: datetime
    handovers: tuple[HandoverRecord, ...]
    kind: str = KIND
    schema: int = SCHEMA
