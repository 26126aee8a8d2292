"""The ceremony view as it is drawn: few words, large enough for ten metres."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.handovers import Party
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.ui.ceremony.data import Ceremony, Done, Guest, Voice
from handover_desktop.ui.marks import Mark, paint_mark
from handover_desktop.ui.theme import Look, TextStyle

LEAST: Final = 0.034
"""The least size of a letter as a share of the height: 5 cm on a picture that is 1.5 m high."""

_NAME: Final = 0.046
"""The size of the name of who takes part, where it fits."""

_LINES = N_("Lines")
_PIECES = N_("Pieces")
_VALUE = N_("Value")
_JUST_CHECKED = N_("Just checked")
_NUMBER = N_("Protocol no.")
_SIGNED = N_("Signed")
_SYMBOLIC = N_("Handed over symbolically")
_ALL_SIGNED = N_("Everyone has signed")

_ELLIPSIS = Qt.TextElideMode.ElideRight
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_BREAK = int(Qt.TextFlag.TextWordWrap)


class CeremonyPicture(QWidget):
    """Draws a `Ceremony` to fill its window; screen readers get the same words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: Ceremony | None = None
        self.sizes: list[float] = []
        self.cut: list[str] = []
        self.setMinimumSize(480, 270)
        look.changed.connect(self.update)

    def show_ceremony(self, ceremony: Ceremony) -> None:
        """Show another state."""
        self._shown = ceremony
        self.setAccessibleDescription(" · ".join(text for text in said(ceremony) if text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())  # the document's, which need not be the window's
        painter.fillRect(self.rect(), self._look.theme.colours.window)
        if self._shown is not None:
            self._paint(painter, self._shown)
        painter.end()

    def _paint(self, painter: QPainter, shown: Ceremony) -> None:
        self.sizes, self.cut = [], []
        c, margin = self._look.theme.colours, 0.05
        self._write(painter, (margin, 0.02, 1 - margin, 0.087), heading(shown), size=0.055, strong=True)
        self._write(painter, (margin, 0.088, 1 - margin, 0.138), where(shown), size=0.04, colour=c.muted)
        self._paint_guests(painter, shown, margin)
        painter.fillRect(self._place((margin, 0.412, 1 - margin, 0.4135)), c.hairline)
        self._paint_progress(painter, shown, margin)
        bar = self._place((margin, 0.715, 1 - margin, 0.73))
        painter.fillRect(bar, c.hairline)
        painter.fillRect(self._reading(bar, share(shown.lines)), c.accent)
        self._paint_foot(painter, shown, margin)

    def _paint_guests(self, painter: QPainter, shown: Ceremony, margin: float) -> None:
        """Paint who takes part, side by side, all names in the size of the longest."""
        width = (1 - 2 * margin) / max(1, len(shown.guests))
        bottom = 0.37 if shown.number else 0.407
        places = [
            (guest, (left, 0.189, left + width - 0.02, bottom))
            for guest, left in ((one, margin + at * width) for at, one in enumerate(shown.guests))
        ]
        size = min((self._name_size(guest.party, edges) for guest, edges in places), default=_NAME)
        for guest, edges in places:
            self._paint_guest(painter, shown, guest, edges)
            end = self._write(
                painter, self._own(guest.party, edges), guest.party.name, size=size, strong=True
            )
            left, _top, right, _bottom = edges
            self._write(painter, (left, end, right, bottom), guest.party.name_local, size=min(size, 0.04))

    def _paint_guest(
        self, painter: QPainter, shown: Ceremony, guest: Guest, edges: tuple[float, float, float, float]
    ) -> None:
        """Paint the role above the names, and below them that the guest has signed."""
        c = self._look.theme.colours
        left, _top, right, _bottom = edges
        role = spoken(shown.voices, TERMS[guest.party.role])
        self._write(painter, (left, 0.147, right, 0.189), role, size=LEAST, colour=c.muted)
        if guest.signed:
            square = self._place((left, 0.37, left, 0.404))
            square.setWidth(square.height())
            if self._is_turned:
                square.moveLeft(self.width() - square.right())
            paint_mark(painter, square, Mark.ACCEPTED, colour=c.good, ground=c.window)
            beside = square.height() * 1.35 / max(1, self.width())
            self._write(
                painter,
                (left + beside, 0.364, right, 0.41),
                spoken(shown.voices, _SIGNED),
                size=0.036,
                strong=True,
            )

    def _name_size(self, party: Party, edges: tuple[float, float, float, float]) -> float:
        """Return the largest size, as a share of the height, in which the name fits; of the least, it is cut."""
        sizes = (_NAME * self.height(), LEAST * self.height())
        font, _shown = _fit(party.name, self._place(self._own(party, edges)), self._font(strong=True), sizes)
        return font.pixelSize() / max(1, self.height())

    def _own(
        self, party: Party, edges: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """Return the room of the name: its share of the lines that both names take, and never less than its own."""
        left, top, right, bottom = edges
        width = (right - left) * self.width()
        own = self._lines(party.name, width, strong=True)
        other = self._lines(party.name_local, width, strong=False)
        line = QFontMetricsF(self._least_font(strong=True)).lineSpacing() / max(1, self.height())
        share_of_all = (bottom - top) * own / max(1, own + other)
        return (left, top, right, min(bottom, top + max(share_of_all, own * line)))

    def _lines(self, text: str, width: float, *, strong: bool) -> int:
        """Return how many lines `text` takes in the least size."""
        metrics = QFontMetricsF(self._least_font(strong=strong))
        room = metrics.boundingRect(QRectF(0, 0, width, 1e6), _BREAK, text)
        return round(room.height() / metrics.lineSpacing()) if text else 0

    def _paint_progress(self, painter: QPainter, shown: Ceremony, margin: float) -> None:
        c, voice, middle = self._look.theme.colours, shown.voices[0], 0.55
        number = voice.formats.number(shown.lines.whole)
        if not shown.groups:
            number = f"{voice.formats.number(shown.lines.done)} / {number}"
        self._write(painter, (margin, 0.42, middle - 0.03, 0.645), number, size=0.2, strong=True)
        label = spoken(shown.voices, _LINES)
        self._write(painter, (margin, 0.648, middle - 0.03, 0.698), label, size=0.04, colour=c.muted)
        figures = (
            (0.435, _PIECES, _of(shown, shown.pieces, voice.formats.number)),
            (0.572, _VALUE, values_of(shown, voice)),
        )
        for top, text, figure in figures:
            if figure:
                label = spoken(shown.voices, text)
                self._write(
                    painter, (middle, top, 1 - margin, top + 0.043), label, size=0.036, colour=c.muted
                )
                self._write(
                    painter, (middle, top + 0.045, 1 - margin, top + 0.125), figure, size=0.055, strong=True
                )

    def _paint_foot(self, painter: QPainter, shown: Ceremony, margin: float) -> None:
        c = self._look.theme.colours
        label, first, second = foot(shown)
        self._write(painter, (margin, 0.765, 1 - margin, 0.807), label, size=0.036, colour=c.muted)
        self._write(painter, (margin, 0.81, 1 - margin, 0.9), first, size=0.066, strong=True)
        self._write(painter, (margin, 0.905, 1 - margin, 0.965), second, size=0.045)

    @property
    def _is_turned(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _place(self, edges: tuple[float, float, float, float]) -> QRectF:
        """Return the place between `edges`, shares of width and height: left, top, right, bottom."""
        left, top, right, bottom = edges
        width, height = self.width(), self.height()
        return QRectF(left * width, top * height, (right - left) * width, (bottom - top) * height)

    def _reading(self, bar: QRectF, part: float) -> QRectF:
        """Return the first `part` of a bar in the direction of reading."""
        width = bar.width() * part
        return QRectF(bar.right() - width if self._is_turned else bar.left(), bar.top(), width, bar.height())

    def _write(
        self,
        painter: QPainter,
        edges: tuple[float, float, float, float],
        text: str,
        *,
        size: float,
        strong: bool = False,
        colour: QColor | None = None,
    ) -> float:
        """Write `text` as large as fits, at most `size` of the height and never smaller than can be read.

        Returns where it ends, as a share of the height.
        """
        rect, height = self._place(edges), self.height()
        font, shown = _fit(text, rect, self._font(strong=strong), (size * height, LEAST * height))
        if shown:
            self.sizes.append(font.pixelSize() / height)
        if shown != text:
            self.cut.append(text)
        painter.setFont(font)
        painter.setPen(colour or self._look.theme.colours.text)
        painter.drawText(rect, _LEFT | _BREAK, shown)
        used = painter.boundingRect(rect, _LEFT | _BREAK, shown).bottom() if shown else rect.top()
        return used / max(1, height)

    def _least_font(self, *, strong: bool) -> QFont:
        font = self._font(strong=strong)
        font.setPixelSize(max(1, round(LEAST * self.height())))
        return font

    def _font(self, *, strong: bool) -> QFont:
        return self._look.theme.font(TextStyle.BODY, strong=strong)


def _fit(text: str, rect: QRectF, font: QFont, sizes: tuple[float, float]) -> tuple[QFont, str]:
    """Return `font` in the largest size in which `text` fits, and the text, cut off where the least is too large."""
    largest, least = (max(1, round(size)) for size in sizes)
    for pixels in range(largest, least - 1, -1):
        font.setPixelSize(pixels)
        room = QFontMetricsF(font).boundingRect(QRectF(0, 0, rect.width(), 1e6), _BREAK, text)
        if room.height() <= rect.height() + 1 and room.width() <= rect.width() + 1:
            return font, text
    metrics = QFontMetricsF(font)
    lines = max(1, int(rect.height() / metrics.lineSpacing()))
    return font, metrics.elidedText(" ".join(text.split()), _ELLIPSIS, rect.width() * lines * 0.92)


def spoken(voices: tuple[Voice, ...], text: str) -> str:
    """Return `text` in every language of the document."""
    return " · ".join(dict.fromkeys(voice.texts(text) for voice in voices))


def share(part: Done) -> float:
    """Return how much is done, 0 to 1."""
    return min(1.0, float(part.done / part.whole)) if part.whole else 0.0


def of(part: Done, write: Callable[..., str]) -> str:
    """Return done and whole."""
    return f"{write(part.done)} / {write(part.whole)}" if part.whole else ""


def _of(shown: Ceremony, part: Done, write: Callable[..., str]) -> str:
    """Return done and whole, or the whole alone where nothing is checked."""
    return write(part.whole) if shown.groups else of(part, write)


def values_of(shown: Ceremony, voice: Voice) -> str:
    """Return the value done and the whole value, one currency a line."""
    money = voice.formats.money
    if shown.groups:
        return "\n".join(money(whole.amount, whole.currency) for _done, whole in shown.values)
    return "\n".join(
        f"{money(done.amount, done.currency)} / {money(whole.amount, whole.currency)}"
        for done, whole in shown.values
    )


def heading(shown: Ceremony) -> str:
    """Return what the handover is called."""
    return shown.details.title or spoken(shown.voices, N_("Handover and acceptance protocol"))


def where(shown: Ceremony) -> str:
    """Return place and date, the date in the form of each language."""
    day = shown.details.handover_date
    dates = dict.fromkeys(voice.formats.date(day) for voice in shown.voices) if day else {}
    return " · ".join(part for part in (shown.details.place, *dates) if part)


def foot(shown: Ceremony) -> tuple[str, str, str]:
    """Return label and two lines: the item just checked, or the protocol once it is made."""
    if shown.groups:
        named = " · ".join(
            f"{group.name or '–'} {shown.voices[0].formats.number(group.pieces)}" for group in shown.groups
        )
        done = spoken(shown.voices, _ALL_SIGNED) if shown.is_signed else shown.number
        return spoken(shown.voices, _SYMBOLIC), named, done
    if shown.number:
        done = spoken(shown.voices, _ALL_SIGNED) if shown.is_signed else ""
        return spoken(shown.voices, _NUMBER), shown.number, done
    description, make = shown.item
    return (spoken(shown.voices, _JUST_CHECKED) if description else "", description, make)


def said(shown: Ceremony) -> tuple[str, ...]:
    """Return everything that the view shows, as texts."""
    voice = shown.voices[0]
    guests = tuple(
        f"{spoken(shown.voices, TERMS[one.party.role])}: {one.party.name} {one.party.name_local}"
        + (f", {spoken(shown.voices, _SIGNED)}" if one.signed else "")
        for one in shown.guests
    )
    figures = (
        f"{spoken(shown.voices, _LINES)}: {_of(shown, shown.lines, voice.formats.number)}",
        f"{spoken(shown.voices, _PIECES)}: {_of(shown, shown.pieces, voice.formats.number)}",
        f"{spoken(shown.voices, _VALUE)}: {values_of(shown, voice)}",
    )
    return (heading(shown), where(shown), *guests, *figures, *foot(shown))
