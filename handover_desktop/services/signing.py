"""Signing: each signatory in turn, on the screen, on paper or not at all, bound to the digest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId, Uid
from handover_desktop.domain.signatures import (
    Deputy,
    Signature,
    SignatureKind,
    Stroke,
    check_act,
    check_deputy,
    check_mark,
)
from handover_desktop.domain.snapshots import Snapshot, read_snapshot
from handover_desktop.domain.states import State
from handover_desktop.domain.turning import untwisted
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.views import ReviewLine, Signatory, SigningReview
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading


class Signing:
    """The use cases of signing; interrupted signing goes on where the register says it stopped."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def signatories(self, handover: HandoverId) -> tuple[Signatory, ...]:
        """Return the parties that sign, in the order of the protocol, each with its act if it has one."""
        with self._workplace.reading() as store:
            current = store.handover(handover)
            done = {signature.party: signature for signature in store.signatures(handover)}
        return tuple(
            Signatory(index, party, done.get(index)) for index, party in current.details.signing_parties
        )

    def review(self, handover: HandoverId, language: str) -> SigningReview:
        """Return what a signatory reads first, with the clauses in `language`."""
        with self._workplace.reading() as store:
            snapshot = frozen_content(store, handover)
        remarks = tuple(
            ReviewLine(item.asset.line_no, item.asset.description, item.finding)
            for item in snapshot.items
            if item.finding is None or item.finding.outcome is not Outcome.ACCEPTED or item.finding.qualifier
        )
        return SigningReview(
            snapshot.number,
            snapshot.digest,
            snapshot.tally,
            remarks,
            _clause(snapshot, language),
            snapshot.symbolic.groups if snapshot.symbolic else (),
        )

    def sign(
        self,
        handover: HandoverId,
        party: int,
        *,
        strokes: tuple[Stroke, ...],
        language: str,
        name: str = "",
        function: str = "",
        deputy: Deputy | None = None,
    ) -> ChangeSet:
        """Keep a drawn signature, of the representative or of a deputy.

        Raises SIGNATURE_BLANK, SIGNATORY_UNNAMED, DEPUTY_INCOMPLETE.
        """
        check_mark(strokes)
        act = _Act(SignatureKind.DRAWN, name, function, deputy, strokes=strokes)
        return self._record(handover, party, act, language)

    def sign_on_paper(
        self,
        handover: HandoverId,
        party: int,
        *,
        language: str,
        name: str = "",
        function: str = "",
        deputy: Deputy | None = None,
    ) -> ChangeSet:
        """Note that a party signs with ink on the printed page. Raises DEPUTY_INCOMPLETE."""
        return self._record(handover, party, _Act(SignatureKind.ON_PAPER, name, function, deputy), language)

    def refuse(
        self,
        handover: HandoverId,
        party: int,
        *,
        reason: str,
        witness: str,
        language: str,
        deputy: Deputy | None = None,
    ) -> ChangeSet:
        """Note that a party (or its deputy) refused to sign, why, and who saw it. Raises REFUSAL_INCOMPLETE."""
        act = _Act(SignatureKind.REFUSED, deputy=deputy, reason=reason.strip(), witness=witness.strip())
        return self._record(handover, party, act, language)

    def note_absence(self, handover: HandoverId, party: int, *, reason: str) -> ChangeSet:
        """Note that nobody was there to sign for a party, and why. Raises ABSENCE_NEEDS_REASON."""
        return self._record(handover, party, _Act(SignatureKind.ABSENT, reason=reason.strip()), "")

    def _record(self, handover: HandoverId, party: int, act: _Act, language: str) -> ChangeSet:
        """Keep an act; the last party that decides makes the handover signed."""
        act = untwisted(act)
        with self._workplace.writing() as store:
            current = store.handover(handover)
            if current.state is not State.FINALISED:
                raise DomainError(Code.WRONG_STATE, reference=current.reference, state=current.state)
            snapshot = frozen_content(store, handover)
            open_parties = _open_parties(store, current)
            if party not in open_parties:
                raise _refusal(current, party)
            signature = act.as_signature(
                self._workplace.uid(), party, snapshot, clause=_clause(snapshot, language), at=store.at
            )
            check_act(signature)
            store.add_signature(handover, signature)
            store.append_audit(_ENTRIES[act.kind], current.number, _describe(signature))
            if open_parties == {party}:
                store.set_state(handover, State.SIGNED)
                store.append_audit("handover-signed", current.reference, {"number": current.number})
        return changed(Kind.SIGNATURES, Kind.HANDOVERS, Kind.DOCUMENTS, handover=handover)


_ENTRIES = {
    SignatureKind.DRAWN: "protocol-signed",
    SignatureKind.ON_PAPER: "protocol-signed",
    SignatureKind.REFUSED: "signature-refused",
    SignatureKind.ABSENT: "signatory-absent",
}


@dataclass(frozen=True, slots=True)
class _Act:
    """What a signatory did, as it was told."""

    kind: SignatureKind
    name: str = ""
    function: str = ""
    deputy: Deputy | None = None
    reason: str = ""
    witness: str = ""
    strokes: tuple[Stroke, ...] = ()

    def as_signature(
        self, uid: Uid, party: int, snapshot: Snapshot, *, clause: str, at: datetime
    ) -> Signature:
        """Return the act as it is kept: with the deputy, or with the representative whom the protocol names."""
        details = snapshot.details.parties[party]
        name = self.name.strip() or details.representative
        function = self.function.strip() or details.function
        authority = ""
        if self.deputy is not None:
            one = Deputy(
                self.deputy.name.strip(), self.deputy.function.strip(), self.deputy.authority.strip()
            )
            check_deputy(one)
            name, function, authority = one.name, one.function, one.authority
        return Signature(
            uid,
            party,
            self.kind,
            name,
            function,
            snapshot.digest,
            "" if self.kind is SignatureKind.ABSENT else clause,
            at,
            self.strokes,
            self.reason,
            self.witness,
            authority,
        )


def _describe(signature: Signature) -> dict[str, object]:
    """Return what the audit entry says of an act; what is empty is left out."""
    described: dict[str, object] = {
        "party": signature.party,
        "kind": signature.kind.value,
        "name": signature.name,
        "digest": signature.digest,
    }
    further = {
        "function": signature.function if signature.authority else "",
        "authority": signature.authority,
        "reason": signature.reason,
        "witness": signature.witness,
    }
    return described | {name: text for name, text in further.items() if text}


def frozen_content(store: Reading, handover: HandoverId) -> Snapshot:
    """Return the snapshot of a finalised handover; raise NOT_FINALISED where there is none."""
    current = store.handover(handover)
    if not current.number:
        raise DomainError(Code.NOT_FINALISED, reference=current.reference)
    return content_of(store, current.digest)


def content_of(store: Reading, digest: str) -> Snapshot:
    """Return the snapshot of the protocol with that digest, voided or not."""
    return read_snapshot(json.loads(store.snapshot_of(digest)))


def _open_parties(store: Reading, handover: Handover) -> set[int]:
    done = {signature.party for signature in store.signatures(handover.id)}
    return {index for index, _ in handover.details.signing_parties} - done


def _refusal(handover: Handover, party: int) -> DomainError:
    signing = dict(handover.details.signing_parties)
    if party not in signing:
        return DomainError(Code.SIGNATORY_UNKNOWN)
    return DomainError(Code.SIGNATURE_TAKEN, name=signing[party].representative or signing[party].name)


def _clause(snapshot: Snapshot, language: str) -> str:
    """Return the declarations in `language`, or in the document's first language where they lack it."""
    texts = []
    for clause in snapshot.details.clauses:
        by_language = dict(clause.texts)
        fallback = next(iter(by_language.values()), "")
        texts.append(by_language.get(language) or fallback)
    return "\n\n".join(text for text in texts if text)
