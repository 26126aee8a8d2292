"""Unlocking by commands: the voided protocol is kept, told by verify, and named by the one that replaces it."""

from __future__ import annotations

import pypdfium2

from tests.cli.program import Laptop

REASON = "Line K-0002 has a wrong number."


def text_of(laptop: Laptop, name: str) -> list[str]:
    with pypdfium2.PdfDocument(laptop.folder / name) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_a_signed_protocol_is_voided_and_the_next_one_replaces_it(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    reopen = ("reopen", ours.reference, "--reason", REASON, "--who", "Demo Osoba 1")
    before = ours.run("status", ours.reference, "--json").json
    assert ours.run("voided", ours.reference).out == "No protocol of this handover was voided.\n"
    assert ours.run("sign", ours.reference, "--party", "1", "--on-paper").code == 0

    refused = ours.run(*reopen)
    assert (refused.code, "Cross out or collect" in refused.err) == (1, True)
    done = ours.run(*reopen, "--originals-withdrawn", "--json")

    assert done.code == 0, done.err
    told = done.json
    assert (told["number"], told["state"], told["originals"]) == (before["number"], "checking", "withdrawn")
    assert (told["reason"], told["who"], told["replaced_by"]) == (REASON, "Demo Osoba 1", "")
    after = ours.run("status", ours.reference, "--json").json
    assert (after["state"], after["number"], after["outcomes"]) == ("checking", "", before["outcomes"])

    judged = ours.run("verify", "p.pdf", "--json")
    assert judged.code == 1
    assert (judged.json["verdict"], judged.json["voided"]["reason"]) == ("voided", REASON)
    assert "Nothing has replaced it yet" in ours.run("verify", "p.pdf").out

    assert ours.run("finalise", ours.reference).code == 0
    number = ours.run("status", ours.reference, "--json").json["number"]
    assert number != before["number"]
    (voided,) = ours.run("voided", ours.reference, "--json").json
    assert voided["replaced_by"] == number
    assert f"Replaced by {number}" in ours.run("verify", "p.pdf").out
    assert before["number"] in ours.run("voided", ours.reference).out
    assert ours.run("protocol", ours.reference, "--to", "q.pdf").code == 0
    assert ours.run("verify", "q.pdf", "--json").json["verdict"] == "intact"
    cover = text_of(ours, "q.pdf")[0]
    assert before["number"] in cover
    assert REASON in cover
    assert ours.run("audit", "verify").code == 0


def test_a_copy_of_a_voided_protocol_says_so_on_every_page(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    number = ours.run("status", ours.reference, "--json").json["number"]
    assert ours.run("reopen", ours.reference, "--reason", REASON, "--who", "Demo Osoba 1").code == 0

    made = ours.run("copy", ours.reference, "--voided", number, "--to", "c.pdf", "--language", "en")

    assert made.code == 0, made.err
    assert all("VOID" in page for page in text_of(ours, "c.pdf"))
    assert ours.run("verify", "c.pdf", "--json").json["verdict"] == "voided"
    unknown = ours.run("copy", ours.reference, "--voided", "N-0", "--to", "d.pdf")
    assert (unknown.code, "has no voided protocol N-0" in unknown.err) == (1, True)


def test_what_is_not_final_cannot_be_reopened(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    reopen = ("reopen", ours.reference, "--reason", REASON, "--who", "Demo Osoba 1")
    assert ours.run("reopen", ours.reference, "--who", "Demo Osoba 1").code == 2
    assert ours.run("reopen", ours.reference, "--reason", " ", "--who", "Demo Osoba 1").code == 1

    assert ours.run("reopen", ours.reference, "--reason", REASON, "--who", "Demo Osoba 1").code == 0
    again = ours.run(*reopen)
    assert (again.code, "not finalised" in again.err) == (1, True)


def test_another_register_knows_nothing_of_it(laptop_of_finished: Laptop, laptop: Laptop) -> None:
    ours = laptop_of_finished
    assert ours.run("reopen", ours.reference, "--reason", REASON, "--who", "Demo Osoba 1").code == 0
    (laptop.folder / "p.pdf").write_bytes((ours.folder / "p.pdf").read_bytes())

    told = laptop.run("import", laptop.write_list())
    assert told.code == 0
    found = laptop.run("verify", "p.pdf")

    assert found.code == 1
    assert "Only the register that issued a protocol can tell that it was voided since." in found.out
