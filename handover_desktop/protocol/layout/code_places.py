"""Where the codes of a page stand."""

from __future__ import annotations

from dataclasses import dataclass

from handover_desktop.protocol.layout.typography import CODE, EDGE, MM

_RIGHT = 15 * MM
"""The margin that the upper code keeps to, whatever else stands on the page."""


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a code stands, without the white round it: its upper left corner and its side in points."""

    left: float
    top: float
    side: float = CODE


def code_places(width: float, height: float, *, foot: float | None = None) -> tuple[CodePlace, CodePlace]:
    """Return the places of the two codes of a page: at its upper right corner and at the middle of its foot, or
    with its left edge at `foot` there.

    What a pen, a stamp or a torn corner takes from one of them it hardly takes from the other. Where a scanner
    draws a page in crookedly, corners leave the picture; the middle of an edge does not.
    """
    return (
        CodePlace(width - _RIGHT - CODE, EDGE),
        CodePlace((width - CODE) / 2 if foot is None else foot, height - EDGE - CODE),
    )


def mirrored(place: CodePlace, width: float) -> CodePlace:
    """Return where a code stands on a page that is written from right to left."""
    return CodePlace(width - place.left - place.side, place.top, place.side)
