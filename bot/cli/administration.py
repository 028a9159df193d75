"""What the operator does: setup, tickets, db, keys, district."""

import json

import click

from bot.cli.environment import with_settings
from bot.settings import Settings


@click.command()
@with_settings
def setup(settings: Settings) -> None:
    """Create what is missing: the data folder, the keyset, the database.

    Safe to run again. A keyset is never made for a database that was sealed with another one.

    \b
    Example:
      smpolicy setup
    """
    from bot.assembly import set_up  # noqa: PLC0415 - --help stays fast
    from bot.knowledge import read_knowledge  # noqa: PLC0415

    read_knowledge(settings)
    for line in set_up(settings):
        click.echo(line)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def tickets(settings: Settings, as_json: bool) -> None:
    """List ticket numbers and states, and whose holder is gone from the district's file.

    Records of contact have no state: they are listed as "record".

    \b
    Examples:
      smpolicy tickets
      smpolicy tickets --json
    """
    from bot.assembly import list_tickets  # noqa: PLC0415
    from handlers.casework.case_card import has_state  # noqa: PLC0415
    from handlers.district.reading import read_district  # noqa: PLC0415
    from handlers.reports.roll_call import in_no_hand  # noqa: PLC0415

    found = list_tickets(settings)
    states = {t.number: str(t.status) if has_state(t) else "record" for t in found}
    stray = in_no_hand(found, read_district(settings.district_file))
    if as_json:
        rows = [
            {"number": t.number, "status": states[t.number], "holder_supervises": t.number not in stray}
            for t in found
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for one in found:
        remark = (
            "  whoever has it in hand is no supervisor in the district's file" if one.number in stray else ""
        )
        click.echo(f"{one.number}  {states[one.number]}{remark}")
    if not found:
        click.echo("No tickets.", err=True)


@click.group("db")
def database() -> None:
    """Look after the database.

    \b
    Example:
      smpolicy db upgrade
    """


@database.command("upgrade")
@with_settings
def upgrade_database(settings: Settings) -> None:
    """Bring the database to the version this program needs.

    \b
    Example:
      smpolicy db upgrade
    """
    from storage.schema import upgrade  # noqa: PLC0415

    upgrade(settings.database_url)
    click.echo("The database is up to date.")


@click.group()
def keys() -> None:
    """Look after the master keyset.

    \b
    Example:
      smpolicy keys rotate
    """


@keys.command("rotate")
@with_settings
def rotate_keys(settings: Settings) -> None:
    """Put a new master key in front and re-wrap every ticket's keys; reports are not rewritten.

    \b
    Example:
      smpolicy keys rotate
    """
    from storage.keyring import rotate  # noqa: PLC0415

    count = rotate(settings.database_url, settings.keyset)
    click.echo(
        f"A new master key is in front; {count} data keys were wrapped anew. Back up {settings.keyset}."
    )


@click.group()
def district() -> None:
    """Look after the district's data.

    \b
    Example:
      smpolicy district check
    """


@district.command("check")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def check_district(settings: Settings, as_json: bool) -> None:
    """Read the district's data, and say what is wrong with file, line and reason.

    Where all can be read, it also says which policies are due for a review, and whose they are, and where
    nobody could confirm that a record is destroyed.

    \b
    Examples:
      smpolicy district check
      SMPOLICY_DISTRICT=our-district/ smpolicy district check
    """
    from bot.knowledge import policy_files, read_elsewhere, read_knowledge  # noqa: PLC0415
    from handlers.clock import SystemClock  # noqa: PLC0415
    from handlers.district.reading import check_contacts  # noqa: PLC0415
    from handlers.guidance.inventory import (  # noqa: PLC0415
        deciding_remarks,
        inventory,
        ledger_remarks,
        owner_remarks,
        unasked_remarks,
    )
    from handlers.guidance.phrases import REMARK_UNREAD  # noqa: PLC0415
    from handlers.guidance.review import review_remark  # noqa: PLC0415
    from handlers.guidance.unread import unread  # noqa: PLC0415
    from handlers.guidance.versions import check_reviews  # noqa: PLC0415
    from handlers.records.confirmation import remarks as records_remarks  # noqa: PLC0415

    found, library, *_ = read_knowledge(settings)
    today = SystemClock().now().astimezone(found.zone).date()
    check_contacts(settings.district_file, found, today)
    files = policy_files(settings, found)
    for file, code in zip(files, library.questions, strict=True):
        check_reviews(file, library.versions(code)[0], today)
    facts = {
        "file": str(settings.district_file),
        "name": found.name,
        "people": len(found.people),
        "sites": len(found.sites),
        "policies": {policy.code: inventory(library, policy, today) for policy in library.policies},
    }
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    coming = [policy for versions in library.coming.values() for policy in versions]
    due = [review_remark(policy, today) for policy in (*library.policies, *coming)]
    stray = (REMARK_UNREAD.format(file=file) for file in unread(files, read_elsewhere(settings, found)))
    kept = records_remarks(found)
    taught = (*deciding_remarks(files, library), *unasked_remarks(library))
    owned = owner_remarks(library, [person.email for person in found.people], settings.district_file)
    for remark in (*due, *owned, *ledger_remarks(files, library), *stray, *taught, *kept):
        if remark:
            click.echo(remark)
    policies = ", ".join(f"{policy.code} ({len(policy.sections)} sections)" for policy in library.policies)
    click.echo(
        f"{found.name}: {len(found.sites)} sites, {len(found.people)} people, policy {policies}. All right."
    )


@district.command("record")
@with_settings
def record_versions(settings: Settings) -> None:
    """Put the versions in force, and those before them, into the ledger beside the policies.

    Compare them with the print first: from then on a version that is changed or lost is refused.

    \b
    Example:
      smpolicy district record
    """
    from bot.knowledge import policy_files, read_knowledge  # noqa: PLC0415
    from handlers.guidance.inventory import not_in_ledger  # noqa: PLC0415
    from handlers.guidance.ledger import record  # noqa: PLC0415

    found, library, *_ = read_knowledge(settings)
    new = not_in_ledger(policy_files(settings, found), library)
    for file, policy in new:
        record(file, policy)
        click.echo(f"{policy.code}: version {policy.version} ({policy.fingerprint}) is in {file} now.")
    if not new:
        click.echo("Every version is in the ledger already.")
