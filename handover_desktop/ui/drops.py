"""What a file dropped on the window is taken for."""

from __future__ import annotations

import enum
from pathlib import Path

from handover_desktop.ui.files import ARCHIVE_SUFFIX, LIST_SUFFIXES, REGISTER_SUFFIX, SCAN_SUFFIXES


class Drop(enum.Enum):
    """What becomes of a dropped file."""

    LIST = "list"
    SCAN = "scan"
    REGISTER = "register"
    ARCHIVE = "archive"
    REFUSED = "refused"


def judge_drop(path: Path) -> Drop:
    """Tell by its name what a file is taken for; its content is judged by whoever reads it."""
    suffix = path.suffix.lower()
    if path.is_dir():
        return Drop.REFUSED
    if suffix == REGISTER_SUFFIX:
        return Drop.REGISTER
    if suffix == ARCHIVE_SUFFIX:
        return Drop.ARCHIVE
    if suffix in SCAN_SUFFIXES:
        return Drop.SCAN
    return Drop.LIST if suffix in LIST_SUFFIXES else Drop.REFUSED
