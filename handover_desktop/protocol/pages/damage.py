"""Damage as it was marked: the sides of each vehicle with numbered marks, and the statement that none was noted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handover_desktop.domain.checklists import Drawing
from handover_desktop.domain.outlines import sides_of
from handover_desktop.domain.sheet_texts import describe_mark
from handover_desktop.domain.sheets import DamageLook, DamageMark, MarkType, Zone
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.terms import TERMS
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.flow import Flow, Headed, Solid, TextBlock, TextLine, set_lines
from handover_desktop.protocol.layout.outline_paths import mark_shape, side_shapes
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.typography import MM, Face, Format, Style
from handover_desktop.protocol.pages.fields import REMARK_MARK
from handover_desktop.protocol.pages.manuscript import Manuscript, stacked

_ORDER = (Zone.LEFT, Zone.ROOF, Zone.RIGHT, Zone.FRONT, Zone.REAR)
_BETWEEN = 30.0
"""The room between sides, in centimetres of the vehicle: they are all drawn in one scale."""

_HALF = 4.6
_DIGITS = Style(Face.BOLD, 5.6, 7)
_INDENT = 20.0
_GAP = 3 * MM
_WEIGHT, _LIGHT = 0.7, 0.35
_LINE_GREY = 0.35
_MOST_LINES = 24
"""Marks beyond these are described on further pages: a figure with its words has to fit on one."""


@dataclass(frozen=True, slots=True)
class MarkedSide:
    """A side as it is drawn: where it begins and how large it is, in points, and the marks on it by their numbers."""

    zone: Zone
    left: float
    top: float
    width: float
    height: float
    marks: tuple[tuple[int, DamageMark], ...]


@dataclass(frozen=True, slots=True)
class DamageFigure:
    """The five sides beside each other with their names under them; `alt` says in words what is marked."""

    drawing: Drawing
    alt: str
    width: float
    sides: tuple[MarkedSide, ...]
    names: tuple[TextLine, ...]
    drawn: float
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the sides, the marks over them, then the names."""
        with pen.figure(self.alt, left, top, self.width, self.drawn):
            for side in self.sides:
                scale = side.width / sides_of(self.drawing)[side.zone].width
                for shape in side_shapes(self.drawing, side.zone):
                    pen.shape(
                        shape,
                        (left, top, self.width),
                        (side.left, side.top),
                        scale=scale,
                        weight=_WEIGHT if shape.strong else _LIGHT,
                        grey=0.0 if shape.strong else _LINE_GREY,
                    )
            for side in self.sides:
                for number, mark in side.marks:
                    x = side.left + side.width * mark.x / 1000
                    y = side.top + side.height * mark.y / 1000
                    draw_mark(pen, mark.type, number, (left, top, self.width), (x, y))
        for line in self.names:
            pen.write(left + line.left, top + line.top, line.text, line.style)


@dataclass(frozen=True, slots=True)
class MarkWords:
    """Marks in words, each behind its shape; a number of 0 is the shape alone, as in the legend."""

    rows: tuple[tuple[int, MarkType, float, float, tuple[TextLine, ...]], ...]
    height: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the shapes and the words beside them."""
        for number, kind, across, down, lines in self.rows:
            with pen.artifact():
                place = (left + across, top + down, _INDENT)
                draw_mark(pen, kind, number, place, (_HALF * 1.6, _HALF * 1.4))
            with pen.tag(Role.PARAGRAPH):
                for line in lines:
                    pen.write(left + across + line.left, top + down + line.top, line.text, line.style)


def draw_mark(
    pen: Pen, kind: MarkType, number: int, figure: tuple[float, float, float], at: tuple[float, float]
) -> None:
    """Draw the shape of a kind with its number into a figure, (left, top, width): black on white, told by its form."""
    pen.shape(mark_shape(kind, _HALF), figure, at, weight=0.9)
    if number:
        lower = 1.4 if kind is MarkType.MISSING_PART else 0.0
        pen.centre(f"{number}", figure, (at[0], at[1] - _DIGITS.leading / 2 + lower), _DIGITS)


def damage_flows(script: Manuscript, page: Format) -> list[Flow]:
    """Write the drawings of vehicles with damage, and on which lines it is stated that none was noted."""
    _, items = script.tongues, script.snapshot.items
    flows: list[Flow] = []
    drawn = [item for item in items if item.drawing and marks_of(item)]
    if drawn:
        title = script.heading_block(_("Damage as marked"), page.measure, level=2)
        flows.append(Headed(title, Solid(_key(script, page)), space_before=10.0, gap=3.0))
    flows += (flow for item in drawn for flow in _vehicle(script, item, page))
    stated = none_noted(script)
    return [*flows, *([stated] if stated else [])]


def none_noted(script: Manuscript) -> Flow | None:
    """Say on which lines no damage was noted, None where nobody looked for any."""
    items = script.snapshot.items
    sheets = ((item, item.finding.sheet if item.finding else None) for item in items)
    found = [item for item, sheet in sheets if sheet and sheet.damage is DamageLook.NONE_NOTED]
    if not found:
        return None
    said = script.tongues.n(
        "No damage noted on {count} line: {lines}.",
        "No damage noted on {count} lines: {lines}.",
        len(found),
        lines=_ranges(found),
    )
    return script.running(said, script.portrait.measure, space_before=8.0)


def marks_of(item: SnapshotItem) -> tuple[DamageMark, ...]:
    """Return the damage that was marked on an item."""
    sheet = item.finding.sheet if item.finding else None
    return sheet.marks if sheet else ()


def _ranges(items: Sequence[SnapshotItem]) -> str:
    """Return line numbers, those that follow each other as a range."""
    runs: list[list[SnapshotItem]] = []
    for item in items:
        if runs and runs[-1][-1].position == item.position - 1:
            runs[-1].append(item)
        else:
            runs.append([item])
    ends = ((_line(run[0]), _line(run[-1])) for run in runs)
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in ends)


def _line(item: SnapshotItem) -> str:
    return item.asset.line_no or f"{item.position}"


def _key(script: Manuscript, page: Format) -> MarkWords:
    """Say which shape stands for which kind."""
    _ = script.tongues
    column = page.span(3)
    rows, height = [], 0.0
    for at, kind in enumerate(MarkType):
        texts = stacked(_(TERMS[kind]), type_.CELL, type_.CELL_SECOND)
        lines = set_lines(script.measure, texts, column - _INDENT, left=0.0)
        moved = tuple(TextLine(one.text, one.style, one.left + _INDENT, one.top) for one in lines)
        rows.append((0, kind, at * (column + type_.GUTTER), 0.0, moved))
        height = max(height, sum(one.style.leading for one in lines))
    return MarkWords(tuple(rows), max(height, 2.8 * _HALF))


def _vehicle(script: Manuscript, item: SnapshotItem, page: Format) -> list[Flow]:
    """Set a vehicle: which one it is, its drawing, its marks in words."""
    assert item.drawing is not None
    marks = list(enumerate(marks_of(item), start=1))
    figure = _figure(script, item.drawing, marks, page)
    head = _head(script, item, page)
    words = [
        Solid(_words(script, marks[at : at + _MOST_LINES], page), space_before=6.0)
        for at in range(0, len(marks), _MOST_LINES)
    ]
    return [
        Headed(head, Solid(figure), space_before=_GAP * 1.6, gap=4.0),
        *words,
    ]


def _head(script: Manuscript, item: SnapshotItem, page: Format) -> TextBlock:
    remark = next((one.number for one in script.contents.remarks if one.item.uid == item.uid), None)
    asset, main = item.asset, item.asset.main_identifier
    parts = (
        f"{REMARK_MARK}\u00a0{remark}" if remark else "",
        _line(item),
        asset.description,
        f"{asset.make} {asset.model}".strip(),
        main.value if main else "",
    )
    texts = [(" · ".join(part for part in parts if part), type_.CELL_BOLD)]
    lines = set_lines(script.measure, texts, page.measure)
    return TextBlock(tuple(lines), sum(line.style.leading for line in lines))


def _figure(
    script: Manuscript, drawing: Drawing, marks: Iterable[tuple[int, DamageMark]], page: Format
) -> DamageFigure:
    _, found = script.tongues, list(marks)
    outlines = sides_of(drawing)
    whole = sum(outlines[zone].width for zone in _ORDER) + _BETWEEN * (len(_ORDER) - 1)
    scale = page.measure / whole
    drawn = max(side.height for side in outlines.values()) * scale
    sides, names, left, height = [], [], 0.0, drawn
    for zone in _ORDER:
        side = outlines[zone]
        wide, high = side.width * scale, side.height * scale
        on_it = tuple((number, mark) for number, mark in found if mark.zone is zone)
        sides.append(MarkedSide(zone, left, drawn - high, wide, high, on_it))
        said = _.each("{side} ({code})", side=_(TERMS[zone]), code=zone.value)
        room = wide + _BETWEEN * scale * 0.8
        lines = set_lines(script.measure, stacked(said, type_.CELL_SECOND, type_.FOOT_SECOND), room)
        start = page.measure - left - wide if script.measure.is_mirrored else left
        names += [TextLine(one.text, one.style, start + one.left, drawn + 3 + one.top) for one in lines]
        height = max(height, drawn + 3 + sum(one.style.leading for one in lines))
        left += (side.width + _BETWEEN) * scale
    say = _.translators[_.languages[0]]
    alt = "; ".join(f"{number}. {describe_mark(say, mark)}" for number, mark in found)
    return DamageFigure(drawing, alt, page.measure, tuple(sides), tuple(names), drawn, height)


def _words(script: Manuscript, marks: Sequence[tuple[int, DamageMark]], page: Format) -> MarkWords:
    """Set marks in words, in two columns."""
    _, column = script.tongues, page.span(6)
    rows, tops = [], [0.0, 0.0]
    for at, (number, mark) in enumerate(marks):
        said = tuple(describe_mark(_.translators[tag], mark) for tag in _.languages)
        lines = set_lines(script.measure, stacked(said, type_.CELL, type_.CELL_SECOND), column - _INDENT)
        moved = tuple(TextLine(one.text, one.style, one.left + _INDENT, one.top) for one in lines)
        side = at % 2
        rows.append((number, mark.type, side * (column + type_.GUTTER), tops[side], moved))
        tops[side] += max(sum(one.style.leading for one in lines), 3.2 * _HALF) + 2.0
    return MarkWords(tuple(rows), max(tops))
