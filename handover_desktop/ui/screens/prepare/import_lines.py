"""The lines of a list as understood, and the choice to make a line for each piece of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from handover_desktop.ui.context import UiContext
from handover_desktop.ui.keeping import keep_columns
from handover_desktop.ui.screens.prepare.import_tables import FATE, LinesModel
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.lists.reading import ListReading

_WIDTHS = (56, 90, 120, 270, 160, 190, 100, 150, 160, 140)


class LinesPage(QWidget):
    """The table of lines; below it, where rows stand for several pieces, how each becomes a line.

    *Signals:* `apart_chosen(object)` with the numbers of all rows that are to become a line for each piece.
    """

    apart_chosen = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        self._ = _
        self._apart: frozenset[int] = frozenset()
        self.model = LinesModel(context, self)
        self.view = make_table(QTableView(), _("Lines as understood"))
        self.view.setModel(self.model)
        for place, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(place, look.theme.scaled(width))
        keep_columns(self.view.horizontalHeader(), context.settings, "import/lines")
        self.view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._offer())
        hint = _("A row of several pieces, such as identical cars, can become a line for each piece.")
        self.split = button(look, "", icon_name="list")
        self.split.clicked.connect(self._turn)
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, look.theme.space(3))
        row.setSpacing(look.theme.space(3))
        row.addWidget(text_label(look, hint, TextStyle.CAPTION, tone="muted"), 1)
        row.addWidget(self.split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.theme.space(2), 0, 0)
        column.setSpacing(look.theme.space(2))
        column.addWidget(self.view, 1)
        column.addWidget(self._bar)

    def show_reading(self, reading: ListReading) -> None:
        """Show the lines of `reading`; the row that was selected stays so."""
        selected = self._selected_row()
        self._apart = reading.apart
        self.model.show(reading)
        is_any_kept_out = bool(reading.to_complete) or not all(row.importable for row in reading.rows)
        self.view.setColumnHidden(FATE, not is_any_kept_out)
        if is_any_kept_out:
            self.view.resizeColumnToContents(FATE)
        self._bar.setVisible(bool(reading.apart) or any(row.line.is_counted for row in reading.rows))
        place = -1 if selected is None else self.place_of(selected)
        if place >= 0:
            self.point_at(place)
        self._offer()

    def place_of(self, sheet_row: int) -> int:
        """Return where a row of the sheet stands in the table, -1 where it holds no item."""
        return self.model.place_of(sheet_row)

    def point_at(self, place: int) -> None:
        """Select a line and bring it into sight."""
        # QTableView.selectRow finds no column in a view laid out from the right that was not painted yet.
        self.view.setCurrentIndex(self.model.index(place, 0))
        self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _selected_row(self) -> int | None:
        place = self.view.currentIndex().row()
        return self.model.row_at(place).row if 0 <= place < self.model.rowCount() else None

    def _offer(self) -> None:
        """Let the button say what it does with the row that is selected."""
        row = self._selected_row()
        together = row in self._apart
        self.split.setText(self._("Keep on one line") if together else self._("A line for each piece"))
        place = self.view.currentIndex().row()
        self.split.setEnabled(row is not None and (together or self.model.row_at(place).line.is_counted))

    def _turn(self) -> None:
        row = self._selected_row()
        if row is not None:
            self.apart_chosen.emit(self._apart ^ {row})


def make_table(view: QTableView, name: str) -> QTableView:
    """Give a table whole rows, no grid and no numbers; return it."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(30)
    view.horizontalHeader().setHighlightSections(False)
    view.setAccessibleName(name)
    return view
