"""Sheets of labels for things, to the tenth of a millimetre: a code, what it holds in plain letters, a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.labels import CodeKind, Label, LabelSheet
from handover_desktop.domain.progress import Progress
from handover_desktop.protocol.layout.codes import Symbol, draw
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.sheets import upright
from handover_desktop.protocol.layout.typography import MM, Face, Style
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.printable import require_signs

_PAD = 2.0 * MM
_GAP = 1.2 * MM
_SQUARE_PART = 0.42
"""How much of a label's width a square code takes at most."""

_BAR_PART = 0.45
"""How much of a label's height a linear code takes."""

_QUIET = {CodeKind.QR: 4, CodeKind.DATA_MATRIX: 2, CodeKind.CODE_128: 10}
"""The white beside a code, in modules (ISO/IEC 18004, 16022, 15417); a DataMatrix gets twice what it asks for."""

_NARROWEST = {CodeKind.QR: 0.3 * MM, CodeKind.DATA_MATRIX: 0.3 * MM, CodeKind.CODE_128: 0.25 * MM}
"""The narrowest module that a common scanner, or a scan at 200 dpi, still tells apart."""

_SIZES = (10.0, 9.0, 8.0)
_SMALL_SIZES = (7.0, 6.0)
"""Of an identifier that is read at arm's length, and of one that fits only so."""


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """Labels to print. `start` is the place of the first on its sheet, from 1; `shift` is what the printer is off, in
    millimetres to the right and down. `outlines` draws the edges of the labels, to try a printer with.
    """

    labels: Sequence[Label]
    sheet: LabelSheet
    kind: CodeKind = CodeKind.QR
    start: int = 1
    shift: tuple[float, float] = (0.0, 0.0)
    outlines: bool = False


@dataclass(frozen=True, slots=True)
class LabelPages:
    """The sheets as a PDF, and the labels that are not on them, since such a one cannot hold what they say."""

    pdf: bytes
    left_out: tuple[Label, ...]


def render_labels(order: LabelOrder, *, progress: Progress | None = None) -> LabelPages:
    """Return the sheets; the same order gives the same bytes.

    Left out are identifiers that such a code cannot hold, or only too finely to be read on such a label. Raises
    DomainError LABEL_START for a start that is not on the sheet, LABEL_CODE where no label is left, and GLYPH_MISSING
    for a text without signs.
    """
    sheet = order.sheet
    if not 1 <= order.start <= sheet.count:
        raise DomainError(Code.LABEL_START, start=order.start, count=sheet.count)
    _check_signs(order.labels)
    page, pen, setter = upright(sheet.paper), Pen(), _Setter(sheet, order.kind)
    tried = [(label, setter.fit(label)) for label in order.labels]
    fitted = [found for _label, found in tried if found is not None]
    left_out = tuple(label for label, found in tried if found is None)
    if left_out and not fitted:
        first = left_out[0]
        raise DomainError(
            Code.LABEL_CODE, line=first.line, value=first.value, kind=order.kind, sheet=sheet.name
        )
    places = order.start - 1 + len(fitted)
    pages = -(-places // sheet.count)
    for number in range(pages):
        pen.begin_page(page)
        for place in range(sheet.count):
            at = number * sheet.count + place - (order.start - 1)
            row, column = divmod(place, sheet.columns)
            left = (sheet.left + column * sheet.across + order.shift[0]) * MM
            top = (sheet.top + row * sheet.down + order.shift[1]) * MM
            if order.outlines:
                pen.box(left, top, sheet.width * MM, sheet.height * MM)
            if 0 <= at < len(fitted):
                setter.draw(pen, fitted[at], left, top)
        pen.end_page()
        if progress is not None:
            progress(number + 1, pages)
    return LabelPages(pen.finish(), left_out)


def fits(label: Label, sheet: LabelSheet, kind: CodeKind) -> bool:
    """Tell whether a label of this sheet can hold what `label` says."""
    return _Setter(sheet, kind).fit(label) is not None


def _check_signs(labels: Sequence[Label]) -> None:
    require_signs([(label.value, label.line) for label in labels], Face.MONO_BOLD)
    texts = [(text, label.line) for label in labels for text in (label.description, label.note)]
    require_signs(texts, Face.REGULAR)


class _TooSmall(Exception):
    """The label cannot hold what it should."""


@dataclass(frozen=True, slots=True)
class _Fitted:
    """What is drawn on a label: its code, the side of a module in points, and lines of text."""

    symbol: Symbol
    unit: float
    lines: list[tuple[str, Style]]


class _Setter:
    """Sets labels of one kind and size."""

    def __init__(self, sheet: LabelSheet, kind: CodeKind) -> None:
        self._kind = kind
        self._measure = Measure()
        self._width = sheet.width * MM - 2 * _PAD
        self._height = sheet.height * MM - 2 * _PAD
        self._side = min(self._height, self._width * _SQUARE_PART)
        self._bars = self._height * _BAR_PART

    def fit(self, label: Label) -> _Fitted | None:
        """Return what is drawn of a label; None where its identifier does not fit."""
        try:
            symbol = draw(label.value, self._kind)
        except ValueError:
            return None
        try:
            if self._kind is CodeKind.CODE_128:
                # Bars keep to the padding; the white beside them may be that of the padding itself.
                unit = min(self._unit(symbol, self._width + 2 * _PAD), self._width / symbol.width)
                return _Fitted(
                    symbol, unit, self._lines(label, self._width, self._height - self._bars - _GAP)
                )
            unit = self._unit(symbol, self._side)
            return _Fitted(symbol, unit, self._lines(label, self._width - self._side - _GAP, self._height))
        except _TooSmall:
            return None

    def draw(self, pen: Pen, fitted: _Fitted, left: float, top: float) -> None:
        """Draw a label whose upper left corner is here."""
        draw_one = self._draw_bars if self._kind is CodeKind.CODE_128 else self._draw_square
        draw_one(pen, fitted, left + _PAD, top + _PAD)

    def _draw_bars(self, pen: Pen, fitted: _Fitted, left: float, top: float) -> None:
        wide, high = fitted.unit * fitted.symbol.width, self._bars
        top += max(self._height - high - _GAP - _depth(fitted.lines), 0.0) / 2
        pen.symbol(fitted.symbol, left + (self._width - wide) / 2, top, wide, high)
        top += high + _GAP
        for text, style in fitted.lines:
            pen.write(left + (self._width - self._measure.width(text, style)) / 2, top, text, style)
            top += style.leading

    def _draw_square(self, pen: Pen, fitted: _Fitted, left: float, top: float) -> None:
        symbol, side = fitted.symbol, self._side
        wide, high = fitted.unit * symbol.width, fitted.unit * symbol.height
        pen.symbol(symbol, left + (side - wide) / 2, top + (self._height - high) / 2, wide, high)
        left += side + _GAP
        top += max(self._height - _depth(fitted.lines), 0.0) / 2
        for text, style in fitted.lines:
            pen.write(left, top, text, style)
            top += style.leading

    def _unit(self, symbol: Symbol, room: float) -> float:
        """Return the side of a module in points."""
        unit = room / (symbol.width + 2 * _QUIET[self._kind])
        if unit < _NARROWEST[self._kind]:
            raise _TooSmall
        return min(unit, 1.0 * MM)

    def _lines(self, label: Label, width: float, height: float) -> list[tuple[str, Style]]:
        """Return what fits: the identifier whole in any case, then the note, and as much of the description."""
        value, lines = self._value(label, width, height)
        small = Style(Face.REGULAR, min(value.size, 7.5), min(value.size, 7.5) * 1.2)
        room = int((height - len(lines) * value.leading) / small.leading)
        note = self._cut(label.note, min(room, 1), small, width)
        described = self._cut(label.description, room - len(note), small, width)
        return [*((text, value) for text in lines), *((text, small) for text in (*described, *note))]

    def _value(self, label: Label, width: float, height: float) -> tuple[Style, tuple[str, ...]]:
        """Return the identifier as large as it can be on one line, or else on two; small only where it has to be."""
        for sizes, parts in product((_SIZES, _SMALL_SIZES), ((label.value,), _halves(label.value))):
            for size in sizes:
                style = Style(Face.MONO_BOLD, size, size * 1.2)
                widest = max(self._measure.width(part, style) for part in parts)
                if widest <= width and len(parts) * style.leading <= height:
                    return style, parts
        raise _TooSmall

    def _cut(self, text: str, most: int, style: Style, width: float) -> Sequence[str]:
        """Return at most so many lines of `text`; the last one ends in "…" where more would follow."""
        lines = self._measure.wrap(text, style, width) if text else ()
        if len(lines) <= most or most <= 0:
            return lines[: max(most, 0)]
        last = lines[most - 1]
        while last and self._measure.width(f"{last.rstrip()}…", style) > width:
            last = last[:-1]
        return [*lines[: most - 1], f"{last.rstrip()}…"]


def _depth(lines: Sequence[tuple[str, Style]]) -> float:
    return sum(style.leading for _text, style in lines)


def _halves(value: str) -> tuple[str, str]:
    """Part an identifier in two, behind the separator that is nearest to its middle, else there."""
    middle = (len(value) + 1) // 2
    places = [at + 1 for at, sign in enumerate(value[:-1]) if not sign.isalnum()]
    place = min(places, key=lambda at: abs(at - middle), default=middle)
    return value[:place], value[place:]
