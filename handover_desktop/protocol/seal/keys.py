"""Signing keys: made, read from PKCS#12 files and cards, written out. None ever leaves the laptop by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Certificate
from handover_desktop.protocol.seal.certificates import describe_certificate

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer

LIFETIME = timedelta(days=365 * 20)
_MOST_BYTES = 1_000_000
_NAME_LENGTH = 64
"""The longest common name and organisation that RFC 5280 allows, in characters."""

_Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ed448.Ed448PrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that is ready to sign, with its certificate."""

    signer: Signer
    certificate: Certificate


def make_key(*, common_name: str, organisation: str, at: datetime) -> bytes:
    """Return a new P-256 key with a certificate that names whose device it belongs to, as unprotected PKCS#12.

    The certificate signs itself, holds for twenty years from the day before `at`, and is for signatures alone.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    words = [x509.NameAttribute(NameOID.COMMON_NAME, common_name[:_NAME_LENGTH])]
    if organisation:
        words.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:_NAME_LENGTH]))
    name = x509.Name(words)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    identity = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(identity, critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, _protection(""))


def open_key(content: bytes, passphrase: str, *, name: str) -> SigningKey:
    """Read a PKCS#12 file called `name`.

    Raises DomainError: KEY_LOCKED where it asks for another passphrase, KEY_UNREADABLE where it is no PKCS#12 file
    with a key that can sign and its certificate.
    """
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key, certificate, others = _load(content, passphrase, name)
    der = certificate.public_bytes(serialization.Encoding.DER)
    chain = SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call]
        [
            asn1_x509.Certificate.load(one.certificate.public_bytes(serialization.Encoding.DER))
            for one in others
        ]
    )
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = SimpleSigner(
        asn1_x509.Certificate.load(der), asn1_keys.PrivateKeyInfo.load(plain), cert_registry=chain
    )
    return SigningKey(signer, describe_certificate(der))


def protect_key(content: bytes, old: str, new: str, *, name: str) -> bytes:
    """Return a PKCS#12 file under another passphrase; an empty one takes the protection away. Raises as `open_key`."""
    key, certificate, others = _load(content, old, name)
    chain = [one.certificate for one in others] or None
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, chain, _protection(new))


@contextmanager
def open_card(library: Path, pin: str, *, label: str = "") -> Iterator[SigningKey]:
    """Open the signing key of a card through its PKCS#11 module, for the block.

    `label` names the key where the card has more than one. Raises DomainError CARD_NOT_USABLE with what the card
    or its module said.
    """
    import pkcs11
    from pyhanko.sign.pkcs11 import PKCS11Signer

    try:
        session = _card_in(library).open(user_pin=pin or None)
    except (pkcs11.exceptions.PKCS11Error, RuntimeError, OSError) as fault:
        raise _card_fault(library, fault) from fault
    try:
        yield _card_key(session, library, label, PKCS11Signer)
    except pkcs11.exceptions.PKCS11Error as fault:
        raise _card_fault(library, fault) from fault
    finally:
        with suppress(pkcs11.exceptions.PKCS11Error):  # one that was pulled out has nothing to close
            session.close()


def _card_in(library: Path) -> Any:
    """Return the one card that is in a reader now, also where it was put in after the module was loaded."""
    import pkcs11

    module = pkcs11.lib(str(library))
    module.reinitialize()
    found = [slot.get_token() for slot in module.get_slots(token_present=True)]
    cards = [token for token in found if pkcs11.TokenFlag.TOKEN_INITIALIZED in token.flags]
    if len(cards) != 1:
        raise RuntimeError("no card in the reader" if not cards else "more than one card")
    return cards[0]


def _card_key(session: Any, library: Path, label: str, make: Callable[..., Signer]) -> SigningKey:
    import pkcs11
    from pkcs11 import Attribute, ObjectClass

    wanted: dict[Attribute, object] = {Attribute.CLASS: ObjectClass.CERTIFICATE}
    if label:
        wanted[Attribute.LABEL] = label
    found = list(session.get_objects(wanted))
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY}))
    by_id = {bytes(key[Attribute.ID]): key for key in keys}
    fitting = [one for one in found if bytes(one[Attribute.ID]) in by_id]
    if len(fitting) != 1:
        reason = "no key with a certificate" if not fitting else "more than one key; name one"
        raise DomainError(Code.CARD_NOT_USABLE, library=library, detail=reason)
    der, identity = bytes(fitting[0][Attribute.VALUE]), bytes(fitting[0][Attribute.ID])
    raw = by_id[identity][Attribute.KEY_TYPE] is pkcs11.KeyType.EC
    from asn1crypto import x509 as asn1_x509

    signer = make(
        session,
        signing_cert=asn1_x509.Certificate.load(der),
        key_id=identity,
        use_raw_mechanism=raw,  # cards rarely hash for ECDSA themselves
    )
    return SigningKey(signer, describe_certificate(der))


def _card_fault(library: Path, fault: Exception) -> DomainError:
    return DomainError(Code.CARD_NOT_USABLE, library=library, detail=str(fault) or type(fault).__name__)


def _load(
    content: bytes, passphrase: str, name: str
) -> tuple[_Private, x509.Certificate, list[pkcs12.PKCS12Certificate]]:
    if len(content) > _MOST_BYTES:
        raise DomainError(Code.KEY_UNREADABLE, path=name)
    try:
        found = pkcs12.load_pkcs12(content, passphrase.encode() or None)
    except ValueError as wrong:
        if "password" in str(wrong).lower():
            raise DomainError(Code.KEY_LOCKED, path=name) from wrong
        raise DomainError(Code.KEY_UNREADABLE, path=name) from wrong
    except TypeError as wrong:
        raise DomainError(Code.KEY_UNREADABLE, path=name) from wrong
    key, held = found.key, found.cert
    if held is None or not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise DomainError(Code.KEY_UNREADABLE, path=name)
    if key.public_key() != held.certificate.public_key():
        raise DomainError(Code.KEY_UNREADABLE, path=name)
    return key, held.certificate, found.additional_certs


def _protection(passphrase: str) -> serialization.KeySerializationEncryption:
    if not passphrase:
        return serialization.NoEncryption()
    return serialization.BestAvailableEncryption(passphrase.encode())
