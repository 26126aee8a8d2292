"""The ceremony's protocol by commands: made, finalised, signed, verified, and reconciled with the check."""

from __future__ import annotations

from dataclasses import replace

from tests.cli.program import Laptop


def test_a_ceremony_before_the_check_is_cited_and_compared(stocked: Laptop) -> None:
    stocked.prepare()
    none = stocked.run("ceremony", stocked.reference)
    assert (none.code, "has no ceremony protocol" in none.out) == (0, True)
    make = ("ceremony", stocked.reference, "--make", "--place", "Palace", "--date", "2024-12-02")
    made = stocked.run(*make)
    assert made.code == 0, made.err
    name = f"{stocked.reference}/C1"
    assert f"{name} was made." in made.out
    assert "lines 7, pieces 66, value EUR\N{NO-BREAK SPACE}46\N{NO-BREAK SPACE}070.00" in made.out

    done = stocked.run("finalise", name)
    assert done.code == 0, done.err
    for party in ("1", "2"):
        assert stocked.run("sign", name, "--party", party, "--on-paper").code == 0
    assert stocked.run("protocol", name, "--to", "c.pdf").code == 0
    judged = stocked.run("verify", "c.pdf", "--json").json
    assert judged["verdict"] == "intact"

    assert stocked.check({"item": "K-0001", "outcome": "missing"}).code == 0
    found = stocked.run("ceremony", stocked.reference, "--json").json
    assert [(one["place"], one["date"], one["number"]) for one in found] == [
        ("Palace", "2024-12-02", judged["number"])
    ]
    assert found[0]["stated"] == {"lines": 7, "pieces": "66", "values": {"EUR": "46070.00"}}
    assert (found[0]["accepted"]["lines"], found[0]["open_lines"]) == (0, 6)
    shown = stocked.run("ceremony", name).out
    assert "6 items are not checked yet." in shown
    assert "Differs" in shown

    assert stocked.run("close-open", stocked.reference).code == 0
    points = stocked.run("points", stocked.reference, "--json")
    assert (points.code, [p["severity"] for p in points.json if p["code"] == "ceremony-accepted"]) == (
        0,
        ["warning"],
    )
    assert stocked.run("finalise", stocked.reference).code == 0


def test_what_cannot_be_is_refused_with_a_sentence(stocked: Laptop) -> None:
    assert stocked.run("ceremony", "HO-9").code == 1
    assert stocked.run("ceremony", stocked.reference, "--make", "--by", "colour").code == 2
    assert stocked.run("ceremony", stocked.reference, "--make", "--date", "tomorrow").code == 2
    name = "Gala"
    made = stocked.run("ceremony", stocked.reference, "--make", "--as", name, "--by", "lot", "--json")
    assert (made.code, made.json[0]["reference"], made.json[0]["place"]) == (0, name, "")
    taken = stocked.run("ceremony", stocked.reference, "--make", "--as", name)
    assert (taken.code, name in taken.err) == (1, True)
    again = stocked.run("ceremony", name, "--make")
    assert (again.code, "ceremony protocol" in again.err) == (1, True)
    imported = replace(stocked, reference=name).run("import", stocked.write_list(), "--handover", name)
    assert (imported.code, "has no items itself" in imported.err) == (1, True)
    refused = stocked.run("finalise", name)
    assert (refused.code, "The place of the handover is missing." in refused.err) == (1, True)
