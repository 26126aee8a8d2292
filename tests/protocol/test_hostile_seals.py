"""Files that are made to mislead or to wear out whoever verifies them: refused or altered, within bounds."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pikepdf
import pytest

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.seals import Integrity
from handover_desktop.protocol.seal.judging import judge_seals
from handover_desktop.services.photos import read_picture
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import is_protocol_file, verify_file
from tests.protocol.seals import NOON, key, sealed_protocol

TRUSTED = [key().certificate.der]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pdf: re.sub(rb"/Prev (\d+)", rb"/Prew \1", pdf),
        lambda pdf: pdf + b"\nstartxref\n%d\n%%%%EOF\n" % len(pdf),
        lambda pdf: pdf + b"\nxref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(pdf) + 1, len(pdf) + 1),
        lambda pdf: pdf + b"\n9999 0 obj\n" + b"[" * 100_000 + b"\nendobj\n",
        lambda pdf: b"%PDF-1.7\n/ByteRange" + b"<<" * 200_000,
        lambda pdf: b"/ByteRange" * 200_000,
        lambda pdf: pdf[: len(pdf) // 2],
        lambda pdf: pdf[::-1],
    ],
    ids=["no earlier part", "points at nothing", "points at itself", "deep", "deeper", "words", "half", "backwards"],
)  # fmt: skip
def test_broken_structures_are_altered_or_unsealed_quickly(spoil: object) -> None:
    assert callable(spoil)
    begun = time.monotonic()

    report = judge_seals(spoil(sealed_protocol()), TRUSTED)

    assert report.integrity is not Integrity.INTACT
    assert not report.trusted
    assert time.monotonic() - begun < 30


def test_files_that_are_no_protocols_are_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1000))
    with (tmp_path / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        os.truncate(file.fileno(), 2_100_000_000)
    (tmp_path / "sealed.pdf").write_bytes(sealed_protocol())
    with pikepdf.open(tmp_path / "sealed.pdf") as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))

    begun = time.monotonic()
    for name in ("empty.pdf", "picture.pdf", "huge.pdf", "locked.pdf"):
        with pytest.raises(DomainError) as refused:
            verify_file(tmp_path / name)
        assert refused.value.code is Code.DOCUMENT_UNREADABLE
    assert time.monotonic() - begun < 10


def test_an_encrypted_file_that_opens_without_a_password_is_altered(tmp_path: Path) -> None:
    (tmp_path / "sealed.pdf").write_bytes(sealed_protocol())
    with pikepdf.open(tmp_path / "sealed.pdf") as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="a", user=""))

    assert verify_file(tmp_path / "locked.pdf").verdict is Verdict.ALTERED


def test_a_forged_protocol_with_a_seal_of_its_own_is_not_trusted(tmp_path: Path) -> None:
    from handover_desktop.protocol.seal.sealing import seal_pdf
    from tests.protocol.seals import plain_protocol

    forger = key("Handover seal of device BG-K7QP, forged")
    (tmp_path / "forged.pdf").write_bytes(seal_pdf(plain_protocol(), forger, at=NOON))
    (tmp_path / "seal.der").write_bytes(key().certificate.der)

    found = verify_file(tmp_path / "forged.pdf", trust=[tmp_path / "seal.der"])

    assert found.verdict is Verdict.UNTRUSTED
    assert not found.verdict.holds


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "device.pdf").symlink_to("/dev/zero")
    (tmp_path / "sealed.pdf").write_bytes(sealed_protocol())

    for name in ("pipe.pdf", "device.pdf"):
        for read in (
            verify_file,
            lambda path: verify_file(tmp_path / "sealed.pdf", trust=[path]),
            is_protocol_file,
            read_picture,
        ):
            with pytest.raises(EnvironmentFault) as refused:
                read(tmp_path / name)
            assert refused.value.code is Code.FILE_NOT_READ


def test_a_folder_is_called_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.pdf").mkdir()

    for name in (".", "papers.pdf"):
        with pytest.raises(EnvironmentFault) as refused:
            verify_file(Path(name))
        assert str(refused.value) == f"{name} could not be read: it is a folder. Nothing was changed."
