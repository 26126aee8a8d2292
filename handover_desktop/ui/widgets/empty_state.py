"""What belongs here, said where there is nothing yet, and the way to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from handover_desktop.ui.icons import Tone
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign

_MEASURE = 560


class EmptyState(QWidget):
    """An icon, a title, a sentence; first steps and actions below them, in the order they are added."""

    def __init__(
        self, look: Look, icon_name: str, title: str, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(title)
        column = QWidget()
        column.setMaximumWidth(_MEASURE)
        self._rows = QVBoxLayout(column)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.theme.space(2))
        self._rows.addWidget(Sign(look, icon_name, 40, tone=Tone.MUTED))
        self._rows.addSpacing(look.theme.space(1))
        self._rows.addWidget(text_label(look, title, TextStyle.TITLE, strong=True))
        self._text = text_label(look, text, TextStyle.BODY, tone="muted")
        self._rows.addWidget(self._text)
        self._rows.addSpacing(look.theme.space(2))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(look.theme.space(2))
        self._rows.addLayout(self._steps)
        self._rows.addSpacing(look.theme.space(2))
        self._actions = FlowLayout(spacing=look.theme.space(2))
        self._rows.addLayout(self._actions)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        margin = look.theme.space(6)
        outer.setContentsMargins(margin, margin, margin, margin)
        outer.addStretch(2)
        outer.addLayout(across)
        outer.addStretch(3)

    def set_text(self, text: str) -> None:
        """Say another sentence."""
        self._text.setText(text)

    def add_action(self, text: str, *, primary: bool = False, icon: str | None = None) -> QPushButton:
        """Add a button and return it."""
        made = button(self._look, text, role="primary" if primary else "plain", icon_name=icon)
        self._actions.addWidget(made)
        return made

    def add_step(self, number: str, text: str) -> None:
        """Add one of the first steps, such as "1" and what to do."""
        row = QHBoxLayout()
        row.setSpacing(self._look.theme.space(3))
        shown = text_label(self._look, number, TextStyle.LARGE, strong=True, wrap=False)
        shown.setMinimumWidth(self._look.theme.space(5))
        row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text_label(self._look, text, TextStyle.LARGE), 1)
        self._steps.addLayout(row)
