"""Killed at any moment of a check of 500 items, the program has lost nothing that it acknowledged."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass

import pytest

from handover_desktop.app import open_services
from tests.cli.program import Laptop
from tests.e2e import big_list


@dataclass(frozen=True)
class Killed:
    """What a run had acknowledged when it was killed; `at_work` is false where it had ended before."""

    acknowledged: frozenset[str]
    at_work: bool


def work_until_killed(laptop: Laptop, lines: str, *, seconds: float, from_the_start: bool) -> Killed:
    """Run a batch and kill it `seconds` after its first answer, or after its start."""
    running = subprocess.Popen(
        laptop.command("check", laptop.reference, "--batch", "-"),
        env=laptop.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdin
    assert running.stdout
    feeder = threading.Thread(target=feed, args=(running, lines))
    feeder.start()
    told = "" if from_the_start else running.stdout.readline()
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    told += running.stdout.read()
    code = running.wait()
    feeder.join()
    running.stdout.close()
    answers = [json.loads(line) for line in told.split("\n")[:-1]]
    assert all(answer["ok"] for answer in answers)
    return Killed(frozenset(answer["line_no"] for answer in answers), code == -signal.SIGKILL)


def feed(running: subprocess.Popen[str], lines: str) -> None:
    assert running.stdin
    with suppress(OSError):
        running.stdin.write(lines)
    with suppress(OSError):
        running.stdin.close()


def remarks(laptop: Laptop) -> dict[str, str]:
    """Return the remark that stands for each line, as another process finds it."""
    with closing(open_services(laptop.path)) as services:
        handover = services.handovers.find(laptop.reference).id
        return {
            result.item.asset.line_no: result.finding.remark.text
            for result in services.checking.results(handover)
            if result.finding and result.finding.remark
        }


def test_nothing_that_was_acknowledged_is_lost_by_a_kill(
    laptop: Laptop, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills") // 2  # each starts a program of its own
    laptop = laptop.bring_in(*big_list.LINES)
    chance = random.Random(20241205)
    known: dict[str, str] = {}
    killed = acknowledged = 0
    for run in range(kills * 3):
        if killed == kills:
            break
        mark = f"run {run}"
        order = chance.sample(range(1, big_list.COUNT + 1), big_list.COUNT)
        from_the_start = run % 5 == 4
        done = work_until_killed(
            laptop,
            big_list.outcomes(order, mark=mark),
            seconds=chance.uniform(0, 0.9 if from_the_start else 0.5),
            from_the_start=from_the_start,
        )
        killed += done.at_work
        acknowledged += len(done.acknowledged)
        found = remarks(laptop)
        lost = [line for line in done.acknowledged if found.get(line) != mark]
        lost += [line for line, old in known.items() if found.get(line) not in (old, mark)]
        assert lost == [], f"after {killed} kills"
        known = found

    assert killed == kills
    assert acknowledged > kills
    with closing(open_services(laptop.path)) as services:
        services.safekeeping.check_health()
        assert services.safekeeping.verify_audit().intact
