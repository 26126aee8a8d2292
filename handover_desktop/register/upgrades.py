"""Older registers brought up to date: backed up, migrated in one transaction, checked."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine
from sqlcipher3 import dbapi2

from handover_desktop.register.backups import copy_register
from handover_desktop.register.driver import SCHEMA_VERSION, connect_bare
from handover_desktop.register.engine import faults
from handover_desktop.register.inspection import check_pages, check_references

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_register(
    path: Path, *, to: int = SCHEMA_VERSION, versions: Path = MIGRATIONS / "versions"
) -> Path | None:
    """Bring the register at `path` to version `to`; return its backup, or None where nothing was to be done.

    All steps are one transaction: after any failure the file is as it was. Raises EnvironmentFault:
    BACKUP_FAILED, DISK_FULL, REGISTER_DAMAGED, REGISTER_LOCKED.
    """
    with faults(path):
        connection = connect_bare(path)
        try:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
    if found >= to:
        return None
    backup = _free_name(path, found)
    copy_register(path, backup)
    migrate(path, to=to, versions=versions)
    return backup


def migrate(path: Path, *, to: int, versions: Path = MIGRATIONS / "versions") -> None:
    """Run the migrations up to `to` on any SQLite file, without a backup."""
    engine = create_engine("sqlite://", creator=lambda: connect_bare(path), module=dbapi2, poolclass=NullPool)
    with faults(path), engine.connect() as connection:
        # Tables are rebuilt by copying them; references are checked before the commit instead.
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = Config()
        config.set_main_option("script_location", _option(MIGRATIONS))
        config.set_main_option("version_locations", _option(versions))
        config.set_main_option("path_separator", "newline")
        config.attributes["connection"] = connection
        command.upgrade(config, f"{to:04d}")
        connection.exec_driver_sql(f"PRAGMA user_version={to}")
        check_references(path, connection.connection.driver_connection)
        check_pages(path, connection.connection.driver_connection)
        connection.commit()
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _option(path: Path) -> str:
    return str(path).replace("%", "%%")


def _free_name(path: Path, version: int) -> Path:
    """Return a name beside `path` for its copy before the upgrade."""
    name = f"{path.stem}-before-format-{version + 1}"
    taken = 0
    while (backup := path.with_name(f"{name}{f'-{taken}' if taken else ''}{path.suffix}")).exists():
        taken += 1
    return backup
