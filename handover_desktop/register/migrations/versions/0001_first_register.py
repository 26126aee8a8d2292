"""The first register: every table, index and trigger of version 1.

Written out and never changed again; later versions are steps of their own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("audit_entries", "check_records", "snapshots", "signatures")
_FORGET = (
    "INSERT INTO items_search(items_search, rowid, search_text) VALUES ('delete', old.id, old.search_text);"
)
_LEARN = "INSERT INTO items_search(rowid, search_text) VALUES (new.id, new.search_text);"


def upgrade() -> None:
    """Make the tables, and on SQLite the guards and the search index."""
    _audit_entries()
    _blobs()
    _handovers()
    _register()
    _series()
    _settings()
    _clauses()
    _commission_members()
    _documents()
    _items()
    _list_versions()
    _parties()
    _receiving_units()
    _signatures()
    _snapshots()
    _check_records()
    _item_identifiers()
    _item_results()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_guards()


def _sqlite_guards() -> None:
    for table in _APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER refuse_{verb.lower()}_{table} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
    op.execute(
        """CREATE VIRTUAL TABLE items_search USING fts5(
    search_text, content='items', content_rowid='id', tokenize='trigram case_sensitive 1')"""
    )
    op.execute(f"CREATE TRIGGER items_search_insert AFTER INSERT ON items BEGIN {_LEARN} END")
    op.execute(f"CREATE TRIGGER items_search_delete AFTER DELETE ON items BEGIN {_FORGET} END")
    op.execute(
        f"CREATE TRIGGER items_search_update AFTER UPDATE OF search_text ON items BEGIN {_FORGET} {_LEARN} END"
    )


def _audit_entries() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "sequence", name=op.f("pk_audit_entries")),
        sqlite_with_rowid=False,
    )


def _blobs() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reference_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_offset", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("changed_offset", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("agreement", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("handover_date", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.Text(), nullable=True),
        sa.Column("starts_offset", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.Text(), nullable=True),
        sa.Column("ends_offset", sa.Integer(), nullable=True),
        sa.Column("commission_decision", sa.Text(), nullable=False),
        sa.Column("originals", sa.Integer(), nullable=False),
        sa.Column("distribution", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("parent_reference", sa.Text(), nullable=True),
        sa.Column("parent_number", sa.Text(), nullable=True),
        sa.Column("parent_digest", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("finalised_at", sa.Text(), nullable=True),
        sa.Column("finalised_offset", sa.Integer(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("reference_key", name=op.f("uq_handovers_reference_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_handovers_uid")),
    )


def _register() -> None:
    op.create_table(
        "register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_offset", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_register_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register")),
    )


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_series")),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _clauses() -> None:
    op.create_table(
        "clauses",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_clauses_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", "position", name=op.f("pk_clauses")),
    )


def _commission_members() -> None:
    op.create_table(
        "commission_members",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_commission_members_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", "position", name=op.f("pk_commission_members")),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_offset", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_documents_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_handover_id"), "documents", ["handover_id"], unique=False)
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"], unique=False)


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("line_no", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("make", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("value_minor", sa.BigInteger(), nullable=True),
        sa.Column("value_currency", sa.Text(), nullable=True),
        sa.Column("receiving_unit", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("kit_contents", sa.Text(), nullable=False),
        sa.Column("order_reference", sa.Text(), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("line_key", sa.Text(), nullable=False),
        sa.Column("main_identifier", sa.Text(), nullable=False),
        sa.Column("main_key", sa.Text(), nullable=False),
        sa.Column("description_key", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_items_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("handover_id", "position", name=op.f("uq_items_handover_id_position")),
        sa.UniqueConstraint("uid", name=op.f("uq_items_uid")),
    )
    op.create_index(op.f("ix_items_handover_id_line_key"), "items", ["handover_id", "line_key"], unique=False)


def _list_versions() -> None:
    op.create_table(
        "list_versions",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("imported_offset", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_list_versions_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", "position", name=op.f("pk_list_versions")),
    )
    op.create_index(op.f("ix_list_versions_sha256"), "list_versions", ["sha256"], unique=False)


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_local", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("representative", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("mandate", sa.Text(), nullable=False),
        sa.Column("signs", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_parties_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", "position", name=op.f("pk_parties")),
    )


def _receiving_units() -> None:
    op.create_table(
        "receiving_units",
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_local", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_receiving_units_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", "position", name=op.f("pk_receiving_units")),
    )


def _signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=False),
        sa.Column("signed_offset", sa.Integer(), nullable=False),
        sa.Column("strokes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_signatures_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_signatures")),
        sa.UniqueConstraint("handover_id", "party", name=op.f("uq_signatures_handover_id_party")),
    )


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("handover_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_snapshots_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("handover_id", name=op.f("pk_snapshots")),
        sa.UniqueConstraint("digest", name=op.f("uq_snapshots_digest")),
    )


def _check_records() -> None:
    op.create_table(
        "check_records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("presented", sa.BigInteger(), nullable=False),
        sa.Column("accepted", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("remark_text", sa.Text(), nullable=True),
        sa.Column("remark_type", sa.Text(), nullable=True),
        sa.Column("agreed_action", sa.Text(), nullable=True),
        sa.Column("responsible", sa.Text(), nullable=True),
        sa.Column("deadline", sa.Text(), nullable=True),
        sa.Column("readings", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_check_records_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_check_records_item_id_items")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_records")),
        sa.UniqueConstraint("uid", name=op.f("uq_check_records_uid")),
    )
    op.create_index(op.f("ix_check_records_handover_id"), "check_records", ["handover_id"], unique=False)
    op.create_index(op.f("ix_check_records_item_id"), "check_records", ["item_id"], unique=False)


def _item_identifiers() -> None:
    op.create_table(
        "item_identifiers",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("lookup_key", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_identifiers_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", "position", name=op.f("pk_item_identifiers")),
    )
    op.create_index(
        op.f("ix_item_identifiers_lookup_key_item_id"),
        "item_identifiers",
        ["lookup_key", "item_id"],
        unique=False,
    )


def _item_results() -> None:
    op.create_table(
        "item_results",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("main_group", sa.Text(), nullable=False),
        sa.Column("main_pieces", sa.BigInteger(), nullable=False),
        sa.Column("main_value", sa.BigInteger(), nullable=True),
        sa.Column("refused_pieces", sa.BigInteger(), nullable=False),
        sa.Column("refused_value", sa.BigInteger(), nullable=True),
        sa.Column("short_pieces", sa.BigInteger(), nullable=False),
        sa.Column("short_value", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_item_results_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["check_records.id"], name=op.f("fk_item_results_head_id_check_records")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_item_results_item_id_items")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_item_results")),
    )
    op.create_index(
        op.f("ix_item_results_handover_id_main_group"),
        "item_results",
        ["handover_id", "main_group"],
        unique=False,
    )
