"""Two results for one item, side by side, until a person decides."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.checklists import Checklist
from handover_desktop.domain.checks import CheckRecord
from handover_desktop.domain.sheet_texts import ComparedSheet, compare_sheets
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Card
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class ConflictPanel(QFrame):
    """The heads of an item that has more than one; hidden otherwise.

    *Signals:* `decided(CheckRecord)` with the record that holds.
    """

    decided = Signal(object)

    def __init__(self, look: Look, _: Translator, texts: ItemTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._texts = texts
        self._cards: list[QWidget] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(look.theme.space(3))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, look.theme.space(2), 0, look.theme.space(2))
        rows.addWidget(
            text_label(
                look, _("Two results stand for this item. Which one holds?"), TextStyle.LARGE, strong=True
            )
        )
        rows.addLayout(self._row)
        self._same = text_label(look, "", TextStyle.CAPTION, tone="muted")
        rows.addWidget(self._same)
        rows.addWidget(text_label(look, _("Or choose an outcome below; it replaces both."), tone="muted"))
        self.hide()

    def show_card(self, card: ItemCard, checklist: Checklist, *, editable: bool) -> None:
        """Show the heads of `card`, each with a button that makes it hold. `checklist` words their sheets."""
        for old in self._cards:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cards = []
        self.setVisible(len(card.heads) > 1)
        if len(card.heads) < 2:
            return
        sheets = [record.finding.sheet if record.finding else None for record in card.heads]
        compared = compare_sheets(self._, sheets, checklist)
        for record, sheet in zip(card.heads, compared, strict=True):
            made = self._make_card(record, card, sheet, editable=editable)
            self._cards.append(made)
            self._row.addWidget(made, 1)
        said = " · ".join(self._.pair(label, text) for label, text in compared[0].same)
        self._same.setText(self._("The same in both: {text}", text=said))
        self._same.setVisible(bool(said))

    def _make_card(
        self, record: CheckRecord, card: ItemCard, sheet: ComparedSheet, *, editable: bool
    ) -> QWidget:
        made = Card(self._look)
        finding = record.finding
        result = self._texts.result(finding, card.item.asset)
        made.body.addWidget(text_label(self._look, result, TextStyle.LARGE, strong=True))
        if finding and finding.remark:
            made.body.addWidget(text_label(self._look, self._texts.remark(finding.remark)))
        self._add_sheet(made, sheet)
        made.body.addWidget(
            text_label(self._look, self._texts.trace(record), TextStyle.CAPTION, tone="muted")
        )
        made.body.addStretch(1)
        choose = button(self._look, self._("This one holds"))
        as_target(choose)
        choose.setAccessibleDescription(result)
        choose.setEnabled(editable and finding is not None)
        choose.clicked.connect(lambda: self.decided.emit(record))
        made.body.addWidget(choose)
        return made

    def _add_sheet(self, made: Card, sheet: ComparedSheet) -> None:
        """Show what this sheet says otherwise, each in a line."""
        look, _ = self._look, self._
        if sheet.differing:
            made.body.addWidget(text_label(look, _("Differs in the sheet"), TextStyle.CAPTION, tone="muted"))
        for label, text in sheet.differing:
            made.body.addWidget(text_label(look, f"≠  {label}: {text}", strong=True))
