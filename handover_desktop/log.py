"""The log of the window: warnings and faults, in a rotating file, never the content of a handover."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SIZE = 512 * 1024
_KEPT = 3


def start_log(folder: Path) -> Path | None:
    """Write warnings and errors of this process to a file in `folder`; return it, or None where none can be made."""
    path = folder / "handover.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    return path
