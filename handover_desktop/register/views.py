"""What the register shows: frozen values for lists, searches and histories."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from handover_desktop.domain.assets import Item
    from handover_desktop.domain.checks import CheckRecord, Outcome
    from handover_desktop.domain.handovers import Handover
    from handover_desktop.domain.identifiers import Identifier
    from handover_desktop.domain.ids import HandoverId, ItemId
    from handover_desktop.domain.list_changes import LineChange
    from handover_desktop.domain.states import State
    from handover_desktop.domain.tally import Group
    from handover_desktop.domain.voiding import VoidedProtocol


class ItemSort(enum.StrEnum):
    """The orders of an item list."""

    LIST = "list"
    IDENTIFIER = "identifier"
    DESCRIPTION = "description"
    UNIT = "unit"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items of a handover are wanted, and in which order; empty fields ask for everything.

    `text` finds words and parts of identifiers in either script. `group` is the row of the summary in which
    the line itself is counted. `open_only` asks for items without a decided outcome (conflicts included),
    `exceptions_only` for all that is anything but open or plainly accepted.
    """

    text: str = ""
    group: Group | None = None
    open_only: bool = False
    exceptions_only: bool = False
    category: str = ""
    receiving_unit: str = ""
    lot: str = ""
    sort: ItemSort = ItemSort.LIST
    descending: bool = False

    @property
    def depends_on_outcome(self) -> bool:
        """Whether a record can change which items are found, or their order."""
        narrowed = self.open_only or self.exceptions_only or self.group is not None
        return narrowed or self.sort is ItemSort.OUTCOME


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list on a handover; `version` counts the lists of the handover from 1."""

    handover: HandoverId
    reference: str
    version: int
    file_name: str
    sheet: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in a list. `outcome` is None while it is open or in conflict; `extra`: it was not listed."""

    id: ItemId
    position: int
    line_no: str
    identifier: str
    description: str
    make_model: str
    quantity: Decimal
    unit: str
    receiving_unit: str
    category: str
    outcome: Outcome | None
    sealed: bool
    conflict: bool
    extra: bool


@dataclass(frozen=True, slots=True)
class AssetHit:
    """An asset found anywhere in the register, with the handover it is on, or was until its list withdrew it."""

    item: ItemId
    handover: HandoverId
    reference: str
    state: State
    line_no: str
    description: str
    make_model: str
    identifiers: tuple[Identifier, ...]
    outcome: Outcome | None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class AssetHistory:
    """What this register knows about one asset: its check records, oldest first, its other handovers, the voided
    protocols of this one, and what new versions of the list did to it, oldest first.
    """

    item: Item
    handover: Handover
    checks: tuple[CheckRecord, ...]
    elsewhere: tuple[AssetHit, ...]
    voided: tuple[VoidedRecord, ...] = ()
    list_changes: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document that belongs to a handover; `size` is in bytes, `kind` is "protocol", "extract", "signed-scan",
    "copy", "blank-form" or "filled-form". `edition`, `signatures`, `pages` and `digest` are as in the table; `pages`
    is JSON as text.
    """

    handover: HandoverId
    kind: str
    file_name: str
    sha256: str
    media_type: str
    size: int
    added_at: datetime
    added_by: str
    edition: str = ""
    signatures: int = 0
    pages: str = "[]"
    digest: str = ""


@dataclass(frozen=True, slots=True)
class VoidedRecord:
    """A voided protocol of a handover. `replaced_by` is the number of the next protocol, empty while there is none;
    `entry` is the hash of the audit entry of the voiding.
    """

    handover: HandoverId
    protocol: VoidedProtocol
    replaced_by: str
    entry: str


@dataclass(frozen=True, slots=True)
class TrustedSeal:
    """A certificate whose seal a register trusts; `sha256` is of its DER bytes in `der`."""

    sha256: str
    name: str
    der: bytes
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class Act:
    """What one act recorded and an undo takes back: its newest record with the item, and how many records there are."""

    record: CheckRecord
    item: Item
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with the handover that it belongs to, or belonged to until a version of its list withdrew it."""

    item: Item
    handover: HandoverId
    reference: str
    state: State
