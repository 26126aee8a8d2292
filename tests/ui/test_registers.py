"""Registers in the window: what it opens, what it refuses, what it only reads, and that it paints before it loads."""

from __future__ import annotations

import json
import lzma
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register.locks import WindowLock
from handover_desktop.services.views import HandoverSummary
from handover_desktop.ui.context import Step
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.check import CheckScreen
from tests.ui.windows import Opener, open_demo_register, settle

ROOT = Path(__file__).resolve().parents[2]
OLD_REGISTERS = ROOT / "tests" / "register" / "golden"


FIRST_MODULES = {
    "handover_desktop",
    *(
        f"handover_desktop.{name}"
        for name in ("__main__", "domain", "folders", "i18n", "preflight", "resources", "ui")
    ),
    "handover_desktop.domain.languages",
    *(
        f"handover_desktop.ui.{name}"
        for name in ("application", "directions", "doors", "settings", "shell", "theme")
    ),
}
"""All of this program that may be loaded before the first paint: each one more is waited for."""


LIST_MODULES_AT_MOST = 71
"""How many of its modules may be loaded before the first list of handovers is shown; 67 when this was written."""


LATE = {
    "sqlalchemy", "alembic", "reportlab", "pyhanko", "openpyxl", "babel", "pikepdf", "hashlib",
    "uuid", "logging.handlers", "zoneinfo",
}  # fmt: skip
"""What loads slowly and is not needed to show the first list."""


def test_the_first_paint_and_the_first_list_wait_for_nothing_that_they_do_not_need(
    tmp_path: Path, demo_file: bytes
) -> None:
    register = tmp_path / "r.handover"
    register.write_bytes(demo_file)
    script = f"""
import json, linecache, sys
from pathlib import Path
from handover_desktop.__main__ import _open_demo, _open_register, _peek
from handover_desktop.i18n import load_translator
from handover_desktop.resources import resource_path
from handover_desktop.ui.application import furnish, make_shell, open_first
from handover_desktop.ui.doors import Doors
from PySide6.QtWidgets import QApplication
folder = Path({str(tmp_path)!r})
doors = Doors(_peek, _open_register, _open_demo,
              lambda tag: load_translator(tag, resource_path("catalogues")),
              folder / "r.handover", folder / "d.handover", folder / "window.ini", resource_path(), folder / "logs")
app = QApplication([])
shell = make_shell(app, doors)
found = []
def note(*_anything):
    sources = [name for name in linecache.cache if "handover_desktop" in name and name.endswith(".py")]
    found.append((sorted(sys.modules), sources))
def painted():
    note()
    window = furnish(app, shell, doors)
    window.desk.peeked.connect(note)
    window.operations.idle.connect(lambda: (note(), shell.close(), app.quit()) if window.navigator.place else None)
    open_first(window)
shell.painted.connect(painted)
shell.show()
app.exec()
print(json.dumps(found))
"""
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    (at_paint, _), (at_list, _), (at_last, sources) = json.loads(ran.stdout)

    def own(names: list[str]) -> set[str]:
        return {name for name in names if name.partition(".")[0] == "handover_desktop"}

    assert own(at_paint) <= FIRST_MODULES
    assert len(own(at_list)) <= LIST_MODULES_AT_MOST, sorted(own(at_list))
    assert not LATE & set(at_list)
    assert "sqlalchemy" in at_last
    assert not sources, "PySide reads the source of every module again, see ui/__init__.py"


def test_the_handovers_can_be_read_before_the_register_is_open_and_used_when_it_is(
    make_window: Opener, qtbot: QtBot
) -> None:
    window = make_window()
    seen: list[tuple[object, ...]] = []

    def note(rows: tuple[HandoverSummary, ...], _formats: object) -> None:
        table = window.lobby.currentWidget().findChild(QTableView)
        names = [table.model().index(row, 0).data() for row in range(table.model().rowCount())]
        usable = [b.text() for b in window.lobby.findChildren(QPushButton) if b.isEnabled()]
        seen.append((window.desk.services, names == [row.reference for row in rows], bool(rows), usable))

    window.desk.peeked.connect(note)
    open_demo_register(window, qtbot)
    assert seen == [(None, True, True, [])]
    assert window.navigator.screen is not None
    usable = [b.text() for b in window.navigator.screen.findChildren(QPushButton) if b.isEnabled()]
    assert "Open" in usable


def test_a_register_of_an_earlier_version_says_that_it_is_brought_up_to_date(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "old.handover"
    path.write_bytes(lzma.decompress((OLD_REGISTERS / "version-3.handover.xz").read_bytes()))
    window = make_window()
    seen: list[str] = []

    def note() -> None:
        (label,) = window.lobby.currentWidget().findChildren(QLabel)
        seen.append(label.text())

    window.desk.outdated.connect(note)
    window.open_register(path)
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=20_000)
    settle(window, qtbot)

    assert [text.partition(".")[0] for text in seen] == [
        "This register is from an earlier version and is brought up to date"
    ]
    assert path.with_name("old-before-format-4.handover").exists()


def test_a_missing_register_is_made_on_the_first_start_and_explains_the_first_steps(
    make_window: Opener, qtbot: QtBot
) -> None:
    window = make_window()
    window.open_register(window.doors.default_register, create=True)
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=20_000)
    settle(window, qtbot)
    assert window.doors.default_register.exists()
    assert window.navigator.screen is not None
    shown = [b.text() for b in window.navigator.screen.findChildren(QPushButton) if b.isVisible()]
    assert shown == ["Import a list", "New handover", "Look at the demo"]


@pytest.mark.parametrize(
    ("content", "title"),
    [(b"not a register at all" * 100, "This file is not a register"), (None, "This register is not there")],
)
def test_a_refused_register_is_left_alone_and_ways_on_are_offered(
    make_window: Opener, qtbot: QtBot, tmp_path: Path, content: bytes | None, title: str
) -> None:
    path = tmp_path / "other.handover"
    if content is not None:
        path.write_bytes(content)
    window = make_window()
    window.open_register(path)
    settle(window, qtbot)
    page = window.lobby.currentWidget()
    assert page.accessibleName() == title
    shown = [button.text() for button in page.findChildren(QPushButton)]
    assert shown == ["Open another register", "Try again", "New register", "Demo register"]
    assert content is None or path.read_bytes() == content


def test_a_register_that_somebody_else_has_open_says_who(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    elsewhere = WindowLock(window.doors.demo_register)
    elsewhere.take()
    window.open_register(window.doors.demo_register)
    settle(window, qtbot)
    assert window.lobby.currentWidget().accessibleName() == "This register is already open"
    assert f"{platform.node()}, {os.getpid()}" in window.lobby.currentWidget().findChildren(QLabel)[-1].text()
    assert window.desk.services is None
    elsewhere.release()


def test_a_register_that_somebody_else_has_open_can_be_read(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    demo = window.doors.demo_register
    before = demo.read_bytes()
    elsewhere = WindowLock(demo)
    elsewhere.take()
    window.open_register(demo)
    settle(window, qtbot)
    buttons = window.lobby.currentWidget().findChildren(QPushButton)
    next(one for one in buttons if one.text() == "Only read it").click()
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=10_000)
    settle(window, qtbot)
    assert "(only to read)" in window.shell.windowTitle()
    assert "demo.handover is only read here" in window.banner.text
    services = window.desk.services
    assert services is not None
    handover = services.handovers.find("DEMO-2024-001").id
    window.navigator.open_handover(handover, Step.CHECK)
    settle(window, qtbot)
    screen = window.navigator.screen
    assert isinstance(screen, CheckScreen)
    assert screen.model.rowCount() == 605
    assert not screen.pane.form.isVisible()
    off = {"Import a list", "New handover", "Use as a starting point", "Cancel the handover…", "Finalise"}
    off |= {"Make a supplementary protocol", "Close the handover", "Make a copy…", "Attach a scan…", "Note…"}
    off |= {"Print…", "Save as PDF…", "Save to USB stick…", "Extracts for units…"}
    off |= {"New version of the list", "Ceremony protocol…", "Save the codes", "New", "Duplicate"}
    off |= {"Save the profile", "Trust a seal…", "Import a key…", "Passphrase…"}
    closed = services.handovers.find("DEMO-2024-000").id
    shown: dict[str, bool] = {}
    for place, of in (
        (Place.HANDOVERS, None),
        (Place.RECONCILE, handover),
        (Place.SIGN, handover),
        (Place.CLOSE, closed),
        (Place.PREPARE, handover),
        (Place.SETTINGS, None),
    ):
        assert window.navigator.go(place, of)
        settle(window, qtbot)
        assert window.navigator.screen is not None
        for one in window.navigator.screen.findChildren(QPushButton):
            if one.isVisible():
                shown[one.text()] = shown.get(one.text(), False) or one.isEnabled()
    assert len(off & shown.keys()) == 21, off - shown.keys()
    assert not [text for text in off if shown.get(text)]
    assert shown["Open"]
    entries = {action.text(): action for action in window.shell.menuBar().findChildren(QAction)}
    assert not entries["&New handover"].isEnabled()
    assert entries["Save a &backup…"].isEnabled()
    with pytest.raises(EnvironmentFault) as refused:
        services.handovers.create("HO-NEW")
    assert refused.value.code is Code.REGISTER_ONLY_READ
    copy = services.path
    assert copy != demo
    elsewhere.release()
    window.open_register(demo)
    qtbot.waitUntil(lambda: window.desk.path == demo, timeout=10_000)
    settle(window, qtbot)
    assert not copy.parent.exists()
    assert demo.read_bytes() == before
    assert "(only to read)" not in window.shell.windowTitle()


def test_after_a_refusal_the_way_back_leads_to_the_register_that_was_open(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.open_register(tmp_path / "nowhere.handover")
    settle(window, qtbot)
    back = window.lobby.currentWidget().findChildren(QPushButton)[-1]
    assert back.text() == "Back"
    back.click()
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=5000)
    assert window.desk.path == window.doors.demo_register
