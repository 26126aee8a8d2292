"""The program reads its own pages back: what was drawn passes, whatever was changed since is named."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import Uid
from handover_desktop.domain.money import Money
from handover_desktop.domain.snapshots import Snapshot
from handover_desktop.protocol.layout.codes import PageCode
from handover_desktop.protocol.layout.fonts import load_face
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.records import Record
from handover_desktop.protocol.layout.typography import CELL, PORTRAIT, Face
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.data_check import check_rows
from handover_desktop.protocol.reading.proofreading import check_pages, render_checked
from tests.protocol.samples import (
    PARTIES,
    drawn,
    every_outcome,
    found,
    numbered,
    order,
    serial,
    snapshot,
    vehicle_snapshot,
    vin,
)

Instructions = list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]
Printed = tuple[bytes, Record]


@pytest.fixture(scope="module")
def printed() -> Printed:
    record = Record()
    return render_protocol(order(snapshot(demo=True)), record=record), record


def tampered(pdf: bytes, page: int, change: Callable[[Instructions], None]) -> bytes:
    """The file with the drawing instructions of a page, counted from 0, changed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        instructions = list(pikepdf.parse_content_stream(document.pages[page]))
        change(instructions)
        content = pikepdf.unparse_content_stream(instructions)
        document.pages[page].Contents = document.make_stream(content)
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def shown(instructions: Instructions, text: bytes) -> int:
    """The place of the instruction that shows a text of Latin letters."""
    return next(
        at
        for at, one in enumerate(instructions)
        if str(one.operator) == "Tj" and bytes(one.operands[0]) == text  # type: ignore[arg-type]
    )


def show(text: bytes) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction([pikepdf.String(text)], pikepdf.Operator("Tj"))


def refusal(pdf: bytes, record: Record) -> DomainError:
    with pytest.raises(DomainError) as refused:
        check_pages(pdf, record)
    return refused.value


@pytest.mark.parametrize("languages", [("en",), ("sr-Cyrl", "en"), ("fr", "es"), ("sr-Latn",)])
def test_what_was_printed_is_read_back_the_same(languages: tuple[str, ...]) -> None:
    content = snapshot(demo=True)
    made = order(content, languages, signatures=(drawn(content),))
    assert render_checked(made) == render_protocol(made)
    assert render_checked(replace(made, draft=True, signatures=()))


def test_the_long_list_is_read_back_the_same() -> None:
    assert render_checked(order(vehicle_snapshot()))


def test_a_changed_glyph_is_named_with_its_page(printed: Printed) -> None:
    def swap(instructions: Instructions) -> None:
        instructions[shown(instructions, b"0SYZZZV11ZR000001")] = show(b"0SYZZZV11ZB000001")

    error = refusal(tampered(printed[0], 3, swap), printed[1])
    assert error.code is Code.PAGES_DIFFER
    assert error.params == {"page": 4, "text": "0SYZZZV11ZR000001"}


@pytest.fixture(scope="module")
def printed_in_arabic() -> Printed:
    record = Record()
    named = replace(PARTIES[0], name="منظمة العيّنات (فرع 12)", representative="سلمى المثال AB-1234")
    content = snapshot()
    content = replace(content, details=replace(content.details, parties=(named, PARTIES[1])))
    return render_protocol(order(content, ("ar", "en")), record=record), record


@pytest.mark.parametrize("page", [0, 1, 3])
def test_signs_of_a_line_with_arabic_that_changed_places_are_noticed(
    printed_in_arabic: Printed, page: int
) -> None:
    pdf, record = printed_in_arabic
    check_pages(pdf, record)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        instructions = list(pikepdf.parse_content_stream(document.pages[page]))
    places = [
        at
        for at, one in enumerate(instructions)
        if str(one.operator) == "Tj" and len(set(bytes(one.operands[0]))) > 3  # type: ignore[arg-type]
    ]
    assert len(places) > 20
    for at in places[:: max(len(places) // 25, 1)]:
        text = bytes(instructions[at].operands[0])  # type: ignore[arg-type]
        for other in (text[::-1], text[1:2] + text[:1] + text[2:]):

            def change(found: Instructions, at: int = at, other: bytes = other) -> None:
                found[at] = show(other)

            if other.split() != text.split() and b" " not in text[:2]:
                error = refusal(tampered(pdf, page, change), record)
                assert (error.code, error.params["page"]) == (Code.PAGES_DIFFER, page + 1)


MIXED = st.text("ابتلمنيوأةّ ١٢AB12-/.,:()[]", max_size=60)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(description=MIXED, remark=MIXED, name=MIXED)
def test_whatever_mixes_directions_is_read_back(description: str, remark: str, name: str) -> None:
    asset = AssetLine("1", description, Decimal(3), unit="قطعة")
    outcome = found(asset, Outcome.ACCEPTED_WITH_REMARKS, remark=Remark(remark))
    content = snapshot(numbered(((asset, outcome),)))
    details = replace(content.details, parties=(replace(PARTIES[0], name=name), PARTIES[1]))
    for languages in (("en",), ("ar", "fr")):
        assert render_checked(order(replace(content, details=details), languages))


def test_two_figures_that_changed_places_are_noticed(printed: Printed) -> None:
    def exchange(instructions: Instructions) -> None:
        first, second = shown(instructions, b"19,450.00"), shown(instructions, b"44,250.00")
        instructions[first], instructions[second] = instructions[second], instructions[first]

    assert refusal(tampered(printed[0], 1, exchange), printed[1]).params["page"] == 2


@pytest.mark.parametrize("shift", [(0.5, 0), (0, 10), (-120, 0)])
def test_a_cell_that_moved_is_named(printed: Printed, shift: tuple[float, float]) -> None:
    def move(instructions: Instructions) -> None:
        at = shown(instructions, b"SYN-E13-0011")
        while str(instructions[at].operator) != "Tm":
            at -= 1
        *turn, left, floor = (float(part) for part in instructions[at].operands)  # type: ignore[arg-type]
        place = [*turn, left + shift[0], floor + shift[1]]
        instructions[at] = pikepdf.ContentStreamInstruction(
            [Decimal(str(part)) for part in place], pikepdf.Operator("Tm")
        )

    error = refusal(tampered(printed[0], 5, move), printed[1])
    assert error.code is Code.PAGES_DIFFER
    assert error.params["page"] == 6


def test_a_text_that_is_missing_is_named(printed: Printed) -> None:
    def remove(instructions: Instructions) -> None:
        del instructions[shown(instructions, b"Repair")]

    assert refusal(tampered(printed[0], 4, remove), printed[1]).params == {"page": 5, "text": "Repair"}


def test_a_text_that_nobody_drew_is_named(printed: Printed) -> None:
    def add(instructions: Instructions) -> None:
        at = shown(instructions, b"Repair")
        place = pikepdf.ContentStreamInstruction([1, 0, 0, 1, 300, 300], pikepdf.Operator("Tm"))
        instructions[at + 1 : at + 1] = [place, show(b"void")]

    assert refusal(tampered(printed[0], 4, add), printed[1]).params == {"page": 5, "text": "void"}


def test_words_across_the_page_that_are_gone_are_noticed(printed: Printed) -> None:
    def remove(instructions: Instructions) -> None:
        at = next(at for at, one in enumerate(instructions) if str(one.operator) == "Tj")
        del instructions[at]

    assert "DEMO" in str(refusal(tampered(printed[0], 0, remove), printed[1]).params["text"])


def _code(instructions: Instructions) -> list[int]:
    """The places of the rectangles that the codes are made of."""
    return [at for at, one in enumerate(instructions) if str(one.operator) == "re"]


def test_a_code_that_cannot_be_read_is_noticed(printed: Printed) -> None:
    def spoil(instructions: Instructions) -> None:
        for at in reversed(_code(instructions)[:200:2]):
            del instructions[at]

    error = refusal(tampered(printed[0], 2, spoil), printed[1])
    assert (error.code, error.params["page"]) == (Code.CODE_UNREADABLE, 3)


def test_the_code_of_another_page_is_noticed(printed: Printed) -> None:
    pdf, record = printed
    foreign: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    tampered(pdf, 0, lambda found: foreign.extend(found[at] for at in _code(found)))

    def put(instructions: Instructions) -> None:
        own = _code(instructions)
        start = own[0]
        for at in reversed(own[: len(own) // 2]):
            del instructions[at]
        instructions[start:start] = foreign[: len(foreign) // 2]

    assert refusal(tampered(pdf, 1, put), record).code is Code.CODE_UNREADABLE


def test_pages_that_changed_places_or_are_gone_are_noticed(printed: Printed) -> None:
    pdf, record = printed

    def rearranged(pages: list[int]) -> bytes:
        with pikepdf.open(io.BytesIO(pdf)) as document, pikepdf.new() as other:
            other.add_pages_from(document, pages=pages)
            target = io.BytesIO()
            other.save(target)
        return target.getvalue()

    assert refusal(rearranged([0, 1, 2, 3, 4, 5]), record).code is Code.PAGES_DIFFER
    assert refusal(rearranged([1, 0, 2, 3, 4, 5, 6]), record).code is Code.PAGES_DIFFER


def test_every_sign_of_every_face_is_read_back() -> None:
    record = Record()
    pen = Pen(record=record)
    for face in Face:
        style = replace(CELL, face=face)
        signs = sorted(load_face(face).widths)
        for start in range(0, len(signs), 600):
            pen.begin_page(PORTRAIT)
            for at in range(start, min(start + 600, len(signs)), 10):
                pen.write(60, 20 + (at - start), "a" + "a".join(signs[at : at + 10]) + "-", style)
            pen.end_page()
    check_pages(pen.finish(), record)


ANY_PRINTABLE = st.text(st.sampled_from(sorted(load_face(Face.REGULAR).widths)), max_size=80)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(description=ANY_PRINTABLE, identifier=st.text("ABC-0123/. ", min_size=1), remark=ANY_PRINTABLE)
def test_whatever_can_be_printed_is_read_back(description: str, identifier: str, remark: str) -> None:
    asset = AssetLine("1", description, identifiers=(serial(identifier),))
    finding = found(asset, Outcome.ACCEPTED_WITH_REMARKS, remark=Remark(remark))
    refusal = None
    try:
        render_checked(order(snapshot(numbered(((asset, finding),))), ("en",)))
    except DomainError as refused:
        refusal = refused.code
    assert refusal in (None, Code.GLYPH_MISSING)


def item_changed(at: int, **asset: object) -> Snapshot:
    """The sample with another asset at one place of its list."""
    content = snapshot(demo=True)
    items = list(content.items)
    items[at] = replace(items[at], asset=replace(items[at].asset, **asset))  # type: ignore[arg-type]
    return replace(content, items=tuple(items))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (item_changed(0, identifiers=(vin("0SYZZZV11ZR000009"),)), "0SYZZZV11ZR000009"),
        (item_changed(0, identifiers=(vin("0SYZZZV11ZR00000"),)), "0SYZZZV11ZR00000"),
        (item_changed(0, unit_price=Money("EUR", 1_945_001)), "19,450.01"),
        (item_changed(0, unit_price=Money("EUR", 9_450_00)), "9,450.00"),
        (item_changed(4, quantity=Decimal(2)), "2 pcs"),
        (item_changed(5, kit_contents="5 sensors, console"), "5 sensors, console"),
        (item_changed(1, line_no="22"), "22"),
        (item_changed(6, description="Generator 7 kVA"), "Generator 7 kVA"),
    ],
    ids=[
        "another identifier",
        "a part of it",
        "a cent",
        "a part of an amount",
        "pieces",
        "kit",
        "line",
        "words",
    ],
)
def test_a_row_that_says_something_else_than_the_data_is_named(
    printed: Printed, content: Snapshot, named: str
) -> None:
    with pytest.raises(DomainError) as refused:
        check_rows(printed[1], order(content))
    assert refused.value.code is Code.PAGES_DIFFER
    assert refused.value.params["text"] == named


def test_an_outcome_that_was_printed_otherwise_is_noticed(printed: Printed) -> None:
    items = list(every_outcome())
    finding = items[1].finding
    assert finding is not None
    items[1] = replace(items[1], finding=replace(finding, outcome=Outcome.ACCEPTED))
    with pytest.raises(DomainError) as refused:
        check_rows(printed[1], order(snapshot(tuple(items))))
    assert refused.value.code in (Code.ROW_NOT_PRINTED, Code.PAGES_DIFFER)


def test_a_line_that_was_not_printed_is_named_and_one_too_many_as_well(printed: Printed) -> None:
    items = every_outcome()
    extra = replace(items[0], uid=Uid("item-99"), asset=replace(items[0].asset, line_no="99"))
    with pytest.raises(DomainError) as refused:
        check_rows(printed[1], order(snapshot((*items, extra))))
    assert (refused.value.code, refused.value.params) == (Code.ROW_NOT_PRINTED, {"line": "99"})
    with pytest.raises(DomainError) as refused:
        check_rows(printed[1], order(snapshot(items[1:])))
    assert refused.value.code is Code.PAGES_DIFFER


def test_a_file_that_is_no_pdf_is_refused(printed: Printed) -> None:
    assert refusal(b"%PDF-1.7 nothing", printed[1]).code is Code.DOCUMENT_UNREADABLE


def test_codes_are_recorded_where_they_stand(printed: Printed) -> None:
    codes = [code.code for page in printed[1].pages for code in page.codes]
    assert [code.page for code in codes] == [page for page in range(1, 8) for _ in range(2)]
    assert all(isinstance(code, PageCode) for code in codes)


@pytest.mark.parametrize("left", [-30.0, PORTRAIT.width - 20.0])
def test_a_text_that_runs_off_the_page_is_named(left: float) -> None:
    record = Record()
    pen = Pen(("en",), record=record)
    pen.begin_page(PORTRAIT)
    pen.write(left, 100.0, "Handed over by", CELL)
    pen.end_page()

    with pytest.raises(DomainError) as refused:
        check_pages(pen.finish(), record)

    assert refused.value.params == {"page": 1, "text": "Handed over by"}
