"""What signatories do: sign (drawn as vectors, or with ink), refuse, or be absent; bound to a digest."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass, field
from datetime import datetime

from handover_desktop.domain.canonical import LATER
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid

SHEET_HEIGHT = 333
"""Height of the signing sheet where its width is 1000: it is three times as wide as high."""


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """A point of the pen: `x` and `y` in thousandths of the sheet's width from its upper left, `pressure` 0..1000.

    `at` is in milliseconds from the first point of the signature, None where times are not kept.
    """

    x: int
    y: int
    pressure: int = 500
    at: int | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One movement of the pen from touching to lifting."""

    points: tuple[StrokePoint, ...]

    @property
    def length(self) -> float:
        """The length of the path, in thousandths of the sheet's width."""
        return sum(
            math.dist((a.x, a.y), (b.x, b.y)) for a, b in zip(self.points, self.points[1:], strict=False)
        )


class SignatureKind(enum.StrEnum):
    """What a signatory does. A party that refuses or is absent has decided, and gives no signature."""

    DRAWN = "drawn"
    ON_PAPER = "on-paper"
    REFUSED = "refused"
    ABSENT = "absent"

    @property
    def is_given(self) -> bool:
        """Whether this is a signature, drawn or with ink."""
        return self in (SignatureKind.DRAWN, SignatureKind.ON_PAPER)


@dataclass(frozen=True, slots=True)
class Deputy:
    """A person who acts in place of a party's representative, by an authority with that number."""

    name: str
    function: str
    authority: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signatory's act for one protocol. `party` is the party's place in the snapshot, from 0.

    `digest` is the SHA-256 of the snapshot that was signed; `clause` is the text that stood above the line.
    `strokes` is empty where nothing was drawn. A deputy acted where `authority` has a number: `name` and `function`
    are then the deputy's. `reason` is of a refusal or an absence, `witness` of a refusal.
    """

    uid: Uid
    party: int
    kind: SignatureKind
    name: str
    function: str
    digest: str
    clause: str
    signed_at: datetime
    strokes: tuple[Stroke, ...] = ()
    reason: str = ""
    witness: str = ""
    authority: str = ""


LONGEST_REASON = 500
"""Signs of a reason, so that it is printed whole in the block of the party."""

_LEAST_LENGTH = 60
_LEAST_EXTENT = 25


def check_mark(strokes: tuple[Stroke, ...]) -> None:
    """Raise DomainError for an empty or dot-only mark: too short a path, or too small an extent."""
    points = [point for stroke in strokes for point in stroke.points]
    if not points:
        raise DomainError(Code.SIGNATURE_BLANK)
    width = max(p.x for p in points) - min(p.x for p in points)
    height = max(p.y for p in points) - min(p.y for p in points)
    if sum(stroke.length for stroke in strokes) < _LEAST_LENGTH or max(width, height) < _LEAST_EXTENT:
        raise DomainError(Code.SIGNATURE_BLANK)
    if all(stroke.length < _LEAST_EXTENT for stroke in strokes):
        raise DomainError(Code.SIGNATURE_BLANK)


def check_act(act: Signature) -> None:
    """Raise DomainError where an act lacks what makes it one.

    A drawn signature has a mark, a name and a function; a deputy has a name, a function and an authority; a refusal
    has a reason and a witness; an absence has a reason.
    """
    if act.kind is SignatureKind.DRAWN:
        check_mark(act.strokes)
        if not (act.name and act.function):
            raise DomainError(Code.SIGNATORY_UNNAMED)
    if len(act.reason) > LONGEST_REASON:
        raise DomainError(Code.REASON_TOO_LONG, limit=LONGEST_REASON)
    if act.kind is SignatureKind.REFUSED and not (act.reason and act.witness):
        raise DomainError(Code.REFUSAL_INCOMPLETE)
    if act.kind is SignatureKind.ABSENT and not act.reason:
        raise DomainError(Code.ABSENCE_NEEDS_REASON)


def check_deputy(deputy: Deputy) -> None:
    """Raise DomainError where a deputy lacks a name, a function or the number of the authority."""
    if not (deputy.name and deputy.function and deputy.authority):
        raise DomainError(Code.DEPUTY_INCOMPLETE)
