"""The close screen: the file, the paper, the scan, what stays open, and the end."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.seals import Integrity
from handover_desktop.domain.states import State
from handover_desktop.protocol.seal.keys import make_key
from handover_desktop.services.approving import FileKey
from handover_desktop.services.desk import Services
from handover_desktop.services.keyring import Keyring
from handover_desktop.services.verdicts import Verdict
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui import seal_prompt
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.operations import Writes
from handover_desktop.ui.own_certificate import OwnCertificateDialog, OwnSignature
from handover_desktop.ui.screens.close import CloseScreen
from handover_desktop.ui.screens.close.data import file_name
from handover_desktop.ui.screens.close.stick_button import StickButton
from handover_desktop.ui.sticks import Stick
from tests.ui.printers import to_file
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), lamps()]))
    for line, outcome in (("V1", Outcome.ACCEPTED), ("V2", Outcome.MISSING), ("L1", Outcome.ACCEPTED)):
        desk.checking.record(room.item(line), CheckRequest(outcome))
    desk.finalising.finalise(room.handover)
    return room


def sign_on_paper(room: Room) -> None:
    for one in room.services.signing.signatories(room.handover):
        room.services.signing.sign_on_paper(room.handover, one.party, language="en")


def test_a_file_is_named_by_the_protocol_number() -> None:
    assert file_name("DEMO-BG/2026 K7Q2:1") == "DEMO-BG-2026-K7Q2-1.pdf"


def test_the_hands_begin_at_printing_once_there_is_something_to_print(room: Room) -> None:
    screen = room.show(CloseScreen)
    room.qtbot.waitUntil(screen.paper.print.hasFocus, timeout=20_000)


def test_open_signatures_are_said_and_keep_the_handover_open(room: Room) -> None:
    screen = room.show(CloseScreen)
    assert not screen.closing.close_button.isEnabled()
    assert "Demo Partner, Demo Ministry" in screen.closing.text
    screen.closing.to_sign.click()
    assert room.went_to(Step.SIGN)


def test_a_signed_handover_is_closed_with_what_is_open_said_plainly(room: Room) -> None:
    sign_on_paper(room)
    screen = room.show(CloseScreen)
    assert "no signed scan is attached yet" in screen.closing.text
    assert "no supplementary protocol is made yet" in screen.closing.text
    screen.closing.close_button.click()
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.CLOSED
    assert not screen.closing.close_button.isVisible()


def test_who_gave_no_signature_is_named_before_closing_and_offered_no_certificate(room: Room) -> None:
    signing = room.services.signing
    signing.refuse(room.handover, 0, reason="Not counted.", witness="Demo Osoba 3", language="en")
    screen = room.show(CloseScreen)
    assert not screen.closing.close_button.isEnabled()
    signing.note_absence(room.handover, 1, reason="Ill.")
    screen = room.show(CloseScreen)
    said = "Demo Partner: Refused to sign; Officer A, Manager; reason: Not counted; witness: Demo Osoba 3."
    assert said in screen.closing.text
    assert "Demo Ministry: Absent, did not sign" in screen.closing.text
    assert screen._data is not None
    assert screen._data.may_sign == ()
    screen.closing.close_button.click()
    room.settle()
    assert room.services.handovers.get(room.handover).state is State.CLOSED


def test_the_saved_file_is_known_to_the_register(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None
    screen.paper.save_to(data, tmp_path / "protocol.pdf", lambda: None)
    room.settle()
    assert (tmp_path / "protocol.pdf").read_bytes() == screen.context.services.documents.final(room.handover)
    (record,) = room.services.documents.list(room.handover)
    assert record.file_name == "protocol.pdf"


def test_a_scan_is_attached_listed_and_given_back(room: Room, tmp_path: Path) -> None:
    scan = tmp_path / "signed.png"
    Image.new("RGB", (200, 300), "white").save(scan)
    screen = room.show(CloseScreen)
    screen.attach([scan])
    room.settle()
    dialog = screen.scan_desk.dialog
    assert "No page of the protocol was recognised" in dialog.said.text()
    assert dialog.attach is not None
    dialog.attach.click()
    room.settle()
    (record,) = room.services.documents.list(room.handover)
    assert room.services.documents.content(record.sha256) == scan.read_bytes()
    assert any("signed.png" in said for said in room.trail.said)


def test_what_is_no_scan_is_refused_beside_the_button(room: Room, tmp_path: Path) -> None:
    fake = tmp_path / "signed.pdf"
    fake.write_bytes(b"no pdf at all")
    screen = room.show(CloseScreen)
    screen.attach([fake])
    room.settle()
    assert room.services.documents.list(room.handover) == ()
    assert "signed.pdf" in screen.scans.banner.text


def test_a_protocol_goes_to_a_stick_and_what_was_read_back_is_said(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    folder = tmp_path / "STICK"
    folder.mkdir()
    screen.paper.stick.save_to(folder)
    room.settle()
    (copy,) = folder.glob("*.pdf")
    assert len(list(folder.glob("*.pem"))) == 1
    assert copy.read_bytes() == screen.preview.pdf == room.services.documents.final(room.handover)
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    assert f"{digest[:4]}\N{NO-BREAK SPACE}{digest[4:8]}" in screen.paper.banner.text
    assert "Written and read back" in screen.paper.banner.text
    assert len(room.services.documents.list(room.handover)) == 1


@pytest.mark.parametrize("way", ["file", "stick", "copy", "own certificate"])
def test_a_locked_sealing_key_is_asked_for_on_every_way_out(
    context: UiContext,
    trail: Trail,
    desk: Services,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1)], demo=False))
    desk.checking.record(room.item("V1"), CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(room.handover)
    monkeypatch.setattr(room.services.sealing, "_keyring", Keyring(tmp_path))
    room.services.sealing.protect("correct horse")
    monkeypatch.setattr(room.services.sealing, "_keyring", Keyring(tmp_path))  # as after a new start
    asked = iter(["wrong", "correct horse"])
    monkeypatch.setattr(seal_prompt, "ask_secret", lambda *_given, **_named: next(asked))
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None
    target = tmp_path / "out" / "protocol.pdf"
    target.parent.mkdir()
    if way == "file":
        screen.paper.save_to(data, target, lambda: None)
    elif way == "stick":
        screen.paper.stick.save_to(target.parent)
    elif way == "copy":
        screen.copy_to(target)
    else:
        made = make_key(common_name="Demo Osoba", organisation="", at=room.services.workplace.now())
        (tmp_path / "signer.p12").write_bytes(made)
        screen.paper.approve_to(data, target, OwnSignature(0, FileKey(tmp_path / "signer.p12", "")))
    room.settle()
    assert list(target.parent.glob("*.pdf"))
    assert next(asked, None) is None


def test_a_stick_that_is_gone_is_said_beside_the_button_and_stops_nothing_else(
    room: Room, tmp_path: Path
) -> None:
    screen = room.show(CloseScreen)
    screen.paper.stick.save_to(tmp_path / "not-plugged-in")
    room.settle()
    assert "was not there any more" in screen.paper.banner.text
    assert room.context.operations.writes is Writes.IDLE


def test_the_sticks_that_are_plugged_in_are_offered_with_their_room(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    plugged = (Stick(tmp_path, "BLUE", 12_345_678_900),)
    button = StickButton(room.context, screen.paper.banner, screen, lambda: plugged)
    button.show_handover(room.handover)
    button.offer()
    room.settle()
    offered = [action.text() for action in button.menu.actions() if action.text()]
    assert offered == [f"BLUE ({tmp_path}), 12.3 GB free", "Another folder…"]
    button.menu.actions()[0].trigger()
    room.settle()
    assert list(tmp_path.glob("*.pdf"))


def test_without_a_printer_the_other_ways_are_offered(room: Room) -> None:
    screen = room.show(CloseScreen)
    screen.paper.print.click()
    assert "There is no printer on this laptop." in screen.paper.banner.text
    assert screen.paper.save.isEnabled()
    assert screen.paper.stick.button.isEnabled()
    screen.paper.banner.action_triggered.emit()
    room.settle()
    assert screen.paper.stick.menu.actions()


def test_what_was_printed_stands_in_the_journal(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    data, viewed = screen._data, screen.preview.viewed
    assert data is not None
    assert viewed is not None
    printer = to_file(tmp_path / "printed.pdf", viewed.sizes[0], copies=2)
    printer.setResolution(100)
    screen.paper.desk.print_on(
        printer,
        viewed,
        lambda done: screen.paper.note_printed(data, viewed, done),
    )
    assert not screen.paper.print.isEnabled()
    room.qtbot.waitUntil(lambda: not screen.paper.desk.is_busy, timeout=60_000)
    room.settle()
    assert screen.paper.print.isEnabled()
    newest = room.services.safekeeping.journal(limit=1)[0]
    assert newest.action == "protocol-printed"
    assert json.loads(newest.payload)["copies"] == 2
    assert any("Sent to" in said for said in room.trail.said)


def test_open_items_go_into_a_supplementary_protocol(room: Room) -> None:
    screen = room.show(CloseScreen)
    screen.closing.supplement.click()
    room.settle()
    newest = room.services.handovers.overview()[0]
    assert (newest.reference, newest.lines) == ("HO-1/S1", 1)
    assert ("open_handover", newest.id, Step.PREPARE) in room.trail.steps


def test_everything_is_reached_by_the_tab_key(room: Room) -> None:
    sign_on_paper(room)
    screen = room.show(CloseScreen)
    reached = set()
    widget = screen.paper.print
    widget.setFocus()
    for _step in range(40):
        room.qtbot.keyClick(screen.focusWidget() or screen, Qt.Key.Key_Tab)
        reached.add(screen.window().focusWidget())
    for button in (
        screen.paper.save,
        screen.scans.attach,
        screen.closing.supplement,
        screen.closing.close_button,
    ):
        assert button in reached


def test_who_holds_an_original_is_noted_in_place(room: Room) -> None:
    screen = room.show(CloseScreen)
    (first, *_rest) = room.services.copies.originals(room.handover)
    screen.originals.edit(first)
    screen.originals.holder.setEditText("Demo Ministry, registry")
    screen.originals.save.click()
    room.settle()
    assert room.services.copies.originals(room.handover)[0].holder == "Demo Ministry, registry"
    screen.originals.edit(first)
    screen.originals.holder.setEditText(" ")
    screen.originals.save.click()
    room.settle()
    assert "Say who holds the original" in screen.originals.banner.text


def test_a_copy_is_made_and_counted(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    screen.copy_to(tmp_path / "copy.pdf")
    room.settle()
    found = room.services.verifying.verify(tmp_path / "copy.pdf")
    assert found.is_copy
    assert found.verdict.holds
    assert [one.kind for one in room.services.documents.list(room.handover)][-1] == "copy"


def test_every_unit_gets_its_extract_in_the_folder(room: Room, tmp_path: Path) -> None:
    screen = room.show(CloseScreen)
    screen.paper.extracts.save_to(tmp_path / "extracts")
    room.settle()
    units = room.services.extracts.units(room.handover)
    assert units
    assert len(list((tmp_path / "extracts").iterdir())) == len(units)
    assert screen.paper.extracts.button.isEnabled()
    assert [one.kind for one in room.services.documents.list(room.handover)] == ["extract"] * len(units)
    assert screen.given_out.rows.count() == len(units)


def test_extracts_tell_how_far_they_are_and_can_be_given_up(room: Room, tmp_path: Path) -> None:
    screen, operations = room.show(CloseScreen), room.context.operations
    told: list[tuple[int, int]] = []
    operations.stepped.connect(lambda *step: told.append(step))
    screen.paper.extracts.save_to(tmp_path / "extracts")
    room.settle()
    assert told[0] == (0, 2)
    assert told[-1] == (2, 2)

    with room.held_lane():
        screen.paper.extracts.save_to(tmp_path / "none")
        operations.cancel_running()
    room.settle()
    assert list((tmp_path / "none").iterdir()) == []
    assert screen.paper.extracts.button.isEnabled()


def test_what_stays_open_is_told_with_who_sees_to_it_and_until_when(
    context: UiContext, trail: Trail, desk: Services, qtbot: QtBot
) -> None:
    room = Room(qtbot, context, trail, add_handover(desk, [vehicle(1), vehicle(2), vehicle(3)]))
    mend = Remark("The mirror is cracked", agreed_action="Mend the mirror", responsible="Demo Osoba 1")
    for line, outcome, remark in (
        ("V1", Outcome.ACCEPTED_WITH_REMARKS, replace(mend, deadline=date(2020, 1, 2))),
        ("V2", Outcome.NOT_ACCEPTED, Remark("No keys", responsible="Demo Osoba 2")),
        ("V3", Outcome.MISSING, None),
    ):
        desk.checking.record(room.item(line), CheckRequest(outcome, remark=remark))
    desk.finalising.finalise(room.handover)
    screen = room.show(CloseScreen)
    cells = [
        label.text() for label in screen.closing.points.findChildren(QLabel) if label.isVisibleTo(screen)
    ]
    assert cells == [
        "Line", "To be done", "Responsible", "Deadline",
        "V1", "Mend the mirror", "Demo Osoba 1", "2 January 2020, overdue",
        "V2", "Not accepted: No keys", "Demo Osoba 2", "",
        "V3", "Missing", "", "",
    ]  # fmt: skip


def test_what_stayed_open_is_offered_once(room: Room) -> None:
    screen = room.show(CloseScreen)
    assert screen.closing.supplement.isVisible()
    room.services.supplements.make(room.handover)
    screen.enter(room.handover)
    room.settle()
    assert not screen.closing.supplement.isVisible()
    assert not screen.closing.points.isVisible()
    assert "HO-1/S1" in screen.closing.open_text


def test_a_signatory_signs_with_a_certificate_of_their_own(room: Room, tmp_path: Path) -> None:
    made = make_key(common_name="Osoba B", organisation="", at=room.services.workplace.now())
    (tmp_path / "b.p12").write_bytes(made)
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None
    dialog = OwnCertificateDialog(room.context, data.handover.details.signing_parties, screen)
    dialog.show()
    assert not dialog.go.isEnabled()
    dialog.party.setCurrentIndex(1)
    dialog.path.setText(str(tmp_path / "b.p12"))
    assert dialog.go.isEnabled()

    screen.paper.approve_to(data, tmp_path / "signed.pdf", dialog.signature)
    room.settle()

    found = room.services.verifying.verify(tmp_path / "signed.pdf")
    assert found.verdict is Verdict.INTACT
    assert [one.party for one in found.seal.approvals] == [1]


def test_a_broken_sealing_key_is_said_and_a_file_without_seal_is_a_choice(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = room.services.workplace.key_folder / "seal-demo.p12"
    key.parent.mkdir(parents=True, exist_ok=True)
    asked: list[str] = []

    def agree(_messages: object, _title: str, text: str, **_named: object) -> bool:
        asked.append(text)
        return True

    monkeypatch.setattr(type(room.context.messages), "confirm", agree)
    before = key.read_bytes() if key.exists() else None
    key.write_bytes(b"damaged")
    screen = room.show(CloseScreen)
    data = screen._data
    assert data is not None

    screen.paper.save_to(data, tmp_path / "p.pdf", lambda: None)
    room.qtbot.waitUntil((tmp_path / "p.pdf").exists, timeout=20_000)
    room.settle()
    key.unlink()
    if before is not None:
        key.write_bytes(before)

    assert "cannot be used" in asked[0]
    found = room.services.verifying.verify(tmp_path / "p.pdf")
    assert (found.verdict, found.seal.integrity) == (Verdict.INTACT, Integrity.NOT_SEALED)
