"""The sign screen: freezing first, then each signatory; a blank sheet is refused, an interruption is no loss."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.signatures import SignatureKind
from handover_desktop.domain.states import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screens.settings.signatures import SignaturesSection
from handover_desktop.ui.screens.sign import SignScreen
from handover_desktop.ui.screens.sign.no_signature import NoSignatureDialog
from handover_desktop.ui.screens.sign.sheet import SigningSheet
from handover_desktop.ui.screens.sign.signatories_panel import group_digest
from handover_desktop.ui.settings import SIGNATURE_TIMES
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), lamps()]))
    for line in ("V1", "L1"):
        desk.checking.record(room.item(line), CheckRequest(Outcome.ACCEPTED))
    return room


def finalise(room: Room) -> None:
    room.services.checking.record(room.item("V2"), CheckRequest(Outcome.MISSING))
    room.services.finalising.finalise(room.handover)


def open_sheet(room: Room, screen: SignScreen, place: int = 0) -> SigningSheet:
    signatory = room.services.signing.signatories(room.handover)[place]
    screen.signing.sign_asked.emit(signatory)
    room.settle()
    assert screen.sheet is not None
    return screen.sheet


def draw(room: Room, sheet: SigningSheet, points: list[tuple[int, int]]) -> None:
    pad = sheet.panel.pad
    room.qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        room.qtbot.mouseMove(pad, QPoint(*point))
    room.qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def agree(room: Room, sheet: SigningSheet) -> None:
    """Agree to what the sheet reads back."""
    assert sheet.asked is not None
    sheet.asked.yes.click()
    room.settle()


def sign(room: Room, sheet: SigningSheet) -> None:
    """Draw, sign, and agree to the name that is read back."""
    draw(room, sheet, WAVE)
    sheet.sign.click()
    agree(room, sheet)


WAVE = [(100 + step * 6, 100 + (step % 5) * 9) for step in range(40)]


def test_the_draft_is_shown_and_errors_stop_finalising(room: Room) -> None:
    screen = room.show(SignScreen)
    assert screen.preview.pdf.startswith(b"%PDF")
    assert not screen.finalising.finalise.isEnabled()
    screen.finalising.points_asked.emit()
    assert room.went_to(Step.RECONCILE)


def test_finalising_freezes_and_shows_number_and_digest(room: Room) -> None:
    room.services.checking.record(room.item("V2"), CheckRequest(Outcome.MISSING))
    screen = room.show(SignScreen)
    draft = screen.preview.pdf
    screen.finalising.finalise.click()
    room.settle()
    frozen = room.services.handovers.get(room.handover)
    assert frozen.state is State.FINALISED
    assert screen.signing.isVisible()
    assert not screen.finalising.isVisible()
    shown = [label.text() for label in screen.signing.findChildren(type(screen.signing._number))]
    assert frozen.number in shown
    assert group_digest(frozen.digest) in shown
    assert screen.preview.pdf != draft


def test_another_order_of_languages_is_frozen_with_the_content(room: Room) -> None:
    room.services.checking.record(room.item("V2"), CheckRequest(Outcome.MISSING))
    screen = room.show(SignScreen)
    screen.finalising._languages.setCurrentIndex(1)
    room.settle()
    screen.finalising.finalise.click()
    room.settle()
    assert room.services.handovers.get(room.handover).details.languages == ("sr-Cyrl", "en")


def test_nothing_is_finalised_while_a_write_is_pending(room: Room) -> None:
    room.services.checking.record(room.item("V2"), CheckRequest(Outcome.MISSING))
    screen = room.show(SignScreen)
    with room.held_lane():
        item = room.item("V1")
        room.context.operations.command(
            lambda: room.services.checking.record(item, CheckRequest(Outcome.ACCEPTED)),
            initiator=room.windows[0],
        )
        assert not screen.finalising.finalise.isEnabled()
    room.settle()
    assert screen.finalising.finalise.isEnabled()


@pytest.mark.parametrize("points", [[], [(200, 100)], [(200, 100), (201, 101)]])
def test_an_empty_or_dotted_sheet_is_refused_beside_the_pad(
    room: Room, points: list[tuple[int, int]]
) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    if points:
        draw(room, sheet, points)
    sheet.sign.click()
    room.settle()
    assert sheet.isVisible()
    assert sheet.refusal.text().startswith("The sheet is empty or bears only dots.")
    assert all(one.signature is None for one in room.services.signing.signatories(room.handover))


def test_a_drawn_signature_is_kept_with_name_and_function(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    sign(room, sheet)
    assert screen.sheet is None
    first, second = room.services.signing.signatories(room.handover)
    assert first.signature is not None
    assert first.signature.kind is SignatureKind.DRAWN
    assert (first.signature.name, first.signature.function) == ("Officer A", "Manager")
    assert second.signature is None


def test_the_window_is_out_of_reach_while_someone_signs(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    draw(room, sheet, WAVE)
    assert sheet.isModal()
    assert sheet.isFullScreen()
    assert not screen.leave()
    assert screen.sheet is sheet


def test_turning_the_sheet_into_the_other_language_keeps_what_is_drawn(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    draw(room, sheet, WAVE)
    strokes = sheet.panel.strokes
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Српски (ћирилица)").click()
    room.settle()
    assert sheet.panel.strokes == strokes
    assert sheet.panel.pad.accessibleName() != ""


def test_interrupted_signing_goes_on_where_it_stopped(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    sign(room, sheet)
    sheet = open_sheet(room, screen, 1)
    draw(room, sheet, WAVE)
    sheet.reject()
    again = room.show(SignScreen)
    assert again.signing._standing.text() == "1 signature is open."
    sheet = open_sheet(room, again, 1)
    assert sheet.panel.strokes == ()
    sign(room, sheet)
    assert room.services.handovers.get(room.handover).state is State.SIGNED
    again.signing.close_asked.emit()
    assert room.went_to(Step.CLOSE)


def test_signing_on_paper_is_noted_from_the_sheet(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen, 1)
    sheet.on_paper.click()
    agree(room, sheet)
    second = room.services.signing.signatories(room.handover)[1]
    assert second.signature is not None
    assert second.signature.kind is SignatureKind.ON_PAPER


def test_escape_does_not_throw_a_drawn_signature_away(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    draw(room, sheet, WAVE)
    room.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert screen.sheet is sheet
    assert sheet.asked is not None
    assert sheet.asked.question.text() == "Leave without signing?"
    room.qtbot.keyClick(sheet.asked, Qt.Key.Key_Escape)
    assert sheet.asked is None
    assert not sheet.panel.pad.is_empty
    sheet.close()
    assert screen.sheet is sheet
    agree(room, sheet)
    assert screen.sheet is None
    assert all(one.signature is None for one in room.services.signing.signatories(room.handover))


def test_the_name_is_read_back_and_nothing_is_kept_before_it_is_agreed_to(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    draw(room, sheet, WAVE)
    sheet.sign.click()
    room.settle()
    assert sheet.asked is not None
    assert sheet.asked.question.text() == "Signed: Officer A, Manager. Correct?"
    assert room.services.signing.signatories(room.handover)[0].signature is None
    sheet.asked.no.click()
    assert sheet.panel.isVisible()
    assert not sheet.panel.pad.is_empty
    sheet.panel.pad.clear()
    sheet.sign.click()
    assert sheet.asked is None
    assert sheet.refusal.text().startswith("The sheet is empty")


def test_a_deputy_signs_with_name_function_and_authority(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    draw(room, sheet, WAVE)
    sheet.signer.is_deputy.setChecked(True)
    assert sheet.signer.name.text() == ""
    room.qtbot.keyClicks(sheet.signer.name, "Demo Osoba 9")
    room.qtbot.keyClicks(sheet.signer.function, "Deputy")
    sheet.sign.click()
    assert "authority" in sheet.refusal.text()
    room.qtbot.keyClicks(sheet.signer.authority, "22/24")
    sheet.sign.click()
    assert sheet.asked is not None
    assert (
        "Demo Osoba 9, Deputy, as deputy of Officer A by authority no. 22/24" in sheet.asked.question.text()
    )
    agree(room, sheet)
    kept = room.services.signing.signatories(room.handover)[0].signature
    assert kept is not None
    assert (kept.kind, kept.name, kept.function, kept.authority) == (
        SignatureKind.DRAWN,
        "Demo Osoba 9",
        "Deputy",
        "22/24",
    )


def test_nobody_signs_on_the_screen_without_a_name(room: Room) -> None:
    finalise(room)
    sheet = open_sheet(room, room.show(SignScreen))
    draw(room, sheet, WAVE)
    sheet.signer.name.selectAll()
    room.qtbot.keyClick(sheet.signer.name, Qt.Key.Key_Delete)
    sheet.sign.click()
    assert sheet.asked is None
    assert sheet.refusal.text() == "Nobody signs without a name and a function. Write both, then sign."


def test_who_refuses_and_who_is_absent_is_recorded_and_the_handover_is_signed(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    first, second = room.services.signing.signatories(room.handover)
    dialog = NoSignatureDialog(room.context, first, screen)
    dialog.show()
    dialog.go.click()
    assert dialog.isVisible()
    dialog.reason.setPlainText("The trailers are missing.")
    dialog.go.click()
    assert dialog.isVisible()
    assert "Name a witness." in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.focusWidget() is dialog.witness
    dialog.witness.setText("Demo Osoba 3")
    dialog.go.click()
    assert not dialog.isVisible()
    screen.note_none(first, dialog.found)
    dialog.show()
    dialog.absent.setChecked(True)
    assert dialog.found.witness == ""
    dialog.reason.setPlainText("x" * 501)
    dialog.go.click()
    assert dialog.isVisible()
    dialog.reason.setPlainText("Ill.")
    dialog.go.click()
    assert not dialog.isVisible()
    screen.note_none(second, dialog.found)
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.SIGNED
    assert screen.signing._standing.text() == "Nothing is open. 2 parties gave no signature."
    said = " ".join(label.text() for label in screen.signing.findChildren(QLabel))
    assert "Refused to sign" in said
    assert "Reason: The trailers are missing. Witness: Demo Osoba 3" in said
    assert "Absent, did not sign" in said


def test_times_of_points_are_kept_only_where_that_is_switched_on(room: Room) -> None:
    finalise(room)
    screen = room.show(SignScreen)
    sheet = open_sheet(room, screen)
    sign(room, sheet)
    room.context.settings.put(SIGNATURE_TIMES, "yes")
    sheet = open_sheet(room, screen, 1)
    assert any("time of each point" in label.text() for label in sheet.findChildren(QLabel))
    draw(room, sheet, WAVE)
    sheet._choose_language("sr-Cyrl")
    room.settle()
    draw(room, sheet, WAVE[:20])
    sheet.sign.click()
    agree(room, sheet)
    first, second = (one.signature for one in room.services.signing.signatories(room.handover))
    assert first is not None
    assert second is not None
    assert {point.at for stroke in first.strokes for point in stroke.points} == {None}
    times = [point.at for stroke in second.strokes for point in stroke.points]
    assert times[0] == 0
    assert None not in times
    assert times == sorted(times, key=lambda at: at or 0)


def test_an_arabic_signatory_reads_and_signs_from_right_to_left(room: Room) -> None:
    handovers = room.services.handovers
    current = handovers.get(room.handover)
    arabic = replace(current.details, languages=("ar", "en"))
    handovers.save_details(room.handover, arabic, revision=current.revision)
    finalise(room)
    sheet = open_sheet(room, room.show(SignScreen))
    assert sheet._page is not None
    sheet._choose_language("ar")
    room.settle()
    assert sheet._page.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert sheet.sign.text() == "توقيع المحضر"
    sheet._choose_language("en")
    room.settle()
    assert sheet._page.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert sheet.sign.text() == "Sign the protocol"


def test_resizing_the_sheet_keeps_what_is_drawn_and_written(room: Room) -> None:
    finalise(room)
    sheet = open_sheet(room, room.show(SignScreen))
    draw(room, sheet, WAVE)
    room.qtbot.keyClicks(sheet.signer.name, " the Second")
    strokes = sheet.panel.strokes
    sheet.showNormal()
    for size in ((960, 600), (2400, 1400), (1366, 768)):
        sheet.resize(*size)
        sheet.grab()
        assert sheet.panel.strokes == strokes
    sheet.sign.click()
    assert sheet.asked is not None
    assert sheet.asked.question.text() == "Signed: Officer A the Second, Manager. Correct?"


def test_times_are_off_until_they_are_switched_on_in_the_settings(room: Room) -> None:
    section = SignaturesSection(room.context)
    room.qtbot.addWidget(section)
    assert not section.times.isChecked()
    assert "personal data" in section.times.accessibleDescription()
    section.times.click()
    assert room.context.settings.get(SIGNATURE_TIMES) == "yes"
    section.times.click()
    assert room.context.settings.get(SIGNATURE_TIMES) == ""
