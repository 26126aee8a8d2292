"""Checklists in the settings: copied, exchanged as files, taken away, and which category uses which."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from handover_desktop.services.desk import Services
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.settings.checklists import ChecklistsSection
from tests.ui.screens.conftest import settle
from tests.ui.screens.room import vehicle


@pytest.fixture
def section(context: UiContext, desk: Services, operations: Operations, qtbot: QtBot) -> ChecklistsSection:
    desk.checklists.choose("Vehicles", "plain")
    made = ChecklistsSection(context)
    qtbot.addWidget(made)
    made.load()
    settle(operations, qtbot)
    return made


def test_a_checklist_is_copied_exported_taken_in_again_and_removed(
    section: ChecklistsSection,
    desk: Services,
    operations: Operations,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "list.json"
    monkeypatch.setattr(FileChooser, "choose_target", lambda *_given: path)
    monkeypatch.setattr(FileChooser, "choose_checklist", lambda _self: path)
    assert not section.remove.isEnabled()
    for act in (section.copy, section.export, section.bring_in):
        act.click()
        settle(operations, qtbot)
    assert section.choice.currentText() == "Vehicle (2)"
    text = path.read_text(encoding="utf-8").replace('"Vehicle (2)"', '"Our vehicles"')
    path.write_text(text, encoding="utf-8")
    section.bring_in.click()
    settle(operations, qtbot)
    assert [one.name for one in desk.checklists.list()][3:] == ["Our vehicles"]
    section.remove.click()
    settle(operations, qtbot)
    assert len(desk.checklists.list()) == 3


def test_a_category_goes_by_the_words_again(
    section: ChecklistsSection, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    (chosen,) = section.categories.values()
    assert chosen.currentData() == "plain"
    chosen.setCurrentIndex(0)
    chosen.activated.emit(0)
    settle(operations, qtbot)
    assert desk.checklists.form_for(vehicle(1)).checklist.key == "vehicle"
