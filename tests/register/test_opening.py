"""What is no sound register is refused with a sentence of its own, and not a byte of it changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register import Register
from tests.register.samples import ACTOR, DEVICE, NOON, make_register, vehicle


def a_register(path: Path) -> None:
    make_register(path, *(vehicle(number) for number in range(200)))[0].close()


def another_database(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


def a_newer_register(path: Path) -> None:
    a_register(path)
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA user_version=99")
    connection.close()


def a_truncated_register(path: Path) -> None:
    a_register(path)
    os.truncate(path, path.stat().st_size // 2)


def a_scribbled_register(path: Path) -> None:
    a_register(path)
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)


CASES: list[tuple[Callable[[Path], object], Code]] = [
    (lambda path: path.write_bytes(b""), Code.REGISTER_DAMAGED),
    (lambda path: path.write_text("Dear colleagues, attached please find"), Code.REGISTER_FOREIGN),
    (lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 20), Code.REGISTER_DAMAGED),
    (another_database, Code.REGISTER_FOREIGN),
    (a_newer_register, Code.REGISTER_NEWER),
    (a_truncated_register, Code.REGISTER_DAMAGED),
    (a_scribbled_register, Code.REGISTER_DAMAGED),
]
NAMES = ["empty", "letter", "header only", "other database", "newer", "cut off", "scribbled"]


@pytest.mark.parametrize(("make", "code"), CASES, ids=NAMES)
def test_a_file_that_is_no_sound_register_is_refused_and_left_untouched(
    tmp_path: Path, make: Callable[[Path], object], code: Code
) -> None:
    path = tmp_path / "a.handover"
    make(path)
    before = (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
    others = sorted(found.name for found in tmp_path.iterdir())

    with pytest.raises(EnvironmentFault) as refused:
        Register.open(path)

    assert refused.value.code is code
    assert str(refused.value)
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) == before
    assert sorted(found.name for found in tmp_path.iterdir()) == others


def test_a_register_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as refused:
        Register.open(tmp_path / "none.handover")
    assert refused.value.code is Code.REGISTER_MISSING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo] if hasattr(os, "mkfifo") else [os.mkdir])
def test_what_is_no_file_is_refused_without_waiting_for_it(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "a.handover"
    make(path)
    with pytest.raises(EnvironmentFault) as refused:
        Register.open(path)
    assert refused.value.code is Code.FILE_NOT_READ


def test_making_a_register_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.handover"
    path.write_text("mine")
    with pytest.raises(EnvironmentFault):
        Register.create(path, device=DEVICE, created_at=NOON)
    assert path.read_text() == "mine"


def test_a_register_that_another_program_is_writing_to_is_said_to_be_in_use(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    other = dbapi2.connect(str(register.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    register.close()
    register = Register.open(register.path)
    with pytest.raises(EnvironmentFault) as refused, register.writing(actor=ACTOR, at=NOON):
        pass
    assert refused.value.code is Code.REGISTER_LOCKED
    other.close()
    register.close()


def test_a_second_window_is_told_who_has_the_register(tmp_path: Path) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    register.hold()
    attempt = (
        "import sys; from pathlib import Path; from handover_desktop.register import Register\n"
        "from handover_desktop.domain.errors import EnvironmentFault\n"
        "try: Register.open(Path(sys.argv[1])).hold()\n"
        "except EnvironmentFault as fault: print(fault.code.code, fault.params['holder'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", attempt, register.path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path.cwd(),
    ).stdout
    assert told.startswith("register-open-elsewhere ")
    assert str(os.getpid()) in told
    register.close()
    again = Register.open(register.path)
    again.hold()
    again.close()


def test_what_another_window_writes_is_read_as_a_copy_with_all_that_is_on_the_disk(tmp_path: Path) -> None:
    register, handover = make_register(tmp_path / "a.handover", vehicle(1))
    register.hold()
    assert (
        register.path.with_name("a.handover-wal").stat().st_size > 0
    )  # the newest of it stands in the log alone
    held = {path: path.read_bytes() for path in tmp_path.iterdir() if path.suffix != ".handover-shm"}

    copy = Register.open_to_read(register.path)

    with copy.reading() as now:
        assert [item.asset.line_no for item in now.items(handover)] == [vehicle(1).line_no]
    with pytest.raises(EnvironmentFault) as refused, copy.writing(actor=ACTOR, at=NOON):
        pass
    assert refused.value.code is Code.REGISTER_ONLY_READ
    folder = copy.path.parent
    copy.close()
    assert not folder.exists()
    assert {path: path.read_bytes() for path in held} == held
    with register.writing(actor=ACTOR, at=NOON):
        pass
    register.close()


def test_a_copy_that_changes_under_every_try_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, _ = make_register(tmp_path / "a.handover", vehicle(1))
    copy_file = shutil.copyfile

    def copy_while_writing(source: Path, target: Path) -> None:
        copy_file(source, target)
        os.utime(source, ns=(0, next(times)))

    times = iter(range(1, 100))
    monkeypatch.setattr(shutil, "copyfile", copy_while_writing)
    with pytest.raises(EnvironmentFault) as refused:
        Register.open_to_read(register.path)
    assert refused.value.code is Code.REGISTER_LOCKED
    register.close()
