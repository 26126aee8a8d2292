"""A count with steppers that a gloved finger hits."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class CountField(QWidget):
    """A label if it is not `bare`, minus, the number, plus; the arrow keys step too.

    *Signals:* `edited()` after a person changed the number; `entered()` on Enter.
    """

    edited = Signal()
    entered = Signal()

    def __init__(
        self,
        look: Look,
        label: str,
        *,
        less: str,
        more: str,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor = QLineEdit()
        self._editor.setFont(look.theme.font(TextStyle.LARGE, strong=True))
        self._editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._least, self._padding = look.theme.space(20), look.theme.space(8)
        self._editor.setFixedWidth(self._least)
        as_target(self._editor)
        self._editor.setAccessibleName(label)
        self._editor.textEdited.connect(lambda _text: self.edited.emit())
        self._editor.returnPressed.connect(self.entered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(1))
        if not bare:
            caption = text_label(look, label, TextStyle.CAPTION, tone="muted", wrap=False)
            caption.setBuddy(self._editor)
            row.addWidget(caption)
        for widget in (self._stepper(look, "−", less, -1), self._editor, self._stepper(look, "+", more, 1)):
            row.addWidget(widget)
        self.setFocusProxy(self._editor)

    def value(self) -> Decimal:
        """Return the number; raise DomainError QUANTITY_NOT_A_NUMBER for anything else."""
        written = self._editor.text().strip()
        try:
            number = Decimal(written.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise DomainError(Code.QUANTITY_NOT_A_NUMBER, value=written)
        return number

    @property
    def text(self) -> str:
        """What is typed."""
        return self._editor.text()

    def set_value(self, value: Decimal) -> None:
        """Show `value` without grouping, as it would be typed."""
        self.set_text(f"{value.normalize():f}")

    def set_text(self, text: str) -> None:
        """Show `text`, a number or not."""
        needed = self._editor.fontMetrics().horizontalAdvance(text) + self._padding
        self._editor.setFixedWidth(max(self._least, needed))
        self._editor.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps:
            self._step(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _stepper(self, look: Look, sign: str, name: str, step: int) -> QPushButton:
        made = button(look, sign)
        made.setFont(look.theme.font(TextStyle.TITLE))
        made.setStyleSheet("padding: 0; min-width: 42px; max-width: 42px; min-height: 42px;")
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setAutoRepeat(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self._step(step))
        return made

    def _step(self, step: int) -> None:
        try:
            stepped = max(self.value() + step, Decimal(0))
        except DomainError:
            stepped = Decimal(max(step, 0))
        self.set_value(stepped)
        self.edited.emit()
