"""The sheets that the papers beside the protocol are laid out for: A4 and Letter, upright and turned."""

from __future__ import annotations

from dataclasses import replace

from handover_desktop.domain.handovers import Paper
from handover_desktop.protocol.layout.typography import LANDSCAPE, MM, PORTRAIT, Format

_LETTER = (215.9 * MM, 279.4 * MM)


def upright(paper: Paper) -> Format:
    """Return the frame of an upright sheet."""
    short, long = _LETTER
    return PORTRAIT if paper is Paper.A4 else replace(PORTRAIT, width=short, height=long)


def turned(paper: Paper) -> Format:
    """Return the frame of a sheet lying on its side."""
    short, long = _LETTER
    return LANDSCAPE if paper is Paper.A4 else replace(LANDSCAPE, width=long, height=short)
