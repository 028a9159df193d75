"""`smpolicy export`."""

import os
from pathlib import Path

import click

from bot.cli.environment import with_settings
from bot.cli.registry import NAMED, as_person, key_of, number_of, opened
from bot.settings import Settings
from handlers.errors import SetupError


@click.command()
@click.argument("number")
@click.option("--reason", required=True, help=f"For whom and why; it is kept in the case, sealed. {NAMED}")
@click.option(
    "--to", "path", required=True, type=click.Path(path_type=Path), help="A new file, for you alone."
)
@click.option("--format", "kind", type=click.Choice(["pdf", "json"]), default="pdf", show_default=True)
@as_person
@with_settings
def export(settings: Settings, number: str, reason: str, path: Path, kind: str, email: str) -> None:
    """Write one case to a file, for an agency or counsel. Who reported is not in it.

    For whoever has the case in hand, and records officers. The file is readable by you alone, and an
    existing one is never overwritten. That it was made is on the audit trail.

    \b
    Examples:
      smpolicy export K7QM-2XRD --to case.pdf --reason "Subpoena" --as records@schools.example
      smpolicy export K7QM-2XRD --to case.json --format json --reason "Counsel" --as records@schools.example
    """
    file = _new_file(path)
    try:
        with os.fdopen(file, "wb") as out:
            out.write(_made(settings, number_of(number), reason, kind, key_of(email)))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    click.echo(
        f"Wrote {path}. It is not sealed: keep it where only you can read it, and delete it after use."
    )


def _made(settings: Settings, number: str, reason: str, kind: str, key: str) -> bytes:
    from handlers.records.export import Kind, keep_reason, making  # noqa: PLC0415
    from handlers.reports.access import Action  # noqa: PLC0415
    from handlers.reports.journal import new_entry_id  # noqa: PLC0415

    with opened(settings) as records:
        with records.admission.to(key, number, Action.EXPORT) as case:
            case.entry(Action.EXPORT, kind)
            district = records.knowledge.district
            settled = keep_reason(case, Kind(kind), reason, new_entry_id(), district)
            make = making(settled, kind, district)
        return make().data


def _new_file(path: Path) -> int:
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SetupError(f"{path} cannot be made: {error.strerror}.") from None
