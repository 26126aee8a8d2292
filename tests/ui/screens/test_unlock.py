"""Unlocking in the window: what is voided is shown first, asked for by keyboard, and stays in sight as void."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.states import State
from handover_desktop.domain.voiding import LONGEST_VOID_REASON, PaperOriginals
from handover_desktop.protocol.reading.reading import extract_text
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.screens.sign import SignScreen
from handover_desktop.ui.screens.sign.unlock_dialog import UnlockDialog
from handover_desktop.ui.screens.start.history import HistoryPanel
from handover_desktop.ui.voided_viewer import VoidedViewer
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle

REASON = "Line V1 has a wrong number."


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1), lamps()]))
    for line in ("V1", "L1"):
        desk.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(room.handover)
    return room


def void(room: Room) -> str:
    """Void the protocol that counts and return its number."""
    number = room.services.handovers.get(room.handover).number
    room.services.voiding.unlock(room.handover, reason=REASON, who="Demo Osoba 1", originals_withdrawn=True)
    return number


def answer(act: Callable[[UnlockDialog], None]) -> None:
    """Have the dialog answered once it is there and has the focus."""

    def look() -> None:
        dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
        if isinstance(dialog, UnlockDialog) and focus is not None and focus.window() is dialog:
            try:
                act(dialog)
            except BaseException:
                dialog.reject()  # the test fails, and does not wait for ever
                raise
        else:
            QTimer.singleShot(20, look)

    look()


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def dialog_of(room: Room) -> UnlockDialog:
    parent = QWidget()
    room.qtbot.addWidget(parent)
    room.windows.append(parent)
    dialog = UnlockDialog(room.context, room.services.voiding.at_stake(room.handover), parent)
    dialog.show()
    return dialog


def test_a_signed_protocol_is_unlocked_by_keyboard(room: Room) -> None:
    room.services.signing.sign_on_paper(room.handover, 0, language="en")
    number = room.services.handovers.get(room.handover).number
    screen = room.show(SignScreen)
    seen: list[str] = []

    def fill(dialog: UnlockDialog) -> None:
        seen.extend(texts(dialog))
        keys = room.qtbot
        keys.keyClicks(dialog.focusWidget(), REASON)
        keys.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        keys.keyClicks(dialog.focusWidget(), "Demo Osoba 1")
        keys.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        keys.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.isVisible()
        assert "Cross out or collect the originals first, then tick this." in texts(dialog)
        assert dialog.withdrawn.hasFocus()
        keys.keyClick(dialog.withdrawn, Qt.Key.Key_Space)
        keys.keyClick(dialog.withdrawn, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(fill)
    screen.signing.unlock.setFocus()
    room.qtbot.keyClick(screen.signing.unlock, Qt.Key.Key_Space)
    room.settle()

    assert f"{number} will be void." in seen
    assert any("Officer A" in text for text in seen)
    now = room.services.handovers.get(room.handover)
    assert (now.state, now.number) == (State.CHECKING, "")
    (voided,) = room.services.voiding.voided(room.handover)
    assert (voided.protocol.reason, voided.protocol.who) == (REASON, "Demo Osoba 1")
    assert voided.protocol.originals is PaperOriginals.WITHDRAWN
    assert room.went_to(Step.CHECK)
    assert any("is void" in said for said in room.trail.said)
    assert screen.voided.isVisible()
    assert number in texts(screen.voided)
    assert "VOID" in texts(screen.voided)
    assert not screen.signing.isVisible()


def test_escape_leaves_everything_as_it_was(room: Room) -> None:
    screen = room.show(SignScreen)
    answer(lambda dialog: room.qtbot.keyClick(dialog, Qt.Key.Key_Escape))

    screen.signing.unlock.click()
    room.settle()

    assert room.services.handovers.get(room.handover).state is State.FINALISED
    assert room.services.voiding.voided(room.handover) == ()


def test_nothing_goes_on_without_reason_and_name(room: Room) -> None:
    dialog = dialog_of(room)
    assert not {"Write the reason.", "Name the person who decides it."} & set(texts(dialog))
    dialog.go.click()
    assert dialog.isVisible()
    assert {"Write the reason.", "Name the person who decides it."} <= set(texts(dialog))
    dialog.reason.setPlainText(REASON)
    assert "Write the reason." not in texts(dialog)
    dialog.go.click()
    assert dialog.isVisible()
    assert not dialog.withdrawn.isVisible()
    dialog.who.setText("Demo Osoba 1")
    dialog.reason.setPlainText("x" * (LONGEST_VOID_REASON + 2))
    dialog.go.click()
    assert dialog.isVisible()
    assert "2 characters too many." in texts(dialog)
    dialog.reason.setPlainText(REASON)
    dialog.go.click()
    assert not dialog.isVisible()


def test_what_a_supplementary_protocol_adds_to_is_refused_with_a_sentence(room: Room) -> None:
    void(room)
    room.services.checking.record(room.item("V1"), CheckRequest(Outcome.MISSING))
    room.services.finalising.finalise(room.handover)
    room.services.supplements.make(room.handover, reference="HO-1/S1")
    screen = room.show(SignScreen)

    screen.signing.unlock.click()
    room.settle()

    assert any("HO-1/S1" in said for said in room.trail.said)
    assert room.services.handovers.get(room.handover).state is State.FINALISED


def test_a_closed_handover_is_not_offered_to_be_unlocked(room: Room) -> None:
    for party in (0, 1):
        room.services.signing.note_absence(room.handover, party, reason="Ill.")
    room.services.documents.close(room.handover)

    screen = room.show(SignScreen)

    assert not screen.signing.unlock.isVisible()


def test_files_of_a_voided_protocol_are_struck_out_and_called_void(room: Room, tmp_path: Path) -> None:
    room.services.documents.save(room.handover, tmp_path / "a.pdf")
    number = void(room)
    room.services.finalising.finalise(room.handover)
    room.services.documents.save(room.handover, tmp_path / "b.pdf")

    screen = room.show(CloseScreen)

    names = {one.text(): one.font().strikeOut() for one in screen.given_out.findChildren(QLabel)}
    assert (names["a.pdf"], names["b.pdf"]) == (True, False)
    assert any(text.startswith("VOID · Protocol") for text in names)
    (struck,) = [one for one in screen.voided.findChildren(QLabel) if one.text() == number]
    assert struck.font().strikeOut()
    assert f"Replaced by {room.services.handovers.get(room.handover).number}" in texts(screen.voided)


def test_a_voided_protocol_can_be_read_and_saved_with_void_on_every_page(room: Room, tmp_path: Path) -> None:
    number = void(room)
    screen = room.show(SignScreen)
    (view,) = screen.voided.findChildren(QAbstractButton)
    view.click()
    room.settle()

    (viewer,) = screen.findChildren(VoidedViewer)
    assert viewer.isVisible()
    assert all("VOID" in page for page in extract_text(viewer.pdf))
    viewer.save_to(tmp_path / "c.pdf")
    room.settle()
    assert all("VOID" in page for page in extract_text((tmp_path / "c.pdf").read_bytes()))
    room.qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert number in viewer.windowTitle()


def test_the_history_of_an_asset_names_what_was_voided(room: Room) -> None:
    number = void(room)
    panel = HistoryPanel(room.context)
    room.qtbot.addWidget(panel)
    panel.show()

    panel.show_history(room.services.assets.history(room.item("V1")))

    said = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert f"VOID: the protocol {number}" in said
    assert REASON in said
