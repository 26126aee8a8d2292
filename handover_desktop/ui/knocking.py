"""A second start finds the window that has the register open: it knocks, and that window comes to the front.

No socket is needed: a file appears in a folder of the user's that the window watches, and is gone once it was heard.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal

PATIENCE_MS: Final = 2000
"""So long somebody who knocks waits to be heard."""
_LOOK_EVERY_MS: Final = 40


class Doorbell(QObject):
    """Hears who knocks for `register`, as long as it lives; what was left in `folder` before is taken away.

    *Signals:* `rung()`.
    """

    rung = Signal()

    def __init__(self, folder: Path, register: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = _file_for(folder, register)
        with suppress(OSError):  # without the folder nobody can knock, and nothing else is lost
            folder.mkdir(parents=True, exist_ok=True)
            self._file.unlink(missing_ok=True)
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        with suppress(OSError):
            self._file.unlink()
            self.rung.emit()


class Knock(QObject):
    """Knocks once for `register`.

    *Signals:* `answered()` when a window heard it; nothing where none did within `PATIENCE_MS`.
    """

    answered = Signal()

    def __init__(self, folder: Path, register: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._file = _file_for(folder, register)
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        with suppress(OSError):
            self._file.touch()
            self._since.start()
            self._timer.start()

    def _look(self) -> None:
        if not self._file.exists():
            self._timer.stop()
            self.answered.emit()
        elif self._since.elapsed() > PATIENCE_MS:
            self._timer.stop()
            with suppress(OSError):
                self._file.unlink(missing_ok=True)


def _file_for(folder: Path, register: Path) -> Path:
    return folder / hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:32]
