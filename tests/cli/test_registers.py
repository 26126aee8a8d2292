"""A register that cannot be used is refused with a sentence, exit code 3, and not a byte of it changes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from handover_desktop.app import open_services
from handover_desktop.domain.errors import Code, EnvironmentFault
from tests.cli.program import Laptop


def set_version(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA user_version=99")
    connection.close()


def make_foreign(path: Path) -> None:
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path.unlink(), "register-missing"),
    "a letter": (lambda path: path.write_text("Dear colleagues, please find attached"), "register-foreign"),
    "another database": (make_foreign, "register-foreign"),
    "of a newer version": (set_version, "register-newer"),
    "empty": (lambda path: path.write_bytes(b""), "register-damaged"),
    "cut off": (lambda path: os.truncate(path, path.stat().st_size // 2), "register-damaged"),
    "scribbled over": (scribble, "register-damaged"),
}


def contents(folder: Path) -> dict[str, str]:
    """Return the digest of every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.mark.parametrize("how", SPOILT)
def test_a_register_that_is_none_is_refused_and_left_untouched(stocked: Laptop, how: str) -> None:
    spoil, code = SPOILT[how]
    spoil(stocked.path)
    before = contents(stocked.folder)

    ran = stocked.run("handovers", "--json")

    assert ran.code == 3
    assert ran.json["code"] == code
    assert ran.json["message"] == ran.err.strip()
    assert "r.handover" in ran.err
    assert contents(stocked.folder) == before


def test_a_register_in_use_by_another_program_is_refused_and_left_untouched(stocked: Laptop) -> None:
    other = dbapi2.connect(str(stocked.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        ran = stocked.run(
            "check",
            stocked.reference,
            "--batch",
            "-",
            given='{"item": "K-0001", "outcome": "accepted"}\n',
        )
        reads = stocked.run("handovers", "--json")
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert ran.code == 3
    assert [(answer["ok"], answer["code"]) for answer in ran.lines] == [(False, "register-locked")]
    assert reads.code == 0
    assert not stocked.items()["K-0001"]["decided"]


@pytest.fixture
def read_only(stocked: Laptop) -> Iterator[list[str]]:
    """Make the laptop's folder one that nobody can write to; return what to put before a command."""
    if os.geteuid():
        stocked.path.chmod(0o444)
        stocked.folder.chmod(0o555)
        yield []
        stocked.folder.chmod(0o755)
        return
    unshare = shutil.which("unshare")
    assert unshare, "this test needs unshare (package util-linux): permissions do not bind the superuser"
    folder = str(stocked.folder)
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$0" && exec "$@"'
    yield [unshare, "--mount", "sh", "-c", script, folder]


def test_a_read_only_folder_is_refused_and_left_untouched(stocked: Laptop, read_only: list[str]) -> None:
    before = contents(stocked.folder)

    for arguments in (
        ("handovers",),
        ("check", stocked.reference, "K-0001", "accepted"),
        ("backup", "b.handover"),
    ):
        done = subprocess.run(
            [*read_only, *stocked.command(*arguments)],
            env=stocked.environment(),
            cwd=stocked.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3, arguments
        assert "r.handover" in done.stderr
        assert "Traceback" not in done.stderr

    assert contents(stocked.folder) == before


def test_a_protocol_cannot_be_written_where_there_is_no_folder(finished: Laptop) -> None:
    ran = finished.run("protocol", finished.reference, "--to", "no/folder/p.pdf")

    assert ran.code == 3
    assert "no/folder/p.pdf" in ran.err


@pytest.mark.parametrize(
    "encoding", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=["C", "no UTF-8"]
)
def test_a_home_with_spaces_and_cyrillic_letters_works_in_any_locale(
    tmp_path: Path, encoding: dict[str, str]
) -> None:
    folder = tmp_path / "Петар Петровић"
    folder.mkdir()
    laptop = Laptop(folder, "регистар 1.handover")
    surroundings = {"LC_ALL": "C", **encoding}

    brought_in = laptop.run("import", laptop.write_list(), environment=surroundings)
    saved = laptop.run("backup", folder / "копија.handover", environment=surroundings)

    assert (brought_in.code, saved.code) == (0, 0), (brought_in.err, saved.err)
    copy = Laptop(folder, "копија.handover")
    assert copy.run("audit", "verify", "--json").json["intact"] is True


def test_a_register_where_no_folder_can_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as refused:
        open_services(tmp_path / "file" / "home" / "r.handover", create=True)
    assert refused.value.code is Code.FILE_NOT_WRITTEN
