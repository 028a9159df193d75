"""The address book: how a person is reached on a channel, each address sealed to its person."""

import logging

from sqlalchemy import Connection, Engine, select, update

from handlers.conversation.actor import Channel
from handlers.reports.complaints import Complaints
from storage.engine import insert_into, transaction
from storage.keyset import Keyset
from storage.sealing import frame
from storage.tables import addresses

_log = logging.getLogger(__name__)
_CHANGED = (
    "An address on %s was changed behind the program. It is not used: that person is reached there again "
    "after they have written to the bot."
)


class DatabaseAddresses:
    """Addresses in the database; each call is a transaction of its own and may raise NotSaved."""

    def __init__(self, engine: Engine, keyset: Keyset) -> None:
        self._engine, self._keyset = engine, keyset
        self._complaints = Complaints(_log)

    def remember(self, email: str, channel: Channel, address: str) -> None:
        """Keep the newest address."""
        if self.find(email, channel) == address:
            return  # the usual case, and it needs no write lock
        with transaction(self._engine) as connection:
            seal = _seal_of(self._keyset, email, channel, address)
            values = {"email": email, "channel": channel, "address": address, "seal": seal}
            insert = insert_into(connection, addresses).values(values)
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=["email", "channel"],
                    set_={"address": insert.excluded.address, "seal": insert.excluded.seal},
                )
            )

    def find(self, email: str, channel: Channel) -> str | None:
        """The address last remembered, or None; also None for one that the program did not write."""
        of_person = (addresses.c.email == email) & (addresses.c.channel == channel)
        with transaction(self._engine, reading=True) as connection:
            row = connection.execute(select(addresses.c.address, addresses.c.seal).where(of_person)).first()
        if row is None or self._keyset.signed(row.seal, _text(email, channel, row.address)):
            return row and str(row.address)
        self._complaints.make((email, channel), _CHANGED, channel)
        return None


def seal_addresses(connection: Connection, keyset: Keyset) -> int:
    """Seal what a migration left without a seal, whatever is in it; how many these were.

    To be called once in a database's life, before anything in it is trusted.
    """
    rows = connection.execute(select(addresses).where(addresses.c.seal == b"")).all()
    for row in rows:
        same = (addresses.c.email == row.email) & (addresses.c.channel == row.channel)
        seal = _seal_of(keyset, row.email, row.channel, row.address)
        connection.execute(update(addresses).where(same).values(seal=seal))
    return len(rows)


def _seal_of(keyset: Keyset, email: str, channel: str, address: str) -> bytes:
    return keyset.sign(_text(email, channel, address))


def _text(email: str, channel: str, address: str) -> bytes:
    return frame("smpolicy address 1", email, channel, address)
