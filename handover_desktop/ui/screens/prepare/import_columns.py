"""The first rows of the sheet as they stand in the file, with the field of each column above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from handover_desktop.services.views import FIELD_LABELS
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.icons import icon
from handover_desktop.ui.screens.prepare.fields_header import FieldsHeader
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.labels import as_tip, text_label

if TYPE_CHECKING:
    from handover_desktop.lists.columns import ColumnGuess
    from handover_desktop.lists.reading import ListReading

_COLUMN_WIDTH = 168
_BESIDE_THE_WORD = 68
"""What a choice needs beside its word: the cell's padding, its border and arrow, in pixels."""
_BESIDE_THE_SIGN = 4
_ROW_HEIGHT = 30
_ROWS_ABOVE = 1
"""How many of the rows above the header are in sight with it."""


class ColumnsTable(QWidget):
    """Shows where each field is read from, and lets it be corrected.

    *Signals:* `mapped(object)` with field to column letter after a choice; an empty letter takes a field away.
    `header_chosen(int)` with the row that was made the header row by Enter or a double click. `anew_asked()` when the
    columns are to be guessed although they are remembered.
    """

    mapped = Signal(object)
    header_chosen = Signal(int)
    anew_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        _ = context._
        self._model = QStandardItemModel(self)
        self._combos: list[QComboBox] = []
        self._first = 0
        self._view = QTableView()
        self._view.setModel(self._model)
        self._head = FieldsHeader(self._view)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setTabKeyNavigation(False)
        self._view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab goes to what is chosen above each column
        self._view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setWordWrap(False)
        self._view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self._view.setAccessibleName(_("First rows of the sheet"))
        self._view.activated.connect(self._choose_header)
        hint = text_label(
            context.look,
            _(
                "The header row is set in bold. If it is another one, double-click that row. "
                "Choose above each column what it holds; a question mark says that it is a guess."
            ),
            TextStyle.CAPTION,
            tone="muted",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, context.look.theme.space(2), 0, 0)
        column.setSpacing(context.look.theme.space(2))
        column.addWidget(self._build_memory())
        column.addWidget(hint)
        column.addWidget(self._view, 1)

    def show_reading(self, reading: ListReading) -> None:
        """Show the raw rows of `reading` and the field of each column."""
        self._memory.setVisible(bool(reading.remembered))
        self._remembered.setText(
            self._context._(
                "The columns are read as they were for {value}, which had the same header.",
                value=reading.remembered,
            )
        )
        model = self._model
        model.clear()
        rows = reading.raw_rows
        width = max((len(row) for row in rows), default=0)
        width = max(width, *(column.index + 1 for column in reading.columns), 0) if reading.columns else width
        model.setColumnCount(width)
        letters = {column.index: column.letter for column in reading.columns}
        model.setHorizontalHeaderLabels([letters.get(place, "") for place in range(width)])
        theme = self._context.look.theme
        for number, row in enumerate(rows, 1):
            items = [QStandardItem(text) for text in (*row, *[""] * (width - len(row)))]
            for item in items:
                item.setFont(theme.font(TextStyle.BODY, strong=number == reading.header_row))
                if number < reading.header_row:
                    item.setForeground(theme.colours.muted)
            model.appendRow(items)
        model.setVerticalHeaderLabels([str(number) for number in range(1, len(rows) + 1)])
        self._place_combos(reading)
        self._first = max(reading.header_row - 1 - _ROWS_ABOVE, 0)
        if self.isVisible():
            self._go_to_header()

    def _build_memory(self) -> QWidget:
        """Return what says that the columns are remembered, and the way out; it is shown only where they are."""
        look = self._context.look
        self._remembered = text_label(look, "")
        anew = button(look, self._context._("Guess the columns anew"), icon_name="undo-2")
        anew.clicked.connect(self.anew_asked)
        self._memory = QWidget()
        row = QHBoxLayout(self._memory)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(3))
        row.addWidget(self._remembered, 1)
        row.addWidget(anew)
        return self._memory

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the header once there is a view that can scroll."""
        super().showEvent(event)
        self._go_to_header()

    def _go_to_header(self) -> None:
        self._view.scrollTo(self._model.index(self._first, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def show_row(self, number: int) -> None:
        """Go to a row of the sheet, if it is among the first ones."""
        if 1 <= number <= self._model.rowCount():
            self._view.setCurrentIndex(self._model.index(number - 1, 0))
            self._view.scrollTo(self._view.currentIndex())

    def _place_combos(self, reading: ListReading) -> None:
        _ = self._context._
        self._combos = []
        for column in reading.columns:
            box = ElidedComboBox()
            box.addItem(_("Kept as a detail"), "")
            for field, word in FIELD_LABELS.items():
                box.addItem(_(word), field)
            box.setCurrentIndex(max(0, box.findData(column.field or "")))
            box.setMaxVisibleItems(24)
            box.setAccessibleName(_("Column {name} is", name=column.name))
            also = ", ".join(_(FIELD_LABELS[field]) for field in column.also)
            if also:
                box.setItemText(box.currentIndex(), f"{box.currentText()}, {also}")
                box.setToolTip(as_tip(_("Also read from this column: {fields}", fields=also)))
            elif not column.certain:
                box.setToolTip(_("This is a guess. Compare it with the samples below."))
            box.activated.connect(lambda _index, box=box, column=column: self._map(column, reading, box))
            if not column.certain:
                box.setItemIcon(box.currentIndex(), icon("circle-question-mark", self._context.look))
                box.setAccessibleDescription(box.toolTip())
            self._combos.append(box)
            self._view.setColumnWidth(
                column.index, max(_COLUMN_WIDTH, self._needed(box, certain=column.certain))
            )
        boxes = zip((column.index for column in reading.columns), self._combos, strict=True)
        self._head.show_boxes(dict(boxes))

    @staticmethod
    def _needed(box: QComboBox, *, certain: bool) -> int:
        """Return the width in pixels at which the chosen word is read whole."""
        sign = 0 if certain else box.iconSize().width() + _BESIDE_THE_SIGN
        return box.fontMetrics().horizontalAdvance(box.currentText()) + sign + _BESIDE_THE_WORD

    def _map(self, column: ColumnGuess, reading: ListReading, box: QComboBox) -> None:
        """Let a column have the field chosen for it alone; other columns keep the identifier that it had with them."""
        chosen, before = str(box.currentData()), column.field
        wanted = {chosen: column.letter} if chosen else {}
        if before and before != chosen:
            others = (one.letter for one in reading.columns if one is not column and before in one.fields)
            wanted[before] = "\n".join(others)
        if wanted:
            self.mapped.emit(wanted)

    def _choose_header(self, index: QModelIndex) -> None:
        self.header_chosen.emit(index.row() + 1)
