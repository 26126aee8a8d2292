"""A clock that goes back is written down and shown; nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from handover_desktop.register import Register
from handover_desktop.resources import resource_path
from handover_desktop.services.desk import build_services
from handover_desktop.services.workplace import Workplace
from handover_desktop.system_clock import random_bytes
from tests.cli.program import Laptop
from tests.domain.samples import NOON


def test_a_clock_that_went_back_is_recorded_and_shown(laptop: Laptop) -> None:
    moments: Iterator[int] = iter([0, 60, -3600, -3500])
    register = Register.create(laptop.path, device="K7Q2", created_at=NOON)
    workplace = Workplace(
        register,
        lambda: NOON + timedelta(seconds=next(moments)),
        random_bytes,
        "Test",
        resource_path("catalogues"),
    )
    desk = build_services(workplace)
    for number in range(4):
        desk.settings.save(organisation=f"ORG{number}", site="BG")
    entries = desk.safekeeping.journal()
    register.close()

    shown = laptop.run("audit", "verify")
    said = laptop.run("audit", "verify", "--json").json

    backward = [later.sequence for later, earlier in pairwise(entries) if later.at < earlier.at]
    assert len(backward) == 1
    assert shown.code == 0
    assert f"The clock of K7Q2 went back at entry {backward[0]}." in shown.out
    assert said["intact"] is True
    assert said["clock_jumps"] == [{"device": "K7Q2", "sequence": backward[0]}]
