"""The guard of the audit trail: whether the database itself still refuses to change it."""

from sqlalchemy import Connection, text

from storage.engine import reading_at

UNGUARDED = (
    "The database does not refuse changes to the audit trail any more: a trigger was removed or changed, and "
    "entries may have been taken from its end. Compare it with the heads kept elsewhere."
)
_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END"
_REPLACING = "WHEN NEW.sequence IN (SELECT sequence FROM audit)"
_SQLITE = {
    "audit_refuses_update": f"CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit {_REFUSAL}",
    "audit_refuses_delete": f"CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit {_REFUSAL}",
    "audit_refuses_insert": "CREATE TRIGGER audit_refuses_insert BEFORE INSERT ON audit "
    f"{_REPLACING} {_REFUSAL}",
}
_SQLITE_TRIGGERS = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'")

_POSTGRESQL = "BEGIN RAISE EXCEPTION 'the audit trail only grows'; END"
# 58: before each statement that updates (16), deletes (8) or truncates (32); pg_trigger.h has the bits.
# A: whatever session_replication_role says.
_POSTGRESQL_TRIGGERS = text(
    "SELECT p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = 'audit'::regclass AND t.tgname = 'audit_only_grows' AND t.tgtype = 58 "
    "AND t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr::text = ''"
)


def is_guarded(connection: Connection) -> bool:
    """Whether the triggers on the trail are there, switched on, and as the migrations made them."""
    if connection.dialect.name == "postgresql":
        sources = connection.execute(_POSTGRESQL_TRIGGERS).scalars()
        return [_plain(source) for source in sources] == [_POSTGRESQL]
    found = {row.name: _plain(row.sql) for row in connection.execute(_SQLITE_TRIGGERS)}
    return found == _SQLITE


def guarded_at(url: str) -> bool:
    """The same of the database at this URL. Raises NotSaved."""
    with reading_at(url) as connection:
        return is_guarded(connection)


def _plain(statement: str) -> str:
    return " ".join(statement.split())
