"""Photos on the check screen: added by button, drop and paste, looked at large, removed and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest, ItemFilter
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.check.photo_viewer import PhotoViewer
from tests.protocol.cameras import camera_file, encode, four_corners
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle

KEYS = Qt.Key


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    return Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), lamps()]))


@pytest.fixture
def screen(room: Room) -> CheckScreen:
    return room.show(CheckScreen)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, ...]:
    """Three picture files that differ."""
    made = []
    for shade in range(3):
        path = tmp_path / f"IMG_{shade}.jpg"
        path.write_bytes(camera_file(four_corners().point(lambda level, shade=shade: level + 3 * shade)))
        made.append(path)
    return tuple(made)


def numbers(room: Room, line: str) -> list[int]:
    return [photo.number for photo in room.services.photos.of_item(room.item(line))]


def add(room: Room, line: str, paths: tuple[Path, ...], caption: str = "") -> None:
    photos = room.services.photos
    photos.add(
        room.handover, [photos.prepare_file(path) for path in paths], item=room.item(line), caption=caption
    )


def drop(screen: CheckScreen, given: QMimeData) -> bool:
    """Drop something on the middle of the screen, and tell whether it was taken."""
    at = QPointF(screen.rect().center())
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(at.toPoint(), copy, given, left, none)
    QApplication.sendEvent(screen, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(screen, QDropEvent(at, copy, given, left, none))
    return True


def dragged(*paths: Path) -> QMimeData:
    given = QMimeData()
    given.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return given


def viewer_of(room: Room) -> PhotoViewer:
    room.settle()
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, PhotoViewer) and w.isVisible()]
    (viewer,) = found
    return viewer


def open_photo(room: Room, screen: CheckScreen, place: int) -> PhotoViewer:
    screen.pane.view.photos.tiles[place].click()
    return viewer_of(room)


def test_photos_are_chosen_and_shown_small_with_their_numbers(
    room: Room, screen: CheckScreen, files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = screen.pane.view.photos
    assert strip.numbers == ()
    monkeypatch.setattr(FileChooser, "choose_pictures", lambda _self: files[:2])
    strip.add.click()
    room.settle()
    assert numbers(room, "V1") == [1, 2]
    assert strip.numbers == (1, 2)
    assert all(tile.has_picture for tile in strip.tiles)


def test_a_picture_dropped_on_the_open_item_is_its_photo(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    screen.list.select(room.item("V2"))
    room.settle()
    assert drop(screen, dragged(*files))
    room.settle()
    assert numbers(room, "V2") == [1, 2, 3]
    assert screen.pane.view.photos.numbers == (1, 2, 3)


def test_anything_else_that_is_dropped_is_left_to_the_window(
    screen: CheckScreen, files: tuple[Path, ...], tmp_path: Path
) -> None:
    assert not drop(screen, dragged(tmp_path / "list.xlsx"))
    assert not drop(screen, dragged(files[0], tmp_path / "signed.pdf"))
    screen.list.view.selectAll()
    assert not drop(screen, dragged(files[0]))


def test_a_picture_of_the_clipboard_is_pasted(room: Room, screen: CheckScreen) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(picture)
    screen.list.view.setFocus()
    room.qtbot.keyClick(screen.list.view, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    (photo,) = room.services.photos.of_item(room.item("V1"))
    assert (photo.width, photo.height) == (64, 48)
    QGuiApplication.clipboard().setText("no picture")
    room.qtbot.keyClick(screen.list.view, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert numbers(room, "V1") == [1]
    assert room.trail.said == ["There is no picture in the clipboard."]


def test_an_empty_clipboard_is_said_to_hold_no_picture(
    room: Room, screen: CheckScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(room.context.messages, "warn", told.append)
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_mode: None)
    screen.photos.paste()
    assert told == ["There is no picture in the clipboard."]


def test_what_is_no_picture_is_refused_with_its_name(room: Room, screen: CheckScreen, tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(encode(four_corners())[:300])
    assert drop(screen, dragged(path))
    room.settle()
    assert numbers(room, "V1") == []
    (said,) = room.trail.said
    assert said.startswith("broken.jpg is not a picture")


def test_a_photo_opens_large_and_the_arrows_turn(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    add(room, "V1", files)
    screen.photos.reload()
    room.settle()
    viewer = open_photo(room, screen, 1)
    shown = [viewer.shown]
    for key in (KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Left):
        room.qtbot.keyClick(viewer, key)
        room.settle()
        shown.append(viewer.shown)
    assert [photo.number for photo in shown if photo] == [2, 3, 3, 2]
    room.qtbot.keyClick(viewer, KEYS.Key_Escape)
    assert not viewer.isVisible()


def test_what_is_pressed_while_the_photos_are_read_is_no_mistake(room: Room, screen: CheckScreen) -> None:
    asked: list[object] = []
    viewer = PhotoViewer(room.context, screen, editable=True)
    viewer.save_asked.connect(asked.append)
    viewer.save.click()
    viewer.remove.click()
    assert asked == []


def test_a_caption_is_written_in_the_viewer(room: Room, screen: CheckScreen, files: tuple[Path, ...]) -> None:
    add(room, "V1", files)
    screen.photos.reload()
    room.settle()
    viewer = open_photo(room, screen, 0)
    viewer.caption.setFocus()
    room.qtbot.keyClicks(viewer.caption, "Dent")
    room.qtbot.keyClick(viewer.caption, KEYS.Key_Return)
    room.settle()
    assert viewer.isVisible()
    room.qtbot.keyClick(viewer, KEYS.Key_Right)
    room.settle()
    viewer.caption.setText("Other side")
    viewer.close_button.click()
    room.settle()
    assert [p.caption for p in room.services.photos.list(room.handover)] == ["Dent", "Other side", ""]


def test_what_is_usually_photographed_of_a_vehicle_is_a_caption_by_one_press(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    before = screen.photos._strip._lacking.text()
    add(room, "V1", files[:2])
    screen.photos.reload()
    room.settle()
    viewer = open_photo(room, screen, 0)
    offered = [text for text, offer in viewer.offers.items() if offer.isVisible()]
    viewer.offers["VIN plate"].click()
    room.settle()
    after_one = [text for text, offer in viewer.offers.items() if offer.isVisible()]
    room.qtbot.keyClick(viewer, KEYS.Key_Right)
    on_the_next = [text for text, offer in viewer.offers.items() if offer.isVisible()]
    room.qtbot.keyClicks(viewer.caption, "Dent")
    while_written = viewer.offers["Front"].isVisible()
    viewer.close_button.click()
    room.settle()

    assert before == ""
    assert offered == ["Front", "Rear", "Left side", "Right side", "VIN plate", "Odometer", "Tyres", "Keys"]
    assert after_one == []
    assert on_the_next == [text for text in offered if text != "VIN plate"]
    assert not while_written
    assert [photo.caption for photo in room.services.photos.of_item(room.item("V1"))] == ["VIN plate", "Dent"]
    assert screen.photos._strip._lacking.text() == (
        "Usually photographed too: Front, Rear, Left side, Right side, Odometer, Tyres, Keys"
    )


def test_a_removed_photo_comes_back_by_one_press(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    add(room, "V1", files)
    screen.photos.reload()
    room.settle()
    viewer = open_photo(room, screen, 1)
    viewer.remove.click()
    room.settle()
    assert numbers(room, "V1") == [1, 3]
    assert viewer.shown is not None
    assert viewer.shown.number == 3
    viewer.banner.action_triggered.emit()
    room.settle()
    assert numbers(room, "V1") == [1, 2, 3]
    viewer.remove.click()
    room.settle()
    viewer.close_button.click()
    strip = screen.pane.view.photos
    assert strip.undo.isVisible()
    assert strip.removed == "Photo 3 was removed."
    strip.undo.click()
    room.settle()
    assert strip.numbers == (1, 2, 3)
    assert not strip.undo.isVisible()


def test_all_photos_of_the_handover_are_looked_at_and_one_of_the_whole_is_added(
    room: Room, screen: CheckScreen, files: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(room, "V2", files[:1])
    screen.pane.view.photos.all.click()
    viewer = viewer_of(room)
    monkeypatch.setattr(FileChooser, "choose_pictures", lambda _self: files[1:2])
    viewer.add.click()
    room.settle()
    photos = room.services.photos.list(room.handover)
    assert [(photo.number, photo.item is None) for photo in photos] == [(1, False), (2, True)]
    viewer.close_button.click()


def test_a_frozen_handover_shows_its_photos_and_takes_no_more(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    add(room, "V1", files)
    for item in room.services.checking.item_ids(room.handover, ItemFilter()):
        room.services.checking.record(item, CheckRequest(Outcome.ACCEPTED))  # type: ignore[arg-type]
    room.services.finalising.finalise(room.handover)
    screen.enter(room.handover)
    room.settle()
    strip = screen.pane.view.photos
    assert strip.numbers == (1, 2, 3)
    assert not strip.add.isVisible()
    assert not drop(screen, dragged(files[0]))
    viewer = open_photo(room, screen, 0)
    assert not viewer.remove.isVisible()
    assert viewer.caption.isReadOnly()
    viewer.close_button.click()


def test_the_list_moves_on_without_reading_pictures_of_items_that_have_none(
    room: Room, screen: CheckScreen, files: tuple[Path, ...]
) -> None:
    add(room, "V1", files)
    asked: list[str] = []
    small = room.services.photos.small
    object.__setattr__(
        room.services.photos, "small", lambda sha256, side: asked.append(sha256) or small(sha256, side)
    )
    for line in ("V2", "L1", "V2"):
        screen.list.select(room.item(line))
        room.settle()
    assert asked == []
    screen.list.select(room.item("V1"))
    room.settle()
    assert len(asked) == 3
