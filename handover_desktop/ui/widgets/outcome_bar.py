"""The four outcomes, always in the same place, each a click or a key away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from handover_desktop.domain.checks import Outcome
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.outcome_button import ButtonState, OutcomeButton

OFFERED: Final = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_REMARKS, Outcome.NOT_ACCEPTED, Outcome.MISSING)
KEYS: Final = ("A", "R", "N", "M")
_EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class OutcomeBar(QWidget):
    """Four outcome buttons in one row, or two by two where the row is too narrow.

    The keys work in the whole window while the bar is visible, but never while a text field has the focus.
    *Signals:* `chosen(Outcome)` when a person asks for an outcome; what is stored is shown by `set_saved`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        look: Look,
        words: Mapping[Outcome, str],
        *,
        saving_text: str,
        keys: Sequence[str] = KEYS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._saved: Outcome | None = None
        self._pending: Outcome | None = None
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.theme.space(1))
        self._buttons: dict[Outcome, OutcomeButton] = {}
        self._shortcuts: list[QShortcut] = []
        for outcome, key in zip(OFFERED, keys, strict=True):
            made = OutcomeButton(look, outcome, words[outcome], key, saving_text=saving_text, parent=self)
            made.clicked.connect(self._clicked)
            self._buttons[outcome] = made
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(made.click)
            self._shortcuts.append(shortcut)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._widths = [shown.comfortable_width() for shown in self._buttons.values()]
        self._arrange(4)

    @property
    def saved(self) -> Outcome | None:
        """The stored outcome that is shown."""
        return self._saved

    @property
    def pending(self) -> Outcome | None:
        """The outcome that is being stored."""
        return self._pending

    def button(self, outcome: Outcome) -> OutcomeButton:
        """Return the button of one of the four outcomes."""
        return self._buttons[outcome]

    def set_saved(self, outcome: Outcome | None) -> None:
        """Show `outcome` as stored and nothing as pending; one without a button leaves all four unfilled."""
        self._saved, self._pending = outcome, None
        self._show_states()

    def set_pending(self, outcome: Outcome | None) -> None:
        """Show `outcome` as being stored, without its colour; None shows what is stored again."""
        self._pending = outcome
        self._show_states()

    def show_pressed(self, key: str) -> None:
        """Show the button of `key` as pressed while it is not clear yet who pressed it; no key shows none so."""
        for shown, shortcut in zip(self._buttons.values(), self._shortcuts, strict=True):
            shown.setDown(bool(key) and shown.key == key and shortcut.isEnabled() and shown.isEnabled())

    def set_available(self, outcomes: frozenset[Outcome]) -> None:
        """Enable the buttons of `outcomes` and disable the others."""
        for outcome, shown in self._buttons.items():
            shown.setEnabled(outcome in outcomes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = sum(self._widths) + 3 * self._grid.spacing()
        self._arrange(4 if self.width() >= needed else 2)

    def minimumSizeHint(self) -> QSize:
        widest = max(shown.minimumSizeHint().width() for shown in self._buttons.values())
        return QSize(2 * widest + self._grid.spacing(), self._grid.minimumSize().height())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, shown in enumerate(self._buttons.values()):
            self._grid.addWidget(shown, place // columns, place % columns)
        for column in range(len(OFFERED)):
            wide = self._widths[column] if columns == len(OFFERED) else 1
            self._grid.setColumnStretch(column, wide if column < columns else 0)
        self.updateGeometry()

    def _show_states(self) -> None:
        for outcome, shown in self._buttons.items():
            if outcome is self._pending:
                shown.set_state(ButtonState.PENDING)
            elif outcome is self._saved and self._pending is None:
                shown.set_state(ButtonState.SAVED)
            else:
                shown.set_state(ButtonState.IDLE)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, OutcomeButton) and self._pending is None:
            self.chosen.emit(sender.outcome)

    @Slot()
    def _focus_moved(self) -> None:
        """Without arguments: what has lost the focus may be half destroyed, and must not become known to Python."""
        typing = isinstance(QApplication.focusWidget(), _EDITORS)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not typing)
