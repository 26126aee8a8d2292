"""Which cameras there are, and opening one of them: devices of this laptop and nothing else."""

from __future__ import annotations

import enum
import errno
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from av.container import InputContainer

_LISTED = Path("/sys/class/video4linux")
_QUERY_ABILITIES = 0x80685600
"""VIDIOC_QUERYCAP: a structure of 104 bytes, at 88 what this very device can do."""

_CAPTURES = 0x1

_ONE = {"linux": r"/dev/video\d+", "win32": r"video=[^:]+", "darwin": r"\d+:none"}
"""How the one address that names a camera looks on each system: no scheme and no path leads anywhere else."""

_INPUT = {"linux": "v4l2", "win32": "dshow", "darwin": "avfoundation"}

_MODES: Mapping[str, tuple[dict[str, str], ...]] = {
    "linux": (
        {"input_format": "mjpeg", "video_size": "1920x1080"},
        {"input_format": "mjpeg", "video_size": "1280x720"},
        {"video_size": "1280x720"},
        {},
    ),
    "win32": (
        {"vcodec": "mjpeg", "video_size": "1920x1080"},
        {"vcodec": "mjpeg", "video_size": "1280x720"},
        {"video_size": "1280x720"},
        {},
    ),
    "darwin": (
        {"video_size": "1920x1080", "framerate": "30"},
        {"video_size": "1280x720", "framerate": "30"},
        {"framerate": "30"},
        {},
    ),
}
"""What a camera is asked for, the best first: compressed pictures leave room for large ones on the cable."""


FAULTS = (OSError, ValueError, LookupError, RuntimeError, ImportError)
"""What FFmpeg's own errors are, too."""


class Trouble(enum.Enum):
    """Why there is no picture."""

    NONE = "none"
    BUSY = "busy"
    DENIED = "denied"
    GONE = "gone"
    SILENT = "silent"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Camera:
    """A camera: its name as people know it, and its address as the system does."""

    name: str
    address: str


class Source(Protocol):
    """Where pictures come from. It goes over to the other process, and so consists of plain values."""

    def cameras(self) -> tuple[Camera, ...]:
        """Return what there is now."""

    def open(self, camera: Camera) -> InputContainer:
        """Open one of them; raise one of FAULTS."""


@dataclass(frozen=True, slots=True)
class Devices:
    """The cameras of this laptop."""

    listed: Path = _LISTED
    """Where Linux lists them."""

    def cameras(self) -> tuple[Camera, ...]:
        """Return the cameras that are plugged in now; those of one name are numbered."""
        found = list(_linux_cameras(self.listed) if sys.platform == "linux" else _other_cameras())
        names = [camera.name for camera in found]
        return tuple(
            Camera(f"{one.name} ({names[: at + 1].count(one.name)})", one.address)
            if names.count(one.name) > 1
            else one
            for at, one in enumerate(found)
        )

    def open(self, camera: Camera) -> InputContainer:
        """Open a camera at the best that it offers.

        Raises ValueError for what is no camera of this system, PermissionError, FileNotFoundError, or another OSError
        with its number.
        """
        import av

        if not re.fullmatch(_ONE.get(sys.platform, "(?!)"), camera.address):
            raise ValueError(camera.address)
        first: Exception | None = None
        for mode in _MODES[sys.platform]:
            try:
                return av.open(
                    camera.address,
                    format=_INPUT[sys.platform],
                    options={**mode, "protocol_whitelist": ""},  # nothing a device names is followed
                )
            except FAULTS as refused:
                if trouble_of(refused) is not Trouble.UNUSABLE:
                    raise
                first = first or refused
        assert first is not None
        raise first


def trouble_of(fault: Exception) -> Trouble:
    """Tell what a failure to open or to read means."""
    match getattr(fault, "errno", None):
        case errno.EACCES | errno.EPERM:
            return Trouble.DENIED
        case errno.EBUSY:
            return Trouble.BUSY
        case errno.ENOENT | errno.ENODEV | errno.ENXIO:
            return Trouble.GONE
        case _:
            return Trouble.UNUSABLE


def _linux_cameras(listed: Path) -> Iterator[Camera]:
    """Yield what can take pictures; a camera that may not be asked is believed by its first device."""
    for entry in sorted(listed.glob("video*"), key=lambda one: (len(one.name), one.name)):
        address = f"/dev/{entry.name}"
        takes = _takes_pictures(address)
        if takes or (takes is None and _read(entry / "index") in ("0", "")):
            yield Camera(_read(entry / "name") or entry.name, address)


def _takes_pictures(address: str) -> bool | None:
    """Ask a device whether it takes pictures; None where it does not answer. Many cameras have a second one for
    what they measure.
    """
    import fcntl

    answer = bytearray(104)
    try:
        with Path(address).open("rb", buffering=0) as device:
            fcntl.ioctl(device, _QUERY_ABILITIES, answer)
    except OSError:
        return None
    return bool(int.from_bytes(answer[88:92], sys.byteorder) & _CAPTURES)


def _read(path: Path) -> str:
    with suppress(OSError):
        return path.read_text("utf-8", "replace").strip()
    return ""


def _other_cameras() -> Iterator[Camera]:
    """Yield what FFmpeg finds on Windows and macOS."""
    from av.device import enumerate_input_devices

    for device in enumerate_input_devices(_INPUT.get(sys.platform, "")):
        if "video" in device.media_types:
            address = f"video={device.name}" if sys.platform == "win32" else f"{device.name}:none"
            yield Camera(device.description or device.name, address)
