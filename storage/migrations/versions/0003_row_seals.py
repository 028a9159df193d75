"""Seals over the plain columns of tickets, and over the list of each one's journal entries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From 0002."""
    nothing = sa.text("''" if op.get_bind().dialect.name == "postgresql" else "x''")
    # Empty: both need the keyset, and the store writes them when it opens next.
    for name in ("entries", "seal"):
        op.add_column("tickets", sa.Column(name, sa.LargeBinary, nullable=False, server_default=nothing))
