"""Every record of an item, folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checklists import Checklist
from handover_desktop.domain.checks import CheckRecord
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label


class History(QWidget):
    """A button that unfolds the records, newest first: who, when, what, how."""

    def __init__(self, look: Look, _: Translator, texts: ItemTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._texts = texts
        self._card: ItemCard | None = None
        self._checklist = Checklist("", "")
        self._fold: QPushButton = button(look, "", role="quiet", icon_name="chevron-right")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._show)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        set_margins(self._rows, look.theme.space(8), 0, 0, 0)
        self._rows.setSpacing(look.theme.space(2))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.theme.space(1))
        outer.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._page)

    def show_card(self, card: ItemCard, checklist: Checklist) -> None:
        """Take the records of `card`; the fold stays as it was. `checklist` words their sheets."""
        self._card, self._checklist = card, checklist
        count = len(card.records)
        self.setVisible(count > 1)
        text = self._.n("History: {count} record", "History: {count} records", count)
        self._fold.setText(text)
        self._fold.setAccessibleName(text)
        self._show(self._fold.isChecked())

    def _show(self, unfolded: bool) -> None:
        self._fold.setIcon(
            icon("chevron-down" if unfolded else "chevron-right", self._look, tone=Tone.ACCENT)
        )
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._page.setVisible(unfolded)
        if unfolded and self._card is not None:
            for record in reversed(self._card.records):
                self._rows.addWidget(self._make_row(record, self._card.item.asset))

    def _make_row(self, record: CheckRecord, asset: AssetLine) -> QWidget:
        row = QWidget()
        lines = QVBoxLayout(row)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        finding = record.finding
        lines.addWidget(text_label(self._look, self._texts.result(finding, asset), strong=True))
        if finding and finding.remark:
            lines.addWidget(text_label(self._look, self._texts.remark(finding.remark)))
        if sheet := self._texts.sheet(finding, self._checklist):
            lines.addWidget(text_label(self._look, sheet, tone="muted"))
        lines.addWidget(text_label(self._look, self._texts.trace(record), TextStyle.CAPTION, tone="muted"))
        return row
