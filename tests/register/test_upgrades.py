"""A new register and one that came all the way through the migrations are the same."""

from __future__ import annotations

import lzma
import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from handover_desktop.app import open_services
from handover_desktop.domain.errors import Code, EnvironmentFault
from handover_desktop.register import Register
from handover_desktop.register.driver import SCHEMA_VERSION
from handover_desktop.register.upgrades import MIGRATIONS, migrate, upgrade_register
from handover_desktop.services.verdicts import Verdict
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


@pytest.fixture
def of_version_3(tmp_path: Path) -> Path:
    """A register that the program of version 3 wrote: two protocols, one signed, printed, scanned and closed."""
    path = tmp_path / "old.handover"
    path.write_bytes(lzma.decompress((GOLDEN.parent / "version-3.handover.xz").read_bytes()))
    return path


Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


def _rows(path: Path, like: Rows | None = None) -> Rows:
    """Return the columns and rows of every table by their names; with `like` of its tables and columns alone."""
    connection = dbapi2.connect(str(path))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: Rows = {}
    for table in like or (
        name for name in tables if not name.startswith(("items_search", "sqlite_", "alembic"))
    ):
        columns = (
            like[table][0] if like else [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        )
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
        found[table] = columns, sorted(rows, key=repr)
    connection.close()
    return found


def test_a_register_of_version_3_keeps_every_row(of_version_3: Path) -> None:
    before = _rows(of_version_3)

    backup = upgrade_register(of_version_3)

    assert backup is not None
    assert _rows(backup) == before
    after = _rows(of_version_3, like=before)
    names, items = before["items"]
    at = names.index("search_text")
    ended = sorted(((*row[:at], f"{row[at]}  ", *row[at + 1 :]) for row in items), key=repr)
    assert after == before | {"items": (names, ended)}
    assert [len(before[table][1]) for table in ("snapshots", "signatures", "documents")] == [2, 3, 3]


def test_what_was_signed_and_sealed_under_version_3_stands_as_before(of_version_3: Path) -> None:
    Register.open(of_version_3).close()
    with closing(open_services(of_version_3)) as desk:
        closed = desk.handovers.find("HO-2024-0001")
        kinds = {one.kind: one.digest for one in desk.documents.list(closed.id)}
        assert kinds == dict.fromkeys(("protocol", "copy", "signed-scan"), closed.digest)
        acts = [one.signature and one.signature.kind.value for one in desk.signing.signatories(closed.id)]
        assert acts == ["on-paper", "drawn"]
        sealed = desk.documents.issue(closed.id, languages=("en",)).content
        file = of_version_3.with_name("p.pdf")
        file.write_bytes(sealed)
        found = desk.verifying.verify(file)
        assert found.verdict is Verdict.INTACT
        assert len(desk.documents.list(closed.id)) == 3
        assert desk.safekeeping.verify_audit().intact
        assert desk.safekeeping.missing_anchors() == ()
        desk.safekeeping.check_health()


def test_a_protocol_of_version_3_can_be_unlocked_after_the_upgrade(of_version_3: Path) -> None:
    with closing(open_services(of_version_3)) as desk:
        signed = desk.handovers.find("HO-2024-0002")
        desk.voiding.unlock(signed.id, reason="A wrong line.", who="Demo Osoba 1")
        desk.finalising.finalise(signed.id)
        again = desk.handovers.find("HO-2024-0002")
        assert (signed.number, again.number) == ("2024-K7Q2-0002", f"{again.finalised_at:%Y}-K7Q2-0001")
        assert len(desk.voiding.signatures(signed.digest)) == 1
        assert [one.signature for one in desk.signing.signatories(again.id)] == [None, None]


def test_the_lines_of_a_register_of_version_5_know_which_list_they_came_with(of_version_3: Path) -> None:
    upgrade_register(of_version_3, to=5)
    connection = dbapi2.connect(str(of_version_3))
    (third,) = connection.execute("SELECT max(id) FROM handovers").fetchone()
    columns = [row[1] for row in connection.execute("PRAGMA table_info(items)")]
    copied = ", ".join(name for name in columns if name not in ("id", "uid", "position", "origin"))
    for place, (origin, position) in enumerate([("extra", 3), ("listed", 4), ("listed", 5), ("extra", 6)]):
        connection.execute(
            f"INSERT INTO items (uid, position, origin, {copied}) "
            f"SELECT 'new-{place}', {position}, '{origin}', {copied} FROM items WHERE handover_id = {third} LIMIT 1"
        )
    for place, rows in enumerate([2, 2]):
        connection.execute(
            f"INSERT INTO list_versions VALUES ({third}, {place}, 'a', 's', '', {rows}, '2026', 0, '{{}}', '[]')"
        )
    connection.commit()
    connection.close()

    upgrade_register(of_version_3)

    connection = dbapi2.connect(str(of_version_3))
    query = f"SELECT position, list_no FROM items WHERE handover_id = {third} ORDER BY position"
    found = connection.execute(query).fetchall()
    (others,) = connection.execute(
        f"SELECT count(*) FROM items WHERE handover_id <> {third} AND list_no IS NOT NULL"
    ).fetchone()
    connection.close()
    assert found == [(1, 0), (2, 0), (3, None), (4, 1), (5, 1), (6, None)]
    assert others == 0


def test_search_in_a_register_of_version_3_finds_every_part_of_a_text_after_the_upgrade(
    of_version_3: Path,
) -> None:
    register = Register.open(of_version_3)
    connection = dbapi2.connect(str(of_version_3))
    texts = dict(connection.execute("SELECT id, search_text FROM items").fetchall())
    connection.execute("INSERT INTO items_search(items_search, rank) VALUES ('integrity-check', 1)")
    connection.close()
    parts = {
        text[at : at + length] for text in texts.values() for at in range(len(text)) for length in (1, 2, 3)
    }
    assert {text[-2:] for text in texts.values()} == {"  "}
    with register.reading() as now:
        for part in sorted(part for part in parts if part.isalnum()):
            found = {int(hit.item) for hit in now.search_assets(part)}
            assert found == {id for id, text in texts.items() if part in text}, part
        assert now.search_assets("qé") == ()
    register.close()


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
