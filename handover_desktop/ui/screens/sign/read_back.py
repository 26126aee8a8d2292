"""The question that stands alone on the sheet: who signed, read back before it is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.signatures import Stroke
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signature_pad import SignaturePad


class ReadBack(QWidget):
    """One question with two answers, and the signature that it is about.

    *Signals:* `agreed()`; `declined()`, also by Escape.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(
        self,
        look: Look,
        question: str,
        *,
        yes: str,
        no: str,
        detail: str = "",
        strokes: tuple[Stroke, ...] = (),
    ) -> None:
        super().__init__()
        space = look.theme.space
        self.question = text_label(look, question, TextStyle.DISPLAY, tone="ink", strong=True)
        self.question.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.no = button(look, no, role="paper", large=True)
        self.yes = button(look, yes, role="primary", icon_name="check", large=True)
        for answer in (self.no, self.yes):
            answer.setAccessibleDescription(question)
        self.no.clicked.connect(self.declined)
        self.yes.clicked.connect(self.agreed)
        rows = QVBoxLayout(self)
        rows.setSpacing(space(6))
        rows.addStretch(1)
        rows.addWidget(self.question)
        if detail:
            more = text_label(look, detail, TextStyle.LARGE, tone="ink")
            more.setAlignment(Qt.AlignmentFlag.AlignCenter)
            rows.addWidget(more)
        if strokes:
            shown = SignaturePad(look, accessible_name=question)
            shown.set_strokes(strokes)
            shown.setEnabled(False)
            shown.setFixedSize(space(135), space(45))
            rows.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        answers = QHBoxLayout()
        answers.setSpacing(space(4))
        answers.addStretch(1)
        answers.addWidget(self.no)
        answers.addWidget(self.yes)
        answers.addStretch(1)
        rows.addLayout(answers)
        rows.addStretch(2)

    def set_usable(self, usable: bool) -> None:
        """Take no second answer while the first is carried out."""
        self.yes.setEnabled(usable)
        self.no.setEnabled(usable)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back; Return presses only the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        else:
            super().keyPressEvent(event)
