"""The signature page: a block for every party that signs, kept whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.signatures import Signature, SignatureKind
from handover_desktop.domain.terms import SIGNATURE_TERMS, TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Piece, Solid, Stack, TextBlock, TextLine, set_lines
from handover_desktop.protocol.layout.pen import Pen, sheet_height
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.typography import FINE, MM, Style
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked


@dataclass(frozen=True, slots=True)
class Size:
    """How large blocks are: the radius of the place for a stamp, and the space between rows of blocks."""

    stamp: float
    gap: float


ROOMY = Size(19 * MM, 7 * MM)
_SIZES = (ROOMY, Size(17 * MM, 4 * MM), Size(16 * MM, 3 * MM))
"""Blocks are tight only where that spares one of them a page of its own."""

_BESIDE_STAMP = 16.0
"""How far a line beside the upper end of the stamp may reach into the square round it."""

_SIGN_HEIGHT_PLAIN = 20 * MM
"""The same where no stamp is put."""

_CAPTIONS = 26.0
_LABEL_WIDTH = 27 * MM
_GAP = 5.0
_MOST_LINES = 6
"""How many lines of a text a block shows; the whole text stands on the cover."""
_LEAST_HEIGHT = 45 * MM
_LEAST_STRUCK = 8 * MM
"""Less room than this under what was written needs no striking through."""
_SHORT_TEXT = 200
"""A longer text on who keeps the originals stands on the cover alone."""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The place where one party signs; `stamp` is empty where none is put.

    The stamp stands on the line of the signature, which runs as wide as the block. Of a party that gives no
    signature, `field` is empty: there is no line, and the room that is left (from `written` down) is struck through.
    """

    field: str
    name: str
    width: float
    size: Size
    lines: tuple[TextLine, ...]
    dots: tuple[tuple[float, float], ...]
    captions: tuple[TextLine, ...]
    stamp: tuple[TextLine, ...]
    signature: Signature | None
    height: float
    written: float = 0.0

    def draw(self, pen: Pen, left: float, top: float, height: float) -> None:
        """Draw the block, the line of the signature at the bottom of `height`."""
        pen.line(left, top, left + self.width, top, weight=FINE)
        for line in self.lines:
            pen.write(left + line.left, top + line.top, line.text, line.style)
        for dotted, end in self.dots:
            pen.dots(left + _LABEL_WIDTH, left + end, top + dotted)
        if self.field:
            self._draw_place(pen, left, top, height)
        elif height - self.written > _LEAST_STRUCK:
            pen.line(left, top + height, left + self.width, top + self.written + _GAP, weight=FINE)

    def _draw_place(self, pen: Pen, left: float, top: float, height: float) -> None:
        """Draw what is signed on: the line with the stamp's circle, the signature, the captions."""
        floor, radius = top + height - _CAPTIONS, self.size.stamp
        if self.stamp:
            centre = left + self.width - radius
            pen.circle(centre, floor - radius, radius)
            for line in self.stamp:
                pen.write(centre + line.left, floor - radius + line.top, line.text, line.style)
        pen.line(left, floor, left + self.width, floor, weight=FINE)
        if self.signature and self.signature.strokes:
            rise = sheet_height(self.sign_width) + 1 * MM
            pen.strokes(self.signature.strokes, left, floor - rise, self.sign_width)
        for line in self.captions:
            pen.write(left + line.left, floor + line.top, line.text, line.style)
        rise = _SIGN_HEIGHT_PLAIN - 3 * MM
        width = self.sign_width if self.stamp else self.width
        pen.field(self.field, left, floor - rise, width, rise, self.name)

    @property
    def sign_width(self) -> float:
        """The room for the signature beside the stamp."""
        return self.width - 2 * self.size.stamp - 3 * MM


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One or two blocks beside each other."""

    blocks: tuple[SignatureBlock, ...]

    @property
    def height(self) -> float:
        """The height of the higher one."""
        return max(block.height for block in self.blocks)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the blocks."""
        for at, block in enumerate(self.blocks):
            block.draw(pen, left + at * (block.width + type_.GUTTER), top, self.height)


def _made(script: Manuscript, pages: int, annexes: str) -> tuple[str, ...]:
    _, details = script.tongues, script.snapshot.details
    if annexes:
        made = _.n(
            "This protocol has {pages} pages with Annexes {annexes} and is made in one original.",
            "This protocol has {pages} pages with Annexes {annexes} and is made in {count} identical originals.",
            details.originals,
            pages=pages,
            annexes=annexes,
        )
    else:
        made = _.n(
            "This protocol is made in one original.",
            "This protocol is made in {count} identical originals.",
            details.originals,
        )
    if 0 < len(details.distribution) <= _SHORT_TEXT:
        shared = _("Distribution: {text}.", text=details.distribution.strip().rstrip("."))
        made = tuple(f"{sentence} {who}" for sentence, who in zip(made, shared, strict=True))
    return made


def signing(
    script: Manuscript, pages: int = 0, annexes: str = "", *, under: tuple[Piece, ...] = ()
) -> list[Flow]:
    """Write the signatures under the statement on originals, on the document's `pages` and its `annexes`.

    A protocol without annexes is short: its number of pages stands at the foot of each. What is signed `under` stands
    on the page of the first signature, and the blocks are tight: they should fit on the one page.
    """
    _, details = script.tongues, script.snapshot.details
    signatures = {signature.party: signature for signature in script.signatures}
    opening: list[Piece] = [*under, _heading(script), _text(script, _made(script, pages, annexes))]
    if not details.signing_parties:
        return [
            Solid(
                Stack(tuple((piece, 5.0) for piece in (*opening, _text(script, _("No party signs."))))),
                space_before=20.0,
            )
        ]
    if any(signature.kind is SignatureKind.DRAWN for signature in signatures.values()):
        opening.append(
            _text(
                script,
                _(
                    "Signatures drawn on the screen are a convenience. "
                    "The pages signed in ink and stamped are the original."
                ),
            )
        )
    sizes = _SIZES[-1:] if under else _SIZES
    dealt = [(size, _deal(script, opening, signatures, size)) for size in sizes]
    size, sheets = next((one for one in dealt if not _has_lonely_block(one[1])), dealt[0])
    flows: list[Flow] = []
    for page, members in enumerate(sheets):
        above = [_heading(script)] if page else opening
        parts = [(piece, _GAP if at else 0.0) for at, piece in enumerate(above)]
        whole = Stack((*parts, *((row, size.gap) for row in members)))
        flows.append(Solid(whole, space_before=12.0 if under else 20.0))
    return flows


def _deal(
    script: Manuscript, opening: list[Piece], signatures: Mapping[int, Signature], size: Size
) -> list[list[BlockRow]]:
    """Deal the blocks to pages, two in a row; the last page does not get one row alone."""
    blocks = [
        signature_block(script, f"party-{index}", party, signatures.get(index), size=size)
        for index, party in script.snapshot.details.signing_parties
    ]
    heading = _heading(script)
    dealt: list[list[BlockRow]] = [[]]
    used = sum(piece.height + _GAP for piece in opening)
    for row in (BlockRow(tuple(blocks[at : at + 2])) for at in range(0, len(blocks), 2)):
        if dealt[-1] and used + row.height + size.gap > script.portrait.depth:
            dealt.append([])
            used = heading.height
        dealt[-1].append(row)
        used += row.height + size.gap
    if len(dealt) > 1 and len(dealt[-1]) == 1 and len(dealt[-2]) > 1:
        dealt[-1].insert(0, dealt[-2].pop())
    return dealt


def _has_lonely_block(pages: list[list[BlockRow]]) -> bool:
    """Tell whether a page after the first has nothing but one block."""
    return any(sum(len(row.blocks) for row in page) == 1 for page in pages[1:])


def _heading(script: Manuscript) -> TextBlock:
    _ = script.tongues
    return _set(script, stacked(_("Signatures"), type_.HEADING, type_.HEADING_SECOND), role=Role.HEADING)


def _text(script: Manuscript, texts: tuple[str, ...]) -> TextBlock:
    return _set(script, stacked(texts, type_.BODY, type_.BODY_SECOND))


def _set(script: Manuscript, texts: list[tuple[str, Style]], *, role: Role = Role.PARAGRAPH) -> TextBlock:
    lines = set_lines(script.measure, texts, script.portrait.measure, running=role is Role.PARAGRAPH)
    return TextBlock(tuple(lines), sum(line.style.leading for line in lines), role)


def signature_block(
    script: Manuscript, field: str, party: Party, signature: Signature | None, *, size: Size = ROOMY
) -> SignatureBlock:
    """Set the block of a party; `field` names the prepared field for a digital signature."""
    _ = script.tongues
    width = script.portrait.span(6)
    drawn = signature if signature and signature.kind is SignatureKind.DRAWN else None
    is_stamped = party.role is not PartyRole.WITNESS
    upper = _Upper(script, width)
    for text, style in stacked(_(TERMS[party.role]), type_.BODY_BOLD, type_.LABEL_SECOND):
        upper.add(text, style)
    upper.add(party.name, type_.BODY)
    upper.add(party.name_local, type_.LABEL_SECOND)
    upper.top += _GAP
    if signature and not signature.kind.is_given:
        return _closed_block(script, upper, party, signature, size=size)
    _add_person(script, upper, party, signature)
    if party.mandate or (is_stamped and script.snapshot.symbolic is None):
        upper.add_field(_("Mandate"), party.mandate)
    beside = _add_place_and_date(script, upper, drawn, stamp=size.stamp if is_stamped else 0.0)
    foot = (2 * size.stamp - beside if is_stamped else _SIGN_HEIGHT_PLAIN) + _CAPTIONS
    return SignatureBlock(
        field,
        " – ".join(filter(None, (_(TERMS[party.role])[0], party.name))),
        width,
        size,
        tuple(upper.lines),
        tuple(upper.dots),
        _captions(script, drawn, width - 2 * size.stamp),
        _stamp(script) if is_stamped else (),
        drawn,
        max(upper.top + foot, _LEAST_HEIGHT),
    )


def _add_person(script: Manuscript, upper: _Upper, party: Party, signature: Signature | None) -> None:
    """Write who signs; of a deputy also for whom, and by which authority."""
    _ = script.tongues
    upper.add_field(_("Name and surname"), signature.name if signature else party.representative)
    upper.add_field(_("Function"), signature.function if signature else party.function)
    if signature and signature.authority:
        if party.representative:
            upper.add_field(_("Deputy of"), party.representative)
        upper.add_field(_("Authority no."), signature.authority)


def _add_place_and_date(script: Manuscript, upper: _Upper, drawn: Signature | None, *, stamp: float) -> float:
    """Write where and when it was drawn, or a line for both; return how much of it stands beside a stamp of that
    radius, which may begin so much higher.
    """
    label, top, room = script.tongues("Place and date"), upper.top, upper.width - 2 * stamp + _BESIDE_STAMP
    if drawn is None:
        if stamp:
            upper.narrow(room)
        upper.add_field(label)
        return upper.top - top
    place, day = script.snapshot.details.place, script.tongues.formats.date(drawn.signed_at)
    upper.add_field(label, place, day)
    is_short = len(script.measure.wrap(place, type_.LABEL, room - _LABEL_WIDTH)) == 1
    return type_.LABEL.leading * (2 if is_short else 1)


def _closed_block(
    script: Manuscript, upper: _Upper, party: Party, signature: Signature, *, size: Size
) -> SignatureBlock:
    """Set the block of a party that gives no signature: what happened, why, who saw it. There is no line to sign."""
    _ = script.tongues
    if signature.name or signature.function:
        _add_person(script, upper, party, signature)
    upper.top += _GAP
    for text, style in stacked(_(SIGNATURE_TERMS[signature.kind]), type_.BODY_BOLD, type_.LABEL_SECOND):
        upper.add(text, style)
    upper.top += 2
    upper.add_field(_("Reason"), signature.reason, most=None)
    if signature.witness:
        upper.add_field(_("Witness"), signature.witness)
    upper.add_field(_("Recorded"), script.tongues.formats.moment(signature.signed_at))
    return SignatureBlock(
        "",
        "",
        script.portrait.span(6),
        size,
        tuple(upper.lines),
        tuple(upper.dots),
        (),
        (),
        signature,
        max(upper.top + _GAP, _LEAST_HEIGHT),
        upper.top,
    )


class _Upper:
    """The upper part of a block while it is put together: lines of text, and where dotted lines run."""

    def __init__(self, script: Manuscript, width: float) -> None:
        self._measure = script.measure
        self.width = width
        self.lines: list[TextLine] = []
        self.dots: list[tuple[float, float]] = []
        self.top = _GAP

    def narrow(self, width: float) -> None:
        """Keep what is added from now on within `width`."""
        self.width = width

    def add(self, text: str, style: Style) -> None:
        """Set a text over the width of the block; nothing for an empty one."""
        self.top += self._set(text, style, 0.0, self.top)

    def add_field(self, label: tuple[str, ...], *values: str, most: int | None = _MOST_LINES) -> None:
        """Set a label and beside it its values one under the other, at most so many lines of each, or a dotted
        line to write on.
        """
        height = 0.0
        for text, style in stacked(label, type_.FOOT, type_.FOOT_SECOND):
            height += self._set(text, style, 0.0, self.top + height, width=_LABEL_WIDTH)
        if any(values):
            depth = 0.0
            for value in values:
                depth += self._set(value, type_.LABEL, _LABEL_WIDTH, self.top + depth, most=most)
            height = max(height, depth) + 1
        else:
            self.dots.append((self.top + 13, self.width))
            height = max(height, 17.0)
        self.top += height

    def _set(
        self,
        text: str,
        style: Style,
        left: float,
        top: float,
        *,
        width: float | None = None,
        most: int | None = _MOST_LINES,
    ) -> float:
        if not text:
            return 0.0
        found = self._measure.wrap(text, style, (width or self.width) - left)
        if most is not None and len(found) > most:
            found = (*found[: most - 1], "…")
        self.lines += [TextLine(line, style, left, top + at * style.leading) for at, line in enumerate(found)]
        return len(found) * style.leading


def _captions(script: Manuscript, drawn: Signature | None, width: float) -> tuple[TextLine, ...]:
    _ = script.tongues
    texts = stacked(_("Signature"), type_.FOOT, type_.FOOT_SECOND)
    if drawn:
        moment = script.tongues.formats.moment(drawn.signed_at)
        texts += stacked(
            _("Drawn on the screen: {moment}", moment=moment), type_.FOOT_SECOND, type_.FOOT_SECOND
        )
    return tuple(
        TextLine(line.text, line.style, line.left, line.top + 2)
        for line in set_lines(script.measure, texts, width)
    )


def _stamp(script: Manuscript) -> tuple[TextLine, ...]:
    _ = script.tongues
    texts = stacked(_("Stamp"), type_.FOOT_SECOND, type_.FOOT_SECOND)
    height = sum(style.leading for _text, style in texts)
    lines, top = [], -height / 2
    for text, style in texts:
        lines.append(TextLine(text, style, -script.measure.width(text, style) / 2, top))
        top += style.leading
    return tuple(lines)
