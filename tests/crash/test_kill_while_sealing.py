"""Killed while protocols are finalised, printed, sealed and saved: each is there whole, or not yet, and goes on."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.handovers import State
from handover_desktop.domain.ids import HandoverId
from handover_desktop.protocol.pages.copies import find_sealed
from handover_desktop.register import Register
from handover_desktop.resources import resource_path
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.views import CheckRequest
from handover_desktop.services.workplace import Workplace
from handover_desktop.system_clock import now, random_bytes
from tests.domain.samples import a_vehicle, complete_details


def open_desk(path: Path) -> Services:
    return build_services(
        Workplace(Register.open(path), now, random_bytes, "Test", resource_path("catalogues"))
    )


def prepare(desk: Services, number: int) -> HandoverId:
    """Make a handover that can be finalised."""
    workplace = desk.workplace
    with workplace.writing() as store:
        handover = store.add_handover(
            uid=workplace.uid(), reference=f"HO-{number}", details=complete_details()
        ).id
        vehicle = a_vehicle(f"V-{number}", f"0SYZZZV11ZR{number:06d}")
        (item,) = store.add_items(handover, [(workplace.uid(), vehicle, Origin.LISTED, "")])
    desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    return handover


def finish(desk: Services, handover: HandoverId, folder: Path) -> None:
    """Do what is still to do: finalise, print, seal, keep, save, and hand out a copy."""
    if desk.handovers.get(handover).state is State.CHECKING:
        desk.finalising.finalise(handover)
    desk.documents.save(handover, folder / f"{handover}.pdf")
    desk.copies.save_copy(handover, folder / f"{handover}-copy.pdf")


def killed_at_work(path: Path, handovers: Sequence[HandoverId], folder: Path, seconds: float) -> bool:
    """Let a process of its own finish handovers, and kill it; tell whether that hit it at work."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            desk = open_desk(path)
            os.write(writing, b"\n")
            for handover in handovers:
                finish(desk, handover, folder)
        finally:
            os._exit(0)
    os.close(writing)
    os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.close(reading)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def numbers_given(desk: Services) -> list[str]:
    """Return the protocol numbers in the audit chain, in order."""
    with desk.workplace.reading() as store:
        entries = [entry for entry in store.audit_entries() if entry.action == "handover-finalised"]
    return [json.loads(entry.payload)["number"] for entry in entries]


def check(desk: Services, handovers: Sequence[HandoverId], folder: Path) -> None:
    """Whatever the moment: whole or not there, and nothing twice."""
    numbers = numbers_given(desk)
    assert len(set(numbers)) == len(numbers)
    for handover in handovers:
        found = desk.handovers.get(handover)
        assert (found.state, bool(found.number)) in ((State.CHECKING, False), (State.FINALISED, True))
        assert not found.number or found.number in numbers
        documents = desk.documents.list(handover)
        editions = Counter(one.edition for one in documents if one.kind == "protocol")
        assert set(editions.values()) <= {1}
        copies = [one.edition for one in documents if one.kind == "copy"]
        assert len(set(copies)) == len(copies)
        if not found.number:
            assert documents == ()
        given_out = [one.sha256 for one in documents if one.kind == "protocol"]
        for file in saved(folder, handover):
            # A copy is noted when it is written, so one that was cut off before may be there without its note.
            protocol = find_sealed(file.read_bytes()) if file.stem.endswith("copy") else file.read_bytes()
            assert protocol is not None
            assert hashlib.sha256(protocol).hexdigest() in given_out


def saved(folder: Path, handover: HandoverId) -> list[Path]:
    """Return the files of a handover that are there."""
    return sorted(folder.glob(f"{handover}.pdf")) + sorted(folder.glob(f"{handover}-copy.pdf"))


def test_a_kill_leaves_each_protocol_whole_or_not_there(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills") // 2
    path, folder = tmp_path / "r.handover", tmp_path / "files"
    folder.mkdir()
    Register.create(path, device="K7QP", created_at=now()).close()
    with closing(open_desk(path)) as desk:
        finish(desk, prepare(desk, 0), folder)  # loads what the processes then have at once
        second = prepare(desk, 1)
        begun = time.monotonic()
        finish(desk, second, folder)
        whole = time.monotonic() - begun

    chance, killed, made, open_ones = random.Random(20241205), 0, 1, list[HandoverId]()
    everything: list[HandoverId] = []
    while killed < kills:
        with closing(open_desk(path)) as desk:
            check(desk, open_ones, folder)
            open_ones = [one for one in open_ones if len(saved(folder, one)) < 2]
            made += 1
            open_ones.append(prepare(desk, made))
            everything.append(open_ones[-1])
        killed += killed_at_work(path, open_ones, folder, chance.uniform(0, 1.1 * whole * len(open_ones)))

    with closing(open_desk(path)) as desk:
        check(desk, everything, folder)
        for handover in everything:
            finish(desk, handover, folder)
        check(desk, everything, folder)
        assert len(numbers_given(desk)) == made + 1
        for file in (one for handover in everything for one in saved(folder, handover)):
            assert desk.verifying.verify(file).verdict is Verdict.INTACT
        desk.safekeeping.check_health()
        assert desk.safekeeping.verify_audit().intact
    backups = list((tmp_path / "r-backups").glob("*.handover"))
    assert backups
    for backup in backups:
        with closing(open_desk(backup)) as desk:
            desk.safekeeping.check_health()
