"""The guard of the audit trail also where PostgreSQL is told to run no triggers."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From 0004."""
    if op.get_bind().dialect.name == "postgresql":
        # session_replication_role = replica, set for a session, a role or a database, passes over all others.
        op.execute("ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_only_grows")
