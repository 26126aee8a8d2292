"""The command `export`, as users run it."""

from __future__ import annotations

import hashlib
import json

from tests.cli.program import Laptop


def test_a_list_that_went_out_comes_in_again_as_it_was(stocked: Laptop) -> None:
    for name, options in (
        ("a.xlsx", ()),
        ("b.csv", ("--separator", "tab", "--decimal", "comma", "--no-bom")),
        ("c.xlsx", ("--language", "ar")),
    ):
        went = stocked.run("export", stocked.reference, "--to", name, *options)
        assert went.code == 0, went.err
        came = stocked.run("import", name, "--dry-run", "--rows", "--json")
        first = stocked.run("import", stocked.write_list(), "--dry-run", "--rows", "--json")
        assert came.json["rows"] == first.json["rows"]
        told = [
            [one["code"] for one in ran.json["problems"] if one["severity"] != "notice"]
            for ran in (came, first)
        ]
        assert told[0] == told[1]


def test_the_form_follows_the_ending_and_a_csv_says_how_it_was_written(stocked: Laptop) -> None:
    told = stocked.run("export", stocked.reference, "--to", "a.csv", "--json")
    assert told.json == {
        "file": "a.csv", "form": "csv", "handover": stocked.reference, "part": "list", "separator": ";",
        "decimal": ".", "encoding": "utf-8-sig", "redacted": False,
    }  # fmt: skip
    told = stocked.run("export", stocked.reference, "--to", "a.csv", "--decimal", "comma")
    assert "decimal sign ," in told.out
    assert stocked.run("export", stocked.reference, "--to", "a.doc").code == 2
    assert stocked.run("export", "--to", "a.xlsx").code == 2


def test_json_is_the_content_whose_digest_is_printed(laptop_of_finished: Laptop) -> None:
    laptop = laptop_of_finished
    assert laptop.run("export", laptop.reference, "--to", "s.json").code == 0
    digest = laptop.run("status", laptop.reference, "--json").json["digest"]
    assert hashlib.sha256((laptop.folder / "s.json").read_bytes()).hexdigest() == digest
    assert laptop.run("export", "--to", "all.json").code == 0
    whole = json.loads((laptop.folder / "all.json").read_bytes())
    assert [one["digest"] for one in whole["handovers"]] == [digest]


def test_an_unknown_handover_and_a_folder_that_is_not_there_are_said(stocked: Laptop) -> None:
    assert stocked.run("export", "NOPE", "--to", "a.xlsx").code == 1
    refused = stocked.run("export", stocked.reference, "--to", "missing/a.xlsx")
    assert (refused.code, "could not be written" in refused.err) == (3, True)


def test_an_archive_is_made_and_verified_here_and_judged_elsewhere(
    laptop_of_finished: Laptop, laptop: Laptop
) -> None:
    ours = laptop_of_finished
    assert ours.run("export", ours.reference, "--to", "a.zip").code == 0
    assert ours.run("seal", "export", "seal.pem").code == 0

    here = ours.run("verify", "a.zip", "--json")
    assert (here.code, here.json["intact"], here.json["holds"]) == (0, True, True)
    said = ours.run("verify", "a.zip", "--report", "report.txt")
    assert "every file is the one that it names" in said.out
    assert "The seal vouches for" in (ours.folder / "report.txt").read_text("utf-8")

    stranger = laptop.bring_in()
    archive, certificate = ours.folder / "a.zip", ours.folder / "seal.pem"
    untrusted = stranger.run("verify", archive, "--json")
    trusted = stranger.run("verify", archive, "--json", "--trust", certificate)
    assert (untrusted.code, untrusted.json["holds"], untrusted.json["intact"]) == (1, False, True)
    assert (trusted.code, trusted.json["holds"]) == (0, True)
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    assert stranger.run("verify", archive, "--trust", certificate).code == 1


def test_labels_are_written_as_asked_and_what_does_not_fit_is_named(stocked: Laptop) -> None:
    made = stocked.run(
        "labels", stocked.reference, "--to", "l.pdf", "--sheet", "letter-3x10", "--code", "data-matrix",
        "--of", "serial_number", "--start", "7", "--shift", "1.5,-0.5", "--note", "Demo", "--item", "K-0003",
    )  # fmt: skip
    assert made.code == 0, made.err
    assert (stocked.folder / "l.pdf").read_bytes().startswith(b"%PDF")
    narrow = stocked.run(
        "labels", stocked.reference, "--to", "n.pdf", "--sheet", "a4-5x13", "--code", "code-128"
    )
    assert (narrow.code, "No label for line K-0001" in narrow.err, narrow.out) == (
        0,
        True,
        "Written: n.pdf\n",
    )
    assert stocked.run("labels", stocked.reference, "--to", "n.pdf", "--shift", "far").code == 2
    assert stocked.run("labels", stocked.reference, "--to", "n.pdf", "--item", "K-9999").code == 1


def test_a_redacted_edition_is_asked_for_by_name(stocked: Laptop) -> None:
    for name in ("r.xlsx", "r.csv", "r.json", "r.pdf"):
        made = stocked.run(
            "export", stocked.reference, "--to", name, "--redacted", "--unmarked", "SUV", "--json"
        )
        assert (made.code, made.json["redacted"]) == (0, True), made.err
    text = (stocked.folder / "r.json").read_text("utf-8")
    assert "0SYZZZV11ZR000001" not in text
    assert "SYN-E12-0007" in text
    for arguments in (("p.pdf",), ("a.zip", "--redacted"), ("a.csv", "--unmarked", "SUV")):
        assert stocked.run("export", stocked.reference, "--to", *arguments).code == 2
    assert stocked.run("export", "--to", "all.json", "--redacted").code == 2
