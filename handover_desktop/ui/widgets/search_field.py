"""Search as you type: one signal after the typing pauses, a clear button, Ctrl+F and Esc."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from handover_desktop.ui.icons import Tone, icon
from handover_desktop.ui.theme import Look


class _Input(QLineEdit):
    """Esc empties the text, then leaves."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.matches(QKeySequence.StandardKey.Cancel):
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class SearchField(QWidget):
    """A search input.

    *Signals:* `searched(str)` once the text changed and typing paused for `delay_ms`, at once on Enter and
    when it is emptied; `left()` when Esc is pressed in an empty field.
    """

    searched = Signal(str)
    left = Signal()

    def __init__(
        self,
        look: Look,
        placeholder: str,
        *,
        clear_text: str,
        delay_ms: int = 180,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        keys = QKeySequence(QKeySequence.StandardKey.Find)
        self._told = ""
        self._input = _Input()
        self._input.setAccessibleName(placeholder)
        self._input.setPlaceholderText(
            f"{placeholder}  {keys.toString(QKeySequence.SequenceFormat.NativeText)}"
        )
        self._input.addAction(
            icon("search", look, tone=Tone.MUTED), QLineEdit.ActionPosition.LeadingPosition
        ).setEnabled(False)
        self._clear = QAction(icon("x", look, tone=Tone.MUTED), clear_text, self)
        self._clear.triggered.connect(self._input.clear)
        self._pause = QTimer(self, singleShot=True, interval=delay_ms)
        self._pause.timeout.connect(self._tell)
        self._input.textChanged.connect(self._changed)
        self._input.returnPressed.connect(self._tell)
        self._input.left.connect(self.left)
        QShortcut(keys, self).activated.connect(self.focus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._input)
        self.setFocusProxy(self._input)

    def text(self) -> str:
        """Return what is searched for, without spaces around it."""
        return self._input.text().strip()

    def set_text(self, text: str) -> None:
        """Put `text` in and search for it at once."""
        self._input.setText(text)
        self._tell()

    def focus(self) -> None:
        """Take the focus and select the text."""
        self._input.setFocus()
        self._input.selectAll()

    def _changed(self, text: str) -> None:
        if text:
            self._input.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
            self._pause.start()
        else:
            self._input.removeAction(self._clear)
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.searched.emit(self._told)
