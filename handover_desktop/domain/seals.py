"""Cryptographic signatures in a file: whose they are, and what can be said of them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

SEAL_FIELD = "seal"
"""The name of the form field that the organisation's seal goes into."""


def party_field(party: int) -> str:
    """Return the name of the form field for the own certificate of the party at place `party`, from 0."""
    return f"party-{party}"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. `sha256` is of its DER bytes, in lower-case hex; `name` is the common name."""

    sha256: str
    name: str
    organisation: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    der: bytes

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether `moment` is within its time."""
        return self.valid_from <= moment <= self.valid_until


class Integrity(enum.StrEnum):
    """Whether a file is as it was when it was sealed or signed."""

    NOT_SEALED = "not-sealed"
    ALTERED = "altered"
    INTACT = "intact"


@dataclass(frozen=True, slots=True)
class Approval:
    """A true signature in a file. `party` is None for a field that is no party's; `signed_at` is what it claims."""

    field: str
    party: int | None
    certificate: Certificate | None
    signed_at: datetime | None
    integrity: Integrity
    trusted: bool


@dataclass(frozen=True, slots=True)
class SealReport:
    """What the cryptographic signatures of a file say.

    `sealed_at` is the sealing laptop's own clock. `trusted`: the seal's certificate, or its issuer, is among those
    that were given as trusted, and was valid at `sealed_at`. `in_time` is False where the certificate was not yet,
    or no longer, valid then. `signatures` counts all that the file holds, whole or not. `reason` is a technical word
    or two on what is wrong.
    """

    integrity: Integrity
    certificate: Certificate | None = None
    sealed_at: datetime | None = None
    trusted: bool = False
    in_time: bool = True
    approvals: tuple[Approval, ...] = ()
    signatures: int = 0
    reason: str = ""
