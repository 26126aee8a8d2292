"""A new version of a list in the window: seen side by side, accepted one by one, and no check is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.list_changes import ChangeKind
from handover_desktop.domain.states import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.prepare.importing import ImportScreen
from handover_desktop.ui.screens.prepare.pair_dialog import PairDialog
from handover_desktop.ui.screens.prepare.version_models import Part
from handover_desktop.ui.screens.prepare.version_page import VersionPage
from handover_desktop.ui.theme import Look
from tests.ui.screens.conftest import Trail, make_context, settle
from tests.ui.screens.room import add_handover

HEADER = "No;Description;VIN;Qty;Unit;Unit price;Currency"
CAR = "1;Patrol car;0SYZZZV11ZR000001;1;pcs;100;EUR"
VAN = "2;Van;0SYZZZV11ZR000002;1;pcs;200;EUR"
TENTS = "3;Tents;;60;pcs;5;EUR"
TRUCK = "4;Truck;0SYZZZV11ZR000004;1;pcs;900;EUR"
NEW = (CAR, VAN.replace("200", "210"), TENTS.replace("60", "64"), "5;Crane;;1;pcs;50;EUR")
"""The price of the van and the number of tents differ, the crane is new, the truck is gone."""


def written(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("\n".join((HEADER, *lines)) + "\n", "utf-8")
    return path


@pytest.fixture
def handover(desk: Services, tmp_path: Path) -> HandoverId:
    """A handover whose tents and truck are checked."""
    made = add_handover(desk, [])
    first = desk.importing.read(written(tmp_path / "first.csv", (CAR, VAN, TENTS, TRUCK)), handover=made)
    desk.importing.bring_in(first, handover=made)
    for line in ("3", "4"):
        (item,) = desk.checking.find(made, line)
        desk.checking.record(item.id, CheckRequest(Outcome.ACCEPTED))
    return made


@pytest.fixture
def screen(
    context: UiContext, handover: HandoverId, tmp_path: Path, operations: Operations, qtbot: QtBot
) -> ImportScreen:
    made = opened(context, handover, qtbot)
    read(made, written(tmp_path / "new.csv", NEW), operations, qtbot)
    return made


def opened(context: UiContext, handover: HandoverId, qtbot: QtBot) -> ImportScreen:
    made = ImportScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.enter(handover)
    return made


def read(screen: ImportScreen, path: Path, operations: Operations, qtbot: QtBot) -> None:
    screen.begin(path)
    settle(operations, qtbot)


def compared(screen: ImportScreen, operations: Operations, qtbot: QtBot) -> VersionPage:
    screen._review._compare.click()
    settle(operations, qtbot)
    assert screen._pages.currentWidget() is screen._versions
    return screen._versions


def shown(page: VersionPage) -> list[tuple[str, str, bool]]:
    """Return kind, line number and tick of what is in sight, from top to bottom."""
    sight = page.table.sight
    return [
        (
            sight.index(row, 1).data(),
            sight.index(row, 2).data(),
            Qt.CheckState(sight.index(row, 0).data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked,
        )
        for row in range(sight.rowCount())
    ]


def current(desk: Services, handover: HandoverId) -> Handover:
    with desk.workplace.reading() as store:
        return store.handover(handover)


def lines(desk: Services, handover: HandoverId) -> list[str]:
    with desk.workplace.reading() as store:
        return [item.asset.line_no for item in store.items(handover)]


def test_what_is_ticked_is_taken_over_and_what_was_checked_stays(
    screen: ImportScreen,
    handover: HandoverId,
    desk: Services,
    trail: Trail,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    assert screen._review._import.isHidden()  # a list beside the first cannot join what is being checked
    assert screen._review._compare.hasFocus()
    page = compared(screen, operations, qtbot)
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(page.fields.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(page) == [
        ("Added", "5", True),
        ("Changed", "2", True),
        ("Changed", "3", False),  # the check counted sixty
        ("Gone", "4", False),  # and the truck was there
    ]
    assert page.table.view.hasFocus()
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.table.view, Qt.Key.Key_Down)
    fields = page.fields.model
    assert [fields.index(0, column).data() for column in range(3)] == ["≠ Quantity", "60", "64"]
    assert page.fields._note.text() == "The check stays, to be looked at again"
    qtbot.keyClick(page.table.view, Qt.Key.Key_Space)
    assert page._totals.text() == (
        "Before: 4 lines, 63 pieces, EUR\u00a01,500.00. After: 5 lines, 68 pieces, EUR\u00a01,580.00."
    )
    assert page._take.text() == "Take over 3 differences"
    page._take.click()
    settle(operations, qtbot)

    assert lines(desk, handover) == ["1", "2", "3", "4", "5"]
    (tents,) = desk.checking.find(handover, "3")
    card = desk.checking.card(tents.id)
    assert card.item.asset.quantity == 64
    assert card.finding is not None
    assert card.finding.presented == 60
    assert [one.file_name for one in current(desk, handover).lists] == ["first.csv", "new.csv"]
    assert current(desk, handover).lists[1].replaces == 0
    assert trail.said == [
        "3 differences are taken over. Reading the earlier file again as a new version brings everything back."
    ]
    assert ("open_handover", handover, Step.PREPARE) in trail.steps


def test_who_checks_on_sees_what_changed_under_the_check(
    screen: ImportScreen,
    handover: HandoverId,
    context: UiContext,
    desk: Services,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    page = compared(screen, operations, qtbot)
    page._accept_shown(wanted=True)
    page._take.click()
    settle(operations, qtbot)
    check = CheckScreen(context)
    qtbot.addWidget(check)
    check.enter(handover)
    settle(operations, qtbot)
    (tents,) = desk.checking.find(handover, "3")
    check.show_item(tents.id)
    settle(operations, qtbot)
    notes = check.pane.view._notes
    said = notes.itemAt(0).widget().text()  # type: ignore[union-attr]
    assert said == ("The list was changed after this check. Look at the item again.\nQuantity: was 60, is 64")


def test_a_search_and_a_part_narrow_what_all_and_none_tick(
    screen: ImportScreen, operations: Operations, qtbot: QtBot
) -> None:
    page = compared(screen, operations, qtbot)
    page._search.set_text("zr000004 truck")
    assert [line for _kind, line, _tick in shown(page)] == ["4"]
    page._accept_shown(wanted=True)
    page._search.set_text("nothing like it")
    assert shown(page) == []
    assert page.fields.model.rowCount() == 0
    page._search.set_text("")
    page._part.setCurrentIndex(page._part.findData(Part.TO_DECIDE))
    assert shown(page) == [("Changed", "3", False), ("Gone", "4", True)]
    page._part.setCurrentIndex(page._part.findData(Part.ADDED))
    page._accept_shown(wanted=False)
    page._part.setCurrentIndex(page._part.findData(Part.ALL))
    assert [tick for _kind, _line, tick in shown(page)] == [False, True, False, True]


def test_pairs_are_parted_and_made_by_hand(
    screen: ImportScreen, operations: Operations, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = compared(screen, operations, qtbot)
    van = next(one for one in page.table.model._rows if one.line is not None and one.line.line_no == "2")
    page.table.point_at(van.key)
    assert not page.fields.apart.isHidden()
    page.fields.apart.click()
    settle(operations, qtbot)
    assert shown(page) == [
        ("Added", "2", True),
        ("Added", "5", True),
        ("Changed", "3", False),
        ("Gone", "2", False),
        ("Gone", "4", False),
    ]
    assert page.table.current() is not None
    assert page.table.current().kind is ChangeKind.GONE  # type: ignore[union-attr]
    offered: list[str] = []

    def choose(dialog: PairDialog) -> int:
        offered.extend(line for _kind, line, _tick in _rows(dialog))
        dialog._search("crane")
        return PairDialog.DialogCode.Accepted

    monkeypatch.setattr(PairDialog, "exec", choose)
    page.fields.pair.click()
    settle(operations, qtbot)
    assert offered == ["2", "5"]
    assert shown(page) == [
        ("Added", "2", True),
        ("Changed", "5", True),  # a person said that the van is the crane
        ("Changed", "3", False),
        ("Gone", "4", False),
    ]


def _rows(dialog: PairDialog) -> list[tuple[str, str, str]]:
    sight = dialog.table.sight
    return [(sight.index(row, 1).data(), sight.index(row, 2).data(), "") for row in range(sight.rowCount())]


def test_a_list_that_says_the_same_changes_nothing(
    context: UiContext, handover: HandoverId, tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    screen = opened(context, handover, qtbot)
    read(screen, written(tmp_path / "same.csv", (CAR, VAN, TENTS, TRUCK)), operations, qtbot)
    page = compared(screen, operations, qtbot)
    assert page._stack.currentWidget() is page._same
    assert page._take.isHidden()
    assert page._back.hasFocus()
    page._back.click()
    assert screen._pages.currentWidget() is screen._review


def test_before_the_check_another_list_can_join_and_what_is_likely_comes_first(
    context: UiContext, desk: Services, tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    handover = add_handover(desk, [])
    first = written(tmp_path / "first.csv", (CAR, VAN))
    desk.importing.bring_in(desk.importing.read(first, handover=handover), handover=handover)
    screen = opened(context, handover, qtbot)
    read(screen, written(tmp_path / "other.csv", (TENTS, TRUCK)), operations, qtbot)
    review = screen._review
    assert review._import.text() == "Import 2 more lines"
    assert (review._import.property("role"), review._compare.property("role")) == ("primary", "plain")
    read(screen, written(tmp_path / "new.csv", (CAR, VAN.replace("200", "210"))), operations, qtbot)
    assert (review._import.property("role"), review._compare.property("role")) == ("plain", "primary")
    assert not review._import.isHidden()


def test_a_handover_that_is_frozen_meanwhile_refuses_and_nothing_changes(
    screen: ImportScreen,
    handover: HandoverId,
    desk: Services,
    trail: Trail,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    page = compared(screen, operations, qtbot)
    with desk.workplace.writing() as store:
        store.set_state(handover, State.FINALISED)
    page._take.click()
    settle(operations, qtbot)
    assert lines(desk, handover) == ["1", "2", "3", "4"]
    assert trail.said
    assert "HO-1" in trail.said[0]
    assert trail.steps == []


def test_a_check_that_comes_in_between_is_seen_before_anything_is_taken_over(
    screen: ImportScreen,
    handover: HandoverId,
    desk: Services,
    trail: Trail,
    tmp_path: Path,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    page = compared(screen, operations, qtbot)
    other = desk.importing.read(written(tmp_path / "other.csv", NEW[:2]), handover=handover)
    version = desk.list_versions.compare(other, handover)
    assert version is not None
    desk.list_versions.accept(other, handover, version.usual)
    page._take.click()
    settle(operations, qtbot)
    assert len(current(desk, handover).lists) == 2
    assert len(trail.said) == 1
    assert [(kind, line) for kind, line, _tick in shown(page)] == [
        ("Added", "5"),
        ("Changed", "3"),
        ("Gone", "4"),
    ]


def test_ticks_and_pairs_go_over_into_another_language(
    screen: ImportScreen,
    handover: HandoverId,
    desk: Services,
    trail: Trail,
    look: Look,
    tmp_path: Path,
    resources: Path,
    operations: Operations,
    qtbot: QtBot,
) -> None:
    page = compared(screen, operations, qtbot)
    page._accept_shown(wanted=False)
    page.table.point_at(page.table.model._rows[1].key)
    page.fields.apart.click()
    settle(operations, qtbot)
    before = [(line, tick) for _kind, line, tick in shown(page)]
    carried = screen.carry()

    texts = make_context(desk, operations, trail, look, tmp_path, resources, qtbot, language="sr-Cyrl")
    again = opened(texts, handover, qtbot)
    again.resume(carried)
    settle(operations, qtbot)
    assert again._pages.currentWidget() is again._versions
    assert [(line, tick) for _kind, line, tick in shown(again._versions)] == before
    assert shown(again._versions)[0][0] == "Додато"


def test_the_differences_are_saved_for_those_who_have_to_agree(
    screen: ImportScreen,
    tmp_path: Path,
    trail: Trail,
    operations: Operations,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = compared(screen, operations, qtbot)
    target = tmp_path / "differences.xlsx"
    monkeypatch.setattr(screen.context.files, "choose_target", lambda *_: target)
    page._save.click()
    settle(operations, qtbot)
    rows = list(load_workbook(target).active.iter_rows(values_only=True))
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("Added", "5", "yes"),
        ("Changed", "2", "yes"),
        ("Changed", "3", "no"),
        ("Gone", "4", "no"),
    ]
    assert trail.said == [f"Saved as {target}."]
