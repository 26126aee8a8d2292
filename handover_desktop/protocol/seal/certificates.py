"""Certificates read from files, and what they say."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from cryptography import x509
from cryptography.x509.oid import NameOID

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Certificate

MOST_BYTES = 1_000_000
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


def read_certificate(content: bytes, *, name: str) -> Certificate:
    """Read the first certificate of a PEM or DER file called `name`; raise CERTIFICATE_UNREADABLE."""
    try:
        found = _PEM.search(content[:MOST_BYTES])
        return describe_certificate(base64.b64decode(found[1]) if found else content)
    except (ValueError, TypeError, binascii.Error) as wrong:
        raise DomainError(Code.CERTIFICATE_UNREADABLE, path=name) from wrong


def describe_certificate(der: bytes) -> Certificate:
    """Return what a DER certificate says; raise ValueError for what is none."""
    found = x509.load_der_x509_certificate(der)
    return Certificate(
        hashlib.sha256(der).hexdigest(),
        _word(found.subject, NameOID.COMMON_NAME) or found.subject.rfc4514_string(),
        _word(found.subject, NameOID.ORGANIZATION_NAME),
        _word(found.issuer, NameOID.COMMON_NAME) or found.issuer.rfc4514_string(),
        found.not_valid_before_utc,
        found.not_valid_after_utc,
        der,
    )


def to_pem(certificate: Certificate) -> bytes:
    """Return a certificate in the form that readers import."""
    lines = base64.encodebytes(certificate.der).replace(b"\n", b"")
    body = b"\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    return b"-----BEGIN CERTIFICATE-----\n" + body + b"\n-----END CERTIFICATE-----\n"


def _word(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""
