"""Annex 5: the photos, four a page, each with its number, its line and its time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handover_desktop.domain.photos import Photo
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Solid, TextLine, set_lines
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.typography import GUTTER, MM, Style
from handover_desktop.protocol.pages.annexes import WrittenAnnex, empty, headed
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked

_ROW_GAP = 5 * MM
_PICTURE_GAP = 2 * MM
_LEAST_PICTURE = 45 * MM
"""How much room the picture keeps when its caption is long."""

_MOST_DPI = 150
_DIGEST_SHOWN = 16


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A photo over its caption; `content` is None where the bytes are not at hand. Lengths are in points."""

    content: bytes | None
    alt: str
    width: float
    height: float
    lines: tuple[TextLine, ...]
    lines_height: float

    @property
    def whole(self) -> float:
        """The height with the caption."""
        return self.height + _PICTURE_GAP + self.lines_height

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw picture and caption."""
        if self.content is not None:
            pen.picture(self.content, left, top, self.width, self.height, alt=self.alt)
        for line in self.lines:
            pen.write(left + line.left, top + self.height + _PICTURE_GAP + line.top, line.text, line.style)


@dataclass(frozen=True, slots=True)
class CardRow:
    """One or two photos beside each other, as high as half a page at least."""

    cards: tuple[PhotoCard, ...]
    column: float
    least: float

    @property
    def height(self) -> float:
        """The height of the higher one."""
        return max(self.least, *(card.whole for card in self.cards))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the photos from the top."""
        for at, card in enumerate(self.cards):
            card.draw(pen, left + at * (self.column + GUTTER), top)


def photo_log(script: Manuscript) -> WrittenAnnex:
    """Write Annex 5."""
    _, snapshot, page = script.tongues, script.snapshot, script.portrait
    title = _("Annex 5. Photo log")
    photos = sorted(snapshot.photos, key=lambda photo: photo.number)
    if not photos:
        return empty(script, title, _("No photos were taken."), page)
    items = {item.uid: item for item in snapshot.items}
    room = (page.depth - _ROW_GAP) / 2
    cards = [_card(script, photo, items.get(photo.item) if photo.item else None, room) for photo in photos]
    rows = [
        CardRow(tuple(cards[at : at + 2]), page.span(6), room if at + 2 < len(cards) else 0.0)
        for at in range(0, len(cards), 2)
    ]
    flows: list[Flow] = [Solid(row, space_before=_ROW_GAP) for row in rows]
    return WrittenAnnex(title, page, [headed(script, title, flows[0], page), *flows[1:]])


def _card(script: Manuscript, photo: Photo, item: SnapshotItem | None, room: float) -> PhotoCard:
    column, content = script.portrait.span(6), script.pictures.get(photo.sha256)
    texts = _caption(script, photo, item)
    _ = script.tongues
    if content is None:
        texts += stacked(_("The picture is not at hand."), type_.LABEL, type_.LABEL_SECOND)
    lines = _within(
        set_lines(script.measure, texts, column), script.portrait.depth - _LEAST_PICTURE - _ROW_GAP
    )
    height = lines[-1].top + lines[-1].style.leading
    most = max(room - _PICTURE_GAP - height, _LEAST_PICTURE)
    scale = min(column / photo.width, most / photo.height, 72 / _MOST_DPI)
    shown = photo.height * scale if content is not None else 0.0
    alt = photo.caption or texts[0][0]
    return PhotoCard(content, alt, photo.width * scale, shown, tuple(lines), height)


def _within(lines: list[TextLine], room: float) -> list[TextLine]:
    """Return the lines that fit; where a caption is longer than a page, the last line says that it goes on."""
    fitting = [line for line in lines if line.top + line.style.leading <= room]
    return fitting if len(fitting) == len(lines) else [*fitting[:-1], replace(fitting[-1], text="…")]


def _caption(script: Manuscript, photo: Photo, item: SnapshotItem | None) -> list[tuple[str, Style]]:
    """Return number and line in each language, the identifier to compare, the caption, the time and the digest."""
    _ = script.tongues
    line = "" if item is None else item.asset.line_no or item.position
    about = _("the handover as a whole") if item is None else _("line {line}", line=line)
    names = _("Photo {numbers}", numbers=photo.number)
    heads = tuple(f"{name} – {what}" for name, what in zip(names, about, strict=True))
    texts = stacked(heads, type_.CELL_BOLD, type_.CELL_SECOND)
    if item is not None:
        main = item.asset.main_identifier
        texts += [(item.asset.description, type_.CELL)] if item.asset.description else []
        texts += [(main.value, type_.CELL_MONO)] if main else []
    texts += [(photo.caption, type_.CELL)] if photo.caption else []
    taken = [script.tongues.formats.moment(photo.taken_at)] if photo.taken_at else []
    proof = f"SHA-256 {photo.sha256[:_DIGEST_SHOWN]}"
    return [*texts, ("  ·  ".join((*taken, proof)), type_.CELL_SECOND)]
