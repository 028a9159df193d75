"""Casework: journals, passes, who holds a case, and one's own reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """From 0001."""
    _tickets()
    _outbox()
    op.create_table(
        "journal",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("ticket", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.number"], name="fk_journal_ticket", deferrable=True, initially="DEFERRED"
        ),
    )
    op.create_index("ix_journal_ticket", "journal", ["ticket"])
    op.create_table(
        "passes",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passes"),
    )


def _tickets() -> None:
    nothing = "''" if op.get_bind().dialect.name == "postgresql" else "x''"
    for column in (
        sa.Column("matter", sa.String, nullable=False, server_default="concern"),
        sa.Column("drill", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("holder", sa.String),
        sa.Column("recused", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("closed_at", _MOMENT),
        sa.Column("outcome", sa.String),
        sa.Column("hold", sa.Boolean, nullable=False, server_default=sa.false()),
        # Empty: the hash needs the keyset, and the store writes it when it opens next.
        sa.Column(
            "reporter_index",
            sa.LargeBinary,
            nullable=False,
            server_default=sa.text(nothing),
        ),
    ):
        op.add_column("tickets", column)
    op.create_index("ix_tickets_reporter_index", "tickets", ["reporter_index"])
    op.execute("UPDATE tickets SET holder = acknowledged_by")


def _outbox() -> None:
    with op.batch_alter_table("outbox") as table:
        table.alter_column("ticket", existing_type=sa.String, nullable=True)
        table.add_column(sa.Column("topic", sa.String, nullable=False, server_default=""))
