"""Version 4: symbolic handovers, which state the list of another one by groups and totals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns; what stands in older ones stays as it is."""
    for name in ("symbolic_of", "symbolic_grouping"):
        op.add_column("handovers", sa.Column(name, sa.Text(), nullable=True))
