"""What the close screen shows, read in one go, and what it calls files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handover_desktop.domain.handovers import Handover, Party
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.originals import Whereabouts
from handover_desktop.domain.scans import Coverage
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.views import DocumentRecord, Signatory, VoidedRecord

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class CloseData:
    """A finalised handover with its documents and with what stays open; `supplements` are their references."""

    handover: Handover
    documents: tuple[DocumentRecord, ...]
    signatories: tuple[Signatory, ...]
    open_items: tuple[SnapshotItem, ...]
    supplements: tuple[str, ...]
    originals: tuple[Whereabouts, ...]
    coverage: tuple[Coverage, ...] = ()
    voided: tuple[VoidedRecord, ...] = ()
    cites_void: tuple[VoidedRecord, ...] = ()

    @property
    def scanned(self) -> Coverage | None:
        """Which pages of the protocol itself are there as scans, of its fullest printing."""
        return next((one for one in self.coverage if not one.part), None)

    @property
    def scans(self) -> int:
        """How many signed scans of the protocol that counts are attached."""
        return sum(record.kind == SIGNED_SCAN and not self.is_void(record) for record in self.documents)

    def is_void(self, record: DocumentRecord) -> bool:
        """Tell whether a document belongs to a protocol that counts no more."""
        return record.digest not in ("", self.handover.digest)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """The parties whose signature is open."""
        return tuple(one.details.name for one in self.signatories if one.signature is None)

    @property
    def decided_against(self) -> tuple[Signatory, ...]:
        """The parties that refused or were absent."""
        return tuple(one for one in self.signatories if one.signature and not one.signature.kind.is_given)

    @property
    def may_sign(self) -> tuple[tuple[int, Party], ...]:
        """The parties that can add a certificate of their own: all but those that gave no signature."""
        return tuple(
            (one.party, one.details)
            for one in self.signatories
            if one.signature is None or one.signature.kind.is_given
        )

    @property
    def on_paper(self) -> int:
        """How many sign with ink."""
        signatures = (one.signature for one in self.signatories)
        return sum(
            signature is not None and signature.kind is SignatureKind.ON_PAPER for signature in signatures
        )


def read_close_data(services: Services, handover: HandoverId) -> CloseData:
    """Read how a finalised handover stands."""
    current = services.handovers.get(handover)
    return CloseData(
        current,
        services.documents.list(handover),
        services.signing.signatories(handover),
        services.supplements.open_items(handover),
        services.supplements.references(handover),
        services.copies.originals(handover),
        services.scanning.coverage(handover),
        services.voiding.voided(handover),
        services.ceremonies.cites_void(handover),
    )


def file_name(number: str, suffix: str = ".pdf") -> str:
    """Return the name of a protocol's file, from its number, without signs that file systems refuse."""
    return _UNSAFE.sub("-", number).strip("-.") + suffix
