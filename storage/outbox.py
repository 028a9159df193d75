"""The outbox: what the bot still owes somebody, written in the same transaction as its cause."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update

from handlers.reports.delivery import Delivery, Kind, State
from storage.delivery_seal import fits, seal_of
from storage.engine import insert_into
from storage.keyset import Keyset
from storage.tables import outbox

_COLUMNS = [column for column in outbox.c if column.name in Delivery.__dataclass_fields__]
_READ = [*_COLUMNS, outbox.c.seal]
_DUE = outbox.c.state == State.DUE


class DatabaseOutbox:
    """The deliveries of one unit of work. Ids that are not in the outbox are passed over.

    A delivery whose seal does not fit was not put here by the program: it is as if it were not there.
    """

    def __init__(self, connection: Connection, keyset: Keyset) -> None:
        self._connection, self._keyset = connection, keyset

    def put(self, delivery: Delivery) -> None:
        """Owe this; nothing happens if the same id is in the outbox already."""
        plain = {column.name: getattr(delivery, column.name) for column in _COLUMNS}
        plain["ticket"] = delivery.ticket or None
        values = {**plain, "state": State.DUE, "seal": seal_of(self._keyset, plain)}
        insert = insert_into(self._connection, outbox).values(values)
        new = insert.on_conflict_do_nothing(index_elements=["id"]).returning(outbox.c.id)
        if self._connection.execute(new).first() is None:
            self._oust(delivery.id, values)

    def _oust(self, name: str, values: Mapping[str, Any]) -> None:
        """Write over a delivery of this id that does not fit: it must not stand in the way of ours."""
        same = outbox.c.id == name
        found = self._connection.execute(select(*_READ).where(same).with_for_update()).first()
        if found and not fits(self._keyset, found):
            anew = {**values, "leased_until": None, "ended_at": None, "channel": None}
            self._connection.execute(update(outbox).where(same).values(anew))

    def revive(self, message: Delivery) -> None:
        """Owe this again where it ended without reaching anybody; nothing happens otherwise."""
        unsent = and_(outbox.c.id == message.id, outbox.c.state != State.DUE, outbox.c.channel.is_(None))
        anew = {"state": State.DUE, "due_at": message.due_at, "attempts": 0}
        self._connection.execute(
            update(outbox).where(unsent).values(**anew, leased_until=None, ended_at=None)
        )

    def lease(self, now: datetime, seconds: float, limit: int) -> Sequence[Delivery]:
        """Take due deliveries, earliest first, for `seconds`; what another worker takes is skipped."""
        free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= now)
        found = self._connection.execute(
            select(*_READ)
            .where(_DUE, outbox.c.due_at <= now, free)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        ours = self._fitting(found)
        ids, until = [delivery.id for delivery in ours], now + timedelta(seconds=seconds)
        self._connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(leased_until=until))
        self._put_aside([row.id for row in found if row.id not in ids], now)
        return ours

    def _put_aside(self, names: Sequence[str], at: datetime) -> None:
        """Never look at these again."""
        if names:
            aside = update(outbox).where(outbox.c.id.in_(names))
            self._connection.execute(aside.values(state=State.CANCELLED, ended_at=at))

    def renew(self, deliveries: Sequence[str], until: datetime) -> None:
        """Go on holding these until then, where they are leased and still owed."""
        held = and_(outbox.c.id.in_(deliveries), outbox.c.leased_until.is_not(None), _DUE)
        self._connection.execute(update(outbox).where(held).values(leased_until=until))

    def done(self, delivery: str, at: datetime, channel: str | None = None) -> None:
        """Mark it done, even where it was cancelled while the platform took it."""
        undone = and_(outbox.c.id == delivery, outbox.c.state != State.DONE)
        self._connection.execute(
            update(outbox).where(undone).values(state=State.DONE, ended_at=at, channel=channel)
        )

    def postpone(self, delivery: str, due_at: datetime) -> None:
        """Count a failed try and make the delivery due again; nothing happens if it is cancelled."""
        owed = and_(outbox.c.id == delivery, _DUE)
        self._connection.execute(
            update(outbox)
            .where(owed)
            .values(due_at=due_at, attempts=outbox.c.attempts + 1, leased_until=None)
        )

    def cancel(self, ticket: str, at: datetime, *kinds: Kind) -> None:
        """Cancel what is still owed for this ticket of these kinds."""
        owed = and_(outbox.c.ticket == ticket, outbox.c.kind.in_(kinds), _DUE)
        self._connection.execute(update(outbox).where(owed).values(state=State.CANCELLED, ended_at=at))

    def cancel_words(self, ticket: str, at: datetime, topics: Collection[str]) -> None:
        """Cancel what is still owed of Kind.WORD for this ticket on these topics, whoever it is for."""
        words = and_(outbox.c.ticket == ticket, outbox.c.kind == Kind.WORD, outbox.c.topic.in_(topics), _DUE)
        self._connection.execute(update(outbox).where(words).values(state=State.CANCELLED, ended_at=at))

    def waiting(self, ticket: str) -> Sequence[Delivery]:
        """What is still owed for this ticket, earliest first."""
        owed = and_(outbox.c.ticket == ticket, _DUE)
        query = select(*_READ).where(owed).order_by(outbox.c.due_at, outbox.c.id)
        return self._fitting(self._connection.execute(query))

    def delivered(self, recipient: str, channel: str) -> Sequence[Delivery]:
        """The messages that reached this person over this channel, oldest first."""
        return self._sent(outbox.c.recipient == recipient, channel)

    def delivered_to_reporter(self, ticket: str, channel: str) -> Sequence[Delivery]:
        """The messages of this ticket that reached its reporter over this channel, oldest first."""
        return self._sent(and_(outbox.c.ticket == ticket, outbox.c.recipient.is_(None)), channel)

    def _sent(self, whose: ColumnElement[bool], channel: str) -> Sequence[Delivery]:
        sent = and_(whose, outbox.c.channel == channel, outbox.c.state == State.DONE)
        query = select(*_READ).where(sent).order_by(outbox.c.ended_at, outbox.c.id)
        return self._fitting(self._connection.execute(query))

    def _fitting(self, rows: Iterable[Row[Any]]) -> Sequence[Delivery]:
        return [_delivery(row) for row in rows if fits(self._keyset, row)]

    def seal_rows(self) -> int:
        """Seal what a migration left without a seal, whatever is in it; how many these were.

        To be called once in a database's life, before anything in it is trusted.
        """
        rows = self._connection.execute(select(*_READ).where(outbox.c.seal == b"")).all()
        for row in rows:
            seal = seal_of(self._keyset, row._asdict())
            self._connection.execute(update(outbox).where(outbox.c.id == row.id).values(seal=seal))
        return len(rows)


def _delivery(row: Row[Any]) -> Delivery:
    values = {column.name: getattr(row, column.name) for column in _COLUMNS}
    return Delivery(**{**values, "kind": Kind(values["kind"]), "ticket": values["ticket"] or ""})
