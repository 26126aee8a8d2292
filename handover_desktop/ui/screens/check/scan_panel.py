"""What a scan found, in words, with what can be done about it; several items to choose from by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from handover_desktop.domain.matching import Candidate
from handover_desktop.i18n import Translator
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.screens.check.candidate_button import CandidateButton
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.banner import Banner, BannerKind

MOST: Final = 9
"""As many candidates as there are number keys; who has more types more of the code."""


class ScanPanel(QWidget):
    """Hidden until something was scanned.

    *Signals:* `chosen(Candidate)`; `action_asked()` for the button that was offered; `left()` when it is put away by a
    person.
    """

    chosen = Signal(object)
    action_asked = Signal()
    left = Signal()

    def __init__(self, look: Look, _: Translator, texts: ItemTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self._texts = texts
        self._banner = Banner(look, close_text=_("Dismiss"))
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, look.theme.space(1))
        self._rows.setSpacing(look.theme.space(1))
        self._rows.addWidget(self._banner)
        self.candidates: tuple[CandidateButton, ...] = ()
        self._shortcuts: list[QShortcut] = []
        for number in range(1, MOST + 1):
            shortcut = QShortcut(QKeySequence(str(number)), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda number=number: self._choose(number))
            shortcut.setEnabled(False)
            self._shortcuts.append(shortcut)
        self._banner.action_triggered.connect(self.action_asked)
        self._banner.closed.connect(self._leave)
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while the panel is hidden."""
        return "" if self.isHidden() else self._banner.text

    def say(self, text: str, *, grave: bool = False, action: str | None = None) -> None:
        """Say what was found; a `grave` result is drawn with more weight."""
        self._clear()
        self._banner.show_message(BannerKind.WARNING if grave else BannerKind.INFO, text, action=action)
        self.show()

    def offer(self, text: str, candidates: Sequence[Candidate], *, action: str | None = None) -> None:
        """Say `text` and offer `candidates`; the first takes the focus."""
        self.say(text, grave=True, action=action)
        made = []
        for number, candidate in enumerate(candidates[:MOST], 1):
            bearer = candidate.bearer
            state = self._("Two results") if bearer.conflict else self._texts.outcome(bearer.outcome)
            row = CandidateButton(self._look, self._, candidate, number=number, state=state)
            row.clicked.connect(lambda _down=False, candidate=candidate: self.chosen.emit(candidate))
            self._rows.addWidget(row)
            row.show()  # now: what is not shown yet takes the focus only later
            self._shortcuts[number - 1].setEnabled(True)
            made.append(row)
        self.candidates = tuple(made)
        if made:
            made[0].setFocus()

    def put_away(self) -> None:
        """Hide what was found."""
        self._clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        if number <= len(self.candidates):
            self.chosen.emit(self.candidates[number - 1].candidate)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def _clear(self) -> None:
        rows, self.candidates = self.candidates, ()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        for row in rows:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._banner.dismiss()
