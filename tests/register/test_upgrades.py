"""A new register and one that came all the way through the migrations are the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register import Register
from handover_desktop.register.driver import SCHEMA_VERSION
from handover_desktop.register.upgrades import MIGRATIONS, migrate, upgrade_register
from tests.register.samples import DEVICE, NOON, make_register, vehicle

GOLDEN = Path(__file__).parent / "golden" / "schema.sql"

NEXT = SCHEMA_VERSION + 1
COLOURED = f"""
import sqlalchemy as sa
from alembic import op
revision = "{NEXT:04d}"
down_revision = "{SCHEMA_VERSION:04d}"
branch_labels = depends_on = None

def upgrade():
    with op.batch_alter_table("items") as items:
        items.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="white"))
"""
BROKEN = COLOURED.replace("items.add_column", 'op.execute("DELETE FROM items"); items.add_kolumn')


def schema(path: Path) -> dict[str, str]:
    """Return every table, index and trigger by name, its definitions in one order."""
    connection = dbapi2.connect(str(path))
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: _in_one_order(sql) for name, sql in sorted(rows)}


def _in_one_order(sql: str) -> str:
    text = " ".join(sql.replace('"', "").split()).replace("( ", "(").replace(" )", ")")
    if not text.startswith("CREATE TABLE"):
        return text
    head, body = text.split("(", 1)
    parts = re.split(r", (?![^(]*\))", body)
    last = parts.pop()
    ending = last[last.rindex(")") :]
    parts.append(last[: last.rindex(")")])
    columns = [part for part in parts if not part.startswith("CONSTRAINT")]
    constraints = sorted(part for part in parts if part.startswith("CONSTRAINT"))
    return f"{head}({', '.join([*columns, *constraints])}{ending}"


def test_the_tables_of_a_new_register_are_those_of_all_migrations_together(tmp_path: Path) -> None:
    Register.create(tmp_path / "new.handover", device=DEVICE, created_at=NOON).close()
    migrated = tmp_path / "migrated.handover"
    migrated.touch()
    migrate(migrated, to=SCHEMA_VERSION)
    assert schema(migrated) == schema(tmp_path / "new.handover")


def test_the_tables_are_those_of_the_golden_dump(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    Register.create(tmp_path / "new.handover", device=DEVICE, created_at=NOON).close()
    dump = "\n".join(schema(tmp_path / "new.handover").values()) + "\n"
    assert dump == GOLDEN.read_text("utf-8")


def test_there_is_a_migration_for_every_version() -> None:
    names = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert names == [f"{version:04d}" for version in range(1, SCHEMA_VERSION + 1)]


def _versions(tmp_path: Path, step: str) -> Path:
    versions = tmp_path / "versions"
    shutil.copytree(MIGRATIONS / "versions", versions, ignore=shutil.ignore_patterns("__pycache__"))
    (versions / f"{NEXT:04d}_colour.py").write_text(step, "utf-8")
    return versions


def test_an_upgrade_keeps_the_data_and_leaves_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "a.handover"
    register, _ = make_register(path, vehicle(1), vehicle(2))
    register.close()

    backup = upgrade_register(path, to=NEXT, versions=_versions(tmp_path, COLOURED))

    assert backup is not None
    connection = dbapi2.connect(str(path))
    assert connection.execute("SELECT line_no, colour FROM items ORDER BY id").fetchall() == [
        ("1", "white"),
        ("2", "white"),
    ]
    assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
    connection.close()
    Register.open(backup).close()
    with pytest.raises(EnvironmentFault) as refused:
        Register.open(path)
    assert refused.value.code is Code.REGISTER_NEWER


def test_an_upgrade_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.handover"
    register, handover = make_register(path, vehicle(1))
    register.close()
    with pytest.raises(AttributeError):
        upgrade_register(path, to=NEXT, versions=_versions(tmp_path, BROKEN))
    register = Register.open(path)
    with register.reading() as now:
        assert [item.asset for item in now.items(handover)] == [vehicle(1)]
    register.close()
