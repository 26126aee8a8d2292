"""What a handover amounts to: outcome by outcome, lines, pieces and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handover_desktop.domain.tally import Tally, TallyRow
from handover_desktop.domain.terms import GROUP_TERMS
from handover_desktop.ui.widgets.figures_table import FiguresRow, FiguresTable

if TYPE_CHECKING:
    from handover_desktop.formats import Formats


class TallyTable(FiguresTable):
    """The figures of a tally. One line per currency: they are never added up."""

    def show_tally(self, tally: Tally, formats: Formats) -> None:
        """Show `tally`: its rows, then what is taken over, then all that is on the list or was accepted beside it."""
        rows = [_row(self._(GROUP_TERMS[row.group]), row, formats) for row in tally.rows]
        rows.append(_row(self._("Taken over"), tally.taken_over, formats, strong=True, parted=True))
        rows.append(_row(self._("In all"), tally.total(), formats, strong=True))
        self.show_rows(rows)


def _row(
    word: str, row: TallyRow, formats: Formats, *, strong: bool = False, parted: bool = False
) -> FiguresRow:
    values = "\n".join(formats.money(money.amount, money.currency) for money in row.values) or "–"
    return FiguresRow(word, f"{row.lines}", formats.number(row.pieces), values, strong, parted)
