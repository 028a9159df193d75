"""The first version of the schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """From nothing."""
    _tickets()
    _outbox()
    _audit()
    _refuse_changes()
    _addresses_and_keyring()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("number", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("urgency", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("recipients", sa.JSON, nullable=False),
        sa.Column("policy", sa.String, nullable=False),
        sa.Column("policy_hash", sa.String, nullable=False),
        sa.Column("notice", sa.String, nullable=False),
        sa.Column("acknowledged_by", sa.String),
        sa.Column("acknowledged_at", _MOMENT),
        sa.Column("token_index", sa.LargeBinary, nullable=False),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        sa.Column("involved", sa.LargeBinary, nullable=False),
        sa.Column("reporter", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sa.UniqueConstraint("token_index", name="uq_tickets_token_index"),
    )
    op.create_index("ix_tickets_opened_at", "tickets", ["opened_at"])
    op.create_table(
        "data_keys",
        sa.Column("ticket", sa.String, nullable=False),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("ticket", "purpose", name="pk_data_keys"),
        _of_ticket("data_keys"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("ticket", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("recipient", sa.String),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("leased_until", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.Column("channel", sa.String),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        _of_ticket("outbox"),
    )
    op.create_index("ix_outbox_ticket", "outbox", ["ticket"])
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_recipient_channel", "outbox", ["recipient", "channel"])


def _of_ticket(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["ticket"], ["tickets.number"], name=f"fk_{table}_ticket", deferrable=True, initially="DEFERRED"
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("ticket", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_ticket", "audit", ["ticket"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit trail only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
        )
        return
    for event, condition in (
        ("UPDATE", ""),
        ("DELETE", ""),
        # INSERT OR REPLACE deletes the old row without a word to the trigger on DELETE.
        ("INSERT", "WHEN NEW.sequence IN (SELECT sequence FROM audit)"),
    ):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{event.lower()} BEFORE {event} ON audit {condition} "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
        )


def _addresses_and_keyring() -> None:
    op.create_table(
        "addresses",
        sa.Column("email", sa.String, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("email", "channel", name="pk_addresses"),
    )
    op.create_table(
        "keyring",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("mark", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_keyring"),
    )
