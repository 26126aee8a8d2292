"""A look at a file before anything could change it: is it a register, of which version, and whole?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.domain.texts import N_
from handover_desktop.register.driver import APPLICATION_ID, SCHEMA_VERSION, connect_bare, driver_faults

_MAGIC = b"SQLite format 3\x00"
_HEADER_SIZE = 100


def inspect(path: Path) -> int:
    """Return the version of the register at `path`; raise EnvironmentFault for any other file.

    REGISTER_MISSING, _FOREIGN, _NEWER, _DAMAGED, _READ_ONLY or _LOCKED. A file that is no register is judged
    by its first bytes alone and never opened as a database; a register is read through once.
    """
    check_header(path)
    # SQLite would open it for reading and refuse the first write; Windows answers for files only.
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise EnvironmentFault(Code.REGISTER_READ_ONLY, path=path)
    with driver_faults(path):
        connection = connect_bare(path)
        try:
            connection.execute("PRAGMA query_only=ON")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            check_version(path, version)
            check_pages(path, connection)
        finally:
            connection.close()
    return int(version)


def check_version(path: Path, version: int) -> None:
    """Raise EnvironmentFault for a version that this program does not know."""
    if version > SCHEMA_VERSION:
        raise EnvironmentFault(Code.REGISTER_NEWER, path=path, found=version, known=SCHEMA_VERSION)
    if version < 1:
        raise EnvironmentFault(Code.REGISTER_DAMAGED, path=path, detail="no format number")


def check_pages(path: Path, connection: Any) -> None:
    """Raise EnvironmentFault where SQLite's quick check finds a damaged page."""
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise EnvironmentFault(Code.REGISTER_DAMAGED, path=path, detail=" ".join(verdict.split()))


def check_references(path: Path, connection: Any) -> None:
    """Raise EnvironmentFault where a row refers to one that is not there."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise EnvironmentFault(
            Code.REGISTER_DAMAGED, path=path, detail=f"a reference in {broken[0]} leads nowhere"
        )


def check_header(path: Path) -> None:
    """Judge the first bytes by SQLite's file format (sqlite.org/fileformat2.html, §1.3)."""
    header, size = _read_header(path)
    if not size:
        raise EnvironmentFault(Code.REGISTER_DAMAGED, path=path, detail="the file is empty")
    if not header.startswith(_MAGIC):
        raise EnvironmentFault(Code.REGISTER_FOREIGN, path=path)
    if len(header) < _HEADER_SIZE:
        raise EnvironmentFault(Code.REGISTER_DAMAGED, path=path, detail="the file is cut off")
    if _number(header, 68) != APPLICATION_ID:
        raise EnvironmentFault(Code.REGISTER_FOREIGN, path=path)
    version = _number(header, 60)
    if version > SCHEMA_VERSION:
        raise EnvironmentFault(Code.REGISTER_NEWER, path=path, found=version, known=SCHEMA_VERSION)
    page_size = int.from_bytes(header[16:18]) or 1
    pages_are_counted = header[24:28] == header[92:96]
    expected = _number(header, 28) * (65536 if page_size == 1 else page_size)
    if pages_are_counted and size < expected and not _has_journal(path):
        raise EnvironmentFault(Code.REGISTER_DAMAGED, path=path, detail="the file is cut off")


def _read_header(path: Path) -> tuple[bytes, int]:
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path, detail=N_("it is no ordinary file"))
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
        return header, path.stat().st_size
    except FileNotFoundError as missing:
        raise EnvironmentFault(Code.REGISTER_MISSING, path=path) from missing
    except OSError as error:
        raise EnvironmentFault(Code.FILE_NOT_READ, path=path, detail=error.strerror or str(error)) from error


def _has_journal(path: Path) -> bool:
    """Tell whether a write-ahead log lies beside the file: then its last pages may still be in there."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4])
