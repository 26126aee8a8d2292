"""Printing a protocol: from the snapshot to the bytes of its PDF. The same order gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handover_desktop.domain.handovers import Annex
from handover_desktop.domain.signatures import Signature
from handover_desktop.protocol.accepted import accepted_annex
from handover_desktop.protocol.allocation import allocation_annex
from handover_desktop.protocol.annexes import WrittenAnnex, annexes_of, named
from handover_desktop.protocol.archiving import TAGGED_LINES, archive
from handover_desktop.protocol.contents import sort_out
from handover_desktop.protocol.cover import cover
from handover_desktop.protocol.declarations import declarations
from handover_desktop.protocol.differences import differences_annex, remarks_annex
from handover_desktop.protocol.flow import Headed, Placed, Rest, Solid, TextBlock, paginate
from handover_desktop.protocol.frame import Frame
from handover_desktop.protocol.manuscript import Manuscript
from handover_desktop.protocol.orders import PrintOrder, Progress, check_languages
from handover_desktop.protocol.pen import Pen
from handover_desktop.protocol.photo_log import photo_log
from handover_desktop.protocol.printable import check_signs
from handover_desktop.protocol.records import Record
from handover_desktop.protocol.shaping import is_right_to_left
from handover_desktop.protocol.signing import signing
from handover_desktop.protocol.summary import summary
from handover_desktop.protocol.threshold import threshold_annex
from handover_desktop.protocol.tongues import Tongues
from handover_desktop.protocol.typography import RISE, Format
from handover_desktop.protocol.wrapping import Measure

__all__ = ["PrintOrder", "render_protocol"]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as laid out; `continues` is the title of the annex that goes on there."""

    format: Format
    content: list[Placed]
    continues: str = ""


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
    script = _write(order)
    check_signs(script)
    pages = _compose(script)
    frame = Frame(script, len(pages))
    for number, page in enumerate(pages, start=1):
        pen.begin_page(page.format)
        with pen.artifact():
            frame.draw(pen, page.format, number, continues=page.continues)
        for placed in page.content:
            placed.piece.draw(pen, page.format.left, page.format.top + placed.top)
        pen.end_page()
        if progress is not None:
            progress(number, len(pages))
    return script


def _write(order: PrintOrder) -> Manuscript:
    snapshot = order.snapshot
    values = [item.asset.value or item.asset.unit_price for item in snapshot.items]
    currencies = tuple(sorted({value.currency for value in values if value}))
    data = b"" if order.draft else snapshot.to_bytes()
    digest = "" if order.draft else hashlib.sha256(data).hexdigest()
    return Manuscript(
        snapshot,
        data,
        digest,
        sort_out(snapshot),
        Tongues(order.languages, order.translators),
        Measure(mirrored=is_right_to_left(order.languages[0])),
        () if order.draft else _belonging(order.signatures, digest),
        order.draft,
        currencies,
        order.pictures,
    )


def _belonging(signatures: Sequence[Signature], digest: str) -> tuple[Signature, ...]:
    for signature in signatures:
        if signature.digest != digest:
            raise ValueError("a signature was given for another digest")
    return tuple(signatures)


def _compose(script: Manuscript) -> list[_Page]:
    """Lay out all pages. The signature page names their number: it is set again until the number holds."""
    wanted = annexes_of(script)
    annexes = _lay_out_annexes([_WRITERS[annex](script) for annex in wanted], script)
    body = [_Page(script.portrait, [])] * _LIKELY_PAGES
    for _attempt in range(3):
        count = len(body) + len(annexes)
        parts = (cover(script), summary(script), declarations(script), signing(script, count, named(wanted)))
        flows = [flow for part in parts for flow in part]
        laid = paginate(flows, script.portrait.depth, rise=RISE)
        body = [_Page(script.portrait, content) for content in laid]
        if len(body) + len(annexes) == count:
            break
    return [*body, *annexes]


_WRITERS: dict[Annex, Callable[[Manuscript], WrittenAnnex]] = {
    Annex.ACCEPTED: accepted_annex,
    Annex.REMARKS: remarks_annex,
    Annex.DIFFERENCES: differences_annex,
    Annex.ALLOCATION: allocation_annex,
    Annex.PHOTOS: photo_log,
    Annex.THRESHOLD: threshold_annex,
}


def _lay_out_annexes(written: Sequence[WrittenAnnex], script: Manuscript) -> list[_Page]:
    """Begin each annex on a page of its own; those that are empty are set under the one before them."""
    groups: list[list[WrittenAnnex]] = []
    for annex in written:
        if annex.is_empty and groups:
            groups[-1].append(annex)
        else:
            groups.append([annex])
    return [page for first, *others in groups for page in _lay_out_annex(first, others, script)]


def _lay_out_annex(annex: WrittenAnnex, others: Sequence[WrittenAnnex], script: Manuscript) -> list[_Page]:
    _ = script.tongues
    continued = _("{title} (continued)", title=annex.title[0])[0]
    first, end = annex.flows[0], TextBlock((), 0.0)
    rise = first.rise if isinstance(first, Headed) else 0.0
    under = [flow for other in others for flow in other.flows]
    flows = [*annex.flows, Solid(end), *under, Rest(annex.format.measure)]
    pages = paginate(flows, annex.format.depth, rise=rise)
    last = next(at for at, page in enumerate(pages) if any(placed.piece is end for placed in page))
    return [
        _Page(annex.format, content, continued if 0 < at <= last else "") for at, content in enumerate(pages)
    ]
