"""Garbage is collected in the window's thread alone: Python would do it in any, and a widget that dies on a lane ends
the program.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS: Final = 1000


class WindowCollector(QObject):
    """Takes over from Python's own collector until `end`, with the same thresholds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._took_over = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def end(self) -> None:
        """Give the work back to Python: no other thread is left."""
        self._timer.stop()
        if self._took_over:
            gc.enable()

    @staticmethod
    def _collect() -> None:
        """Collect the oldest generation that is due, and with it those before."""
        due = [
            generation
            for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])
