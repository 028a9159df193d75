"""The schema's version: which one the database has, which one the program needs, and the way there."""

import os
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from handlers.errors import NotSaved, SchemaBehind, SetupError
from storage.engine import connect, file_of, queue_up, transaction

_UPGRADE_WAIT = 60.0  # seconds; another process may be upgrading
_NO_FILE = (
    "There is no database at {}. If there was one, bring its disk or its file back; for a new installation "
    "run: smpolicy setup, or smpolicy db upgrade."
)


def upgrade(url: str) -> None:
    """Bring the database to the version the program needs; make it where there is none.

    Either all of it happens or nothing. Raises SetupError where the database does not take it, or
    SchemaBehind where it is newer than the program.
    """
    engine = connect(url, wait=_UPGRADE_WAIT)
    path = file_of(engine)
    if path:
        _make_file(path)
    try:
        with transaction(engine) as connection:
            queue_up(connection, b"smpolicy")
            _migrate(connection)
    except NotSaved as error:
        raise _unavailable(error) from None
    finally:
        engine.dispose()


def require_current(engine: Engine) -> None:
    """Raise SchemaBehind unless the database has the version the program needs; NotSaved.

    NotSaved too where there is no file of it: its disk may be missing, and come back.
    """
    if path := file_of(engine):
        _require_file(path)
    with transaction(engine, reading=True) as connection:
        if version(connection) != head():
            raise SchemaBehind


def version(connection: Connection) -> str | None:
    """The version the database has; None where it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str:
    """The version the program needs."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _unavailable(error: NotSaved) -> SetupError:
    return SetupError(f"The database is not available or not ours. {error.for_operator}")


def _migrate(connection: Connection) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    now = version(connection)
    if now is not None and now not in known:
        raise SchemaBehind("The database is newer than this program. Install the newer program.")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    # A path through the package itself, so that it is found wherever the package is installed.
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config


def _require_file(path: Path) -> None:
    try:
        path.stat()
    except OSError:
        raise NotSaved(for_operator=_NO_FILE.format(path)) from None


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise SetupError(f"The database cannot be made at {path}: {error.strerror}.") from None
