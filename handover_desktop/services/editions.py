"""Editions of a protocol: sealed once, kept, and given out again as the very same bytes."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.services.sealing import Sealing, trust_certificate
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading

PROTOCOL, EXTRACT = "protocol", "extract"
"""The kinds of document that have editions."""


class Seal(enum.StrEnum):
    """Whether a file is to be sealed; without is a choice that somebody makes on purpose."""

    SEALED = "sealed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as it stands: its name in the register, its bytes, its cryptographic signatures."""

    name: str
    content: bytes
    signatures: int


def edition_name(
    snapshot: Snapshot, languages: Sequence[str], signed: Sequence[Signature], seal: Seal
) -> str:
    """Return what tells editions of one protocol apart: languages, paper, the signatures on its pages, the seal."""
    marks = hashlib.sha256("".join(sorted(one.uid for one in signed)).encode()).hexdigest()[:16]
    parts = ["+".join(languages), snapshot.details.paper.value, f"{len(signed)}-{marks}" if signed else "0"]
    return " ".join(parts if seal is Seal.SEALED else [*parts, "unsealed"])


class Editions:
    """Finds editions, and makes those that are not there yet."""

    def __init__(self, workplace: Workplace, sealing: Sealing) -> None:
        self._workplace = workplace
        self._sealing = sealing

    def find(self, digest: str, name: str, *, kind: str = PROTOCOL) -> Edition | None:
        """Return an edition of the protocol with that digest as it stands, None where it was never made."""
        with self._workplace.reading() as store:
            known = store.find_edition(digest, name, kind=kind)
            return Edition(name, store.blob(known.sha256), known.signatures) if known else None

    def issue(
        self,
        handover: Handover,
        name: str,
        render: Callable[[], bytes],
        *,
        file_name: str,
        seal: Seal,
        kind: str = PROTOCOL,
    ) -> Edition:
        """Return an edition; where it was never made, render, seal and keep it. In an extract no party has a field.

        It is in the register before anyone else can have it. Raises what `Sealing.seal` does, and VOIDED_MEANWHILE.
        """
        found = self.find(handover.digest, name, kind=kind)
        if found is not None:
            return found
        content, certificate = render(), None
        if seal is Seal.SEALED:
            signing = handover.details.signing_parties if kind == PROTOCOL else ()
            parties = [index for index, _party in signing]
            sealed = self._sealing.seal(content, demo=handover.demo, parties=parties)
            content, certificate = sealed.content, sealed.certificate
        edition = Edition(name, content, 1 if certificate else 0)
        with self._workplace.writing() as store:
            require_counting(store, handover.id, number=handover.number, digest=handover.digest)
            known = store.find_edition(handover.digest, name, kind=kind)
            if known is not None:
                return Edition(name, store.blob(known.sha256), known.signatures)
            if certificate is not None:
                trust_certificate(store, certificate)
            sha256 = store.add_blob(content, "application/pdf")
            store.add_document(
                handover.id,
                kind=kind,
                file_name=file_name,
                sha256=sha256,
                media_type="application/pdf",
                size=len(content),
                edition=name,
                signatures=edition.signatures,
                digest=handover.digest,
            )
            described = {"edition": name, "sha256": sha256, "seal": certificate.sha256 if certificate else ""}
            store.append_audit(f"{kind}-issued", handover.number, described)
        return edition


def require_counting(store: Reading, handover: HandoverId, *, number: str, digest: str) -> None:
    """Raise VOIDED_MEANWHILE where the protocol that something was made from counts no more."""
    if store.handover(handover).digest != digest:
        raise DomainError(Code.VOIDED_MEANWHILE, number=number)
