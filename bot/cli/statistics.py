"""`smpolicy statistics`."""

import json
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.environment import with_settings
from bot.cli.registry import as_json, as_person, key_of, left_out_unopened, opened
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import NotForYou

if TYPE_CHECKING:
    from bot.records import Records
    from handlers.records.statistics import Statistics


@click.command()
@click.option("--back", type=click.IntRange(0, 20), help="So many periods before the last one.")
@click.option(
    "--recount", metavar="PERIOD", help="Work lost or changed figures of it out anew: records officers."
)
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure, with --recount.")
@as_person
@as_json
@with_settings
def statistics(
    settings: Settings, back: int | None, recount: str | None, yes: bool, email: str, as_json: bool
) -> None:
    """Count reports for the board: by month, site, kind and time to acknowledge.

    Only periods that have ended, no drills, and nothing that a single report could be found by.

    \b
    Examples:
      smpolicy statistics --as chair@schools.example
      smpolicy statistics --back 1 --json --as chair@schools.example
      smpolicy statistics --recount "2026-07 to 2026-12" --as records@schools.example
    """
    from handlers.records.statistics_handler import NOTE, counted  # noqa: PLC0415

    if recount is not None and back is not None:
        raise click.UsageError("--recount names its period: leave --back out.")
    with opened(settings) as records:
        key = key_of(email)
        found = (
            counted(records.admission, key, back or 0)
            if recount is None
            else _recounted(records, key, recount, yes)
        )
        if found is None:
            raise NotForYou("Statistics are for supervisors, auditors and records officers.")
    left_out_unopened(found.unopened)
    if as_json:
        tables = {table.title: dict(table.cells) for table in found.tables}
        anew = found.anew.isoformat() if found.anew else None
        whole = {"period": found.period.name, "anew": anew, "total": found.total, **tables}
        click.echo(json.dumps(whole, indent=2))
        return
    click.echo(f"{found.period.name}" + (f": {found.total} in all" if found.total is not None else ""))
    if found.note:
        click.echo(found.note)
    for table in found.tables:
        click.echo(f"\n{table.title}")
        for label, told in table.cells:
            click.echo(visible(f"  {label}: {told}"))
    click.echo(f"\n{NOTE}")


def _recounted(records: "Records", key: str, name: str, yes: bool) -> "Statistics":
    from handlers.records.recount import WARNING, recount, to_recount  # noqa: PLC0415

    found = None
    if to_recount(records.admission, key, name):
        click.echo(WARNING, err=True)
        _sure(name, yes)
        found = recount(records.admission, key, name)
    if found is None:
        raise click.UsageError(
            "No period that has settled is called that; it is the first line of its figures."
        )
    return found


def _sure(name: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError("There is no terminal to ask at whether you are sure: give --yes.")
    click.confirm(f"Work {name} out anew?", abort=True, err=True)
