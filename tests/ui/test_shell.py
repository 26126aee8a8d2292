"""The window as a whole: what it opens, what it refuses, where it leads, and that it paints before it loads."""

from __future__ import annotations

import json
import lzma
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QPushButton, QTabBar, QTableView
from pytestqt.qtbot import QtBot

from handover_desktop.app import is_older, open_demo, open_services, peek
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.scans import Coverage
from handover_desktop.domain.seals import Integrity
from handover_desktop.i18n import LANGUAGES, load_translator
from handover_desktop.protocol.pages.rendering import render_protocol
from handover_desktop.register.locks import WindowLock
from handover_desktop.services.verifying import verify_file
from handover_desktop.services.views import HandoverSummary
from handover_desktop.ui.application import watch_for_mistakes
from handover_desktop.ui.ceremony_dialog import CeremonyDialog
from handover_desktop.ui.context import Step
from handover_desktop.ui.doors import Doors
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.places import Place
from handover_desktop.ui.scan_results import ScanDialog
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.shell import Shell
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.spine import Spine
from handover_desktop.ui.window import MainWindow
from tests.protocol.samples import order, snapshot
from tests.protocol.scanner import Conditions, as_jpeg, print_page, print_pages, scan
from tests.ui.settling import rest

Opener = Callable[..., MainWindow]
ROOT = Path(__file__).resolve().parents[2]
OLD_REGISTERS = ROOT / "tests" / "register" / "golden"


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a demo register, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.handover"
    open_demo(path).close()
    return path.read_bytes()


@pytest.fixture
def doors(tmp_path: Path, resources: Path, demo_file: bytes) -> Doors:
    """Ways into registers of this test alone."""
    demo = tmp_path / "demo.handover"
    demo.write_bytes(demo_file)
    return Doors(
        peek=peek,
        open_register=open_services,
        open_demo=open_demo,
        load_texts=lambda language: load_translator(language, resources / "catalogues"),
        default_register=tmp_path / "register.handover",
        demo_register=demo,
        settings_file=tmp_path / "window.ini",
        resources=resources,
        is_older=is_older,
    )


@pytest.fixture
def make_window(qapp: QApplication, doors: Doors, look: Look, qtbot: QtBot) -> Iterator[Opener]:
    """Make windows; all are closed in the end."""
    made: list[MainWindow] = []

    def make(language: str = "en") -> MainWindow:
        shell = Shell(look, WindowSettings(doors.settings_file), waiting="")
        window = MainWindow(shell, doors, doors.load_texts(language))
        shell.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.shell.close()
        window.shell.deleteLater()


def settle(window: MainWindow, qtbot: QtBot) -> None:
    rest(qtbot, lambda: not window.operations.is_busy)


def open_demo_register(window: MainWindow, qtbot: QtBot) -> None:
    window.open_register(window.doors.demo_register)
    qtbot.waitUntil(lambda: window.navigator.place is Place.HANDOVERS, timeout=20_000)
    settle(window, qtbot)


def drop(window: MainWindow, path: Path, qtbot: QtBot, *others: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) for one in (path, *others)])
    event = QDropEvent(
        QPointF(50, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.shell.dropEvent(event)
    settle(window, qtbot)


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


def test_a_mistake_in_the_answer_to_a_click_is_told_once_and_logged(
    make_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    window = make_window()
    shown: list[str] = []

    def read(report: str) -> None:
        shown.append(report)
        window.show_crash("another one, meanwhile")

    monkeypatch.setattr(window.messages, "crash", read)
    monkeypatch.setattr(sys, "excepthook", lambda *_told: None)
    watch_for_mistakes(window)
    try:
        raise ValueError("of a person")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    assert "ValueError: of a person" in shown[0]
    assert len(shown) == 1
    assert "ValueError" in caplog.text
    assert "of a person" not in caplog.text


def test_the_tabs_of_the_rooms_lead_there(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    tabs = window.header.findChild(QTabBar)
    assert tabs is not None
    for number, room in ((1, Place.ASSETS), (2, Place.JOURNAL), (3, Place.SETTINGS), (0, Place.HANDOVERS)):
        qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())
        settle(window, qtbot)
        assert window.navigator.place is room
        assert tabs.currentIndex() == number


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_opens_in_every_language(make_window: Opener, qtbot: QtBot, language: str) -> None:
    window = make_window(language)
    open_demo_register(window, qtbot)
    for place in (Place.HANDOVERS, Place.ASSETS, Place.JOURNAL, Place.SETTINGS, Place.IMPORT):
        assert window.navigator.go(place)
        settle(window, qtbot)
    handover = _handover(window, "DEMO-2024-001", qtbot)
    for step in (Step.PREPARE, Step.CHECK, Step.RECONCILE, Step.SIGN):
        window.navigator.open_handover(handover, step)
        settle(window, qtbot)
        assert window.navigator.place == step.value


def test_switching_the_language_rebuilds_the_same_place(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.navigator.go(Place.SETTINGS)
    window.ask_language("sr-Cyrl")
    qtbot.waitUntil(lambda: window._.language == "sr-Cyrl", timeout=5000)
    settle(window, qtbot)
    assert window.navigator.place is Place.SETTINGS
    assert window.settings.get_state("handovers/columns")


def test_a_dialog_keeps_the_screen_that_asked_until_it_is_answered(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.ask_language("sr-Cyrl")
    asked: list[str] = []

    def answer() -> None:
        asked.append(window._.language)
        dialog.accept()

    dialog = QDialog(window.shell)
    QTimer.singleShot(300, answer)
    dialog.exec()
    qtbot.waitUntil(lambda: window._.language == "sr-Cyrl", timeout=5000)
    settle(window, qtbot)
    assert asked == ["en"]


def test_a_dropped_list_goes_to_the_import_and_a_strange_file_is_refused_with_a_sentence(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    strange = tmp_path / "notes.docx"
    strange.write_bytes(b"PK")
    drop(window, strange, qtbot)
    assert "notes.docx was not taken." in window.banner.text
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    drop(window, scan, qtbot)
    assert "scan.pdf is not a PDF, JPEG, PNG or TIFF that can be read." in window.banner.text
    listed = tmp_path / "list.csv"
    listed.write_text("Line no.;Description;Serial number\n1;Radio;A-1\n2;Radio;A-2\n", encoding="utf-8")
    drop(window, listed, qtbot)
    assert (window.navigator.place, window.navigator.handover) == (Place.IMPORT, None)
    for reference, joins in (("DEMO-2024-001", True), ("DEMO-2024-002", True), ("DEMO-2024-000", False)):
        handover = _handover(window, reference, qtbot)
        window.navigator.open_handover(handover, Step.CHECK)
        settle(window, qtbot)
        drop(window, listed, qtbot)
        assert window.navigator.place is Place.IMPORT
        assert window.navigator.handover == (handover if joins else None)


def test_whatever_is_dropped_is_taken_or_refused_with_a_sentence(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    (tmp_path / "papers.pdf").mkdir()
    drop(window, tmp_path / "papers.pdf", qtbot)
    assert "papers.pdf was not taken." in window.banner.text
    drop(window, tmp_path / "gone.pdf", qtbot)
    assert "gone.pdf" in window.banner.text
    drop(window, tmp_path / "gone.jpg", qtbot)
    assert "gone.jpg" in window.banner.text
    many = [tmp_path / f"{at}.png" for at in range(500)]
    for path in many:
        Image.new("L", (60, 80), 255).save(path)
    drop(window, many[0], qtbot, *many[1:], tmp_path / "gone.png")
    assert "gone.png" in window.banner.text
    drop(window, many[0], qtbot, *many[1:])
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert dialog.attach is None
    dialog.reject()


def test_a_window_that_is_closed_while_it_seals_has_sealed(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    closed = _handover(window, "DEMO-2024-000", qtbot)
    services = window.desk.services
    assert services is not None
    window.operations.command(
        lambda: services.documents.save(closed, tmp_path / "p.pdf", languages=("fr", "es")),
        initiator=window,
        label="Saving…",
        steps=Steps(),
    )

    window.shell.close()

    assert not window.shell.isVisible()
    assert verify_file(tmp_path / "p.pdf").seal.integrity is Integrity.INTACT
    assert sorted(one.name for one in tmp_path.glob(".p.pdf*")) == []


def test_a_scan_dropped_anywhere_finds_its_handover_and_opens_it(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    closed = _handover(window, "DEMO-2024-000", qtbot)
    assert window.desk.services is not None
    documents, scanning = window.desk.services.documents, window.desk.services.scanning
    pdfs: list[bytes] = []
    window.operations.compute(lambda: documents.preview(closed), initiator=window, done=pdfs.append)
    settle(window, qtbot)
    papers = print_pages(pdfs[0])
    for name, page in (("a.jpg", papers[1]), ("b.jpg", papers[0])):
        (tmp_path / name).write_bytes(as_jpeg(scan(page, Conditions(turn=180, skew=-2))))
    drop(window, tmp_path / "a.jpg", qtbot, tmp_path / "b.jpg")
    assert window.navigator.handover is None
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert dialog.attach is not None
    dialog.attach.click()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.navigator.place is Place.CLOSE, timeout=20_000)
    settle(window, qtbot)
    assert window.navigator.handover == closed
    assert "a.jpg, b.jpg" in window.banner.text
    found: list[Coverage] = []
    window.operations.query(lambda: scanning.coverage(closed), initiator=window, done=found.extend)
    settle(window, qtbot)
    assert [one.present for one in found if one.pages == len(papers)] == [(1, 2)]


def test_a_scan_that_no_register_knows_is_kept_nowhere_and_says_so(
    make_window: Opener, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    (tmp_path / "foreign.jpg").write_bytes(as_jpeg(print_page(render_protocol(order(snapshot())), 0)))
    drop(window, tmp_path / "foreign.jpg", qtbot)
    dialog = window.shell.findChild(ScanDialog)
    assert dialog is not None
    assert "SAMPLE-2024-0001, which this register does not know" in dialog.said.text()
    assert dialog.attach is None
    dialog.reject()


def test_the_window_comes_back_to_the_place_where_it_was_closed(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    open_demo_register(window, qtbot)
    window.navigator.open_handover(_handover(window, "DEMO-2024-001", qtbot), Step.PREPARE)
    settle(window, qtbot)
    window.shell.close()
    again = make_window()
    again.open_register(again.doors.demo_register)
    qtbot.waitUntil(lambda: again.navigator.place is Place.PREPARE, timeout=20_000)
    settle(again, qtbot)
    assert again.shell.windowTitle() == "DEMO-2024-001 – Prepare – Handover"


def test_the_menu_makes_a_ceremony_protocol_of_the_open_handover_alone(
    make_window: Opener, qtbot: QtBot, doors: Doors
) -> None:
    window = make_window()
    window.open_register(doors.demo_register)
    rest(qtbot, lambda: not window.operations.is_busy and window.navigator.place is not None)
    assert not window.menus._ceremony_protocol.isEnabled()
    (found,) = [one for one in peek(doors.demo_register) or () if one.reference == "DEMO-2024-001"]
    window.navigator.open_handover(found.id, None)
    rest(qtbot, lambda: not window.operations.is_busy and window.navigator.summary is not None)
    assert window.menus._ceremony_protocol.isEnabled()
    window.menus._ceremony_protocol.trigger()
    rest(qtbot, lambda: not window.operations.is_busy)
    dialog = window.shell.findChild(CeremonyDialog)
    assert dialog is not None
    dialog.go.click()
    qtbot.waitUntil(lambda: window.navigator.summary is not None and window.navigator.summary.symbolic)
    rest(qtbot, lambda: not window.operations.is_busy)
    assert not window.menus._ceremony_protocol.isEnabled()
    spine = window.header.findChild(Spine)
    assert spine is not None
    steps = [button for button in spine.findChildren(QAbstractButton) if button.isVisible()]
    assert [step.text() for step in steps] == ["Prepare", "Sign", "Close"]


def test_no_two_shortcuts_of_the_menus_are_the_same(make_window: Opener, qtbot: QtBot) -> None:
    window = make_window()
    keys = [
        key.toString()
        for menu in window.shell.menuBar().actions()
        for action in menu.menu().actions()
        for key in action.shortcuts()
    ]
    assert len(keys) > 12
    assert sorted(keys) == sorted(set(keys))


def _handover(window: MainWindow, reference: str, qtbot: QtBot) -> object:
    assert window.desk.services is not None
    find = window.desk.services.handovers.find
    found: list[object] = []
    window.operations.query(lambda: find(reference).id, initiator=window, done=found.append)
    settle(window, qtbot)
    return found[0]
