"""`smpolicy retention`."""

import json

import click

from bot.cli.environment import with_settings
from bot.cli.registry import NAMED, as_json, as_person, key_of, opened, opened_form, say, sent_in
from bot.settings import Settings

_reason = click.option("--reason", required=True, help=f"Why; it is kept in the case, sealed. {NAMED}")
_yes = click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")


@click.group()
def retention() -> None:
    """Keep, hold and destroy records. Everything is on the audit trail.

    \b
    Example:
      smpolicy retention due --as records@schools.example
    """


@retention.command()
@as_person
@as_json
@with_settings
def due(settings: Settings, email: str, as_json: bool) -> None:
    """List the records whose time is over, and what stands against destroying each. Destroys nothing.

    \b
    Examples:
      smpolicy retention due --as records@schools.example
      smpolicy retention due --json --as records@schools.example
    """
    from handlers.records.list_card import due_text  # noqa: PLC0415
    from handlers.reports.access import Role, standing_at_large  # noqa: PLC0415
    from handlers.reports.store import AuditEntry  # noqa: PLC0415

    with opened(settings) as records, records.store.begin() as work:
        key = key_of(email)
        found = records.keeping.listed(work, key)
        may = standing_at_large(key, records.knowledge.district).roles != {Role.EMPLOYEE}
        word = "listed what is due" if may else "refused listed what is due"
        work.audit.append(AuditEntry(records.clock.now(), key, word, ""))
    if as_json:
        rows = [
            {
                "number": one.ticket.number,
                "kept_until": one.due_on.isoformat(),
                "ripe": one.ripe,
                "obstacle": one.obstacle or None,
            }
            for one in found
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for one in found:
        click.echo(f"{one.ticket.number}  {due_text(one)}")
    if not found:
        click.echo("Nothing is due that you may know of.", err=True)


@retention.command()
@click.argument("number")
@_reason
@as_person
@with_settings
def hold(settings: Settings, number: str, reason: str, email: str) -> None:
    """Put a record on legal hold: nothing destroys it until the hold is lifted.

    \b
    Example:
      smpolicy retention hold K7QM-2XRD --reason "Subpoena" --as records@schools.example
    """
    from handlers.records.offers import HOLD  # noqa: PLC0415

    with opened(settings) as records:
        say(sent_in(records, email, HOLD.press, number, reason=reason))


@retention.command()
@click.argument("number")
@_reason
@as_person
@with_settings
def lift(settings: Settings, number: str, reason: str, email: str) -> None:
    """Lift a legal hold.

    \b
    Example:
      smpolicy retention lift K7QM-2XRD --reason "Settled" --as records@schools.example
    """
    from handlers.records.offers import LIFT  # noqa: PLC0415

    with opened(settings) as records:
        say(sent_in(records, email, LIFT.press, number, reason=reason))


@retention.command()
@click.argument("number")
@click.option("--agency", required=True, help=f"Who ordered it. {NAMED}")
@click.option("--reference", required=True, help=f"Date and reference of the order. {NAMED}")
@as_person
@with_settings
def order(settings: Settings, number: str, agency: str, reference: str, email: str) -> None:
    """Ask that a record be destroyed because an agency ordered it; a second person has to approve.

    \b
    Example:
      smpolicy retention order K7QM-2XRD --agency "Clay County" --reference "Letter of 2027-01-15" \\
          --as records@schools.example
    """
    from handlers.records.offers import ORDER  # noqa: PLC0415

    with opened(settings) as records:
        say(sent_in(records, email, ORDER.press, number, agency=agency, reference=reference))


@retention.command()
@click.argument("number")
@as_person
@with_settings
def approve(settings: Settings, number: str, email: str) -> None:
    """As the second person, be shown the agency's order, and destroy the record on it.

    It always asks: nobody can be sure of an order before they were shown it. Where something stands
    against destroying the record now, it says so, asks nothing and destroys nothing.

    \b
    Example:
      smpolicy retention approve K7QM-2XRD --as superintendent@schools.example
    """
    from handlers.records.offers import APPROVE  # noqa: PLC0415
    from handlers.records.order_acts import what_stands_against  # noqa: PLC0415

    with opened(settings) as records:
        shown = opened_form(records, email, APPROVE.press, number)
        if shown:
            if against := what_stands_against(shown):
                raise click.UsageError(against)
            _sure(number, yes=False)
        say(sent_in(records, email, APPROVE.press, number, shown, answer="yes"))


@retention.command()
@click.argument("number")
@as_person
@with_settings
def refuse(settings: Settings, number: str, email: str) -> None:
    """As the second person, be shown the agency's order, and refuse it: that ends it.

    \b
    Example:
      smpolicy retention refuse K7QM-2XRD --as superintendent@schools.example
    """
    from handlers.records.offers import APPROVE  # noqa: PLC0415

    with opened(settings) as records:
        shown = opened_form(records, email, APPROVE.press, number)
        say(sent_in(records, email, APPROVE.press, number, shown, answer="no"))


@retention.command("take-back")
@click.argument("number")
@as_person
@with_settings
def take_back(settings: Settings, number: str, email: str) -> None:
    """Take back an order that you asked for, before anybody has answered it.

    \b
    Example:
      smpolicy retention take-back K7QM-2XRD --as records@schools.example
    """
    from handlers.records.offers import TAKE_BACK  # noqa: PLC0415

    with opened(settings) as records:
        shown = opened_form(records, email, TAKE_BACK.press, number)
        say(sent_in(records, email, TAKE_BACK.press, number, shown, answer="yes"))


@retention.command()
@click.argument("number")
@_yes
@as_person
@with_settings
def destroy(settings: Settings, number: str, yes: bool, email: str) -> None:
    """Destroy a record whose time is over and that stood on the list long enough.

    \b
    Example:
      smpolicy retention destroy K7QM-2XRD --as records@schools.example
    """
    from handlers.records.offers import DESTROY  # noqa: PLC0415

    _sure(number, yes)
    with opened(settings) as records:
        say(sent_in(records, email, DESTROY.press, number, answer="yes"))


def _sure(number: str, yes: bool) -> None:
    if not yes:
        click.confirm(f"Destroy {number}? It cannot be had back.", abort=True)
