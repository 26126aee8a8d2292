"""The rooms of the register: handovers, assets, journal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome, Remark, RemarkType
from handover_desktop.domain.handovers import HandoverDetails, Party, PartyRole
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.states import State
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest, ItemFilter
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.directions import turn
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.start import journal
from handover_desktop.ui.screens.start.assets import AssetsScreen
from handover_desktop.ui.screens.start.handovers import HandoversScreen
from handover_desktop.ui.screens.start.journal import _ACTIONS, JournalScreen
from tests.ui.screens.conftest import Trail, settle
from tests.ui.screens.room import add_handover, vehicle

LIST = """Line no.;Description;Make;Model;Serial number;Inventory number;Quantity;Unit price;Currency
1;Radio set;Tetra;T-100;SN-0001;;1;100.00;EUR
2;Radio set;Tetra;T-100;SN-0002;;1;100.00;EUR
3;Thermal camera;Flir;F-9;SN-0003;INV-3;1;8400.00;EUR
"""


@pytest.fixture
def listed(desk: Services, tmp_path: Path) -> HandoverId:
    """A handover with three lines, the third one not accepted."""
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    made = desk.importing.bring_in(desk.importing.read(path), reference="HO-1").handover
    assert made is not None
    ids = [ItemId(item) for item in desk.checking.item_ids(made, ItemFilter())]
    desk.checking.record(ids[0], CheckRequest(Outcome.ACCEPTED))
    remark = Remark("lens broken", RemarkType.DAMAGE)
    desk.checking.record(ids[2], CheckRequest(Outcome.NOT_ACCEPTED, remark=remark))
    return made


def enter(screen: Screen, operations: Operations, qtbot: QtBot) -> None:
    qtbot.addWidget(screen)
    screen.show()
    screen.enter(None)
    settle(operations, qtbot)


def test_a_handover_shows_state_progress_and_exceptions_and_opens_on_enter(
    context: UiContext, operations: Operations, listed: HandoverId, trail: Trail, qtbot: QtBot
) -> None:
    screen = HandoversScreen(context)
    enter(screen, operations, qtbot)
    table = screen.findChild(QTableView)
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    row = [table.model().index(0, column).data() for column in range(3)]
    assert row == ["HO-1", "Checking", "2 of 3, 1 exception"]
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert trail.steps == [("open_handover", listed, None)]


def test_a_handover_used_as_a_starting_point_gives_its_parties_and_no_list(
    context: UiContext, desk: Services, operations: Operations, trail: Trail, qtbot: QtBot
) -> None:
    parties = (Party(PartyRole.TRANSFEROR, "Office A"), Party(PartyRole.RECIPIENT, "Office B"))
    desk.handovers.create("HO-1", details=HandoverDetails(title="Old", place="Niš", parties=parties))
    screen = HandoversScreen(context)
    enter(screen, operations, qtbot)
    screen._copy_button.click()
    settle(operations, qtbot)
    name, made, step = trail.steps[0]
    details = desk.handovers.get(made).details
    assert (name, step) == ("open_handover", Step.PREPARE)
    assert (details.parties, details.place) == (parties, "")


def test_a_finalised_or_cancelled_handover_cannot_be_cancelled(
    context: UiContext, desk: Services, operations: Operations, listed: HandoverId, qtbot: QtBot
) -> None:
    screen = HandoversScreen(context)
    enter(screen, operations, qtbot)
    assert screen._cancel_button.isEnabled()
    desk.handovers.cancel(listed, "ordered twice")
    screen.enter(None)
    settle(operations, qtbot)
    assert desk.handovers.get(listed).state is State.CANCELLED
    assert not screen._cancel_button.isEnabled()


def test_an_asset_is_found_by_part_of_its_serial_number_with_its_history(
    context: UiContext, operations: Operations, listed: HandoverId, qtbot: QtBot
) -> None:
    screen = AssetsScreen(context)
    enter(screen, operations, qtbot)
    screen._search.set_text("SN-0003")
    settle(operations, qtbot)
    table = screen.findChild(QTableView)
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert table.model().rowCount() == 1
    assert [table.model().index(0, column).data() for column in range(5)] == [
        "Not accepted",
        "SN-0003",
        "3",
        "Thermal camera · Flir F-9",
        "HO-1",
    ]
    shown = [label.text() for label in screen._history.findChildren(QLabel)]
    assert "Damage: lens broken" in shown
    assert any(text.startswith("List list.csv, imported ") for text in shown)


def test_what_matches_nothing_is_said(
    context: UiContext, operations: Operations, listed: HandoverId, qtbot: QtBot
) -> None:
    screen = AssetsScreen(context)
    enter(screen, operations, qtbot)
    screen._search.set_text("nothing like this")
    settle(operations, qtbot)
    shown = [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
    assert "Nothing in this register matches “nothing like this”." in shown
    assert screen._history.findChildren(QLabel) == []
    screen._search.set_text("")
    settle(operations, qtbot)
    shown = [label.text() for label in screen.findChildren(QLabel) if label.isVisibleTo(screen)]
    assert "Every handover of this register is searched" in shown


def test_each_identifier_is_told_once_in_a_window_that_is_read_from_the_right_too(
    context: UiContext, operations: Operations, listed: HandoverId, qtbot: QtBot
) -> None:
    turn("ar")
    try:
        screen = AssetsScreen(context)
        enter(screen, operations, qtbot)
        screen._search.set_text("SN-0003")
        settle(operations, qtbot)
        shown = [label.text() for label in screen._history.findChildren(QLabel)]
    finally:
        turn("en")
    told = [sum(identifier in text for text in shown) for identifier in ("SN-0003", "INV-3")]
    assert told == [1, 1]


def test_the_journal_reads_the_newest_act_first_and_the_chain_is_whole(
    context: UiContext, operations: Operations, listed: HandoverId, qtbot: QtBot
) -> None:
    screen = JournalScreen(context)
    enter(screen, operations, qtbot)
    model = screen._table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [model.index(0, column).data() for column in (3, 4)] == [
        "Check recorded",
        "HO-1 · Line 3 · Not accepted",
    ]
    screen._verify()
    settle(operations, qtbot)
    assert screen._verdict.text().startswith("The chain is whole: ")


def test_the_journal_reads_on_to_the_first_act_when_one_scrolls_to_its_end(
    context: UiContext,
    desk: Services,
    operations: Operations,
    listed: HandoverId,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journal, "_PAGE", 2)
    entries = desk.safekeeping.journal()
    assert len(entries) > 4
    screen = JournalScreen(context)
    screen.resize(900, 160)
    enter(screen, operations, qtbot)
    model = screen._table.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for _page in entries:
        screen._table.scrollToBottom()
        settle(operations, qtbot)
    qtbot.waitUntil(lambda: model.rowCount() == len(entries))
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [f"{entry.device}-{entry.sequence}" for entry in entries]
    assert [model.index(row, 4).data() for row in range(model.rowCount())].count(
        "HO-1 · Line 3 · Not accepted"
    ) == 1


def test_the_list_of_handovers_tells_the_number_that_counts_and_how_many_were_voided(
    context: UiContext, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    made = add_handover(desk, [vehicle(1)])
    for item in desk.checking.item_ids(made, ItemFilter()):
        desk.checking.record(item, CheckRequest(Outcome.ACCEPTED))
    desk.finalising.finalise(made)
    first = desk.handovers.get(made).number
    screen = HandoversScreen(context)
    enter(screen, operations, qtbot)
    cell = screen._model.index(0, 1)
    assert cell.data() == f"Finalised, {first}"
    desk.voiding.unlock(made, reason="V1", who="Demo Osoba 1", originals_withdrawn=True)
    screen._reload()
    settle(operations, qtbot)
    assert cell.data() == "Checking, 1 void"
    desk.finalising.finalise(made)
    screen._reload()
    settle(operations, qtbot)
    assert cell.data() == f"Finalised, {desk.handovers.get(made).number} · 1 void"


def test_every_act_that_use_cases_write_down_has_a_word() -> None:
    services = Path(__file__).parents[3] / "handover_desktop" / "services"
    code = "\n".join(path.read_text("utf-8") for path in services.glob("*.py"))
    written = set(re.findall(r'append_audit\(\s*"([a-z-]+)"', code))
    assert written - set(_ACTIONS) == set()
