"""Printing a protocol: from the snapshot to the bytes of its PDF. The same order gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from handover_desktop.domain.signatures import Signature
from handover_desktop.protocol.annexes import Annex, accepted_annex, differences_annex, remarks_annex
from handover_desktop.protocol.archiving import TAGGED_LINES, archive
from handover_desktop.protocol.contents import sort_out
from handover_desktop.protocol.cover import cover
from handover_desktop.protocol.declarations import declarations
from handover_desktop.protocol.flow import Headed, Placed, paginate
from handover_desktop.protocol.frame import Frame
from handover_desktop.protocol.manuscript import Manuscript
from handover_desktop.protocol.orders import PrintOrder, Progress, check_languages
from handover_desktop.protocol.pen import Pen
from handover_desktop.protocol.printable import check_signs
from handover_desktop.protocol.records import Record
from handover_desktop.protocol.shaping import is_right_to_left
from handover_desktop.protocol.signing import signing
from handover_desktop.protocol.summary import summary
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
    )


def _belonging(signatures: Sequence[Signature], digest: str) -> tuple[Signature, ...]:
    for signature in signatures:
        if signature.digest != digest:
            raise ValueError("a signature was given for another digest")
    return tuple(signatures)


def _compose(script: Manuscript) -> list[_Page]:
    """Lay out all pages. The signature page names their number: it is set again until the number holds."""
    annexes = [
        page
        for annex in (accepted_annex(script), remarks_annex(script), differences_annex(script))
        for page in _lay_out_annex(annex, script)
    ]
    body = [_Page(script.portrait, [])] * _LIKELY_PAGES
    for _attempt in range(3):
        named = len(body) + len(annexes)
        parts = (cover(script), summary(script), declarations(script), signing(script, named, "1–3"))
        flows = [flow for part in parts for flow in part]
        body = [
            _Page(script.portrait, content) for content in paginate(flows, script.portrait.depth, rise=RISE)
        ]
        if len(body) + len(annexes) == named:
            break
    return [*body, *annexes]


def _lay_out_annex(annex: Annex, script: Manuscript) -> list[_Page]:
    _ = script.tongues
    continued = _("{title} (continued)", title=annex.title[0])[0]
    first = annex.flows[0]
    rise = first.rise if isinstance(first, Headed) else 0.0
    return [
        _Page(script.landscape, content, continued if at else "")
        for at, content in enumerate(paginate(annex.flows, script.landscape.depth, rise=rise))
    ]
