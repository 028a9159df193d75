"""The records behind the commands that need them, and in whose name a command is given."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.records import Records
    from handlers.conversation.actor import Actor
    from handlers.conversation.form import Form
    from handlers.conversation.reply import Reply
    from handlers.records.handler import RecordsHandler

P = ParamSpec("P")
R = TypeVar("R")

NAMED = "Whoever of the district you name in it is left out of the case from then on."
as_person: Callable[[Callable[P, R]], Callable[P, R]] = click.option(
    "--as",
    "email",
    required=True,
    metavar="YOU@...",
    help="Who you are in district.toml; what you do is put on the audit trail under this name.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")


@contextmanager
def opened(settings: Settings) -> Iterator["Records"]:
    """Record keeping on the database. Raises KeyMissing, SchemaBehind, NotSaved, DistrictInvalid."""
    from bot.knowledge import read_knowledge  # noqa: PLC0415 - --help stays fast
    from bot.records import Records  # noqa: PLC0415
    from handlers.clock import SystemClock  # noqa: PLC0415
    from storage.keyset import Keyset  # noqa: PLC0415
    from storage.work import open_store  # noqa: PLC0415

    store = open_store(settings.database_url, Keyset.load(settings.keyset))
    try:
        store.check()
        yield Records(read_knowledge(settings), store, SystemClock(), store.shred, settings.audit_head)
    finally:
        store.close()


def sent_in(
    records: "Records", email: str, form: str, number: str, shown: "Form | None" = None, **values: str
) -> "Reply":
    """Send a form of record keeping in, the way a chat does, as it was `shown`. Raises NotForYou."""
    from handlers.conversation.actor import Channel, Place  # noqa: PLC0415
    from handlers.conversation.event import Submission  # noqa: PLC0415
    from handlers.reports.exchange import new_state  # noqa: PLC0415

    state = shown.state if shown else new_state(number_of(number))
    sent = Submission(_actor(email), Place(Channel.WEB), form, values, state)
    return _handler(records).submissions[form](sent)


def opened_form(records: "Records", email: str, press: str, number: str) -> "Form | None":
    """Print what a form of record keeping says, and give it; None where it cannot be opened now.

    Raises NotForYou.
    """
    from bot.cli.text import plain  # noqa: PLC0415
    from handlers.conversation.actor import Channel, Place  # noqa: PLC0415
    from handlers.conversation.card import Card, Facts, Text  # noqa: PLC0415
    from handlers.conversation.event import Press  # noqa: PLC0415

    pressed = Press(_actor(email), Place(Channel.WEB), press, number_of(number))
    form = _handler(records).presses[press](pressed).form
    if form:
        parts = tuple(part for part in form.parts if isinstance(part, Facts | Text))
        click.echo(plain((Card(form.title, parts, form.title),)))
    return form


def _handler(records: "Records") -> "RecordsHandler":
    from handlers.casework.case_card import CaseCards  # noqa: PLC0415
    from handlers.reports.counter import Counter  # noqa: PLC0415

    counter = Counter(records.admission, {}, lambda: "", lambda: None)
    handler, *_ = records.handlers(CaseCards(records.knowledge.district), counter, lambda: None)
    return handler


def _actor(email: str) -> "Actor":
    from handlers.conversation.actor import Actor, Channel  # noqa: PLC0415

    person = key_of(email)
    return Actor(Channel.WEB, person, person, person)


def left_out_unopened(count: int) -> None:
    """Tell whoever runs the command, apart from what they print for others, what is missing in that."""
    if count:
        said = f"Left out because they cannot be opened: {count}. The log names them. For the operator alone."
        click.echo(said, err=True)


def say(reply: "Reply") -> None:
    """Print the cards; a mistake in what was given, or a form to be read anew, ends the command."""
    from bot.cli.text import plain  # noqa: PLC0415

    for mistake in reply.errors.values():
        raise click.UsageError(mistake)
    if reply.form:
        raise click.UsageError("Nothing was done: meanwhile another order was made. Look at it anew.")
    click.echo(plain(reply.cards))


def number_of(typed: str) -> str:
    """A case's number as it was typed, in the form that all cases have."""
    from handlers.casework.case_number import typed_number  # noqa: PLC0415

    return typed_number(typed) or typed.upper()


def key_of(email: str) -> str:
    """The key of the person with this address."""
    return email.strip().lower()
