"""Donor rules in the window: copied into a handover and changed there; profiles edited in the settings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from handover_desktop.domain.handovers import (
    Annex,
    DonorProfile,
    FundingStatement,
    HandoverDetails,
    Paper,
)
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.services.desk import Services
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.files import FileChooser
from handover_desktop.ui.messages import Messages, Unsaved
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.prepare import PrepareScreen
from handover_desktop.ui.screens.prepare.donor_section import DonorSection
from handover_desktop.ui.screens.settings import SettingsScreen
from handover_desktop.ui.screens.settings.donors import DonorsSection
from tests.protocol.cameras import encode, four_corners
from tests.ui.screens.conftest import settle

CUSTOM = DonorProfile("Our donor", threshold=Money("USD", 250_000), annexes=(Annex.THRESHOLD,))


@pytest.fixture
def handover(desk: Services) -> HandoverId:
    desk.handovers.create("HO-1", details=HandoverDetails(title="Radios", donor=CUSTOM))
    return desk.handovers.find("HO-1").id


@pytest.fixture
def prepare(context: UiContext, handover: HandoverId, operations: Operations, qtbot: QtBot) -> PrepareScreen:
    made = PrepareScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.enter(handover)
    settle(operations, qtbot)
    return made


@pytest.fixture
def section(prepare: PrepareScreen) -> DonorSection:
    return prepare._form.donor


@pytest.fixture
def donors(context: UiContext, operations: Operations, qtbot: QtBot) -> DonorsSection:
    screen = SettingsScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 700)
    screen.show()
    screen.enter(None)
    settle(operations, qtbot)
    return screen.donors


def save(prepare: PrepareScreen, operations: Operations, qtbot: QtBot) -> None:
    prepare._save_button.click()
    settle(operations, qtbot)


def choose(section: DonorSection | DonorsSection, key: str) -> None:
    place = section.profile.findData(key)
    section.profile.setCurrentIndex(place)
    section.profile.activated.emit(place)


def test_rules_of_no_profile_are_shown_as_changed_and_stay_as_they_are(
    prepare: PrepareScreen, section: DonorSection
) -> None:
    assert section.profile.currentText() == "Our donor, changed for this handover"
    assert section.fields.threshold.text() == "2,500.00"
    assert section.fields.currency.currentText() == "USD"
    assert prepare._form.details().donor == CUSTOM
    assert not prepare._form.is_dirty


def test_a_profile_is_copied_and_then_changed_for_this_handover_alone(
    prepare: PrepareScreen,
    section: DonorSection,
    desk: Services,
    handover: HandoverId,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    before = desk.donor_profiles.list()
    choose(section, "eu-grant")
    assert "Check the amount in your agreement." in section._advice.text()
    section.fields.threshold.clear()
    qtbot.keyClicks(section.fields.threshold, "7.500,00")
    section.fields.annexes[Annex.PHOTOS].click()
    section.paper.setCurrentIndex(section.paper.findData("letter"))
    section.paper.activated.emit(1)
    save(prepare, operations, qtbot)
    details = desk.handovers.get(handover).details
    assert details.donor == DonorProfile(
        "EU, grant rules",
        FundingStatement.FUNDED_BY_EU,
        Money("EUR", 750_000),
        (Annex.ALLOCATION, Annex.THRESHOLD),
    )
    assert details.paper is Paper.LETTER
    assert desk.donor_profiles.list() == before
    assert section.profile.currentText() == "EU, grant rules, changed for this handover"


def test_what_is_no_amount_is_marked_and_nothing_saved(
    prepare: PrepareScreen,
    section: DonorSection,
    desk: Services,
    handover: HandoverId,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    section.fields.threshold.clear()
    qtbot.keyClicks(section.fields.threshold, "much")
    section.fields.annexes[Annex.PHOTOS].click()
    save(prepare, operations, qtbot)
    assert section.fields._threshold_field.error == "This is not an amount. Write it like 5,000.00."
    assert desk.handovers.get(handover).details.donor == CUSTOM


def test_logos_are_added_named_ordered_and_removed(
    prepare: PrepareScreen,
    section: DonorSection,
    desk: Services,
    handover: HandoverId,
    operations: Operations,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    for name, size in (("agency", (600, 100)), ("ministry", (100, 300)), ("office", (90, 90))):
        path = tmp_path / f"{name}.png"
        path.write_bytes(encode(four_corners(*size), "PNG"))
        section.logos.add_file(path)
        settle(operations, qtbot)
    rows = section.logos._rows
    rows[0].name.clear()
    save(prepare, operations, qtbot)
    assert rows[0].field.error is not None
    assert desk.handovers.get(handover).details.logos == ()
    qtbot.keyClicks(rows[0].name, "Agency")
    rows[2].tools[0].click()
    rows[2].tools[2].click()
    save(prepare, operations, qtbot)
    assert [logo.name for logo in desk.handovers.get(handover).details.logos] == ["Agency", "office"]
    assert not prepare._form.is_dirty


def test_no_logo_is_shown_higher_or_wider_than_the_emblem(
    section: DonorSection, operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, size in (("wide", (900, 90)), ("high", (90, 900))):
        path = tmp_path / f"{name}.png"
        path.write_bytes(encode(four_corners(*size), "PNG"))
        section.logos.add_file(path)
        settle(operations, qtbot)
    section.logos.show_statement(FundingStatement.FUNDED_BY_EU)
    wide, high = section.logos.preview.places()
    assert (wide.width(), high.height()) == (84, 56)
    section.logos.show_statement(FundingStatement.NONE)
    assert section.logos.preview.places()[0].width() > 84


def test_a_file_that_is_no_logo_is_refused_with_its_name(
    section: DonorSection, context: UiContext, operations: Operations, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[str] = []
    context.messages._show = lambda _tone, text: said.append(text)
    path = tmp_path / "logo.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    section.logos.add_file(path)
    settle(operations, qtbot)
    assert section.logos.logos() == ()
    assert said[0].startswith("logo.svg is not a picture")


def test_a_profile_is_edited_saved_and_brought_back(
    donors: DonorsSection, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    before = desk.donor_profiles.list()
    choose(donors, "eu-grant")
    assert not donors.save_button.isEnabled()
    assert not donors.remove.isVisible()
    donors.fields.threshold.clear()
    qtbot.keyClicks(donors.fields.threshold, "10000")
    donors.save_button.click()
    settle(operations, qtbot)
    assert desk.donor_profiles.list()[1].profile.threshold == Money("EUR", 1_000_000)
    assert donors.remove.text() == "Back to what the program brought"
    assert donors.profile.currentData() == "eu-grant"
    donors.remove.click()
    settle(operations, qtbot)
    assert desk.donor_profiles.list() == before
    assert donors.fields.threshold.text() == "5,000.00"


def test_a_profile_of_ones_own_is_made_and_becomes_the_default(
    donors: DonorsSection, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    donors.new.click()
    qtbot.keyClicks(donors.name, "EU, grant rules")
    donors.save_button.click()
    settle(operations, qtbot)
    assert donors._name_field.error is not None
    donors.name.clear()
    qtbot.keyClicks(donors.name, "Our donor")
    donors.save_button.click()
    settle(operations, qtbot)
    assert donors.profile.currentText() == "Our donor"
    assert donors._name_field.error is None
    donors.is_default.click()
    settle(operations, qtbot)
    desk.handovers.create("HO-9")
    assert desk.handovers.find("HO-9").details.donor.name == "Our donor"
    donors.is_default.click()
    assert donors.is_default.isChecked()
    donors.remove.click()
    settle(operations, qtbot)
    assert donors.profile.currentData() == "none"


def test_a_profile_travels_between_registers(
    donors: DonorsSection,
    desk: Services,
    operations: Operations,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "profile.json"
    monkeypatch.setattr(FileChooser, "choose_target", lambda *_given: path)
    monkeypatch.setattr(FileChooser, "choose_profile", lambda _self: path)
    choose(donors, "eu-grant")
    donors.export.click()
    settle(operations, qtbot)
    donors.bring_in.click()
    settle(operations, qtbot)
    assert donors.profile.currentText() == "EU, grant rules (2)"
    donors.copy.click()
    settle(operations, qtbot)
    assert donors.profile.currentText() == "EU, grant rules (2) (2)"
    first, *_others, copied = desk.donor_profiles.list()[1:]
    assert copied.profile == replace(first.profile, name="EU, grant rules (2) (2)")


def test_an_edited_profile_is_not_lost_silently(
    context: UiContext,
    desk: Services,
    operations: Operations,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = SettingsScreen(context)
    qtbot.addWidget(screen)
    screen.show()
    screen.enter(None)
    settle(operations, qtbot)
    choose(screen.donors, "eu-grant")
    qtbot.keyClicks(screen.donors.name, " of 2026")
    screen.donors.name.setText("Grants of 2026")
    answers = [Unsaved.STAY, Unsaved.SAVE]
    monkeypatch.setattr(Messages, "ask_unsaved", lambda _self, _what: answers.pop(0))
    assert screen.leave() is False
    assert screen.leave() is True
    assert desk.donor_profiles.list()[1].profile.name == "Grants of 2026"


def test_the_paper_of_new_handovers_is_chosen(
    donors: DonorsSection, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    donors.paper.setCurrentIndex(1)
    donors.paper.activated.emit(1)
    settle(operations, qtbot)
    assert desk.settings.paper() is Paper.LETTER
