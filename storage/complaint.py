"""What the operator reads when the database does not take something."""

import logging
import time

from sqlalchemy import exc

_log = logging.getLogger(__name__)

_PAUSE = 60.0  # seconds before the same complaint is made again
_REMEDY = {
    "SQLITE_FULL": "The disk is full: free some space. No report can be taken until then.",
    "SQLITE_BUSY": "Another program holds the database.",
    "SQLITE_READONLY": "The database file or its folder cannot be written to.",
    "SQLITE_CANTOPEN": "The database file cannot be opened.",
    "SQLITE_NOTADB": "The file is no SQLite database: is it the right one?",
    "SQLITE_CORRUPT": "The database is damaged: stop, and restore it from its backup.",
    "SQLITE_IOERR": "The disk fails.",
    "53100": "The database server's disk is full. No report can be taken until then.",
    "55P03": "Another program holds a lock for too long.",
    "57014": "Another program holds a lock for too long.",
}
_told: dict[str, float] = {}


def complain(error: exc.SQLAlchemyError) -> str:
    """Log and return one line with the error's names and what to do; logged at most once a minute.

    Not its message: PostgreSQL quotes values there.
    """
    cause = error.orig if isinstance(error, exc.DBAPIError) else None
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    remedy = _REMEDY.get(code or "", "")
    if code is None and isinstance(error, exc.OperationalError) and error.statement is None:
        code = " ".join(str(cause).split())  # it did not even connect, so that there were no values
    names = f"{type(cause or error).__name__}, {code or 'no code'}"
    line = f"The database did not take it: {names}. {remedy}".strip()
    now = time.monotonic()
    if now - _told.get(line, -_PAUSE) >= _PAUSE:
        _told[line] = now
        _log.error("%s", line)
    return line
