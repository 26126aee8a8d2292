"""What a donor asks of a protocol, as inputs: for one handover, and for a profile in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.donors import read_threshold
from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.handovers import OPTIONAL_ANNEXES, Annex, DonorProfile, FundingStatement
from handover_desktop.domain.money import Money
from handover_desktop.domain.terms import ANNEX_TERMS, STATEMENT_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.currency_box import currency_box
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from handover_desktop.formats import Formats


class DonorFields(QWidget):
    """Statement, threshold with its currency, and the annexes wanted. The name of the profile is the caller's.

    *Signals:* `edited()` after every change by hand.
    """

    edited = Signal()

    def __init__(self, look: Look, _: Translator, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._formats = formats
        self._loaded = DonorProfile()
        self.statement = QComboBox()
        for statement, text in STATEMENT_TERMS.items():
            self.statement.addItem(_(text), statement)
        self.statement.activated.connect(lambda _index: self.edited.emit())
        self.threshold = QLineEdit()
        self.threshold.textEdited.connect(self._write_threshold)
        self.currency = currency_box()
        self.currency.activated.connect(lambda _index: self.edited.emit())
        self.annexes: dict[Annex, QCheckBox] = {}
        self._threshold_field = Field(
            look,
            _("Threshold for one piece"),
            self.threshold,
            hint=_("Items that cost more stand in an annex of their own. Empty for none."),
        )
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        space = look.theme.space
        row = QHBoxLayout()
        row.setSpacing(space(4))
        statement = Field(
            look,
            self._("Funding statement"),
            self.statement,
            hint=self._("Printed beside the emblem, as one unit."),
        )
        for field, share in (
            (statement, 5),
            (self._threshold_field, 5),
            (Field(look, self._("Currency"), self.currency), 2),
        ):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        boxes.addWidget(text_label(look, self._("Annexes"), strong=True))
        note = self._("Accepted items, remarks and differences are always printed.")
        boxes.addWidget(text_label(look, note, TextStyle.CAPTION, tone="muted"))
        for annex in OPTIONAL_ANNEXES:
            box = QCheckBox(self._(ANNEX_TERMS[annex]))
            box.clicked.connect(lambda _on: self.edited.emit())
            self.annexes[annex] = box
            boxes.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addLayout(row)
        column.addLayout(boxes)

    def load(self, profile: DonorProfile) -> None:
        """Show `profile`."""
        self._loaded = profile
        self.statement.setCurrentIndex(self.statement.findData(profile.statement))
        threshold = profile.threshold
        self.threshold.setText(self._formats.amount(threshold.amount) if threshold else "")
        if threshold is not None:
            self.currency.setCurrentText(threshold.currency)
        for annex, box in self.annexes.items():
            box.setChecked(annex in profile.annexes)
        self._threshold_field.set_error(None)

    def read(self, name: str) -> DonorProfile:
        """Return what is written under `name`; a threshold that is no amount keeps its old value."""
        threshold = self._loaded.threshold if self._threshold_error() else self._threshold()
        statement = FundingStatement(self.statement.currentData())
        annexes = tuple(annex for annex, box in self.annexes.items() if box.isChecked())
        return DonorProfile(name, statement, threshold, annexes)

    def find_error(self) -> QWidget | None:
        """Mark a threshold that is no amount, and return it; None where all can be understood."""
        error = self._threshold_error()
        self._threshold_field.set_error(error)
        return self.threshold if error else None

    def _threshold(self) -> Money | None:
        return read_threshold(self.threshold.text(), self.currency.currentText())

    def _threshold_error(self) -> str | None:
        try:
            self._threshold()
        except DomainError:
            example = self._formats.amount(Money("EUR", 500_000).amount)
            return self._("This is not an amount. Write it like {example}.", example=example)
        return None

    def _write_threshold(self, text: str) -> None:
        """Ask for the annex with the first threshold that is written; without one it has nothing to say."""
        self.annexes[Annex.THRESHOLD].setChecked(bool(text.strip()))
        self.edited.emit()
