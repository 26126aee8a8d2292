"""Keeping the screen on while people watch it or sign on it, with what the laptop's system offers for that."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QObject, QProcess, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

_BUS: Final = "handover-awake"
_BUS_TIMEOUT_MS: Final = 1000
_PROGRAM: Final = "Handover"
_WHY: Final = "a handover is under way"

_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2
"""Bits of SetThreadExecutionState: until told otherwise, the system, the display."""


class Way(Protocol):
    """One way of keeping a screen on."""

    def start(self) -> bool:
        """Keep the screen on; False where this way is not to be had."""

    def stop(self) -> None:
        """Let the screen sleep again."""


class ByBus:
    """Asks the desktop over the session bus, which is on this laptop and no network.

    What was asked for ends with the connection, so that nothing is left behind by a program that was killed.
    """

    def start(self) -> bool:
        if (
            not (os.environ.get("DBUS_SESSION_BUS_ADDRESS") or os.environ.get("XDG_RUNTIME_DIR"))
            or _is_mute()
        ):
            return False
        from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS)
        if not bus.isConnected():
            return False
        saver = QDBusInterface(
            "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", bus
        )
        saver.setTimeout(_BUS_TIMEOUT_MS)
        answer = saver.call("Inhibit", _PROGRAM, _WHY)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage:
            return True
        self.stop()
        return False

    def stop(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        QDBusConnection.disconnectFromBus(_BUS)


def _is_mute() -> bool:
    """Tell whether the session bus takes a call and never answers: Qt would wait for it for ever.

    It is greeted as its protocol begins, and any answer will do. Where it is not a socket of files, Qt may try.
    """
    import socket

    found = re.search(r"unix:path=([^,;]+)", os.environ.get("DBUS_SESSION_BUS_ADDRESS", ""))
    path = unquote(found[1]) if found else str(Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "bus")
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(_BUS_TIMEOUT_MS / 1000)
            client.connect(path)
            client.sendall(b"\0AUTH EXTERNAL %s\r\n" % str(os.getuid()).encode().hex().encode())
            return not client.recv(1)
    except TimeoutError:
        return True
    except OSError:
        return False  # Qt is told the same at once


class ByProgram:
    """Runs a program of the system that keeps the screen on as long as it runs."""

    def __init__(self, program: str, arguments: Sequence[str]) -> None:
        self._program = program
        self._arguments = list(arguments)
        self._process: QProcess | None = None

    @property
    def process_id(self) -> int:
        """The process that runs, 0 where none does."""
        return self._process.processId() if self._process else 0

    def start(self) -> bool:
        found = QStandardPaths.findExecutable(self._program)
        if not found:
            return False
        process = QProcess()
        process.start(found, self._arguments)
        # It refuses by ending at once: where it still runs a moment later, it has what it asked for.
        if not process.waitForStarted(1000) or process.waitForFinished(150):
            return False
        self._process = process
        return True

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            if not process.waitForFinished(1000):
                process.kill()
                process.waitForFinished(1000)


class ByExecutionState:
    """Tells Windows that the display is needed."""

    def start(self) -> bool:
        return self._set(_CONTINUOUS | _SYSTEM | _DISPLAY)

    def stop(self) -> None:
        self._set(_CONTINUOUS)

    @staticmethod
    def _set(state: int) -> bool:
        import ctypes

        library = getattr(ctypes, "windll", None)
        return library is not None and bool(library.kernel32.SetThreadExecutionState(state))


def ways_of(platform: str) -> tuple[Way, ...]:
    """Return the ways to be tried on `platform`, a value of `sys.platform`, the best first."""
    if platform == "win32":
        return (ByExecutionState(),)
    if platform == "darwin":
        return (ByProgram("caffeinate", ("-d", "-i", "-w", str(os.getpid()))),)
    waiting = ("--what=idle:sleep", f"--who={_PROGRAM}", f"--why={_WHY}", "sleep", "infinity")
    return (ByBus(), ByProgram("systemd-inhibit", waiting))


class Wakefulness(QObject):
    """Keeps the screen on while anyone asks for it.

    *Signals:* `unavailable()` once, where no way is to be had.
    """

    unavailable = Signal()

    def __init__(self, ways: Sequence[Way] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ways = ways_of(sys.platform) if ways is None else tuple(ways)
        self._taken: Way | None = None
        self._holders: set[QObject] = set()
        self._has_failed = False

    @property
    def is_held(self) -> bool:
        """Whether the screen is kept on now."""
        return self._taken is not None

    def hold_while_shown(self, widget: QWidget) -> None:
        """Keep the screen on whenever `widget` is shown, a window of its own."""
        _Holder(widget, self)

    def hold(self, holder: QObject) -> None:
        """Keep the screen on until `holder` lets go."""
        self._holders.add(holder)
        if self._taken is not None or self._has_failed:
            return
        self._taken = next((way for way in self._ways if way.start()), None)
        if self._taken is None:
            self._has_failed = True
            self.unavailable.emit()

    def let_go(self, holder: QObject) -> None:
        """Let the screen sleep again where no one else holds it."""
        self._holders.discard(holder)
        if not self._holders and self._taken is not None:
            taken, self._taken = self._taken, None
            taken.stop()


class _Holder(QObject):
    """Holds for as long as its parent is shown."""

    def __init__(self, widget: QWidget, wakefulness: Wakefulness) -> None:
        super().__init__(widget)
        self._wakefulness = wakefulness
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._wakefulness.hold(self)
        elif event.type() == QEvent.Type.Hide:
            self._wakefulness.let_go(self)
        return False
