"""What goes with a register as long as it is open: it can be called to the front, and the laptop is watched over."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from handover_desktop.ui.knocking import Doorbell, Knock
from handover_desktop.ui.laptop import LaptopWatch
from handover_desktop.ui.messages import Tone
from handover_desktop.ui.settings import Setting, WindowSettings

if TYPE_CHECKING:
    from handover_desktop.formats import Formats
    from handover_desktop.services.desk import Services
    from handover_desktop.ui.window import MainWindow

_THROUGH_MS: Final = 3000
"""So long after a register is open a start has got through: the place that was left is shown by then."""


class RegisterGuard(QObject):
    """Of `window`; `begin` for each register that is opened, and again in another language."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._register: Path | None = None
        self._bell: Doorbell | None = None
        self._laptop = LaptopWatch(window.operations, self._warn, self)
        self._through = QTimer(self, singleShot=True, interval=_THROUGH_MS)
        self._through.timeout.connect(window.settings.end_start)

    def begin(self, services: Services, formats: Formats) -> None:
        """Go with the register of `services` from now on."""
        window, register = self._window, services.path
        if services.original is not None:
            self._let_go()  # a copy that is only read is nobody's to open, and lost with the window
            self._through.start()
        elif register != self._register:
            self._let_go()
            self._register = register
            self._bell = Doorbell(knocks(window), register, self)
            self._bell.rung.connect(self.come_forward)
            since = mark_open(window.settings, register, services.workplace.now())
            if since is not None:
                window.show_notice(
                    Tone.INFO,
                    window._(
                        "This register was open from {moment} on, and the program did not end as it should. Everything "
                        "that was shown as saved is there.",
                        moment=formats.moment(since),
                    ),
                )
            self._through.start()
        self._laptop.begin(register, window._)

    def _warn(self, text: str) -> None:
        self._window.messages.warn(text)  # those of the language that is spoken now

    def knock(self, register: Path) -> None:
        """Ask the window that has `register` open to come forward, and give way to it."""
        Knock(knocks(self._window), register, self).answered.connect(self._window.shell.close)

    def come_forward(self) -> None:
        """Bring the window before all others."""
        shell = self._window.shell
        shell.setWindowState(shell.windowState() & ~Qt.WindowState.WindowMinimized)
        shell.show()
        shell.raise_()
        shell.activateWindow()
        QApplication.alert(shell)

    def end(self) -> None:
        """Note that everything was ended as it should be."""
        self._through.stop()
        self._let_go()
        self._window.settings.end_start()

    def _let_go(self) -> None:
        if self._register is not None:
            mark_closed(self._window.settings, self._register)
            self._register = None
        if self._bell is not None:
            self._bell.deleteLater()
            self._bell = None


def mark_open(settings: WindowSettings, register: Path, now: datetime) -> datetime | None:
    """Note that `register` is open from `now`; return since when it was open where its window never closed it."""
    setting = _open_since(register)
    before = settings.get(setting)
    settings.put(setting, now.isoformat())
    settings.save()
    try:
        return datetime.fromisoformat(before) if before else None
    except ValueError:
        return None


def mark_closed(settings: WindowSettings, register: Path) -> None:
    """Note that `register` was closed as it should be."""
    settings.put(_open_since(register), "")


def _open_since(register: Path) -> Setting[str]:
    digest = hashlib.sha256(str(register.resolve()).encode()).hexdigest()[:32]
    return Setting(f"open/{digest}", "", "Since when a register is open; empty where it was closed.")


def knocks(window: MainWindow) -> Path:
    """Return the folder in which this user's windows hear each other."""
    return window.doors.settings_file.parent / "knocks"
