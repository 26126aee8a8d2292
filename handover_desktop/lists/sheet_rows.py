"""Collects the cells of one sheet while a reader comes upon them."""

from __future__ import annotations

from handover_desktop.lists.cells import Area, Cell, Row, Table
from handover_desktop.lists.limits import COLUMNS, Meter, check_extent


class SheetRows:
    """The rows of one sheet, what is merged on it, and what it does not show; rows from 1, columns from 0."""

    def __init__(self, meter: Meter) -> None:
        self.rows: dict[int, Row] = {}
        self.merged: list[Area] = []
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._meter = meter

    def put(self, number: int, column: int, cell: Cell) -> None:
        """Take one cell; raise TooLarge beyond a limit."""
        self._meter.count_row(1)
        check_extent(len(self.rows) + (number not in self.rows), column)
        self.rows.setdefault(number, {})[column] = cell

    def put_row(self, number: int, row: Row) -> None:
        """Take the cells of a row, if there are any; raise TooLarge beyond a limit."""
        if row:
            self._meter.count_row(len(row))
            check_extent(len(self.rows) + 1, max(row))
            self.rows.setdefault(number, {}).update(row)

    def hide_columns(self, first: int, last: int) -> None:
        """Take note that the columns from `first` to `last` are not shown."""
        self.hidden_columns.update(range(max(first, 0), min(last + 1, COLUMNS)))

    def table(self, name: str, *, visible: bool) -> Table:
        """Return the sheet; what is hidden counts where it holds anything."""
        used = {column for row in self.rows.values() for column in row} if self.hidden_columns else set()
        return Table(
            name,
            dict(sorted(self.rows.items())),
            tuple(self.merged),
            visible,
            hidden=frozenset(self.hidden & self.rows.keys()),
            hidden_columns=frozenset(self.hidden_columns & used),
        )
