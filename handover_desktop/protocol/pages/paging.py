"""Pages: what is written is laid out on them and drawn, each in its frame."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from handover_desktop.domain.contents import sort_out
from handover_desktop.domain.money import Money
from handover_desktop.domain.progress import Progress
from handover_desktop.domain.signatures import Signature
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.flow import Headed, Placed, Rest, Solid, TextBlock, paginate
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.shaping import is_right_to_left
from handover_desktop.protocol.layout.typography import Format
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.annexes import WrittenAnnex
from handover_desktop.protocol.pages.frame import Frame, Paper
from handover_desktop.protocol.pages.manuscript import Manuscript
from handover_desktop.protocol.pages.orders import PrintOrder
from handover_desktop.protocol.pages.tongues import Tongues


@dataclass(frozen=True, slots=True)
class Page:
    """A page as laid out; `continues` is the title of the annex that goes on there."""

    format: Format
    content: list[Placed]
    continues: str = ""


def write_up(order: PrintOrder) -> Manuscript:
    """Return what a document is written from; raise ValueError for a signature of another digest."""
    snapshot = order.snapshot
    values = [item.asset.value or item.asset.unit_price for item in snapshot.items]
    values += _stated_values(snapshot)
    currencies = tuple(sorted({value.currency for value in values if value}))
    is_draft = order.draft or order.redacted
    data = b"" if is_draft else snapshot.to_bytes()
    digest = "" if is_draft else hashlib.sha256(data).hexdigest()
    return Manuscript(
        snapshot,
        data,
        digest,
        sort_out(snapshot),
        Tongues(order.languages, order.translators),
        Measure(mirrored=is_right_to_left(order.languages[0])),
        () if is_draft else _belonging(order.signatures, digest),
        is_draft,
        currencies,
        order.pictures,
        order.redacted,
    )


def _stated_values(snapshot: Snapshot) -> list[Money]:
    """Return the values that a symbolic protocol states, or that are compared with it."""
    symbolic = snapshot.symbolic
    cited = (symbolic.recorded if symbolic else None, *snapshot.ceremonies)
    groups = [
        *(symbolic.groups if symbolic else ()),
        *(group for one in cited if one for group in one.groups),
    ]
    return [money for group in groups for money in group.values]


def _belonging(signatures: Sequence[Signature], digest: str) -> tuple[Signature, ...]:
    for signature in signatures:
        if signature.digest != digest:
            raise ValueError("a signature was given for another digest")
    return tuple(signatures)


def draw_pages(
    script: Manuscript,
    pages: Sequence[Page],
    pen: Pen,
    *,
    paper: Paper | None = None,
    progress: Progress | None = None,
) -> None:
    """Draw all pages with `pen`, telling `progress` after each."""
    frame = Frame(script, len(pages), paper)
    for number, page in enumerate(pages, start=1):
        pen.begin_page(page.format)
        with pen.artifact():
            frame.draw(pen, page.format, number, continues=page.continues)
        for placed in page.content:
            placed.piece.draw(pen, page.format.left, page.format.top + placed.top)
        pen.end_page()
        if progress is not None:
            progress(number, len(pages))


def lay_out_annexes(written: Sequence[WrittenAnnex], script: Manuscript) -> list[Page]:
    """Begin each annex on a page of its own; those that are empty are set under the one before them."""
    groups: list[list[WrittenAnnex]] = []
    for annex in written:
        if annex.is_empty and groups:
            groups[-1].append(annex)
        else:
            groups.append([annex])
    return [page for first, *others in groups for page in _lay_out_annex(first, others, script)]


def _lay_out_annex(annex: WrittenAnnex, others: Sequence[WrittenAnnex], script: Manuscript) -> list[Page]:
    _ = script.tongues
    continued = _("{title} (continued)", title=annex.title[0])[0]
    first, end = annex.flows[0], TextBlock((), 0.0)
    rise = first.rise if isinstance(first, Headed) else 0.0
    under = [flow for other in others for flow in other.flows]
    flows = [*annex.flows, Solid(end), *under, Rest(annex.format.measure)]
    pages = paginate(flows, annex.format.depth, rise=rise, closing=annex.format.measure)
    last = next(at for at, page in enumerate(pages) if any(placed.piece is end for placed in page))
    return [
        Page(annex.format, content, continued if 0 < at <= last else "") for at, content in enumerate(pages)
    ]
