"""Files from elsewhere are read within bounds, and never believed more than they prove."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.reading import extract_text, page_count, read_protocol, render_page
from handover_desktop.protocol.reading.scans import scan_type
from tests.protocol.samples import order, snapshot


@pytest.fixture(scope="module")
def protocol() -> bytes:
    return render_protocol(order(snapshot()))


def picture(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(target, kind)
    return target.getvalue()


def blank_pdf(
    *, width: float = 595, attachments: dict[str, bytes] | None = None, password: str = ""
) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, 842))
    for name, content in (attachments or {}).items():
        document.attachments[name] = content
    target = io.BytesIO()
    document.save(target, encryption=pikepdf.Encryption(owner="o", user=password) if password else False)
    return target.getvalue()


def test_a_page_is_rendered_as_red_green_blue_and_opaque(protocol: bytes) -> None:
    width, height, pixels = render_page(protocol, 0, 96)
    assert (width, height) == (794, 1123)
    assert len(pixels) == width * height * 4
    assert set(pixels[:40]) == {255}


def test_a_page_that_is_not_there_is_said_so(protocol: bytes) -> None:
    with pytest.raises(IndexError):
        render_page(protocol, page_count(protocol), 96)


def test_a_huge_page_is_rendered_within_bounds() -> None:
    width, height, _pixels = render_page(blank_pdf(width=14_000), 0, 600)
    assert width * height <= 41_000_000


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\x89PNG", bytes(5000)])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    for read in (read_protocol, page_count, extract_text):
        with pytest.raises(DomainError) as refused:
            read(content)
        assert refused.value.code is Code.DOCUMENT_UNREADABLE


def test_a_truncated_protocol_is_refused(protocol: bytes) -> None:
    with pytest.raises(DomainError):
        read_protocol(protocol[: len(protocol) // 2], name="half.pdf")


def test_an_encrypted_pdf_is_refused() -> None:
    with pytest.raises(DomainError):
        read_protocol(blank_pdf(password="secret"))


def test_a_foreign_pdf_says_nothing_about_a_protocol() -> None:
    found = read_protocol(blank_pdf())
    assert (found.snapshot, found.number, found.digest, found.pages) == (None, "", "", 1)


def test_a_compressed_bomb_in_the_attachment_is_read_within_bounds() -> None:
    assert read_protocol(blank_pdf(attachments={"snapshot.json": bytes(300_000_000)})).snapshot is None


def test_the_data_of_a_hundred_thousand_lines_are_read() -> None:
    data = bytes(100_000 * 900)
    assert read_protocol(blank_pdf(attachments={"snapshot.json": data})).snapshot == data


def test_an_attachment_that_is_not_compressed_as_it_says_is_not_believed() -> None:
    content = b"x" * 1000
    pdf = blank_pdf(attachments={"snapshot.json": content})
    packed = zlib.compress(content)
    at = pdf.find(packed[:8])
    assert at > 0
    broken = pdf[:at] + b"\0" * 8 + pdf[at + 8 :]
    assert read_protocol(broken).snapshot is None


@settings(deadline=None, max_examples=80)
@given(place=st.floats(0, 1), byte=st.integers(0, 255))
def test_any_changed_byte_gives_a_reading_or_a_refusal(protocol: bytes, place: float, byte: int) -> None:
    at = int(place * (len(protocol) - 1))
    changed = protocol[:at] + bytes([byte]) + protocol[at + 1 :]
    refusal = None
    try:
        read_protocol(changed)
    except DomainError as refused:
        refusal = refused.code
    assert refusal in (None, Code.DOCUMENT_UNREADABLE)


@pytest.mark.parametrize(("kind", "expected"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_that_opens_is_a_scan(kind: str, expected: str) -> None:
    assert scan_type(picture(kind)) == expected


def test_a_pdf_that_opens_is_a_scan(protocol: bytes) -> None:
    assert scan_type(protocol) == "application/pdf"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_truncated_picture_is_no_scan(kind: str) -> None:
    content = picture(kind)
    assert scan_type(content[: len(content) // 2]) is None


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7 nothing", b"MZ" + bytes(100), picture("GIF"), picture("BMP")]
)
def test_anything_else_is_no_scan(content: bytes) -> None:
    assert scan_type(content) is None


def test_an_encrypted_pdf_is_no_scan() -> None:
    assert scan_type(blank_pdf(password="secret")) is None


def test_a_picture_bomb_is_no_scan() -> None:
    target = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(target, "PNG")
    assert len(target.getvalue()) < 50_000
    assert scan_type(target.getvalue()) is None
