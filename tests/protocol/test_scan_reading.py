"""Scans as scanners make them: crooked, blurred, noisy, faint, written on, upside down, and still recognised."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from handover_desktop.domain.scans import ReadPage
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.scan_reading import is_blank, read_scan
from handover_desktop.protocol.reading.scans import Scan, open_scan
from tests.protocol.samples import order, snapshot, vehicle_snapshot
from tests.protocol.scanner import (
    Conditions,
    any_conditions,
    as_jpeg,
    as_pdf,
    as_tiff,
    print_pages,
    scan,
)


@pytest.fixture(scope="module")
def papers() -> list[Image.Image]:
    """The printed pages of the 72 vehicles."""
    return print_pages(render_protocol(order(vehicle_snapshot())))


@pytest.fixture(scope="module")
def short() -> list[Image.Image]:
    """The printed pages of a short protocol, upright ones and ones on their side."""
    return print_pages(render_protocol(order(snapshot())))


def opened(content: bytes) -> Scan:
    found = open_scan(content)
    assert found is not None
    return found


def pages_of(content: bytes) -> list[list[int]]:
    """The page numbers read on each page of a scan."""
    return [[code.page for code in page.codes] for page in read(content)]


def read(content: bytes) -> list[ReadPage]:
    """The pages of a scan as read."""
    return [page for page in read_scan(opened(content)) if page is not None]


def test_of_a_hundred_bad_scans_ninety_nine_are_recognised_and_none_wrongly(
    papers: list[Image.Image], request: pytest.FixtureRequest
) -> None:
    scans = int(request.config.getoption("--scans"))
    missed = []
    for seed in range(scans):
        page = seed % len(papers)
        found = pages_of(as_jpeg(scan(papers[page], any_conditions(seed), seed)))
        assert found in ([[page + 1]], [[]]), (seed, any_conditions(seed))
        missed += [(seed, any_conditions(seed))] if found == [[]] else []
    assert len(missed) <= scans * 0.01, missed


@pytest.mark.parametrize(
    "how",
    [
        Conditions(skew=5),
        Conditions(skew=-5, turn=180),
        Conditions(turn=90),
        Conditions(turn=270, contrast=0.35, noise=15),
        Conditions(blur=1.3, noise=20),
        Conditions(marks=3),
        Conditions(spoilt=True, skew=-5),
        Conditions(spoilt=True, skew=5, contrast=0.35),
    ],
    ids=str,
)
def test_each_page_is_recognised(short: list[Image.Image], how: Conditions) -> None:
    for page in (0, 3):
        assert pages_of(as_jpeg(scan(short[page], how, page))) == [[page + 1]]


def test_one_pdf_of_many_pages_in_any_order_is_read_page_by_page(short: list[Image.Image]) -> None:
    order_of_feed = [4, 0, 6, 2]
    pictures = [scan(short[page], Conditions(turn=90 * at), at) for at, page in enumerate(order_of_feed)]
    pages = read(as_pdf(pictures))
    assert [page.at for page in pages] == [1, 2, 3, 4]
    assert [[code.page for code in page.codes] for page in pages] == [[5], [1], [7], [3]]


def test_a_fax_in_one_tiff_is_read(short: list[Image.Image]) -> None:
    pictures = [scan(page, Conditions(noise=0), at) for at, page in enumerate(short[:3])]
    content = as_tiff(pictures)
    assert opened(content).media_type == "image/tiff"
    assert pages_of(content) == [[1], [2], [3]]


def test_a_protocol_that_was_never_printed_is_read_too(short: list[Image.Image]) -> None:
    pdf = render_protocol(order(snapshot()))
    assert pages_of(pdf) == [[page] for page in range(1, len(short) + 1)]


def test_two_pages_on_one_sheet_are_both_read(short: list[Image.Image]) -> None:
    sheet = Image.new("L", (short[0].width * 2, short[0].height), 255)
    for at in range(2):
        sheet.paste(short[at], (at * short[0].width, 0))
    assert [sorted(found) for found in pages_of(as_jpeg(sheet))] == [[1, 2]]


def test_a_large_photograph_is_read_at_a_size_that_suffices(short: list[Image.Image]) -> None:
    large = short[0].resize((short[0].width * 3, short[0].height * 3))
    content = as_jpeg(large.convert("RGB"))
    picture = opened(content).page(0)
    assert picture is not None
    assert min(picture.size) < 4000
    assert pages_of(content) == [[1]]


def test_transparent_and_small_pictures_are_read(short: list[Image.Image]) -> None:
    target = io.BytesIO()
    cut = short[0].convert("RGBA")
    cut.putalpha(short[0].point([255] * 200 + [0] * 56))
    cut.save(target, "PNG")
    assert pages_of(target.getvalue()) == [[1]]
    code = short[0].crop((short[0].width - 330, 0, short[0].width, 300))
    assert pages_of(as_jpeg(code)) == [[1]]


def test_the_back_of_a_sheet_is_blank_and_a_page_without_codes_is_not(short: list[Image.Image]) -> None:
    hard = Conditions(skew=4, noise=20, contrast=0.6)
    back = scan(Image.new("L", short[0].size, 255), hard, 1)
    assert is_blank(back)
    assert read(as_jpeg(back))[0].blank
    plain = short[0].copy()
    pen = ImageDraw.Draw(plain)
    pen.rectangle((0, 0, plain.width, 270), fill=255)
    pen.rectangle((0, plain.height - 270, plain.width, plain.height), fill=255)
    (page,) = read(as_jpeg(scan(plain, replace(hard, skew=1))))
    assert (page.codes, page.blank) == ((), False)
