"""Donor profiles are data: brought along, edited, carried from register to register; a handover keeps its copy."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handover_desktop.domain.errors import Code, DomainError, EnvironmentFault
from handover_desktop.domain.handovers import Annex, DonorProfile, FundingStatement, Logo, Paper
from handover_desktop.domain.money import Money
from handover_desktop.services.desk import Services
from handover_desktop.services.donor_profiles import NOTES, PRESET_NAMES
from tests.domain.samples import complete_details
from tests.protocol.cameras import encode, four_corners
from tests.services.life_model import Clock, Dice, attempt, open_desk

OWN = DonorProfile("Our donor", FundingStatement.NONE, Money("USD", 250_000), (Annex.THRESHOLD,))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path / "r.handover", Clock(), Dice())
    yield services
    services.close()


def names(desk: Services) -> list[str]:
    return [kept.profile.name for kept in desk.donor_profiles.list()]


def key_of(desk: Services, name: str) -> str:
    return next(kept.key for kept in desk.donor_profiles.list() if kept.profile.name == name)


def test_the_program_brings_profiles_along_and_says_what_to_check(desk: Services) -> None:
    presets = desk.donor_profiles.list()
    assert tuple(kept.profile.name for kept in presets) == PRESET_NAMES
    assert {kept.key: kept.note for kept in presets} == NOTES
    grant = next(kept.profile for kept in presets if kept.key == "eu-grant")
    assert grant.threshold == Money("EUR", 500_000)
    assert grant.statement is FundingStatement.FUNDED_BY_EU
    assert Annex.THRESHOLD in grant.annexes


def test_a_profile_of_ones_own_is_added_edited_copied_and_removed(desk: Services) -> None:
    desk.donor_profiles.add(OWN)
    key = key_of(desk, "Our donor")
    desk.donor_profiles.save(key, replace(OWN, threshold=None))
    desk.donor_profiles.duplicate(key)
    desk.donor_profiles.duplicate(key)
    assert names(desk)[-3:] == ["Our donor", "Our donor (2)", "Our donor (3)"]
    assert [kept.profile.threshold for kept in desk.donor_profiles.list()[-3:]] == [None] * 3
    desk.donor_profiles.remove(key)
    assert names(desk)[-2:] == ["Our donor (2)", "Our donor (3)"]
    assert attempt(lambda: desk.donor_profiles.remove(key)) is Code.PROFILE_UNKNOWN
    assert attempt(lambda: desk.donor_profiles.save(key, OWN)) is Code.PROFILE_UNKNOWN


def test_an_edited_preset_can_be_brought_back(desk: Services) -> None:
    before = desk.donor_profiles.list()
    grant = before[1]
    desk.donor_profiles.save(grant.key, replace(grant.profile, threshold=Money("EUR", 100_000)))
    edited = desk.donor_profiles.list()[1]
    assert (edited.edited, edited.profile.threshold) == (True, Money("EUR", 100_000))
    desk.donor_profiles.remove(grant.key)
    assert desk.donor_profiles.list() == before
    desk.donor_profiles.save(grant.key, grant.profile)
    assert desk.donor_profiles.list() == before


def test_names_are_needed_and_taken_once(desk: Services) -> None:
    add = desk.donor_profiles.add
    assert attempt(lambda: add(replace(OWN, name=" "))) is Code.PROFILE_NEEDS_NAME
    assert attempt(lambda: add(replace(OWN, name="eu, GRANT rules"))) is Code.PROFILE_TAKEN
    assert attempt(lambda: add(replace(OWN, threshold=Money("EUR", -1)))) is Code.THRESHOLD_NOT_AN_AMOUNT
    assert len(names(desk)) == len(PRESET_NAMES)


def test_a_profile_travels_as_a_file(desk: Services, tmp_path: Path) -> None:
    desk.donor_profiles.add(replace(OWN, name="Донатор"))
    desk.donor_profiles.export(key_of(desk, "Донатор"), tmp_path / "p.json")
    (tmp_path / "other").mkdir()
    other = open_desk(tmp_path / "other" / "r.handover", Clock(), Dice())
    other.donor_profiles.bring_in(tmp_path / "p.json")
    other.donor_profiles.bring_in(tmp_path / "p.json")
    kept = other.donor_profiles.list()[-2:]
    other.close()
    assert [one.profile for one in kept] == [replace(OWN, name=n) for n in ("Донатор", "Донатор (2)")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": "handover-donor-profile", "version": 2, "profile": {"name": "x"}}',
        '{"format": "handover-donor-profile", "version": 1, "profile": {"name": 7}}',
        '{"format": "handover-donor-profile", "version": 1, "profile": {"nom": "x"}}',
        '{"format": "handover-donor-profile", "version": 1, "profile": {"name": "x", "annexes": ["nine"]}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_profile_is_refused(desk: Services, tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text)
    assert attempt(lambda: desk.donor_profiles.bring_in(path)) is Code.PROFILE_UNREADABLE
    path.write_bytes(b"\xff\xfe")
    assert attempt(lambda: desk.donor_profiles.bring_in(path)) is Code.PROFILE_UNREADABLE
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    assert attempt(lambda: desk.donor_profiles.bring_in(path)) is Code.PROFILE_UNREADABLE
    assert len(names(desk)) == len(PRESET_NAMES)


def test_a_file_that_is_not_there_is_named(desk: Services, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as gone:
        desk.donor_profiles.bring_in(tmp_path / "none.json")
    assert gone.value.code is Code.NO_SUCH_FILE


def test_a_new_handover_starts_with_the_registers_own_rules_and_paper(desk: Services) -> None:
    desk.handovers.create("HO-1")
    desk.donor_profiles.add(OWN)
    desk.donor_profiles.choose_default(key_of(desk, "Our donor"))
    desk.settings.choose_paper(Paper.LETTER)
    desk.handovers.create("HO-2")
    first, second = desk.handovers.find("HO-1").details, desk.handovers.find("HO-2").details
    assert (first.donor.name, first.paper) == ("No donor rules", Paper.A4)
    assert (second.donor, second.paper) == (OWN, Paper.LETTER)
    desk.donor_profiles.remove(key_of(desk, "Our donor"))
    assert desk.handovers.find("HO-2").details.donor == OWN
    assert desk.donor_profiles.default() == "none"


def test_a_logo_is_kept_and_its_handover_refers_to_it(desk: Services, tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(encode(four_corners(), "PNG"))
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    prepared = desk.logos.prepare_file(path)
    desk.logos.add(made, prepared, name=" Agency ")
    digest = hashlib.sha256(prepared.content).hexdigest()
    assert desk.handovers.get(made).details.logos == (Logo("Agency", digest),)
    assert attempt(lambda: desk.logos.add(made, prepared, name=" ")) is Code.LOGO_NEEDS_NAME
    assert attempt(lambda: desk.logos.remove(made, "Other")) is Code.LOGO_UNKNOWN
    desk.logos.remove(made, "Agency")
    assert desk.handovers.get(made).details.logos == ()


def test_details_cannot_name_a_logo_that_the_register_lacks(desk: Services) -> None:
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    current = desk.handovers.get(made)
    details = replace(current.details, logos=(Logo("Agency", "0" * 64),))
    with pytest.raises(DomainError, match="Agency") as refused:
        desk.handovers.save_details(made, details, revision=current.revision)
    assert refused.value.code is Code.LOGO_UNKNOWN


def test_what_is_done_with_profiles_stands_in_the_journal(desk: Services) -> None:
    desk.donor_profiles.add(OWN)
    with desk.workplace.reading() as store:
        entry = list(store.audit_entries())[-1]
    assert (entry.action, entry.subject) == ("donor-profile-saved", "Our donor")
    assert json.loads(entry.payload)["profile"]["threshold"] == {"currency": "USD", "minor": 250_000}
