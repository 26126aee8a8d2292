"""Copies of a sealed protocol: a wrapper that says COPY and carries the sealed file within it, unchanged.

What is shown of a voided protocol is such a copy, and says VOID instead.
"""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import pikepdf

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.originals import Whereabouts
from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.turning import untwisted
from handover_desktop.domain.voiding import VoidedProtocol
from handover_desktop.i18n import Translator
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Lines, Solid, TextBlock, paginate, set_lines
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.shaping import LRM
from handover_desktop.protocol.layout.sheets import upright
from handover_desktop.protocol.layout.tables import Cell, Column, Row, Run, Table
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import HAIR, MM, STRONG, Face, Format, Style
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.attachments import MALFORMED, attached_file
from handover_desktop.protocol.pages.cover import grouped
from handover_desktop.protocol.pages.frame import draw_codes
from handover_desktop.protocol.pages.manuscript import cell, head_cell, plain, stacked
from handover_desktop.protocol.pages.orders import check_languages
from handover_desktop.protocol.pages.printable import require_signs
from handover_desktop.protocol.pages.tongues import Tongues

SEALED_NAME = "sealed-protocol.pdf"
"""The name under which a copy carries the sealed file."""

_MOST_SEALED = 500_000_000
_MOST_PAGES = 20_000
_EDGE = 4 * MM
"""How far from the paper's upper edge the word COPY stands on every page."""

_ACROSS = 0.8
"""How much of a page's diagonal the words across it take at most."""

_VOID_GREY = 0.45
"""The word VOID is seen at arm's length, and what it lies under stays readable."""


@dataclass(frozen=True, slots=True)
class Void:
    """Why a protocol does not count; `replaced_by` is the number of the one that does, empty where there is none."""

    protocol: VoidedProtocol
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """A copy to make of `sealed`, the file of the protocol that `snapshot` is the content of.

    `number` counts the copies of this protocol from 1; 0 is of one that is only looked at. `originals` says where
    each signed original is. `void` is of a protocol that does not count; `carried` is False where `sealed` was
    never given out, and is not to be now.
    """

    sealed: bytes
    snapshot: Snapshot
    number: int
    made_at: datetime
    made_by: str
    originals: Sequence[Whereabouts]
    languages: tuple[str, ...]
    translators: Mapping[str, Translator]
    void: Void | None = None
    carried: bool = True


def render_copy(order: CopyOrder) -> bytes:
    """Return the copy: a page that says what it is, the protocol's pages with COPY across, the file attached.

    Raises DomainError LANGUAGE_UNKNOWN, TOO_MANY_LANGUAGES, GLYPH_MISSING, or DOCUMENT_UNREADABLE where `sealed`
    is no PDF.
    """
    check_languages(order.languages)
    made_by, originals = untwisted((order.made_by, tuple(order.originals)))
    order = replace(order, made_by=made_by, originals=originals)
    tongues = Tongues(order.languages, order.translators)
    _check_signs(order, tongues)
    with _opened(order.sealed) as sealed:
        sealed.flatten_annotations("print")
        pages = [_format_of(page) for page in sealed.pages]
        over, fronts = _draw(order, tongues, pages)
        with pikepdf.open(io.BytesIO(over)) as copy:
            shown = len(sealed.pages)
            for at, page in enumerate(sealed.pages):
                below, above = copy.pages[fronts + at], copy.pages[fronts + shown + at]
                _lay_over(below, copy.copy_foreign(page.as_form_xobject()), "/Protocol")
                _lay_over(below, above.as_form_xobject(), "/Code")
            del copy.pages[fronts + shown :]
            _describe(copy, order, tongues)
            target = io.BytesIO()
            copy.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _lay_over(below: pikepdf.Page, shown: pikepdf.Object, name: str) -> None:
    """Show something over what stands on `below`; it is named, so that the same copy has the same bytes."""
    resource = below.add_resource(shown, pikepdf.Name.XObject, name=pikepdf.Name(name))
    placed = below.calc_form_xobject_placement(shown, resource, pikepdf.Rectangle(below.mediabox))
    below.contents_add(placed, prepend=False)


def find_sealed(pdf: bytes) -> bytes | None:
    """Return the sealed file that a copy carries, byte for byte; None for a file that is no copy, or is damaged."""
    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return attached_file(document, SEALED_NAME, most=_MOST_SEALED)
    except MALFORMED:
        return None


def _opened(sealed: bytes) -> pikepdf.Pdf:
    try:
        found = pikepdf.open(io.BytesIO(sealed))
    except MALFORMED as fault:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path=SEALED_NAME) from fault
    if not 0 < len(found.pages) <= _MOST_PAGES:
        raise DomainError(Code.DOCUMENT_UNREADABLE, path=SEALED_NAME)
    return found


def _format_of(page: pikepdf.Page) -> Format:
    box = pikepdf.Rectangle(page.mediabox)
    return Format(float(box.width), float(box.height), left=0, right=0, top=0, bottom=0)


def _draw(order: CopyOrder, tongues: Tongues, pages: Sequence[Format]) -> tuple[bytes, int]:
    """Draw the pages in front, and for each page of the protocol what lies under it: COPY or VOID, then for each
    what lies over its codes: those of a copy, so that no scan of it passes for the signed paper. Count the pages in
    front.
    """
    sheet, measure, pen = upright(order.snapshot.details.paper), Measure(), Pen(order.languages)
    fronts = paginate(_front(order, tongues, sheet, measure), sheet.depth)
    for front in fronts:
        pen.begin_page(sheet)
        for placed in front:
            placed.piece.draw(pen, sheet.left, sheet.top + placed.top)
        pen.end_page()
    for page in pages:
        pen.begin_page(page)
        _mark(pen, order, tongues, measure, page)
        pen.end_page()
    content, digest = order.snapshot, order.snapshot.digest
    for at, page in enumerate(pages, start=1):
        pen.begin_page(page)
        code = PageCode(PageKind.COPY, content.number, at, len(pages), digest, str(order.number or ""))
        draw_codes(pen, page, code)
        pen.end_page()
    return pen.finish(), len(fronts)


def _mark(pen: Pen, order: CopyOrder, tongues: Tongues, measure: Measure, page: Format) -> None:
    """Write COPY or VOID faintly across the page and plainly, with its number, above all else on it."""
    _ = tongues
    size = 84 if page.width < page.height else 72
    words = "   ".join(dict.fromkeys(_("VOID") if order.void else _("COPY")))
    room = _ACROSS * math.hypot(page.width, page.height)
    at_one = measure.width(words, type_.CELL_BOLD) / type_.CELL_BOLD.size
    look = {"grey": _VOID_GREY, "weight": STRONG} if order.void else {}
    pen.across(words, page, size=min(size, room / at_one), shift=0, **look)
    number = f"{LRM}{order.snapshot.number}{LRM}"  # its figures stay together behind Arabic words
    said = " · ".join((*_named(order, tongues), number))
    width = measure.width(said, type_.CELL_BOLD)
    pen.write((page.width - width) / 2, _EDGE, said, type_.CELL_BOLD)


def _front(order: CopyOrder, tongues: Tongues, sheet: Format, measure: Measure) -> list[Flow]:
    _, width = tongues, sheet.measure
    snapshot = order.snapshot

    def texts(lines: list[tuple[str, Style]]) -> TextBlock:
        found = set_lines(measure, lines, width)
        return TextBlock(tuple(found), sum(line.style.leading for line in found))

    title = stacked(_title(order, tongues), type_.TITLE, type_.TITLE_SECOND)
    said = (
        _("of the protocol {number}", number=snapshot.number)
        if order.number
        else _("Protocol {number}", number=snapshot.number)
    )
    named = stacked(said, type_.BODY_BOLD, type_.BODY_SECOND)
    note = stacked(_note(order, tongues), type_.BODY, type_.BODY_SECOND)
    flows: list[Flow] = [
        Solid(texts([*title, *named])),
        _facts(order, tongues, sheet, measure),
        Lines(set_lines(measure, note, width), space_before=14.0),
    ]
    if order.void is None:
        heading = stacked(_("Originals"), type_.SUBHEADING, type_.SUBHEADING_SECOND)
        flows += [Solid(texts(heading), space_before=18.0), _originals(order, tongues, sheet, measure)]
    return flows


def _facts(order: CopyOrder, tongues: Tongues, sheet: Format, measure: Measure) -> Flow:
    _, snapshot = tongues, order.snapshot
    made = f"{tongues.formats.moment(order.made_at)} · {order.made_by}"
    sha256 = hashlib.sha256(order.sealed).hexdigest()
    fields: list[tuple[tuple[str, ...], Cell]] = [
        (_("Protocol no."), plain(snapshot.number, type_.BODY_MONO_BOLD)),
        *(_void_facts(order.void, tongues) if order.void else ()),
        (_("Subject"), plain(untwisted(snapshot.details.title), type_.BODY)),
        (_("Copy made"), plain(made, type_.BODY)),
        (_("SHA-256 of the sealed file"), plain(grouped(sha256) if order.carried else "", type_.FOOT_MONO)),
        (_("Digest (SHA-256)"), plain(grouped(snapshot.digest), type_.FOOT_MONO)),
    ]
    label = sheet.span(3)
    rows = [
        Row((cell(name, type_.LABEL, type_.LABEL_SECOND), value), above=0.0 if at else STRONG)
        for at, (name, value) in enumerate(fields)
        if value
    ]
    table = Table((Column(least=label, most=label), Column()), rows, type_.LABEL_SECOND)
    return TableFlow(table, sheet.measure, measure, space_before=12.0)


def _named(order: CopyOrder, tongues: Tongues) -> tuple[str, ...]:
    """Return what the page is called: VOID, and the number of the copy."""
    _ = tongues
    words = _("VOID") if order.void else ()
    numbered = _("Copy no. {copy}", copy=order.number) if order.number else ()
    return tuple(dict.fromkeys((*words, *numbered)))


def _title(order: CopyOrder, tongues: Tongues) -> tuple[str, ...]:
    _ = tongues
    numbered = _("Copy no. {copy}", copy=order.number)
    if order.void is None:
        return numbered
    words = _("VOID")
    return tuple(" · ".join(both) for both in zip(words, numbered, strict=True)) if order.number else words


def _note(order: CopyOrder, tongues: Tongues) -> tuple[str, ...]:
    _ = tongues
    if order.void is None:
        return _(
            "This is a copy, not an original. The pages that follow show the protocol with the word COPY across "
            "them. The sealed file itself is attached to this PDF, unchanged, under the name {name}: save it from "
            "there to check its seal and its signatures.",
            name=SEALED_NAME,
        )
    if not order.carried:
        return _(
            "This protocol was voided and counts no more, nor does any signature under it. The pages that follow "
            "show what it was, with the word VOID across them."
        )
    return _(
        "This protocol was voided and counts no more, nor does any signature under it. The pages that follow show "
        "what it was, with the word VOID across them. The file that was sealed is attached, unchanged, under the "
        "name {name}.",
        name=SEALED_NAME,
    )


def _void_facts(void: Void, tongues: Tongues) -> Iterator[tuple[tuple[str, ...], Cell]]:
    _, protocol = tongues, void.protocol
    said = f"{tongues.formats.moment(protocol.voided_at)} · {protocol.who}"
    yield _("Voided"), plain(said, type_.BODY_BOLD)
    yield _("Reason"), plain(protocol.reason, type_.BODY)
    following = plain(void.replaced_by, type_.BODY_MONO_BOLD)
    yield _("Replaced by"), following or cell(_("nothing yet"), type_.BODY, type_.LABEL_SECOND)
    originals = _(TERMS[protocol.originals])
    yield _("Originals"), cell(originals, type_.BODY, type_.LABEL_SECOND)


def _originals(order: CopyOrder, tongues: Tongues, sheet: Format, measure: Measure) -> Flow:
    """Set a row for each original: who holds it, or a line to write on."""
    _ = tongues
    blank: Cell = (Run("", type_.FILL),)
    rows = [
        Row(
            (
                plain(str(one.original), type_.BODY),
                plain(one.holder, type_.BODY) or (*blank, *_meant(one, tongues)),
                plain(tongues.formats.date(one.since) if one.since else "", type_.BODY) or blank,
            ),
            below=HAIR,
        )
        for one in order.originals
    ]
    columns = (
        Column(head_cell(_("Original no."))),
        Column(head_cell(_("Held by")), share=4.0),
        Column(head_cell(_("Given on")), share=1.6),
    )
    return TableFlow(Table(columns, rows, type_.LABEL_SECOND), sheet.measure, measure, space_before=4.0)


def _meant(one: Whereabouts, tongues: Tongues) -> Cell:
    """Say who is to keep an original whose holder nobody noted."""
    if not one.meant_for:
        return ()
    return cell(tongues("meant for: {holder}", holder=one.meant_for), type_.LABEL, type_.LABEL_SECOND)


def _check_signs(order: CopyOrder, tongues: Tongues) -> None:
    _, where = tongues, tongues("Originals")[0]
    places = [
        (order.made_by, _("Copy made")[0]),
        (order.snapshot.details.title, _("Subject")[0]),
        (order.snapshot.number, _("Protocol no.")[0]),
        *((text, where) for one in order.originals for text in (one.holder, one.meant_for)),
        *((text, _("Voided")[0]) for text in _void_texts(order.void)),
    ]
    for face in (Face.REGULAR, Face.BOLD):
        require_signs(places, face)
    require_signs([(order.snapshot.number, _("Protocol no.")[0])], Face.MONO_BOLD)


def _void_texts(void: Void | None) -> tuple[str, ...]:
    return (void.protocol.who, void.protocol.reason) if void else ()


def _describe(copy: pikepdf.Pdf, order: CopyOrder, tongues: Tongues) -> None:
    """Set properties that do not pass for the protocol's own, and attach the sealed file."""
    _ = tongues
    number = order.snapshot.number
    for key in list(copy.docinfo.keys()):
        del copy.docinfo[key]
    title = (
        _("VOID: the protocol {number}", number=number)
        if order.void
        else _("COPY no. {copy} of the protocol {number}", copy=order.number, number=number)
    )
    copy.docinfo["/Title"] = title[0]
    copy.docinfo["/Producer"] = order.snapshot.program
    if order.carried:
        copy.attachments[SEALED_NAME] = pikepdf.AttachedFileSpec(
            copy,
            order.sealed,
            filename=SEALED_NAME,
            mime_type="application/pdf",
            relationship=pikepdf.Name.Source,
            creation_date="",
            mod_date="",
        )
    copy.Root.Lang = pikepdf.String(tongues.languages[0])
    copy.Root.PageMode = pikepdf.Name.UseNone
    copy.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
