"""Approving: a signatory's own certificate adds a true signature to the sealed protocol."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.seals import Certificate
from handover_desktop.paths import readable, write_atomically
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.documents import Documents
from handover_desktop.services.editions import PROTOCOL, require_counting
from handover_desktop.services.sealing import Sealing
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.protocol.seal.keys import SigningKey

_LARGEST_KEY = 1_000_000


@dataclass(frozen=True, slots=True)
class FileKey:
    """A signatory's key in a PKCS#12 file."""

    path: Path
    passphrase: str


@dataclass(frozen=True, slots=True)
class CardKey:
    """A signatory's key on a card; `label` names it where the card has more than one."""

    library: Path
    pin: str
    label: str = ""


class Approving:
    """The use case of signing with a certificate of one's own. Nothing of the key is kept."""

    def __init__(self, workplace: Workplace, documents: Documents, sealing: Sealing) -> None:
        self._workplace = workplace
        self._documents = documents
        self._sealing = sealing

    def sign_file(
        self,
        handover: HandoverId,
        party: int,
        key: FileKey | CardKey,
        to: Path,
        *,
        languages: tuple[str, ...] = (),
    ) -> Certificate:
        """Add a party's signature to the sealed edition as it stands, keep it, and write it to `to`.

        `party` is its place from 0. Ink and drawn signatures come first: one that is drawn afterwards makes another
        edition, which bears none of these. Raises DomainError SIGNATORY_UNKNOWN, SIGNATURE_TAKEN, FIELD_MISSING,
        KEY_LOCKED, KEY_UNREADABLE, CARD_NOT_USABLE, VOIDED_MEANWHILE, and SEAL_IS_NO_SIGNATURE for this laptop's
        own key.
        """
        from handover_desktop.protocol.seal.sealing import approve_pdf

        with self._workplace.reading() as store:
            current = store.handover(handover)
            acts = {one.party: one for one in store.signatures(handover)}
        signing_parties = dict(current.details.signing_parties)
        if party not in signing_parties:
            raise DomainError(Code.SIGNATORY_UNKNOWN)
        if party in acts and not acts[party].kind.is_given:
            raise DomainError(Code.SIGNATURE_TAKEN, name=signing_parties[party].name)
        with _opened(key) as signing:
            self._refuse_seal(signing.certificate)
            edition = self._documents.issue(handover, languages=languages, file_name=to.name)
            language = (languages or current.details.languages)[0]
            signed = approve_pdf(
                edition.content, signing, party=party, at=self._workplace.now(), language=language
            )
            certificate = signing.certificate
        with self._workplace.writing() as store:
            require_counting(store, handover, number=current.number, digest=current.digest)
            known = store.find_edition(current.digest, edition.name)
            if known is None or known.signatures != edition.signatures:
                raise DomainError(Code.SIGNED_MEANWHILE)
            sha256 = store.add_blob(signed, "application/pdf")
            store.add_document(
                handover,
                kind=PROTOCOL,
                file_name=to.name,
                sha256=sha256,
                media_type="application/pdf",
                size=len(signed),
                edition=edition.name,
                signatures=edition.signatures + 1,
                digest=current.digest,
            )
            store.append_audit(
                "protocol-approved",
                current.number,
                {
                    "party": party,
                    "certificate": certificate.sha256,
                    "name": certificate.name,
                    "sha256": sha256,
                },
            )
        write_atomically(to, signed)
        return certificate

    def sign_protocol(self, handover: HandoverId, party: int, key: FileKey | CardKey, to: Path) -> ChangeSet:
        """Do what `sign_file` does, in the handover's own languages."""
        self.sign_file(handover, party, key, to)
        return changed(Kind.DOCUMENTS, handover=handover)

    def _refuse_seal(self, certificate: Certificate) -> None:
        """The laptop's key never signs in a person's name."""
        if certificate.sha256 in self._sealing.own_fingerprints():
            raise DomainError(Code.SEAL_IS_NO_SIGNATURE)


@contextmanager
def _opened(key: FileKey | CardKey) -> Iterator[SigningKey]:
    from handover_desktop.protocol.seal.keys import open_card, open_key

    if isinstance(key, CardKey):
        with open_card(key.library, key.pin, label=key.label) as signing:
            yield signing
    else:
        yield open_key(_read(key.path), key.passphrase, name=key.path.name)


def _read(path: Path) -> bytes:
    with readable(path), path.open("rb") as file:
        return file.read(_LARGEST_KEY + 1)
