"""Signing: each signatory in turn, on the screen or on paper, bound to the digest of what is signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover, State
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Signature, SignatureKind, Stroke, check_mark
from handover_desktop.domain.snapshots import Snapshot, read_snapshot
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
        """Return the parties that sign, in the order of the protocol, each with its signature if it has one."""
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
            snapshot.number, snapshot.digest, snapshot.tally, remarks, _clause(snapshot, language)
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
    ) -> ChangeSet:
        """Keep a drawn signature; the last one makes the handover signed. Raises SIGNATURE_BLANK."""
        check_mark(strokes)
        return self._add(handover, party, SignatureKind.DRAWN, strokes, language, name, function)

    def sign_on_paper(
        self, handover: HandoverId, party: int, *, language: str, name: str = "", function: str = ""
    ) -> ChangeSet:
        """Note that a party signs with ink on the printed page."""
        return self._add(handover, party, SignatureKind.ON_PAPER, (), language, name, function)

    def _add(
        self,
        handover: HandoverId,
        party: int,
        kind: SignatureKind,
        strokes: tuple[Stroke, ...],
        language: str,
        name: str,
        function: str,
    ) -> ChangeSet:
        with self._workplace.writing() as store:
            current = store.handover(handover)
            if current.state is not State.FINALISED:
                raise DomainError(Code.WRONG_STATE, reference=current.reference, state=current.state)
            snapshot = frozen_content(store, handover)
            open_parties = _open_parties(store, current)
            if party not in open_parties:
                raise _refusal(current, party)
            details = current.details.parties[party]
            signature = Signature(
                self._workplace.uid(),
                party,
                kind,
                name.strip() or details.representative,
                function.strip() or details.function,
                snapshot.digest,
                _clause(snapshot, language),
                store.at,
                strokes,
            )
            store.add_signature(handover, signature)
            described = {
                "party": party,
                "kind": kind.value,
                "name": signature.name,
                "digest": signature.digest,
            }
            store.append_audit("protocol-signed", current.number, described)
            if open_parties == {party}:
                store.set_state(handover, State.SIGNED)
                store.append_audit("handover-signed", current.reference, {"number": current.number})
        return changed(Kind.SIGNATURES, Kind.HANDOVERS, Kind.DOCUMENTS, handover=handover)


def frozen_content(store: Reading, handover: HandoverId) -> Snapshot:
    """Return the snapshot of a finalised handover; raise NOT_FINALISED where there is none."""
    current = store.handover(handover)
    if not current.number:
        raise DomainError(Code.NOT_FINALISED, reference=current.reference)
    return read_snapshot(json.loads(store.snapshot(handover)))


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
