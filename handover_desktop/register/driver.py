"""The database driver itself: how the file is opened, and which of its errors people can read.

It loads quickly: a look at a register does without the large library that the transactions need.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2

from handover_desktop.domain.errors import Code, EnvironmentFault

APPLICATION_ID: Final = 0x48444F56
"""Marks a SQLite file as a handover register ("HDOV")."""

SCHEMA_VERSION: Final = 8
"""The file's `user_version`: the number of the newest migration."""

BUSY_SECONDS: Final = 5.0

_LEAST_FREE = 1 << 20
"""With fewer free bytes than this, a failed write is taken for a full disk."""

_PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "trusted_schema=OFF",
    "recursive_triggers=ON",
    # A checkpoint costs syncs of its own; rarer ones keep a recorded check at one sync. 4000 pages are 16 MB.
    "wal_autocheckpoint=4000",
)

_FAULTS = (
    ("SQLITE_BUSY", Code.REGISTER_LOCKED),
    ("SQLITE_LOCKED", Code.REGISTER_LOCKED),
    ("SQLITE_FULL", Code.DISK_FULL),
    ("SQLITE_READONLY", Code.REGISTER_READ_ONLY),
    ("SQLITE_CANTOPEN", Code.REGISTER_READ_ONLY),
    ("SQLITE_PERM", Code.REGISTER_READ_ONLY),
    ("SQLITE_CORRUPT", Code.REGISTER_DAMAGED),
    ("SQLITE_NOTADB", Code.REGISTER_DAMAGED),
    ("SQLITE_IOERR", Code.FILE_NOT_WRITTEN),
)


def connect_bare(path: Path) -> Any:
    """Return a driver connection that begins no transaction by itself and has no pragma set."""
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    return connection


def connect(path: Path) -> Any:
    """Return a driver connection with the register's pragmas; never makes a file."""
    connection = connect_bare(path)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def driver_faults(path: Path) -> Iterator[None]:
    """Turn the driver's failures about the surroundings into EnvironmentFault; others stay bugs."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        fault = fault_of(error, path)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: BaseException | None, path: Path) -> EnvironmentFault | None:
    """Return the failure that people read for a driver error; None for one that is a bug."""
    name = getattr(error, "sqlite_errorname", "")
    code = next((code for prefix, code in _FAULTS if name.startswith(prefix)), None)
    if code is Code.FILE_NOT_WRITTEN and shutil.disk_usage(path.parent).free < _LEAST_FREE:
        code = Code.DISK_FULL
    if code is Code.REGISTER_READ_ONLY and not path.exists():
        code = Code.REGISTER_GONE
    return None if code is None else EnvironmentFault(code, path=path, detail=str(error))
