"""The address book: how a person is reached on a channel."""

from sqlalchemy import Engine, select

from handlers.conversation.actor import Channel
from storage.engine import insert_into, transaction
from storage.tables import addresses


class DatabaseAddresses:
    """Addresses in the database; each call is a transaction of its own and may raise NotSaved."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, email: str, channel: Channel, address: str) -> None:
        """Keep the newest address."""
        if self.find(email, channel) == address:
            return  # the usual case, and it needs no write lock
        with transaction(self._engine) as connection:
            insert = insert_into(connection, addresses).values(email=email, channel=channel, address=address)
            connection.execute(
                insert.on_conflict_do_update(
                    index_elements=["email", "channel"], set_={"address": insert.excluded.address}
                )
            )

    def find(self, email: str, channel: Channel) -> str | None:
        """The address last remembered, or None."""
        of_person = (addresses.c.email == email) & (addresses.c.channel == channel)
        with transaction(self._engine, reading=True) as connection:
            return connection.execute(select(addresses.c.address).where(of_person)).scalar()
