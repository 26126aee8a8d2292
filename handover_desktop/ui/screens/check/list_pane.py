"""The list on the left: search, filters, the items, and the way to add one that is not on it."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.ids import ItemId
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ItemFilter
from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.screens.check.filters import Choices, FilterBar
from handover_desktop.ui.theme import TARGET, Look
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.item_delegate import ROW_HEIGHT, ItemDelegate
from handover_desktop.ui.widgets.item_model import ItemModel
from handover_desktop.ui.widgets.search_field import SearchField
from handover_desktop.ui.widgets.targets import as_target, with_key

_LEAST_ROWS = 2
"""Left of the list where a camera takes the room above it, in a low window."""


class ItemListView(QTableView):
    """The items: a table of one column, because a list view lays out every row anew at each change.

    *Signals:* `accept_asked()` on Space; `opened()` on Enter.
    """

    accept_asked = Signal()
    opened = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Space and plain:
            if not event.isAutoRepeat():
                self.accept_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor's row in sight where it was, when something takes room from the list."""
        row = self.visualRect(self.currentIndex())
        super().resizeEvent(event)
        if row.isValid() and 0 <= row.top() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Leave letters to the outcomes' keys."""


class ListPane(QWidget):
    """The list and what narrows it.

    *Signals:* `wanted(ItemFilter)`; `entered(str)` on Enter in the search; `selected()` when another item, or
    several, are selected; `accept_asked()`; `extra_asked(str)` with what was searched for.
    """

    wanted = Signal(object)
    entered = Signal(str)
    selected = Signal()
    accept_asked = Signal()
    extra_asked = Signal(str)

    def __init__(self, look: Look, _: Translator, model: ItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._model = model
        self._search = SearchField(
            look, _("Search by line, identifier or word"), clear_text=_("Clear the search"), delay_ms=0
        )
        self._input = self._search.focusProxy() or self._search
        as_target(self._input)
        self._input.installEventFilter(self)
        self.from_camera = icon_button(look, "camera", _("Read codes with a camera"))
        self.from_camera.setFixedSize(TARGET, TARGET)
        self.from_camera.setToolTip(_("Read codes with a camera") + " (F8)")
        QShortcut(QKeySequence("F8"), self).activated.connect(self.from_camera.click)
        self.from_photo = icon_button(look, "scan-line", _("Find by a code on a photo…"))
        self.from_photo.setFixedSize(TARGET, TARGET)
        self._filters = FilterBar(look, _)
        self._count = ElidedLabel(look, tone="muted")
        self._show_all = button(look, _("Show all"), role="quiet")
        self.view = self._make_view(look)
        self._nothing = EmptyState(
            look,
            "search",
            _("No item matches"),
            _("Change the search or the filters, or add what is before you."),
        )
        self._add = with_key(button(look, _("Not on the list…"), icon_name="plus"), "Ins", "+")
        as_target(self._add)
        self._nothing.add_action(_("Show all")).clicked.connect(self.show_all)
        self._stack = QStackedWidget()
        for page in (self.view, self._nothing):
            self._stack.addWidget(page)
        self._stack.setMinimumHeight(_LEAST_ROWS * ROW_HEIGHT)
        self._above = QVBoxLayout()
        self._lay_out(look)
        self._connect()

    def put_above(self, widget: QWidget) -> None:
        """Put something between the search and the list."""
        self._above.addWidget(widget)

    def _make_view(self, look: Look) -> ItemListView:
        view = ItemListView()
        view.setModel(self._model)
        view.setItemDelegate(ItemDelegate(look, view))
        view.horizontalHeader().setStretchLastSection(True)
        view.horizontalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        view.verticalHeader().hide()
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.setAccessibleName(self._("Items"))
        view.verticalScrollBar().setSingleStep(22)
        return view

    def _lay_out(self, look: Look) -> None:
        space = look.theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._count, 1)
        foot.addWidget(self._show_all)
        foot.addWidget(self._add)
        rows = QVBoxLayout(self)
        set_margins(rows, 0, 0, space(4), 0)
        rows.setSpacing(space(2))
        search = QHBoxLayout()
        search.setSpacing(space(2))
        search.addWidget(self._search, 1)
        search.addWidget(self.from_camera)
        search.addWidget(self.from_photo)
        rows.addLayout(search)
        rows.addLayout(self._above)
        rows.addWidget(self._filters)
        rows.addWidget(self._stack, 1)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self._search.searched.connect(self._tell)
        self._search.left.connect(self.view.setFocus)
        self._filters.changed.connect(self._tell)
        self._show_all.clicked.connect(self.show_all)
        self._add.clicked.connect(lambda: self.extra_asked.emit(self._search.text()))
        self.view.accept_asked.connect(self.accept_asked)
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self.selected.emit())

    @property
    def search_input(self) -> QWidget:
        """The line that is searched in."""
        return self._input

    @property
    def filter(self) -> ItemFilter:
        """What is asked for now."""
        return self._filters.filter(self._search.text())

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._search.text()

    @property
    def selection(self) -> tuple[ItemId, ...]:
        """The selected items in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(ItemId(self._model.ids[row]) for row in rows)

    @property
    def current(self) -> ItemId | None:
        """The item at the list's cursor."""
        return self._model.item_at(self.view.currentIndex())

    def set_choices(self, choices: Choices) -> None:
        """Offer the categories and units that occur."""
        self._filters.set_choices(choices)

    def set_editable(self, editable: bool) -> None:
        """Offer to add an item, or not."""
        self._add.setVisible(editable)

    def show_ids(self, ids: array[int], total: int) -> None:
        """Show the items `ids` of `total`; the cursor stays at its item where that is still there."""
        kept = self.current
        self._model.set_ids(ids)
        if kept is not None and self.current != kept:
            self.select(kept)
        self._stack.setCurrentWidget(self.view if len(ids) or not total else self._nothing)
        narrowed = self.filter != ItemFilter()
        self._show_all.setVisible(narrowed)
        if narrowed:
            text = self._.n("{shown} of {count} line", "{shown} of {count} lines", total, shown=len(ids))
        else:
            text = self._.n("{count} line", "{count} lines", len(ids))
        self._count.setText(text)

    def select(self, item: ItemId) -> bool:
        """Select one item and bring it into sight with those around it; return whether it is in the list."""
        row = self._model.row_of(item)
        if row is None:
            return False
        index = self._model.index(row)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        rect = self.view.visualRect(index)
        seen = self.view.viewport().rect().adjusted(0, rect.height(), 0, -2 * rect.height())
        if not seen.contains(rect.center()):
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def show_all(self) -> None:
        """Take away the search and every filter."""
        self._filters.reset()
        self._search.set_text("")
        self._tell()

    def show_open(self) -> None:
        """Show what is open, nothing else."""
        self._filters.choose_open()

    def show_exceptions(self) -> None:
        """Show what is not simply accepted."""
        self._filters.choose_exceptions()

    def clear_search(self) -> None:
        """Take the search away; the filters stay."""
        self._search.set_text("")

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self._search.focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down go from the search into the list, and Enter open what matches exactly."""
        if watched is self._input and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self._model.rowCount():
                self.view.setFocus()
                if self.current is None:
                    self.select(ItemId(self._model.ids[0]))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._search.text():
                self.entered.emit(self._search.text())
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.wanted.emit(self.filter)
