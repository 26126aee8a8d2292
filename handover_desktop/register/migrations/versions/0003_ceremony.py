"""Version 3: signatories who refuse, are absent, or send a deputy; sheets of checked items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; what stands in older ones stays as it is."""
    for name in ("reason", "witness", "authority"):
        op.add_column("signatures", sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column("check_records", sa.Column("sheet", sa.Text(), nullable=True))
