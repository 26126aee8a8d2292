"""Killed while a new version of a list is taken over, the program finds all of it or nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from handover_desktop.app import open_services
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import accepted
from tests.lists.sheets import save_xlsx

ROOT = Path(__file__).parents[2]
HEADER = ("No", "Description", "VIN", "Qty")
LINES = 300
PROGRAM = """
import sys, time
from pathlib import Path
from handover_desktop.app import open_services
from handover_desktop.register import Writing
services = open_services(Path(sys.argv[1]))
handover, stage = int(sys.argv[2]), sys.argv[3]
reading = services.importing.read(Path(sys.argv[4]), handover=handover)
version = services.list_versions.compare(reading, handover)
keys = {one.key for one in version.comparison.differences}
def tell_and_wait(*_given, **_named):
    print("now", flush=True)
    time.sleep(60)
if stage == "written, not committed":
    # Lines are changed, added and gone; the audit is what is written last.
    Writing.append_audit = tell_and_wait
if stage == "at a random moment":
    print("now", flush=True)
services.list_versions.accept(reading, handover, keys)
tell_and_wait()
"""


def rows(*, first: int, colour: str) -> list[tuple[object, ...]]:
    return [(no, f"Car, {colour}", f"WF0KXXGCBKBJ{no:05d}", 1) for no in range(first, first + LINES)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r.handover"


@pytest.fixture
def handover(path: Path) -> HandoverId:
    """A handover with a list; checked are a line that the new version has no more, and one that it changes."""
    old = save_xlsx(path.with_name("old.xlsx"), [HEADER, *rows(first=1, colour="white")])
    save_xlsx(path.with_name("new.xlsx"), [HEADER, *rows(first=11, colour="blue")])
    with closing(open_services(path, create=True)) as services:
        made = services.importing.bring_in(services.importing.read(old), reference="HO-1").handover
        assert made is not None
        for line in ("1", "20"):
            (item,) = services.checking.find(made, line)
            services.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))
    return made


def kill_while_accepting(path: Path, handover: HandoverId, stage: str, *, after: float = 0.0) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), str(handover), stage, str(path.with_name("new.xlsx"))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "HOME": str(path.parent), "PATH": "/usr/bin:/bin"},
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "now\n"
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()


def taken_over_whole(path: Path, handover: HandoverId) -> bool:
    """Tell whether the new version was taken over; fail where it was in part, or where a check is lost."""
    with closing(open_services(path)) as services:
        current = services.handovers.get(handover)
        assert len(current.lists) in (1, 2)
        is_new = len(current.lists) == 2
        results = services.checking.results(handover)
        lines = {result.item.asset.line_no: result for result in results}
        first, last = (11, LINES + 10) if is_new else (1, LINES)
        assert set(lines) == {str(no) for no in range(first, last + 1)} | {"1"}
        assert [lines[no].finding for no in ("1", "20")] == [accepted(), accepted()]
        colours = {one.item.asset.description for no, one in lines.items() if no != "1"}
        assert colours == {"Car, blue" if is_new else "Car, white"}
        assert services.checking.tally(handover).total().lines == LINES + is_new
        told = [one.action for one in services.safekeeping.journal(limit=5_000)]
        assert told.count("list-version-accepted") == is_new
        services.safekeeping.check_health()
        assert services.safekeeping.verify_audit().intact
    return is_new


def test_before_the_commit_nothing_is_taken_over_and_after_it_everything(
    path: Path, handover: HandoverId
) -> None:
    kill_while_accepting(path, handover, "written, not committed")
    assert not taken_over_whole(path, handover)

    kill_while_accepting(path, handover, "after the commit")
    assert taken_over_whole(path, handover)


def test_at_any_moment_it_is_all_or_nothing(path: Path, handover: HandoverId) -> None:
    for step in range(8):
        kill_while_accepting(path, handover, "at a random moment", after=0.04 * step)
        if taken_over_whole(path, handover):
            break
