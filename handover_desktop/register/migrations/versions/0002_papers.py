"""Version 2: photos, donors and logos, paper sizes, trusted seals, editions of documents, how open items settled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables and columns; what stands in older ones stays as it is."""
    for name, start in (("paper", "a4"), ("donor", "{}"), ("logos", "[]")):
        op.add_column("handovers", sa.Column(name, sa.Text(), server_default=start, nullable=False))
    op.add_column("documents", sa.Column("edition", sa.Text(), server_default="", nullable=False))
    op.add_column("documents", sa.Column("signatures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("documents", sa.Column("pages", sa.Text(), server_default="[]", nullable=False))
    op.add_column("check_records", sa.Column("settlement", sa.Text(), nullable=True))
    op.create_table(
        "photos",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), nullable=True),
        sa.Column("taken_offset", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_offset", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_photos_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_photos_item_id_items")),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_photos_sha256_blobs")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_photos")),
        sa.UniqueConstraint("handover_id", "number", name=op.f("uq_photos_handover_id_number")),
    )
    op.create_index(op.f("ix_photos_item_id"), "photos", ["item_id"], unique=False)
    op.create_table(
        "seal_certificates",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("added_offset", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_seal_certificates")),
    )
