"""Unlocking: the protocol is voided with a reason and kept, and its handover is checked again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Signature, SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.domain.turning import untwisted
from handover_desktop.domain.voiding import (
    PaperOriginals,
    VoidedProtocol,
    check_unlocking,
    check_voiding,
)
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.safekeeping import Safekeeping
from handover_desktop.services.views import DocumentRecord, VoidedRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing


@dataclass(frozen=True, slots=True)
class AtStake:
    """What unlocking a handover would void: its number, what its parties did, the files of its protocol.

    `signed_on_paper` says that somebody signed with ink, or that a scan of signed paper is attached.
    """

    number: str
    signatures: tuple[Signature, ...]
    documents: tuple[DocumentRecord, ...]
    signed_on_paper: bool


class Voiding:
    """The use cases of unlocking."""

    def __init__(self, workplace: Workplace, safekeeping: Safekeeping) -> None:
        self._workplace = workplace
        self._safekeeping = safekeeping

    def at_stake(self, handover: HandoverId) -> AtStake:
        """Return what unlocking would void; raise CLOSED_FOR_GOOD, NOT_FINALISED, WRONG_STATE or SUPPLEMENTED."""
        with self._workplace.reading() as store:
            return _at_stake(store, _require_unlockable(store, handover))

    def unlock(
        self, handover: HandoverId, *, reason: str, who: str, originals_withdrawn: bool = False
    ) -> ChangeSet:
        """Void the protocol of a handover that is not closed, and go back to checking with all findings kept.

        `who` decided it; `originals_withdrawn` confirms that all originals on paper are crossed out or collected. A
        backup is made first. Raises what `at_stake` does, VOIDING_INCOMPLETE, REASON_TOO_LONG and
        ORIGINALS_NOT_WITHDRAWN.
        """
        reason, who = untwisted((reason, who))
        with self._workplace.reading() as store:
            _require_unlockable(store, handover)
        self._safekeeping.back_up_automatically("unlock")
        with self._workplace.writing() as store:
            current = _require_unlockable(store, handover)
            stake = _at_stake(store, current)
            originals = PaperOriginals.WITHDRAWN if originals_withdrawn else PaperOriginals.NONE
            voided = VoidedProtocol(
                number=current.number,
                digest=current.digest,
                voided_at=store.at,
                who=who.strip(),
                device=store.device,
                reason=" ".join(reason.split()),
                originals=originals,
            )
            check_voiding(voided, signed_on_paper=stake.signed_on_paper)
            entry = store.append_audit("protocol-voided", current.number, _describe(voided, stake))
            # A symbolic handover has nothing to check.
            then = State.PREPARING if current.is_symbolic else State.CHECKING
            store.void(handover, voided, entry=entry.hash, then=then)
            _open_end(store, current)
        return changed(
            Kind.HANDOVERS, Kind.DETAILS, Kind.SIGNATURES, Kind.DOCUMENTS, Kind.CHECKS, handover=handover
        )

    def voided(self, handover: HandoverId) -> tuple[VoidedRecord, ...]:
        """Return the voided protocols of a handover, oldest first."""
        with self._workplace.reading() as store:
            return store.voided(handover)

    def signatures(self, digest: str) -> tuple[Signature, ...]:
        """Return what the parties of a protocol, voided or not, did about it."""
        with self._workplace.reading() as store:
            return store.signatures_of(digest)


def find_voided(store: Reading, handover: HandoverId, number: str) -> VoidedRecord:
    """Return the voided protocol of that number; raise VOIDED_UNKNOWN."""
    for record in store.voided(handover):
        if record.protocol.number == number:
            return record
    raise DomainError(Code.VOIDED_UNKNOWN, reference=store.handover(handover).reference, number=number)


def _require_unlockable(store: Reading, handover: HandoverId) -> Handover:
    current = store.handover(handover)
    supplements = store.supplements(current.number) if current.number else ()
    check_unlocking(current, [reference for _id, reference in supplements])
    return current


def _at_stake(store: Reading, handover: Handover) -> AtStake:
    signatures = store.signatures_of(handover.digest)
    documents = tuple(one for one in store.documents(handover.id) if one.digest == handover.digest)
    on_paper = any(one.kind is SignatureKind.ON_PAPER for one in signatures)
    scanned = any(one.kind == SIGNED_SCAN for one in documents)
    return AtStake(handover.number, signatures, documents, on_paper or scanned)


def _open_end(store: Writing, handover: Handover) -> None:
    """Take away the end of the handover where finalising had set it: the check goes on."""
    details, finalised_at = handover.details, handover.finalised_at
    if finalised_at is not None and details.ends_at == finalised_at.replace(microsecond=0):
        store.save_details(handover.id, replace(details, ends_at=None), revision=handover.revision)


def _describe(voided: VoidedProtocol, stake: AtStake) -> dict[str, object]:
    """Return what the audit entry says: all that stops counting, by its digests."""
    return {
        "digest": voided.digest,
        "who": voided.who,
        "reason": voided.reason,
        "originals": voided.originals.value,
        "signatures": [one.uid for one in stake.signatures],
        "files": _digests(stake.documents),
    }


def _digests(documents: Iterable[DocumentRecord]) -> list[str]:
    return [one.sha256 for one in documents if one.kind in (PROTOCOL, EXTRACT, SIGNED_SCAN)]
