"""The store: opens units of work, each one transaction over all that is kept of tickets."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from handlers.clock import Clock, SystemClock
from handlers.records.removal import REMOVED
from storage.addresses import DatabaseAddresses
from storage.audit import DatabaseAuditTrail, kept_link
from storage.engine import connect, transaction
from storage.figures import DatabaseFigures
from storage.guard import UNGUARDED, is_guarded
from storage.journal import DatabaseJournal
from storage.keyring import adopt, recognise, rows_are_sealed, seal_rows
from storage.keyset import Keyset
from storage.outbox import DatabaseOutbox
from storage.passes import DatabasePasses
from storage.register import DatabaseRegister
from storage.removed import Look, on_trail
from storage.schema import require_current
from storage.shredding import shred
from storage.watch import TrailDamaged, Watch

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DatabaseUnit:
    """One transaction."""

    tickets: DatabaseRegister
    journal: DatabaseJournal
    passes: DatabasePasses
    outbox: DatabaseOutbox
    audit: DatabaseAuditTrail
    figures: DatabaseFigures


class DatabaseStore:
    """The store in a database; may be used by many threads at once."""

    def __init__(self, engine: Engine, keyset: Keyset, clock: Clock | None = None) -> None:
        """`clock` dates what the store itself puts on the trail."""
        self._engine, self._keyset, self._clock = engine, keyset, clock or SystemClock()
        self._watch, self._look = Watch(), Look(self._clock)
        self._adopted = False
        self.addresses = DatabaseAddresses(engine, keyset)

    @contextmanager
    def begin(self) -> Iterator[DatabaseUnit]:
        """One transaction: commits on leaving, rolls back on an exception.

        Raises NotSaved where the database does not take it, KeyMissing where it was sealed with
        another keyset.
        """
        with transaction(self._engine) as connection:
            if not self._adopted:
                self._meet(connection)
            register = DatabaseRegister(connection, self._keyset)
            unit = DatabaseUnit(
                register,
                DatabaseJournal(connection, register),
                DatabasePasses(connection, self._keyset),
                DatabaseOutbox(connection, self._keyset),
                DatabaseAuditTrail(connection, self._keyset, self._watch, self._clock),
                DatabaseFigures(connection, self._keyset),
            )
            yield unit
            unit.audit.flush()
        self._adopted = True
        if unit.audit.reached:
            self._watch.saw(unit.audit.reached)

    def check(self) -> None:
        """Whether it can serve. Raises SchemaBehind, KeyMissing, NotSaved."""
        require_current(self._engine)
        with transaction(self._engine, reading=True) as connection:
            met = recognise(connection, self._keyset)
            if met and rows_are_sealed(connection, self._keyset):
                return
        with transaction(self._engine) as connection:
            self._meet(connection)

    def _meet(self, connection: Connection) -> None:
        """Adopt the database, or recognise it; before anything in it is trusted its rows have their seals."""
        adopt(connection, self._keyset)
        if not rows_are_sealed(connection, self._keyset):
            count = seal_rows(connection, self._keyset)
            _log.warning(
                "Sealed %d rows as they were found: tickets, deliveries, addresses. This happens once.", count
            )

    def check_trail(self) -> None:
        """Whether the trail is guarded, whole as far as this process saw it, and its tickets can be opened.

        These are opened every ten minutes at most. Raises TrailDamaged, also later on where the trail
        once was not whole; NotSaved.
        """
        seen = self._watch.seen
        with transaction(self._engine, reading=True) as connection:
            guarded = is_guarded(connection)
            if seen and kept_link(connection, seen.sequence) != seen:
                self._watch.missed(seen)
        if not guarded:
            self._watch.say(UNGUARDED)
        gone = self._look.found(self, self._on_trail)
        said = (self._watch.damage, "" if guarded else UNGUARDED, REMOVED if gone else "")
        if any(said):
            raise TrailDamaged(" ".join(one for one in said if one))

    def _on_trail(self) -> frozenset[str]:
        with transaction(self._engine, reading=True) as connection:
            return on_trail(connection)

    def shred(self) -> None:
        """Take what was deleted out of the database's files too; to be called after a destruction."""
        shred(self._engine)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()


def open_store(url: str, keyset: Keyset, clock: Clock | None = None) -> DatabaseStore:
    """The store at a URL such as `sqlite:////var/lib/smpolicy/smpolicy.db` or `postgresql://host/name`.

    Nothing is read yet; `check` does that. Raises SetupError where the URL is not one we serve.
    """
    return DatabaseStore(connect(url), keyset, clock)
