"""Photos, logos and donor rules from the command line."""

from __future__ import annotations

import json

from tests.cli.program import Laptop
from tests.protocol.cameras import camera_file, encode, four_corners


def test_photos_are_added_listed_captioned_saved_and_removed(stocked: Laptop) -> None:
    for shade, name in enumerate(("a.jpg", "b.jpg", "yard.png")):
        picture = four_corners().point(lambda level, shade=shade: level + shade)
        (stocked.folder / name).write_bytes(
            camera_file(picture, taken="2024:12:05 08:31:07", offset="+01:00")
        )
    reference = stocked.reference
    done = stocked.run("photo", "add", reference, "a.jpg", "b.jpg", "--item", "K-0002", "--caption", "Dent")
    assert (done.code, done.out) == (0, "Photo 1: a.jpg\nPhoto 2: b.jpg\n")
    assert stocked.run("photo", "add", reference, "yard.png").code == 0
    assert stocked.run("photo", "caption", reference, "3", "The yard").code == 0
    assert stocked.run("photo", "remove", reference, "2").code == 0
    listed = stocked.run("photo", "list", reference, "--json").json
    assert [(one["number"], one["line_no"], one["caption"]) for one in listed] == [
        (1, "K-0002", "Dent"),
        (3, "", "The yard"),
    ]
    assert listed[0]["taken_at"] == "2024-12-05T08:31:07+01:00"
    assert (listed[0]["width"], listed[0]["height"]) == (120, 80)
    assert stocked.run("photo", "save", reference, "1", "--to", "out.jpg").code == 0
    assert (stocked.folder / "out.jpg").read_bytes()[:3] == b"\xff\xd8\xff"
    shown = stocked.run("photo", "list", reference, "--register", stocked.path).out.splitlines()
    assert shown[1].split(maxsplit=4) == ["3", "whole", "handover", "120×80", "The yard"]


def test_what_cannot_be_added_is_said_and_nothing_is(stocked: Laptop) -> None:
    stocked.write("no.jpg", "no picture")
    (stocked.folder / "a.jpg").write_bytes(encode(four_corners()))
    reference = stocked.reference
    for files, code, said in (
        (("a.jpg", "no.jpg"), 1, "no.jpg"),
        (("gone.jpg",), 3, "gone.jpg"),
        (("a.jpg", "--item", "K-9999"), 1, "K-9999"),
    ):
        refused = stocked.run("photo", "add", reference, *files)
        assert (refused.code, said in refused.err) == (code, True)
    assert stocked.run("photo", "remove", reference, "1").code == 1
    assert stocked.run("photo", "list", reference).out.startswith("There is no photo on")


def test_logos_donor_rules_and_paper_go_through_the_details(stocked: Laptop) -> None:
    (stocked.folder / "logo.png").write_bytes(encode(four_corners(), "PNG"))
    reference = stocked.reference
    assert stocked.run("logo", "add", reference, "logo.png", "--name", "Agency").code == 0
    details = stocked.run("details", reference).json
    assert [logo["name"] for logo in details["logos"]] == ["Agency"]
    details["paper"] = "letter"
    details["donor"] = {
        "name": "Our donor",
        "statement": "funded-by-eu",
        "threshold": {"currency": "EUR", "minor": 500000},
        "annexes": ["threshold", "photos", "photos"],
    }
    path = stocked.write("d.json", json.dumps(details))
    assert stocked.run("prepare", reference, "--details", path).code == 0
    saved = stocked.run("details", reference).json
    assert saved == details | {"donor": details["donor"] | {"annexes": ["photos", "threshold"]}}
    for wrong in (
        {"logos": [{"name": "Agency", "sha256": "0" * 64}]},
        {"paper": "a5"},
        {"donor": {"threshold": {"currency": "EURO", "minor": 1}}},
        {"donor": {"annexes": ["seven"]}},
    ):
        path = stocked.write("w.json", json.dumps(wrong))
        assert stocked.run("prepare", reference, "--details", path).code == 1
    assert stocked.run("details", reference).json == saved
    assert stocked.run("logo", "remove", reference, "--name", "Agency").code == 0
    assert stocked.run("details", reference).json["logos"] == []
