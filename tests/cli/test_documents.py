"""From the prepared handover to the verified protocol, by commands alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from tests.cli.program import PARTIES, Laptop


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture(scope="module")
def status(finished: Laptop) -> dict[str, Any]:
    """What `status` says of the finalised handover."""
    said: dict[str, Any] = finished.run("status", finished.reference, "--json").json
    return said


def test_what_details_prints_prepare_takes(stocked: Laptop) -> None:
    details = stocked.run("details", stocked.reference).json
    details |= {"place": "Vršac", "parties": PARTIES, "starts_at": "2024-12-05T08:30:00+01:00"}

    saved = stocked.run(
        "prepare", stocked.reference, "--details", stocked.write("d.json", json.dumps(details))
    )

    assert saved.code == 0
    again = stocked.run("details", stocked.reference).json
    assert again["place"] == "Vršac"
    assert again["starts_at"] == "2024-12-05T08:30:00+01:00"
    assert [party["name"] for party in again["parties"]] == ["Demo Partner", "Demo Ministry"]
    assert again["clauses"] == details["clauses"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"colour": "blue"}',
        '{"originals": 99999999999999999999}',
        '{"languages": ["en", "tlh"]}',
        '{"languages": []}',
        '{"languages": ["en", "en"]}',
        '{"starts_at": "2024-12-05T08:30:00"}',
        '{"title": "\\ud800"}',
    ],
    ids=[
        "endless",
        "colour",
        "originals",
        "language",
        "no language",
        "one twice",
        "no offset",
        "half a letter",
    ],
)
def test_details_that_are_not_understood_change_nothing(stocked: Laptop, text: str) -> None:
    before = stocked.path.read_bytes()

    ran = stocked.run("prepare", stocked.reference, "--details", stocked.write("d.json", text))

    assert ran.code == 1
    assert ran.err
    assert stocked.path.read_bytes() == before


def test_finalising_is_refused_with_every_reason(stocked: Laptop) -> None:
    stocked.check({"item": "K-0001", "outcome": "accepted"})

    ran = stocked.run("finalise", stocked.reference)

    assert ran.code == 1
    assert ran.out == ""
    assert "Line K-0002 has no outcome." in ran.err
    assert "at least two parties" in ran.err
    assert "place" in ran.err
    assert "8 errors stop it" in ran.err.splitlines()[-1]


def test_a_draft_is_marked_and_not_kept(stocked: Laptop) -> None:
    ran = stocked.run("protocol", stocked.reference, "--draft", "--to", "draft.pdf")

    assert ran.code == 0
    text = text_of(stocked.folder / "draft.pdf")
    assert "DRAFT" in text
    assert "0SYZZZV11ZR000001" in text
    judged = stocked.run("verify", "draft.pdf", "--json")
    assert (judged.code, judged.json["verdict"]) == (1, "foreign")


def test_there_is_no_final_protocol_before_finalising(stocked: Laptop) -> None:
    ran = stocked.run("protocol", stocked.reference, "--to", "p.pdf")

    assert ran.code == 1
    assert not (stocked.folder / "p.pdf").exists()


def test_a_finalised_handover_has_number_digest_and_a_frozen_content(
    finished: Laptop, status: dict[str, Any]
) -> None:
    before = finished.path.read_bytes()

    assert status["state"] == "finalised"
    assert status["number"]
    assert len(status["digest"]) == 64
    for arguments in (
        ("check", finished.reference, "K-0001", "missing"),
        ("undo", finished.reference),
        ("finalise", finished.reference),
        ("prepare", finished.reference, "--details", finished.write("d2.json", '{"place": "Niš"}')),
    ):
        assert finished.run(*arguments).code == 1
    assert finished.path.read_bytes() == before


def test_a_backup_was_made_before_finalising(finished: Laptop) -> None:
    (backup,) = (finished.folder / "r-backups").glob("*-finalise.handover")

    (then,) = Laptop(finished.folder, backup).run("handovers", "--json").json
    assert then["state"] == "checking"
    assert then["checked"] == 7


def test_the_protocol_shows_what_the_register_holds(finished: Laptop, status: dict[str, Any]) -> None:
    text = " ".join(text_of(finished.folder / "p.pdf").split())

    assert status["number"] in text
    assert "DRAFT" not in text
    for shown in (
        "0SYZZZV11ZR000001",
        "SYN-E12-0007",
        "490154203237518",
        "Dented",
        "Demo Osoba 1",
        "Beograd",
    ):
        assert shown in text
    assert status["taken_over"]["values"] == {"EUR": "23394.00"}
    assert "23,394.00" in text


def test_the_same_protocol_again_is_the_same_file(finished: Laptop) -> None:
    copy = finished.folder / "again.pdf"

    assert finished.run("protocol", finished.reference, "--to", copy).code == 0
    assert copy.read_bytes() == (finished.folder / "p.pdf").read_bytes()


def test_the_languages_of_a_protocol_can_be_chosen(finished: Laptop) -> None:
    one = finished.run("protocol", finished.reference, "--to", "l.pdf", "--language", "sr-Latn")
    unknown = finished.run("protocol", finished.reference, "--to", "x.pdf", "--language", "tlh")
    three = finished.run("protocol", finished.reference, "--to", "x.pdf", *3 * ("--language", "en"))

    assert one.code == 0
    assert "Beograd" in text_of(finished.folder / "l.pdf")
    assert (unknown.code, three.code) == (1, 1)
    assert "tlh" in unknown.err
    assert not (finished.folder / "x.pdf").exists()


def test_a_protocol_that_was_given_out_is_intact(finished: Laptop, status: dict[str, Any]) -> None:
    ran = finished.run("verify", "p.pdf", "--json")

    assert ran.code == 0
    assert ran.json["verdict"] == "intact"
    assert ran.json["digest"] == status["digest"]
    assert ran.json["snapshot_holds"] is True
    assert ran.json["file_known"] is True
    assert ran.json["anchor_holds"] is True


def test_every_altered_byte_is_found(finished: Laptop, tmp_path: Path) -> None:
    content = (finished.folder / "p.pdf").read_bytes()
    body = content.index(b"stream") + 40
    for name, spoilt in {
        "flipped.pdf": content[:body] + bytes([content[body] ^ 1]) + content[body + 1 :],
        "longer.pdf": content + b"\n% appended\n",
        "last.pdf": content[:-1] + bytes([content[-1] ^ 1]),
    }.items():
        path = tmp_path / name
        path.write_bytes(spoilt)
        ran = finished.run("verify", path, "--json")
        assert ran.code == 1, name
        assert ran.json.get("verdict", "unreadable") in ("altered", "unreadable"), name


def test_a_rewritten_file_with_the_true_data_is_altered_here(finished: Laptop, tmp_path: Path) -> None:
    path = tmp_path / "rewritten.pdf"
    with pikepdf.open(finished.folder / "p.pdf") as document:
        document.save(path)

    ran = finished.run("verify", path, "--json")

    assert (ran.code, ran.json["verdict"]) == (1, "altered")
    assert ran.json["snapshot_holds"] is True


def test_on_another_laptop_the_file_is_whole_but_its_seal_is_not_trusted(
    finished: Laptop, stocked: Laptop
) -> None:
    with_register = stocked.run("verify", finished.folder / "p.pdf", "--json")

    assert (with_register.code, with_register.json["verdict"]) == (1, "untrusted")
    assert with_register.json["snapshot_holds"] is True
    assert with_register.json["seal"]["integrity"] == "intact"


def test_another_pdf_is_foreign_and_a_text_is_no_pdf(finished: Laptop, tmp_path: Path) -> None:
    other = pikepdf.new()
    other.add_blank_page()
    other.docinfo["/Subject"] = "Contract 12/2024"
    other.docinfo["/Keywords"] = "contract"
    other.save(tmp_path / "other.pdf")
    (tmp_path / "letter.pdf").write_text("Dear colleagues,")

    foreign = finished.run("verify", tmp_path / "other.pdf", "--json")
    letter = finished.run("verify", tmp_path / "letter.pdf", "--json")
    missing = finished.run("verify", tmp_path / "missing.pdf")

    assert (foreign.code, foreign.json["verdict"]) == (1, "foreign")
    assert (letter.code, letter.json["code"]) == (1, "document-unreadable")
    assert missing.code == 3


def test_the_audit_chain_is_verified(finished: Laptop) -> None:
    ran = finished.run("audit", "verify", "--json")

    assert ran.code == 0
    assert ran.json["intact"] is True
    assert ran.json["broken"] is None
    (head,) = ran.json["heads"]
    assert head["sequence"] == ran.json["entries"]
    assert head["hash"] in finished.run("audit", "verify").out


def test_a_backup_is_a_register_of_its_own(finished: Laptop, tmp_path: Path) -> None:
    target = tmp_path / "copy.handover"

    assert finished.run("backup", target).code == 0

    copy = Laptop(tmp_path, target)
    assert (
        copy.run("status", finished.reference, "--items", "--json").json
        == finished.run("status", finished.reference, "--items", "--json").json
    )
    assert copy.run("verify", finished.folder / "p.pdf").code == 0


def test_a_backup_never_replaces_the_register_and_needs_a_folder(finished: Laptop, tmp_path: Path) -> None:
    before = finished.path.read_bytes()

    itself = finished.run("backup", finished.path)
    nowhere = finished.run("backup", tmp_path / "no" / "folder.handover")

    assert (itself.code, nowhere.code) == (3, 3)
    assert finished.path.read_bytes() == before


def test_a_cut_off_tail_of_the_chain_is_seen_by_what_protocols_have_printed(
    finished: Laptop, status: dict[str, Any], tmp_path: Path
) -> None:
    from sqlcipher3 import dbapi2

    shutil.copy(finished.path, tmp_path / "cut.handover")
    connection = dbapi2.connect(str(tmp_path / "cut.handover"))
    connection.execute("DROP TRIGGER refuse_delete_audit_entries")
    connection.execute("DELETE FROM audit_entries WHERE sequence > 3")
    connection.commit()
    connection.close()

    ran = Laptop(tmp_path, "cut.handover").run("audit", "verify", "--json")

    assert ran.code == 1
    assert ran.json["broken"] is None
    assert ran.json["missing_anchors"] == [status["number"]]


def test_a_changed_audit_entry_is_named(finished: Laptop, tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    shutil.copy(finished.path, tmp_path / "changed.handover")
    connection = dbapi2.connect(str(tmp_path / "changed.handover"))
    connection.execute("DROP TRIGGER refuse_update_audit_entries")
    connection.execute("UPDATE audit_entries SET actor = 'Somebody Else' WHERE sequence = 4")
    connection.commit()
    connection.close()

    ran = Laptop(tmp_path, "changed.handover").run("audit", "verify", "--json")

    assert ran.code == 1
    assert ran.json["broken"]["sequence"] == 4


def test_a_finished_protocol_is_copied_its_originals_noted_and_what_is_open_carried_over(
    finished: Laptop, tmp_path: Path
) -> None:
    laptop = finished.copy_to(tmp_path)
    copied = laptop.run("copy", laptop.reference, "--to", "c.pdf")
    assert (copied.code, "Copy no. 1" in copied.out) == (0, True)
    judged = laptop.run("verify", "c.pdf", "--json")
    assert (judged.code, judged.json["is_copy"], judged.json["verdict"]) == (0, True, "intact")

    noted = laptop.run(
        "originals", laptop.reference, "--note", "1", "--holder", "Archive", "--since", "2024-12-06", "--json"
    )
    assert noted.json[0] == {"original": 1, "holder": "Archive", "since": "2024-12-06", "meant_for": ""}
    assert laptop.run("originals", laptop.reference, "--note", "99", "--holder", "X").code == 1

    assert laptop.run("supplement", laptop.reference, "--item", "K-0001").code == 1
    made = laptop.run("supplement", laptop.reference, "--as", "HO-S")
    assert (made.code, made.out.startswith("HO-S: 6 lines")) == (0, True)
    assert laptop.run("supplement", laptop.reference).code == 1
    settled = laptop.run("check", "HO-S", "K-0003", "accepted", "--settled", "late")
    assert settled.code == 0


UNITS_HEADER = "No,Description,Qty,Receiving unit"


@pytest.fixture(scope="module")
def for_units(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A finalised handover of lines for two units."""
    laptop = Laptop(tmp_path_factory.mktemp("units"))
    lines = (UNITS_HEADER, "1,Radio set,2,U01", "2,Field lamp,3,U02", "")
    done = laptop.run("import", laptop.write("units.csv", "\n".join(lines)), "--json")
    assert done.code == 0, done.err
    laptop = replace(laptop, reference=done.json["handover"])
    laptop.prepare()
    assert laptop.check({"item": "1", "outcome": "accepted"}, {"item": "2", "outcome": "accepted"}).code == 0
    assert laptop.run("finalise", laptop.reference).code == 0
    return laptop


def test_the_extract_of_a_unit_is_written_sealed_and_verified(for_units: Laptop) -> None:
    ran = for_units.run(
        "extract", for_units.reference, "--unit", "U02", "--to", "u02.pdf", "--language", "fr"
    )
    assert (ran.code, ran.out) == (0, "Written: u02.pdf\n")
    text = text_of(for_units.folder / "u02.pdf")
    assert "Field lamp" in text
    assert "Radio set" not in text

    found = for_units.run("verify", "u02.pdf", "--json")
    assert found.code == 0
    assert (found.json["verdict"], found.json["unit"]) == ("intact", "U02")
    assert "An extract for the receiving unit U02" in for_units.run("verify", "u02.pdf").out


def test_extracts_of_all_units_go_into_a_folder_and_are_the_same_the_next_time(for_units: Laptop) -> None:
    for folder in ("one", "two"):
        ran = for_units.run("extract", for_units.reference, "--all", "--to", folder)
        assert ran.code == 0, ran.err
        assert len(ran.out.splitlines()) == 2
    first, second = (sorted((for_units.folder / name).iterdir()) for name in ("one", "two"))
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_an_extract_for_a_unit_that_gets_nothing_is_refused(for_units: Laptop) -> None:
    ran = for_units.run("extract", for_units.reference, "--unit", "U77", "--to", "none.pdf")
    assert ran.code == 1
    assert "U01, U02" in ran.err
    assert not (for_units.folder / "none.pdf").exists()
