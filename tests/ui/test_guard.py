"""What goes with an open register: a second start calls the window, a lost end is said, the laptop is watched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.i18n import load_translator
from handover_desktop.ui.application import open_first
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.guard import mark_closed, mark_open
from handover_desktop.ui.knocking import PATIENCE_MS, Doorbell, Knock
from handover_desktop.ui.laptop import (
    LEAST_CHARGE,
    LEAST_FREE,
    LaptopState,
    LaptopWatch,
    is_remote,
    is_remote_kind,
    read_charge,
    read_state,
)
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.places import Place
from handover_desktop.ui.settings import LAST_PLACE, MOST_TRIES, WindowSettings
from handover_desktop.ui.window import MainWindow
from tests.ui.settling import rest
from tests.ui.windows import Opener, open_demo_register, settle

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def shown(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.shell.findChildren(QLabel) if one.isVisible())


def test_a_second_start_brings_the_window_that_is_open_to_the_front_and_ends(
    make_window: Opener, qtbot: QtBot
) -> None:
    first = make_window()
    open_demo_register(first, qtbot)
    first.shell.showMinimized()
    second = make_window()
    second.open_register(second.doors.demo_register)
    qtbot.waitUntil(lambda: not second.shell.isVisible(), timeout=20_000)
    assert first.shell.isVisible()
    assert not first.shell.isMinimized()
    assert first.navigator.place is Place.HANDOVERS
    assert not list((first.doors.settings_file.parent / "knocks").iterdir())


def test_who_knocks_where_nobody_hears_leaves_nothing_and_goes_on(tmp_path: Path, qtbot: QtBot) -> None:
    knocks, parent = tmp_path / "knocks", QLabel()
    qtbot.addWidget(parent)
    knocks.mkdir()
    heard: list[bool] = []
    Knock(knocks, tmp_path / "a.handover", parent).answered.connect(lambda: heard.append(True))
    assert list(knocks.iterdir())
    qtbot.waitUntil(lambda: not list(knocks.iterdir()), timeout=PATIENCE_MS + 5000)
    qtbot.wait(100)
    assert heard == []
    Knock(tmp_path / "no folder", tmp_path / "a.handover", parent)


def test_a_window_hears_who_knocks_for_its_register_alone(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    own, other = (Doorbell(tmp_path / "knocks", tmp_path / name, parent) for name in ("a", "b"))
    with qtbot.assertNotEmitted(other.rung), qtbot.waitSignal(own.rung):
        Knock(tmp_path / "knocks", tmp_path / "x" / ".." / "a", parent)


def test_an_end_that_was_none_is_said_once_and_a_proper_one_is_not(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    mark_open(window.settings, window.doors.demo_register, NOON)
    open_demo_register(window, qtbot)
    assert "This register was open from 2 March 2026, 12:00 on, and the program did not end" in shown(window)
    window.shell.close()
    again = make_window()
    open_demo_register(again, qtbot)
    assert "did not end as it should" not in shown(again)


def test_starts_that_do_not_get_through_are_not_repeated_blindly(
    make_window: Opener, doors: Doors, qtbot: QtBot
) -> None:
    settings = WindowSettings(doors.settings_file)
    assert [settings.begin_start() for _start in range(MOST_TRIES + 1)] == [True, True, False]
    window = make_window()
    open_first(window)
    settle(window, qtbot)
    assert window.desk.services is None
    assert "Nothing is opened yet" in shown(window)
    window.switch_language("fr")
    settle(window, qtbot)
    assert window._("Nothing is opened yet") in shown(window)
    window.settings.put(LAST_PLACE, "check:DEMO-2024-001")
    again = next(
        one
        for one in window.lobby.findChildren(QPushButton)
        if one.text() == window._("Open the last register")
    )
    again.click()
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=20_000)
    settle(window, qtbot)
    assert window.navigator.handover is None
    window.shell.close()
    assert WindowSettings(doors.settings_file).begin_start()


def test_a_start_that_is_asked_to_be_safe_opens_nothing(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_first(window, demo=True, safe=True)
    settle(window, qtbot)
    assert window.desk.services is None
    assert not window.doors.default_register.exists()


def test_what_is_kept_of_starts_is_not_believed_blindly(tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    register = tmp_path / "a.handover"
    assert mark_open(settings, register, NOON) is None
    assert mark_open(settings, register, NOON) == NOON
    mark_closed(settings, register)
    assert mark_open(settings, register, NOON) is None
    text = (tmp_path / "window.ini").read_text().replace(NOON.isoformat(), "yesterday")
    (tmp_path / "window.ini").write_text(text + "\n[starts]\ntries=many\n")
    spoilt = WindowSettings(tmp_path / "window.ini")
    assert mark_open(spoilt, register, NOON) is None
    assert spoilt.begin_start()


def supply(folder: Path, **told: str) -> None:
    folder.mkdir(parents=True)
    for name, text in told.items():
        (folder / name).write_text(f"{text}\n")


def test_the_battery_counts_while_the_laptop_runs_on_it(tmp_path: Path) -> None:
    supplies = tmp_path / "power_supply"
    assert read_charge(platform="linux", supplies=supplies) is None
    supply(supplies / "AC", type="Mains", online="0")
    supply(supplies / "hid-mouse", type="Battery", scope="Device", status="Discharging", capacity="3")
    supply(supplies / "BAT0", type="Battery", status="Not charging", capacity="8")
    assert read_charge(platform="linux", supplies=supplies) is None
    supply(supplies / "BAT1", type="Battery", status="Discharging", capacity="12")
    supply(supplies / "BAT2", type="Battery", status="Discharging", capacity="full")
    assert read_charge(platform="linux", supplies=supplies) == 12


@pytest.mark.parametrize(
    ("kind", "remote"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("smb3", True),
        ("fuse.sshfs", True),
        ("ext4", False),
        ("fuseblk", False),
    ],
)
def test_drives_of_other_computers_are_told_by_their_file_system(kind: str, remote: bool) -> None:
    assert is_remote_kind(kind) is remote


def test_this_machine_tells_how_it_stands(tmp_path: Path) -> None:
    state = read_state(tmp_path / "a.handover")
    assert state.free is not None
    assert state.free > 0
    assert not is_remote(tmp_path)


def test_what_is_amiss_is_said_once_and_again_when_it_comes_back(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QLabel()
    qtbot.addWidget(parent)
    operations, said = Operations(parent), list[str]()
    fine = LaptopState(LEAST_FREE, LEAST_CHARGE, is_remote=False)
    low = LaptopState(LEAST_FREE - 1, LEAST_CHARGE - 1, is_remote=True)
    states = iter([low, low, LaptopState(None, None, is_remote=True), fine, low])
    watch = LaptopWatch(operations, said.append, parent, read=lambda _register: next(states))
    counts = []
    watch.begin(tmp_path / "a.handover", load_translator("en", tmp_path))
    for _look in range(5):
        rest(qtbot, lambda: not operations.is_busy)
        counts.append(len(said))
        watch.look() if len(counts) < 5 else None
    assert counts == [1, 1, 1, 1, 2]
    assert "Only 499 MB are left" in said[0]
    assert "The battery is at 14 %." in said[0]
    assert "on a network drive" in said[0]
    operations.close(last=lambda: None)
