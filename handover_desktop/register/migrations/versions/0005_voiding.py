"""Version 5: voided protocols, so that several protocols of one handover stand beside each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Key snapshots, signatures and documents by the protocol's digest; add the tables of voided protocols."""
    _snapshots()
    _signatures()
    _documents()
    _voided()
    for table in ("snapshots", "signatures", "documents", "voided_protocols", "voided_pictures"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER refuse_{verb.lower()}_{table} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            )
    op.execute(
        "CREATE TRIGGER refuse_signature_of_voided BEFORE INSERT ON signatures "
        "WHEN EXISTS (SELECT 1 FROM voided_protocols WHERE digest = new.digest) "
        "BEGIN SELECT RAISE(ABORT, 'a voided protocol takes no signature'); END"
    )
    op.execute(
        "CREATE TRIGGER refuse_voided_number BEFORE UPDATE OF number ON handovers "
        "WHEN EXISTS (SELECT 1 FROM voided_protocols WHERE number = new.number) "
        "BEGIN SELECT RAISE(ABORT, 'a voided number is not given again'); END"
    )


def _snapshots() -> None:
    op.rename_table("snapshots", "snapshots_before")
    op.create_table(
        "snapshots",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_snapshots_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_snapshots")),
    )
    op.execute(
        "INSERT INTO snapshots (digest, handover_id, content) "
        "SELECT digest, handover_id, content FROM snapshots_before ORDER BY handover_id"
    )
    op.drop_table("snapshots_before")
    op.create_index(op.f("ix_snapshots_handover_id"), "snapshots", ["handover_id"], unique=False)


def _signatures() -> None:
    op.rename_table("signatures", "signatures_before")
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
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("witness", sa.Text(), server_default="", nullable=False),
        sa.Column("authority", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_signatures_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_signatures")),
        sa.UniqueConstraint("digest", "party", name=op.f("uq_signatures_digest_party")),
    )
    columns = (
        "uid, handover_id, party, kind, name, function, digest, clause, signed_at, signed_offset, strokes, "
        "reason, witness, authority"
    )
    op.execute(f"INSERT INTO signatures ({columns}) SELECT {columns} FROM signatures_before ORDER BY rowid")
    op.drop_table("signatures_before")


def _documents() -> None:
    op.add_column("documents", sa.Column("digest", sa.Text(), server_default="", nullable=False))
    op.execute(
        "UPDATE documents SET digest = (SELECT digest FROM handovers WHERE handovers.id = documents.handover_id) "
        "WHERE kind IN ('protocol', 'copy', 'signed-scan')"
    )


def _voided() -> None:
    op.create_table(
        "voided_protocols",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.Text(), nullable=False),
        sa.Column("voided_offset", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("originals", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["snapshots.digest"], name=op.f("fk_voided_protocols_digest_snapshots")
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_voided_protocols_handover_id_handovers")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_voided_protocols")),
        sa.UniqueConstraint("handover_id", "position", name=op.f("uq_voided_protocols_handover_id_position")),
        sa.UniqueConstraint("number", name=op.f("uq_voided_protocols_number")),
    )
    op.create_table(
        "voided_pictures",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["digest"], ["voided_protocols.digest"], name=op.f("fk_voided_pictures_digest_voided_protocols")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_voided_pictures_sha256_blobs")),
        sa.PrimaryKeyConstraint("digest", "sha256", name=op.f("pk_voided_pictures")),
    )
