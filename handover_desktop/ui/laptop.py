"""What the laptop lacks before and during a handover: room on its disk, power, a disk of its own for the register."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStorageInfo, QTimer

from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.ui.operations import Operations

LEAST_FREE: Final = 500_000_000
"""Bytes that a day of checking with photos takes at most."""
LEAST_CHARGE: Final = 15
"""Percent below which a laptop may not last until everyone has signed."""
_LOOK_EVERY_MS: Final = 60_000
_REMOTE: Final = (
    "nfs",
    "cifs",
    "smb",
    "afpfs",
    "webdav",
    "davfs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "ncpfs",
)
_WINDOWS_REMOTE: Final = 4
"""What GetDriveType answers for a network drive."""

_ROOM = N_(
    "Only {free} MB are left on the disk of this register. Make room before you go on: what cannot be written is not "
    "recorded."
)
_POWER = N_("The battery is at {percent} %. Plug the laptop in before you go on.")
_REMOTE_DRIVE = N_(
    "This register is on a network drive, where a connection that breaks can damage it. Copy it to this laptop with "
    "“Save a backup” and open it here."
)


@dataclass(frozen=True, slots=True)
class LaptopState:
    """Free bytes where the register is, percent of a battery that is not being charged, and whose drive it is.

    None stands for what the laptop does not tell, and for a battery that is being charged.
    """

    free: int | None
    charge: int | None
    is_remote: bool


def read_state(register: Path) -> LaptopState:
    """Ask the system; a drive that is slow may take its time."""
    free = None
    with suppress(OSError):
        free = shutil.disk_usage(register.parent).free
    return LaptopState(free, read_charge(), is_remote(register.parent))


def read_charge(
    *, platform: str = sys.platform, supplies: Path = Path("/sys/class/power_supply")
) -> int | None:
    """Return the percent of the laptop's battery while it runs on it; None on mains, and where nothing tells."""
    if platform == "win32":
        return _read_windows_charge()
    if not supplies.is_dir():
        return None
    found = []
    for supply in sorted(supplies.iterdir()):
        with suppress(OSError, ValueError):
            if _told(supply, "type") == "Battery" and _told(supply, "scope") != "Device":
                found.append((_told(supply, "status"), int(_told(supply, "capacity"))))
    runs_on_it = any(status == "Discharging" for status, _percent in found)
    return max(percent for _status, percent in found) if runs_on_it else None


def _told(supply: Path, name: str) -> str:
    file = supply / name
    return file.read_text().strip() if name != "scope" or file.exists() else ""


def _read_windows_charge() -> int | None:
    import ctypes

    class Power(ctypes.Structure):
        _fields_ = (
            ("ac_line", ctypes.c_ubyte),
            ("flag", ctypes.c_ubyte),
            ("percent", ctypes.c_ubyte),
            ("saver", ctypes.c_ubyte),
            ("seconds", ctypes.c_ulong),
            ("full_seconds", ctypes.c_ulong),
        )

    told, loader = Power(), getattr(ctypes, "windll", None)
    if loader is None or not loader.kernel32.GetSystemPowerStatus(ctypes.byref(told)):
        return None
    return told.percent if told.ac_line == 0 and told.percent <= 100 else None


def is_remote(folder: Path, *, platform: str = sys.platform) -> bool:
    """Whether a folder is on another computer's disk."""
    if platform == "win32":
        import ctypes

        loader = getattr(ctypes, "windll", None)
        drive = folder.absolute().drive
        return drive.startswith("\\\\") or (
            loader is not None and loader.kernel32.GetDriveTypeW(f"{drive}\\") == _WINDOWS_REMOTE
        )
    return is_remote_kind(bytes(QStorageInfo(str(folder)).fileSystemType().data()).decode(errors="replace"))


def is_remote_kind(file_system: str) -> bool:
    """Whether a file system of that name is on another computer's disk."""
    return file_system.startswith(_REMOTE)


def say_state(state: LaptopState, _: Translator) -> dict[str, str]:
    """Return a sentence for each thing that is amiss, by what it is about."""
    said: dict[str, str] = {}
    if state.free is not None and state.free < LEAST_FREE:
        said["room"] = _(_ROOM, free=state.free // 1_000_000)
    if state.charge is not None and state.charge < LEAST_CHARGE:
        said["power"] = _(_POWER, percent=state.charge)
    if state.is_remote:
        said["remote"] = _(_REMOTE_DRIVE)
    return said


class LaptopWatch(QObject):
    """Looks when a register is opened and each minute after; says once what is amiss, and again when it comes back."""

    def __init__(
        self,
        operations: Operations,
        say: Callable[[str], None],
        parent: QObject,
        *,
        read: Callable[[Path], LaptopState] = read_state,
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._say = say
        self._read = read
        self._register: Path | None = None
        self._texts: Translator | None = None
        self._told: frozenset[str] = frozenset()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, register: Path, texts: Translator) -> None:
        """Watch over another register, or in another language."""
        if register != self._register:
            self._told = frozenset()
        self._register, self._texts = register, texts
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look now, away from the window's thread."""
        register, read = self._register, self._read
        if register is not None:
            self._operations.query(lambda: read(register), initiator=self, done=self._take, label=None)

    def _take(self, state: LaptopState) -> None:
        assert self._texts is not None
        said = say_state(state, self._texts)
        fresh = [text for about, text in said.items() if about not in self._told]
        self._told = frozenset(said)
        if fresh:
            self._say(" ".join(fresh))
