"""Seals over deliveries and addresses, so that nobody without the keyset can invent or alter one."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From 0003."""
    nothing = sa.text("''" if op.get_bind().dialect.name == "postgresql" else "x''")
    # Empty: it needs the keyset, and the store writes it when it opens next.
    for table in ("outbox", "addresses"):
        op.add_column(table, sa.Column("seal", sa.LargeBinary, nullable=False, server_default=nothing))
