"""Photos and codes by camera on the check screen; films stand in for the device."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from handover_desktop.cameras import Camera, Source, Trouble
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.services.desk import Services
from handover_desktop.services.item_codes import draw_squares
from handover_desktop.ui.camera import panel as camera_panel
from handover_desktop.ui.camera.photo_dialog import PhotoDialog
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.photo_viewer import PhotoViewer
from handover_desktop.ui.settings import CAMERA
from tests.cameras.films import Films, Refusing, colours, film, showing
from tests.protocol.cameras import four_corners
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, vehicle

KEYS = Qt.Key
WAIT = 30_000


@pytest.fixture
def open_room(
    context: UiContext, trail: Trail, desk: Services, qtbot: QtBot
) -> Iterator[Callable[[Source], tuple[Room, CheckScreen]]]:
    """Show the check with these cameras; after the test none of them is open."""
    handover = add_handover(desk, [vehicle(number) for number in range(1, 13)])

    def open_one(source: Source) -> tuple[Room, CheckScreen]:
        room = Room(qtbot, replace(context, cameras=source), trail, handover)
        return room, room.show(CheckScreen)

    yield open_one  # what is still open after the test is closed with its window
    assert multiprocessing.active_children() == []
    assert [thread for thread in threading.enumerate() if thread.name == "camera"] == []


def numbers(room: Room, line: str) -> list[int]:
    return [photo.number for photo in room.services.photos.of_item(room.item(line))]


def take_photos(room: Room, screen: CheckScreen) -> PhotoDialog:
    """Open the dialog by its key and wait for live pictures."""
    screen.window().activateWindow()  # no one does it here when a dialog is closed
    room.qtbot.waitUntil(screen.list.view.hasFocus, timeout=WAIT)
    room.qtbot.keyClick(screen.list.view, KEYS.Key_F7)
    dialog = dialog_of()
    room.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=WAIT)
    return dialog


def dialog_of() -> PhotoDialog:
    (found,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoDialog) and w.isVisible())
    return found


def press(room: Room, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    room.qtbot.keyClick(focused, key)


def take(room: Room, dialog: PhotoDialog, key: Qt.Key = KEYS.Key_Space) -> None:
    room.qtbot.waitUntil(dialog.take.hasFocus, timeout=WAIT)
    press(room, key)
    room.qtbot.waitUntil(lambda: dialog.has_taken, timeout=WAIT)


def use(room: Room, dialog: PhotoDialog, key: Qt.Key = KEYS.Key_Space) -> None:
    press(room, key)
    room.qtbot.waitUntil(lambda: dialog.panel.is_live and not dialog.has_taken, timeout=WAIT)
    room.settle()


def page_with(code: str) -> Image.Image:
    """Return a white page with a QR code on it."""
    qr, _matrix = draw_squares(code)
    page = Image.new("L", (1280, 720), 255)
    for row, first, length in qr.runs:
        page.paste(0, (500 + first * 12, 200 + row * 12, 500 + (first + length) * 12, 200 + (row + 1) * 12))
    return page


def test_photos_are_taken_one_after_the_other_by_keyboard_alone(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(size="1280x720"),)))
    dialog = take_photos(room, screen)
    take(room, dialog)
    assert numbers(room, "V1") == []
    use(room, dialog, KEYS.Key_Return)
    assert "Photo 1" in dialog.banner.text
    take(room, dialog, KEYS.Key_Return)
    use(room, dialog)
    assert "Photo 2" in dialog.banner.text
    press(room, KEYS.Key_Escape)
    assert not dialog.isVisible()
    room.settle()
    assert numbers(room, "V1") == [1, 2]
    assert screen.pane.view.photos.numbers == (1, 2)


def test_what_is_kept_is_the_whole_picture_as_it_is_with_its_time(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(size="1280x720"),)))
    dialog = take_photos(room, screen)
    take(room, dialog)
    use(room, dialog)
    dialog.back.click()
    (photo,) = room.services.photos.of_item(room.item("V1"))
    assert (photo.width, photo.height) == (1280, 720)
    assert photo.taken_at is not None
    kept = QImage.fromData(room.services.photos.content(room.handover, photo.number))
    shown = [kept.pixelColor(x, y) for y in (180, 540) for x in (320, 960)]
    for found, wanted in zip(shown, ("#c80000", "#00a000", "#0000c8", "#fafafa"), strict=True):
        colour = QColor(wanted)
        assert abs(found.red() - colour.red()) < 14
        assert abs(found.green() - colour.green()) < 14
        assert abs(found.blue() - colour.blue()) < 14


def test_escape_puts_a_photo_away_and_keeps_nothing(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(),)))
    dialog = take_photos(room, screen)
    take(room, dialog)
    press(room, KEYS.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.has_taken
    room.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=WAIT)
    press(room, KEYS.Key_Escape)
    assert not dialog.isVisible()
    room.settle()
    assert numbers(room, "V1") == []


def test_a_photo_that_could_not_be_kept_still_stands_there(
    open_room: Callable[[Source], tuple[Room, CheckScreen]], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, screen = open_room(Films((colours(),)))
    dialog = take_photos(room, screen)
    take(room, dialog)
    refused = DomainError(Code.CONTENT_FROZEN)

    def refuse(*_given: object, **_wishes: object) -> None:
        raise refused

    monkeypatch.setattr(room.services.photos, "add", refuse)
    press(room, KEYS.Key_Space)
    room.qtbot.waitUntil(dialog.banner.isVisible, timeout=WAIT)
    assert dialog.banner.text == room.context.messages.sentence(refused)
    assert dialog.has_taken
    monkeypatch.undo()
    use(room, dialog)
    assert numbers(room, "V1") == [1]
    dialog.reject_all()


def test_the_whole_handover_gets_its_photos_from_the_viewer(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(),)))
    screen.pane.view.photos.all.click()
    room.settle()
    (viewer,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoViewer) and w.isVisible())
    viewer.take.click()
    dialog = dialog_of()
    room.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=WAIT)
    take(room, dialog)
    use(room, dialog)
    dialog.reject_all()
    room.settle()
    (photo,) = room.services.photos.list(room.handover)
    assert photo.item is None
    assert viewer.shown == photo
    viewer.reject()


def test_when_the_content_is_frozen_from_elsewhere_the_camera_is_let_go(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(),)))
    dialog = take_photos(room, screen)
    screen.photos.show(room.handover, room.item("V1"), (), editable=False)
    assert not dialog.isVisible()
    assert multiprocessing.active_children() == []


def test_without_a_camera_the_dialog_says_so_and_looks_again(
    open_room: Callable[[Source], tuple[Room, CheckScreen]], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, screen = open_room(Films(()))
    screen.pane.view.photos.take.click()
    dialog = dialog_of()
    room.qtbot.waitUntil(lambda: bool(dialog.panel.trouble), timeout=WAIT)
    assert dialog.panel.trouble == "No camera was found"
    assert not dialog.take.isEnabled()
    room.qtbot.waitUntil(dialog.panel.again.hasFocus, timeout=WAIT)
    monkeypatch.setattr(dialog.panel.watch, "_source", Films((colours(),)))  # plugged in now
    press(room, KEYS.Key_Space)
    room.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=WAIT)
    dialog.reject_all()


def test_a_camera_pulled_out_is_said_and_what_was_kept_stays(
    open_room: Callable[[Source], tuple[Room, CheckScreen]], tmp_path: Path
) -> None:
    short = film(tmp_path / "short.avi", (four_corners(640, 480) for _picture in range(120)))
    room, screen = open_room(Films((short,)))
    dialog = take_photos(room, screen)
    take(room, dialog)
    use(room, dialog)
    room.qtbot.waitUntil(lambda: bool(dialog.panel.trouble), timeout=WAIT)
    assert dialog.panel.trouble == "The camera is gone"
    assert numbers(room, "V1") == [1]
    dialog.reject_all()


def test_each_trouble_has_its_sentences(open_room: Callable[[Source], tuple[Room, CheckScreen]]) -> None:
    room, screen = open_room(Refusing(16))
    screen.pane.view.photos.take.click()
    dialog = dialog_of()
    room.qtbot.waitUntil(lambda: dialog.panel.trouble == "The camera is in use", timeout=WAIT)
    said = set()
    for trouble in Trouble:
        dialog.panel.watch.troubled.emit(trouble)
        said.add((dialog.panel.trouble, dialog.panel._advice.text()))
    assert len(said) == len(Trouble)
    dialog.reject_all()


def test_the_chosen_camera_is_remembered(open_room: Callable[[Source], tuple[Room, CheckScreen]]) -> None:
    first, second = colours("First"), colours("Second", size="320x240")
    room, screen = open_room(Films((first, second)))
    dialog = take_photos(room, screen)
    choice = dialog.panel.choice
    assert [choice.itemText(at) for at in range(choice.count())] == ["First", "Second"]
    assert choice.currentText() == "First"
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    room.qtbot.waitUntil(lambda: dialog.panel.view.picture.width() == 320, timeout=WAIT)
    dialog.reject_all()
    assert Camera(*room.context.settings.get(CAMERA)) == second
    dialog = take_photos(room, screen)
    assert dialog.panel.choice.currentText() == "Second"
    dialog.reject_all()


def test_the_camera_rests_while_the_window_is_not_used(
    open_room: Callable[[Source], tuple[Room, CheckScreen]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_panel, "IDLE_MS", 50)
    room, screen = open_room(Films((colours(),)))
    dialog = take_photos(room, screen)
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    room.qtbot.waitUntil(lambda: not dialog.panel.watch.is_on, timeout=WAIT)
    assert multiprocessing.active_children() == []
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    room.qtbot.waitUntil(lambda: dialog.panel.is_live, timeout=WAIT)
    dialog.reject_all()


def test_a_code_before_the_camera_opens_its_item_and_accepts_nothing(
    open_room: Callable[[Source], tuple[Room, CheckScreen]], tmp_path: Path
) -> None:
    room, screen = open_room(Films((showing(page_with("0SYZZZV11ZR000002"), tmp_path),)))
    told: list[object] = []
    screen.scans.told.connect(told.append)
    assert screen.list.current == room.item("V1")
    room.qtbot.keyClick(screen.list.view, KEYS.Key_F8)
    room.qtbot.waitUntil(lambda: screen.list.current == room.item("V2"), timeout=WAIT)
    room.settle()
    assert screen.camera.panel is not None
    assert screen.camera.panel.view.outlined == ("0SYZZZV11ZR000002",)
    assert screen.camera.said.text() == "0SYZZZV11ZR000002"
    assert room.finding("V2") is None
    press(room, KEYS.Key_A)  # the keys belong to the item at once
    room.settle()
    found = room.finding("V2")
    assert found is not None
    assert found.outcome is Outcome.ACCEPTED
    looked: list[object] = []
    screen.camera.panel.seen.connect(looked.append)
    room.qtbot.waitUntil(lambda: len(looked) > 5, timeout=WAIT)
    assert len(told) == 1  # it stayed in sight all the time
    room.qtbot.keyClick(screen.list.view, KEYS.Key_F8)
    assert not screen.camera.isVisible()
    assert multiprocessing.active_children() == []


def test_the_camera_for_codes_is_off_once_the_check_is_left(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films((colours(),)))
    screen.list.from_camera.click()
    panel = screen.camera.panel
    assert panel is not None
    room.qtbot.waitUntil(lambda: panel.is_live, timeout=WAIT)
    screen.hide()
    assert multiprocessing.active_children() == []
    screen.show()
    assert not screen.camera.isVisible()
    screen.list.from_camera.click()
    room.qtbot.waitUntil(lambda: panel.is_live, timeout=WAIT)
    screen.camera.setFocus()
    room.qtbot.keyClick(panel, KEYS.Key_Escape)
    assert not screen.camera.isVisible()
    assert screen.list.view.hasFocus()


def test_the_item_stays_in_sight_when_the_camera_takes_room_from_the_list(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films(()))
    view = screen.list.view
    screen.list.select(room.item("V12"))
    room.settle()
    screen.list.from_camera.click()
    room.settle()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    screen.camera.toggle()


def test_without_a_camera_the_way_to_codes_says_so(
    open_room: Callable[[Source], tuple[Room, CheckScreen]],
) -> None:
    room, screen = open_room(Films(()))
    screen.list.from_camera.click()
    panel = screen.camera.panel
    assert panel is not None
    room.qtbot.waitUntil(lambda: panel.trouble == "No camera was found", timeout=WAIT)
    assert panel.again.isVisible()
    screen.camera.toggle()
