"""What the code of a page says, and that a reader finds it there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handover_desktop.domain.page_codes import PageCode, PageKind, read_payload
from handover_desktop.protocol.layout.codes import encode, find_codes
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import page_count, render_page
from tests.protocol.samples import order, snapshot

DIGEST = "9679" * 16
PAGE = PageCode(PageKind.PROTOCOL, "SAMPLE-BG-2024-K7Q2-0001", 3, 7, DIGEST)

CODES = st.builds(
    PageCode,
    st.sampled_from(PageKind),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
    page=st.integers(1, 99),
    pages=st.integers(99, 999),
    digest=st.text("0123456789abcdef", min_size=64, max_size=64),
    part=st.text(st.characters(codec="utf-8"), max_size=6),
)


def found_on(pdf: bytes, page: int) -> list[str]:
    width, height, pixels = render_page(pdf, page, 150)
    picture = Image.frombytes("RGBA", (width, height), pixels).convert("L")
    return find_codes(picture)


@given(CODES)
def test_whatever_the_number_a_code_says_what_was_put_into_it(code: PageCode) -> None:
    read = read_payload(code.payload)
    assert read is not None
    assert (read.kind, read.number, read.part) == (code.kind, code.number, code.part)
    assert (read.page, read.pages) == (code.page, code.pages)
    assert read.belongs_to(code.digest)
    assert len(read.digest) == 20


def test_a_code_has_the_signs_that_take_the_least_room() -> None:
    assert PAGE.payload == "AH1:P:SAMPLE-BG-2024-K7Q2-0001:3/7:SZ4ZM6MWPGLHTFTZ:39B4"
    assert encode(PAGE.payload).size == 29
    assert PageCode(PageKind.EXTRACT, "Ж", 1, 1, DIGEST, "U02").payload.startswith("AH1:X.U02:%D0%96:1/1:")


@given(st.integers(0, len(PAGE.payload) - 1), st.sampled_from("ABCXYZ234567-:/"))
def test_a_misread_sign_is_noticed(at: int, sign: str) -> None:
    misread = PAGE.payload[:at] + sign + PAGE.payload[at + 1 :]
    assert misread == PAGE.payload or read_payload(misread) is None


@given(st.text(max_size=400) | st.from_regex(r"AH1:[PXBC]:[A-Z0-9%]*:[0-9]+/[0-9]+:[A-Z2-7]{16}:[0-9A-F]{4}"))
def test_a_foreign_code_says_nothing(text: str) -> None:
    read = read_payload(text)
    assert read is None or read.payload == text


def test_a_page_of_another_content_does_not_belong() -> None:
    assert not PAGE.belongs_to("9678" * 16)


@pytest.mark.parametrize(("number", "digest"), [("", DIGEST), ("N", "9679")])
def test_a_code_needs_a_number_and_a_digest(number: str, digest: str) -> None:
    with pytest.raises(ValueError, match="number and a digest"):
        _ = PageCode(PageKind.PROTOCOL, number, 1, 1, digest).payload


def test_every_page_bears_its_code_twice() -> None:
    content = snapshot(demo=True)
    pdf = render_protocol(order(content))
    pages = page_count(pdf)
    assert pages == 7
    for page in range(pages):
        codes = [read_payload(text) for text in found_on(pdf, page)]
        assert (
            codes == [PageCode(PageKind.PROTOCOL, content.number, page + 1, pages, content.digest[:20])] * 2
        )


def test_a_draft_bears_no_code() -> None:
    pdf = render_protocol(order(snapshot(), draft=True))
    assert found_on(pdf, 0) == []
