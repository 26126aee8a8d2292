"""Text is wrapped without loss, rows are not cut, signature blocks stay whole, nothing leaves its frame."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.contents import sort_out
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import OPTIONAL_ANNEXES, Paper, Party, PartyRole
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout import typography
from handover_desktop.protocol.layout.flow import Lines, TextLine, paginate
from handover_desktop.protocol.layout.tables import PAD, Align, Column, Row, Run, Setter, Table, set_grid
from handover_desktop.protocol.layout.tabling import TableFlow
from handover_desktop.protocol.layout.typography import CELL, CELL_BOLD, MM, Face
from handover_desktop.protocol.layout.wrapping import Measure
from handover_desktop.protocol.pages.manuscript import Manuscript
from handover_desktop.protocol.pages.paging import write_up
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.pages.signing import BlockRow, signing
from handover_desktop.protocol.pages.tongues import Tongues
from handover_desktop.protocol.reading.reading import extract_text
from tests.protocol.papers import DONOR
from tests.protocol.samples import (
    BOTH,
    PARTIES,
    all_accepted,
    drawn,
    found,
    numbered,
    order,
    serial,
    snapshot,
    translators,
    vehicle_snapshot,
)

WORDS = st.text("abcdefgh ШЂжčž-/0123456789", max_size=300)


@given(text=WORDS, width=st.floats(12, 400))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: float) -> None:
    measure = Measure()
    lines = measure.wrap(text, CELL, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure.width(line, CELL) <= width + 0.1 for line in lines)


def test_a_word_wider_than_the_column_is_broken_anywhere() -> None:
    lines = Measure().wrap("SN" * 150, CELL, 90)
    assert len(lines) > 5
    assert "".join(lines) == "SN" * 150


def test_an_amount_is_not_broken_at_its_no_break_space() -> None:
    assert Measure().wrap("1\u00a0234 EUR", CELL, 30) == ("1\u00a0234", "EUR")


def test_lines_of_the_text_stay_lines_and_invisible_signs_go() -> None:
    assert Measure().wrap("one\r\ntwo\u00ad\u200b\n\nthree", CELL, 400) == ("one", "two", "", "three")


def test_amounts_stand_on_their_decimal_sign() -> None:
    texts = ("1,234.50", "7", "0.125", "–")
    rows = [Row(((Run(text, CELL_BOLD if at % 2 else CELL),),)) for at, text in enumerate(texts)]
    table = Table((Column(align=Align.DECIMAL, most=200),), rows, CELL)
    measure = Measure()
    setter = Setter(table, set_grid(table, 300, measure), measure)
    edges = set()
    for row in rows:
        line = setter.row(row).lines[0]
        edges.add(round(line.left + measure.width(line.text.partition(".")[0], line.style), 3))
    assert len(edges) == 1


def _table(count: int, lines: int = 1) -> Table:
    rows = [Row(((Run("\n".join([f"row {at}"] * lines), CELL),),)) for at in range(count)]
    return Table((Column(),), rows, CELL)


def test_rows_are_dealt_to_pages_whole_and_in_order() -> None:
    pages = paginate([TableFlow(_table(100, 3), 200, Measure())], 200)
    heights = [sum(placed.piece.height for placed in page) for page in pages]
    assert all(height <= 200 for height in heights)
    assert len(pages) == 17


def test_a_row_higher_than_a_page_is_continued_without_loss() -> None:
    flow = TableFlow(_table(1, 100), 200, Measure())
    pages = paginate([flow], 200)
    assert len(pages) == 6
    assert all(placed.piece.height <= 200 for page in pages for placed in page)


def test_a_heading_row_goes_with_the_row_after_it() -> None:
    rows = [Row(((Run(f"row {at}", CELL),),)) for at in range(9)]
    rows[4] = replace(rows[4], with_next=True)
    row_height = 10 + 2 * PAD
    pages = paginate([TableFlow(Table((Column(),), rows, CELL), 200, Measure())], row_height * 5 + 1)
    assert [round(page[0].piece.height / row_height) for page in pages] == [4, 5]


def test_running_text_leaves_no_single_line_behind() -> None:
    lines = [TextLine(str(at), CELL, 0, at * CELL.leading) for at in range(30)]
    pages = paginate([Lines(lines)], CELL.leading * 29)
    assert [round(page[0].piece.height / CELL.leading) for page in pages] == [28, 2]


def test_faces_tell_letters_and_digits_of_identifiers_apart() -> None:
    assert typography.CELL_MONO.face is Face.MONO


def _script(content: Snapshot) -> Manuscript:
    return Manuscript(
        content, b"", "", sort_out(content), Tongues(BOTH, translators()), Measure(), (), False, ("EUR",)
    )


@pytest.mark.parametrize("count", range(1, 9))
def test_signature_blocks_stay_whole_and_large_enough(count: int) -> None:
    parties = (PARTIES * 2)[:count]
    content = snapshot()
    content = replace(content, details=replace(content.details, parties=parties))
    page_depth = _script(content).portrait.depth
    pages = paginate(signing(_script(content), 10, "1–3"), page_depth)
    rows = [
        [part for part, _gap in placed.piece.parts if isinstance(part, BlockRow)]  # type: ignore[attr-defined]
        for page in pages
        for placed in page
    ]
    blocks = [block for page in rows for row in page for block in row.blocks]
    assert len(blocks) == count
    assert all(block.width >= 70 * MM for block in blocks)
    assert all(block.height >= 45 * MM for block in blocks)
    assert all(placed.top + placed.piece.height <= page_depth for page in pages for placed in page)
    if len(rows) > 1:
        assert all(sum(len(row.blocks) for row in page) > 1 for page in rows)


@pytest.mark.parametrize(
    "place", ["Belgrade, sample yard", "Belgrade, yard of the Border Police Directorate"]
)
def test_a_drawn_signature_on_the_smaller_paper_leaves_no_block_alone(place: str) -> None:
    content = snapshot(parties=3)
    details = replace(content.details, place=place, paper=Paper.LETTER)
    content = replace(content, details=details)
    script = write_up(order(content, ("fr", "es"), signatures=(drawn(content), drawn(content, 1))))
    assert len(paginate(signing(script, 10, "1–6"), script.portrait.depth)) == 1


def _boxes(pdf: bytes) -> list[tuple[int, float, float, list[tuple[float, float, float, float]]]]:
    """For each page: its number, size, and the boxes of its lines of text (left, bottom, right, top)."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number, page in enumerate(document):
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        pages.append((number, *page.get_size(), boxes))
    return pages


def _assert_everything_in_its_frame(pdf: bytes) -> None:
    for number, width, height, boxes in _boxes(pdf):
        for left, bottom, right, top in boxes:
            assert left > 10 * MM, number
            assert right < width - 10 * MM, number
            assert bottom > 5 * MM, number
            assert top < height - 8 * MM, number


def _assert_nothing_overlaps(pdf: bytes) -> None:
    for number, _width, _height, boxes in _boxes(pdf):
        boxes.sort()
        for at, (left, bottom, right, top) in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other[0] >= right:
                    break
                wide = min(right, other[2]) - max(left, other[0])
                high = min(top, other[3]) - max(bottom, other[1])
                assert wide < 1 or high < 1.5, (number, (left, bottom, right, top), other)


LONG = (
    AssetLine("1", "W" * 400, make="M" * 120, model="m n " * 60, category="K" * 90, unit="U" * 60),
    AssetLine("L" * 90, "x\n\ny", receiving_unit="R" * 150, identifiers=(serial("S8B0O1Il" * 38),)),
    AssetLine("3", "kit", kit_contents="part, " * 2000, unit_price=Money("EUR", 10**14 - 1)),
    AssetLine("4", "", Decimal("0.001"), unit="kg", unit_price=Money("BHD", 10**13)),
    AssetLine("5", "", Decimal(10**9), unit_price=Money("JPY", 10**6)),
)


def test_very_long_values_give_correct_pages() -> None:
    remark = Remark("Sentence of a very long remark. " * 1250, agreed_action="A" * 300, responsible="P" * 200)
    remarked = (LONG[0], found(LONG[0], Outcome.ACCEPTED_WITH_REMARKS, remark=remark))
    content = snapshot(numbered((remarked, *((asset, found(asset)) for asset in LONG[1:]))))
    long = replace(
        content.details,
        place="P" * 500,
        legal_basis="Law " * 3000,
        parties=tuple(
            replace(p, name="N" * 300, name_local="Ћ" * 300, mandate="m" * 200) for p in PARTIES[:3]
        ),
    )
    pdf = render_protocol(order(replace(content, details=long)))
    text = "".join("".join(extract_text(pdf)).split())
    assert text.count("Sentence") == 1250
    assert text.count("part,") == 2000
    assert "999,999,999,999.99" in text
    _assert_everything_in_its_frame(pdf)
    _assert_nothing_overlaps(pdf)


@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("sr-Latn", "en"), ("sr-Cyrl",)])
def test_nothing_overlaps_and_nothing_leaves_its_frame(languages: tuple[str, ...]) -> None:
    for content in (snapshot(parties=5), vehicle_snapshot()):
        pdf = render_protocol(order(content, languages, signatures=(drawn(content),)))
        _assert_everything_in_its_frame(pdf)
        _assert_nothing_overlaps(pdf)


def test_annexes_that_are_empty_keep_to_the_page_they_share_in_arabic_too() -> None:
    content = snapshot(all_accepted((AssetLine("1", "Lamp", unit_price=Money("EUR", 100)),)))
    donor = replace(DONOR, annexes=OPTIONAL_ANNEXES)
    pdf = render_protocol(
        order(replace(content, details=replace(content.details, donor=donor)), ("fr", "ar"))
    )
    assert "Annexe 6" in extract_text(pdf)[-1]
    _assert_everything_in_its_frame(pdf)


@pytest.mark.parametrize("count", [0, 1, 3000])
def test_any_number_of_lines_gives_correct_pages(count: int) -> None:
    lines = (
        AssetLine(str(at), f"Thing {at}", identifiers=(serial(f"SYN-{at:06}"),), unit_price=Money("EUR", at))
        for at in range(1, count + 1)
    )
    pdf = render_protocol(order(snapshot(all_accepted(lines)), ("en",)))
    text = "\n".join(extract_text(pdf))
    assert all(f"SYN-{at:06}" in text for at in range(1, count + 1))
    _assert_everything_in_its_frame(pdf)


PLAIN = st.text("Aa0 \n-./,\u00a0\u0301ЂЉжčΩ≤№“”", max_size=1500) | st.just("Z" * 5000) | st.just("")
ANY_TEXT = st.text(st.characters(max_codepoint=0x4FF), max_size=200) | st.text(max_size=40) | PLAIN


def _print(content: Snapshot) -> bytes | Code:
    try:
        return render_protocol(order(content))
    except DomainError as refused:
        return refused.code


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    description=ANY_TEXT,
    identifier=PLAIN,
    remark=PLAIN,
    name=PLAIN,
    place=PLAIN,
    quantity=st.decimals(0, 10**9, places=3),
    money=st.builds(Money, st.sampled_from(["EUR", "JPY", "BHD"]), st.integers(0, 10**14)),
)
def test_whatever_the_texts_it_is_a_correct_page_or_a_sentence(
    description: str, identifier: str, remark: str, name: str, place: str, quantity: Decimal, money: Money
) -> None:
    asset = AssetLine("1", description, quantity, identifiers=(serial(identifier),), unit_price=money)
    finding = found(asset, Outcome.ACCEPTED_WITH_REMARKS, remark=Remark(remark))
    finding = replace(finding, presented=quantity, accepted=quantity)
    content = snapshot(numbered(((asset, finding),)))
    parties = (Party(PartyRole.DONOR, name, name, name, name, name, name), PARTIES[1])
    content = replace(
        content, details=replace(content.details, parties=parties, place=place, distribution=place)
    )
    printed = _print(content)
    if isinstance(printed, Code):
        assert printed is Code.GLYPH_MISSING
        return
    _assert_everything_in_its_frame(printed)
    _assert_nothing_overlaps(printed)
