"""Protocols on a stick: written, read back, or a sentence that says what was kept; printing leaves its entry."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.app import open_services
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.ids import HandoverId
from handover_desktop.paths import Written, read_back, write_and_read_back
from handover_desktop.services import handing_out
from handover_desktop.services.desk import Services
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import CheckRequest
from tests.ui.screens.room import add_handover, vehicle


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_services(tmp_path / "register.handover", create=True)
    yield services
    services.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


def finalised(desk: Services) -> HandoverId:
    handover = add_handover(desk, [vehicle(1)])
    (item,) = desk.checking.find(handover, "V1")
    desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(handover)
    return handover


def actions(desk: Services) -> list[str]:
    with desk.workplace.reading() as store:
        return [entry.action for entry in store.audit_entries()]


def test_a_protocol_on_a_stick_is_the_final_one_and_the_register_knows_it(
    desk: Services, stick: Path
) -> None:
    handover = finalised(desk)
    done = desk.handing_out.save_to_stick(handover, stick)
    content = done.written.path.read_bytes()
    assert content == desk.documents.final(handover)
    assert (done.written.size, done.written.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert done.written.path.name == f"{desk.handovers.get(handover).number}.pdf"
    assert [record.sha256 for record in desk.documents.list(handover)] == [done.written.sha256]
    assert "protocol-on-stick" in actions(desk)
    assert {path.name for path in stick.iterdir()} == {done.written.path.name, *(p.name for p in done.beside)}


def test_what_is_beside_it_on_the_stick_lets_anyone_trust_the_seal_and_says_how(
    desk: Services, stick: Path
) -> None:
    handover = finalised(desk)
    done = desk.handing_out.save_to_stick(handover, stick)
    certificate, text = done.beside
    judged = verify_file(done.written.path, trust=[certificate])
    assert judged.verdict is Verdict.TRUSTED
    assert judged.seal.certificate is not None
    said = text.read_text(encoding="utf-8-sig")
    for fact in (judged.number, judged.digest, done.written.sha256, judged.seal.certificate.name):
        assert said.count(fact) == len(desk.handovers.get(handover).details.languages)
    assert "telephone" in said
    assert "телефоном" in said


def test_a_certificate_that_does_not_fit_is_said_and_the_protocol_is_there(
    desk: Services, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handover = finalised(desk)
    written: list[Path] = []

    def fill_up(path: Path, content: bytes) -> Written:
        if written:
            raise EnvironmentFault(Code.STICK_FULL, name=path.name, place=path.parent, size=1)
        written.append(path)
        return write_and_read_back(path, content)

    monkeypatch.setattr(handing_out, "write_and_read_back", fill_up)
    done = desk.handing_out.save_to_stick(handover, stick)
    assert done.fault is not None
    assert done.fault.code is Code.STICK_FULL
    assert list(stick.iterdir()) == [done.written.path]
    assert "protocol-on-stick" in actions(desk)


def test_another_file_of_the_same_name_stays_and_the_same_one_is_written_over(
    desk: Services, stick: Path
) -> None:
    handover = finalised(desk)
    name = f"{desk.handovers.get(handover).number}.pdf"
    (stick / name).write_bytes(b"something else")
    for _again in range(2):
        done = desk.handing_out.save_to_stick(handover, stick)
        assert done.written.path.name == name.replace(".pdf", " (2).pdf")
    assert (stick / name).read_bytes() == b"something else"
    assert len(list(stick.glob("*.pdf"))) == 2
    assert len(list(stick.iterdir())) == 4


def test_what_is_not_final_is_not_given_away(desk: Services, stick: Path) -> None:
    with pytest.raises(DomainError) as refused:
        desk.handing_out.save_to_stick(add_handover(desk, [vehicle(1)]), stick)
    assert refused.value.code is Code.NOT_FINALISED


def test_saving_that_is_cancelled_leaves_nothing(desk: Services, stick: Path) -> None:
    handover = finalised(desk)

    def stop(done: int, _total: int) -> None:
        if done >= 400:
            raise InterruptedError

    before = actions(desk)
    with pytest.raises(InterruptedError):
        desk.handing_out.save_to_stick(handover, stick, progress=stop)
    assert list(stick.iterdir()) == []
    assert actions(desk) == before


def test_a_stick_that_was_pulled_out_is_said_and_the_register_says_nothing_of_a_copy(
    desk: Services, stick: Path
) -> None:
    handover = finalised(desk)
    stick.rmdir()
    with pytest.raises(EnvironmentFault) as gone:
        desk.handing_out.save_to_stick(handover, stick)
    assert gone.value.code is Code.STICK_GONE
    assert "protocol-saved" not in actions(desk)
    assert "protocol-on-stick" not in actions(desk)


def test_a_file_that_reads_otherwise_than_it_was_written_is_taken_away(stick: Path) -> None:
    path = stick / "p.pdf"
    path.write_bytes(b"x" * 99_999 + b"y")
    with pytest.raises(EnvironmentFault) as differs:
        read_back(path, b"x" * 100_000)
    assert differs.value.code is Code.STICK_DIFFERS
    assert not path.exists()


def test_what_was_read_back_is_what_was_written(stick: Path) -> None:
    content = bytes(range(256)) * 20_000
    written = write_and_read_back(stick / "p.pdf", content)
    assert (written.size, written.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert (stick / "p.pdf").read_bytes() == content


SCRIPT = """
set -e
mount -t tmpfs -o size=1m none "$1"
cp "$2" "$1/kept.pdf"
"$3" -c '
import json, subprocess, sys
from pathlib import Path
from handover_desktop.domain.errors import EnvironmentFault
from handover_desktop.paths import write_and_read_back
said = []
for name, size in (("kept.pdf", 5_000_000), ("new.pdf", 5_000_000)):
    try:
        write_and_read_back(Path(sys.argv[1]) / name, bytes(size))
    except EnvironmentFault as fault:
        said.append((fault.code.code, str(fault)))
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
try:
    write_and_read_back(Path(sys.argv[1]) / "new.pdf", b"small")
except EnvironmentFault as fault:
    said.append((fault.code.code, str(fault)))
kept = (Path(sys.argv[1]) / "kept.pdf").read_bytes()
print(json.dumps([said, kept.decode(), [p.name for p in Path(sys.argv[1]).iterdir()]]))
' "$1"
"""


def test_a_full_stick_and_a_locked_one_keep_what_they_had(tmp_path: Path, stick: Path) -> None:
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux) to make a stick of its own"
    alone = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--mount"]
    (tmp_path / "old").write_text("what was there before")
    ran = subprocess.run(
        [*alone, "sh", "-c", SCRIPT, "sh", stick, tmp_path / "old", sys.executable],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=True,
        timeout=60,
        capture_output=True,
        text=True,
    )
    said, kept, names = json.loads(ran.stdout)
    assert [code for code, _text in said] == ["stick-full", "stick-full", "stick-read-only"]
    assert "(5000 kB)" in said[0][1]
    assert all("the protocol in the register is unchanged" in text for _code, text in said)
    assert (kept, names) == ("what was there before", ["kept.pdf"])


def test_what_was_printed_stands_in_the_journal(desk: Services) -> None:
    handover = finalised(desk)
    desk.handing_out.note_printed(handover, printer="Office", copies=3, pages=(0, 1, 4), sha256="ab" * 32)
    with desk.workplace.reading() as store:
        entry = [one for one in store.audit_entries() if one.action == "protocol-printed"][-1]
    assert entry.subject == desk.handovers.get(handover).number
    assert json.loads(entry.payload) == {
        "printer": "Office",
        "copies": 3,
        "pages": [1, 2, 5],
        "sha256": "ab" * 32,
    }
