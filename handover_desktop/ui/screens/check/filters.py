"""What narrows the list: outcome, category, receiving unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from handover_desktop.domain.tally import Group
from handover_desktop.domain.terms import GROUP_TERMS
from handover_desktop.i18n import Translator
from handover_desktop.services.views import ItemFilter
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class Choices:
    """What occurs on the list and can be filtered by."""

    categories: tuple[str, ...]
    receiving_units: tuple[str, ...]


_OPEN, _EXCEPTIONS = "open", "exceptions"


class FilterBar(QWidget):
    """Three choices beside each other.

    *Signals:* `changed()` when another one is chosen.
    """

    changed = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._outcome = self._make(_("Outcome"))
        self._category = self._make(_("Category"))
        self._unit = self._make(_("Receiving unit"))
        self._outcome.addItem(_("All outcomes"), "")
        self._outcome.addItem(_("Open only"), _OPEN)
        self._outcome.addItem(_("Exceptions"), _EXCEPTIONS)
        self._outcome.insertSeparator(self._outcome.count())
        for group in Group:
            self._outcome.addItem(_(GROUP_TERMS[group]), group)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        for box in (self._outcome, self._category, self._unit):
            row.addWidget(box, 1)
            box.currentIndexChanged.connect(self.changed)
        self.set_choices(Choices((), ()))

    def _make(self, name: str) -> QComboBox:
        box = ElidedComboBox()
        box.setAccessibleName(name)
        as_target(box)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return box

    def set_choices(self, choices: Choices) -> None:
        """Offer `choices`; what was chosen stays chosen where it still occurs."""
        self._fill(self._category, self._("All categories"), choices.categories)
        self._fill(self._unit, self._("All units"), choices.receiving_units)

    def _fill(self, box: QComboBox, all_text: str, values: Sequence[str]) -> None:
        chosen = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            box.addItem(all_text, "")
            for value in values:
                if value:
                    box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.setVisible(box.count() > 1)

    def filter(self, text: str) -> ItemFilter:
        """Return the filter for `text` and what is chosen."""
        chosen = self._outcome.currentData() or ""
        return ItemFilter(
            text=text,
            group=Group(chosen) if chosen not in ("", _OPEN, _EXCEPTIONS) else None,
            open_only=chosen == _OPEN,
            exceptions_only=chosen == _EXCEPTIONS,
            category=self._category.currentData() or "",
            receiving_unit=self._unit.currentData() or "",
        )

    def choose_open(self) -> None:
        """Show open items alone."""
        self._outcome.setCurrentIndex(self._outcome.findData(_OPEN))

    def choose_exceptions(self) -> None:
        """Show what is not simply accepted."""
        self._outcome.setCurrentIndex(self._outcome.findData(_EXCEPTIONS))

    def reset(self) -> None:
        """Choose everything, without a word to anyone."""
        for box in (self._outcome, self._category, self._unit):
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
