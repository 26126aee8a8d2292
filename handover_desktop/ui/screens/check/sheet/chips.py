"""Chips: one press goes on to the next answer; the word and the icon say which it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from handover_desktop.i18n import Translator
from handover_desktop.ui.icons import icon
from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import WordButton
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class ChipState:
    """One answer of a chip: its value, the word that is read with it, its icon. The empty value is unanswered.

    The plain answer goes without its word on the chip: the icon says it.
    """

    value: str
    word: str
    icon: str = ""
    plain: bool = False


class Chip(WordButton):
    """One thing with its answer.

    *Signals:* `answered(str)` after a person pressed it.
    """

    answered = Signal(str)

    def __init__(
        self,
        look: Look,
        _: Translator,
        name: str,
        states: Sequence[ChipState],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._ = _
        self.name = name
        self._states = tuple(states)
        self._at = 0
        self._shown: ChipState | None = None
        self.setIconSize(QSize(22, 18))
        as_target(self)
        self.setAutoDefault(False)
        self.clicked.connect(self._go_on)
        self.show_value("")

    @property
    def value(self) -> str:
        """The value of the answer that is shown."""
        return self._states[self._at].value

    def show_value(self, value: str) -> None:
        """Show the answer `value`; an unknown one shows as the first."""
        self._at = next((at for at, state in enumerate(self._states) if state.value == value), 0)
        state = self._states[self._at]
        if self._shown is state:
            return
        self._shown = state
        text = self.name if state.plain or not state.value else self._.pair(self.name, state.word)
        self.setText(text.replace("&", "&&"))
        self.setIcon(icon(state.icon, self._look) if state.icon else QIcon())
        self.setCheckable(bool(state.value))
        self.setChecked(bool(state.value))
        self.setAccessibleName(self._.pair(self.name, state.word))
        self.updateGeometry()

    def _go_on(self) -> None:
        self._at = (self._at + 1) % len(self._states)
        self.show_value(self._states[self._at].value)
        self.answered.emit(self.value)


def flow_of(look: Look, chips: Sequence[QPushButton]) -> QWidget:
    """Return chips beside each other, going on below where the row ends."""
    made = QWidget()
    flow = FlowLayout(made, spacing=look.theme.space(2))
    for chip in chips:
        flow.addWidget(chip)
    policy = made.sizePolicy()
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
