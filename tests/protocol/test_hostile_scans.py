"""What is given as a scan may be anything: it is refused, or read, in little time and memory."""

from __future__ import annotations

import io
import time
import tracemalloc
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.scan_reading import read_scan
from handover_desktop.protocol.reading.scans import open_scan
from tests.protocol.samples import order, snapshot


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    target = io.BytesIO()
    document.save(target, **how)  # type: ignore[arg-type]
    return target.getvalue()


def a_pdf(
    content: bytes = b"", *, pages: int = 1, image: tuple[int, int] | None = None, filters: int = 1
) -> bytes:
    """A PDF whose pages draw `content`, packed; with a picture of one colour of that size."""
    document = pikepdf.new()
    packed = content
    for _ in range(filters):
        packed = zlib.compress(packed, 9)
    names = pikepdf.Array([pikepdf.Name.FlateDecode] * filters)
    drawing = pikepdf.Stream(document, b"")
    drawing.write(packed, filter=names)
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = drawing
    if image is not None:
        picture = pikepdf.Stream(document, b"")
        row = bytes((image[0] + 7) // 8)
        picture.write(zlib.compress(row * image[1], 9), filter=pikepdf.Name.FlateDecode)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height = image
        picture.BitsPerComponent, picture.ColorSpace = 1, pikepdf.Name.DeviceGray
        document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        document.pages[0].Contents = pikepdf.Stream(document, b"q 595 0 0 842 0 0 cm /Im Do Q")
    return saved(document, compress_streams=False)


def a_tiff(size: tuple[int, int], frames: int = 1) -> bytes:
    target = io.BytesIO()
    pages = [Image.new("1", size)] * frames
    pages[0].save(target, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    return target.getvalue()


def in_time(content: bytes, seconds: float, megabytes: int) -> bool:
    """Whether `content` opens as a scan; it has to be judged and read in that time and memory."""
    tracemalloc.start()
    began = time.monotonic()
    found = open_scan(content)
    if found is not None:
        list(read_scan(found))
    took = time.monotonic() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert took < seconds
    assert peak < megabytes * 1_000_000
    return found is not None


def drawings_in_drawings(*, levels: int, times: int) -> bytes:
    """A page that draws a form, which draws the next one `times`, and so on."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    inner = document.make_stream(b"0 0 9 9 re f")
    for level in range(levels):
        inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        inner.BBox = pikepdf.Array([0, 0, 595, 842])
        outer = document.make_stream(b"/F Do " * times if level < levels - 1 else b"/F Do ")
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = outer
    page.Resources, page.Contents = inner.Resources, inner
    return saved(document)


def test_drawings_within_drawings_are_read_as_long_as_they_end() -> None:
    assert in_time(drawings_in_drawings(levels=3, times=4), 10, 250)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: drawings_in_drawings(levels=20, times=10), id="drawings in drawings"),
        pytest.param(lambda: drawings_in_drawings(levels=60, times=1), id="deep drawings"),
        pytest.param(lambda: a_pdf(b"0 0 m 9 9 l S " * 20_000_000), id="endless drawing"),
        pytest.param(lambda: a_pdf(b" " * 3_000_000_0, filters=2), id="packed twice"),
        pytest.param(lambda: a_pdf(image=(30_000, 30_000)), id="a picture of 900 megapixels"),
        pytest.param(lambda: a_pdf(pages=2_001), id="too many pages"),
        pytest.param(lambda: a_tiff((20_000, 20_000)), id="a fax of 400 megapixels"),
    ],
)
def test_a_bomb_is_refused(content: object) -> None:
    assert callable(content)
    assert not in_time(content(), 15, 450)


def test_a_hundred_thousand_pages_are_refused() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    first = document.pages[0].obj
    kids = pikepdf.Array([document.make_indirect(first.copy()) for _ in range(1000)])
    inner = [document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=kids, Count=1000))] * 100
    document.Root.Pages.Kids = pikepdf.Array(inner)
    document.Root.Pages.Count = 100_000
    assert not in_time(saved(document), 10, 200)


def test_an_encrypted_pdf_is_refused() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    assert open_scan(saved(document, encryption=pikepdf.Encryption(owner="o", user="u"))) is None


def test_a_page_of_any_size_is_read_in_bounds() -> None:
    document = pikepdf.new()
    for size in ((14_400, 14_400), (3, 14_400), (3, 3)):
        document.add_blank_page(page_size=size)
    assert in_time(saved(document), 10, 250)


def test_drawing_that_takes_too_long_ends_and_the_page_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handover_desktop.protocol.reading.scans._SECONDS", 0.05)
    circles = b"".join(b"0 0 m %d 900 900 %d 595 842 c S " % (at % 600, at % 500) for at in range(150_000))
    found = open_scan(a_pdf(b"5 w " + circles))
    assert found is not None
    began = time.monotonic()
    assert found.page(0) is None
    assert time.monotonic() - began < 10


def test_a_tiff_whose_second_page_is_damaged_is_read_as_far_as_it_goes() -> None:
    content = a_tiff((800, 1100), frames=3)
    found = open_scan(content[: len(content) - 40])
    assert found is None or 1 <= found.pages <= 3
    assert found is None or len(list(read_scan(found))) == found.pages


@pytest.fixture(scope="module")
def sound() -> tuple[bytes, ...]:
    """A small scan of each kind."""
    picture = Image.effect_noise((160, 120), 60)
    kinds = []
    for kind in ("JPEG", "PNG", "TIFF"):
        target = io.BytesIO()
        picture.save(target, kind)
        kinds.append(target.getvalue())
    return (*kinds, a_pdf(b"0 0 m 9 9 l S", image=(100, 100)), render_protocol(order(snapshot(()))))


@settings(deadline=None, max_examples=150)
@given(
    which=st.integers(0, 4),
    places=st.lists(st.floats(0, 1), min_size=1, max_size=6),
    byte=st.integers(0, 255),
)
def test_whatever_bytes_are_changed_it_is_refused_or_read(
    sound: tuple[bytes, ...], which: int, places: list[float], byte: int
) -> None:
    content = bytearray(sound[which])
    for place in places:
        content[int(place * (len(content) - 1))] = byte
    found = open_scan(bytes(content))
    if found is not None:
        assert len(list(read_scan(found))) == found.pages


@settings(deadline=None, max_examples=60)
@given(which=st.integers(0, 4), part=st.floats(0, 1), junk=st.binary(max_size=60))
def test_a_truncated_file_is_refused_or_read(
    sound: tuple[bytes, ...], which: int, part: float, junk: bytes
) -> None:
    content = sound[which]
    found = open_scan(content[: int(part * len(content))] + junk)
    if found is not None:
        assert len(list(read_scan(found))) == found.pages
