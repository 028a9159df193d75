"""The keyring: which keyset this database is sealed with, and the rotation of its master key."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, select, tuple_, update

from handlers.errors import CannotOpen, KeyMissing
from storage.addresses import seal_addresses
from storage.audit import start_chain
from storage.engine import engine_at, insert_into, reading_at, transaction
from storage.keyset import Keyset
from storage.outbox import DatabaseOutbox
from storage.register import DatabaseRegister, key_cell
from storage.schema import require_current
from storage.sealing import Cell
from storage.tables import audit, data_keys, keyring, tickets

_ROW = 1  # the one row of keyring
_MARK = Cell("keyring", str(_ROW), "mark")
# In the mark of a database whose rows carry their seals: first the tickets did, then deliveries and
# addresses too.
_TICKETS_SEALED, _ROWS_SEALED = b"rows sealed", b"rows sealed 2"
_BATCH = 500  # data keys a transaction: rotating must not keep a report waiting


def recognise(connection: Connection, keyset: Keyset) -> bool:
    """Whether the database has met this keyset; False where it has met none yet.

    The fingerprint names the keyset, the mark shows that its newest master key is there too.
    Raises KeyMissing where the keyset is another one, or older than the last rotation.
    """
    known = connection.execute(select(keyring).where(keyring.c.id == _ROW)).first()
    if known is None:
        return False
    if known.fingerprint != keyset.fingerprint:
        raise KeyMissing(
            f"This database was sealed with the keyset {known.fingerprint}, "
            f"not with {keyset.fingerprint}. Put the right keyset in its place."
        )
    try:
        keyset.open(_MARK, known.mark)
    except CannotOpen:
        raise KeyMissing(
            "The keyset is older than the last rotation of its key. Put the newest copy in its place."
        ) from None
    return True


def adopt(connection: Connection, keyset: Keyset) -> None:
    """Tie the database to this keyset at first use; afterwards only recognise it.

    Raises KeyMissing, also where it has met none and is not empty: who removed what the keyset left
    there must not get the beginning of a new trail signed.
    """
    if recognise(connection, keyset):
        return
    if _is_used(connection) and not recognise(connection, keyset):  # or somebody was faster
        raise KeyMissing(
            "The database has records, and what tied them to their keyset was removed behind the program. "
            "Keep a copy for the auditor, and restore the database from its backup."
        )
    # Nothing is there yet: whatever comes is written with its seal.
    mark = keyset.seal(_MARK, _ROWS_SEALED)
    insert = insert_into(connection, keyring).values(id=_ROW, fingerprint=keyset.fingerprint, mark=mark)
    new = insert.on_conflict_do_nothing(index_elements=["id"]).returning(keyring.c.id)
    if connection.execute(new).first():
        start_chain(connection, keyset)
    else:
        recognise(connection, keyset)  # somebody was faster


def _is_used(connection: Connection) -> bool:
    return any(connection.execute(select(table).limit(1)).first() for table in (tickets, data_keys, audit))


def rows_are_sealed(connection: Connection, keyset: Keyset) -> bool:
    """Whether all that has a seal was sealed once; then a row without one was changed.

    Kept in the mark, which nobody makes without the keyset. Raises CannotOpen.
    """
    return keyset.open(_MARK, connection.execute(select(keyring.c.mark)).scalar_one()) == _ROWS_SEALED


def seal_rows(connection: Connection, keyset: Keyset) -> int:
    """Seal all rows, where it was not done yet, and say so in the mark; how many there were."""
    connection.execute(select(keyring).with_for_update())
    sealed = keyset.open(_MARK, connection.execute(select(keyring.c.mark)).scalar_one())
    if sealed == _ROWS_SEALED:
        return 0  # somebody was faster
    # Rows of tickets are never sealed a second time: one without a seal may have been changed since.
    count = 0 if sealed == _TICKETS_SEALED else DatabaseRegister(connection, keyset).seal_rows()
    count += DatabaseOutbox(connection, keyset).seal_rows() + seal_addresses(connection, keyset)
    connection.execute(update(keyring).values(mark=keyset.seal(_MARK, _ROWS_SEALED)))
    return count


def fingerprint_of(url: str) -> str | None:
    """Which keyset this database is sealed with; None where it has met none yet. Raises NotSaved."""
    with reading_at(url) as connection:
        return connection.execute(select(keyring.c.fingerprint)).scalar()


def require_met(url: str) -> None:
    """Raise KeyMissing where the database has met no keyset; SchemaBehind, NotSaved. Nothing is written."""
    with engine_at(url) as engine:
        require_current(engine)
    if fingerprint_of(url) is None:
        raise KeyMissing(
            "The database has met no keyset: there is no trail in it. If there was one, it was removed."
        )


def rotate(url: str, path: Path) -> int:
    """Put a new master key in front of the keyset and wrap every data key with it; how many these were.

    No sealed value changes. Reports can be filed meanwhile. Older master keys stay in the file, for
    backups of the database. Where it was interrupted it can be run again. Raises KeyMissing, SchemaBehind,
    NotSaved, CannotOpen, and SetupError where the file cannot be replaced.
    """
    with engine_at(url) as engine:
        require_current(engine)
        with transaction(engine) as connection:
            keyset = _new_master(connection, path)
        return _wrap_anew(engine, keyset)


def _new_master(connection: Connection, path: Path) -> Keyset:
    """The keyset with a new master key, from its file; the database says so with a new mark."""
    adopt(connection, Keyset.load(path))
    # One at a time: of two that write the file together, one would lose its key.
    old = connection.execute(select(keyring.c.mark).with_for_update()).scalar_one()
    said = Keyset.load(path).open(_MARK, old)
    Keyset.load(path).rotated()
    keyset = Keyset.load(path)
    connection.execute(update(keyring).values(mark=keyset.seal(_MARK, said)))
    return keyset


def _wrap_anew(engine: Engine, keyset: Keyset) -> int:
    done: list[tuple[str, str]] = []
    while True:
        with transaction(engine) as connection:
            batch = _wrap_batch(connection, keyset, done[-1] if done else ("", ""))
        if not batch:
            return len(done)
        done += batch


def _wrap_batch(connection: Connection, keyset: Keyset, after: tuple[str, str]) -> Sequence[tuple[str, str]]:
    place = tuple_(data_keys.c.ticket, data_keys.c.purpose)
    found = connection.execute(
        select(data_keys).where(place > after).order_by(*place.clauses).limit(_BATCH).with_for_update()
    ).all()
    for row in found:
        cell = key_cell(row.ticket, row.purpose)
        wrapped = keyset.wrap(cell, keyset.unwrap(cell, row.wrapped))
        same = (data_keys.c.ticket == row.ticket) & (data_keys.c.purpose == row.purpose)
        connection.execute(update(data_keys).where(same).values(wrapped=wrapped))
    return [(row.ticket, row.purpose) for row in found]
