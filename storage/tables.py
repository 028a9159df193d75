"""The tables, as the newest migration leaves them."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
)

from storage.columns import Bytes, Moment, Names

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_ticket() -> ForeignKey:
    # Checked at commit, so that the order of writing inside a unit of work is free.
    return ForeignKey("tickets.number", deferrable=True, initially="DEFERRED")


tickets = Table(
    "tickets",
    metadata,
    Column("number", String, primary_key=True),
    Column("site", String, nullable=False),
    Column("urgency", String, nullable=False),
    Column("status", String, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("step", Integer, nullable=False),
    Column("recipients", Names, nullable=False),
    Column("policy", String, nullable=False),
    Column("policy_hash", String, nullable=False),
    Column("notice", String, nullable=False),
    Column("acknowledged_by", String),
    Column("acknowledged_at", Moment),
    Column("matter", String, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("holder", String),
    Column("recused", Names, nullable=False),
    Column("closed_at", Moment),
    Column("outcome", String),
    Column("hold", Boolean, nullable=False),
    # A keyed hash of who reported, to find one's own tickets by; it tells nothing without the keyset.
    Column("reporter_index", Bytes, nullable=False, index=True),
    Column("token_index", Bytes, nullable=False, unique=True),
    Column("answers", Bytes, nullable=False),
    Column("involved", Bytes, nullable=False),
    Column("reporter", Bytes, nullable=False),
    # A digest of the list of journal entries, and a MAC over all that stands here in the clear.
    Column("entries", Bytes, nullable=False),
    Column("seal", Bytes, nullable=False),
    Index(None, "opened_at"),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("ticket", String, _of_ticket(), primary_key=True),
    Column("purpose", String, primary_key=True),
    Column("wrapped", Bytes, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("id", String, primary_key=True),
    Column("ticket", String, _of_ticket(), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("body", Bytes, nullable=False),
)

passes = Table(
    "passes",
    metadata,
    Column("id", String, primary_key=True),
    Column("expires_at", Moment, nullable=False),
    Column("body", Bytes, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String, primary_key=True),
    Column("ticket", String, _of_ticket(), index=True),
    Column("kind", String, nullable=False),
    Column("topic", String, nullable=False),
    Column("step", Integer, nullable=False),
    Column("recipient", String),
    Column("due_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("leased_until", Moment),
    Column("ended_at", Moment),
    Column("channel", String),
    # A MAC over what never changes of it.
    Column("seal", Bytes, nullable=False),
    Index(None, "state", "due_at"),
    Index(None, "recipient", "channel"),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("action", String, nullable=False),
    # No foreign key: the trail outlives the ticket.
    Column("ticket", String, nullable=False, index=True),
    Column("detail", String, nullable=False),
    Column("mac", Bytes, nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", Integer, nullable=False),
    Column("mac", Bytes, nullable=False),
    Column("seal", Bytes, nullable=False),
)

figures = Table(
    "figures",
    metadata,
    Column("period", String, primary_key=True),
    Column("body", Bytes, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    Column("email", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("seal", Bytes, nullable=False),
)

keyring = Table(
    "keyring",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", String, nullable=False),
    Column("mark", Bytes, nullable=False),
)
