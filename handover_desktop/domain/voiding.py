"""Voiding: a protocol that is unlocked before its handover is closed keeps its number and counts no more."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.states import State

LONGEST_VOID_REASON = 300
"""Signs of a reason, so that it is printed whole on the cover of the protocol that follows."""


class PaperOriginals(enum.StrEnum):
    """What became of the originals on paper: none was signed, or all are crossed out or collected."""

    NONE = "none-signed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class VoidedProtocol:
    """A protocol that no longer counts. `who` decided so, on the laptop `device`; its number is never used again."""

    number: str
    digest: str
    voided_at: datetime
    who: str
    device: str
    reason: str
    originals: PaperOriginals = PaperOriginals.NONE


def check_unlocking(handover: Handover, supplements: Sequence[str]) -> None:
    """Raise DomainError where a handover cannot be unlocked: CLOSED_FOR_GOOD, NOT_FINALISED, WRONG_STATE, or
    SUPPLEMENTED while `supplements` (their references) add to its protocol.
    """
    if handover.state is State.CLOSED:
        raise DomainError(Code.CLOSED_FOR_GOOD, reference=handover.reference)
    if handover.state is State.CANCELLED:
        raise DomainError(Code.WRONG_STATE, reference=handover.reference, state=handover.state)
    if not handover.state.is_frozen:
        raise DomainError(Code.NOT_FINALISED, reference=handover.reference)
    if supplements:
        raise DomainError(Code.SUPPLEMENTED, number=handover.number, references=", ".join(supplements))


def check_voiding(voided: VoidedProtocol, *, signed_on_paper: bool) -> None:
    """Raise DomainError where the act lacks what makes it one: VOIDING_INCOMPLETE, REASON_TOO_LONG, or
    ORIGINALS_NOT_WITHDRAWN where paper was signed and nobody confirmed that it is crossed out or collected.
    """
    if not (voided.who and voided.reason):
        raise DomainError(Code.VOIDING_INCOMPLETE)
    if len(voided.reason) > LONGEST_VOID_REASON:
        raise DomainError(Code.REASON_TOO_LONG, limit=LONGEST_VOID_REASON)
    if signed_on_paper and voided.originals is not PaperOriginals.WITHDRAWN:
        raise DomainError(Code.ORIGINALS_NOT_WITHDRAWN, number=voided.number)
