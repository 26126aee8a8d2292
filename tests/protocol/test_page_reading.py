"""Reading the codes of a file's pages: each says the digest, the number and its place, or the first that does not."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from handover_desktop.domain.page_codes import PageCode, PageKind
from handover_desktop.domain.page_findings import UNTOLD, Bearing
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.protocol.reading.page_reading import read_pages
from handover_desktop.protocol.reading.reading import read_protocol
from handover_desktop.services.reports import report_text
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from tests.protocol.papers import full_order
from tests.protocol.samples import all_accepted, order, snapshot, translators, vehicles
from tests.protocol.seals import plain_protocol, sealed_protocol


def first_code(pdf: bytes) -> PageCode:
    stated = read_protocol(pdf)
    return PageCode(PageKind.PROTOCOL, stated.number, 1, stated.pages, stated.digest)


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the file with another content, its properties and its snapshot as they were."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target)
    return target.getvalue()


def other_protocol() -> bytes:
    """A protocol with other lines under the same number."""
    return render_protocol(order(snapshot(all_accepted(vehicles()[:3]))))


def swap(document: pikepdf.Pdf) -> None:
    """Put the pages of another protocol in the place of these."""
    count = len(document.pages)
    with pikepdf.open(io.BytesIO(other_protocol())) as other:
        document.add_pages_from(other)
    del document.pages[:count]


def swap_one(document: pikepdf.Pdf) -> None:
    with pikepdf.open(io.BytesIO(other_protocol())) as other:
        document.pages.append(other.pages[1])
    moved = document.pages[-1]
    del document.pages[-1]
    document.pages[1] = moved


def turn_around(document: pikepdf.Pdf) -> None:
    document.pages.reverse()


def double(document: pikepdf.Pdf) -> None:
    document.pages[2] = document.pages[1]


def drop_the_last(document: pikepdf.Pdf) -> None:
    del document.pages[-1]


def empty(document: pikepdf.Pdf) -> None:
    document.pages[2].Contents = document.make_stream(b"0 g")


def crop(document: pikepdf.Pdf) -> None:
    document.pages[0].CropBox = pikepdf.Array([0, 0, 300, 300])


@pytest.mark.parametrize("languages", [("en", "sr-Cyrl"), ("ar", "en"), ("ar",)])
def test_every_page_of_a_protocol_bears_its_digest(languages: tuple[str, ...]) -> None:
    pdf = render_protocol(full_order(languages))

    assert read_pages(pdf, first_code(pdf)).bearing is Bearing.YES


def test_a_sealed_protocol_bears_its_digest() -> None:
    pdf = sealed_protocol()

    assert read_pages(pdf, first_code(pdf)).bearing is Bearing.YES


def test_another_digest_number_or_count_is_not_what_the_pages_bear() -> None:
    pdf, first = plain_protocol(), first_code(plain_protocol())

    for wrong in (
        replace(first, digest="00" * 32),
        replace(first, number="SAMPLE-2024-0002"),
        replace(first, pages=first.pages + 1),
        replace(first, kind=PageKind.COPY, part="1"),
    ):
        assert read_pages(pdf, wrong).bearing is Bearing.NO


@pytest.mark.parametrize(
    ("change", "page"),
    [(swap, 1), (swap_one, 2), (turn_around, 1), (double, 3), (empty, 3), (crop, 1)],
)
def test_pages_that_are_not_the_files_own_are_named(change: Callable[[pikepdf.Pdf], None], page: int) -> None:
    first = first_code(plain_protocol())
    pdf = changed(plain_protocol(), change)

    found = read_pages(pdf, replace(first, pages=read_protocol(pdf).pages))

    assert (found.bearing, found.page) == (Bearing.NO, page)


@pytest.mark.parametrize("change", [swap, drop_the_last])
def test_a_file_whose_pages_are_not_its_own_is_altered_even_without_a_seal(
    change: Callable[[pikepdf.Pdf], None], tmp_path: Path
) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(changed(plain_protocol(), change))

    found = verify_file(path)

    assert found.snapshot_holds
    assert found.seal.integrity is Integrity.NOT_SEALED
    assert (found.pages_bear.bearing, found.pages_bear.page) == (Bearing.NO, 1)
    assert found.verdict is Verdict.ALTERED


def test_the_report_names_the_page_and_what_it_says_instead(tmp_path: Path) -> None:
    texts, path = translators()["en"], tmp_path / "p.pdf"
    path.write_bytes(plain_protocol())
    own = verify_file(path)
    swapped, bare = (
        replace(own, pages_bear=read_pages(changed(plain_protocol(), change), first_code(plain_protocol())))
        for change in (double, empty)
    )

    said = [report_text(found, texts, name=path.name) for found in (own, swapped, bare)]

    asked = "Do the pages bear this digest?\n"
    assert f"{asked}  yes\n" in said[0]
    assert f"{asked}  no\n  The code of page 3 says: SAMPLE-2024-0001, page 2 of 7, digest" in said[1]
    assert f"{asked}  no\n  Page 3 bears no code that can be read.\n" in said[2]


def test_what_the_pages_of_a_foreign_file_bear_is_not_asked(tmp_path: Path) -> None:
    document, path = pikepdf.new(), tmp_path / "p.pdf"
    document.add_blank_page()
    document.save(path)

    assert verify_file(path).pages_bear == UNTOLD
