"""The values that use cases hand out for reading, free of any library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checks import (
    CheckRecord,
    Finding,
    Method,
    Outcome,
    Qualifier,
    Remark,
    Settlement,
)
from handover_desktop.domain.handovers import Party
from handover_desktop.domain.identifiers import Doubt, Identifier
from handover_desktop.domain.list_changes import LineChange
from handover_desktop.domain.money import Money
from handover_desktop.domain.sheets import ItemSheet
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.symbolic import GroupTotal
from handover_desktop.domain.tally import Tally
from handover_desktop.lists.fields import FIELD_LABELS
from handover_desktop.register.summaries import HandoverSummary
from handover_desktop.register.views import (
    Act,
    AssetHistory,
    AssetHit,
    DocumentRecord,
    ItemFilter,
    ItemRow,
    ItemSort,
    TrustedSeal,
    VoidedRecord,
)

if TYPE_CHECKING:
    from handover_desktop.lists.mapping import Wishes
    from handover_desktop.lists.reading import ListReading

__all__ = [
    "FIELD_LABELS",
    "Act",
    "AssetHistory",
    "AssetHit",
    "CheckRequest",
    "DocumentRecord",
    "HandoverSummary",
    "ItemCard",
    "ItemFilter",
    "ItemRow",
    "ItemSort",
    "ListReading",
    "Progress",
    "ReviewLine",
    "Signatory",
    "SigningReview",
    "TrustedSeal",
    "VoidedRecord",
    "Wishes",
]


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What a person wants recorded. Counts left None follow from the outcome.

    `who` and `found_at` are of what was ticked on paper (`Method.PAPER`): the name and the time written there.
    """

    outcome: Outcome
    presented: Decimal | None = None
    accepted: Decimal | None = None
    qualifier: Qualifier | None = None
    remark: Remark | None = None
    readings: tuple[Identifier, ...] = ()
    confirmed: tuple[str, ...] = ()
    method: Method = Method.CLICKED
    settlement: Settlement | None = None
    who: str = ""
    found_at: datetime | None = None
    sheet: ItemSheet | None = None


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One item with all that was recorded about it, oldest first; more than one head is a conflict.

    `list_changes` are what new versions of the list changed after the check, as long as nobody has looked since.
    """

    item: Item
    records: tuple[CheckRecord, ...]
    heads: tuple[CheckRecord, ...]
    doubts: tuple[Doubt, ...]
    list_changes: tuple[LineChange, ...] = ()

    @property
    def finding(self) -> Finding | None:
        """The finding that stands, None while there is none or two disagree."""
        return self.heads[0].finding if len(self.heads) == 1 else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the check has come: done and all, of lines, pieces (in units) and value per currency.

    `exceptions` counts lines that are not simply accepted; `conflicts` those with two results.
    """

    lines: int
    lines_done: int
    pieces: Decimal
    pieces_done: Decimal
    values: tuple[Money, ...]
    values_done: tuple[Money, ...]
    exceptions: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party that signs; `party` is its place in the protocol, `signature` is None while it is open."""

    party: int
    details: Party
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line that a signatory must see before signing: anything that is not simply accepted."""

    line_no: str
    description: str
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class SigningReview:
    """What a signatory reads before signing, with the clause in one language; `stated` is of a symbolic protocol."""

    number: str
    digest: str
    tally: Tally
    remarks: tuple[ReviewLine, ...]
    clause: str
    stated: tuple[GroupTotal, ...] = ()
