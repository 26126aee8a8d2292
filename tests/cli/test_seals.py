"""The commands of the seal: what a recipient can check, keys, trust, and signing with one's own certificate."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from handover_desktop.protocol.seal.keys import make_key, protect_key
from tests.cli.program import START, Laptop, Ran


def test_a_recipient_checks_the_file_with_the_certificate_alone(
    laptop_of_finished: Laptop, tmp_path: Path
) -> None:
    ours = laptop_of_finished
    assert ours.run("seal", "export", "seal.pem").code == 0
    (tmp_path / "recipient").mkdir()
    theirs = Laptop(tmp_path / "recipient")
    file, certificate = ours.folder / "p.pdf", ours.folder / "seal.pem"

    def verify(*arguments: str | Path) -> Ran:
        """Run it where there is no register at all."""
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", START, "verify", *arguments],
            cwd=theirs.folder, env=theirs.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    unknown, known = verify(file, "--json"), verify(file, "--json", "--trust", certificate)
    assert (unknown.code, unknown.json["verdict"], unknown.json["file_known"]) == (1, "untrusted", None)
    assert (known.code, known.json["verdict"], known.json["holds"]) == (0, "trusted", True)
    said = verify(file, "--trust", certificate, "--report", "report.txt")
    assert said.code == 0
    assert "by a seal that is trusted here" in said.out
    assert "cannot be told" in (theirs.folder / "report.txt").read_text("utf-8")


def test_the_seal_is_shown_exported_trusted_and_listed(laptop_of_finished: Laptop, stocked: Laptop) -> None:
    ours = laptop_of_finished
    own = ours.run("seal", "show", "--json").json
    assert own["sha256"] in {one["sha256"] for one in ours.run("seal", "list", "--json").json}
    assert ours.run("seal", "export", "seal.der").code == 0

    assert stocked.run("verify", ours.folder / "p.pdf", "--json").json["verdict"] == "untrusted"
    assert stocked.run("seal", "trust", ours.folder / "seal.der").code == 0
    assert stocked.run("verify", ours.folder / "p.pdf", "--json").json["verdict"] == "trusted"
    assert stocked.run("seal", "distrust", own["sha256"][:16]).code == 0
    assert stocked.run("seal", "list", "--json").json == []
    assert stocked.run("seal", "trust").code == 1
    assert stocked.run("seal", "trust", ours.folder / "p.pdf").code == 1


def test_a_passphrase_stands_before_the_seal(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    secret = ours.write("secret.txt", "correct horse\n")
    assert ours.run("seal", "protect", "--new-passphrase-file", secret).code == 0

    refused = ours.run("protocol", ours.reference, "--to", "fr.pdf", "--language", "fr")
    assert refused.code == 1
    assert "passphrase" in refused.err
    assert not (ours.folder / "fr.pdf").exists()
    again = ("protocol", ours.reference, "--to", "fr.pdf", "--language", "fr")
    assert ours.run(*again, "--passphrase-file", secret).code == 0
    assert ours.run("verify", "fr.pdf", "--json").json["verdict"] == "intact"
    assert ours.run("protocol", ours.reference, "--to", "plain.pdf", "--no-seal").code == 0
    plain = ours.run("verify", "plain.pdf", "--json").json
    assert (plain["verdict"], plain["seal"]["integrity"]) == ("intact", "not-sealed")


def test_a_signatory_signs_and_the_earlier_file_is_called_cut_back(laptop_of_finished: Laptop) -> None:
    ours = laptop_of_finished
    made = make_key(common_name="Demo Osoba 1", organisation="", at=datetime(2024, 12, 1, tzinfo=UTC))
    (ours.folder / "own.p12").write_bytes(protect_key(made, "", "own secret", name="own.p12"))
    secret = ours.write("own.txt", "own secret")
    sign = ("sign-file", ours.reference, "--p12", "own.p12", "--signer-passphrase-file", secret)

    signed = ours.run(*sign, "--party", "1", "--to", "signed.pdf")

    assert signed.code == 0
    assert "Demo Osoba 1" in signed.out
    judged = ours.run("verify", "signed.pdf", "--json").json
    assert judged["verdict"] == "intact"
    assert [one["certificate"]["name"] for one in judged["seal"]["approvals"]] == ["Demo Osoba 1"]
    cut = ours.run("verify", "p.pdf", "--json")
    assert (cut.code, cut.json["verdict"], cut.json["signatures_known"]) == (1, "cut-back", 2)
    assert ours.run(*sign, "--party", "1", "--to", "twice.pdf").code == 1
    assert ours.run(*sign, "--party", "8", "--to", "eight.pdf").code == 1
