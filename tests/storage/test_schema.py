"""The way from nothing to the newest schema, and the doors that stay shut before it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from handlers.conversation.actor import Channel
from handlers.errors import NotSaved, SchemaBehind, SetupError
from storage import schema
from storage.engine import connect, file_of, transaction
from storage.keyset import Keyset
from storage.sealing import Cell
from storage.tables import metadata
from storage.work import open_store
from tests.storage.postgres import fresh_database
from tests.storage.samples import REPORT, REPORTER, minutes, ticket


def _current(url: str) -> None:
    engine = connect(url)
    try:
        schema.require_current(engine)
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that has nothing in it yet."""
    if request.param == "postgresql":
        return fresh_database(empty=True)
    return f"sqlite:///{tmp_path}/new folder/smpolicy.db"


@pytest.fixture
def upgraded(empty: str) -> str:
    schema.upgrade(empty)
    return empty


def test_the_migrations_lead_to_the_tables(upgraded: str) -> None:
    engine = connect(upgraded)
    with transaction(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert _keys(connection) == {"data_keys": True, "journal": True, "outbox": True}
    engine.dispose()


def _keys(connection: object) -> dict[str, object]:
    """Tables with a foreign key, and whether it is checked at commit; Alembic does not compare that."""
    found = inspect(connection)
    assert found is not None
    return {
        table: key["options"].get("initially") == "DEFERRED"
        for table in found.get_table_names()
        for key in found.get_foreign_keys(table)
    }


def test_upgrading_twice_changes_nothing(upgraded: str) -> None:
    schema.upgrade(upgraded)
    _current(upgraded)


def test_four_upgrades_at_once(empty: str) -> None:
    together = threading.Barrier(4)

    def run(_: int) -> None:
        together.wait(10)
        schema.upgrade(empty)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run, range(4)))
    _current(empty)


def test_before_the_upgrade_nothing_is_served(empty: str, keyset_path: Path) -> None:
    if file := file_of(connect(empty)):  # one that is not there is away, and not behind
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    with pytest.raises(SchemaBehind, match="smpolicy db upgrade"):
        _current(empty)
    store = open_store(empty, Keyset.load(keyset_path))
    with pytest.raises(NotSaved), store.begin():
        pass
    store.close()


def test_a_store_says_that_the_schema_is_behind(upgraded: str, keyset_path: Path) -> None:
    store = open_store(upgraded, Keyset.load(keyset_path))
    store.check()
    _set_version(upgraded, "0000")
    with pytest.raises(SchemaBehind, match="smpolicy db upgrade"):
        store.check()
    store.close()


def test_a_newer_database_is_left_alone(upgraded: str) -> None:
    _set_version(upgraded, "9999")
    with pytest.raises(SchemaBehind, match="newer than this program"):
        schema.upgrade(upgraded)


def test_an_upgrade_that_fails_leaves_nothing(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object) -> None:
        migrate(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    migrate = schema._migrate
    monkeypatch.setattr(schema, "_migrate", fail)
    with pytest.raises(KeyboardInterrupt):
        schema.upgrade(empty)
    engine = connect(empty)
    with transaction(engine) as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "smpolicy.db"
    schema.upgrade(f"sqlite:///{path}")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_looking_makes_no_file(tmp_path: Path, keyset_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/smpolicy.db"
    with pytest.raises(NotSaved):
        _current(url)
    store = open_store(url, Keyset.load(keyset_path))
    with pytest.raises(NotSaved) as away:
        store.check()
    assert away.value.for_operator.startswith(f"There is no database at {tmp_path}/smpolicy.db.")
    assert "smpolicy setup" in away.value.for_operator
    assert not (tmp_path / "smpolicy.db").exists()


def test_a_folder_that_is_gone_is_a_database_that_is_away(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("gone", "file"):
        with pytest.raises(NotSaved):
            _current(f"sqlite:///{tmp_path}/{folder}/smpolicy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be made"):
        schema.upgrade(f"sqlite:///{tmp_path}/file/smpolicy.db")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "smpolicy.db").write_text("not a database, but long enough to be looked at " * 20)
    with pytest.raises(SetupError, match="not available or not ours"):
        schema.upgrade(f"sqlite:///{tmp_path}/smpolicy.db")
    with pytest.raises(NotSaved):
        _current(f"sqlite:///{tmp_path}/smpolicy.db")


def _set_version(url: str, version: str) -> None:
    engine = connect(url)
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def test_reports_filed_before_casework_are_found_by_their_reporter(tmp_path: Path, keyset_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    schema.upgrade(url)
    store = open_store(url, Keyset.load(keyset_path))
    old = ticket()
    with store.begin() as work:
        work.tickets.file(old, REPORT, REPORTER, "token")
    engine = connect(url)
    with transaction(engine) as connection:
        # As the migrations leave it.
        connection.execute(text("UPDATE tickets SET reporter_index = x'', entries = x'', seal = x''"))
        mark = Keyset.load(keyset_path).seal(Cell("keyring", "1", "mark"), b"")
        connection.execute(text("UPDATE keyring SET mark = :mark"), {"mark": mark})
    engine.dispose()
    store.check()
    with store.begin() as work:
        assert list(work.tickets.of_reporter(REPORTER.key)) == [old]
    store.close()


def test_from_the_first_version_nothing_is_lost(tmp_path: Path, keyset_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    (tmp_path / "old.db").touch()
    engine = connect(url)
    with transaction(engine) as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO tickets (number, site, urgency, status, opened_at, step, recipients, policy, "
                "policy_hash, notice, acknowledged_by, token_index, answers, involved, reporter) VALUES "
                "('K7QM-2XRD', 'high-school', 'today', 'acknowledged', '2026-11-23 10:00:00.000000', 1, "
                "'[]', '447.1', 'a1', 'notice-1', 'a@example.org', x'00', x'01', x'02', x'03')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO outbox (id, ticket, kind, step, due_at, attempts, state) VALUES "
                "('K7QM-2XRD/1', 'K7QM-2XRD', 'step', 1, '2026-11-23 10:00:00.000000', 0, 'due')"
            )
        )
    schema.upgrade(url)
    with transaction(engine) as connection:
        kept = connection.execute(text("SELECT holder, matter, answers FROM tickets")).one()
        owed = connection.execute(text("SELECT ticket, topic FROM outbox")).one()
    engine.dispose()
    assert tuple(kept) == ("a@example.org", "concern", b"\x01")
    assert tuple(owed) == ("K7QM-2XRD", "")


def test_what_was_owed_before_the_seals_goes_on(empty: str, keyset_path: Path) -> None:
    """And rows of tickets, which had theirs before, are not sealed a second time."""
    keyset = Keyset.load(keyset_path)
    engine = _at(empty, "0003", keyset)
    schema.upgrade(empty)
    store = open_store(empty, keyset)
    with store.begin() as work:  # also where nobody looked before
        [owed] = work.outbox.lease(minutes(1), 60, 10)
        assert (owed.id, owed.ticket, owed.kind) == ("chore/retention/2026-11-23", "", "chore")
        assert not work.tickets.all()
    assert store.addresses.find("a@example.org", Channel.TEAMS) == "somewhere"
    with transaction(engine) as connection:
        connection.execute(text(_OWED.format(name="later")))
        connection.execute(text(_REACHED.format(name="b")))
        marks = connection.execute(text("SELECT mark FROM keyring")).scalar_one()
    again = open_store(empty, keyset)
    again.check()
    with again.begin() as work:
        assert [one.id for one in work.outbox.lease(minutes(9), 60, 10)] == ["chore/retention/2026-11-23"]
    assert again.addresses.find("b@example.org", Channel.TEAMS) is None
    with transaction(engine) as connection:
        assert connection.execute(text("SELECT mark FROM keyring")).scalar_one() == marks
    for one in (store, again):
        one.close()
    engine.dispose()


_OWED = (
    "INSERT INTO outbox (id, kind, topic, step, due_at, attempts, state) VALUES "
    "('chore/retention/{name}', 'chore', 'retention', 0, '2026-11-23 18:00:00+00:00', 0, 'due')"
)
_REACHED = (
    "INSERT INTO addresses (email, channel, address) VALUES ('{name}@example.org', 'teams', 'somewhere')"
)
_UNSEALED = (
    "INSERT INTO tickets (number, site, urgency, status, opened_at, step, recipients, policy, policy_hash, "
    "notice, token_index, answers, involved, reporter) VALUES ('K7QM-2XRD', 'high-school', 'today', 'open', "
    "'2026-11-23 10:00:00+00:00', 1, '[]', '447.1', 'a1', 'notice-1', '', '', '', '')"
)


def _at(url: str, revision: str, keyset: Keyset) -> Engine:
    """A database of an older version, sealed as far as that version did, with a row of each kind."""
    place = connect(url)
    path = file_of(place)
    if path:
        schema._make_file(path)
    with transaction(place) as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        mark = {"name": keyset.fingerprint, "mark": keyset.seal(Cell("keyring", "1", "mark"), b"rows sealed")}
        connection.execute(text("INSERT INTO keyring VALUES (1, :name, :mark)"), mark)
        connection.execute(text(_OWED.format(name="2026-11-23")))
        connection.execute(text(_REACHED.format(name="a")))
        connection.execute(text(_UNSEALED))
    return place
