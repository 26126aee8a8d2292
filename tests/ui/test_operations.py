"""Work off the window's thread: order, errors, and what a close waits for."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.apart import run_apart
from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.ui.operations import Operations, Steps, Writes
from tests.services.test_examining import spin

CHECKED = ChangeSet(frozenset({Kind.CHECKS}))


@pytest.fixture
def operations(qtbot: QtBot) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()


def settle(operations: Operations, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not operations.is_busy, timeout=5000)


def refuse() -> ChangeSet:
    raise DomainError(Code.NOTHING_TO_UNDO)


def fill_the_disk() -> ChangeSet:
    raise EnvironmentFault(Code.DISK_FULL)


def break_down() -> ChangeSet:
    raise ZeroDivisionError("a mistake of ours")


def test_a_command_runs_elsewhere_and_reports_here_before_it_is_broadcast(
    operations: Operations, qtbot: QtBot
) -> None:
    here, heard, initiator = threading.get_ident(), [], QObject()

    def work() -> ChangeSet:
        heard.append(("work", threading.get_ident() == here))
        return CHECKED

    operations.changed.connect(
        lambda changes, by: heard.append(("broadcast", changes == CHECKED and by is initiator))
    )
    operations.command(
        work,
        initiator=initiator,
        done=lambda _changes: heard.append(("done", threading.get_ident() == here)),
        settled=lambda: heard.append(("settled", True)),
    )
    settle(operations, qtbot)
    assert heard == [("work", False), ("done", True), ("broadcast", True), ("settled", True)]


def test_commands_keep_their_order(operations: Operations, qtbot: QtBot) -> None:
    done: list[int] = []
    for number in range(50):

        def work(number: int = number) -> ChangeSet:
            time.sleep(0.001 * (number % 3))
            done.append(number)
            return CHECKED

        operations.command(work, initiator=operations)
    settle(operations, qtbot)
    assert done == list(range(50))


def test_a_refusal_goes_to_who_asked_and_only_there(operations: Operations, qtbot: QtBot) -> None:
    heard: list[str] = []
    operations.refused.connect(lambda error: heard.append("window"))
    operations.command(refuse, initiator=operations, failed=lambda error: heard.append(error.code.code))
    operations.command(refuse, initiator=operations)
    settle(operations, qtbot)
    assert heard == ["nothing-to-undo", "window"]
    assert operations.writes is Writes.IDLE


def test_a_failed_write_is_told_by_the_window_and_holds_finalising_back(
    operations: Operations, qtbot: QtBot
) -> None:
    heard: list[str] = []
    operations.faulted.connect(lambda fault: heard.append(f"window {fault.code.code}"))
    operations.command(fill_the_disk, initiator=operations, failed=lambda _fault: heard.append("screen"))
    assert operations.writes is Writes.PENDING
    settle(operations, qtbot)
    assert heard == ["window disk-full", "screen"]
    assert operations.writes is Writes.FAILED
    operations.acknowledge_failed_write()
    assert operations.writes is Writes.IDLE


def test_a_mistake_of_ours_is_reported_with_its_trace_and_settles(
    operations: Operations, qtbot: QtBot
) -> None:
    reports: list[str] = []
    settled: list[bool] = []
    operations.crashed.connect(reports.append)
    operations.command(break_down, initiator=operations, settled=lambda: settled.append(True))
    settle(operations, qtbot)
    assert "ZeroDivisionError: a mistake of ours" in reports[0]
    assert "break_down" in reports[0]
    assert settled == [True]


def test_who_is_gone_hears_nothing_but_others_learn_of_the_commit(
    operations: Operations, qtbot: QtBot
) -> None:
    heard: list[object] = []
    initiator = QObject()
    operations.changed.connect(lambda changes, by: heard.append((changes, by)))
    gone = threading.Event()

    def record() -> ChangeSet:
        assert gone.wait(5)
        return CHECKED

    operations.command(record, initiator=initiator, done=lambda _changes: heard.append("done"))
    shiboken6.delete(initiator)
    gone.set()
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    settle(operations, qtbot)
    assert "done" not in heard


def test_a_cancelled_computation_delivers_nothing(operations: Operations, qtbot: QtBot) -> None:
    heard: list[str] = []
    gate = threading.Event()
    operations.compute(
        gate.wait,
        initiator=operations,
        done=lambda _result: heard.append("done"),
        settled=lambda: heard.append("settled"),
    )
    operations.cancel_running()
    gate.set()
    settle(operations, qtbot)
    assert heard == ["settled"]


def test_closing_waits_for_every_write_and_then_lets_go_of_the_register(qtbot: QtBot) -> None:
    operations = Operations()
    written: list[str] = []

    def write(name: str) -> ChangeSet:
        time.sleep(0.05)
        written.append(name)
        return CHECKED

    for name in ("first", "second", "third"):
        operations.command(lambda name=name: write(name), initiator=operations)
    operations.close(last=lambda: written.append("closed"))
    assert written == ["first", "second", "third", "closed"]


def test_busy_is_told_once_while_several_things_are_under_way(operations: Operations, qtbot: QtBot) -> None:
    told: list[object] = []
    operations.busy.connect(lambda label, cancellable: told.append((label, cancellable)))
    operations.idle.connect(lambda: told.append("idle"))
    for _number in range(3):
        operations.command(lambda: CHECKED, initiator=operations, label="Saving…")
    settle(operations, qtbot)
    assert told == [("Saving…", False), "idle"]


def test_work_with_steps_says_how_far_it_is_and_ends_at_the_next_step_once_cancelled(
    operations: Operations, qtbot: QtBot
) -> None:
    heard: list[tuple[int, int]] = []
    reached: list[int] = []
    ended: list[str] = []
    steps = Steps(heard=lambda done, total: heard.append((done, total)))
    begun = threading.Event()

    def work() -> None:
        for number in range(1, 1000):
            reached.append(number)
            steps(number, 1000)
            begun.set()
            time.sleep(0.002)

    job = operations.compute(
        work,
        initiator=operations,
        done=lambda _nothing: ended.append("done"),
        settled=lambda: ended.append("settled"),
        steps=steps,
    )
    begun.wait(5)
    qtbot.waitUntil(lambda: bool(heard))
    job.cancel()
    settle(operations, qtbot)
    assert heard[0] == (1, 1000)
    assert len(reached) < 999
    assert ended == ["settled"]


def test_a_write_that_is_cancelled_at_a_step_is_no_failed_write(operations: Operations, qtbot: QtBot) -> None:
    steps, broadcast = Steps(), []
    operations.changed.connect(lambda changes, _by: broadcast.append(changes))

    def work() -> ChangeSet:
        steps(1, 2)
        return CHECKED

    steps.stop()
    operations.command(work, initiator=operations, steps=steps)
    settle(operations, qtbot)
    assert (broadcast, operations.writes) == ([], Writes.IDLE)


def test_a_write_that_was_past_its_last_step_is_told_though_it_was_cancelled(
    operations: Operations, qtbot: QtBot
) -> None:
    steps, broadcast, gate = Steps(), [], threading.Event()
    operations.changed.connect(lambda changes, _by: broadcast.append(changes))

    def work() -> ChangeSet:
        gate.wait(5)
        return CHECKED

    job = operations.command(work, initiator=operations, steps=steps)
    job.cancel()
    gate.set()
    settle(operations, qtbot)
    assert broadcast == [CHECKED]


def test_work_that_shows_its_own_waiting_is_not_shown_twice(operations: Operations, qtbot: QtBot) -> None:
    told: list[str] = []
    operations.busy.connect(lambda label, _cancellable: told.append(label))
    operations.compute(lambda: None, initiator=operations, done=lambda _nothing: None, label=None)
    settle(operations, qtbot)
    assert told == []


class Leaving:
    """Tells in which thread it is let go of; part of a circle, so that only a collector can do that."""

    def __init__(self, heard: list[int]) -> None:
        self.heard = heard
        self.circle = self

    def __del__(self) -> None:
        self.heard.append(threading.get_ident())


def test_what_nothing_holds_any_more_is_let_go_of_in_the_windows_thread(
    operations: Operations, qtbot: QtBot
) -> None:
    heard: list[int] = []
    Leaving(heard)

    def make_much() -> list[list[int]]:
        return [[number] for number in range(200_000)]  # Python's own collector would look for garbage here

    kept: list[object] = []
    operations.compute(make_much, initiator=None, done=kept.append)
    settle(operations, qtbot)
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    assert heard == [threading.get_ident()]


@pytest.mark.parametrize("end", [Operations.close, Operations.cancel_running])
def test_what_is_read_from_unknown_hands_ends_at_once_when_it_is_given_up(
    end: Callable[[Operations], None], operations: Operations, qtbot: QtBot
) -> None:
    heard: list[object] = []
    operations.compute(
        lambda: list(run_apart(spin, [], seconds=600, memory=1_000_000_000)),
        initiator=None,
        done=heard.append,
        label="Verifying…",
    )
    qtbot.waitUntil(lambda: bool(multiprocessing.active_children()), timeout=20_000)

    end(operations)

    settle(operations, qtbot)
    assert multiprocessing.active_children() == []
    assert heard == []


class Painted(QWidget):
    """Notes when it is painted."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self.heard = heard

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.heard.append("painted")


def test_what_is_read_once_painted_begins_after_what_has_just_changed_is_seen(
    operations: Operations, qtbot: QtBot
) -> None:
    heard: list[str] = []
    seen = Painted(heard)
    qtbot.addWidget(seen)
    with qtbot.waitExposed(seen):
        seen.show()
    qtbot.waitUntil(lambda: heard == ["painted"] * len(heard) and bool(heard))
    heard.clear()
    seen.update()
    operations.query(lambda: heard.append("read"), initiator=None, done=lambda _: None, once_painted=True)
    assert operations.is_busy
    settle(operations, qtbot)
    assert heard == ["painted", "read"]


def test_what_was_to_be_read_once_painted_is_not_read_when_all_ends_before(qtbot: QtBot) -> None:
    operations, heard = Operations(), list[str]()
    operations.query(lambda: heard.append("read"), initiator=None, done=heard.append, once_painted=True)
    operations.close()
    qtbot.wait(50)
    assert heard == []
    assert not operations.is_busy
