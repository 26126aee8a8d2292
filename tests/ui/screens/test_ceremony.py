"""The room sees who, where and how far, and the item just checked; nothing private, and the screen stays on."""

from __future__ import annotations

import os
import socket
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.ceremony import CeremonyWindow
from handover_desktop.ui.ceremony.data import read_ceremony
from handover_desktop.ui.ceremony.picture import LEAST, said
from handover_desktop.ui.ceremony.window import choose_screen
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import turn
from handover_desktop.ui.theme import ThemeChoice
from handover_desktop.ui.wakefulness import ByBus, ByProgram, Wakefulness, ways_of
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import PARTIES, Room, add_handover, lamps, vehicle

SLEEPER = (sys.executable, ("-c", "import time; time.sleep(60)"))


@pytest.fixture
def awake() -> Wakefulness:
    return Wakefulness([ByProgram(*SLEEPER)])


@pytest.fixture
def room(qtbot: QtBot, context: UiContext, trail: Trail, awake: Wakefulness) -> Room:
    handover = add_handover(context.services, [vehicle(1), vehicle(2), lamps()])
    return Room(qtbot, replace(context, awake=awake), trail, handover)


@pytest.fixture
def view(room: Room) -> CeremonyWindow:
    made = CeremonyWindow(room.context, room.handover)
    room.qtbot.addWidget(made)
    made.resize(960, 540)
    made.show()
    room.settle()
    return made


def spoken(view: CeremonyWindow) -> str:
    return view.picture.accessibleDescription()


def record(room: Room, line: str, outcome: Outcome = Outcome.ACCEPTED, remark: Remark | None = None) -> None:
    item = room.item(line)
    room.context.operations.command(
        lambda: room.services.checking.record(item, CheckRequest(outcome, remark=remark)),
        initiator=room.context.operations,
    )


def test_the_view_follows_every_record_by_itself(room: Room, view: CeremonyWindow) -> None:
    before = spoken(view)
    record(room, "V1")
    room.qtbot.waitUntil(lambda: "1 / 3" in spoken(view), timeout=5000)

    assert "0 / 3" in before
    assert "Patrol vehicle 1 · Demo DV-1" in spoken(view)
    assert "EUR\u00a019,450.00 / EUR\u00a046,820.00" in spoken(view)


def test_both_languages_of_the_document_are_said(room: Room, view: CeremonyWindow) -> None:
    assert "Lines · Ставке" in spoken(view)
    assert "2 March 2026 · 02.03.2026." in spoken(view)


def test_nothing_private_is_shown(room: Room, view: CeremonyWindow) -> None:
    secret = Remark("PRIVATE-REMARK", RemarkType.DAMAGE)
    record(room, "V1", Outcome.ACCEPTED_WITH_REMARKS, secret)
    room.qtbot.waitUntil(lambda: "Patrol vehicle 1" in spoken(view), timeout=5000)

    everything = " ".join(said(read_ceremony(room.services, room.handover))) + spoken(view)
    user = room.services.workplace.who
    for private in ("PRIVATE-REMARK", "0SYZZZV11ZR000001", "000001", "Osoba B", "Officer A", "V1"):
        assert private not in everything
    assert user not in everything.split()


def test_after_signing_the_parties_that_signed_are_marked(room: Room, view: CeremonyWindow) -> None:
    services = room.services
    for line in ("V1", "V2", "L1"):
        services.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
    services.finalising.finalise(room.handover)
    services.signing.sign_on_paper(room.handover, 0, language="en")
    view.reload()
    room.settle()
    one = spoken(view)
    services.signing.sign_on_paper(room.handover, 1, language="en")
    view.reload()
    room.settle()

    assert "Demo Partner , Signed" in one
    assert "Demo Ministry , Signed" not in one
    assert "Demo Ministry , Signed" in spoken(view)
    assert "Everyone has signed" in spoken(view)


@pytest.mark.parametrize("size", [(960, 540), (1366, 768), (1920, 1080), (800, 600)])
def test_every_letter_can_be_read_from_ten_metres_in_every_theme(
    room: Room, view: CeremonyWindow, size: tuple[int, int]
) -> None:
    record(room, "V1")
    room.qtbot.waitUntil(lambda: "1 / 3" in spoken(view), timeout=5000)
    view.resize(*size)
    for theme in (ThemeChoice.DARK, ThemeChoice.OUTDOOR, ThemeChoice.LIGHT):
        room.context.look.choose(theme)
        view.grab()
        assert len(view.picture.sizes) > 10
        assert min(view.picture.sizes) >= LEAST - 1 / size[1]


def test_a_document_keeps_its_direction_in_a_window_that_is_read_from_the_right(
    room: Room, view: CeremonyWindow
) -> None:
    record(room, "V1")
    room.qtbot.waitUntil(lambda: "1 / 3" in spoken(view), timeout=5000)
    before = view.grab().toImage()
    turn("ar")
    QApplication.processEvents()
    assert view.grab().toImage() == before


@pytest.mark.parametrize(
    "names",
    [
        ("Implementing Partner of the Programme", "Имплементациони партнер у програму"),
        ("Demo Ministry, Border Police Directorate", "Демо министарство, Управа граничне полиције"),
    ],
)
@pytest.mark.parametrize("finalised", [False, True])
def test_three_parties_with_long_names_in_two_languages_are_named_whole(
    room: Room, view: CeremonyWindow, names: tuple[str, str], finalised: bool
) -> None:
    services = room.services
    found = services.handovers.get(room.handover)
    parties = (*PARTIES, Party(PartyRole.DONOR, "", representative="Officer C", function="Head"))
    named = tuple(replace(one, name=names[0], name_local=names[1]) for one in parties)
    services.handovers.save_details(
        room.handover, replace(found.details, parties=named), revision=found.revision
    )
    if finalised:
        for line in ("V1", "V2", "L1"):
            services.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
        services.finalising.finalise(room.handover)
    view.reload()
    room.settle()
    for theme in (ThemeChoice.LIGHT, ThemeChoice.OUTDOOR):
        room.context.look.choose(theme)
        for size in ((990, 560), (1280, 720), (1920, 1080)):
            view.resize(*size)
            view.grab()
            assert view.picture.cut == []


def test_escape_gives_the_screen_back_and_then_closes_and_the_size_is_kept(
    room: Room, view: CeremonyWindow
) -> None:
    view.toggle_full_screen()
    room.qtbot.keyClick(view, Qt.Key.Key_Escape)
    normal = not view.isFullScreen() and view.isVisible()
    view.resize(700, 500)
    with room.qtbot.waitSignal(view.closed):
        room.qtbot.keyClick(view, Qt.Key.Key_Escape)
    other = CeremonyWindow(room.context, room.handover)
    room.qtbot.addWidget(other)
    other.open_beside(room.windows[0] if room.windows else other)

    assert normal
    assert (other.width(), other.height()) == (700, 500)
    room.settle()


def test_without_a_second_screen_the_view_takes_none(qtbot: QtBot) -> None:
    own = QGuiApplication.primaryScreen()

    assert choose_screen([own], own=own, kept=own.name()) is None
    assert choose_screen([], own=own, kept="") is None


def test_the_screen_is_kept_on_while_anyone_shows_and_no_longer(qtbot: QtBot) -> None:
    way = ByProgram(*SLEEPER)
    awake = Wakefulness([way])
    first, second = QWidget(), QWidget()
    for widget in (first, second):
        qtbot.addWidget(widget)
        awake.hold_while_shown(widget)
        widget.show()
    running = way.process_id
    first.hide()
    still = awake.is_held
    second.hide()

    assert running
    assert still
    assert not awake.is_held
    with pytest.raises(ProcessLookupError):
        os.kill(running, 0)


def test_where_nothing_keeps_the_screen_on_that_is_said_once(qtbot: QtBot) -> None:
    awake = Wakefulness([ByProgram("no-such-program", ()), ByProgram(sys.executable, ("-c", ""))])
    said_times: list[None] = []
    awake.unavailable.connect(lambda: said_times.append(None))
    holder = QWidget()
    qtbot.addWidget(holder)

    awake.hold(holder)
    awake.let_go(holder)
    awake.hold(holder)

    assert len(said_times) == 1
    assert not awake.is_held


def test_every_platform_has_a_way() -> None:
    assert all(ways_of(platform) for platform in ("linux", "win32", "darwin"))


def test_the_view_hides_with_the_screen_that_it_filled_and_comes_back_with_one(
    room: Room, view: CeremonyWindow
) -> None:
    screen = view.screen()
    view._fill(screen)
    room.qtbot.waitUntil(view.isFullScreen, timeout=5000)
    view._lose(screen)
    assert not view.isVisible()
    assert room.trail.said == ["The second screen is gone. The ceremony view comes back with it."]
    record(room, "V1")
    view._come_back(screen)
    assert view.isFullScreen()
    room.qtbot.waitUntil(lambda: "1 / 3" in spoken(view), timeout=5000)
    view.close()
    view._come_back(screen)
    assert not view.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="buses are sockets of Unix")
def test_a_bus_that_never_answers_holds_the_window_up_for_no_longer_than_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind("bus")
        mute.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=bus")
        begun = time.monotonic()
        assert not ByBus().start()
        assert time.monotonic() - begun < 5
