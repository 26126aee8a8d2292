"""The seal: made by the key of this laptop, trusted or not in this register."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Certificate
from handover_desktop.paths import readable, write_atomically
from handover_desktop.register.views import TrustedSeal
from handover_desktop.services.changes import ChangeSet, Kind, changed
from handover_desktop.services.keyring import KeyName, Keyring
from handover_desktop.services.settings import ORGANISATION, SITE
from handover_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from handover_desktop.register import Reading, Writing

_SHORTEST_PASSPHRASE = 8
_LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file with its seal, and whose it is."""

    content: bytes
    certificate: Certificate


class Sealing:
    """The use cases of the seal. The key stands for the organisation's laptop, and never for a person."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._keyring = Keyring(workplace.key_folder)

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase, or the card's PIN, for the rest of the session."""
        self._keyring.unlock(passphrase)

    def own(self) -> Certificate | None:
        """Return the certificate of this laptop's seal, None where there is no key yet.

        Raises DomainError SEAL_KEY_LOCKED, SEAL_KEY_DAMAGED or CARD_NOT_USABLE.
        """
        if not self._keyring.has_key(demo=False):
            return None
        with self._keyring.opened(demo=False) as key:
            return key.certificate

    def own_fingerprints(self) -> frozenset[str]:
        """Return the fingerprints of the keys that this laptop seals with, as far as they can be opened."""
        found = set()
        for demo in (False, True):
            if self._keyring.has_key(demo=demo):
                with suppress(DomainError), self._keyring.opened(demo=demo) as key:
                    found.add(key.certificate.sha256)
        return frozenset(found)

    @property
    def is_card(self) -> bool:
        """Whether this laptop seals with a card."""
        return self._keyring.is_card

    def seal(self, pdf: bytes, *, demo: bool, parties: Iterable[int]) -> SealedFile:
        """Seal a finished file; the key is made on first use.

        `parties` get a field for a certificate of their own. Raises as `own`, and SEAL_CERTIFICATE_EXPIRED.
        """
        from handover_desktop.protocol.seal.sealing import seal_pdf

        at = self._workplace.now()
        if not self._keyring.has_key(demo=demo):
            with self._workplace.reading() as store:
                name = _key_name(store, demo=demo)
            self._keyring.make(name, demo=demo, at=at)
        with self._keyring.opened(demo=demo) as key:
            certificate = key.certificate
            if not certificate.holds_at(at):
                raise DomainError(
                    Code.SEAL_CERTIFICATE_EXPIRED,
                    start=certificate.valid_from.date(),
                    end=certificate.valid_until.date(),
                )
            return SealedFile(seal_pdf(pdf, key, at=at, parties=parties), certificate)

    def trusted(self) -> tuple[TrustedSeal, ...]:
        """Return the certificates whose seals this register trusts."""
        with self._workplace.reading() as store:
            return store.trusted_seals()

    def trust(self, path: Path) -> ChangeSet:
        """Trust the certificate in a PEM or DER file; one that is trusted already changes nothing."""
        from handover_desktop.protocol.seal.certificates import read_certificate

        return self.trust_certificate(read_certificate(_read(path), name=path.name))

    def trust_certificate(self, certificate: Certificate) -> ChangeSet:
        """Trust a certificate; one that is trusted already changes nothing."""
        with self._workplace.writing() as store:
            trust_certificate(store, certificate)
        return changed(Kind.SETTINGS)

    def distrust(self, fingerprint: str) -> ChangeSet:
        """Trust a certificate no longer; `fingerprint` is the beginning of its SHA-256.

        Raises DomainError CERTIFICATE_UNKNOWN where none, or more than one, begins so.
        """
        wanted = "".join(char for char in fingerprint.lower() if char.isalnum())
        with self._workplace.writing() as store:
            found = [one for one in store.trusted_seals() if wanted and one.sha256.startswith(wanted)]
            if len(found) != 1:
                raise DomainError(Code.CERTIFICATE_UNKNOWN, fingerprint=fingerprint)
            store.forget_seal(found[0].sha256)
            store.append_audit("seal-distrusted", found[0].sha256, {"name": found[0].name})
        return changed(Kind.SETTINGS)

    def export_certificate(self, path: Path) -> None:
        """Write the certificate of this laptop's seal for recipients: DER where the name ends so, otherwise PEM."""
        from handover_desktop.protocol.seal.certificates import to_pem

        certificate = self.require_own()
        is_der = path.suffix.lower() in (".der", ".cer")
        write_atomically(path, certificate.der if is_der else to_pem(certificate))

    def export_key(self, path: Path, passphrase: str) -> None:
        """Write key and certificate as PKCS#12 for safe keeping; raise KEY_NEEDS_PASSPHRASE for too short a one."""
        if len(passphrase) < _SHORTEST_PASSPHRASE:
            raise DomainError(Code.KEY_NEEDS_PASSPHRASE)
        self.require_own()
        write_atomically(path, self._keyring.export(passphrase), mode=0o600)
        self._note("seal-key-exported", self.require_own())

    def import_key(self, path: Path, passphrase: str) -> ChangeSet:
        """Seal with the key of a PKCS#12 file from now on; raise KEY_LOCKED or KEY_UNREADABLE."""
        self._note("seal-key-imported", self._keyring.replace(_read(path), passphrase, name=path.name))
        return changed(Kind.SETTINGS)

    def use_card(self, library: Path, pin: str, *, label: str = "") -> ChangeSet:
        """Seal with the key of a card from now on; raise CARD_NOT_USABLE."""
        self._note("seal-card-chosen", self._keyring.use_card(library, pin, label=label))
        return changed(Kind.SETTINGS)

    def protect(self, passphrase: str) -> ChangeSet:
        """Put the key of this laptop under a passphrase, empty for none; raises as `own`."""
        self.require_own()
        self._keyring.protect(passphrase)
        self._note("seal-key-protected", self.require_own())
        return changed(Kind.SETTINGS)

    def must_be_renewed(self, own: Certificate) -> bool:
        """Tell whether `own` cannot seal today, and a new key can be made in its place: a card's cannot."""
        return not self.is_card and not own.holds_at(self._workplace.now())

    def renew(self) -> ChangeSet:
        """Make a new key in place of one whose time it is not: made by a clock that was ahead, or too old.

        The old one is kept beside it, and what it sealed stays as trusted as it was. Raises SEAL_KEY_HOLDS where the
        present one can be used, and as `own`.
        """
        if not self.must_be_renewed(self.require_own()):
            raise DomainError(Code.SEAL_KEY_HOLDS)
        with self._workplace.reading() as store:
            name = _key_name(store, demo=False)
        self._keyring.renew(name, at=self._workplace.now())
        self._note("seal-key-renewed", self.require_own())
        return changed(Kind.SETTINGS)

    def require_own(self) -> Certificate:
        """Return the certificate of this laptop's seal; the key is made where there is none yet."""
        if not self._keyring.has_key(demo=False):
            with self._workplace.reading() as store:
                name = _key_name(store, demo=False)
            self._keyring.make(name, demo=False, at=self._workplace.now())
        with self._keyring.opened(demo=False) as key:
            return key.certificate

    def _note(self, action: str, certificate: Certificate) -> None:
        with self._workplace.writing() as store:
            store.append_audit(action, certificate.sha256, {"name": certificate.name})


def trust_certificate(store: Writing, certificate: Certificate) -> None:
    """Trust a certificate in this register, with an audit entry, unless it is trusted already."""
    if all(one.sha256 != certificate.sha256 for one in store.trusted_seals()):
        store.trust_seal(certificate)
        store.append_audit("seal-trusted", certificate.sha256, {"name": certificate.name})


def _key_name(store: Reading, *, demo: bool) -> KeyName:
    """Return what the certificate says: not a person, but the seal of an organisation's laptop."""
    if demo:
        return KeyName("DEMO seal, of no organisation", "DEMO")
    organisation, site = store.setting(ORGANISATION), store.setting(SITE)
    place = "-".join(part for part in (organisation, site, store.device) if part)
    return KeyName(f"Handover seal of device {place}", organisation)


def _read(path: Path) -> bytes:
    with readable(path), path.open("rb") as file:
        return file.read(_LARGEST_FILE + 1)
