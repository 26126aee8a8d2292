"""The first room: the handovers of this register, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.handovers import State
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.texts import N_
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import HandoverSummary
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.start.handover_table import (
    DATE,
    PLACE,
    PROGRESS,
    REFERENCE,
    ROW_HEIGHT,
    STATE,
    HandoverDelegate,
    HandoverModel,
)
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import text_label

_FIRST_STEPS = (
    N_("Import the list of assets: an XLSX or CSV file. You see every line before anything is written."),
    N_("Check the assets one by one, and choose what was found. Every entry is saved at once."),
    N_("Sign and print the protocol: the parties sign here or on paper."),
)
_CANCELLABLE = (State.PREPARING, State.CHECKING, State.RECONCILED)


class _Table(QTableView):
    """Opens the current row on Enter as well as on a double click."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HandoversScreen(Screen):
    """All handovers with state, progress, place and date; an empty register explains the first three steps."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._model = HandoverModel(context, self)
        self._delegate = HandoverDelegate(context, self._model, self)
        self._pages = QStackedWidget()
        self._pages.addWidget(QWidget())
        self._pages.addWidget(self._build_list())
        self._pages.addWidget(self._build_empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def enter(self, handover: HandoverId | None) -> None:
        """Show the handovers as they are now."""
        super().enter(handover)
        self._reload()

    def leave(self) -> bool:
        """Keep the widths of the columns."""
        self.context.settings.put_state("handovers/columns", self._table.horizontalHeader().saveState())
        return True

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Reload: every kind of change shows here."""
        self._reload()

    def _build_list(self) -> QWidget:
        _, look = self.context._, self.context.look
        space = look.theme.space
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(4))
        head = QHBoxLayout()
        head.setSpacing(space(2))
        head.addWidget(text_label(look, _("Handovers"), TextStyle.TITLE, strong=True, wrap=False))
        head.addStretch(1)
        bring_in = button(look, _("Import a list"), icon_name="file-spreadsheet")
        bring_in.clicked.connect(lambda: self.context.navigation.import_list(None, None))
        new = button(look, _("New handover"), role="primary", icon_name="plus")
        new.clicked.connect(lambda: self._create(None))
        for widget in (bring_in, new):
            head.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self._build_table(), 1)
        column.addLayout(self._build_foot())
        return page

    def _build_table(self) -> QTableView:
        table = _Table()
        table.setModel(self._model)
        table.setItemDelegate(self._delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        table.setAccessibleName(self.context._("Handovers"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(96)
        for column, width in ((STATE, 190), (PROGRESS, 260), (PLACE, 160), (DATE, 170)):
            table.setColumnWidth(column, width)
        kept = self.context.settings.get_state("handovers/columns")
        if kept:
            header.restoreState(kept)
        header.setSectionResizeMode(REFERENCE, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._open)
        table.selectionModel().currentRowChanged.connect(lambda *_changed: self._show_possible())
        self._table = table
        return table

    def _build_foot(self) -> QHBoxLayout:
        _, look = self.context._, self.context.look
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(2))
        self._open_button = button(look, _("Open"), icon_name="folder-open")
        self._open_button.clicked.connect(lambda: self._open(self._table.currentIndex()))
        self._copy_button = button(look, _("Use as a starting point"), role="quiet", icon_name="copy")
        self._copy_button.setToolTip(
            _("Makes a new handover with the same parties, commission, clauses and languages")
        )
        self._copy_button.clicked.connect(lambda: self._create(self._current()))
        self._cancel_button = button(look, _("Cancel the handover…"), role="quiet", icon_name="x")
        self._cancel_button.clicked.connect(self._cancel)
        for widget in (self._open_button, self._copy_button, self._cancel_button):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _build_empty(self) -> EmptyState:
        _ = self.context._
        page = EmptyState(
            self.context.look,
            "clipboard-list",
            _("This register is empty"),
            _("A handover begins with the list of assets and ends with the signed protocol."),
        )
        for number, text in enumerate(_FIRST_STEPS, 1):
            page.add_step(str(number), _(text))
        first = page.add_action(_("Import a list"), primary=True, icon="file-spreadsheet")
        first.clicked.connect(lambda: self.context.navigation.import_list(None, None))
        page.add_action(_("New handover")).clicked.connect(lambda: self._create(None))
        page.add_action(_("Look at the demo")).clicked.connect(self.context.navigation.open_demo)
        self._first_step = first
        return page

    def _reload(self) -> None:
        self.context.operations.query(
            self.context.services.handovers.overview, initiator=self, done=self._show_rows
        )

    def _show_rows(self, rows: tuple[HandoverSummary, ...]) -> None:
        kept = self._current()
        self._model.show(rows)
        self._pages.setCurrentIndex(1 if rows else 2)
        place = next((place for place, row in enumerate(rows) if kept and row.id == kept.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))
        (self._table if rows else self._first_step).setFocus()
        self._show_possible()

    def _current(self) -> HandoverSummary | None:
        return self._model.summary(self._table.currentIndex().row())

    def _show_possible(self) -> None:
        current = self._current()
        self._open_button.setEnabled(current is not None)
        self._copy_button.setEnabled(current is not None)
        self._cancel_button.setEnabled(current is not None and current.state in _CANCELLABLE)

    def _open(self, index: QModelIndex) -> None:
        summary = self._model.summary(index.row())
        if summary is not None:
            self.context.navigation.open_handover(summary.id, None)

    def _create(self, like: HandoverSummary | None) -> None:
        handovers = self.context.services.handovers

        def open_made(changes: ChangeSet) -> None:
            if changes.handover is not None:
                self.context.navigation.open_handover(changes.handover, Step.PREPARE)

        self.context.operations.command(
            lambda: handovers.create(handovers.propose_reference(), like=like.id if like else None),
            initiator=self,
            done=open_made,
        )

    def _cancel(self) -> None:
        _, summary = self.context._, self._current()
        if summary is None:
            return
        reason = self.context.messages.ask_reason(
            _("Cancel the handover {reference}", reference=summary.reference),
            _("It stays in the register and can be read, but not continued. Why is it cancelled?"),
            yes=_("Cancel the handover"),
        )
        if reason is not None:
            handovers = self.context.services.handovers
            self.context.operations.command(lambda: handovers.cancel(summary.id, reason), initiator=self)
