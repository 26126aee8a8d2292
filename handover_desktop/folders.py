"""The user's own folders on each platform."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


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
