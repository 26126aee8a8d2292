"""The assets that a search found, as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPixmap

from handover_desktop.domain.assets import main_of
from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.identifiers import Identifier
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.services.views import AssetHit
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.marks import outcome_mark
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import as_tip
from handover_desktop.ui.widgets.rows_model import Index, RowsModel

OUTCOME, IDENTIFIER, LINE, DESCRIPTION, HANDOVER = range(5)
_HEADINGS: Final = (N_("Outcome"), N_("Identifier"), N_("Line"), N_("Description"), N_("Handover"))


def shown_identifier(identifiers: Sequence[Identifier], searched: str) -> str:
    """Return the identifier that holds what was searched for, otherwise the one that is compared first."""
    wanted = searched.casefold()
    found = next((i.value for i in identifiers if wanted and wanted in i.value.casefold()), "")
    main = main_of(identifiers)
    return found or (main.value if main else "")


class AssetModel(RowsModel[AssetHit]):
    """What was found, in the order of the register."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(context._, _HEADINGS, parent)
        self._context = context
        self._searched = ""

    def show_found(self, rows: Sequence[AssetHit], searched: str) -> None:
        """Show `rows`, found for `searched`."""
        self._searched = searched
        self.show(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(hit)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self._texts(hit)[column])
        if role == Qt.ItemDataRole.DecorationRole and column == OUTCOME and not hit.is_withdrawn:
            return self._mark(hit.outcome or Outcome.NOT_CHECKED)
        if role == Qt.ItemDataRole.FontRole and column == IDENTIFIER:
            return self._context.look.theme.mono(TextStyle.BODY)
        return None

    def _texts(self, hit: AssetHit) -> tuple[str, ...]:
        _ = self._context._
        described = " · ".join(part for part in (hit.description, hit.make_model) if part)
        return (
            _("Withdrawn from the list")
            if hit.is_withdrawn
            else _(TERMS[hit.outcome or Outcome.NOT_CHECKED]),
            left_to_right(shown_identifier(hit.identifiers, self._searched)),
            left_to_right(hit.line_no),
            described,
            left_to_right(hit.reference),
        )

    def _mark(self, outcome: Outcome) -> QPixmap:
        return outcome_mark(outcome, self._context.look.theme, 16, dpr=2.0)
