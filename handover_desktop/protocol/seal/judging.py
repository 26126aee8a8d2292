"""Judging the signatures of a file that may be hostile: whole or altered, whose, trusted or not. No network, ever."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from handover_desktop.domain.seals import SEAL_FIELD, Approval, Certificate, Integrity, SealReport
from handover_desktop.protocol.seal.certificates import describe_certificate

MOST_SIGNATURES = 64
_SIGNATURE_WORD = b"/ByteRange"
_PARTY = re.compile(r"party-(\d{1,3})")
_UNIT = re.compile("unit")
"""The fields that are prepared: in a protocol one for each party, in an extract that of its unit alone."""

_NULL = b"\x05\x00"
_ANY_USAGE = KeyUsageConstraints(key_usage=set())

for _name in ("pyhanko", "pyhanko_certvalidator"):
    # What they log about a file is in the report; a hostile one would fill the log.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


class _Altered(Exception):
    """The file is not as it was signed; the text says in a word or two why."""


def judge_seals(pdf: bytes, trusted: Sequence[bytes] = ()) -> SealReport:
    """Judge all signatures of a file against the certificates (DER) that are trusted.

    Never raises for what a file may hold: whatever cannot be followed is altered.
    """
    if _SIGNATURE_WORD not in pdf and b"/ObjStm" not in pdf:
        return SealReport(Integrity.NOT_SEALED)
    try:
        return _judge(pdf, [asn1_x509.Certificate.load(der) for der in trusted])
    except _Altered as found:
        return SealReport(Integrity.ALTERED, reason=str(found))
    except (Exception, RecursionError) as fault:  # noqa: BLE001 - a hostile file may break the reader anywhere
        return SealReport(Integrity.ALTERED, reason=type(fault).__name__)


def _judge(pdf: bytes, trusted: list[asn1_x509.Certificate]) -> SealReport:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    if reader.encrypted:
        raise _Altered("encrypted")
    fields = list(enumerate_sig_fields(reader))
    filled = [(name, field) for name, value, field in fields if value is not None]
    if not filled:
        if _SIGNATURE_WORD in pdf:
            raise _Altered("a signature that no field holds")
        return SealReport(Integrity.NOT_SEALED)
    if len(filled) > MOST_SIGNATURES:
        raise _Altered("too many signatures")
    found = [EmbeddedPdfSignature(reader, field, name) for name, field in filled]
    found.sort(key=lambda one: one.signed_revision)
    if pdf.count(_SIGNATURE_WORD) != len(found):
        raise _Altered("a signature that no field holds")
    seal, *approvals = found
    if seal.field_name != SEAL_FIELD or seal.docmdp_level is not MDPPerm.FILL_FORMS:
        raise _Altered("the first signature is no seal")
    _check_coverage(found, pdf)
    held = _check(seal, pdf, trusted)
    prepared = _PARTY if any(_PARTY.fullmatch(name) for name, _value, _field in fields) else _UNIT
    return SealReport(
        Integrity.INTACT,
        held.certificate,
        held.moment,
        held.trusted and held.in_time,
        held.in_time,
        tuple(_judge_approval(one, pdf, trusted, prepared) for one in approvals),
        len(found),
    )


def _judge_approval(
    found: EmbeddedPdfSignature, pdf: bytes, trusted: list[asn1_x509.Certificate], prepared: re.Pattern[str]
) -> Approval:
    name = str(found.field_name)
    if not prepared.fullmatch(name):
        raise _Altered("a signature in a field that was not prepared")
    held = _check(found, pdf, trusted)
    return Approval(
        name,
        int(party[1]) if (party := _PARTY.fullmatch(name)) else None,
        held.certificate,
        held.moment,
        Integrity.INTACT,
        held.trusted and held.in_time,
    )


def _check_coverage(found: list[EmbeddedPdfSignature], pdf: bytes) -> None:
    """Refuse byte ranges that leave out anything but the signature's own digits, and a file that goes on after the
    last signature: a protocol ends with one.
    """
    for one in found:
        ranges = [int(bound) for bound in one.byte_range]
        if len(ranges) != 4 or ranges[0] != 0 or not 0 < ranges[1] < ranges[2] < len(pdf):
            raise _Altered("byte range")
        digits = one.pkcs7_content.hex()
        spellings = (f"<{digits}>".encode(), f"<{digits.upper()}>".encode())
        if pdf[ranges[1] : ranges[2]] not in spellings or not _is_plain(one.pkcs7_content):
            raise _Altered("signature bytes")
    last = [int(bound) for bound in found[-1].byte_range]
    if last[2] + last[3] != len(pdf):
        raise _Altered("changed after the last signature")


def _is_plain(content: bytes) -> bool:
    """Whether the signature is in the one spelling of DER, holds nothing that is not signed, and zeros follow."""
    length = _der_end(content, 0, len(content))
    signed = cms.ContentInfo.load(content[:length], strict=True)["content"]
    (signer,) = signed["signer_infos"]
    certificate = signed["certificates"][0].chosen
    identity = cms.IssuerAndSerialNumber(
        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    )
    digest = signer["digest_algorithm"]
    return (
        not content[length:].strip(b"\0")
        and signed["version"].native == "v1"
        and signer["version"].native == "v1"
        and signer["sid"].chosen.dump() == identity.dump()
        and [one.dump() for one in signed["digest_algorithms"]] == [digest.dump()]
        and digest["parameters"].dump() in (b"", _NULL)
        and signer["signature_algorithm"]["parameters"].dump() in (b"", _NULL)
        and not signed["crls"].native
        and not signer["unsigned_attrs"].native
    )


def _der_end(data: bytes, start: int, limit: int) -> int:
    """Return where the DER value at `start` ends; raise _Altered for a second spelling of it or of what is in it."""
    if limit - start < 2 or data[start] == 0:
        raise _Altered("signature bytes")
    body, length = start + 2, data[start + 1]
    if length >= 0x80:
        body += length & 0x7F
        digits = data[start + 2 : body]
        length = int.from_bytes(digits)
        if not 1 <= len(digits) <= 4 or digits[0] == 0 or length < 0x80:
            raise _Altered("signature bytes")
    end = body + length
    if end > limit:
        raise _Altered("signature bytes")
    if data[start] & 0x20:
        while body < end:
            body = _der_end(data, body, end)
    return end


@dataclass(frozen=True, slots=True)
class _Held:
    """A signature that holds; `in_time`: its certificate was valid at the time that the signature claims."""

    certificate: Certificate
    moment: datetime | None
    trusted: bool
    in_time: bool


def _check(found: EmbeddedPdfSignature, pdf: bytes, trusted: list[asn1_x509.Certificate]) -> _Held:
    """Return what a signature says that holds; raise _Altered for one that does not.

    The revisions after it are compared only where there are any: that walks the whole structure of the file.
    """
    ends_here = int(found.byte_range[2]) + int(found.byte_range[3]) == len(pdf)
    signer, moment = found.signer_cert, found.self_reported_timestamp
    candidate = any(one.sha256 == signer.sha256 or one.subject == signer.issuer for one in trusted)
    status = validate_pdf_signature(
        found,
        signer_validation_context=_context(trusted if candidate else [signer], moment),
        key_usage_settings=_ANY_USAGE,
        skip_diff=ends_here,
    )
    whole = status.coverage in (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    if not (status.intact and status.valid and whole and status.seed_value_ok):
        raise _Altered("the signature does not hold")
    if not ends_here and not status.docmdp_ok:
        raise _Altered("a later revision changed more than a signature field")
    certificate = describe_certificate(signer.dump())
    in_time = moment is None or certificate.valid_from <= moment <= certificate.valid_until
    return _Held(certificate, moment, candidate and status.trusted, in_time)


def _context(trusted: list[asn1_x509.Certificate], moment: datetime | None) -> ValidationContext:
    """Trust these certificates alone, as they were at the time of signing; fetch nothing, ask nobody."""
    return ValidationContext(
        trust_roots=trusted,
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
