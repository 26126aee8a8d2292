"""One open register file: its transactions, its health, its copies, and the lock of its window."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register.backups import copy_as_it_stands, copy_register, put_in_place
from handover_desktop.register.driver import SCHEMA_VERSION, connect
from handover_desktop.register.engine import faults, make_engine
from handover_desktop.register.inspection import check_header, check_pages, check_references, inspect
from handover_desktop.register.locks import WindowLock
from handover_desktop.register.schema import create_schema
from handover_desktop.register.statements import Statements
from handover_desktop.register.tables import RegisterRow
from handover_desktop.register.transactions import Reading, Writing


class Register:
    """An open register; its methods may be called from any thread.

    `device` is the code of this laptop. Failures of the surroundings are EnvironmentFault: REGISTER_LOCKED,
    REGISTER_READ_ONLY, REGISTER_DAMAGED, REGISTER_GONE, DISK_FULL, FILE_NOT_WRITTEN.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.original: Path | None = None
        """The register that this is a copy of, only to be read; None for a register itself."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._lock = WindowLock(path)
        self._engine = make_engine(path)
        self._statements = Statements(self._engine.dialect)
        with self._transaction("BEGIN") as connection:
            self.device = connection.execute(select(RegisterRow.device)).scalar_one()
        self._file = path.stat()

    @classmethod
    def create(cls, path: Path, *, device: str, created_at: datetime) -> Register:
        """Make a new register; raise EnvironmentFault(FILE_NOT_WRITTEN) where that is not possible.

        Never replaces a file. The new one gets its name only when it is whole and on the disk.
        """
        if path.exists():
            raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail="the file exists")
        try:
            _make_file(path, device=device, created_at=created_at)
        except OSError as error:
            detail = error.strerror or str(error)
            raise EnvironmentFault(Code.FILE_NOT_WRITTEN, path=path, detail=detail) from error
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Register:
        """Open a register; an older one is first backed up beside it, then migrated and checked.

        Raises EnvironmentFault: REGISTER_MISSING, _FOREIGN, _NEWER, _DAMAGED, _LOCKED, _READ_ONLY. A refused
        file is left as it was.
        """
        if inspect(path) < SCHEMA_VERSION:
            # Alembic takes longer to import than a register takes to open.
            from handover_desktop.register.upgrades import upgrade_register

            upgrade_register(path)
        return cls(path)

    @classmethod
    def open_to_read(cls, path: Path) -> Register:
        """Open a copy of a register as it stands on the disk; nothing is written to either.

        For one that another window has, or that cannot be written. Raises as `open`, and DISK_FULL.
        """
        folder = tempfile.TemporaryDirectory(prefix="handover-", ignore_cleanup_errors=True)
        try:
            check_header(path)
            copy = Path(folder.name) / path.name
            copy_as_it_stands(path, copy)
            made = cls.open(copy)
        except BaseException:
            folder.cleanup()
            raise
        made.original, made._folder = path, folder
        return made

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give a view of the register at one moment."""
        with self._transaction("BEGIN") as connection:
            yield Reading(connection, device=self.device, statements=self._statements)

    @contextmanager
    def writing(self, *, actor: str, at: datetime) -> Iterator[Writing]:
        """Give a transaction that is on the disk when the block ends, and undone by any exception.

        Raises REGISTER_GONE where the file is not at its path any more: SQLite would write on into one without a name;
        REGISTER_ONLY_READ for a copy.
        """
        if self.original is not None:
            raise EnvironmentFault(Code.REGISTER_ONLY_READ, path=self.original.name)
        if not self._is_in_place():
            raise EnvironmentFault(Code.REGISTER_GONE, path=self.path)
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield Writing(connection, device=self.device, statements=self._statements, actor=actor, at=at)

    def hold(self) -> None:
        """Take the window's lock on this register; raise EnvironmentFault(REGISTER_OPEN_ELSEWHERE)."""
        self._lock.take()

    def back_up(self, target: Path) -> None:
        """Write a checked copy to `target`, also where the file is gone.

        Raises EnvironmentFault: BACKUP_FAILED, DISK_FULL.
        """
        if self._is_in_place():
            copy_register(self.path, target)
        else:
            with self._engine.connect() as connection:
                copy_register(self.path, target, through=connection.connection.driver_connection)

    def check_health(self) -> None:
        """Read through the file; raise EnvironmentFault(REGISTER_DAMAGED) for bad pages or references."""
        with faults(self.path):
            connection = connect(self.path)
            try:
                check_pages(self.path, connection)
                check_references(self.path, connection)
            finally:
                connection.close()

    def discard(self) -> None:
        """Close a register in which there is no handover yet, and delete its file."""
        with self.reading() as now:
            is_empty = not now.has_handovers()
        self.close()
        if is_empty:
            for ending in ("", "-wal", "-shm"):
                self.path.with_name(f"{self.path.name}{ending}").unlink(missing_ok=True)

    def close(self) -> None:
        """Close all connections and give the lock back; may be called twice."""
        self._engine.dispose()
        self._lock.release()
        if self._folder is not None:
            self._folder.cleanup()

    def _is_in_place(self) -> bool:
        try:
            return os.path.samestat(self._file, self.path.stat())
        except OSError:
            return False

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        with faults(self.path), self._engine.connect() as connection, connection.begin():
            driver: Any = connection.connection.driver_connection
            driver.execute(begin)
            yield connection


def _make_file(path: Path, *, device: str, created_at: datetime) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    part = Path(name)
    try:
        with faults(path):
            create_schema(part, device=device, created_at=created_at)
        put_in_place(part, path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
