"""Printing a protocol: from the snapshot to the bytes of its PDF. The same order gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from handover_desktop.domain.handovers import Annex
from handover_desktop.domain.progress import WHOLE, Progress, within
from handover_desktop.protocol.layout.flow import Flow, paginate
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.layout.typography import RISE
from handover_desktop.protocol.pages.accepted import accepted_annex
from handover_desktop.protocol.pages.allocation import allocation_annex
from handover_desktop.protocol.pages.annexes import WrittenAnnex, annexes_of, named
from handover_desktop.protocol.pages.archiving import TAGGED_LINES, archive
from handover_desktop.protocol.pages.cover import cover
from handover_desktop.protocol.pages.declarations import declarations
from handover_desktop.protocol.pages.differences import differences_annex, remarks_annex
from handover_desktop.protocol.pages.manuscript import Manuscript
from handover_desktop.protocol.pages.orders import PrintOrder, check_languages
from handover_desktop.protocol.pages.paging import Page, draw_pages, lay_out_annexes, write_up
from handover_desktop.protocol.pages.photo_log import photo_log
from handover_desktop.protocol.pages.printable import printable
from handover_desktop.protocol.pages.signing import signing
from handover_desktop.protocol.pages.summary import summary
from handover_desktop.protocol.pages.symbolic import reconciled, symbolic_pages
from handover_desktop.protocol.pages.threshold import threshold_annex

__all__ = ["PrintOrder", "render_protocol"]


_LAID_OUT = 700
"""How far the work is, of WHOLE, once the pages are laid out and only to be drawn."""

_LIKELY_PAGES = 3
"""How many pages cover, summary, declarations and signatures mostly take: the first guess."""


def render_protocol(
    order: PrintOrder, *, progress: Progress | None = None, record: Record | None = None
) -> bytes:
    """Return the protocol as a PDF; a final one carries its canonical snapshot as an attachment.

    `record` gets what was drawn, for reading back.

    Raises DomainError LANGUAGE_UNKNOWN, TOO_MANY_LANGUAGES, or GLYPH_MISSING for a character that the fonts
    cannot show; ValueError for a signature that was given for another digest.
    """
    check_languages(order.languages)
    pen = Pen(order.languages, tagged=len(order.snapshot.items) <= TAGGED_LINES, record=record)
    script = draw_protocol(order, pen, progress=progress)
    return archive(pen.finish(), script, pen)


def draw_protocol(order: PrintOrder, pen: Pen, *, progress: Progress | None = None) -> Manuscript:
    """Draw all pages with `pen` and return what they were written from; raises as `render_protocol` does."""
    check_languages(order.languages)
    laid, drawn = within(progress, 0, _LAID_OUT), within(progress, _LAID_OUT, WHOLE)
    laid(0, 1)
    script = printable(write_up(order))
    script.measure.told = _count_rows(script, laid)
    pages = _compose(script)
    draw_pages(script, pages, pen, progress=drawn)
    return script


def require_printable(order: PrintOrder) -> None:
    """Raise as `render_protocol` does for a character that the fonts cannot show, without laying anything out."""
    printable(write_up(order))


def _count_rows(script: Manuscript, laid: Progress) -> Callable[[int], None]:
    """Return what hears of rows as they are set, and tells how far the pages are laid out: the rows make the work."""
    contents, done = script.contents, 0
    again = Annex.THRESHOLD in annexes_of(script)
    expected = len(contents.accepted) * (2 if again else 1) + len(contents.remarks) + contents.differing

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        laid(done, expected)

    return count


def _compose(script: Manuscript) -> list[Page]:
    """Lay out all pages. The signature page names their number: it is set again until the number holds."""
    symbolic = script.snapshot.symbolic
    if symbolic is not None:
        return _paged(script, symbolic_pages(script, symbolic))
    wanted = annexes_of(script)
    annexes = lay_out_annexes([_WRITERS[annex](script) for annex in wanted], script)
    body = [Page(script.portrait, [])] * _LIKELY_PAGES
    for _attempt in range(3):
        count = len(body) + len(annexes)
        parts = (
            cover(script),
            summary(script),
            reconciled(script),
            declarations(script),
            signing(script, count, named(wanted)),
        )
        body = _paged(script, [flow for part in parts for flow in part])
        if len(body) + len(annexes) == count:
            break
    return [*body, *annexes]


def _paged(script: Manuscript, flows: list[Flow]) -> list[Page]:
    laid = paginate(flows, script.portrait.depth, rise=RISE)
    return [Page(script.portrait, content) for content in laid]


_WRITERS: dict[Annex, Callable[[Manuscript], WrittenAnnex]] = {
    Annex.ACCEPTED: accepted_annex,
    Annex.REMARKS: remarks_annex,
    Annex.DIFFERENCES: differences_annex,
    Annex.ALLOCATION: allocation_annex,
    Annex.PHOTOS: photo_log,
    Annex.THRESHOLD: threshold_annex,
}
