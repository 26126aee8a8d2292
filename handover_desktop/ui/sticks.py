"""The sticks and cards that are plugged in, as far as the platform tells them from disks."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_WINDOWS_REMOVABLE = 2
"""What GetDriveType answers for a stick."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A removable drive that can be written: its folder, its name, and the free bytes on it."""

    folder: Path
    name: str
    free: int


def list_sticks() -> tuple[Stick, ...]:
    """Return the sticks that are plugged in; this asks every drive, and may wait for a slow one."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        folder = Path(volume.rootPath())
        device = bytes(volume.device().data()).decode(errors="replace")
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and is_stick(folder, device):
            name = volume.displayName() or folder.name or str(folder)
            found.append(Stick(folder, name, max(0, volume.bytesAvailable())))
    return tuple(sorted(found, key=lambda stick: str(stick.folder)))


def is_stick(
    folder: Path, device: str, *, platform: str = sys.platform, devices: Path = Path("/sys/class/block")
) -> bool:
    """Whether a drive at `folder` can be pulled out; `device` is its name, `devices` where Linux describes them."""
    if platform == "win32":
        import ctypes

        loader = getattr(ctypes, "windll", None)
        return loader is not None and loader.kernel32.GetDriveTypeW(str(folder)) == _WINDOWS_REMOVABLE
    if platform == "darwin":
        return folder.parent == Path("/Volumes") and device.startswith("/dev/")
    return device.startswith("/dev/") and _is_pluggable(devices / Path(device).name)


def _is_pluggable(entry: Path) -> bool:
    """Read what Linux says of a partition: its disk is removable, a memory card, or hangs on USB."""
    if not entry.exists():
        return False
    real = Path(os.path.realpath(entry))
    if any(part.startswith(("usb", "mmc_host")) for part in real.parts):
        return True
    for described in (real / "removable", real.parent / "removable"):
        if described.is_file():
            return described.read_text().strip() == "1"
    return False
