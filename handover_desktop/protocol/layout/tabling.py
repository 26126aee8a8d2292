"""Tables over pages: the head on each of them, amounts carried over and brought forward."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handover_desktop.protocol.layout.flow import Piece
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.records import Continued
from handover_desktop.protocol.layout.structure import Role, Scope
from handover_desktop.protocol.layout.tables import (
    PAD,
    CellLine,
    Part,
    SetRow,
    Setter,
    Table,
    set_grid,
    set_rows,
)
from handover_desktop.protocol.layout.typography import HAIR, RULE, Style
from handover_desktop.protocol.layout.wrapping import Measure


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the parts of a table on several pages share: its number of columns, its width, whether it has heads."""

    columns: int
    width: float
    label: Style
    has_heads: bool


class TablePart:
    """The rows of a table on one page; `first` is the number of the first one in the table."""

    def __init__(self, rows: list[SetRow], sheet: Sheet, *, first: int) -> None:
        self.height = sum(row.height for row in rows)
        self._rows = rows
        self._sheet = sheet
        self._first = first

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw rules and lines row by row."""
        if pen.structure:
            with pen.tag(Role.TABLE, key=id(self._sheet)):
                self._draw_tagged(pen, left, top)
            return
        for row in self._rows:
            self._draw_rules(pen, row, left, top)
            if pen.record is None:
                for line in row.lines:
                    self._draw_line(pen, line, left, top)
            else:
                with pen.about(row.about):
                    for line in row.lines:
                        self._draw_line(pen, line, left, top)
            top += row.height

    def _draw_tagged(self, pen: Pen, left: float, top: float) -> None:
        number = self._first
        for row in self._rows:
            self._draw_rules(pen, row, left, top)
            if row.part is Part.CARRIED or (row.part is Part.HEAD and self._first):
                with pen.artifact():
                    for line in row.lines:
                        self._draw_line(pen, line, left, top)
            else:
                key = -1 if row.part is Part.HEAD else number
                with pen.about(row.about), pen.tag(Role.ROW, key=(id(self._sheet), key)):
                    self._draw_cells(pen, row, key, (left, top))
            number += row.part is Part.BODY
            top += row.height

    def _draw_cells(self, pen: Pen, row: SetRow, number: int, place: tuple[float, float]) -> None:
        """Draw the cells of a row, an empty one where it has fewer than the table has columns."""
        columns = self._sheet.columns
        for cell in range(max(row.cells, columns - row.span + 1)):
            scope = None
            if row.part is Part.HEAD:
                scope = Scope.COLUMN
            elif cell == 0 and columns > 1 and (row.span > 1 or not self._sheet.has_heads):
                scope = Scope.ROW
            role = Role.HEAD if scope else Role.CELL
            span = row.span if cell == 0 else 1
            with pen.tag(role, key=(id(self._sheet), number, cell), scope=scope, span=span):
                for line in row.lines:
                    if line.cell == cell:
                        self._draw_line(pen, line, *place)

    def _draw_rules(self, pen: Pen, row: SetRow, left: float, top: float) -> None:
        right = left + self._sheet.width
        if row.above:
            pen.line(left, top, right, top, weight=row.above)
        if row.below:
            grey = RULE if row.below <= HAIR else 0.0
            pen.line(left, top + row.height, right, top + row.height, weight=row.below, grey=grey)

    def _draw_line(self, pen: Pen, line: CellLine, left: float, top: float) -> None:
        if line.label:
            label = self._sheet.label
            lift = line.style.baseline - label.baseline
            pen.write(left + line.label_left, top + line.top + lift, line.label, label)
        if line.style.dotted:
            floor = top + line.top + line.style.baseline
            pen.dots(left + line.left, left + line.label_left + line.width, floor)
        else:
            pen.write(left + line.left, top + line.top, line.text, line.style)


class TableFlow:
    """A table that gives itself away page by page.

    A row goes to the next page as a whole; only one higher than a page is continued between its lines.
    """

    def __init__(self, table: Table, width: float, measure: Measure, *, space_before: float = 0.0) -> None:
        self.space_before = space_before
        self._table = table
        self._setter = Setter(table, set_grid(table, width, measure), measure)
        self._head = self._setter.head()
        self._rows = set_rows(table.rows, self._setter)
        self._sheet = Sheet(len(table.columns), width, table.label, self._head is not None)
        self._at = 0
        self._sum = table.carry.start if table.carry else None

    @property
    def exhausted(self) -> bool:
        """Whether all rows were given away."""
        return self._at >= len(self._rows)

    def take(self, room: float, *, fresh: bool) -> Piece | None:
        """Give away the rows that fit."""
        page = self._opening()
        used = sum(row.height for row in page)
        over = self._over_height()
        began = self._at
        while not self.exhausted:
            bundle = self._bundle()
            height = sum(row.height for row in self._rows[self._at : bundle])
            reserve = over if bundle < len(self._rows) else 0.0
            if used + height + reserve > room + 0.01:
                break
            page += self._rows[self._at : bundle]
            used += height
            self._go_on(bundle)
        if self._at == began:
            if not fresh:
                return None
            page += self._force(room - used - over)
        if not self.exhausted and self._table.carry:
            page.append(self._setter.row(self._table.carry.over(self._sum), part=Part.CARRIED))
        return TablePart(page, self._sheet, first=began)

    def _opening(self) -> list[SetRow]:
        rows = [self._head] if self._head else []
        if self._at and self._table.carry:
            rows.append(self._setter.row(self._table.carry.forward(self._sum), part=Part.CARRIED))
        return rows

    def _over_height(self) -> float:
        carry = self._table.carry
        return self._setter.row(carry.over(self._sum)).height if carry else 0.0

    def _bundle(self) -> int:
        """Return the end of the rows that stay together from the current one on."""
        end = self._at + 1
        while end < len(self._rows) and self._rows[end - 1].with_next:
            end += 1
        return end

    def _go_on(self, end: int) -> None:
        carry = self._table.carry
        if carry:
            for row in self._rows[self._at : end]:
                if row.carried is not None:
                    self._sum = carry.add(self._sum, row.carried)
        self._at = end

    def _force(self, room: float) -> list[SetRow]:
        """Begin a bundle that is higher than a page: what fits of it, and a part of the row that does not."""
        end, placed = self._bundle(), list[SetRow]()
        while self._at < end:
            row = self._rows[self._at]
            if row.height > room:
                break
            placed.append(row)
            room -= row.height
            self._go_on(self._at + 1)
        if self._at < end and (not placed or (placed[-1].with_next and room > _WORTH_BEGINNING)):
            head, tail = _cut(self._rows[self._at], room)
            placed.append(head)
            if tail is None:
                self._go_on(self._at + 1)
            else:
                self._rows[self._at] = tail
        return placed


_WORTH_BEGINNING = 40.0
"""Less room than this is left free under a heading rather than used for the first lines of a row."""


def _continued(about: object) -> object:
    return about if about is None or isinstance(about, Continued) else Continued(about)


def _cut(row: SetRow, room: float) -> tuple[SetRow, SetRow | None]:
    """Part a row into the lines that fit into `room` and those that are continued; at least one line fits."""
    least = min(line.top + line.style.leading for line in row.lines)
    limit = max(room, least)
    here = tuple(line for line in row.lines if line.top + line.style.leading <= limit)
    there = tuple(line for line in row.lines if line.top + line.style.leading > limit)
    if not there:
        return row, None
    rise = min(line.top for line in there) - PAD
    moved = tuple(line._replace(top=line.top - rise) for line in there)
    height = max(line.top + line.style.leading for line in moved) + PAD
    cut = max(line.top + line.style.leading for line in here) + PAD
    return (
        replace(row, lines=here, height=cut, below=0.0, carried=None),
        replace(row, lines=moved, height=height, above=0.0, about=_continued(row.about)),
    )
