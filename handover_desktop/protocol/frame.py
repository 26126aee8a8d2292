"""What every page bears: the footer that tells it from every other page, and the words across drafts."""

from __future__ import annotations

from handover_desktop.protocol import typography as type_
from handover_desktop.protocol.cover import grouped
from handover_desktop.protocol.manuscript import Manuscript, stacked
from handover_desktop.protocol.pen import Pen
from handover_desktop.protocol.typography import FINE, FOOTER_HEIGHT, HAIR, MM, Format, Style

_SHORT = 16
"""How many hex digits of the digest stand in the footer."""

_BOX_HEIGHT = 7.5 * MM
_BOX_WIDTH = 11 * MM
_BOXES_WIDTH = 44 * MM
"""The room for the boxes of all parties: with more than four they get narrower."""

_HEAD = 20.0
"""How far above the content the head of a page stands."""


class Frame:
    """Draws what surrounds the content of a page."""

    def __init__(self, script: Manuscript, pages: int) -> None:
        self._script = script
        self._pages = pages
        self._boxes = len(script.snapshot.details.signing_parties)
        self._digest = grouped(script.digest[:_SHORT])

    def draw(self, pen: Pen, page: Format, number: int, *, continues: str) -> None:
        """Draw the frame of page `number`, counted from 1; `continues` is the title that goes on there."""
        self._across(pen, page)
        pen.write(page.left, page.top - _HEAD, continues, type_.FOOT)
        top = page.height - 10 * MM - FOOTER_HEIGHT
        pen.line(page.left, top, page.width - page.right, top, weight=FINE)
        self._identity(pen, page, top + 3)
        self._counts(pen, page, top + 3, number)
        self._initials(pen, page, top + 3)

    def _across(self, pen: Pen, page: Format) -> None:
        _, snapshot = self._script.tongues, self._script.snapshot
        if self._script.draft:
            pen.across("   ".join(_("DRAFT")), page, size=84, shift=0)
        if snapshot.demo:
            demo = _("DEMO – not a legal document")
            for at, text in enumerate(demo):
                pen.across(text, page, size=30, shift=(72 if self._script.draft else 0) + 40 * at)
            text = "  ·  ".join(demo)
            width = self._script.measure.width(text, type_.CELL_BOLD)
            pen.write(page.width - page.right - width, page.top - _HEAD, text, type_.CELL_BOLD)

    def _identity(self, pen: Pen, page: Format, top: float) -> None:
        _, snapshot = self._script.tongues, self._script.snapshot
        if self._script.draft:
            pen.write(page.left, top, snapshot.reference, type_.FOOT_MONO_BOLD)
            self._lines(
                pen,
                page.left,
                top + 9,
                stacked(_("Not final: without number and digest"), type_.FOOT, type_.FOOT_SECOND),
            )
            return
        pen.write(page.left, top, snapshot.number, type_.FOOT_MONO_BOLD)
        pen.write(page.left, top + 10, f"SHA-256 {self._digest}", type_.FOOT_MONO)

    def _counts(self, pen: Pen, page: Format, top: float, number: int) -> None:
        _, originals = self._script.tongues, self._script.snapshot.details.originals
        middle = page.left + page.measure * 0.46
        original = _("Original no. {blank} of {count}", blank="______", count=originals)
        counted = _("Page {number} of {pages}", number=number, pages=self._pages)
        self._lines(pen, middle, top, stacked(original, type_.FOOT, type_.FOOT_SECOND))
        self._lines(pen, middle, top + 18, stacked(counted, type_.FOOT, type_.FOOT_SECOND))

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
