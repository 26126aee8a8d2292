"""Killed at any moment, the register has every outcome that was acknowledged, and is sound."""

from __future__ import annotations

import itertools
import os
import random
import signal
import time
from pathlib import Path

import pytest

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.tally import tally
from handover_desktop.register import ItemFilter, Register
from handover_desktop.resources import resource_path
from handover_desktop.services.desk import Services, build_services
from handover_desktop.services.views import CheckRequest
from handover_desktop.services.workplace import Workplace
from handover_desktop.system_clock import now, random_bytes
from tests.register.samples import make_register, vehicle

ITEMS = 500


def test_no_acknowledged_outcome_is_lost_whenever_the_program_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = request.config.getoption("--kills")
    path = tmp_path / "a.handover"
    make_register(path, *(vehicle(number) for number in range(ITEMS)))[0].close()
    services, handover, items = _open(path)
    services.close()

    chance = random.Random(20241205)
    acknowledged: dict[int, set[str]] = {}
    killed = 0
    while killed < kills:
        told, was_killed = _work_until_killed(path, items, seconds=chance.uniform(0.0, 0.12), run=killed)
        killed += was_killed
        services, handover, _ = _open(path)
        assert _lost(services, told) == {}, f"after {killed} kills"
        services.close()
        for item, marks in told.items():
            acknowledged.setdefault(item, set()).update(marks)

    services, handover, _ = _open(path)
    assert _lost(services, acknowledged) == {}
    services.safekeeping.check_health()
    assert services.safekeeping.verify_audit().intact
    counted = tally((r.item.asset, Origin.LISTED, r.finding) for r in services.checking.results(handover))
    assert services.checking.tally(handover) == counted
    assert sum(len(marks) for marks in acknowledged.values()) > kills
    services.close()


def _lost(services: Services, acknowledged: dict[int, set[str]]) -> dict[int, set[str]]:
    """Return the acknowledged records that the register does not have, by item."""
    lost = {}
    for item, marks in acknowledged.items():
        kept = {
            r.finding.remark.text
            for r in services.checking.card(ItemId(item)).records
            if r.finding and r.finding.remark
        }
        if marks - kept:
            lost[item] = marks - kept
    return lost


def _open(path: Path) -> tuple[Services, HandoverId, list[ItemId]]:
    workplace = Workplace(Register.open(path), now, random_bytes, "Test", resource_path("catalogues"))
    services = build_services(workplace)
    (handover,) = services.handovers.overview()
    items = [ItemId(item) for item in services.checking.item_ids(handover.id, ItemFilter())]
    return services, handover.id, items


def _work_until_killed(
    path: Path, items: list[ItemId], *, seconds: float, run: int
) -> tuple[dict[int, set[str]], bool]:
    """Let a process of its own record; return what it acknowledged, and whether the kill hit it at work."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            _record_forever(path, items, writing, run)
        finally:
            os._exit(1)
    os.close(writing)
    first = os.read(reading, 1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = (first + pipe.read()).decode()
    _, status = os.waitpid(child, 0)
    acknowledged: dict[int, set[str]] = {}
    for line in told.split("\n")[:-1]:
        if line:
            item, mark = line.split()
            acknowledged.setdefault(int(item), set()).add(mark)
    return acknowledged, os.WIFSIGNALED(status)


def _record_forever(path: Path, items: list[ItemId], writing: int, run: int) -> None:
    services, _, _ = _open(path)
    os.write(writing, b"\n")
    chance = random.Random(run)
    for number in itertools.count():
        item, mark = chance.choice(items), f"{run}-{number}"
        services.checking.record(item, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=Remark(mark)))
        os.write(writing, f"{item} {mark}\n".encode())
