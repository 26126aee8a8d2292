"""The log of the window: warnings and faults, in a rotating file, never the content of a handover."""

from __future__ import annotations

import logging
import re
from pathlib import Path

_SIZE = 512 * 1024
_KEPT = 3
_LINES = 40
_ENTRY = re.compile(r"^(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\S* (?P<grade>[A-Z]+) (?P<where>[\w.]+)")
_OWN = re.compile(
    r'^\s*File ".*?(?P<file>(?:handover_desktop|site-packages)[\\/][\w\\/.-]+)", line (?P<line>\d+)'
)
_SHORT = re.compile(r"^\s+(?P<file>(?:handover_desktop|site-packages)[\\/][\w\\/.-]+:\d+)$")
_FAULT = re.compile(r"^\s*(?P<name>[A-Za-z_][\w.]*(?:Error|Exception|Fault|Warning|Interrupt|Exit))(?::|$)")


def start_log(folder: Path) -> Path | None:
    """Write warnings and errors of this process to a file in `folder`; return it, or None where none can be made."""
    path = folder / "handover.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    root = logging.getLogger()
    root.addHandler(_Beginning(path))
    root.setLevel(logging.WARNING)
    return path


class _Beginning(logging.Handler):
    """Makes the file for the first record: what turns files over takes long to load, and most starts log nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        from logging.handlers import RotatingFileHandler

        try:
            handler = RotatingFileHandler(self._path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
        except OSError:
            self.handleError(record)
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root = logging.getLogger()
        root.removeHandler(self)
        root.addHandler(handler)
        handler.handle(record)


def note_crash(report: str) -> None:
    """Log a mistake of the program by its places and its kind; what it was about is left out."""
    logging.getLogger("handover_desktop").error(
        "mistake in the program\n%s", "\n".join(harmless_lines(report))
    )


def read_log(folder: Path) -> tuple[str, ...]:
    """Return the last lines of the log in `folder`, harmless as `harmless_lines` makes them."""
    try:
        text = (folder / "handover.log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    return harmless_lines(text)[-_LINES:]


def harmless_lines(text: str) -> tuple[str, ...]:
    """Return of each line what is known to be harmless, and leave all else out.

    Kept are time, grade and part of the program; of a traceback the places in the program and the kind of error.
    Messages, paths and values are not: no rule could tell a name in them.
    """
    return tuple(shown for line in text.splitlines() if (shown := _harmless(line)))


def _harmless(line: str) -> str:
    if found := _ENTRY.match(line):
        return f"{found['when']} {found['grade']} {found['where']}"
    if found := _OWN.match(line):
        return f"  {found['file']}:{found['line']}"
    if found := _SHORT.match(line):
        return f"  {found['file']}"
    if found := _FAULT.match(line):
        return f"  {found['name']}"
    return ""
