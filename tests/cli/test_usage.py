"""Wrong usage is said at once, with exit code 2, and nothing is done."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from handover_desktop import __version__
from tests.cli.program import START, Laptop


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("import",),
        ("import", "list.csv", "--map", "vin"),
        ("import", "list.csv", "--map", "=VIN"),
        ("status",),
        ("check", "HO-1"),
        ("check", "HO-1", "K-0001"),
        ("check", "HO-1", "K-0001", "brilliant"),
        ("protocol", "HO-1"),
        ("audit", "erase"),
        ("handovers", "--colour"),
        (b"status", b"\xff"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_does_nothing(
    laptop: Laptop, arguments: tuple[str | bytes, ...]
) -> None:
    ran = laptop.run(*arguments)

    assert ran.code == 2
    assert ran.err
    assert ran.out == ""
    assert list(laptop.folder.iterdir()) == []


def test_help_names_every_command_and_the_exit_codes(laptop: Laptop) -> None:
    ran = laptop.run("--help")

    assert ran.code == 0
    for (
        command
    ) in "demo import handovers status check finalise protocol verify audit backup self-test".split():
        assert f"\n    {command} " in ran.out
    assert "0 done or yes; 1 no or refused by a rule; 2 wrong usage; 3 disk, lock or permission" in " ".join(
        ran.out.split()
    )


def test_the_version_is_that_of_the_package(laptop: Laptop) -> None:
    assert laptop.run("--version").out == f"handover-desktop {__version__}\n"


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("sr_RS.UTF-8", "Нема регистра"),
        ("sr_RS.UTF-8@latin", "Nema registra"),
        ("de_DE.UTF-8", "There is no"),
    ],
)
def test_refusals_are_said_in_the_language_of_the_user(laptop: Laptop, locale: str, sentence: str) -> None:
    ran = laptop.run("handovers", environment={"LC_ALL": locale})

    assert ran.code == 3
    assert sentence in ran.err


def test_without_a_named_register_the_users_own_is_meant(laptop: Laptop) -> None:
    command = [sys.executable, "-c", START, "import", laptop.write_list()]

    subprocess.run(command, env=laptop.environment(), cwd=laptop.folder, check=True, capture_output=True)

    assert (laptop.folder / "home/data/handover-desktop/register.handover").is_file()
    assert not laptop.path.exists()


def test_the_register_may_be_named_before_or_after_the_command(finished: Laptop) -> None:
    before = finished.run("handovers", "--json")
    after = Laptop(finished.folder, "nowhere").run("handovers", "--json", "--register", finished.path)

    assert after.json == before.json


@pytest.mark.parametrize(
    "words",
    [
        ("import", os.fsdecode(b"list-\xff.csv")),
        ("labels", "HO-1", "--to", "l.pdf", "--item", os.fsdecode(b"\xff")),
        ("protocol", "HO-1", "--to", os.fsdecode(b"p-\xff.pdf")),
        ("import", "list.csv", "--correct", os.fsdecode(b"A1=\xff")),
    ],
    ids=["list", "item", "file", "correction"],
)
def test_names_that_are_no_text_are_refused_before_anything_is_done(
    laptop: Laptop, words: tuple[str, ...]
) -> None:
    ran = laptop.run(*words)

    assert (ran.code, ran.out) == (2, "")
    assert "is not text in UTF-8" in ran.err
    assert not laptop.path.exists()


@pytest.mark.parametrize(
    "words", [("import", "{list}", "--register", "{folder}/r.handover"), ("demo", "--to", "{folder}")]
)
def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(laptop: Laptop, words: tuple[str, ...]) -> None:
    taken = laptop.write("taken", "")
    given = {"list": laptop.write_list(), "folder": f"{taken}/within"}
    ran = laptop.run(*(word.format(**given) for word in words))

    assert ran.code == 3
    assert ran.err.startswith(f"{taken}/within")
    assert len(ran.err.splitlines()) == 1
