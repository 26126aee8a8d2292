"""The mark and the word of an outcome, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from handover_desktop.domain.checks import Outcome
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.marks import Mark, outcome_mark
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label

_SIZE = 20


class OutcomeLabel(QWidget):
    """What stands, said by shape and word; two results in conflict have a mark of their own."""

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._shown: Outcome | Mark = Outcome.NOT_CHECKED
        self._mark = QLabel()
        self._word = text_label(look, "", TextStyle.LARGE, strong=True, wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(1.5))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._word, 0, Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._draw)
        self.show_outcome(Outcome.NOT_CHECKED)

    @property
    def text(self) -> str:
        """The word that is shown."""
        return self._word.text()

    def show_outcome(self, outcome: Outcome, *, conflict: bool = False) -> None:
        """Show `outcome`, or that two results stand."""
        self._shown = Mark.CONFLICT if conflict else outcome
        self._word.setText(self._("Two results") if conflict else self._(TERMS[outcome]))
        self.setAccessibleName(self._word.text())
        self._draw()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(outcome_mark(self._shown, self._look.theme, _SIZE, dpr=ratio))
