"""Verifying: is this file a protocol, unchanged, by whose seal, and what does this register know of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Party
from handover_desktop.domain.page_findings import Bearing
from handover_desktop.domain.seals import Integrity
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.paths import readable
from handover_desktop.services.ceremonies import voided_citations
from handover_desktop.services.copies import COPY
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.examining import Examined, examine, states_protocol
from handover_desktop.services.signing import content_of
from handover_desktop.services.verdicts import Verdict, Verification
from handover_desktop.services.views import VoidedRecord
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading

_LIMIT_MB = 500


class Verifying:
    """The use case of checking a protocol file."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace

    def verify(self, path: Path, *, trust: Sequence[Path] = ()) -> Verification:
        """Judge a file, its seal and its signatures, and compare it with what this register knows.

        `trust` names certificate files to trust for this once. Raises DomainError DOCUMENT_UNREADABLE for anything
        that is not a PDF within bounds, CERTIFICATE_UNREADABLE for one of `trust`.
        """
        return self.verify_content(_read(path), path.name, read_certificates(trust))

    def verify_content(self, content: bytes, name: str, trust: Sequence[bytes] = ()) -> Verification:
        """Judge the bytes of a file as `verify` does; `trust` are certificates (DER) to trust for this once."""
        with self._workplace.reading() as store:
            trusted = [one.der for one in store.trusted_seals()]
            is_own = _is_given_out(content, store)
        file = _examine(content, name, [*trusted, *trust], apart=not is_own)
        with self._workplace.reading() as store:
            known = _ask_register(file, store)
        return _report(file, known)


def is_protocol_file(path: Path) -> bool:
    """Tell whether a file says of itself that it is a protocol of this program, and so is no scan of one."""
    return states_protocol(_read(path))


def verify_file(path: Path, *, trust: Sequence[Path] = ()) -> Verification:
    """Judge a file without a register: by itself, and by the certificates of `trust`."""
    return verify_content(_read(path), path.name, read_certificates(trust))


def verify_content(content: bytes, name: str, trust: Sequence[bytes] = ()) -> Verification:
    """Judge the bytes of a file without a register."""
    return _report(_examine(content, name, trust, apart=True), _Known())


def read_certificates(paths: Sequence[Path]) -> list[bytes]:
    """Return the certificates of files as DER; raise CERTIFICATE_UNREADABLE."""
    from handover_desktop.protocol.seal.certificates import read_certificate

    return [read_certificate(_read(one), name=one.name).der for one in paths]


def _examine(content: bytes, name: str, trusted: Sequence[bytes], *, apart: bool) -> Examined:
    found = examine(content, trusted, apart=apart)
    if found is None:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path=name)
    return found


def _report(file: Examined, known: _Known) -> Verification:
    stated = file.stated
    return Verification(
        verdict=_judge(file, known),
        number=stated.number if stated.is_protocol else "",
        digest=stated.digest if stated.is_protocol else "",
        sha256=hashlib.sha256(file.content).hexdigest(),
        pages=stated.pages,
        seal=file.seal,
        snapshot_holds=stated.holds,
        pages_bear=file.pages,
        protocol_known=known.protocol,
        file_known=known.file,
        anchor_holds=known.anchor,
        signatures_known=known.signatures,
        is_copy=stated.sealed is not None,
        unit=stated.unit,
        acts=known.acts,
        voided=known.voided,
        cites_void=known.cites_void,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a register knows of a file; None for what it cannot tell."""

    protocol: bool | None = None
    file: bool | None = None
    anchor: bool | None = None
    signatures: int | None = None
    is_cut_back: bool = False
    acts: tuple[tuple[Party, Signature | None], ...] = ()
    voided: VoidedRecord | None = None
    cites_void: tuple[VoidedRecord, ...] = ()


def _is_given_out(content: bytes, store: Reading) -> bool:
    """Tell whether this register made that very file, and so nobody else."""
    known = store.find_document(hashlib.sha256(content).hexdigest())
    return any(one.kind in (PROTOCOL, EXTRACT, COPY) for one in known)


def _ask_register(file: Examined, store: Reading) -> _Known:
    handover = store.find_snapshot(file.stated.digest) if file.stated.digest else None
    if handover is None:
        return _Known(protocol=False, file=False)
    sha256 = hashlib.sha256(file.content).hexdigest()
    digest, kind = file.stated.digest, EXTRACT if file.stated.unit else PROTOCOL
    given_out = [one for one in store.documents(handover) if one.kind == kind and one.digest == digest]
    same = [one for one in given_out if one.sha256 == sha256]
    # A file that was given out without a seal is how the sealed one begins, and complete as it is.
    others = {one.edition for one in given_out} - {one.edition for one in same} if same else set()
    grown = [
        one
        for one in given_out
        if one.edition not in ("", *others)
        and one.size > len(file.content)
        and store.blob(one.sha256).startswith(file.content)
    ]
    return _Known(
        protocol=True,
        file=bool(same),
        anchor=None if file.stated.unit else _anchor_holds(store, file.stated.snapshot),
        signatures=max((one.signatures for one in (*same, *grown)), default=None),
        is_cut_back=bool(grown),
        acts=_acts(store, digest),
        voided=store.find_voided(digest),
        cites_void=voided_citations(store, content_of(store, digest)),
    )


def _acts(store: Reading, digest: str) -> tuple[tuple[Party, Signature | None], ...]:
    """Return what each signing party of a protocol did, None while it is open."""
    done = {act.party: act for act in store.signatures_of(digest)}
    parties = content_of(store, digest).details.signing_parties
    return tuple((party, done.get(index)) for index, party in parties)


def _judge(file: Examined, known: _Known) -> Verdict:
    if not file.stated.is_protocol:
        return Verdict.FOREIGN
    if file.stated.holds is False or file.seal.integrity is Integrity.ALTERED:
        return Verdict.ALTERED
    if file.pages.bearing is Bearing.NO and not known.file:
        return Verdict.ALTERED
    if known.voided is not None:
        return Verdict.VOIDED
    if known.is_cut_back:
        return Verdict.CUT_BACK
    if not known.file:
        if file.seal.integrity is Integrity.NOT_SEALED:
            return Verdict.ALTERED if known.protocol else Verdict.UNSEALED
        if not file.seal.trusted:
            return Verdict.UNTRUSTED
    if known.anchor is False:
        return Verdict.CHAIN_LOST
    return Verdict.INTACT if known.file else Verdict.TRUSTED


def _anchor_holds(store: Reading, snapshot: Snapshot | None) -> bool:
    if snapshot is None:
        return False
    return snapshot.audit_sequence == 0 or store.has_audit_entry(snapshot.audit_head)


def _read(path: Path) -> bytes:
    with readable(path):
        if path.stat().st_size > _LIMIT_MB * 1_000_000:
            raise DomainError(Code.DOCUMENT_UNREADABLE, path=path.name)
        return path.read_bytes()
