"""The rows of a form to tick by hand: what is listed, in type large enough to compare, and boxes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.snapshots import SnapshotItem
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.protocol.layout import typography as type_
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.tables import (
    EMPTY,
    Cell,
    Column,
    Row,
    Run,
    SetRow,
    Setter,
    Table,
    set_grid,
)
from handover_desktop.protocol.layout.tabling import Sheet, TablePart
from handover_desktop.protocol.layout.typography import FINE, MM, STRONG, Face, Style
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.manuscript import SHORT_KINDS, cell, plain
from handover_desktop.protocol.pages.tongues import Tongues

BOXES = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED, Outcome.MISSING)
"""The outcomes that can be ticked, from left to right; they are numbered from 1."""

_SHORT_TERMS = (N_("Accepted"), N_("With remarks"), N_("Not accepted"), N_("Missing"))
"""Their words, short enough for the head of a narrow column."""

BOX = 4.6 * MM
_BOX_COLUMN = 39.0
_FIRST_BOX = 3
"""The columns before the boxes: number, item, listed."""

_COUNTS, _REMARK, _INITIALS = 7, 8, 9
_LEAST_HEIGHT = 12 * MM
"""Room for a line written by hand."""

_WRITING = 7.0 * MM
"""How far below the top of a row the first line to write on runs."""

_MOST_IDENTIFIERS = 8
_MOST_MARKS = 400
"""How many signs of identifiers a row has room for; one that does not fit is left out whole, and that is said."""

_MOST_SIGNS = 160
IDENTIFIER = Style(Face.MONO, 10, 12.5)
IDENTIFIER_SECOND = Style(Face.MONO, 8, 10)
_KIT = Style(Face.REGULAR, 6.8, 8.5)
_NAME = Style(Face.BOLD, 8, 10)
_NUMBER = Style(Face.BOLD, 8.5, 10)


@dataclass(frozen=True, slots=True)
class FormRow:
    """What a row of a form shows: an item, a heading, or nothing where an item is to be written in."""

    item: SnapshotItem | None = None
    heading: tuple[str, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class SetFormRow:
    """A row as set. `position` is the item's, 0 where there is none; `ticked` is the box that is ticked in print."""

    set: SetRow
    position: int = 0
    ticked: Outcome | None = None
    is_counted: bool = False
    is_blank: bool = False
    has_note: bool = False

    @property
    def height(self) -> float:
        """How much of the page it takes."""
        return self.set.height

    @property
    def is_heading(self) -> bool:
        """Whether it has nothing to tick."""
        return not self.position and not self.is_blank


class FormTable:
    """The columns of a form, and its rows as set into them."""

    def __init__(self, tongues: Tongues, measure: Measure, width: float, rows: Sequence[FormRow]) -> None:
        self.width = width
        self._tongues = tongues
        self._measure = measure
        self._sizes = [self._row(row) for row in rows]
        table = Table(self._columns(), self._sizes, type_.CELL_SECOND)
        self._grid = set_grid(table, width, measure)
        setter = Setter(table, self._grid, measure)
        head = setter.head()
        assert head is not None
        self.head = head
        self._sheet = Sheet(len(table.columns), width, type_.CELL_SECOND, has_heads=True)
        self.rows = [self._set(row, setter.row(sized)) for row, sized in zip(rows, self._sizes, strict=True)]

    def part(self, row: SetRow) -> TablePart:
        """Return a row of the form as a part of the table."""
        return TablePart([row], self._sheet, first=0)

    def _columns(self) -> tuple[Column, ...]:
        _ = self._tongues
        ticked = tuple(
            Column(_numbered_head(at, _(text)), least=_BOX_COLUMN, most=_BOX_COLUMN)
            for at, text in enumerate(_SHORT_TERMS, start=1)
        )
        return (
            Column(_head(_("No.")), least=24, most=48),
            Column(_head(_("Item"))),
            Column(_head(_("Listed")), least=34, most=52),
            *ticked,
            Column(_head(_("Pieces there / accepted")), least=62, most=62),
            Column(_head(_("Remark")), share=0.75),
            Column(_head(_("Initials")), least=32, most=32),
        )

    def _row(self, row: FormRow) -> Row:
        if row.heading:
            return Row((cell(row.heading, type_.CELL_BOLD, type_.CELL_SECOND),), span=_COUNTS, below=FINE)
        if row.item is None:
            return Row((EMPTY,))
        asset, item = row.item.asset, row.item
        unit = _shorten(self._tongues.unit(asset.unit, asset.quantity), 40)
        listed = (*plain(self._quantity(item), _NUMBER), *plain(unit, type_.CELL_SECOND))
        return Row(
            (
                plain(_shorten(asset.line_no or str(item.position), 60), _NUMBER),
                self._describe(item),
                listed,
                *(EMPTY for _box in BOXES),
                self._counts(item),
                self._note(row),
                EMPTY,
            )
        )

    def _quantity(self, item: SnapshotItem) -> str:
        return self._tongues.formats.number(item.asset.quantity)

    def _describe(self, item: SnapshotItem) -> Cell:
        asset = item.asset
        kind = " · ".join(filter(None, (f"{asset.make} {asset.model}".strip(), asset.kit_contents)))
        main = asset.main_identifier
        ordered = sorted(asset.identifiers, key=lambda i: main is None or i.kind is not main.kind)
        shown = _with_room(ordered)
        runs = [
            Run(
                _shorten(identifier.value, _MOST_MARKS),
                IDENTIFIER_SECOND if at else IDENTIFIER,
                self._label(identifier.kind),
            )
            for at, identifier in enumerate(shown)
        ]
        if left_out := len(ordered) - len(shown):
            more = self._tongues.n(
                "{count} more identifier: see the list", "{count} more identifiers: see the list", left_out
            )
            runs.append(Run(more[0], type_.CELL))
        return (*plain(_shorten(asset.description), _NAME), *plain(_shorten(kind), _KIT), *runs)

    def _label(self, kind: IdentifierKind) -> str:
        return self._tongues(SHORT_KINDS[kind])[0]

    def _counts(self, item: SnapshotItem) -> Cell:
        """Name the two counts that are written where there is something to count."""
        if not item.asset.is_counted:
            return EMPTY
        _, finding = self._tongues, item.finding
        if finding is None or not _ticked(item):
            return ()
        counts = f"{finding.presented.normalize():f} / {finding.accepted.normalize():f}"
        return plain(counts, _NUMBER)

    def _note(self, row: FormRow) -> Cell:
        """Say what the laptop knew when the form was printed."""
        _, item = self._tongues, row.item
        assert item is not None
        if row.is_disputed:
            return cell(_("Two results stand on the laptop."), type_.CELL, type_.CELL_SECOND)
        if _ticked(item) is None or item.checked_at is None or item.finding is None:
            return EMPTY
        when = self._tongues.formats.moment(item.checked_at)
        word = _(TERMS[item.finding.outcome])[0]
        remark = item.finding.remark.text if item.finding.remark else ""
        first = _("Laptop: {outcome}, {moment}", outcome=word, moment=when)[0]
        return (*plain(first, type_.CELL_SECOND), *plain(_shorten(remark), type_.CELL_SECOND))

    def _set(self, row: FormRow, set_row: SetRow) -> SetFormRow:
        if row.heading:
            return SetFormRow(set_row)
        height = max(set_row.height, _LEAST_HEIGHT)
        made = replace(set_row, height=height)
        if row.item is None:
            return SetFormRow(made, is_blank=True)
        asset = row.item.asset
        noted = bool(self._note(row))
        return SetFormRow(made, row.item.position, _ticked(row.item), asset.is_counted, has_note=noted)

    def draw(self, pen: Pen, row: SetFormRow, left: float, top: float) -> None:
        """Draw a row: its words, its boxes, and lines to write on."""
        self.part(row.set).draw(pen, left, top)
        if row.is_heading:
            return
        for at, outcome in enumerate(BOXES):
            self._box(pen, left + self._grid.lefts[_FIRST_BOX + at], top + 4, row.ticked is outcome)
        if row.is_blank:
            self._dots(pen, 0, left, top)
            self._dots(pen, 1, left, top)
            self._dots(pen, 2, left, top)
        if (row.is_counted and row.ticked is None) or row.is_blank:
            self._write_counts(pen, left, top)
        first = _WRITING if not row.has_note else row.height - 2 * MM
        for down in (first, first + _WRITING):
            if down < row.height and not row.ticked:
                self._dots(pen, _REMARK, left, top + down - _WRITING)
        self._dots(pen, _INITIALS, left, top)

    def draw_counts(
        self, pen: Pen, left: float, top: float, label: Sequence[tuple[str, Style]], *, indent: float
    ) -> None:
        """Draw what a page ends with: how many boxes of each column are ticked, to be counted by hand."""
        pen.line(left, top, left + self.width, top, weight=STRONG)
        down = top + 4
        for text, style in label:
            pen.write(left + indent, down, text, style)
            down += style.leading
        for at in range(len(BOXES)):
            pen.box(left + self._grid.lefts[_FIRST_BOX + at], top + 5, _BOX_COLUMN - 6, 16, weight=FINE)

    def _box(self, pen: Pen, left: float, top: float, is_ticked: bool) -> None:
        pen.box(left, top, BOX, BOX, weight=0.7)
        if is_ticked:
            # A cross reads the same in a form that runs from right to left.
            pen.line(left + 3, top + 3, left + BOX - 3, top + BOX - 3, weight=1.4)
            pen.line(left + 3, top + BOX - 3, left + BOX - 3, top + 3, weight=1.4)

    def _write_counts(self, pen: Pen, left: float, top: float) -> None:
        """Draw two lines to write on with a stroke between them: presented / accepted."""
        start = left + self._grid.lefts[_COUNTS]
        half = self._grid.widths[_COUNTS] / 2
        pen.dots(start, start + half - 5, top + _WRITING)
        pen.line(start + half - 3, top + _WRITING + 3, start + half + 2, top + _WRITING - 12, weight=FINE)
        pen.dots(start + half + 4, start + 2 * half, top + _WRITING)

    def _dots(self, pen: Pen, column: int, left: float, top: float) -> None:
        start = left + self._grid.lefts[column]
        pen.dots(start, start + self._grid.widths[column], top + _WRITING)


def _ticked(item: SnapshotItem) -> Outcome | None:
    """Return the box that says what was found already."""
    if item.finding is None or item.finding.outcome is Outcome.NOT_CHECKED:
        return None
    return Outcome.ACCEPTED if item.finding.outcome is Outcome.PARTLY_ACCEPTED else item.finding.outcome


def _with_room(identifiers: Sequence[Identifier]) -> list[Identifier]:
    """Return the identifiers that a row has room for, at least the first."""
    shown: list[Identifier] = []
    signs = 0
    for identifier in identifiers[:_MOST_IDENTIFIERS]:
        signs += len(identifier.value)
        if shown and signs > _MOST_MARKS:
            break
        shown.append(identifier)
    return shown


def _shorten(text: str, most: int = _MOST_SIGNS) -> str:
    """Return a text that a row has room for; the list has the whole of it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _head(texts: tuple[str, ...]) -> Cell:
    return cell(texts, type_.CELL_BOLD, type_.CELL_SECOND)


def _numbered_head(number: int, texts: tuple[str, ...]) -> Cell:
    """Return the head of a box: the figure that is typed for it, then its word."""
    return _head((f"{number} {texts[0]}", *texts[1:]))
