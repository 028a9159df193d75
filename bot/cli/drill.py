"""`smpolicy drill`."""

import json
from typing import TYPE_CHECKING

import click

from bot.cli.environment import with_settings
from bot.cli.registry import as_json, as_person, key_of, opened
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import NotForYou, SetupError

if TYPE_CHECKING:
    from bot.records import Records
    from handlers.records.drill_report import Drilled


@click.group()
def drill() -> None:
    """Rehearse the ladder of a site with a test report.

    \b
    Example:
      smpolicy drill start high-school --as superintendent@schools.example
    """


@drill.command()
@click.argument("site")
@as_person
@with_settings
def start(settings: Settings, site: str, email: str) -> None:
    """Begin a drill at a site now. Messages say that it is one; it ends by itself once acknowledged.

    In work time only, never in quiet hours or on closed days.

    \b
    Example:
      smpolicy drill start high-school --as superintendent@schools.example
    """
    with opened(settings) as records:
        key = _allowed(records, email)
        if hindrance := records.drills.hindrance(site):
            raise SetupError(hindrance)
        ticket = records.drills.start(site, f"{records.clock.now().isoformat()}/{site}", key)
    click.echo(f"Drill {ticket.number} has begun. See how it went with: smpolicy drill report")


@drill.command()
@as_person
@as_json
@with_settings
def report(settings: Settings, email: str, as_json: bool) -> None:
    """Say how the drills went, with times.

    \b
    Examples:
      smpolicy drill report --as superintendent@schools.example
      smpolicy drill report --json --as superintendent@schools.example
    """
    from handlers.records.drill_report import drills  # noqa: PLC0415
    from handlers.reports.store import AuditEntry  # noqa: PLC0415

    with opened(settings) as records:
        key = _allowed(records, email)
        with records.store.begin() as work:
            found = drills(work.audit.entries())
            work.audit.append(AuditEntry(records.clock.now(), key, "read the drills", ""))
        if as_json:
            click.echo(json.dumps([_row(one) for one in found], indent=2))
            return
        for one in found:
            click.echo(visible(_line(records, one)))
    if not found:
        click.echo("There was no drill so far.", err=True)


def _allowed(records: "Records", email: str) -> str:
    """The key of somebody who may rehearse: whoever may see statistics. Raises NotForYou."""
    from handlers.reports.access import Action, standing_at_large  # noqa: PLC0415
    from handlers.reports.store import AuditEntry  # noqa: PLC0415

    key = key_of(email)
    if not standing_at_large(key, records.knowledge.district).may(Action.STATISTICS):
        with records.store.begin() as work:
            work.audit.append(AuditEntry(records.clock.now(), key, "refused drills", ""))
        raise NotForYou("Drills are for supervisors, auditors and records officers.")
    return key


def _row(one: "Drilled") -> dict[str, object]:
    return {
        "ticket": one.ticket,
        "site": one.site,
        "started": one.started.isoformat(timespec="seconds"),
        "steps": {step: at.isoformat(timespec="seconds") for step, at in one.steps},
        "messages": one.told,
        "acknowledged_by": one.by,
        "minutes": round(one.took.total_seconds() / 60, 1) if one.took else None,
        "ended": one.ended.isoformat(timespec="seconds") if one.ended else None,
    }


def _line(records: "Records", one: "Drilled") -> str:
    from handlers.district.wall_clock import dated  # noqa: PLC0415
    from handlers.reports.alert import name_of  # noqa: PLC0415

    district = records.knowledge.district
    head = f"{one.ticket}  {one.site}, {dated(one.started, district.zone)}: {len(one.steps)} steps"
    head += f", {one.told} messages"
    if one.took:
        minutes = one.took.total_seconds() / 60
        return f"{head}, acknowledged by {name_of(one.by, district)} after {minutes:.0f} minutes"
    return f"{head}, not acknowledged" if one.ended else f"{head}, under way"
