"""How a person arranged tables and splitters is there again at the next start; what the window did is not kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QTableWidget
from pytestqt.qtbot import QtBot

from handover_desktop.ui.keeping import keep_columns, keep_splitter
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.start.journal import JournalScreen
from handover_desktop.ui.settings import WindowSettings
from tests.ui.tour import Tour


@pytest.fixture
def settings(tmp_path: Path) -> WindowSettings:
    return WindowSettings(tmp_path / "window.ini")


def drag(header: QHeaderView, place: int, by: int) -> None:
    """Drag the edge at the end of a column with the mouse."""
    within = header.viewport()
    edge = QPoint(header.sectionViewportPosition(place) + header.sectionSize(place) - 1, header.height() // 2)
    QTest.mousePress(within, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(within, edge + QPoint(by // 2, 0))
    QTest.mouseMove(within, edge + QPoint(by, 0))
    QTest.mouseRelease(within, Qt.MouseButton.LeftButton, pos=edge + QPoint(by, 0))


def make_table(qtbot: QtBot) -> QTableWidget:
    table = QTableWidget(2, 3)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    return table


def test_a_column_that_was_dragged_is_as_wide_the_next_time(qtbot: QtBot, settings: WindowSettings) -> None:
    table = make_table(qtbot)
    found = keep_columns(table.horizontalHeader(), settings, "table")
    drag(table.horizontalHeader(), 1, 60)
    again = make_table(qtbot)

    assert not found
    assert keep_columns(again.horizontalHeader(), settings, "table")
    assert again.columnWidth(1) == table.columnWidth(1) == 160


def test_widths_that_the_window_gives_are_not_kept(qtbot: QtBot, settings: WindowSettings) -> None:
    table = make_table(qtbot)
    keep_columns(table.horizontalHeader(), settings, "table")
    table.setColumnWidth(1, 222)
    assert settings.get_state("table") == b""


def test_a_splitter_stands_where_it_was_left(qtbot: QtBot, settings: WindowSettings) -> None:
    sizes = []
    for moved in (True, False):
        splitter = QSplitter(Qt.Orientation.Horizontal)
        qtbot.addWidget(splitter)
        for text in ("left", "right"):
            splitter.addWidget(QLabel(text))
        keep_splitter(splitter, settings, "splitter")
        splitter.resize(600, 200)
        splitter.show()
        if moved:
            handle = splitter.handle(1)
            QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 50))
            QTest.mouseMove(handle, QPoint(101, 50))
            QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(101, 50))
        sizes.append(splitter.sizes())
    assert sizes[0] == sizes[1]
    assert sizes[0][0] > sizes[0][1]


def test_the_journal_keeps_its_columns(tour: Tour) -> None:
    widths = []
    for dragged in (True, False):
        tour.go("journal", Place.JOURNAL)
        (screen,) = (one for one in tour.window.shell.findChildren(JournalScreen) if one.isVisible())
        if dragged:
            drag(screen._table.horizontalHeader(), 2, 70)
        widths.append(screen._table.columnWidth(2))
        tour.switch("fr" if dragged else "en")
    assert widths[0] == widths[1]
