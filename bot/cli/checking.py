"""`smpolicy check`."""

import json
from typing import IO

import click

from bot.cli.environment import with_settings
from bot.cli.jsonl import answer_lines
from bot.settings import Settings
from handlers.clock import SystemClock

WHERE_TO_REPORT = "To report a concern, send /smpolicy report in Slack or Teams."


@click.command()
@click.argument("draft", nargs=-1)
@click.option("--jsonl", type=click.File("rb"), help='Read {"id","text","context"} a line.')
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def check(settings: Settings, draft: tuple[str, ...], jsonl: IO[bytes] | None, as_json: bool) -> None:
    """Check a draft post against the guidelines. Nothing of it is kept.

    With --jsonl, each line {"id","text","context":{"account","role","posted_at","media"}} is answered
    with a line {"id","verdict","findings"}, "mended" where a version that passes can be offered, and "unread"
    where most of it is in a language that is not read; a bad line with {"id","error"}. The account is
    personal, class, district or unspecified, media none, photo or video. A lesson's "must","may","spans",
    "verdict","why" are read over; any other key is an error, and so is one that stands twice. A `-` reads
    standard input.

    \b
    Examples:
      smpolicy check "Go Spuds! Great game tonight."
      smpolicy check --jsonl drafts.jsonl
    """
    from bot.cli.text import has_button, plain  # noqa: PLC0415
    from bot.knowledge import read_knowledge  # noqa: PLC0415
    from handlers.conversation.emergency import REPORT  # noqa: PLC0415
    from handlers.precheck.handler import PrecheckHandler  # noqa: PLC0415
    from handlers.precheck.jsonl import check_line  # noqa: PLC0415

    district, library, checker, *_ = read_knowledge(settings)
    words = " ".join(draft)
    if jsonl:
        answer_lines(jsonl, lambda line: check_line(checker, line, district.zone))
    elif not words.strip():
        raise click.UsageError('Give a draft, such as: smpolicy check "Go Spuds! Great game tonight."')
    elif as_json:
        answer = check_line(checker, json.dumps({"text": words}), district.zone)
        click.echo(json.dumps(answer, indent=2))
    else:
        handler = PrecheckHandler(checker, library, SystemClock(), district.zone)
        cards = handler.reply(words).cards
        click.echo(plain(cards))
        if has_button(cards, REPORT):
            click.echo(f"\n{WHERE_TO_REPORT}")
