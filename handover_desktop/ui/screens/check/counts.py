"""The counts of a quantity line: how many are there, how many are taken over."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Finding, Outcome
from handover_desktop.domain.errors import DomainError
from handover_desktop.domain.units import say_unit
from handover_desktop.i18n import Translator
from handover_desktop.ui.screens.check.begun import BegunCounts
from handover_desktop.ui.screens.check.count_field import CountField
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.labels import text_label


class Counts(QWidget):
    """Two counts; accepted follows presented until a person counts it apart.

    *Signals:* `entered()` on Enter in the second count.
    """

    entered = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        less, more = _("One less"), _("One more")
        self._presented = CountField(look, _("Presented"), less=less, more=more)
        self._accepted = CountField(look, _("Accepted"), less=less, more=more)
        self._listed = text_label(look, "", tone="muted", wrap=False)
        self._presented_given = self._accepted_given = self._counted = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(4))
        for widget in (self._presented, self._accepted, self._listed):
            row.addWidget(widget)
        self._presented.edited.connect(self._take_presented)
        self._accepted.edited.connect(self._take_accepted)
        self._presented.entered.connect(self._accepted.setFocus)
        self._accepted.entered.connect(self.entered)
        self.setFocusProxy(self._presented)

    @property
    def begun(self) -> BegunCounts:
        """What a person typed."""
        return BegunCounts(
            self._presented.text if self._presented_given else None,
            self._accepted.text if self._accepted_given else None,
        )

    def begin_again(self, begun: BegunCounts) -> None:
        """Show what was typed before."""
        for field, text in ((self._presented, begun.presented), (self._accepted, begun.accepted)):
            if text is not None:
                field.set_text(text)
                field.edited.emit()

    def load(self, asset: AssetLine, finding: Finding | None) -> None:
        """Begin with what was counted, or with what the list says."""
        self._presented_given = self._accepted_given = False
        self._counted = finding is not None and finding.presented > 0
        self._presented.set_value(finding.presented if finding and self._counted else asset.quantity)
        self._accepted.set_value(finding.accepted if finding and self._counted else asset.quantity)
        quantity = f"{asset.quantity.normalize():f}"
        unit = say_unit(asset.unit, asset.quantity, self._.n)
        self._listed.setText(self._("of {quantity} {unit}", quantity=quantity, unit=unit))

    def given(self, outcome: Outcome) -> tuple[Decimal | None, Decimal | None]:
        """Return presented and accepted for `outcome`, None where they follow from it.

        Counts that stood before go on standing where something is taken over. Raises DomainError for
        what is no number.
        """
        kept = self._counted and outcome.takes_over
        presented = self._presented.value() if self._presented_given or kept else None
        return presented, self._accepted.value() if self._accepted_given or kept else None

    def _take_presented(self) -> None:
        self._presented_given = True
        if self._accepted_given:
            return
        try:
            self._accepted.set_value(self._presented.value())
        except DomainError:
            return

    def _take_accepted(self) -> None:
        self._accepted_given = True
