"""Whether the database still refuses to change the trail."""

import pytest
from sqlalchemy.exc import ProgrammingError

from storage.guard import guarded_at
from storage.watch import TrailDamaged
from tests.storage.database import Database


def refused(database: Database) -> bool:
    """Whether it is said that the trail is not guarded."""
    with pytest.raises(TrailDamaged, match="does not refuse changes"):
        database.store.check_trail()
    return not guarded_at(database.url)


def test_the_migrations_make_a_guard(database: Database) -> None:
    database.store.check_trail()
    assert guarded_at(database.url)


def test_no_triggers(database: Database) -> None:
    database.disarm()
    assert refused(database)


@pytest.mark.parametrize("event", ["update", "delete", "insert"])
def test_one_that_does_nothing(sqlite: Database, event: str) -> None:
    name = f"audit_refuses_{event}"
    sqlite.run(f"DROP TRIGGER {name}", f"CREATE TRIGGER {name} BEFORE {event} ON audit BEGIN SELECT 1; END")
    assert refused(sqlite)


NOTHING = "CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN END $$"
ANEW = (
    "CREATE TRIGGER audit_only_grows BEFORE {} ON audit "
    "FOR EACH STATEMENT {} EXECUTE FUNCTION audit_refuses()"
)


@pytest.mark.parametrize(
    "statements",
    [
        ("ALTER TABLE audit DISABLE TRIGGER audit_only_grows",),
        ("ALTER TABLE audit ENABLE TRIGGER audit_only_grows",),
        ("ALTER TABLE audit ENABLE REPLICA TRIGGER audit_only_grows",),
        (NOTHING,),
        ("DROP TRIGGER audit_only_grows ON audit", ANEW.format("UPDATE", "")),
        (
            "DROP TRIGGER audit_only_grows ON audit",
            ANEW.format("UPDATE OR DELETE OR TRUNCATE", "WHEN (pg_backend_pid() = 0)"),
        ),
    ],
)
def test_one_that_postgresql_does_not_run(postgresql: Database, statements: tuple[str, ...]) -> None:
    postgresql.run(*statements)
    assert refused(postgresql)


def test_postgresql_runs_it_where_it_is_told_to_run_no_triggers(postgresql: Database) -> None:
    with pytest.raises(ProgrammingError, match="the audit trail only grows"):
        postgresql.run("SET LOCAL session_replication_role = replica", "DELETE FROM audit")
