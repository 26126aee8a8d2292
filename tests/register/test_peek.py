"""A look into a register before it is opened shows what the opened register shows, or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from handover_desktop.app import open_demo
from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.register import HandoverSummary, Register
from handover_desktop.register.driver import connect_bare
from handover_desktop.register.peek import peek_overview
from tests.register.samples import DETAILS, cables, check, make_register, uid, vehicle, writing


def overview(path: Path) -> tuple[HandoverSummary, ...]:
    register = Register.open(path)
    with register.reading() as now:
        found = now.handovers()
    register.close()
    return found


def test_the_look_at_the_demo_register_equals_its_overview(tmp_path: Path) -> None:
    path = tmp_path / "demo.handover"
    open_demo(path).close()
    seen = peek_overview(path)
    assert seen
    assert seen == overview(path)


def test_conflicts_surplus_items_refusals_and_empty_handovers_are_counted_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.handover"
    register, handover = make_register(path, vehicle(1), vehicle(2), cables(3), cables(4))
    with register.reading() as now:
        items = now.items(handover)
    with writing(register) as work:
        work.add_check(check(1, items[0], Outcome.ACCEPTED), item=items[0])
        work.add_check(check(2, items[1], Outcome.ACCEPTED), item=items[1])
        work.add_check(check(3, items[1], Outcome.NOT_ACCEPTED), item=items[1])
        work.add_check(check(4, items[2], Outcome.NOT_ACCEPTED), item=items[2])
        work.add_handover(uid=uid(77), reference="Without a list", details=DETAILS)
        work.add_items(handover, [(uid(50), vehicle(50), Origin.EXTRA, "")])
    while_open = peek_overview(path)
    register.close()
    assert while_open == overview(path)
    assert while_open is not None
    assert [(one.lines, one.checked, one.exceptions) for one in while_open] == [(0, 0, 0), (5, 3, 3)]


def test_a_file_that_only_opening_can_judge_shows_nothing_and_stays_as_it_was(tmp_path: Path) -> None:
    foreign, older = tmp_path / "foreign.handover", tmp_path / "older.handover"
    foreign.write_bytes(b"not a register at all" * 100)
    register, _handover = make_register(older)
    register.close()
    connection = connect_bare(older)
    connection.execute("PRAGMA user_version=0")
    connection.close()
    before = foreign.read_bytes()
    assert [peek_overview(path) for path in (foreign, older, tmp_path / "missing.handover")] == [None] * 3
    assert foreign.read_bytes() == before
    assert not (tmp_path / "missing.handover").exists()


def test_the_look_does_without_the_library_of_the_transactions() -> None:
    script = "import sys, handover_desktop.register.peek; print('sqlalchemy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
