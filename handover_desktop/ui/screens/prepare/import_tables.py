"""What an import understood, as rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from handover_desktop.domain.money import Money
from handover_desktop.domain.texts import N_
from handover_desktop.domain.units import say_unit
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import as_tip

if TYPE_CHECKING:
    from handover_desktop.lists.lines import UnderstoodRow
    from handover_desktop.lists.reading import ListReading

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()
_LINE_HEADINGS: Final = (
    N_("Row"), N_("Line no."), N_("Import"), N_("Description"), N_("Make and model"), N_("Identifier"), N_("Quantity"),
    N_("Unit price"), N_("Value"), N_("Receiving unit"),
)  # fmt: skip
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


FATE: Final = 2
"""The column that says which rows are kept out, or taken along to be completed on site."""
_IDENTIFIER: Final = 5
_TOLD: Final = 20
"""How many identifiers of a line a tip names."""


class LinesModel(QAbstractTableModel):
    """Every row of the list as it was understood; what is kept out is greyed and struck through."""

    right = frozenset({0, 6, 7, 8})

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: tuple[UnderstoodRow, ...] = ()
        self._to_complete: frozenset[int] = frozenset()

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_LINE_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._context._(_LINE_HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self.right else _LEFT
        return None

    def show(self, reading: ListReading) -> None:
        """Show the rows of `reading`."""
        self.beginResetModel()
        self._rows, self._to_complete = reading.rows, reading.to_complete
        self.endResetModel()

    def row_at(self, place: int) -> UnderstoodRow:
        """Return the row that stands at a place of this table."""
        return self._rows[place]

    def place_of(self, sheet_row: int) -> int:
        """Return where a row of the sheet stands in this table, -1 where it holds no item."""
        return next((place for place, row in enumerate(self._rows) if row.row == sheet_row), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == _IDENTIFIER:
            return as_tip("\n".join(one.value for one in row.line.identifiers[:_TOLD]))
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._texts(row)[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self.right else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and not row.importable:
            return self._muted()
        if role == Qt.ItemDataRole.FontRole:
            return self._font(index.column(), importable=row.importable)
        return None

    def _texts(self, row: UnderstoodRow) -> tuple[str, ...]:
        formats, line = self._context.formats, row.line
        main, others = line.main_identifier, len(line.identifiers) - 1
        return (
            str(row.row),
            line.line_no,
            self._fate(row),
            line.description,
            " ".join(part for part in (line.make, line.model) if part),
            f"{main.value} +{others}" if main and others else main.value if main else "",
            f"{formats.number(line.quantity)} {say_unit(line.unit, line.quantity, self._context._.n)}".strip(),
            self._money(line.unit_price),
            self._money(line.value),
            line.receiving_unit,
        )

    def _fate(self, row: UnderstoodRow) -> str:
        _ = self._context._
        if row.row in self._to_complete:
            return _("To be completed on site")
        return "" if row.importable else _("Kept out")

    def _money(self, money: Money | None) -> str:
        return self._context.formats.money(money.amount, money.currency) if money else ""

    def _muted(self) -> QColor:
        return self._context.look.theme.colours.muted

    def _font(self, column: int, *, importable: bool) -> QFont | None:
        theme = self._context.look.theme
        if column != _IDENTIFIER and importable:
            return None
        font = theme.mono(TextStyle.BODY) if column == _IDENTIFIER else theme.font()
        font.setStrikeOut(not importable)
        return font
