"""The line of the list: every state painted, quickly, and without harm to the interpreter."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.item_delegate import ROW_HEIGHT, ItemDelegate, ItemRole, short_identifier

OUTCOMES = list(Outcome)


class Lines(QAbstractListModel):
    """Lines in every state; the last one has nothing but unbroken text."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        row = index.row()
        served = {
            ItemRole.OUTCOME: OUTCOMES[row % 6],
            ItemRole.LINE_NO: f"V1-{row:03}",
            ItemRole.IDENTIFIER: f"0SYZZZV11ZR{row:06}",
            ItemRole.DESCRIPTION: "W" * 300 if row == self._count - 1 else "Patrol vehicle",
            ItemRole.UNIT: "Гранична полиција" if row % 2 else "",
            ItemRole.SEALED: row % 3 == 0,
            ItemRole.CONFLICT: row % 5 == 0,
            ItemRole.PENDING: row % 7 == 0,
        }
        return served.get(role)  # type: ignore[call-overload]


def painted(
    delegate: ItemDelegate, model: Lines, row: int, *, width: int = 520, selected: bool = False
) -> QImage:
    image = QImage(width, ROW_HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, ROW_HEIGHT)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(row))
    painter.end()
    return image


def test_lines_of_different_outcomes_differ_where_the_mark_is(look: Look) -> None:
    delegate, model = ItemDelegate(look), Lines(50)
    marks = [painted(delegate, model, row).copy(0, 0, 40, ROW_HEIGHT) for row in (1, 2, 3, 4, 5, 6, 7)]
    for number, one in enumerate(marks):
        assert all(one != other for other in marks[number + 1 :])


@pytest.mark.parametrize("width", [180, 320, 520])
def test_a_line_covers_its_whole_ground_at_any_width(look: Look, width: int) -> None:
    delegate, model = ItemDelegate(look), Lines(12)
    for row in (0, 11):
        image = painted(delegate, model, row, width=width, selected=row == 0)
        corners = [image.pixelColor(x, y) for x in (0, width - 1) for y in (0, ROW_HEIGHT - 2)]
        assert all(corner.name() != "#ff00ff" for corner in corners)


def test_ten_thousand_lines_show_without_asking_for_all(look: Look, qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    asked: set[int] = set()

    class Counting(Lines):
        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            asked.add(index.row())
            return super().data(index, role)

    model = Counting(10_000)
    view.setModel(model)
    view.setItemDelegate(ItemDelegate(look, view))
    view.setUniformItemSizes(True)
    view.resize(520, 600)
    view.show()
    view.grab()
    assert len(asked) < 60
    view.scrollToBottom()
    view.grab()
    assert 9_999 in asked


@pytest.mark.parametrize(
    ("value", "short"),
    [("K-0001", "K-0001"), ("0SYZZZV11ZR000001", "…ZR000001"), ("123456789", "123456789"), ("", "")],
)
def test_the_end_of_an_identifier_is_what_is_shown(value: str, short: str) -> None:
    assert short_identifier(value) == short


def test_overrides_that_return_none_leave_its_references_alone() -> None:
    """Some builds of the Qt binding give a reference too many back at every such call, until it dies."""
    model = Lines(10)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    index = proxy.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        proxy.data(index, Qt.ItemDataRole.DecorationRole)
    assert sys.getrefcount(None) > before - 1000


def test_two_results_are_told_by_a_mark_of_their_own_in_the_place_of_the_outcome(look: Look) -> None:
    delegate = ItemDelegate(look)
    model = Lines(60)
    place = QRect(0, 0, 40, ROW_HEIGHT)
    two, same_outcome = (painted(delegate, model, row).copy(place) for row in (30, 6))
    assert OUTCOMES[30 % 6] == OUTCOMES[6 % 6]
    assert two != same_outcome
