"""`smpolicy breach`."""

import json
import textwrap
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import click

from bot.cli.environment import with_settings
from bot.cli.registry import as_json, as_person, key_of, left_out_unopened, opened
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import NotForYou

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def breach() -> None:
    """Prepare the notice that a breach of data asks for (Minnesota Statutes 13.055).

    \b
    Example:
      smpolicy breach report --from 2026-11-01 --to 2026-11-30 --as records@schools.example
    """


@breach.command()
@click.option("--from", "first", required=True, type=_DAY, help="The first day.")
@click.option("--to", "last", required=True, type=_DAY, help="The last day.")
@click.option("--person", metavar="WHO@...", help="Only what this person was shown.")
@click.option("--names", is_flag=True, help="Open the students' names too; for records officers.")
@as_person
@as_json
@with_settings
def report(
    settings: Settings,
    first: datetime,
    last: datetime,
    person: str | None,
    names: bool,
    email: str,
    as_json: bool,
) -> None:
    """Say who was shown what when, and whose data that was; refusals too. From the audit trail.

    \b
    Examples:
      smpolicy breach report --from 2026-11-01 --to 2026-11-30 --as chair@schools.example
      smpolicy breach report --from 2026-11-01 --to 2026-11-30 --person assistant@schools.example \\
          --names --json --as records@schools.example
    """
    from handlers.district.wall_clock import dated, earliest  # noqa: PLC0415
    from handlers.records.breach import LEFT_OUT, NO_NAMES, NOT_YOURS, UNKNOWN, breach_report  # noqa: PLC0415
    from handlers.records.case_file import person as called  # noqa: PLC0415
    from handlers.reports.access import Role, standing_at_large  # noqa: PLC0415

    def start(day: date) -> datetime:
        return earliest(datetime.combine(day, time()), zone)

    if first > last:
        raise click.UsageError("--from is after --to.")
    with opened(settings) as records:
        district = records.knowledge.district
        zone = district.zone
        span = start(first.date()), start(last.date() + timedelta(days=1))
        who = key_of(person) if person else None
        try:
            found = breach_report(records.admission, key_of(email), span, who, names)
        except NotForYou:
            raise NotForYou(NOT_YOURS) from None
        left_out_unopened(found.unopened)
        opens = Role.RECORDS_OFFICER in standing_at_large(key_of(email), district).roles
    notes = [
        *([UNKNOWN] if found.is_unknown else []),
        LEFT_OUT,
        *([NO_NAMES] if names and not opens else []),
    ]
    days = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
    readings = [
        {
            "at": one.at.astimezone(zone).isoformat(timespec="seconds"),
            "who": one.who,
            "what": one.what,
            "ticket": one.ticket or None,
            "whose": list(one.whose),
        }
        for one in found.readings
    ]
    if as_json:
        whole = {
            "from": days[0],
            "to": days[1],
            "person": who,
            "made_for": found.made_for,
            "made_at": found.made_at.astimezone(zone).isoformat(timespec="seconds"),
            "readings": readings,
            "tickets": dict(found.tickets),
            "students": dict(found.students),
            "notes": notes,
        }
        click.echo(json.dumps(whole, indent=2))
        return
    click.echo(f"Who was shown what from {days[0]} to {days[1]}")
    if who:
        click.echo(visible(f"Only: {called(who, district) if '@' in who else who}"))
    click.echo(visible(f"Made for: {called(found.made_for, district)}, {dated(found.made_at, zone)}") + "\n")
    for one in found.readings:
        click.echo(visible(f"{dated(one.at, zone)}  {one.ticket or '-':9}  {one.who}: {one.what}"))
    click.echo(f"\nShown of {len(found.tickets)} reports{':' if found.tickets else '.'}")
    for number, whose in found.tickets.items():
        click.echo(visible(f"  {number}: {', '.join(whose)}."))
        if students := found.students.get(number):
            click.echo("\n".join(_indented(f"Students: {students}")))
    click.echo("\n" + "\n".join(notes))


def _indented(words: str) -> Sequence[str]:
    """What people wrote, under its report: a number at the beginning of a line is the program's alone."""
    return textwrap.wrap(
        visible(" ".join(words.split())), 90, initial_indent="    ", subsequent_indent="      "
    )
