"""The files that were given out: the protocol in its editions, extracts, numbered copies, forms to tick by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.texts import N_
from handover_desktop.services.copies import COPY
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.papers import BLANK_FORM
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.close.data import CloseData
from handover_desktop.ui.screens.close.document_rows import DocumentRows
from handover_desktop.ui.widgets.card import Card

_KINDS = {
    PROTOCOL: N_("Protocol"),
    EXTRACT: N_("Extract for a receiving unit"),
    COPY: N_("Copy of the protocol"),
    BLANK_FORM: N_("Form to tick by hand"),
}


class GivenOutSection(QWidget):
    """A list, which is not there while it is empty."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ = context._
        card = Card(context.look, self._("Files given out"))
        self.rows = DocumentRows(context)
        card.body.addLayout(self.rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def show_data(self, data: CloseData) -> None:
        """List what was given out, newest first."""
        given_out = [record for record in data.documents if record.kind in _KINDS]
        self.rows.clear()
        for record in reversed(given_out):
            kind, is_void = self._(_KINDS[record.kind]), data.is_void(record)
            self.rows.add(record, kind, icon_name="file-text", is_void=is_void)
        self.setVisible(bool(given_out))
