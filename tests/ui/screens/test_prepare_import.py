"""The import: everything is seen and can be corrected before anything is written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from handover_desktop.services.desk import Services
from handover_desktop.services.views import ItemFilter
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.operations import Operations
from handover_desktop.ui.screens.prepare.import_tables import FATE
from handover_desktop.ui.screens.prepare.importing import ImportScreen
from tests.ui.screens.conftest import Trail, settle

LIST = """Handed over in December;;;;
No;Article;S/N;Pieces;Price EUR
1;Radio set;SN-0001;1;100.00
2;Radio set;SN-0002;none;100.00
3;Cable;;25;4.00
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def screen(context: UiContext, file: Path, operations: Operations, qtbot: QtBot) -> ImportScreen:
    made = ImportScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.enter(None)
    made.begin(file)
    settle(operations, qtbot)
    return made


def test_a_list_is_shown_with_its_problems_and_nothing_is_written(
    screen: ImportScreen, desk: Services
) -> None:
    review = screen._review
    QAbstractItemModelTester(review._lines.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    QAbstractItemModelTester(review._problems.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert review._import.text() == "Import 2 lines"
    assert review._header_row.value() == 2
    assert review._problems.summary.text().startswith("1 error")
    assert "1 row is kept out" in review._problems.summary.text()
    error = review._problems.model
    assert [error.index(0, column).data() for column in (0, 2, 3, 4)] == ["Error", "4", "Pieces", "none"]
    assert desk.handovers.overview() == ()


def test_a_problem_leads_to_its_row(screen: ImportScreen, qtbot: QtBot) -> None:
    review = screen._review
    review._problems.view.setFocus()
    assert review._tabs.currentIndex() == 0
    qtbot.keyClick(review._problems.view, Qt.Key.Key_Return)
    assert review._tabs.currentIndex() == 1
    assert review._lines.view.currentIndex().siblingAtColumn(0).data() == "4"


def test_a_column_is_read_as_something_else(
    screen: ImportScreen, operations: Operations, qtbot: QtBot
) -> None:
    box = screen._review._columns._combos[2]
    assert box.currentData() == "serial_number"
    box.setCurrentIndex(box.findData("inventory_number"))
    box.activated.emit(box.currentIndex())
    settle(operations, qtbot)
    assert screen._reading is not None
    assert screen._reading.mapping["inventory_number"] == "S/N"
    assert "serial_number" not in screen._reading.mapping


def test_of_two_columns_of_one_identifier_each_is_chosen_for_itself(
    screen: ImportScreen, file: Path, operations: Operations, qtbot: QtBot
) -> None:
    file.write_text("No;Article;IMEI1;IMEI2\n1;Telephone;356938035643809;356938035643817\n", encoding="utf-8")
    screen.begin(file)
    settle(operations, qtbot)
    line = screen._review._lines.model.index(0, 5)
    assert line.data() == "356938035643809 +1"
    assert "356938035643817" in line.data(Qt.ItemDataRole.ToolTipRole)
    boxes = screen._review._columns._combos
    assert [box.currentData() for box in boxes[2:]] == ["imei", "imei"]
    boxes[3].setCurrentIndex(boxes[3].findData(""))
    boxes[3].activated.emit(boxes[3].currentIndex())
    settle(operations, qtbot)
    assert [box.currentData() for box in screen._review._columns._combos[2:]] == ["imei", ""]


def test_the_choice_of_a_column_stays_over_its_samples(
    screen: ImportScreen, tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    titles = "".join(f"Title {number};;;;\n" for number in range(12))
    wide = ";".join(f"Extra {number}" for number in range(12))
    rows = "".join(f"{number};Radio;00{number};1;{wide}\n" for number in range(40))
    path = tmp_path / "wide.csv"
    path.write_text(f"{titles}No;Article;Its serial number;Pieces;{wide}\n{rows}", encoding="utf-8")
    screen.begin(path)
    settle(operations, qtbot)
    columns = screen._review._columns
    first, last = columns._combos[0], columns._combos[-1]

    assert columns._view.indexAt(QPoint(5, 5)).row() == 11
    assert first.isVisible()
    assert first.mapTo(columns._view, QPoint(0, 0)).y() < columns._view.viewport().y()
    assert not columns._combos[2].itemIcon(columns._combos[2].currentIndex()).isNull()
    last.setFocus()
    assert columns._view.visualRect(columns._model.index(11, 15)).right() <= columns._view.viewport().width()
    assert last.x() == columns._head.sectionViewportPosition(15) + 4


def test_another_header_row_is_read_again(screen: ImportScreen, operations: Operations, qtbot: QtBot) -> None:
    screen._review._header_row.setValue(1)
    settle(operations, qtbot)
    assert screen._reading is not None
    assert screen._reading.header_row == 1


def test_importing_makes_a_handover_and_leads_to_its_preparation(
    screen: ImportScreen, desk: Services, operations: Operations, trail: Trail, qtbot: QtBot
) -> None:
    screen._review._import.click()
    settle(operations, qtbot)
    made = desk.handovers.overview()[0]
    assert made.lines == 2
    assert trail.steps == [("open_handover", made.id, Step.PREPARE)]
    assert trail.said == ["2 lines from list.csv are imported."]


def test_reading_and_importing_say_how_far_they_are(
    screen: ImportScreen, operations: Operations, file: Path, qtbot: QtBot
) -> None:
    told: list[tuple[bool, int]] = []
    operations.stepped.connect(lambda done, _all: told.append((screen._reading is None, done)))
    screen.begin(file)
    settle(operations, qtbot)
    screen._review._import.click()
    settle(operations, qtbot)
    assert [told[0], told[-1]] == [(True, 0), (False, 0)]


def test_an_import_that_is_cancelled_leaves_nothing_and_can_be_done_again(
    screen: ImportScreen, desk: Services, operations: Operations, trail: Trail, qtbot: QtBot
) -> None:
    gate = threading.Event()
    operations.query(lambda: gate.wait(20), initiator=None, done=lambda _opened: None)
    screen._review._import.click()
    operations.cancel_running()
    gate.set()
    settle(operations, qtbot)
    assert (desk.handovers.overview(), trail.steps, trail.said) == ((), [], [])
    assert screen._review._import.isEnabled()

    screen._review._import.click()
    settle(operations, qtbot)

    assert [one.lines for one in desk.handovers.overview()] == [2]


def test_the_same_file_twice_changes_nothing_and_says_so(
    screen: ImportScreen, desk: Services, operations: Operations, trail: Trail, file: Path, qtbot: QtBot
) -> None:
    screen._review._import.click()
    settle(operations, qtbot)
    first = desk.handovers.overview()[0]
    screen.begin(file)
    settle(operations, qtbot)
    screen._review._import.click()
    settle(operations, qtbot)
    assert len(desk.handovers.overview()) == 1
    assert len(desk.checking.item_ids(first.id, ItemFilter())) == 2
    assert trail.said[-1].startswith(
        f"This list was already imported into {first.reference}, as list version 1 (list.csv). Nothing was changed."
    )


def test_a_file_that_is_no_list_is_said_and_the_choice_stays(
    context: UiContext, operations: Operations, trail: Trail, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 but not a workbook")
    screen = ImportScreen(context)
    qtbot.addWidget(screen)
    screen.enter(None)
    screen.begin(path)
    settle(operations, qtbot)
    assert screen._pages.currentIndex() == 0
    assert len(trail.said) == 1
    assert "broken.xlsx" in trail.said[0]


def test_a_file_that_is_gone_is_a_fault_said_once_by_the_window(
    context: UiContext, operations: Operations, trail: Trail, tmp_path: Path, qtbot: QtBot
) -> None:
    faults: list[str] = []
    operations.faulted.connect(lambda fault: faults.append(fault.code.code))
    screen = ImportScreen(context)
    qtbot.addWidget(screen)
    screen.enter(None)
    screen.begin(tmp_path / "nothing-here.csv")
    settle(operations, qtbot)
    assert (faults, trail.said) == (["no-such-file"], [])


GROUPED = """No\tDescription\tSerial number\tPieces
Lot 2: vans

1\tPassenger van\t\t3
2\tRadio set\tSN-1\t1
"""


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_a_table_is_pasted_and_a_text_is_not(
    screen: ImportScreen, operations: Operations, trail: Trail, qtbot: QtBot
) -> None:
    screen.begin(None)
    paste("good morning")
    qtbot.keyClick(screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert trail.said[-1].startswith("There is no table in the clipboard.")
    paste(GROUPED)
    qtbot.keyClick(screen, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(operations, qtbot)
    assert screen._reading is not None
    assert (screen._reading.file_name, len(screen._reading.lines)) == ("Clipboard", 2)
    screen._review._import.click()
    settle(operations, qtbot)
    assert trail.said[-1] == "2 lines from Clipboard are imported."


def test_a_heading_over_a_group_becomes_the_category_when_chosen(
    screen: ImportScreen, operations: Operations, qtbot: QtBot
) -> None:
    assert not screen._review._groups.isVisible()
    paste(GROUPED)
    screen._paste()
    settle(operations, qtbot)
    box = screen._review._group_field
    assert screen._review._groups.isVisible()
    assert box.currentData() == "lot"
    box.setCurrentIndex(box.findData("category"))
    box.activated.emit(box.currentIndex())
    settle(operations, qtbot)
    assert screen._reading is not None
    assert [line.category for line in screen._reading.lines] == ["Lot 2: vans"] * 2


def test_a_row_of_several_pieces_becomes_a_line_for_each_and_one_again(
    screen: ImportScreen, operations: Operations, qtbot: QtBot
) -> None:
    paste(GROUPED)
    screen._paste()
    settle(operations, qtbot)
    lines = screen._review._lines
    lines.point_at(lines.place_of(4))
    lines.split.click()
    settle(operations, qtbot)
    assert lines.model.rowCount() == 4
    assert lines.split.text() == "Keep on one line"
    lines.split.click()
    settle(operations, qtbot)
    assert lines.model.rowCount() == 2
    lines.point_at(lines.place_of(5))
    assert not lines.split.isEnabled()


def test_a_list_with_the_header_of_an_earlier_one_is_read_as_that(
    screen: ImportScreen, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    box = screen._review._columns._combos[2]
    box.setCurrentIndex(box.findData("inventory_number"))
    box.activated.emit(box.currentIndex())
    settle(operations, qtbot)
    screen._review._import.click()
    settle(operations, qtbot)
    second = tmp_path / "second.csv"
    second.write_text(LIST.replace("SN-", "XY-"), encoding="utf-8")

    screen.begin(second)
    settle(operations, qtbot)
    assert screen._reading is not None
    assert screen._reading.mapping["inventory_number"] == "S/N"
    assert screen._reading.remembered == "list.csv"

    box = screen._review._columns._combos[3]
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    settle(operations, qtbot)
    assert screen._reading.mapping["inventory_number"] == "S/N"
    assert "quantity" not in screen._reading.mapping


def test_what_is_remembered_of_columns_can_be_left_aside(
    screen: ImportScreen, operations: Operations, tmp_path: Path, qtbot: QtBot
) -> None:
    columns = screen._review._columns
    assert not columns._memory.isVisible()
    box = columns._combos[2]
    box.setCurrentIndex(box.findData("inventory_number"))
    box.activated.emit(box.currentIndex())
    settle(operations, qtbot)
    screen._review._import.click()
    settle(operations, qtbot)
    for name in ("second.csv", "third.csv"):
        (tmp_path / name).write_text(LIST.replace("SN-", name), encoding="utf-8")

    screen.begin(tmp_path / "second.csv")
    settle(operations, qtbot)
    assert columns._memory.isVisible()
    assert "list.csv" in columns._remembered.text()
    columns.findChild(QPushButton).click()
    settle(operations, qtbot)
    assert screen._reading is not None
    assert "inventory_number" not in screen._reading.mapping
    assert not columns._memory.isVisible()
    screen._review._import.click()
    settle(operations, qtbot)

    screen.begin(tmp_path / "third.csv")
    settle(operations, qtbot)
    assert screen._reading.remembered == ""


def test_many_problems_of_one_kind_are_one_entry_that_opens(
    screen: ImportScreen, tmp_path: Path, operations: Operations, qtbot: QtBot
) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"{number};Radio;00{number};none\n" for number in range(1, 41))
    path.write_text(f"No;Article;S/N;Pieces\n{rows}", encoding="utf-8")
    screen.begin(path)
    settle(operations, qtbot)
    view = screen._review._problems.view
    QAbstractItemModelTester(
        screen._review._problems.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    first = view.model().index(0, 0)
    assert first.siblingAtColumn(2).data() == "2–41"
    assert first.siblingAtColumn(6).data().startswith("40 rows, such as: ")
    assert view.model().rowCount(first) == 40
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.isExpanded(first)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().siblingAtColumn(4).data() == "none"
    assert screen._review._lines.view.currentIndex().siblingAtColumn(0).data() == "3"


def test_the_problems_are_saved_for_those_who_wrote_the_list(
    screen: ImportScreen,
    tmp_path: Path,
    operations: Operations,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "problems.xlsx"
    monkeypatch.setattr(screen.context.files, "choose_target", lambda *_: target)
    screen._review._problems.save.click()
    settle(operations, qtbot)
    rows = list(load_workbook(target).active.iter_rows(values_only=True))
    assert rows[0][0] == "Kind"
    assert rows[1][:5] == ("Error", "list", 4, "Pieces", "none")


def test_the_rest_is_taken_too_when_it_is_ticked(
    screen: ImportScreen, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    review = screen._review
    lines, problems = review._lines.view, review._problems.view.model()
    assert review._import.text() == "Import 2 lines"
    assert not lines.isColumnHidden(FATE)
    assert problems.index(0, 6).data() == "“none” is not a quantity. The row is not imported."
    assert [lines.model().index(row, FATE).data() for row in range(3)] == ["", "Kept out", ""]
    assert lines.model().index(1, 3).data(Qt.ItemDataRole.FontRole).strikeOut()

    review._problems.rest.setFocus()
    qtbot.keyClick(review._problems.rest, Qt.Key.Key_Space)

    assert review._import.text() == "Import 3 lines"
    told = "“none” is not a quantity. The row is taken along, to be completed on site."
    assert problems.index(0, 6).data() == told
    assert lines.model().index(1, FATE).data() == "To be completed on site"
    assert lines.model().index(1, 3).data(Qt.ItemDataRole.FontRole) is None
    qtbot.keyClick(review._problems.rest, Qt.Key.Key_Space)
    assert lines.model().index(1, FATE).data() == "Kept out"
    qtbot.keyClick(review._problems.rest, Qt.Key.Key_Space)
    review._import.click()
    settle(operations, qtbot)
    (handover,) = desk.handovers.overview()
    remarks = [result.item.asset.remark for result in desk.checking.results(handover.id)]
    assert remarks == ["", "To be completed on site – Pieces: none", ""]


def test_a_value_is_corrected_in_its_place_and_kept_in_the_audit(
    screen: ImportScreen, desk: Services, operations: Operations, qtbot: QtBot
) -> None:
    view = screen._review._problems.view
    view.setFocus()
    assert screen._review._problems.correct.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = view.findChild(QLineEdit)
    assert editor.text() == "none"
    editor.setText("3")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(operations, qtbot)
    assert screen._review._import.text() == "Import 3 lines"
    screen._review._import.click()
    settle(operations, qtbot)
    (entry,) = [one for one in desk.safekeeping.journal() if one.action == "list-imported"]
    assert '{"after":"3","before":"none","column":"D","row":4}' in entry.payload
