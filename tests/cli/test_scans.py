"""Scans of signed pages by commands: they find their handover, and say what is there and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.program import Laptop
from tests.protocol.scanner import Conditions, as_jpeg, as_pdf, print_pages, scan


@pytest.fixture(scope="module")
def papers(finished: Laptop) -> list[Image.Image]:
    return print_pages((finished.folder / "p.pdf").read_bytes())


@pytest.fixture
def signed(finished: Laptop, tmp_path: Path) -> Laptop:
    return finished.copy_to(tmp_path)


def test_a_scan_finds_its_handover_and_says_what_is_missing(
    signed: Laptop, papers: list[Image.Image]
) -> None:
    last = len(papers)
    turned = [scan(page, Conditions(turn=180, skew=3), at) for at, page in enumerate(papers)]
    (signed.folder / "some.pdf").write_bytes(as_pdf(turned[2:0:-1]))
    (signed.folder / "one.jpg").write_bytes(as_jpeg(turned[0]))

    ran = signed.run("scan", "some.pdf", "one.jpg", "--json")

    assert ran.code == 0, ran.err
    (found,) = ran.json["handovers"]
    assert found["reference"] == signed.reference
    assert [[page["page"] for page in file["pages"]] for file in found["files"]] == [[3, 2], [1]]
    assert found["coverage"] == [
        {"part": "", "pages": last, "present": [1, 2, 3], "missing": list(range(4, last + 1))}
    ]

    (signed.folder / "rest.pdf").write_bytes(as_pdf(turned[3:]))
    ran = signed.run("scan", "rest.pdf")
    assert ran.code == 0, ran.err
    assert f"All {last} pages are there." in ran.out


def test_a_page_whose_code_is_gone_is_told_by_hand(signed: Laptop, papers: list[Image.Image]) -> None:
    last = len(papers)
    middle = papers[1].crop((0, 300, papers[1].width, papers[1].height - 300))
    (signed.folder / "torn.jpg").write_bytes(as_jpeg(middle))

    nobody = signed.run("scan", "torn.jpg")
    assert nobody.code == 1
    assert "Nothing was kept" in nobody.err

    ran = signed.run("attach", signed.reference, "torn.jpg", "--page", f"1=2/{last}", "--json")
    assert ran.code == 0, ran.err
    (page,) = ran.json["handovers"][0]["files"][0]["pages"]
    assert (page["page"], page["by_hand"]) == (2, True)


def test_a_scan_of_another_register_is_kept_nowhere(stocked: Laptop, papers: list[Image.Image]) -> None:
    (stocked.folder / "p1.jpg").write_bytes(as_jpeg(papers[0]))
    before = stocked.path.read_bytes()

    for command in (("scan",), ("attach", stocked.reference)):
        ran = stocked.run(*command, "p1.jpg")
        assert ran.code == 1
        assert "2024" in ran.err or "belong to" in ran.err
    assert stocked.path.read_bytes() == before


def test_what_is_no_scan_is_refused(signed: Laptop, finished: Laptop) -> None:
    before = signed.path.read_bytes()
    signed.write("no.pdf", "no pdf at all")
    assert "is not a PDF" in signed.run("scan", "no.pdf").err
    assert "not a scan" in signed.run("scan", finished.folder / "p.pdf").err
    assert signed.run("scan", "gone.pdf").code != 0
    assert signed.run("attach", signed.reference, "no.pdf", "--page", "0=1/2").code == 2
    assert signed.path.read_bytes() == before
