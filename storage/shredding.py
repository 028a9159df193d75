"""Shredding: what was deleted leaves the database's files too, not only its tables."""

import logging
import sqlite3

from sqlalchemy import Engine, exc

_log = logging.getLogger(__name__)

_EMPTIED = ("data_keys", "tickets", "journal", "outbox")


def shred(engine: Engine) -> bool:
    """Take deleted rows out of the files as far as the database allows; False where it has to wait.

    SQLite overwrites them in its file (`secure_delete`), but older pages stay in the write-ahead log
    until it is cut off. PostgreSQL keeps them until VACUUM, which frees the place without overwriting
    it. Nothing that is kept depends on this: what fails is left to the next time.
    """
    try:
        done = _log_cut_off(engine) if engine.dialect.name == "sqlite" else _vacuumed(engine)
    except (exc.SQLAlchemyError, sqlite3.Error):
        done = False
    if not done:
        _log.warning("deleted rows are still in the files of the database; the next sweep tries again")
    return done


def _log_cut_off(engine: Engine) -> bool:
    # Past SQLAlchemy, whose every statement here begins a transaction: there is none to checkpoint in.
    connection = engine.raw_connection()
    try:
        busy, *_ = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    return not busy


def _vacuumed(engine: Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in _EMPTIED:
            connection.exec_driver_sql(f"VACUUM {table}")
    return True
