"""Signing by commands: on paper, refused, absent and by deputy are kept, shown, printed and verified."""

from __future__ import annotations

import pypdfium2

from tests.cli.program import Laptop


def test_a_refusal_and_a_deputy_on_paper_make_the_handover_signed(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    sign = ("sign", ours.reference)

    lacking = ours.run(*sign, "--party", "1", "--refused", "--reason", "Trailers.")
    assert (lacking.code, "witness" in lacking.err) == (1, True)
    refused = ours.run(
        *sign, "--party", "1", "--refused", "--reason", "Trailers are missing.", "--witness", "Demo Osoba 3"
    )
    assert refused.code == 0, refused.err
    assert "Refused to sign; Sample Officer A, Manager; reason: Trailers are missing;" in refused.out
    assert "2. Received by, Demo Ministry: open" in refused.out
    assert ours.run(*sign, "--party", "1", "--on-paper").code == 1
    nobody = ours.run(*sign, "--party", "2", "--on-paper", "--deputy", "Demo Osoba 9", "--function", "Deputy")
    assert (nobody.code, "authority" in nobody.err) == (1, True)
    deputy = ("--deputy", "Demo Osoba 9", "--function", "Deputy chair", "--authority", "22/2024")
    found = ours.run(*sign, "--party", "2", "--on-paper", *deputy, "--json").json

    assert [(one["party"], one["act"]) for one in found] == [(1, "refused"), (2, "on-paper")]
    assert (found[0]["witness"], found[1]["name"], found[1]["authority"]) == (
        "Demo Osoba 3",
        "Demo Osoba 9",
        "22/2024",
    )
    assert ours.run("status", ours.reference, "--json").json["state"] == "signed"
    assert ours.run("protocol", ours.reference, "--to", "s.pdf").code == 0
    judged = ours.run("verify", "s.pdf", "--json").json
    assert [one["act"] for one in judged["acts"]] == ["refused", "on-paper"]
    assert "1 party gave no signature" in ours.run("verify", "s.pdf").out
    with pypdfium2.PdfDocument(ours.folder / "s.pdf") as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    for printed in ("Refused to sign", "Trailers are missing.", "Demo Osoba 3", "Demo Osoba 9", "22/2024"):
        assert printed in text


def test_an_absence_has_a_reason_and_no_deputy(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    absent = ("sign", ours.reference, "--party", "1", "--absent")
    assert ours.run(*absent).code == 1
    assert ours.run(*absent, "--reason", "Ill.", "--deputy", "Demo Osoba 9").code == 2
    assert ours.run("sign", ours.reference, "--absent", "--reason", "Ill.").code == 2
    assert ours.run("sign", ours.reference, "--party", "1").code == 2
    assert ours.run("sign", ours.reference, "--party", "7", "--absent", "--reason", "Ill.").code == 1
    assert "1. Handed over by, Demo Partner: open" in ours.run("sign", ours.reference).out
    done = ours.run(*absent, "--reason", "Ill.")
    assert "Absent, did not sign; Sample Officer A, Manager; reason: Ill" in done.out
