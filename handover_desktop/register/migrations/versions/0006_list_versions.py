"""Version 6: new versions of a list: which list an item came with, and what a version did to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and a table; tell for every listed item which of its handover's lists it came with."""
    op.add_column("list_versions", sa.Column("replaces", sa.Integer(), nullable=True))
    op.add_column("items", sa.Column("list_no", sa.Integer(), nullable=True))
    # Lists only ever added their lines behind those that were there.
    op.execute(
        """UPDATE items SET list_no = (
            SELECT min(upto.position) FROM (
                SELECT handover_id, position, sum(rows) OVER (PARTITION BY handover_id ORDER BY position) AS last
                FROM list_versions
            ) AS upto WHERE upto.handover_id = placed.handover_id AND upto.last >= placed.place
        ) FROM (
            SELECT id, handover_id, row_number() OVER (PARTITION BY handover_id ORDER BY position) AS place
            FROM items WHERE origin = 'listed'
        ) AS placed WHERE items.id = placed.id"""
    )
    op.create_table(
        "line_changes",
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("line_before", sa.Text(), nullable=False),
        sa.Column("line_after", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("at_offset", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_line_changes_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_line_changes_item_id_items")),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_line_changes")),
    )
    for column in ("handover_id", "item_id"):
        op.create_index(op.f(f"ix_line_changes_{column}"), "line_changes", [column], unique=False)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER refuse_{verb.lower()}_line_changes BEFORE {verb} ON line_changes "
            "BEGIN SELECT RAISE(ABORT, 'line_changes only grows'); END"
        )
