"""The rows of a list of items: a window of ids over the register, never the whole list in memory."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.ids import ItemId
from handover_desktop.services.views import ItemRow
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.widgets.item_delegate import ItemRole

PAGE_ROWS: Final = 32
"""Somewhat more than a screen shows: what is read more is waited for at each letter of a search."""
PAGES_KEPT: Final = 256

_NO_PARENT: Final = QModelIndex()


class ItemModel(QAbstractListModel):
    """Items by id, in the order given; rows are read in pages of 32 when they are first shown.

    `read_rows` returns the rows of some ids in their order.
    """

    def __init__(
        self,
        read_rows: Callable[[Sequence[int]], Sequence[ItemRow]],
        texts: ItemTexts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read_rows = read_rows
        self._texts = texts
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, list[ItemRow]] = OrderedDict()
        self._pending: frozenset[int] = frozenset()

    @property
    def ids(self) -> array[int]:
        """The ids in their order; not to be changed by the reader."""
        return self._ids

    def set_ids(self, ids: array[int]) -> None:
        """Show the items `ids`; nothing flickers where they are the same as before."""
        if ids == self._ids:
            self.refresh()
            return
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def refresh(self, items: Iterable[int] = ()) -> None:
        """Read the rows of `items` again; without `items`, all that were read."""
        places = {item: row for item in items if (row := self.row_of(item)) is not None}
        if not items:
            self._pages.clear()
            if len(self._ids):
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
            return
        for read in self._read_rows(list(places)):
            page, place = divmod(places[read.id], PAGE_ROWS)
            if page in self._pages:
                self._pages[page][place] = read
        for row in places.values():
            self.dataChanged.emit(self.index(row), self.index(row))

    def set_pending(self, items: Iterable[int]) -> None:
        """Mark `items` as being saved, and no others."""
        before, self._pending = self._pending, frozenset(items)
        for row in sorted(row for item in before ^ self._pending if (row := self.row_of(item)) is not None):
            self.dataChanged.emit(self.index(row), self.index(row), [ItemRole.PENDING])

    def row_of(self, item: int) -> int | None:
        """Return the row of `item`, None where it is not in this list."""
        try:
            return self._ids.index(item)
        except ValueError:
            return None

    def item_at(self, index: QModelIndex | QPersistentModelIndex) -> ItemId | None:
        """Return the id of the item at `index`, None for an invalid one."""
        return ItemId(self._ids[index.row()]) if index.isValid() else None

    def is_decided(self, item: int) -> bool:
        """Return whether `item` is in this list and has one outcome."""
        row = self.row_of(item)
        return row is not None and self.row_at(row).outcome is not None

    def row_at(self, row: int) -> ItemRow:
        """Return what is shown in `row`."""
        page, place = divmod(row, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is None:
            rows = list(self._read_rows(self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]))
            self._pages[page] = rows
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(page)
        return rows[place]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid() or role not in _SERVED:
            return None
        if role == ItemRole.PENDING:
            return self._ids[index.row()] in self._pending
        return self._read(self.row_at(index.row()), role)

    def _read(self, row: ItemRow, role: int) -> object:
        match role:
            case ItemRole.OUTCOME:
                return row.outcome or Outcome.NOT_CHECKED
            case ItemRole.LINE_NO:
                return row.line_no
            case ItemRole.IDENTIFIER:
                return row.identifier
            case ItemRole.DESCRIPTION:
                return " · ".join(text for text in (row.description, row.make_model) if text)
            case ItemRole.UNIT:
                return self._texts.second_line(row)
            case ItemRole.SEALED:
                return row.sealed
            case ItemRole.CONFLICT:
                return row.conflict
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._texts.explain_row(row)
        return self._texts.describe_row(row)


_SERVED: Final = frozenset(
    {
        *map(int, ItemRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.AccessibleDescriptionRole),
    }
)
