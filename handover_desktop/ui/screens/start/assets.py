"""The assets of the whole register, found by any identifier or word, each with its history."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import AssetHit
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import keep_inside, set_margins
from handover_desktop.ui.keeping import keep_columns, keep_splitter
from handover_desktop.ui.operations import Job
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.start.asset_table import (
    DESCRIPTION,
    HANDOVER,
    IDENTIFIER,
    LINE,
    OUTCOME,
    AssetModel,
)
from handover_desktop.ui.screens.start.history import HistoryPanel
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.search_field import SearchField

_LIMIT = 200


class AssetsScreen(Screen):
    """A search over all handovers on the left, the history of what is chosen on the right."""

    LEAST = (900, 320)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._model = AssetModel(context, self)
        self._search_job: Job | None = None
        self._history_job: Job | None = None
        self._history = HistoryPanel(context)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        keep_inside(self._splitter)
        self._splitter.addWidget(self._build_search())
        beside = QWidget()
        room = QVBoxLayout(beside)  # for the frame around the history that has the focus
        room.setContentsMargins(*[context.look.theme.space(1)] * 4)
        room.addWidget(self._history)
        self._splitter.addWidget(beside)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes([800, 520])
        keep_splitter(self._splitter, context.settings, "assets/splitter")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def enter(self, handover: HandoverId | None) -> None:
        """Search again and take the focus."""
        super().enter(handover)
        self._search.focus()
        self._find(self._search.text())

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Search again: outcomes and states are shown here."""
        self._find(self._search.text())

    def _build_search(self) -> QWidget:
        _, look = self.context._, self.context.look
        space = look.theme.space
        page = QWidget()
        column = QVBoxLayout(page)
        set_margins(column, space(6), space(5), space(5), space(5))
        column.setSpacing(space(3))
        column.addWidget(text_label(look, _("Assets of this register"), TextStyle.TITLE, strong=True))
        self._search = SearchField(look, _("Any identifier or word"), clear_text=_("Clear the search"))
        self._search.searched.connect(self._find)
        self._count = text_label(look, "", TextStyle.CAPTION, tone="muted")
        column.addWidget(self._search)
        column.addWidget(self._count)
        self._invitation = EmptyState(
            look,
            "search",
            _("Every handover of this register is searched"),
            _("Search by serial number, VIN, inventory number, plate, description or any other word."),
        )
        self._nothing = EmptyState(look, "search", _("Nothing found"), "")
        self._found = QStackedWidget()
        for part in (self._build_table(), self._invitation, self._nothing):
            self._found.addWidget(part)
        column.addWidget(self._found, 1)
        return page

    def _build_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setAccessibleName(self.context._("Assets"))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        theme = self.context.look.theme
        for column, width in ((OUTCOME, 150), (LINE, 84), (HANDOVER, 150)):
            table.setColumnWidth(column, theme.scaled(width))
        vin = QFontMetrics(theme.mono(TextStyle.BODY)).horizontalAdvance("0" * 17)
        table.setColumnWidth(IDENTIFIER, vin + theme.space(8))
        keep_columns(header, self.context.settings, "assets/columns")
        header.setSectionResizeMode(DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._show_current)
        table.activated.connect(self._open)
        self._table = table
        return table

    def _find(self, text: str) -> None:
        if self._search_job is not None:
            self._search_job.cancel()
        assets = self.context.services.assets
        self._search_job = self.context.operations.query(
            lambda: assets.search(text, limit=_LIMIT),
            initiator=self,
            done=lambda found: self._show_found(found, text),
        )

    def _show_found(self, found: tuple[AssetHit, ...], searched: str) -> None:
        _ = self.context._
        kept = self._model.row(self._table.currentIndex().row())
        self._model.show_found(found, searched)
        if not found:
            self._count.setText("")
        elif len(found) >= _LIMIT:
            self._count.setText(
                _("The first {count} are shown. Type more to narrow them down.", count=_LIMIT)
            )
        else:
            self._count.setText(_.n("{count} asset", "{count} assets", len(found)))
        if not found:
            self._nothing.set_text(_("Nothing in this register matches “{text}”.", text=searched))
            self._found.setCurrentWidget(self._nothing if searched else self._invitation)
            self._history.clear()
            return
        self._found.setCurrentWidget(self._table)
        place = next((place for place, hit in enumerate(found) if kept and hit.item == kept.item), 0)
        self._table.setCurrentIndex(self._model.index(place, 0))

    def _show_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        hit = self._model.row(current.row())
        if self._history_job is not None:
            self._history_job.cancel()
        if hit is None:
            return
        assets = self.context.services.assets
        self._history_job = self.context.operations.query(
            lambda: assets.history(hit.item), initiator=self, done=self._history.show_history
        )

    def _open(self, index: QModelIndex) -> None:
        hit = self._model.row(index.row())
        if hit is not None and not hit.is_withdrawn:
            self.context.navigation.show_item(hit.handover, hit.item)
