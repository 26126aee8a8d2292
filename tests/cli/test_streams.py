"""Output that nobody takes, and input that never comes, end a command quietly."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from handover_desktop.cli.console import Console
from handover_desktop.i18n import load_translator
from handover_desktop.resources import resource_path
from tests.cli.program import Laptop


def run_shell(laptop: Laptop, redirection: str, *arguments: str) -> tuple[int, str]:
    """Run a command with its streams redirected as a shell does it; return exit code and errors."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {redirection}', "bash", *laptop.command(*arguments)],
        env=laptop.environment(),
        cwd=laptop.folder,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_a_reader_that_left_ends_the_command_without_a_word(finished: Laptop) -> None:
    code, errors = run_shell(finished, "| true", "status", finished.reference, "--items", "--json")

    assert (code, errors) == (3, "")


@pytest.mark.parametrize("command", ["handovers", "unknown"])
def test_a_full_device_behind_the_output_is_said(finished: Laptop, command: str) -> None:
    arguments = ("handovers",) if command == "handovers" else ("status", "HO-0", "--json")
    code, errors = run_shell(finished, ">/dev/full", *arguments)

    assert code == 3
    assert errors.splitlines()[-1] == "No space left on device"
    assert "Traceback" not in errors


def test_closed_output_is_no_reason_not_to_do_the_work(stocked: Laptop) -> None:
    code, errors = run_shell(stocked, ">&-", "check", stocked.reference, "K-0001", "accepted")

    assert (code, errors) == (0, "")
    assert stocked.items()["K-0001"]["decided"]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_stopped_by_a_key_an_export_leaves_nothing_half(laptop: Laptop, form: str) -> None:
    lines = [f"K-{number},Tent,,,,,,2,pcs,10.00,EUR" for number in range(6_000)]
    stocked = laptop.bring_in(*lines)
    target = stocked.write(f"out.{form}", "what was there before")
    before = sorted(path.name for path in stocked.folder.iterdir())

    running = _start(stocked, "export", stocked.reference, "--to", target)
    while running.poll() is None and not list(stocked.folder.glob(f".out.{form}.*")):
        time.sleep(0.002)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)

    assert (running.returncode, errors) == (3, "Stopped. What was under way was undone.\n")
    assert target.read_text() == "what was there before"
    assert sorted(path.name for path in stocked.folder.iterdir()) == before


def test_stopped_by_a_key_an_import_into_a_new_register_leaves_nothing(laptop: Laptop) -> None:
    lines = [f"K-{number},Tent,,,,SN-{number},,1,pcs,10.00,EUR" for number in range(20_000)]
    file = laptop.write(
        "list.csv",
        "\n".join(["No,Description,Make,Model,VIN,Serial number,IMEI,Qty,Unit,Unit price,Currency", *lines]),
    )
    before = sorted(path.name for path in laptop.folder.iterdir())

    running = _start(laptop, "import", file)
    while running.poll() is None and not laptop.path.exists():
        time.sleep(0.002)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)

    assert (running.returncode, errors) == (3, "Stopped. What was under way was undone.\n")
    assert sorted(path.name for path in laptop.folder.iterdir()) == before


@pytest.mark.parametrize("milliseconds", [60, 90, 120, 160, 220, 300, 400])
def test_stopped_by_a_key_as_it_begins_a_command_says_nothing_of_its_inside(
    finished: Laptop, milliseconds: int
) -> None:
    running = _start(finished, "status", finished.reference)
    time.sleep(milliseconds / 1000)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)

    assert running.returncode in (0, 3)
    assert errors in ("", "Stopped. What was under way was undone.\n")


def _start(laptop: Laptop, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        laptop.command(*arguments),
        env=laptop.environment(),
        cwd=laptop.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_batch_stops_when_its_answers_are_not_read_any_more(stocked: Laptop) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    lines = "".join('{"item": "K-0001", "outcome": "accepted"}\n' for _ in range(50))

    done = subprocess.run(
        stocked.command("check", stocked.reference, "--batch", "-"),
        env=stocked.environment(),
        cwd=stocked.folder,
        input=lines.encode(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)

    assert done.returncode == 3
    assert done.stderr == b""
    assert stocked.run("audit", "verify").code == 0


def test_an_empty_batch_is_done_at_once(stocked: Laptop) -> None:
    ran = stocked.run("check", stocked.reference, "--batch", "-", given="\n\n")

    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_the_self_test_tries_every_part(laptop: Laptop) -> None:
    ran = laptop.run("self-test", "--json")

    assert ran.code == 0
    assert {part["part"]: part["ok"] for part in ran.json} == {
        "catalogues": True,
        "handover": True,
        "verification": True,
        "preview": True,
        "cameras": True,
    }
    assert list(Path(laptop.folder).iterdir()) == []


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("err", "shown"),
    [
        (_Terminal(), "\rReading… 0 %\rReading… 50 %\r" + " " * len("Reading… 50 %") + "\r"),
        (io.StringIO(), ""),
    ],
)
def test_how_far_work_is_stands_on_a_terminal_alone(err: io.StringIO, shown: str) -> None:
    out = io.StringIO()
    console = Console(load_translator("en", resource_path("catalogues")), out, err, io.StringIO())
    with console.showing("Reading…") as progress:
        for done in (0, 1, 500, 504):
            if progress is not None:
                progress(done, 1000)
    assert (err.getvalue(), out.getvalue()) == (shown, "")
