"""Checklists by commands: listed, shown, written out, edited and taken in again."""

from __future__ import annotations

import json

from tests.cli.program import Laptop


def test_the_lists_of_the_program_are_listed_and_shown(stocked: Laptop) -> None:
    found = stocked.run("checklist", "list", "--json")
    assert found.code == 0, found.err
    assert {one["key"]: one["preset"] for one in found.json} == {
        "vehicle": True,
        "equipment": True,
        "plain": True,
    }
    assert "vehicle" in stocked.run("checklist", "list").out
    shown = stocked.run("checklist", "show", "vehicle")
    assert "Registration plate" in shown.out
    assert "Drawing pick-up: pickup" in shown.out
    keys = [one["key"] for one in stocked.run("checklist", "show", "vehicle", "--json").json["questions"]]
    assert "odometer" in keys


def test_a_list_is_written_edited_and_taken_in_under_a_key_of_its_own(stocked: Laptop) -> None:
    assert stocked.run("checklist", "export", "vehicle", "v.json").code == 0
    data = json.loads((stocked.folder / "v.json").read_text("utf-8"))
    data["checklist"] |= {"name": "Trailer", "questions": data["checklist"]["questions"][:2]}
    edited = stocked.write("own.json", json.dumps(data))
    done = stocked.run("checklist", "import", edited)
    assert (done.code, "Kept: vehicle-2, Trailer" in done.out) == (0, True)
    found = {one["key"]: one for one in stocked.run("checklist", "list", "--json").json}
    assert (found["vehicle-2"]["questions"], found["vehicle-2"]["preset"]) == (2, False)
    data["checklist"]["key"] = "vehicle-2"
    again = stocked.run("checklist", "import", stocked.write("own.json", json.dumps(data)))
    assert (again.code, "there already" in again.out) == (0, True)


def test_what_is_no_checklist_is_refused_with_a_sentence(stocked: Laptop) -> None:
    assert stocked.run("checklist", "show", "boat").code == 1
    assert stocked.run("checklist", "export", "boat", "b.json").code == 1
    wrong = stocked.run("checklist", "import", stocked.write("w.json", "{}"))
    assert (wrong.code, "not understood as a checklist" in wrong.err) == (1, True)
    assert stocked.run("checklist", "import", "none.json").code == 3
    assert stocked.run("checklist").code == 2
