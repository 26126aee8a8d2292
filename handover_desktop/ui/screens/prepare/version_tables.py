"""The differences of a new version of a list, and below them the chosen one field beside field."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.list_changes import ChangeKind, Difference
from handover_desktop.services.list_change_texts import KIND_TERMS
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.keeping import keep_columns
from handover_desktop.ui.screens.prepare.import_lines import make_table
from handover_desktop.ui.screens.prepare.version_models import (
    ACCEPT,
    KIND,
    MARK_SIZE,
    DifferencesInSight,
    DifferencesModel,
    FieldsModel,
    asset_of,
)
from handover_desktop.ui.settings import WindowSettings
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import text_label

_WIDTHS = (76, 116, 80, 180, 170, 230, 140, 170)
_WORDS = (3, 5)
"""The columns that share the room left over with the last one: the description, and what differs."""
_FIELD_WIDTH = 220
_BESIDE_KIND = 54
"""What a kind needs beside its word: its sign, and the room around both, in pixels."""
IN_PAIRS = {2: 90, 3: 300, 4: 180, 5: 170}
"""The columns that tell one line from another, with their widths where a partner is chosen."""


class DifferencesView(QTableView):
    """Space ticks what is selected, wherever in the row the focus is."""

    def __init__(self, model: DifferencesModel, sight: DifferencesInSight, name: str) -> None:
        super().__init__()
        self._model, self._sight = model, sight
        self._least: list[int] = []
        self._by_hand = False
        self.horizontalHeader().sectionResized.connect(self._note_hand)
        self.setModel(sight)
        make_table(self, name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setIconSize(MARK_SIZE)
        self.setSortingEnabled(True)
        self.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    def keep_widths(self) -> None:
        """Take the widths of the columns for their least; the words share what room is left over."""
        self._least = [self.columnWidth(place) for place in range(self.horizontalHeader().count())]

    def keep_columns(self, settings: WindowSettings) -> None:
        """Give the columns the widths that a person left them, and keep what is dragged."""
        if keep_columns(self.horizontalHeader(), settings, "version/columns"):
            self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._by_hand or not self._least:
            return
        share = max(0, self.viewport().width() - sum(self._least)) // (len(_WORDS) + 1)
        for place in _WORDS:
            self.setColumnWidth(place, self._least[place] + share)

    def _note_hand(self, place: int, _before: int, _now: int) -> None:
        """Leave the columns alone once a person drags one."""
        if QApplication.mouseButtons() and place + 1 < len(self._least):
            self._by_hand = True

    def selected_rows(self) -> list[int]:
        """Return the rows of the model that are selected."""
        return [self._sight.mapToSource(index).row() for index in self.selectionModel().selectedRows()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or event.modifiers():
            super().keyPressEvent(event)
            return
        rows = self.selected_rows()
        keys = {one.key for row in rows if (one := self._model.row(row)) is not None}
        self._model.accept(rows, wanted=not keys <= self._model.accepted)


class FieldsPane(QWidget):
    """Both sides of one difference, and what to do where the pair is wrong.

    *Signals:* `apart_asked()` when both sides are not the same asset, `pair_asked()` when a partner is to be chosen.
    """

    apart_asked = Signal()
    pair_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        space = look.theme.space
        self._ = _
        self.model = FieldsModel(context, self)
        self.view = make_table(QTableView(), _("Both versions of the line"))
        self.view.setModel(self.model)
        self.view.setColumnWidth(0, look.theme.scaled(_FIELD_WIDTH))
        for place in (1, 2):
            self.view.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._title = ElidedLabel(look, "", strong=True)
        self.apart = button(look, _("Not the same asset"), role="quiet", icon_name="x")
        self.apart.setToolTip(_("Makes two differences of it: one that is gone and one that was added."))
        self.apart.clicked.connect(self.apart_asked)
        self.pair = button(look, _("Same asset as…"), role="quiet", icon_name="arrow-left-right")
        self.pair.setToolTip(_("Makes one changed line of one that is gone and one that was added."))
        self.pair.clicked.connect(self.pair_asked)
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(self._title, 1)
        head.addWidget(self.apart)
        head.addWidget(self.pair)
        self._note = text_label(look, "", TextStyle.BODY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(2), 0, 0)
        column.setSpacing(space(2))
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self.view, 1)
        self.show_difference(None, "", can_pair=False)

    def show_difference(self, one: Difference | None, note: str, *, can_pair: bool) -> None:
        """Show a difference and, in words, what accepting it means; `can_pair` where the other kind occurs too."""
        self.model.show_difference(one)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        if one is None:
            self._title.setText("")
        else:
            asset = asset_of(one)
            self._title.setText(f"{self._('Line {line}', line=asset.line_no)} · {asset.description}")
        is_pair = one is not None and one.kind is ChangeKind.CHANGED
        self.apart.setVisible(is_pair)
        self.pair.setVisible(one is not None and not is_pair and can_pair)


class DifferencesTable(QWidget):
    """The table of differences.

    *Signals:* `pointed_at(object)` with the difference that is chosen, None for none.
    """

    pointed_at = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DifferencesModel(context, self)
        self.sight = DifferencesInSight(self.model, self)
        self.view = DifferencesView(self.model, self.sight, context._("Differences"))
        header = self.view.horizontalHeader()
        for place, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(
                place, max(context.look.theme.scaled(width), header.sectionSizeHint(place))
            )
        kinds = (context._(word) for word in KIND_TERMS.values())
        widest = max(self.view.fontMetrics().horizontalAdvance(word) for word in kinds)
        self.view.setColumnWidth(
            KIND, max(widest + context.look.theme.scaled(_BESIDE_KIND), header.sectionSizeHint(KIND))
        )
        header.setStretchLastSection(True)
        self.view.keep_widths()
        self.view.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self.pointed_at.emit(self.current())
        )
        self.sight.modelReset.connect(lambda: self.pointed_at.emit(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def current(self) -> Difference | None:
        """Return the difference that is chosen."""
        index = self.sight.mapToSource(self.view.currentIndex())
        return self.model.row(index.row()) if index.isValid() else None

    def point_at(self, key: str) -> None:
        """Choose the difference of this key where it is in sight, otherwise the first."""
        rows = range(self.sight.rowCount())
        keys = {
            one.key: row
            for row in rows
            if (one := self.model.row(self.sight.mapToSource(self.sight.index(row, 0)).row())) is not None
        }
        index = self.sight.index(keys.get(key, 0), ACCEPT)
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)
