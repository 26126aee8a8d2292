"""The list of handovers with what can be done to them; it can be read before the register is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from handover_desktop.domain.states import State
from handover_desktop.ui.screens.start.handover_table import (
    DATE,
    PLACE,
    PROGRESS,
    REFERENCE,
    ROW_HEIGHT,
    STATE,
    HandoverDelegate,
    HandoverModel,
    Surroundings,
)
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.services.views import HandoverSummary

_CANCELLABLE = (State.PREPARING, State.CHECKING, State.RECONCILED)
_COLUMNS = "handovers/columns"


class _Table(QTableView):
    """Opens the current row on Enter as well as on a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HandoverPage(QWidget):
    """The handovers with state, progress, place and date; with `opening` all can be read and nothing done.

    *Signals:* `import_asked()`; `new_asked()`; of the current handover: `open_asked(HandoverSummary)`,
    `copy_asked(HandoverSummary)`, `cancel_asked(HandoverSummary)`.
    """

    import_asked = Signal()
    new_asked = Signal()
    open_asked = Signal(object)
    copy_asked = Signal(object)
    cancel_asked = Signal(object)

    def __init__(self, around: Surroundings, *, opening: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._opening = opening
        self.model = HandoverModel(around, self)
        self.table = self._build_table()
        space = around.look.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(4))
        column.addLayout(self._build_head())
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())
        self._show_possible()

    @property
    def current(self) -> HandoverSummary | None:
        """The chosen handover, None while there is none."""
        return self.model.row(self.table.currentIndex().row())

    def show_rows(self, rows: tuple[HandoverSummary, ...]) -> None:
        """Show `rows`; the chosen handover stays chosen."""
        kept = self.current
        self.model.show(rows)
        place = next((place for place, row in enumerate(rows) if kept and row.id == kept.id), 0)
        if rows:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._show_possible()

    def keep_columns(self) -> None:
        """Keep the widths of the columns."""
        self._around.settings.put_state(_COLUMNS, self.table.horizontalHeader().saveState())

    def _build_head(self) -> QHBoxLayout:
        _, look = self._around._, self._around.look
        head = QHBoxLayout()
        head.setSpacing(look.theme.space(2))
        head.addWidget(text_label(look, _("Handovers"), TextStyle.TITLE, strong=True, wrap=False))
        head.addStretch(1)
        self.import_button = button(look, _("Import a list"), icon_name="file-spreadsheet")
        self.import_button.clicked.connect(self.import_asked)
        self.new_button = button(look, _("New handover"), role="primary", icon_name="plus")
        self.new_button.clicked.connect(self.new_asked)
        for widget in (self.import_button, self.new_button):
            widget.setEnabled(not self._opening)
            head.addWidget(widget)
        return head

    def _build_table(self) -> QTableView:
        table = _Table()
        table.setModel(self.model)
        table.setItemDelegate(HandoverDelegate(self._around, self.model, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setAccessibleName(self._around._("Handovers"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(96)
        for column, width in ((STATE, 300), (PROGRESS, 210), (PLACE, 130), (DATE, 160)):
            table.setColumnWidth(column, self._around.look.theme.scaled(width))
        kept = self._around.settings.get_state(_COLUMNS)
        if kept:
            header.restoreState(kept)
        header.setSectionResizeMode(REFERENCE, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(lambda _index: self._ask(self.open_asked))
        table.selectionModel().currentRowChanged.connect(lambda *_changed: self._show_possible())
        return table

    def _build_foot(self) -> QHBoxLayout:
        _, look = self._around._, self._around.look
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        self.open_button = button(look, _("Open"), icon_name="folder-open")
        self.open_button.clicked.connect(lambda: self._ask(self.open_asked))
        self.copy_button = button(look, _("Use as a starting point"), role="quiet", icon_name="copy")
        self.copy_button.setToolTip(
            _("Makes a new handover with the same parties, commission, clauses and languages")
        )
        self.copy_button.clicked.connect(lambda: self._ask(self.copy_asked))
        self.cancel_button = button(look, _("Cancel the handover…"), role="quiet", icon_name="x")
        self.cancel_button.clicked.connect(lambda: self._ask(self.cancel_asked))
        for widget in (self.open_button, self.copy_button, self.cancel_button):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _ask(self, signal: SignalInstance) -> None:
        if self.current is not None and not self._opening:
            signal.emit(self.current)

    def _show_possible(self) -> None:
        current = None if self._opening else self.current
        self.open_button.setEnabled(current is not None)
        self.copy_button.setEnabled(current is not None)
        self.cancel_button.setEnabled(current is not None and current.state in _CANCELLABLE)
