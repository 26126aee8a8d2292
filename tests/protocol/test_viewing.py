"""A document to look at: parts of pages, where a text stands, the text between two points."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.viewing import Part, find_text, page_sizes, render_part, text_between
from tests.protocol.samples import every_outcome, order, snapshot

_INVISIBLE = 2
"""A difference of grey out of 255 that rounding makes at the edges of a part."""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_protocol(order(snapshot(every_outcome()), ("en", "sr-Cyrl")))


def lines(*texts: str) -> bytes:
    """A page of 300 x 200 points with a text at every 20 points from the top, from 50 points on."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 200))
    for at, text in enumerate(texts):
        canvas.drawString(50, 150 - 20 * at, text)
    canvas.save()
    return target.getvalue()


def picture(pdf: bytes, part: Part) -> Image.Image:
    return Image.frombytes("RGB", (part.width, part.height), render_part(pdf, part), "raw", "BGRX")


def test_parts_of_a_page_make_the_whole_page(pdf: bytes) -> None:
    whole = picture(pdf, Part(1, 600, 850, 0, 0, 600, 850))
    joined = Image.new("RGB", (600, 850))
    for left in (0, 256, 512):
        for top in (0, 256, 512, 768):
            width, height = min(256, 600 - left), min(256, 850 - top)
            joined.paste(picture(pdf, Part(1, 600, 850, left, top, width, height)), (left, top))
    differences = ImageChops.difference(joined, whole).getextrema()
    assert all(most <= _INVISIBLE for _least, most in differences)
    assert whole.getextrema() != ((255, 255),) * 3


def test_a_part_beyond_all_bounds_is_refused_and_so_is_what_is_no_page(pdf: bytes) -> None:
    with pytest.raises(ValueError, match="pixels"):
        render_part(pdf, Part(0, 90_000, 90_000, 0, 0, 90_000, 90_000))
    with pytest.raises(IndexError):
        render_part(pdf, Part(4_000, 10, 10, 0, 0, 10, 10))
    with pytest.raises(DomainError) as refused:
        page_sizes(b"no document")
    assert refused.value.code is Code.DOCUMENT_UNREADABLE


def test_sizes_tell_sheets_that_stand_from_those_that_lie(pdf: bytes) -> None:
    sizes = page_sizes(pdf)
    assert sizes[0] == pytest.approx((595.3, 841.9), abs=0.1)
    assert any(width > height for width, height in sizes)


@pytest.mark.parametrize("wanted", ["ЗАПИСНИК", "zapisnik", "Записник", "  zapisnik "])
def test_a_text_is_found_in_whatever_case_and_script(pdf: bytes, wanted: str) -> None:
    everywhere = range(len(page_sizes(pdf)))
    found = find_text(pdf, wanted, everywhere)
    assert found
    assert len(found) == len(find_text(pdf, "записник", everywhere))


def test_a_match_is_where_its_letters_stand() -> None:
    pdf = lines("first second", "third second")
    first, last = find_text(pdf, "SECOND", [0])
    ((left, top, width, height),) = first.boxes
    ((_left, below, _width, _height),) = last.boxes
    assert below - top == pytest.approx(20, abs=0.5)
    assert top < 50 < top + height + 1
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        assert text.get_text_bounded(left - 1, 0, left + width + 1, 200).split() == ["second", "d", "second"]


def test_a_text_over_two_lines_is_one_match_with_two_boxes() -> None:
    (match,) = find_text(lines("accepted with", "remarks"), "accepted with remarks", [0])
    assert len(match.boxes) == 2


def test_what_is_not_there_is_not_found(pdf: bytes) -> None:
    assert find_text(pdf, "xyzzy", [0, 1]) == ()
    assert find_text(pdf, "   ", [0]) == ()


def test_text_between_two_points_is_the_same_from_either_end() -> None:
    pdf = lines("first second", "third fourth")
    there = text_between(pdf, 0, (51, 47), (70, 68))
    back = text_between(pdf, 0, (70, 68), (51, 47))
    assert there == back
    assert there.text.startswith("first second\nth")
    assert len(there.boxes) == 2
    assert text_between(pdf, 0, (290, 190), (295, 195)).text == ""
