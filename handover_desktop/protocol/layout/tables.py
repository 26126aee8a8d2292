"""A small table layouter: columns as wide as their content needs, rows set line by line."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handover_desktop.bulk import without_search_for_cycles
from handover_desktop.protocol.layout.fonts import clean
from handover_desktop.protocol.layout.shaping import RLM
from handover_desktop.protocol.layout.typography import HAIR, Style
from handover_desktop.protocol.layout.wrapping import Measure

GAP = 7.0
"""The space between columns."""

PAD = 1.5
"""The space above and below the lines of a row."""


class Align(enum.Enum):
    """How a column is set. DECIMAL stands on its decimal sign."""

    LEFT = enum.auto()
    RIGHT = enum.auto()
    DECIMAL = enum.auto()


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph of a cell. `label` stands before it, smaller, with the text set off behind."""

    text: str
    style: Style
    label: str = ""


Cell = tuple[Run, ...]
"""The paragraphs of a cell, one under the other."""

EMPTY: Cell = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Between `least` and `most` it is as wide as its content; without `most` it takes a share of
    what is left.
    """

    head: Cell = EMPTY
    align: Align = Align.LEFT
    least: float = 0.0
    most: float | None = None
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row. Its first cell spans `span` columns. `above` and `below` are the weights of its rules.

    `with_next` keeps it on the page of the row after it; `carried` is what the row adds to the amount that is
    carried over at the end of a page. `about` is the entry that the row shows, for reading back.
    """

    cells: tuple[Cell, ...]
    span: int = 1
    above: float = 0.0
    below: float = HAIR
    with_next: bool = False
    carried: object = None
    about: object = None


@dataclass(frozen=True, slots=True)
class Carry:
    """What a table says where it goes on: `start` is nothing yet, `add` adds a row's amount.

    `over` and `forward` make the row at the end of a page and at the beginning of the next.
    """

    start: object
    add: Callable[[object, object], object]
    over: Callable[[object], Row]
    forward: Callable[[object], Row]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows; `label` is the style of the labels in cells."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    label: Style
    decimal_sign: str = "."
    carry: Carry | None = None
    peers: Sequence[Row] = ()
    """Rows of other tables that are to have the same columns."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns as set: left edges, widths, room for labels; the widest content before the decimal sign, and
    behind it.
    """

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    units: tuple[float, ...]
    decimals: tuple[float, ...]
    labels: tuple[float, ...]

    def width(self, column: int, span: int) -> float:
        """Return the width of `span` columns from this one."""
        if span == 1:
            return self.widths[column]
        last = column + span - 1
        return self.lefts[last] + self.widths[last] - self.lefts[column]


def set_grid(table: Table, width: float, measure: Measure) -> Grid:
    """Find the width of each column; they fill `width` where a column takes the rest."""
    columns = table.columns
    whole = [0.0] * len(columns)
    decimals = [0.0] * len(columns)
    labels = [0.0] * len(columns)
    for row in (*table.rows, *table.peers):
        for at, cell in enumerate(row.cells):
            if at == 0 and row.span > 1:
                continue
            place = at + (row.span - 1 if at else 0)
            for run in cell:
                _widen(run, place, columns[place], table, measure, (whole, decimals, labels))
    heads = [max((measure.longest_word(run.text, run.style) for run in c.head), default=0.0) for c in columns]
    floors = [max(column.least, head) for column, head in zip(columns, heads, strict=True)]
    widths = []
    for at, column in enumerate(columns):
        content = whole[at] + decimals[at] + labels[at]
        wanted = _READABLE * column.share if column.most is None else min(content, column.most)
        widths.append(max(floors[at], wanted))
    room = width - GAP * (len(columns) - 1)
    yielding = [
        floor if c.align is Align.LEFT else w for c, floor, w in zip(columns, floors, widths, strict=True)
    ]
    _squeeze(widths, yielding, room)
    _squeeze(widths, [_LEAST + label for label in labels], room)
    _share_out(widths, columns, room - sum(widths))
    lefts = [sum(widths[:at]) + GAP * at for at in range(len(columns))]
    return Grid(tuple(lefts), tuple(widths), tuple(whole), tuple(decimals), tuple(labels))


_LABEL_GAP = 3.0
_READABLE = 100.0
"""The width that a column which takes the rest has at least, where there is room."""
_LEAST = 20.0
"""What a column keeps beside its labels, however many there are."""


def _squeeze(widths: list[float], floors: Sequence[float], room: float) -> None:
    """Take from the columns, each down to its floor at most, what they are together wider than `room`."""
    excess = sum(widths) - room
    slack = [max(width - floor, 0.0) for width, floor in zip(widths, floors, strict=True)]
    if excess > 0 and sum(slack) > 0:
        part = min(excess / sum(slack), 1.0)
        widths[:] = [width - spare * part for width, spare in zip(widths, slack, strict=True)]


def _share_out(widths: list[float], columns: Sequence[Column], rest: float) -> None:
    """Give what is left to the columns without a greatest width."""
    shares = sum(column.share for column in columns if column.most is None)
    if shares and rest > 0:
        for at, column in enumerate(columns):
            widths[at] += rest * column.share / shares if column.most is None else 0.0


def _widen(
    run: Run, at: int, column: Column, table: Table, measure: Measure, found: tuple[list[float], ...]
) -> None:
    whole, decimals, labels = found
    if run.label:
        labels[at] = max(labels[at], measure.width(run.label, table.label) + _LABEL_GAP)
    if column.align is Align.LEFT and (column.most is None or column.least >= column.most):
        return
    text = clean(run.text)
    if column.align is Align.DECIMAL:
        units, rest = part_at_decimal(text, table.decimal_sign)
        whole[at] = max(whole[at], measure.width(units, run.style))
        decimals[at] = max(decimals[at], measure.width(rest, run.style))
        return
    for line in text.split("\n") if "\n" in text else (text,):
        whole[at] = max(whole[at], measure.width(line, run.style))


def part_at_decimal(text: str, sign: str) -> tuple[str, str]:
    """Part a number before its decimal sign, or before the unit that follows it after a space.

    The second part is empty where it has neither.
    """
    number = text.partition(" ")[0]
    at = number.rfind(sign)
    at = len(number) if at < 0 else at
    return text[:at], text[at:]


class CellLine(NamedTuple):
    """A line of a cell as set: where it starts within the row, and its label's place where it has one.

    `cell` is the number of its cell within the row. A tuple, since a long list has a hundred thousand of them.
    """

    text: str
    style: Style
    left: float
    top: float
    width: float
    cell: int
    label: str = ""
    label_left: float = 0.0


class Part(enum.Enum):
    """What a row is in its table. CARRIED rows and repeated heads belong to the page."""

    HEAD = enum.auto()
    BODY = enum.auto()
    CARRIED = enum.auto()


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row as set: its lines in reading order and its height, how many cells it has, and the first one's span."""

    lines: tuple[CellLine, ...]
    height: float
    above: float
    below: float
    cells: int
    span: int
    part: Part = Part.BODY
    with_next: bool = False
    carried: object = None
    about: object = None


class Place(NamedTuple):
    """Where a cell goes: its number, its first column, how many it spans, where its first line starts."""

    cell: int
    column: int
    span: int
    top: float
    is_head: bool


class Setter:
    """Sets rows into a grid."""

    def __init__(self, table: Table, grid: Grid, measure: Measure) -> None:
        self._table = table
        self._grid = grid
        self._measure = measure

    def head(self) -> SetRow | None:
        """Set the heads of the columns, standing on one line; None where the table has none."""
        cells = tuple(column.head for column in self._table.columns)
        if not any(cells):
            return None
        return self.row(Row(cells, above=0.0, below=0.5), part=Part.HEAD)

    def tell(self, rows: int) -> None:
        """Tell whoever waits that so many rows more are set."""
        if self._measure.told is not None:
            self._measure.told(rows)

    def row(self, row: Row, *, part: Part = Part.BODY) -> SetRow:
        """Set one row, the first lines of its cells on one baseline."""
        lines: list[CellLine] = []
        height = 0.0
        deepest = max((cell[0].style.baseline for cell in row.cells if cell), default=0.0)
        for at, cell in enumerate(row.cells):
            if not cell:
                continue
            first = at if at == 0 else at + row.span - 1
            top = PAD + deepest - cell[0].style.baseline
            place = Place(at, first, row.span if at == 0 else 1, top, part is Part.HEAD)
            height = max(height, self._set_cell(cell, place, lines))
        return SetRow(
            tuple(lines),
            height + PAD,
            row.above,
            row.below,
            len(row.cells),
            row.span,
            part,
            row.with_next,
            row.carried,
            row.about,
        )

    def _set_cell(self, cell: Cell, place: Place, lines: list[CellLine]) -> float:
        """Set a cell and return where it ends."""
        grid, measure, at = self._grid, self._measure, place.column
        left, width = grid.lefts[at], grid.width(at, place.span)
        align = self._table.columns[at].align if place.span == 1 else Align.LEFT
        left_aligned, top = Align.LEFT, place.top
        for run in cell:
            indent = self._label_room(run, place)
            style = run.style
            label = run.label
            start = left + indent
            for text in measure.wrap(run.text, style, width - indent):
                if align is not left_aligned:
                    start = left + max(indent, self._shift(text, style, at, width, heads=place.is_head))
                lines.append(CellLine(text, style, start, top, width, place.cell, label, left))
                label = ""
                top += style.leading
        return top

    def _label_room(self, run: Run, place: Place) -> float:
        """Return how far a text is set off behind its label: in a column alike, across columns by its own label."""
        if not run.label:
            return 0.0
        if place.span > 1:
            return self._measure.width(run.label, self._table.label) + _LABEL_GAP
        return self._grid.labels[place.column]

    def _shift(self, text: str, style: Style, at: int, width: float, *, heads: bool) -> float:
        """Return how far from the leading edge a figure starts, so that figures stand on their decimal sign.

        In a document that is mirrored figures are not: the widest one ends at the far edge there, unless what follows
        them is read from right to left as well.
        """
        if heads:
            return max(width - self._measure.width(text, style), 0.0)
        if self._table.columns[at].align is Align.RIGHT:
            units, rest = text, ""
        else:
            units, rest = part_at_decimal(text, self._table.decimal_sign)
        if self._measure.is_mirrored:
            behind = self._grid.decimals[at] if text.startswith(RLM) else self._measure.width(rest, style)
            shift = width - self._grid.units[at] - behind
            return min(max(shift, 0.0), max(width - self._measure.width(text, style), 0.0))
        return max(width - self._grid.decimals[at] - self._measure.width(units, style), 0.0)


_AT_ONCE = 250
"""How many rows are set before it is told."""


def set_rows(rows: Sequence[Row], setter: Setter) -> list[SetRow]:
    """Set all rows."""
    found: list[SetRow] = []
    with without_search_for_cycles():
        for start in range(0, len(rows), _AT_ONCE):
            found += [setter.row(row) for row in rows[start : start + _AT_ONCE]]
            setter.tell(len(found) - start)
    return found
