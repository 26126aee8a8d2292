"""The window's advisory lock beside a register: a second window is told, instead of surprising the first."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from pathlib import Path

from handover_desktop.domain.errors import Code, EnvironmentFault

_LOCKED_BYTE = 4096
"""Windows locks are mandatory; a byte behind the text keeps the holder's name readable."""


class WindowLock:
    """A lock that the system gives back when its process ends, however it ends.

    The lock file stays behind, unlocked: removing it would let two holders lock two files of one name.
    """

    def __init__(self, register: Path) -> None:
        self._register = register
        self._path = register.with_name(f"{register.name}.lock")
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock, or raise EnvironmentFault(REGISTER_OPEN_ELSEWHERE) naming its holder."""
        if self._file is not None:
            return
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise EnvironmentFault(Code.REGISTER_READ_ONLY, path=self._register) from error
        try:
            _lock(file)
        except OSError as taken:
            os.lseek(file, 0, os.SEEK_SET)
            holder = os.read(file, 200).decode(errors="replace").strip()
            os.close(file)
            raise EnvironmentFault(
                Code.REGISTER_OPEN_ELSEWHERE, path=self._register, holder=holder
            ) from taken
        self._file = file
        # The lock counts, not the name of its holder, which a full disk may not take.
        with suppress(OSError):
            os.truncate(file, 0)
            os.write(file, f"{platform.node()}, {os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the lock back; does nothing where it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        os.lseek(file, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
