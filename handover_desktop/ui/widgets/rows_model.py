"""A table of rows that are read whole: what its kinds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows under headings of the catalogues; who inherits says in `data` what stands in a cell."""

    def __init__(
        self, translate: Callable[[str], str], headings: Sequence[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._translate = translate
        self._headings = headings
        self._rows: Sequence[T] = ()

    def show(self, rows: Sequence[T]) -> None:
        """Show `rows` instead of those before."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def append(self, rows: Sequence[T]) -> None:
        """Show `rows` below those that are shown."""
        if rows:
            shown = len(self._rows)
            self.beginInsertRows(_NO_PARENT, shown, shown + len(rows) - 1)
            self._rows = (*self._rows, *rows)
            self.endInsertRows()

    def row(self, number: int) -> T | None:
        """Return what stands in a row, None where there is no such row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._translate(self._headings[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None
