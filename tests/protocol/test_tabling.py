"""Whatever a table holds: every character stands once, nothing overlaps or leaves the frame, no heading is alone."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.money import Money
from handover_desktop.protocol.layout.flow import (
    Flow,
    Headed,
    Lines,
    Placed,
    Stack,
    TextBlock,
    paginate,
    set_lines,
)
from handover_desktop.protocol.layout.fonts import clean
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.structure import Role
from handover_desktop.protocol.layout.tables import Align, Cell, Column, Row, Run, Table
from handover_desktop.protocol.layout.tabling import TableFlow, TablePart
from handover_desktop.protocol.layout.typography import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_MONO,
    CELL_SECOND,
    HEADING,
    Format,
    Style,
)
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.reading.proofreading import render_checked
from tests.protocol.samples import all_accepted, found, numbered, order, serial, snapshot

DEPTH = 160.0


@dataclass(frozen=True)
class Set:
    """A text as set: its page, its box, its style."""

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float


TEXTS = (
    st.text("abc dé ЖЉ-/.,()0123456789", max_size=60)
    | st.text("كتب سلم َّ AB 12", max_size=40)
    | st.just("W" * 300)
    | st.sampled_from(["1,234,567,890.50", "7", "0.125", "–", ""])
)
STYLES = st.sampled_from([CELL, CELL_BOLD, CELL_MONO, CELL_SECOND])
RUNS = st.builds(Run, TEXTS, STYLES, st.sampled_from(["", "", "S/N", "تسلسلي"]))
CELLS = st.lists(RUNS, max_size=3).map(tuple)
COLUMNS = st.builds(
    Column,
    st.sampled_from(
        [(), (Run("Head of it", CELL_BOLD),), (Run("الوصف", CELL_BOLD), Run("Second", CELL_SECOND))]
    ),
    st.sampled_from(Align),
    st.sampled_from([0.0, 30.0]),
    st.sampled_from([None, 60.0, 140.0]),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = tuple(draw(st.lists(COLUMNS, min_size=1, max_size=4)))
    rows = []
    for cells in draw(st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), max_size=12)):
        span = draw(st.sampled_from([1, 1, len(columns)]))
        kept: tuple[Cell, ...] = tuple(cells[: len(columns) - span + 1])
        rows.append(Row(kept, span=span, with_next=draw(st.booleans())))
    return Table(columns, rows, CELL_SECOND)


def texts_of(pages: list[list[Placed]], measure: Measure) -> list[Set]:
    placed = []
    for at, page in enumerate(pages):
        for piece in page:
            part = piece.piece
            assert isinstance(part, TablePart)
            top = piece.top
            for row in part._rows:
                for line in row.lines:
                    if line.text:
                        placed.append(box(at, line.text, line.style, line.left, top + line.top, measure))
                    if line.label:
                        placed.append(
                            box(at, line.label, CELL_SECOND, line.label_left, top + line.top, measure)
                        )
                top += row.height
    return placed


def box(page: int, text: str, style: Style, left: float, top: float, measure: Measure) -> Set:
    return Set(page, text, left, left + measure.width(text, style), top, top + style.leading)


def signs(texts: list[str]) -> list[str]:
    """The characters of all texts, sorted, without spaces and without marks of direction."""
    return sorted(
        char for text in texts for char in clean(text) if not char.isspace() and char not in "\u200e\u200f"
    )


SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(table=tables(), width=st.sampled_from([480.0, 700.0]), mirrored=st.booleans())
def test_every_character_stands_once_and_nothing_overlaps_or_leaves_the_frame(
    table: Table, width: float, mirrored: bool
) -> None:
    measure = Measure(mirrored=mirrored)
    pages = paginate([TableFlow(table, width, measure)], DEPTH)
    placed = texts_of(pages, measure)

    heads = [run.text for column in table.columns for run in column.head]
    pages_with_rows = sum(1 for page in pages if page)
    asked = [run.text for row in table.rows for cell in row.cells for run in cell]
    labels = [run.label for row in table.rows for cell in row.cells for run in cell]
    assert signs([found.text for found in placed]) == signs([*asked, *labels, *heads * pages_with_rows])

    for one in placed:
        assert one.left >= -0.01, one
        assert one.right <= width + 0.2, one
        assert one.top >= 0, one
        assert one.bottom <= DEPTH + 0.5, one
    for page, members in itertools.groupby(placed, key=lambda found: found.page):
        for one, other in itertools.combinations(list(members), 2):
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            assert wide < 0.5 or high < 1.8, (page, one, other)


@SLOW
@given(
    counts=st.lists(st.integers(0, 9), min_size=1, max_size=12),
    depth=st.floats(70, 200),
)
def test_a_heading_never_stands_alone_and_short_text_is_never_parted(counts: list[int], depth: float) -> None:
    measure = Measure()
    flows: list[Flow] = []
    for at, count in enumerate(counts):
        lines = set_lines(measure, [(f"Heading {at}", HEADING)], 300)
        heading = TextBlock(tuple(lines), HEADING.leading, Role.HEADING)
        body: Flow = Lines(set_lines(measure, [("\n".join(map(str, range(count))) or "none", BODY)], 300))
        if at % 2:
            rows = [Row(((Run(str(number), CELL),),)) for number in range(count + 1)]
            body = TableFlow(Table((Column((Run("Head", CELL_BOLD),)),), rows, CELL), 300, measure)
        flows.append(Headed(heading, body, space_before=9.0, gap=4.0))
    headings = 0
    for page in paginate(flows, depth):
        for placed in page:
            if isinstance(placed.piece, Stack):
                headings += 1
                (_heading, _gap), (following, _space) = placed.piece.parts
                assert following.height > 0
            assert placed.top + placed.piece.height <= depth + 0.1
    assert headings == len(counts)


NASTY = (
    "Sentence of a very long remark. " * 1250,
    "0" * 300,
    "سطر " * 3000,
    "ZERO\u200bWIDTH\u00adSOFT",
    "a\tb\r\nc\u2028d",
    "e\u0301" * 200,
)


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("ar",)])
def test_long_and_odd_texts_give_pages_that_are_read_back(text: str, languages: tuple[str, ...]) -> None:
    asset = AssetLine(
        "1",
        "A thing of many words. " * 130,
        make="Maker " * 40,
        identifiers=(serial("SN-" + "8B0O" * 74),),
        unit_price=Money("EUR", 10**14),
    )
    remark = Remark(text, agreed_action="Repair " * 60, responsible="Supplier " * 30)
    items = numbered([(asset, found(asset, Outcome.ACCEPTED_WITH_REMARKS, remark=remark))])
    assert render_checked(order(snapshot(items), languages)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("text", ["😀", "\u0378", "\U0001f1f7\U0001f1f8", "हिन्दी", "\ue000", "\x07"])
def test_what_has_no_sign_is_named_with_its_field(text: str) -> None:
    asset = AssetLine("7", "Thing", make=text)
    with pytest.raises(DomainError) as refused:
        render_checked(order(snapshot(all_accepted([asset])), ("en",)))
    assert refused.value.code is Code.GLYPH_MISSING
    assert refused.value.params["where"] == "line 7"
    assert unicodedata.normalize("NFC", text) in str(refused.value.params["text"])


def test_a_page_in_a_page_format_of_any_size_takes_at_least_one_line_of_a_row() -> None:
    table = Table((Column(),), [Row(((Run("word " * 50, CELL),),))], CELL)
    pages = paginate([TableFlow(table, 60, Measure())], CELL.leading + 4)
    pen = Pen()
    tiny = Format(80, 40, left=10, right=10, top=5, bottom=5)
    for page in pages:
        pen.begin_page(tiny)
        for placed in page:
            placed.piece.draw(pen, tiny.left, tiny.top + placed.top)
        pen.end_page()
    assert pen.finish().startswith(b"%PDF")
    assert len(pages) > 10
