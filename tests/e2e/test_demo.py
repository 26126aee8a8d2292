"""The scripted demo: golden totals in the register and on paper, the same bytes wherever it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from tests.cli.program import Laptop
from tests.e2e.conftest import Demo

GOLDEN = {
    "listed": {"lines": 605, "pieces": "970", "values": {"EUR": "2661282.80"}},
    "taken_over": {"lines": 601, "pieces": "964", "values": {"EUR": "2623656.80"}},
}
SCRIPTED = {
    "V1-017": "accepted-with-remarks",
    "V2-009": "accepted-with-remarks",
    "W2-003": "accepted-with-remarks",
    "V3-006": "not-accepted",
    "E07": "partly-accepted",
    "E13-29": "missing",
    "E13-30": "missing",
    "E20-02": "not-accepted",
    "E29-05": "accepted-with-remarks",
}


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return `text` without any space: identifiers are printed in groups."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def items(demo: Demo) -> dict[str, dict[str, object]]:
    return demo.laptop.items()


def test_the_summary_has_the_golden_totals(demo: Demo) -> None:
    lots = {lot["name"]: (lot["pieces"], lot["values"]) for lot in demo.said["lots"]}

    assert lots == {
        "Vehicles": ("72", {"EUR": "1699900.00"}),
        "Equipment": ("898", {"EUR": "961382.80"}),
    }
    assert {name: demo.said[name] for name in GOLDEN} == GOLDEN


def test_the_register_has_the_golden_totals(demo: Demo) -> None:
    status = demo.laptop.run("status", demo.laptop.reference, "--json").json

    assert {name: status[name] for name in GOLDEN} == GOLDEN
    assert status["outcomes"] == demo.said["outcomes"]
    assert status["state"] == "signed"
    assert status["digest"] == demo.said["digest"]


def test_the_register_has_the_scripted_outcomes(items: dict[str, dict[str, object]]) -> None:
    outcomes = {line: item["outcome"] for line, item in items.items() if item["origin"] == "listed"}

    assert len(outcomes) == 605
    assert {line: outcome for line, outcome in outcomes.items() if outcome != "accepted"} == SCRIPTED
    assert items["E07"]["presented"] == "58"
    assert [line for line, item in items.items() if item["qualifier"]] == ["E33-01", "E33-02"]
    (extra,) = (item for item in items.values() if item["origin"] == "extra")
    assert extra["serial_number"] == "SYN-E14-0941"


def test_the_photos_are_numbered_as_the_remarks_say(demo: Demo, items: dict[str, dict[str, object]]) -> None:
    photos = demo.laptop.run("photo", "list", demo.laptop.reference, "--json").json

    assert [(photo["number"], photo["line_no"]) for photo in photos] == [
        (1, ""),
        (2, "V2-009"),
        (3, "V1-017"),
        (4, "V3-006"),
        (5, "W2-003"),
        (6, "E29-05"),
    ]
    assert "photo 3" in str(items["V1-017"]["remark"])
    details = demo.laptop.run("details", demo.laptop.reference).json
    assert details["donor"]["threshold"] == {"currency": "EUR", "minor": 500_000}
    assert details["donor"]["annexes"] == ["allocation", "photos", "threshold"]


def test_the_printed_summary_has_the_golden_totals(demo: Demo) -> None:
    text = "\n".join(pages_of(demo.folder / "demo-protocol.pdf")[:3])

    rows = {
        "Listed total": "605 970 2,661,282.80",
        "Accepted total": "601 964 2,623,656.80",
        "Partly accepted": "1 58 3,944.00",
        "Missing": "2 4 2,836.00",
    }
    for name, numbers in rows.items():
        found = re.search(rf"^{name}\r?\n[^\n]+\n((?:[\d,.]+\s+){{3}})", text, re.MULTILINE)
        assert found, name
        assert " ".join(found[1].split()) == numbers


def test_every_line_of_the_register_is_on_paper_with_its_identifiers(
    demo: Demo, items: dict[str, dict[str, object]]
) -> None:
    text = squeezed("".join(pages_of(demo.folder / "demo-protocol.pdf")))
    marks = {
        str(item[kind])
        for item in items.values()
        for kind in ("line_no", "vin", "serial_number", "inventory_number", "imei")
        if item[kind]
    }

    assert len(marks) > 605
    assert sorted(mark for mark in marks if squeezed(mark) not in text) == []


def test_every_page_says_demo_and_only_the_draft_says_draft(demo: Demo) -> None:
    draft = pages_of(demo.folder / "demo-draft.pdf")
    final = pages_of(demo.folder / "demo-protocol.pdf")

    assert all("DEMO" in page for page in [*draft, *final])
    assert all("DRAFT" in page for page in draft)
    assert not any("DRAFT" in page for page in final)
    assert all(f"Page {number} of {len(final)}" in page for number, page in enumerate(final, 1))
    assert all(demo.said["number"] in page for page in final)


def test_the_ceremonys_protocol_states_lots_and_totals_and_cites_the_check(demo: Demo) -> None:
    (page, *further) = pages_of(demo.folder / "demo-ceremony-protocol.pdf")
    text = squeezed(page)
    for said in ("1,699,900.00", "961,382.80", "2,661,282.80", demo.said["number"]):
        assert squeezed(str(said)) in text
    assert demo.said["ceremony"] in squeezed("".join(further) or page)
    judged = demo.laptop.run("verify", demo.folder / "demo-ceremony-protocol.pdf", "--json").json
    assert judged["verdict"] == "intact"


def test_the_supplementary_protocol_names_its_parent_and_the_disputed_vehicle(demo: Demo) -> None:
    text = squeezed("".join(pages_of(demo.folder / "demo-supplementary-protocol.pdf")))

    assert squeezed(demo.said["number"]) in text
    assert demo.said["supplementary"] in text
    assert "V3-006" in text
    assert "V3-005" not in text
    (made,) = (h for h in demo.laptop.run("handovers", "--json").json if h["reference"] == "DEMO-2024-001/S1")
    assert (made["lines"], made["number"], made["state"]) == (1, demo.said["supplementary"], "signed")


def before_seal(path: Path) -> bytes:
    """Return the file as it was drawn; the seal is made by a key that each laptop makes for itself."""
    drawn, _seal = path.read_bytes().split(b"%%EOF", 1)
    return drawn


def test_another_run_elsewhere_makes_the_same_files_byte_for_byte(demo: Demo, tmp_path: Path) -> None:
    elsewhere = {"TZ": "Asia/Tokyo", "LC_ALL": "sr_RS.UTF-8", "PYTHONHASHSEED": "7", "USER": "somebody"}

    ran = Laptop(tmp_path).run("demo", "--to", tmp_path / "again", environment=elsewhere)

    assert ran.code == 0
    for name in ("demo-list.xlsx", "demo-draft.pdf"):
        assert (tmp_path / "again" / name).read_bytes() == (demo.folder / name).read_bytes(), name
    # The supplementary protocol prints the mark of an audit entry that names the sealed file before it.
    name = "demo-protocol.pdf"
    assert before_seal(tmp_path / "again" / name) == before_seal(demo.folder / name)


def test_another_process_finds_the_protocols_intact(demo: Demo) -> None:
    for name in ("demo-protocol.pdf", "demo-supplementary-protocol.pdf", "demo-ceremony-protocol.pdf"):
        ran = demo.laptop.run("verify", name, "--json")
        assert (ran.code, ran.json["verdict"]) == (0, "intact")
    assert demo.laptop.run("audit", "verify").code == 0


def test_the_list_that_it_leaves_can_be_imported(demo: Demo, tmp_path: Path) -> None:
    ran = Laptop(tmp_path).run("import", demo.folder / "demo-list.xlsx", "--dry-run", "--json")

    assert ran.code == 0
    assert ran.json["rows_imported"] == 605
    assert ran.json["totals"] == {"EUR": "2661282.80"}
    assert [p for p in ran.json["problems"] if p["severity"] in ("error", "confirm")] == []


def test_a_demo_that_is_there_already_is_not_overwritten(demo: Demo) -> None:
    before = demo.laptop.path.read_bytes()

    ran = demo.laptop.run("demo", "--to", demo.folder)

    assert ran.code == 3
    assert demo.laptop.path.read_bytes() == before
