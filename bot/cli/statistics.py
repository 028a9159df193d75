"""`smpolicy statistics`."""

import json
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
@click.option("--back", type=click.IntRange(0, 20), default=0, help="So many periods before the last one.")
@click.option("--recount", metavar="PERIOD", help="Replace what is kept of this period: records officers.")
@click.option("--reason", default="", help="Why it is recounted, for records officers: name nobody in it.")
@as_person
@as_json
@with_settings
def statistics(
    settings: Settings, back: int, recount: str | None, reason: str, email: str, as_json: bool
) -> None:
    """Count reports for the board: by month, site, kind and time to acknowledge.

    Only periods that have ended, no drills, and nothing that a single report could be found by.

    \b
    Examples:
      smpolicy statistics --as chair@schools.example
      smpolicy statistics --back 1 --json --as chair@schools.example
      smpolicy statistics --recount "2026-07 to 2026-12" --reason "..." --as records@schools.example
    """
    from handlers.records.statistics_handler import NOTE, counted  # noqa: PLC0415

    if recount is not None and not reason.strip():
        raise click.UsageError("--recount needs a --reason.")
    with opened(settings) as records:
        key = key_of(email)
        found = (
            counted(records.admission, key, back)
            if recount is None
            else _recounted(records, key, recount, reason)
        )
        is_officer = key in records.knowledge.district.records_officers
        if found is None:
            raise NotForYou("Statistics are for supervisors, auditors and records officers.")
    left_out_unopened(found.unopened)
    if found.reason and is_officer:
        click.echo(visible(f"Worked out anew, because: {found.reason}"), err=True)
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


def _recounted(records: "Records", key: str, period: str, reason: str) -> "Statistics":
    from handlers.records.recount import WARNING, recount  # noqa: PLC0415

    click.echo(WARNING, err=True)
    click.confirm(f"Work {visible(period)} out anew?", abort=True, err=True)
    found = recount(records.admission, key, period, reason.strip())
    if found is None:
        raise click.UsageError(
            "No period that has settled is called that; it is the first line of its figures."
        )
    return found
