"""`smpolicy statistics`."""

import json

import click

from bot.cli.environment import with_settings
from bot.cli.registry import as_json, as_person, key_of, left_out_unopened, opened
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import NotForYou


@click.command()
@click.option("--back", type=click.IntRange(0, 20), default=0, help="So many periods before the last one.")
@as_person
@as_json
@with_settings
def statistics(settings: Settings, back: int, email: str, as_json: bool) -> None:
    """Count reports for the board: by month, site, kind and time to acknowledge.

    Only periods that have ended, no drills, and nothing that a single report could be found by.

    \b
    Examples:
      smpolicy statistics --as chair@schools.example
      smpolicy statistics --back 1 --json --as chair@schools.example
    """
    from handlers.records.statistics_handler import NOTE, counted  # noqa: PLC0415

    with opened(settings) as records:
        found = counted(records.admission, key_of(email), back)
        if found is None:
            raise NotForYou("Statistics are for supervisors, auditors and records officers.")
    left_out_unopened(found.unopened)
    if as_json:
        tables = {table.title: dict(table.cells) for table in found.tables}
        click.echo(json.dumps({"period": found.period.name, "total": found.total, **tables}, indent=2))
        return
    click.echo(f"{found.period.name}" + (f": {found.total} in all" if found.total is not None else ""))
    for table in found.tables:
        click.echo(f"\n{table.title}")
        for label, told in table.cells:
            click.echo(visible(f"  {label}: {told}"))
    click.echo(f"\n{NOTE}")
