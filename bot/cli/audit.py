"""`smpolicy audit`."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bot.cli.environment import with_settings
from bot.cli.registry import as_json, key_of, number_of, opened
from bot.cli.signs import visible
from bot.settings import Settings
from handlers.errors import NotForYou, SetupError

if TYPE_CHECKING:
    from bot.records import Records
    from handlers.district.model import District
    from handlers.records.heads import Head
    from handlers.reports.store import AuditEntry, Store

_WHO = (
    "Say with --as who you are. Without it only one ticket is printed, and only one that was removed or "
    "damaged behind the program."
)


@click.group()
def audit() -> None:
    """Check and read the audit trail.

    \b
    Example:
      smpolicy audit verify
    """


@audit.command()
@click.option(
    "--heads",
    metavar="FILE",
    help="Heads kept elsewhere, or lines of a system log; SMPOLICY_AUDIT_HEAD where that is a file.",
)
@as_json
@with_settings
def verify(settings: Settings, heads: str | None, as_json: bool) -> None:
    """Say whether the trail is whole, and if not, which entry is the first that does not fit.

    Checked against heads that were kept elsewhere it also finds a database that was put back to an
    older state, and entries taken from the end. Ends with 0 for a trail that fits, 1 for one that does not
    or that the database does not guard any more, or names a ticket that was not destroyed and cannot be
    opened; 2 where it could not be checked, or fits but the heads could not be read.

    \b
    Examples:
      smpolicy audit verify
      smpolicy audit verify --heads /mnt/elsewhere/audit-heads
      journalctl -t smpolicy --facility auth | smpolicy audit verify --heads -
    """
    missing = ""
    try:
        kept = _kept(settings, heads)
    except SetupError as error:
        # The chain can be checked all the same.
        kept, missing = [], f" {error}"
    with _read(settings) as records:
        found = _checked(records.store, kept)
    from handlers.records.removal import REMOVED  # noqa: PLC0415
    from storage.guard import UNGUARDED, guarded_at  # noqa: PLC0415

    found["guarded"] = guarded_at(settings.database_url)
    if not found["guarded"]:
        missing = f"{missing} {UNGUARDED}"
    if found["removed"]:
        missing = f"{missing} {REMOVED}"
    found["sentence"] = f"{found['sentence']}{missing}"
    if as_json:
        click.echo(json.dumps(found))
    else:
        click.echo(found["sentence"])
    if found["removed"] or not (found["fits"] and found["guarded"]):
        sys.exit(1)
    sys.exit(2 if missing else 0)


@audit.command()
@with_settings
def head(settings: Settings) -> None:
    """Print the head of the trail as it is now, to be kept elsewhere: day, number, signature.

    \b
    Example:
      smpolicy audit head >> /mnt/elsewhere/audit-heads
    """
    with _read(settings) as records:
        found = records.daily_head(lambda _head: None).now()
    if found:
        click.echo(str(found))
    else:
        click.echo("The trail is empty.", err=True)


@audit.command("log")
@click.option("--ticket", metavar="NUMBER", help="Only what happened to this ticket.")
@click.option(
    "--as", "email", metavar="YOU@...", help="Who you are in district.toml; it is put on the trail."
)
@as_json
@with_settings
def read_log(settings: Settings, ticket: str | None, email: str | None, as_json: bool) -> None:
    """Read the trail: who did what when. For auditors and records officers; it is itself on the trail.

    Without --as it prints one ticket alone, and only one that was removed from the database behind the
    program, or damaged in it: who was left out of that cannot be known, so nobody sees it by name. The
    operator must judge who may be shown it.

    \b
    Examples:
      smpolicy audit log --ticket K7QM-2XRD --as chair@schools.example
      smpolicy audit log --json --as chair@schools.example
      smpolicy audit log --ticket K7QM-2XRD
    """
    with opened(settings) as records:
        number = number_of(ticket) if ticket else None
        entries = _by_name(records, email, number) if email else _of_removed(records, number)
        district = records.knowledge.district
    click.echo(_as_json(entries, district) if as_json else _as_lines(entries, district), nl=as_json)


def _by_name(records: "Records", email: str, ticket: str | None) -> "Sequence[AuditEntry]":
    from handlers.records.breach import NOT_YOURS  # noqa: PLC0415
    from handlers.records.trail import read_trail  # noqa: PLC0415
    from handlers.reports.access import Action, standing_at_large  # noqa: PLC0415

    try:
        return read_trail(records.admission, key_of(email), ticket)
    except NotForYou:
        if standing_at_large(key_of(email), records.knowledge.district).may(Action.READ_TRAIL):
            raise
        raise NotForYou(NOT_YOURS) from None


def _of_removed(records: "Records", ticket: str | None) -> "Sequence[AuditEntry]":
    from handlers.records.trail import read_removed  # noqa: PLC0415

    try:
        return read_removed(records.admission, ticket or "")
    except NotForYou:
        raise click.UsageError(_WHO) from None


def _as_json(entries: "Sequence[AuditEntry]", district: "District") -> str:
    from handlers.records.case_file import person  # noqa: PLC0415

    rows = [
        {
            "at": e.at.isoformat(timespec="seconds"),
            "actor": e.actor if "@" in e.actor else person(e.actor, district),
            "action": e.action,
            "ticket": e.ticket or None,
            "detail": e.detail,
        }
        for e in entries
    ]
    return json.dumps(rows, indent=2)


def _as_lines(entries: "Sequence[AuditEntry]", district: "District") -> str:
    from handlers.district.wall_clock import dated  # noqa: PLC0415
    from handlers.records.case_file import person  # noqa: PLC0415

    lines = (
        f"{dated(e.at, district.zone)}  {e.ticket or '-':9}  {person(e.actor, district)}: {e.action}"
        f"{f' ({e.detail})' if e.detail else ''}"
        for e in entries
    )
    return "".join(f"{visible(line)}\n" for line in lines)


@contextmanager
def _read(settings: Settings) -> "Iterator[Records]":
    """Records whose trail is to be judged: a database that has none must not begin one for that."""
    from storage.keyring import require_met  # noqa: PLC0415

    require_met(settings.database_url)
    with opened(settings) as records:
        yield records


def _kept(settings: Settings, heads: str | None) -> "list[Head]":
    from bot.heads import kept_heads  # noqa: PLC0415
    from handlers.records.heads import read_heads  # noqa: PLC0415

    place = heads or ("" if settings.audit_head.startswith("syslog:") else settings.audit_head)
    if not place:
        return []
    kept = read_heads(sys.stdin) if place == "-" else kept_heads(place)
    if not kept:
        raise SetupError(f"There is no head of an audit trail in {place}.")
    return kept


def _checked(store: "Store", kept: "list[Head]") -> dict[str, object]:
    from handlers.records.heads import misfit  # noqa: PLC0415
    from handlers.records.removal import acts, existing, removed  # noqa: PLC0415

    with store.begin() as work:
        first, wrong = work.audit.verify(), misfit(work, kept)
        numbers = existing(acts(work.audit.entries()))
    # How many there are is not said: an auditor could count what is hidden from them.
    sentence = "All entries fit."
    if kept:
        heads = "the head" if len(kept) == 1 else f"the {len(kept)} heads"
        sentence = f"All entries fit, and {heads} kept elsewhere too."
    if wrong:
        sentence = (
            f"The trail is not the one of {wrong.day}: entry {wrong.link.sequence} is missing or another. "
            "The database was put back to an older state, or written anew."
        )
    if first:
        sentence = f"Entry {first} is the first that was changed or is missing."
    return {
        "fits": not (first or wrong),
        "first_bad": first,
        "heads": len(kept),
        "first_head_missing": str(wrong) if wrong else None,
        # Neither how many nor which: whoever reads this may be one of those left out.
        "removed": bool(removed(store, numbers)),
        "sentence": sentence,
    }
