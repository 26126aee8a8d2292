"""Sheets travel with their finding; checklists are data that a register can change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from handover_desktop.domain.assets import Item
from handover_desktop.domain.checklists import TEXTS, Drawing
from handover_desktop.domain.checks import Finding, Outcome, Remark, RemarkType
from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.sheet_texts import describe_sheet, propose_remark
from handover_desktop.domain.sheets import Answer, DamageLook, DamageMark, ItemSheet, MarkType, Zone
from handover_desktop.services.desk import Services
from handover_desktop.services.signing import frozen_content
from handover_desktop.services.views import CheckRequest
from tests.domain.samples import a_vehicle, complete_details
from tests.domain.test_sheets import SHEET
from tests.services.life_model import Clock, Dice, add_lines, open_desk

CLEAN = ItemSheet("vehicle", (Answer("odometer", "12"),), DamageLook.NONE_NOTED)


def english(text: str, **params: object) -> str:
    return text.format(**params)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    desk = open_desk(tmp_path / "r.handover", Clock(), Dice())
    made = desk.handovers.create("HO-1", details=complete_details()).handover
    assert made is not None
    add_lines(desk, made, [a_vehicle("V-1", category="Patrol vehicle")])
    yield desk
    desk.close()


def the_item(desk: Services) -> tuple[HandoverId, Item]:
    handover = desk.handovers.find("HO-1").id
    return handover, desk.checking.find(handover, "V-1")[0]


def standing(desk: Services) -> Finding | None:
    return desk.checking.card(the_item(desk)[1].id).finding


def test_a_sheet_is_kept_with_the_finding_and_goes_with_an_undo(desk: Services) -> None:
    handover, item = the_item(desk)
    desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED, sheet=CLEAN))
    remark = Remark("Scratch", RemarkType.DAMAGE)
    desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark, sheet=SHEET))
    found = standing(desk)
    assert found is not None
    assert found.sheet == SHEET
    desk.checking.undo_last(handover)
    found = standing(desk)
    assert found is not None
    assert found.sheet == CLEAN


def test_plainly_accepted_is_refused_where_the_sheet_notes_damage(desk: Services) -> None:
    _, item = the_item(desk)
    with pytest.raises(DomainError) as refused:
        desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED, sheet=SHEET))
    assert refused.value.code is Code.SHEET_NEEDS_REMARK
    assert standing(desk) is None


def test_no_damage_noted_beside_a_mark_is_refused(desk: Services) -> None:
    _, item = the_item(desk)
    both = ItemSheet(damage=DamageLook.NONE_NOTED, marks=(DamageMark(Zone.FRONT, MarkType.DENT),))
    with pytest.raises(DomainError) as refused:
        desk.checking.record(item.id, CheckRequest(Outcome.NOT_ACCEPTED, remark=Remark("x"), sheet=both))
    assert refused.value.code is Code.SHEET_CONTRADICTS


def test_a_sheet_on_which_nothing_was_noted_is_none(desk: Services) -> None:
    _, item = the_item(desk)
    empty = ItemSheet("vehicle", (Answer("odometer", " "),))
    desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED, sheet=empty))
    found = standing(desk)
    assert found is not None
    assert found.sheet is None


def test_the_remark_follows_from_the_exceptions_of_the_sheet(desk: Services) -> None:
    vehicle = desk.checklists.list()[0]
    remark = propose_remark(english, SHEET, vehicle)
    assert remark == Remark(
        "Scratch, right front (RI): rear door; Keys: 1 of 2; Damaged in the kit: Jack", RemarkType.DAMAGE
    )
    assert propose_remark(english, CLEAN, vehicle) is None
    assert describe_sheet(english, CLEAN, vehicle) == (("Odometer, km", "12"), ("Damage", "No damage noted"))


@pytest.mark.parametrize(
    ("category", "lot", "key", "drawing"),
    [
        ("Patrol vehicle", "", "vehicle", Drawing.CAR),
        ("Теренско возило", "", "vehicle", Drawing.CAR),
        ("Vozila", "", "vehicle", Drawing.CAR),
        ("Véhicules", "", "vehicle", Drawing.CAR),
        ("Vehículo", "", "vehicle", Drawing.CAR),
        ("مركبة دورية", "", "vehicle", Drawing.CAR),
        ("Pick-up", "", "vehicle", Drawing.PICK_UP),
        ("Van", "", "vehicle", Drawing.VAN),
        ("Комби", "", "vehicle", Drawing.VAN),
        ("Patrol", "Vehicles", "vehicle", Drawing.CAR),
        ("IT", "Equipment", "equipment", None),
        ("Опрема за рад", "", "equipment", None),
        ("Caravans and cargo nets", "", "plain", None),
        ("", "", "plain", None),
    ],
)
def test_a_category_finds_its_checklist_by_words_of_several_languages(
    desk: Services, category: str, lot: str, key: str, drawing: Drawing | None
) -> None:
    form = desk.checklists.form_for(a_vehicle(category=category, lot=lot))
    assert (form.checklist.key, form.drawing) == (key, drawing)


def test_a_register_says_itself_which_checklist_a_category_uses(desk: Services) -> None:
    asset = a_vehicle(category="Patrol  Vehicle")
    desk.checklists.choose("patrol vehicle", "equipment")
    assert desk.checklists.form_for(asset).checklist.key == "equipment"
    desk.checklists.choose("patrol vehicle", "")
    assert desk.checklists.form_for(asset).checklist.key == "vehicle"
    with pytest.raises(DomainError, match="no checklist"):
        desk.checklists.choose("patrol vehicle", "none such")


def test_a_checklist_is_copied_edited_as_a_file_and_taken_in_again(desk: Services, tmp_path: Path) -> None:
    desk.checklists.duplicate("vehicle")
    copied = desk.checklists.list()[-1]
    assert (copied.key, copied.name) == ("vehicle-2", "Vehicle (2)")
    file = tmp_path / "list.json"
    desk.checklists.export(copied.key, file)
    data = json.loads(file.read_text(encoding="utf-8"))
    data["checklist"]["questions"] = [{"key": "siren", "text": "Siren"}]
    file.write_text(json.dumps(data), encoding="utf-8")
    desk.checklists.bring_in(file)
    (question,) = desk.checklists.list()[-1].questions
    assert question.text == "Siren"
    desk.checklists.remove(copied.key)
    assert [one.key for one in desk.checklists.list()] == ["vehicle", "equipment", "plain"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "handover-checklist", "version": 1}'])
def test_a_file_that_is_no_checklist_changes_nothing(desk: Services, tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DomainError, match="not understood as a checklist"):
        desk.checklists.bring_in(file)
    assert len(desk.checklists.list()) == 3


def test_the_texts_of_the_checklists_stand_in_the_catalogues(desk: Services) -> None:
    for checklist in desk.checklists.list():
        used = {
            checklist.name,
            *(q.text for q in checklist.questions),
            *(q.group for q in checklist.questions),
        }
        assert used <= set(TEXTS)


def test_the_protocol_keeps_the_shape_on_which_damage_was_marked(desk: Services) -> None:
    handover, item = the_item(desk)
    van = a_vehicle("V-2", "0SYZZZV11ZR000002", category="Van")
    add_lines(desk, handover, [van, a_vehicle("V-3", "0SYZZZV11ZR000003", category="Patrol vehicle")])
    marked = ItemSheet("vehicle", marks=(DamageMark(Zone.FRONT, MarkType.DENT),))
    for line in ("V-1", "V-2"):
        (found,) = desk.checking.find(handover, line)
        remark = Remark("Dented", RemarkType.DAMAGE)
        desk.checking.record(
            found.id, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=remark, sheet=marked)
        )
    desk.checking.record(desk.checking.find(handover, "V-3")[0].id, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(handover)
    with desk.workplace.reading() as store:
        items = frozen_content(store, handover).items
    assert [one.drawing for one in items] == [Drawing.CAR, Drawing.VAN, None]
    assert item.asset.line_no == "V-1"
