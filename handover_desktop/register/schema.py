"""A new register file: the tables of today, marked with their version."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import NullPool, create_engine, insert
from sqlcipher3 import dbapi2

# Registers the triggers with the tables' metadata.
from handover_desktop.register import triggers  # noqa: F401
from handover_desktop.register.columns import instant
from handover_desktop.register.driver import APPLICATION_ID, SCHEMA_VERSION, connect_bare
from handover_desktop.register.tables import RegisterRow, Row

HEAD: Final = f"{SCHEMA_VERSION:04d}"
"""The newest migration; its name is the file's `user_version` in four digits."""

_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_schema(path: Path, *, device: str, created_at: datetime) -> None:
    """Make the empty file `path` a register, as all migrations together would (a test compares them)."""
    engine = create_engine("sqlite://", creator=lambda: connect_bare(path), module=dbapi2, poolclass=NullPool)
    at, offset = instant(created_at)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        Row.metadata.create_all(connection, checkfirst=False)
        connection.exec_driver_sql(_VERSION_TABLE)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
        connection.execute(
            insert(RegisterRow), {"id": 1, "device": device, "created_at": at, "created_offset": offset}
        )
        connection.commit()
