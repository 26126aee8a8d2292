"""Drawn signatures: strokes as vectors, bound to the digest of what is signed."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from datetime import datetime

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid

SHEET_HEIGHT = 333
"""Height of the signing sheet where its width is 1000: it is three times as wide as high."""


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """A point of the pen: `x` and `y` in thousandths of the sheet's width from its upper left, `pressure` 0..1000."""

    x: int
    y: int
    pressure: int = 500


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
    """How a signatory signs."""

    DRAWN = "drawn"
    ON_PAPER = "on-paper"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signatory's act for one protocol. `party` is the party's place in the snapshot, from 0.

    `digest` is the SHA-256 of the snapshot that was signed; `clause` is the text that stood above the line.
    `strokes` is empty for a signature on paper.
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
