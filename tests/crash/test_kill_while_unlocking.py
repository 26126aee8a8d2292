"""Killed while a protocol is voided, the program finds it voided whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from handover_desktop.app import open_services
from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.states import State
from handover_desktop.services.demo_script import demo_mark
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys, time
from contextlib import contextmanager
from pathlib import Path
from handover_desktop.app import open_services
from handover_desktop.register import Writing
services = open_services(Path(sys.argv[1]))
handover, stage = int(sys.argv[2]), sys.argv[3]
def tell_and_wait(*_given, **_named):
    print("now", flush=True)
    time.sleep(60)
if stage == "voided, not committed":
    # The last write of the transaction: all that is voided is written, and nothing of it is on the disk yet.
    Writing.save_details = tell_and_wait
if stage == "at a random moment":
    print("now", flush=True)
services.voiding.unlock(handover, reason="A wrong line.", who="Demo Osoba 1")
tell_and_wait()
"""


def kill_while_unlocking(path: Path, handover: HandoverId, stage: str, *, after: float = 0.0) -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(path), str(handover), stage],
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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r.handover"


@pytest.fixture
def finalised(path: Path) -> HandoverId:
    """A register with a finalised handover that both parties signed."""
    with closing(open_services(path, create=True)) as services:
        workplace = services.workplace
        with workplace.writing() as store:
            details = complete_details()
            handover = store.add_handover(uid=workplace.uid(), reference="HO-1", details=details).id
            added = store.add_items(handover, [(workplace.uid(), a_vehicle(), Origin.LISTED, "")])
        services.checking.record(added[0], CheckRequest(Outcome.ACCEPTED))
        finalise_and_sign(services, handover)
    return handover


def finalise_and_sign(services: Services, handover: HandoverId) -> None:
    services.finalising.finalise(handover)
    for party in (0, 1):
        services.signing.sign(handover, party, strokes=demo_mark(party), language="en")


def voided_whole(path: Path, handover: HandoverId, *, before: int) -> bool:
    """Tell whether one more protocol is voided than `before`; fail where it is voided in part."""
    with closing(open_services(path)) as services:
        current = services.handovers.get(handover)
        count = len(services.voiding.voided(handover))
        acts = [one.signature for one in services.signing.signatories(handover)]
        told = [one for one in services.safekeeping.journal() if one.action == "protocol-voided"]
        assert count in (before, before + 1)
        is_voided = count > before
        assert current.state is (State.CHECKING if is_voided else State.SIGNED)
        assert bool(current.number) is not is_voided
        assert [act is None for act in acts] == [is_voided] * 2
        assert len(told) == count
        services.safekeeping.check_health()
        assert services.safekeeping.verify_audit().intact
        assert services.safekeeping.missing_anchors() == ()
    return is_voided


def test_before_the_commit_nothing_is_voided_and_after_it_everything(
    path: Path, finalised: HandoverId
) -> None:
    kill_while_unlocking(path, finalised, "voided, not committed")
    assert not voided_whole(path, finalised, before=0)

    kill_while_unlocking(path, finalised, "after the commit")
    assert voided_whole(path, finalised, before=0)
    with closing(open_services(path)) as services:
        finalise_and_sign(services, finalised)
        (voided,) = services.voiding.voided(finalised)
        assert voided.replaced_by == services.handovers.get(finalised).number
        assert len(services.voiding.signatures(voided.protocol.digest)) == 2


def test_at_any_moment_it_is_all_or_nothing(path: Path, finalised: HandoverId) -> None:
    before = 0
    for step in range(12):
        kill_while_unlocking(path, finalised, "at a random moment", after=0.006 * step)
        if voided_whole(path, finalised, before=before):
            before += 1
            with closing(open_services(path)) as services:
                finalise_and_sign(services, finalised)
