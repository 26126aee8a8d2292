"""The voided protocols of a handover: struck out and called void, with when, by whom, why, and what came after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.services.reports import describe_voiding
from handover_desktop.services.views import VoidedRecord
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.voided_viewer import VoidedViewer
from handover_desktop.ui.widgets.buttons import icon_button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign


def cited_section(context: UiContext, parent: QWidget | None = None) -> VoidedSection:
    """Return the list of what a protocol cites that counts no more: it stands beside paper that cannot say so."""
    return VoidedSection(context, parent, title=context._("Cited on this paper, and void since"))


class VoidedSection(QWidget):
    """A list, newest first, which is not there while it is empty; `title` says what it has to do with the handover."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self._context = context
        card = Card(context.look, title or context._("Voided protocols"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(context.look.theme.space(3))
        card.body.addLayout(self._rows)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.hide()

    def show_voided(self, voided: Sequence[VoidedRecord]) -> None:
        """List voided protocols, given oldest first."""
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for record in reversed(voided):
            self._rows.addWidget(self._build_row(record))
        self.setVisible(bool(voided))

    def _build_row(self, record: VoidedRecord) -> QWidget:
        _, look, protocol = self._context._, self._context.look, record.protocol
        number = text_label(look, protocol.number, strong=True)
        font = number.font()
        font.setStrikeOut(True)
        number.setFont(font)
        number.setAccessibleName(_("{number}, void", number=protocol.number))
        view = icon_button(look, "external-link", _("View"))
        view.setAccessibleDescription(protocol.number)
        view.clicked.connect(lambda: self._view(record.handover, protocol.number))
        head = QHBoxLayout()
        head.setSpacing(look.theme.space(2))
        head.addWidget(text_label(look, _("VOID"), strong=True, wrap=False))
        head.addWidget(number, 1)
        words = QVBoxLayout()
        words.setSpacing(look.theme.space(0.5))
        words.addLayout(head)
        for line in describe_voiding(record, _):
            words.addWidget(text_label(look, line, tone="muted"))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(Sign(look, "ban"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(view, 0, Qt.AlignmentFlag.AlignTop)
        return box

    def _view(self, handover: HandoverId, number: str) -> None:
        viewer = VoidedViewer(self._context, handover, number, self)
        viewer.open()
