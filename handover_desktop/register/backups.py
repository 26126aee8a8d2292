"""Copies of a register: whole, checked and on the disk before they get their name."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.paths import sync_folder
from handover_desktop.register.driver import connect, connect_bare, driver_faults
from handover_desktop.register.inspection import check_pages

_TRIES = 5
"""How often a register is copied anew because it changed meanwhile."""


def copy_as_it_stands(source: Path, target: Path) -> None:
    """Copy a register whole that another program may be writing, without opening it: only bytes are read.

    For a file that must not, or cannot, be touched: on a network drive, or written on another laptop. Raises
    EnvironmentFault REGISTER_MISSING, REGISTER_LOCKED where it changed under every copy, FILE_NOT_READ, DISK_FULL.
    """
    log, target_log = (path.with_name(f"{path.name}-wal") for path in (source, target))
    try:
        for _try in range(_TRIES):
            before = _marks(source), _marks(log)
            shutil.copyfile(source, target)
            target_log.unlink(missing_ok=True)
            if before[1] is not None:
                shutil.copyfile(log, target_log)
            if before == (_marks(source), _marks(log)):
                return
    except FileNotFoundError as gone:
        raise EnvironmentFault(Code.REGISTER_MISSING, path=source) from gone
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFault(Code.DISK_FULL) from error
        raise EnvironmentFault(
            Code.FILE_NOT_READ, path=source, detail=error.strerror or str(error)
        ) from error
    raise EnvironmentFault(Code.REGISTER_LOCKED, path=source)


def _marks(path: Path) -> tuple[int, int] | None:
    """Return what tells that a file was written; None where there is none."""
    try:
        now = path.stat()
    except FileNotFoundError:
        return None
    return now.st_size, now.st_mtime_ns


def copy_register(source: Path, target: Path, *, through: Any = None) -> None:
    """Write a consistent copy of the register `source` to `target`, replacing what is there.

    Uses a connection of its own, so writing may go on meanwhile, or goes `through` an open one where the file is gone.
    Raises EnvironmentFault: DISK_FULL or BACKUP_FAILED; `target` is then as it was before.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        if through is None and target.exists() and target.samefile(source):
            raise EnvironmentFault(Code.BACKUP_FAILED, path=target, detail="it is the register itself")
        part.unlink(missing_ok=True)
        _vacuum_into(source, part, through)
        _check_copy(part)
        _sync(part)
        put_in_place(part, target)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise EnvironmentFault(Code.DISK_FULL) from error
        raise EnvironmentFault(
            Code.BACKUP_FAILED, path=target, detail=error.strerror or str(error)
        ) from error
    except EnvironmentFault as fault:
        if fault.code in (Code.DISK_FULL, Code.BACKUP_FAILED):
            raise
        raise EnvironmentFault(Code.BACKUP_FAILED, path=target, detail=str(fault)) from fault
    finally:
        with suppress(OSError):
            part.unlink()


def _vacuum_into(source: Path, part: Path, through: Any) -> None:
    with driver_faults(part):
        connection = through or connect(source)
        try:
            # As an address, whose signs are all ASCII: where the system's encoding is not UTF-8, a name may be no text.
            connection.execute("VACUUM INTO ?", (part.absolute().as_uri(),))
        finally:
            if through is None:
                connection.close()


def _check_copy(part: Path) -> None:
    with driver_faults(part):
        copy = connect_bare(part)
        try:
            check_pages(part, copy)
        finally:
            copy.close()


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def put_in_place(part: Path, target: Path) -> None:
    """Give the closed register file `part` its name, for good: what was at `target` is gone then.

    Raises OSError.
    """
    for ending in ("-wal", "-shm", "-journal"):
        # SQLite would play what a register of that name has left behind into this one.
        target.with_name(target.name + ending).unlink(missing_ok=True)
    part.replace(target)
    sync_folder(target.parent)
