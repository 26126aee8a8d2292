"""Version 8: which check records were recorded by one act."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; records from before stand each for itself."""
    op.add_column("check_records", sa.Column("act", sa.Integer(), nullable=True))
