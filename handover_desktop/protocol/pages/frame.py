"""What every page bears: the codes, number and count that tell it from every other page, the words across drafts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.code_places import code_places
from handover_desktop.protocol.layout.codes import PageCode, PageKind
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.typography import (
    CODE,
    CODE_COLUMN,
    EDGE,
    FINE,
    HAIR,
    MM,
    Face,
    Format,
    Style,
)
from handover_desktop.protocol.pages.cover import grouped
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked

_SHORT = 16
"""How many hex digits of the digest stand in the footer."""

_ACROSS = 84.0
"""The size of the word across a draft, in points, where it fits."""

_BOX_HEIGHT = 11 * MM
_BOX_WIDTH = 12 * MM
_BOXES_WIDTH = 48 * MM
"""The room for the boxes of all parties: with more than four they get narrower."""


def draw_codes(pen: Pen, page: Format, code: PageCode, *, foot: float | None = None) -> None:
    """Draw the code of a page at both of its places."""
    for place in code_places(page.width, page.height, foot=foot):
        pen.code(code, place.left, place.top, place.side)


@dataclass(frozen=True, slots=True)
class Paper:
    """What kind of paper a page belongs to; `part` is the unit of an extract, which that unit alone signs."""

    kind: PageKind = PageKind.PROTOCOL
    part: str = ""


class Frame:
    """Draws what surrounds the content of a page."""

    def __init__(self, script: Manuscript, pages: int, paper: Paper | None = None) -> None:
        self._script = script
        self._pages = pages
        self._paper = paper or Paper()
        self._boxes = 1 if self._paper.part else len(script.snapshot.details.signing_parties)
        self._digest = grouped(script.digest[:_SHORT])

    def draw(self, pen: Pen, page: Format, number: int, *, continues: str) -> None:
        """Draw the frame of page `number`, counted from 1; `continues` is the title that goes on there."""
        self._across(pen, page)
        self._head(pen, page, number, continues)
        top = page.height - page.bottom + 4 * MM
        pen.line(page.left, top, page.width - page.right, top, weight=FINE)
        foot = page.height - EDGE - CODE
        self._identity(pen, page, foot)
        self._counts(pen, page, foot, number)
        self._initials(pen, page, foot)
        if not self._script.draft:
            draw_codes(pen, page, self.code(number))

    def code(self, number: int) -> PageCode:
        """Return what the code of page `number` says. Pages of a draft have none: they are no document yet."""
        script = self._script
        paper = self._paper
        named = script.snapshot.number
        return PageCode(paper.kind, named, number, self._pages, script.digest, paper.part)

    def _across(self, pen: Pen, page: Format) -> None:
        _, snapshot = self._script.tongues, self._script.snapshot
        if self._script.draft:
            words = "   ".join(_("REDACTED") if self._script.redacted else _("DRAFT"))
            pen.across(words, page, size=self._size_across(words, page), shift=0)
        if snapshot.demo:
            demo = _("DEMO – not a legal document")
            for at, text in enumerate(demo):
                pen.across(text, page, size=30, shift=(72 if self._script.draft else 0) + 40 * at)

    def _size_across(self, words: str, page: Format) -> float:
        """Return the size at which words go across a page and stay on it."""
        wide = self._script.measure.width(words, Style(Face.BOLD, 1.0, 1.0))
        return min(_ACROSS, 0.85 * math.hypot(page.width, page.height) / wide)

    def _head(self, pen: Pen, page: Format, number: int, continues: str) -> None:
        """Set number and page beside the upper code, and under them the title of what goes on here."""
        _, snapshot = self._script.tongues, self._script.snapshot
        named = self._script.shown_number or snapshot.reference
        named = " · ".join(filter(None, (named, self._paper.part)))
        pen.write(page.left, EDGE, named, type_.FOOT_MONO_BOLD)
        counted = "  ·  ".join(_("Page {number} of {pages}", number=number, pages=self._pages))
        end = page.width - page.right - CODE_COLUMN
        pen.write(end - self._script.measure.width(counted, type_.FOOT), EDGE, counted, type_.FOOT)
        if snapshot.demo:
            demo = "  ·  ".join(_("DEMO – not a legal document"))
            pen.write(page.left, EDGE + type_.FOOT.leading, demo, type_.CELL_BOLD)
        pen.write(page.left, page.top - 4 * MM, continues, type_.FOOT)

    def _identity(self, pen: Pen, page: Format, top: float) -> None:
        _, snapshot = self._script.tongues, self._script.snapshot
        if self._script.draft:
            pen.write(page.left, top, self._script.shown_number or snapshot.reference, type_.FOOT_MONO_BOLD)
            is_what = (
                _("Redacted edition, not the protocol itself")
                if self._script.redacted
                else _("Not final: without number and digest")
            )
            texts = stacked(is_what, type_.FOOT, type_.FOOT_SECOND)
            self._lines(pen, page.left, top + 9, texts)
            return
        pen.write(page.left, top, snapshot.number, type_.FOOT_MONO_BOLD)
        pen.write(page.left, top + 10, f"SHA-256 {self._digest}", type_.FOOT_MONO)

    def _counts(self, pen: Pen, page: Format, top: float, number: int) -> None:
        _, originals = self._script.tongues, self._script.snapshot.details.originals
        original = stacked(
            _("Original no. {blank} of {count}", blank="______", count=originals),
            type_.FOOT,
            type_.FOOT_SECOND,
        )
        counted = _("Page {number} of {pages}", number=number, pages=self._pages)
        left = page.left
        if not self._paper.part:
            self._lines(pen, left, top + 28, original)
            left += max(self._script.measure.width(text, style) for text, style in original) + 4 * MM
        self._lines(pen, left, top + 28, stacked(counted, type_.FOOT, type_.FOOT_SECOND))

    def _initials(self, pen: Pen, page: Format, top: float) -> None:
        """Draw a box for the initials of each party that signs."""
        if not self._boxes:
            return
        _ = self._script.tongues
        width = min(_BOX_WIDTH, _BOXES_WIDTH / self._boxes)
        left = page.width - page.right - self._boxes * width
        label = stacked(_("Initials"), type_.FOOT, type_.FOOT_SECOND)
        widest = max(self._script.measure.width(text, style) for text, style in label)
        self._lines(pen, left - widest - 5, top, label)
        for box in range(self._boxes):
            pen.box(left + box * width, top + 1, width, _BOX_HEIGHT, weight=HAIR)

    def _lines(self, pen: Pen, left: float, top: float, texts: list[tuple[str, Style]]) -> None:
        for text, style in texts:
            pen.write(left, top, text, style)
            top += style.leading
