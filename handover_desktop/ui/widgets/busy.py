"""Waiting, shown only when it lasts: progress after 0.3 s, a way out after 3 s."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from handover_desktop.ui.theme import Look
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.labels import text_label


class BusyIndicator(QWidget):
    """What is being done and how far it is; hidden for `show_after_ms`, its button for `cancel_after_ms`.

    *Signals:* `cancelled()` when a person asks to stop; the work itself decides when it has stopped.
    """

    cancelled = Signal()

    def __init__(
        self,
        look: Look,
        *,
        cancel_text: str,
        show_after_ms: int = 300,
        cancel_after_ms: int = 3000,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label = text_label(look)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(look, cancel_text)
        self._cancel.clicked.connect(self._ask_to_stop)
        column = QVBoxLayout()
        column.setSpacing(look.theme.space(1))
        column.addWidget(self._label)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(
            look.theme.space(4), look.theme.space(2), look.theme.space(4), look.theme.space(2)
        )
        row.setSpacing(look.theme.space(4))
        row.addLayout(column, 1)
        row.addWidget(self._cancel)
        self._show_timer = QTimer(self, singleShot=True, interval=show_after_ms)
        self._show_timer.timeout.connect(self.show)
        self._cancel_timer = QTimer(self, singleShot=True, interval=cancel_after_ms)
        self._cancel_timer.timeout.connect(self._cancel.show)
        self.hide()

    def start(self, text: str, *, cancellable: bool = True) -> None:
        """Begin to wait for what `text` says; the end is unknown until `set_progress` is called."""
        self._label.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.setRange(0, 0)
        self._cancel.hide()
        self._cancel.setEnabled(True)
        self._show_timer.start()
        if cancellable:
            self._cancel_timer.start()

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`; a total of 0 is an unknown one."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def stop(self) -> None:
        """End the waiting."""
        self._show_timer.stop()
        self._cancel_timer.stop()
        self.hide()

    def _ask_to_stop(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()
