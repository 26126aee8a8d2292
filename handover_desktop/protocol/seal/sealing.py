"""The seal of a finished file, and the true signatures that may follow it. Nothing here knows a network."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import SEAL_FIELD, party_field
from handover_desktop.protocol.seal.approval_mark import approval_mark
from handover_desktop.protocol.seal.keys import SigningKey

_ROOM_ALONE = 6_144
_ROOM_WITH_CHAIN = 32_768
_SMALL = 1_200
"""Bytes of a P-256 certificate at most; one of RSA with its chain may take ten thousand."""


def seal_pdf(pdf: bytes, key: SigningKey, *, at: datetime, parties: Iterable[int] = ()) -> bytes:
    """Certify a file with the organisation's key: from here on only prepared signature fields may be filled.

    A field is prepared for each of `parties` (places, from 0) where the file has none yet; so is that of the seal.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    present = {name for name, _value, _field in enumerate_sig_fields(writer)}
    for name in (SEAL_FIELD, *(party_field(party) for party in parties)):
        if name not in present:
            append_signature_field(writer, SigFieldSpec(name))
    return _sign(writer, key, SEAL_FIELD, at=at, certify=True)


def approve_pdf(pdf: bytes, key: SigningKey, *, party: int, at: datetime, language: str = "en") -> bytes:
    """Add the true signature of the party at place `party` to a sealed file, as a revision of its own.

    Its time is shown as is usual in `language`.

    Raises DomainError: FIELD_MISSING where the file has no field for that party, SIGNATURE_TAKEN where it is filled.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    fields = {name: (value, field) for name, value, field in enumerate_sig_fields(writer)}
    name = party_field(party)
    if name not in fields:
        raise DomainError(Code.FIELD_MISSING)
    value, field = fields[name]
    if value is not None:
        raise DomainError(Code.SIGNATURE_TAKEN, name=key.certificate.name)
    left, bottom, right, top = (float(side) for side in field.get_object()["/Rect"])
    if right <= left or top <= bottom:
        return _sign(writer, key, name, at=at, certify=False)
    mark = approval_mark(key.certificate, at, language=language, width=right - left, height=top - bottom)
    return _sign(writer, key, name, at=at, certify=False, mark=mark)


def _sign(
    writer: IncrementalPdfFileWriter,
    key: SigningKey,
    field: str,
    *,
    at: datetime,
    certify: bool,
    mark: StaticStampStyle | None = None,
) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        certify=certify,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),
        embed_validation_info=False,
    )
    signer = _SignerAt(metadata, signer=key.signer, stamp_style=mark)
    signer.moment = at
    target = io.BytesIO()
    try:
        signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=_room(key), output=target)
    except (SigningError, PdfError) as fault:
        raise DomainError(Code.NOT_SIGNED, detail=str(fault)) from fault
    return target.getvalue()


def _room(key: SigningKey) -> int:
    """Return how many digits to keep for a signature; measuring would mean to sign twice."""
    is_alone = key.certificate.name == key.certificate.issuer
    return _ROOM_ALONE if is_alone and len(key.certificate.der) < _SMALL else _ROOM_WITH_CHAIN


class _SignerAt(PdfSigner):
    """Signs at a given moment: pyHanko's own entry asks the machine's clock."""

    moment: datetime

    def init_signing_session(  # type: ignore[no-untyped-def]
        self, pdf_out, existing_fields_only=False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.moment
        return session
