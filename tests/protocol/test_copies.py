"""A copy says that it is one, on every page, and carries the sealed file without a changed byte."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.handovers import Paper
from handover_desktop.domain.originals import Whereabouts
from handover_desktop.domain.page_codes import PageKind, read_payload
from handover_desktop.i18n import DOCUMENT_LANGUAGES, load_translator
from handover_desktop.protocol.pages.copies import CopyOrder, find_sealed, render_copy
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import extract_text, page_count, read_protocol
from handover_desktop.resources import resource_path
from tests.protocol.samples import BOTH, drawn, moment, order, snapshot, translators

CONTENT = snapshot()
SEALED = render_protocol(order(CONTENT, signatures=(drawn(CONTENT),)))
ORIGINALS = (Whereabouts(1, "Ministry of Samples", date(2024, 12, 5)), Whereabouts(2), Whereabouts(3))
ORDER = CopyOrder(SEALED, CONTENT, 7, moment(17), "Демо Особа 9", ORIGINALS, BOTH, translators())
COPY = render_copy(ORDER)
TRANSLATORS = {tag: load_translator(tag, resource_path("catalogues")) for tag in DOCUMENT_LANGUAGES}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_sealed_file_comes_out_of_a_copy_byte_for_byte() -> None:
    assert find_sealed(COPY) == SEALED


def test_a_file_that_is_no_copy_carries_no_sealed_file() -> None:
    assert find_sealed(SEALED) is None
    assert find_sealed(b"") is None
    assert find_sealed(b"%PDF-1.7 and nothing else") is None


def test_a_copy_says_so_in_front_and_on_every_page() -> None:
    pages = extract_text(COPY)
    front = flat(pages[0])
    assert "Copy no. 7" in front
    assert CONTENT.number in front
    assert "Демо Особа 9" in front
    assert "Ministry of Samples" in front
    assert len(pages) == 1 + page_count(SEALED)
    for number, page in enumerate(pages[1:], start=1):
        assert "Copy no. 7" in flat(page)
        assert CONTENT.number in flat(page)
        assert f"Page {number} of {len(pages) - 1}" in flat(page)


def test_the_pages_of_the_protocol_are_all_there_under_the_word() -> None:
    for before, after in zip(extract_text(SEALED), extract_text(COPY)[1:], strict=True):
        shown = flat(after)
        assert all(word in shown for word in flat(before).split())


def test_the_pages_keep_their_sizes() -> None:
    with pypdfium2.PdfDocument(SEALED) as sealed, pypdfium2.PdfDocument(COPY) as copy:
        sizes = [sealed.get_page_size(at) for at in range(len(sealed))]
        assert [copy.get_page_size(at + 1) for at in range(len(sealed))] == sizes


def test_a_copy_does_not_pass_for_the_protocol_itself() -> None:
    read = read_protocol(COPY)
    assert (read.snapshot, read.digest, read.number) == (None, "", "")


def test_the_same_order_makes_the_same_copy() -> None:
    assert render_copy(ORDER) == COPY


def test_a_letter_protocol_has_its_front_page_on_letter() -> None:
    content = replace(CONTENT, details=replace(CONTENT.details, paper=Paper.LETTER))
    copy = render_copy(replace(ORDER, snapshot=content, languages=("sr-Cyrl",)))
    with pypdfium2.PdfDocument(copy) as document:
        assert document.get_page_size(0) == pytest.approx((612, 792), abs=0.1)


def test_many_originals_go_on_over_pages() -> None:
    many = tuple(Whereabouts(number, f"Holder {number}") for number in range(1, 91))
    pages = extract_text(render_copy(replace(ORDER, originals=many)))
    fronts = flat(" ".join(pages[: len(pages) - page_count(SEALED)]))
    assert all(f"{number} Holder {number} " in fronts + " " for number in range(1, 91))


def test_a_holder_that_no_font_can_show_stops_the_copy() -> None:
    with pytest.raises(DomainError) as refused:
        render_copy(replace(ORDER, originals=(Whereabouts(1, "\U0001f600"),)))
    assert refused.value.code is Code.GLYPH_MISSING


def test_what_is_no_pdf_is_not_copied() -> None:
    with pytest.raises(DomainError) as refused:
        render_copy(replace(ORDER, sealed=b"no pdf"))
    assert refused.value.code is Code.DOCUMENT_UNREADABLE


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(COPY) - 1), bit=st.integers(0, 7))
def test_a_damaged_copy_never_ends_in_anything_but_an_answer(at: int, bit: int) -> None:
    damaged = bytearray(COPY)
    damaged[at] ^= 1 << bit
    assert find_sealed(bytes(damaged)) is None or isinstance(find_sealed(bytes(damaged)), bytes)


def test_an_attachment_of_another_form_is_not_taken_for_a_sealed_file() -> None:
    with pikepdf.open(io.BytesIO(COPY)) as document:
        document.attachments["sealed-protocol.pdf"].obj.EF.F = pikepdf.Dictionary()
        target = io.BytesIO()
        document.save(target)
    assert find_sealed(target.getvalue()) is None


@pytest.mark.parametrize("languages", [BOTH, ("ar",), ("ar", "en")])
def test_the_codes_of_a_copy_say_that_it_is_one(languages: tuple[str, ...]) -> None:
    sealed = render_protocol(replace(order(CONTENT, languages), translators=TRANSLATORS))
    copy = render_copy(replace(ORDER, sealed=sealed, languages=languages, translators=TRANSLATORS))
    with pypdfium2.PdfDocument(copy) as document:
        pages = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in document][1:]
    for number, picture in enumerate(pages, start=1):
        read = {read_payload(code.text) for code in zxingcpp.read_barcodes(picture)}
        (code,) = read
        assert code is not None
        assert (code.kind, code.part, code.number) == (PageKind.COPY, "7", CONTENT.number)
        assert (code.page, code.pages) == (number, len(pages))
