"""The user's own folders on each platform, and the one way in which files are written."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handover_desktop.domain.errors import Code, EnvironmentFault


@dataclass(frozen=True, slots=True)
class UserFolders:
    """The folders of one user; none of them need exist yet."""

    data: Path
    config: Path
    logs: Path


def user_folders(environ: Mapping[str, str] = os.environ, *, platform: str = sys.platform) -> UserFolders:
    """Return the user's folders as the platform (a value of `sys.platform`) has them.

    Linux follows the XDG base directories, of which only absolute ones count.
    """
    home = Path(environ.get("HOME") or Path.home())
    if platform == "win32":
        local = Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Handover"
        return UserFolders(local, local / "Settings", local / "Logs")
    if platform == "darwin":
        library = home / "Library"
        support = library / "Application Support" / "Handover"
        return UserFolders(support, support / "Settings", library / "Logs" / "Handover")

    def xdg(name: str, default: str) -> Path:
        named = Path(environ.get(name, ""))
        return (named if named.is_absolute() else home / default) / "handover-desktop"

    return UserFolders(
        data=xdg("XDG_DATA_HOME", ".local/share"),
        config=xdg("XDG_CONFIG_HOME", ".config"),
        logs=xdg("XDG_STATE_HOME", ".local/state") / "log",
    )


def default_register_path() -> Path:
    """Return the register that opens when none is named."""
    return user_folders().data / "register.handover"


def demo_register_path() -> Path:
    """Return the register that the demo opens, apart from the user's own."""
    return user_folders().data / "demo.handover"


_BINARY = getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write the file whole or not at all, and return when it is on the disk. `mode` is before the user's umask.

    Raises EnvironmentFault (DISK_FULL, FILE_NOT_WRITTEN); what was at `path` before is then unchanged.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)
        with os.fdopen(
            os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb"
        ) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFault(Code.DISK_FULL) from error
        raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail=error.strerror) from error
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name of a file as lasting as its content; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
