"""The problems of a list: all of them by gravity, many of one kind as one entry that opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QTreeView, QVBoxLayout, QWidget

from handover_desktop.domain.identifiers import Severity
from handover_desktop.domain.terms import TERMS
from handover_desktop.services.problem_lists import PROBLEM_HEADINGS, group_problems, say_problems
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.icons import icon
from handover_desktop.ui.keeping import keep_columns
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.labels import as_tip

if TYPE_CHECKING:
    from handover_desktop.lists.problems import Problem
    from handover_desktop.lists.reading import ListReading

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
SORT_ROLE: Final = Qt.ItemDataRole.UserRole
_WIDTHS: Final = (150, 100, 84, 140, 160, 140)
_ROW: Final = 2
_VALUE: Final = 4
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
SEVERITY_ICONS: Final = {
    Severity.ERROR: "octagon-alert",
    Severity.CONFIRM: "circle-question-mark",
    Severity.WARNING: "triangle-alert",
    Severity.NOTICE: "info",
}
_MARK_SIZE: Final = QSize(16, 16)
_ROW_SIZE: Final = QSize(0, 30)


class ProblemsModel(QAbstractItemModel):
    """Everything that is wrong, to confirm or worth knowing; below a group the problems that are in it.

    *Signals:* `corrected(str, str)` with the address of a cell ("C4") and its new text.

    The internal id of an index is 0 for an entry, and for a problem in a group the place of the group, counted from 1.
    """

    corrected = Signal(str, str)

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._groups: Sequence[Sequence[Problem]] = ()
        self._letters: dict[str, str] = {}

    def show(self, reading: ListReading) -> None:
        """Show the problems of `reading`."""
        self.beginResetModel()
        self._groups = group_problems(reading.problems)
        # A heading that stands on several columns says of none where the cell is.
        count = Counter(column.name for column in reading.columns)
        self._letters = {one.name: one.letter for one in reading.columns if count[one.name] == 1}
        self.endResetModel()

    def tell_anew(self, reading: ListReading) -> None:
        """Show the same problems with what is now said of them; what is open and selected stays so."""
        self.layoutAboutToBeChanged.emit()
        self._groups = group_problems(reading.problems)
        self.layoutChanged.emit()

    def problem(self, index: Index) -> Problem:
        """Return the problem at `index`, of a group the first."""
        return self._told(index)[0]

    def address(self, index: Index) -> str:
        """Return the address of the cell that a problem is about, empty where it is about no single one."""
        told = self._told(index)
        letter = self._letters.get(told[0].column, "")
        return f"{letter}{told[0].row}" if letter and told[0].row and len(told) == 1 else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_cell = index.isValid() and index.column() == _VALUE and self.address(index)
        return flags | Qt.ItemFlag.ItemIsEditable if is_cell else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.problem(index).value:
            return False
        self.corrected.emit(self.address(index), str(value))
        return True

    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        group = child.internalId() if child.isValid() else 0
        return self.createIndex(group - 1, 0, 0) if group else QModelIndex()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column():
            return 0
        count = len(self._groups[parent.row()])
        return count if count > 1 else 0

    def columnCount(self, _parent: Index = _NO_PARENT) -> int:
        return len(PROBLEM_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._context._(PROBLEM_HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == _ROW else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told, column = self._told(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(told)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._texts(told)[column])
        if role == Qt.ItemDataRole.EditRole and column == _VALUE:
            return told[0].expected or str(told[0].params.get("quantity", told[0].value))
        if role == SORT_ROLE:
            return self._sort_key(told, column)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return self._mark(told[0].severity)
        if role == Qt.ItemDataRole.SizeHintRole and column == 0:
            return _ROW_SIZE
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column == _ROW else _LEFT
        return None

    def _told(self, index: Index) -> Sequence[Problem]:
        group = index.internalId()
        return (self._groups[group - 1][index.row()],) if group else self._groups[index.row()]

    def _texts(self, told: Sequence[Problem]) -> tuple[str, ...]:
        _ = self._context._
        first = told[0]
        alone = len(told) == 1
        row = "" if first.row is None else str(first.row)
        return (
            _(TERMS[first.severity]),
            first.sheet,
            row if alone or not row else f"{row}–{told[-1].row}",
            first.column if alone or row else "",
            first.value if alone else "",
            first.expected if alone else "",
            say_problems(_, told),
        )

    def _sort_key(self, told: Sequence[Problem], column: int) -> object:
        if column == 0:
            return list(Severity).index(told[0].severity)
        return (told[0].row or 0) if column == _ROW else self._texts(told)[column].casefold()

    def _mark(self, severity: Severity) -> QIcon:
        return icon(SEVERITY_ICONS[severity], self._context.look)


class _ProblemsView(QTreeView):
    """A tree in which F2 edits the value, whichever column is current."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.edit_value()
        else:
            super().keyPressEvent(event)

    def edit_value(self) -> None:
        """Begin to edit the value of the current problem, where it is that of one cell."""
        value = self.currentIndex().siblingAtColumn(_VALUE)
        if value.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(value)
            self.edit(value)


class ProblemsPage(QWidget):
    """How many problems there are, all of them, and the way to give them to those who wrote the list.

    *Signals:* `row_pointed_at(int)` with the row of the sheet, `save_asked()`, `rest_chosen(bool)` when `rest` is
    turned, `corrected(str, str)` as of the model.
    """

    row_pointed_at = Signal(int)
    save_asked = Signal()
    rest_chosen = Signal(bool)
    corrected = Signal(str, str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        self._context = context
        self.model = ProblemsModel(context, self)
        self.model.corrected.connect(self.corrected)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setSortRole(SORT_ROLE)
        self.correct = button(look, _("Correct the value"), role="quiet", icon_name="pencil")
        self.view = self._make_view()
        self.correct.clicked.connect(self.view.edit_value)
        self.correct.setToolTip(_("What the list should have said; the file itself stays as it is. (F2)"))
        self.summary = ElidedLabel(look, "", strong=True)
        self.save = button(look, _("Save the problems"), role="quiet", icon_name="download")
        self.save.setToolTip(_("All problems as a spreadsheet, for those who wrote the list."))
        self.save.clicked.connect(self.save_asked)
        self.rest = QCheckBox(_("Take them too, to be completed on site"))
        self.rest.setToolTip(
            _(
                "What could be read is imported; the remark of the line says what could not. "
                "Such lines are in no total."
            )
        )
        self.rest.toggled.connect(self.rest_chosen)
        head = QHBoxLayout()
        head.setSpacing(look.theme.space(3))
        head.addWidget(self.summary, 1)
        head.addWidget(self.rest)
        head.addWidget(self.correct)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.theme.space(2), 0, 0)
        column.setSpacing(look.theme.space(2))
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def show_reading(self, reading: ListReading) -> None:
        """Show the problems of `reading`."""
        self.model.show(reading)
        self._offer()
        self._tell(reading)
        kept_out = sum(not row.importable for row in reading.rows)
        self.view.setVisible(bool(reading.problems))
        self.save.setVisible(bool(reading.problems))
        self.correct.setVisible(bool(reading.problems))
        self.rest.blockSignals(True)
        self.rest.setChecked(False)
        self.rest.blockSignals(False)
        self.rest.setVisible(0 < kept_out < reading.rows_read)

    def tell_anew(self, reading: ListReading) -> None:
        """Show what is now said of the same list, with its rest or without."""
        self.model.tell_anew(reading)
        self._tell(reading)

    def _tell(self, reading: ListReading) -> None:
        _ = self._context._
        count = Counter(problem.severity for problem in reading.problems)
        said = [
            _.n("{count} error", "{count} errors", count[Severity.ERROR]),
            _("{count} to confirm", count=count[Severity.CONFIRM]),
            _.n("{count} warning", "{count} warnings", count[Severity.WARNING]),
            _.n("{count} notice", "{count} notices", count[Severity.NOTICE]),
        ]
        found = [text for text, severity in zip(said, Severity, strict=True) if count[severity]]
        kept_out, to_complete = sum(not row.importable for row in reading.rows), len(reading.to_complete)
        if kept_out:
            found.append(_.n("{count} row is kept out", "{count} rows are kept out", kept_out))
        if to_complete:
            found.append(
                _.n("{count} row to complete on site", "{count} rows to complete on site", to_complete)
            )
        self.summary.setText(" · ".join(found) if found else _("No problems were found."))

    def _make_view(self) -> _ProblemsView:
        view = _ProblemsView()
        view.setEditTriggers(QTreeView.EditTrigger.DoubleClicked)
        view.setModel(self._sorted)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setIconSize(_MARK_SIZE)
        view.setAccessibleName(self._context._("Problems"))
        view.setSortingEnabled(True)
        for place, width in enumerate(_WIDTHS):
            view.setColumnWidth(place, width)
        keep_columns(view.header(), self._context.settings, "import/problems")
        view.sortByColumn(0, Qt.SortOrder.AscendingOrder)  # the gravest first, each time
        view.header().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(
            # the first one is chosen by Qt when the table gets the focus
            lambda index, before: self._point(index) if before.isValid() else None
        )
        view.selectionModel().currentRowChanged.connect(lambda _now, _before: self._offer())
        for asked in (view.clicked, view.activated):
            asked.connect(self._point)
        return view

    def _offer(self) -> None:
        value = self.view.currentIndex().siblingAtColumn(_VALUE)
        self.correct.setEnabled(bool(value.flags() & Qt.ItemFlag.ItemIsEditable))

    def _point(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self.model.problem(self._sorted.mapToSource(index)).row
            if row is not None:
                self.row_pointed_at.emit(row)
