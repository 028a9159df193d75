"""`smpolicy clocks`."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import IO

import click

from bot.cli.environment import with_settings
from bot.cli.jsonl import answer_lines
from bot.settings import Settings
from handlers.district.model import District
from handlers.district.reading import read_district

_CALL_FIRST = "The call given is before the moment you learned of it: check both times."


@click.command()
@click.option("--learned-at", metavar="TIME", help="When the reporter learned of it.")
@click.option("--oral-at", metavar="TIME", help="When the reporter called.")
@click.option(
    "--jsonl",
    type=click.File("rb"),
    is_flag=False,
    flag_value="-",
    help='Read {"id","learned_at","oral_at"} a line.',
)
@with_settings
def clocks(settings: Settings, learned_at: str | None, oral_at: str | None, jsonl: IO[bytes] | None) -> None:
    """Count the law's two clocks: 24 hours to call, then 72 counted hours to write. Each needs its start.

    Times are ISO 8601, on the district's wall clock where they have no offset. With --jsonl, each line
    {"id","learned_at","oral_at"} is answered with a line {"id","oral_due","written_due"}, null where
    nothing was given; a bad line with {"id","error"}. A `-`, or no file, reads standard input. This only
    counts: nothing is recorded.

    \b
    Examples:
      smpolicy clocks --learned-at 2026-11-23T09:30 --oral-at 2026-11-23T10:00
      smpolicy clocks --oral-at 2026-11-23T10:00
      smpolicy clocks --jsonl moments.jsonl
    """
    from handlers.duty.lines import clocks_line  # noqa: PLC0415

    if jsonl and (learned_at is not None or oral_at is not None):
        raise click.UsageError("Give --jsonl alone: its lines hold their own times.")
    district = read_district(settings.district_file)
    if jsonl:
        answer_lines(jsonl, lambda line: clocks_line(line, district.legal_days, district.zone))
    elif learned_at is None and oral_at is None:
        raise click.UsageError(
            "Give --learned-at, --oral-at or both, such as: smpolicy clocks --learned-at 2026-11-23T09:30"
        )
    else:
        click.echo(_in_words(learned_at, oral_at, district))


def _in_words(learned_at: str | None, oral_at: str | None, district: District) -> str:
    from bot.cli.text import plain  # noqa: PLC0415
    from handlers.conversation.card import Text  # noqa: PLC0415
    from handlers.duty.clock_card import clock_card  # noqa: PLC0415
    from handlers.duty.clocks import Clocks, Countdown  # noqa: PLC0415
    from handlers.duty.counting import oral_due, written_due  # noqa: PLC0415

    zone, counts = district.zone, district.legal_days.counts
    learned = _moment("--learned-at", learned_at, district) if learned_at is not None else None
    called = _moment("--oral-at", oral_at, district) if oral_at is not None else None
    oral = Countdown(oral_due(learned) if learned else None, called)
    written = Countdown(written_due(called, counts, zone) if called else None)
    card = clock_card(Clocks(oral, written), datetime.now(UTC), zone, called="Call given")
    if learned and called and called < learned:
        card = replace(card, elements=(*card.elements, Text(_CALL_FIRST)))
    return plain([card])


def _moment(option: str, given: str, district: District) -> datetime:
    from handlers.duty.lines import read_moment  # noqa: PLC0415

    try:
        return read_moment(given, district.zone)
    except (ValueError, OverflowError):
        raise click.UsageError(f"{option} is a date and time, such as 2026-11-23T09:30.") from None
