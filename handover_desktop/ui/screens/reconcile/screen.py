"""The reconcile screen: open points and differences on the left, totals and decisions on the right."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from handover_desktop.domain.handovers import Handover
from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.reconciliation import OpenPoint
from handover_desktop.domain.tally import Tally
from handover_desktop.services.ceremonies import CeremonyStanding
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.views import ItemCard, ItemFilter, ItemSort
from handover_desktop.ui.ceremony_dialog import ceremony_card
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.reconcile.decisions import Decisions
from handover_desktop.ui.screens.reconcile.entries import Entry, count_of, lay_out_points
from handover_desktop.ui.screens.reconcile.lists import (
    ROW_ROLE,
    DifferenceDelegate,
    DifferenceModel,
    PointDelegate,
    PointModel,
    RowList,
)
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.tally_table import TallyTable

if TYPE_CHECKING:
    from handover_desktop.services.desk import Services


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything the screen shows, read in one go."""

    handover: Handover
    points: tuple[OpenPoint, ...]
    differences: array[int]
    tally: Tally
    open_count: int
    ceremonies: tuple[CeremonyStanding, ...] = ()


def read_reconciliation(services: Services, handover: HandoverId) -> Reconciliation:
    """Read how a handover stands; a frozen one has no open points any more."""
    current = services.handovers.get(handover)
    points = () if current.state.is_frozen else services.reconciling.points(handover)
    checking = services.checking
    differing = checking.item_ids(handover, ItemFilter(exceptions_only=True, sort=ItemSort.OUTCOME))
    open_ids = checking.item_ids(handover, ItemFilter(open_only=True))
    ceremonies = services.ceremonies.standings(handover)
    return Reconciliation(current, points, differing, checking.tally(handover), len(open_ids), ceremonies)


class ReconcileScreen(Screen):
    """What is left between the check and the protocol."""

    LEAST = (940, 420)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ = context._
        self._services = context.services
        self._texts = ItemTexts(context._, context.formats)
        look = context.look
        self.points = PointModel(self)
        self.differences = DifferenceModel(self._services.checking.card, self._texts, self)
        self.point_list = RowList(self._("Open points"))
        self.point_list.setModel(self.points)
        self.point_list.setItemDelegate(PointDelegate(look, self.point_list))
        self.difference_list = RowList(self._("Differences"))
        self.difference_list.setModel(self.differences)
        self.difference_list.setItemDelegate(DifferenceDelegate(look, self._texts, self.difference_list))
        self._no_points = EmptyState(
            look,
            "circle-check",
            self._("Nothing is open"),
            self._("No point stops finalising, asks or warns."),
        )
        self._no_differences = EmptyState(
            look,
            "circle-check",
            self._("No differences"),
            self._("Everything that was checked is accepted as it is listed."),
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(context._("Reconcile"))
        self.tabs.setExpanding(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self._pages = QStackedWidget()
        for page in (self.point_list, self.difference_list, self._no_points, self._no_differences):
            self._pages.addWidget(page)
        self._tally = TallyTable(look, self._)
        self.decisions = Decisions(context, self)
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_page)
        self.point_list.opened.connect(self._open_point)
        self.difference_list.opened.connect(self._open_difference)
        self.decisions.show_open_asked.connect(self._show_open)

    def _lay_out(self) -> None:
        look, space = self.context.look, self.context.look.theme.space
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.tabs)
        left.addWidget(self._pages, 1)
        totals = Card(look, self._("Totals"))
        totals.body.addWidget(self._tally)
        scroll = ScrollPage(look)
        column = scroll.body
        column.setSpacing(space(4))
        column.addWidget(totals)
        self.ceremonies = QVBoxLayout()
        self.ceremonies.setSpacing(space(4))
        column.addLayout(self.ceremonies)
        column.addWidget(self.decisions)
        column.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(space(4), space(2), space(4), space(4))
        across.setSpacing(space(5))
        across.addLayout(left, 3)
        across.addWidget(scroll, 2)

    def enter(self, handover: HandoverId | None) -> None:
        """Read how `handover` stands."""
        super().enter(handover)
        self._load(fresh=True)

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Show what a commit changed."""
        if changes.handover == self.handover:
            self._load(fresh=False)

    def _load(self, *, fresh: bool) -> None:
        handover = self.handover
        if handover is None:
            return
        self.context.operations.query(
            lambda: read_reconciliation(self._services, handover),
            initiator=self,
            done=lambda found: self._show(found, fresh=fresh),
        )

    def _show(self, found: Reconciliation, *, fresh: bool) -> None:
        if found.handover.id != self.handover:
            return
        self.points.set_entries(lay_out_points(found.points, self._))
        self.differences.set_ids(found.differences)
        self.tabs.setTabText(0, f"{self._('Open points')} · {len(found.points)}")
        self.tabs.setTabText(1, f"{self._('Differences')} · {len(found.differences)}")
        self.tabs.setTabVisible(0, not found.handover.state.is_frozen)
        self._tally.show_tally(found.tally, self.context.formats)
        self._show_ceremonies(found.ceremonies)
        errors = count_of(found.points, Severity.ERROR)
        self.decisions.show_standing(found.handover, errors=errors, open_count=found.open_count)
        if fresh:
            self.tabs.setCurrentIndex(1 if found.handover.state.is_frozen or not found.points else 0)
        self._show_page()
        if fresh:
            page = self._pages.currentWidget()
            (page if isinstance(page, RowList) else self.tabs).setFocus()

    def _show_ceremonies(self, standings: tuple[CeremonyStanding, ...]) -> None:
        """Show what the ceremony's protocols state beside what is accepted."""
        while (old := self.ceremonies.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in standings:
            self.ceremonies.addWidget(ceremony_card(self.context, one))

    def _show_page(self) -> None:
        if self.tabs.currentIndex() == 0:
            self._pages.setCurrentWidget(self.point_list if self.points.rowCount() else self._no_points)
        else:
            empty = not self.differences.rowCount()
            self._pages.setCurrentWidget(self._no_differences if empty else self.difference_list)

    def _open_point(self, index: QModelIndex) -> None:
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, Entry) or entry.is_heading or self.handover is None:
            return
        if entry.item is not None:
            self.context.navigation.show_item(self.handover, entry.item)
        elif entry.in_settings:
            self.context.navigation.open_settings()
        elif entry.point is not None:
            self.context.navigation.show_point(self.handover, entry.point)

    def _open_difference(self, index: QModelIndex) -> None:
        card = index.data(ROW_ROLE)
        if isinstance(card, ItemCard) and self.handover is not None:
            self.context.navigation.show_item(self.handover, card.item.id)

    def _show_open(self) -> None:
        """Go to the first item that is open."""
        handover = self.handover
        if handover is None:
            return
        self.context.operations.query(
            lambda: self._services.checking.item_ids(handover, ItemFilter(open_only=True)),
            initiator=self,
            done=lambda ids: self.context.navigation.show_item(handover, ItemId(ids[0])) if ids else None,
        )
