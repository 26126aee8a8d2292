"""Giving data and labels out from the window: what is chosen is written, and chosen again the next time."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.assets import Origin
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.labels import CodeKind
from handover_desktop.services.archive_verdicts import verify_archive
from handover_desktop.services.desk import Services
from handover_desktop.services.exporting import Part
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.archive_report import ArchiveDialog
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.exports.choices import ExportChoices, LabelChoices, What, keep, recall
from handover_desktop.ui.exports.export_desk import ExportDesk
from handover_desktop.ui.exports.export_dialog import ExportDialog
from handover_desktop.ui.exports.label_dialog import LabelDialog
from handover_desktop.ui.settings import EXPORT_CHOICES, LABEL_CHOICES
from tests.ui.screens.conftest import Trail
from tests.ui.screens.room import Room, add_handover, lamps, vehicle


@pytest.fixture
def room(context: UiContext, trail: Trail, desk: Services, qtbot: QtBot) -> Room:
    return Room(qtbot, context, trail, add_handover(desk, [vehicle(number) for number in range(1, 6)]))


@pytest.fixture
def window(room: Room) -> QWidget:
    made = QWidget()
    room.qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, what: What) -> None:
    dialog.what.setCurrentIndex(dialog.what.findData(what.value))


def test_only_what_belongs_to_the_choice_is_asked(room: Room, window: QWidget) -> None:
    dialog = ExportDialog(room.context, room.handover, final=False, parent=window)
    dialog.open()
    room.settle()

    assert dialog.what.findData(What.ARCHIVE.value) == -1
    assert not dialog.part.isVisible()
    assert not dialog.words.isVisible()
    choose(dialog, What.CSV)
    assert dialog.part.isVisible()
    dialog.redacted.setChecked(True)
    dialog.words.setText("patrol, van")
    room.qtbot.waitUntil(lambda: dialog.count.text() == "5 items are taken for unmarked vehicles.")
    choose(dialog, What.REGISTER)
    assert not dialog.words.isVisible()
    dialog.reject()


def test_what_was_chosen_is_chosen_again_and_an_unknown_choice_is_forgotten(
    room: Room, window: QWidget
) -> None:
    chosen = ExportChoices(What.CSV, Part.REMARKS, "\t", ",", False, "sr-Latn", True, "unmarked")
    keep(room.context.settings, EXPORT_CHOICES, chosen)
    dialog = ExportDialog(room.context, room.handover, final=True, parent=window)

    assert dialog.chosen == chosen
    room.context.settings.put(EXPORT_CHOICES, json.dumps({"what": "papyrus"}))
    assert recall(room.context.settings, EXPORT_CHOICES, ExportChoices) == ExportChoices()
    room.settle()


def test_a_whole_dialog_can_be_worked_by_keyboard(room: Room, window: QWidget) -> None:
    dialog = ExportDialog(room.context, room.handover, final=True, parent=window)
    with room.qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    accepted: list[bool] = []
    dialog.accepted.connect(lambda: accepted.append(True))
    dialog.what.setFocus()
    room.qtbot.keyClick(dialog.what, Qt.Key.Key_Down)
    assert dialog.chosen.what is What.CSV
    room.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert accepted == [True]
    room.settle()


def test_every_form_is_written_and_said(room: Room, window: QWidget, tmp_path: Path, trail: Trail) -> None:
    desk = ExportDesk(room.context, window)
    for number in range(1, 6):
        room.services.checking.record(room.item(f"V{number}"), CheckRequest(Outcome.ACCEPTED))
    room.services.finalising.finalise(room.handover)
    for what in What:
        path = tmp_path / f"{what.name}.out"
        desk.write(room.handover, path, ExportChoices(what, words="patrol"))
        room.settle()
        assert path.stat().st_size > 100
        assert trail.said[-1] == f"Saved as {path}."

    with zipfile.ZipFile(tmp_path / "ARCHIVE.out") as archive:
        assert "SHA256SUMS" in archive.namelist()
    assert b"0SYZZZV11ZR000001" in (tmp_path / "JSON.out").read_bytes()
    judge = room.services.verifying.verify_content
    dialog = ArchiveDialog(
        window, room.context.look, room.context._, verify_archive(tmp_path / "ARCHIVE.out", judge), "a.zip"
    )
    assert dialog.accessibleName() == "The archive is whole: every file is the one that it names."
    assert "The seal vouches for 2 files." in dialog.text


def test_what_cannot_be_written_is_said(room: Room, window: QWidget, tmp_path: Path, trail: Trail) -> None:
    ExportDesk(room.context, window).write(room.handover, tmp_path / "a.zip", ExportChoices(What.ARCHIVE))
    room.settle()

    assert "not finalised" in trail.said[-1] or "finalise" in trail.said[-1].lower()
    assert not (tmp_path / "a.zip").exists()


def open_labels(room: Room, window: QWidget) -> LabelDialog:
    units = room.services.checking.receiving_units(room.handover)
    dialog = LabelDialog(room.context, room.handover, "HO-1", units, window)
    dialog.open()
    room.qtbot.waitUntil(lambda: dialog.viewed is not None)
    return dialog


def test_the_sheets_shown_follow_the_choices(room: Room, window: QWidget) -> None:
    dialog = open_labels(room, window)
    assert dialog.viewed is not None
    assert len(dialog.viewed.sizes) == 1
    before = dialog.viewed

    dialog.start.setValue(24)
    room.qtbot.waitUntil(lambda: dialog.viewed not in (None, before))
    assert len(dialog.viewed.sizes) == 2
    dialog.sheet.setCurrentIndex(dialog.sheet.findData("a4-3x7"))
    assert dialog.start.value() == 21
    room.settle()
    dialog.reject()


def test_making_sheets_can_be_stopped_and_the_next_choice_makes_them(room: Room, window: QWidget) -> None:
    dialog = open_labels(room, window)
    dialog.outlines.setChecked(True)
    dialog.busy.cancelled.emit()
    assert dialog.banner.isVisible()
    assert not dialog.save.isEnabled()

    dialog.start.setValue(3)

    room.qtbot.waitUntil(lambda: dialog.viewed is not None)
    assert dialog.save.isEnabled()
    assert not dialog.banner.isVisible()
    dialog.reject()
    room.settle()


def test_over_a_small_window_choices_and_sheets_take_turns(room: Room, window: QWidget) -> None:
    window.resize(683, 384)
    dialog = open_labels(room, window)
    assert (dialog.width() <= 683, dialog.height() <= 384) == (True, True)
    assert (dialog.sheet.isVisible(), dialog.view.isVisible()) == (True, False)
    assert dialog.rect().contains(dialog.print.geometry())

    dialog.turn.click()

    assert (dialog.sheet.isVisible(), dialog.view.isVisible()) == (False, True)
    assert (dialog.width() <= 683, dialog.height() <= 384) == (True, True)
    dialog.reject()
    window.resize(1366, 768)
    wide = open_labels(room, window)
    assert (wide.sheet.isVisible(), wide.view.isVisible(), wide.turn.isVisible()) == (True, True, False)
    wide.reject()
    room.settle()


def test_items_whose_label_would_be_too_small_are_named_above_the_sheet(room: Room, window: QWidget) -> None:
    workplace = room.services.workplace
    with workplace.writing() as store:
        more = [lamps("L9"), *map(vehicle, range(91, 95))]
        store.add_items(room.handover, [(workplace.uid(), line, Origin.LISTED, "") for line in more])
    dialog = open_labels(room, window)
    dialog.sheet.setCurrentIndex(dialog.sheet.findData("a4-5x13"))
    dialog.kind.setCurrentIndex(dialog.kind.findData(CodeKind.CODE_128.value))

    room.qtbot.waitUntil(dialog.banner.isVisible)

    said = dialog.banner.text
    assert "No label for line V" in said
    assert "It fits on A4, 3 × 7" in said
    assert said.endswith("More items without a label: 8.")
    assert dialog.save.isEnabled()
    dialog.reject()
    room.settle()


def test_labels_that_cannot_be_read_are_refused_beside_the_sheet(room: Room, window: QWidget) -> None:
    dialog = open_labels(room, window)
    dialog.sheet.setCurrentIndex(dialog.sheet.findData("a4-5x13"))
    dialog.kind.setCurrentIndex(dialog.kind.findData(CodeKind.CODE_128.value))

    room.qtbot.waitUntil(dialog.banner.isVisible)
    assert not dialog.save.isEnabled()
    dialog.kind.setCurrentIndex(dialog.kind.findData(CodeKind.DATA_MATRIX.value))
    room.qtbot.waitUntil(dialog.save.isEnabled)
    assert not dialog.banner.isVisible()
    dialog.reject()
    room.settle()


def test_labels_are_saved_and_the_offset_of_the_printer_is_remembered(
    room: Room, window: QWidget, tmp_path: Path, trail: Trail
) -> None:
    dialog = open_labels(room, window)
    dialog.right.setValue(15)
    dialog.down.setValue(-7)
    dialog.note.setText("Demo Ministry")
    dialog.save_to(tmp_path / "l.pdf")
    room.settle()

    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")
    assert trail.said[-1] == f"Saved as {tmp_path / 'l.pdf'}."
    kept = recall(room.context.settings, LABEL_CHOICES, LabelChoices)
    assert (kept.shift_x, kept.shift_y, kept.note) == (15, -7, "Demo Ministry")
    assert open_labels(room, window).choice.shift == (1.5, -0.7)
    room.settle()
