"""`smpolicy ask`."""

import json
from typing import IO

import click

from bot.cli.environment import with_settings
from bot.cli.jsonl import answer_lines
from bot.settings import Settings


@click.command()
@click.argument("question", nargs=-1)
@click.option("--jsonl", type=click.File("rb"), help='Read {"id","question"} a line.')
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def ask(settings: Settings, question: tuple[str, ...], jsonl: IO[bytes] | None, as_json: bool) -> None:
    """Quote the guideline that answers a question.

    With --jsonl, each line {"id","question"} is answered with a line {"id","abstained","answers":
    [{"section","score","quote","policy","version","sha256"}]}; a bad line with {"id","error"}.
    Version and hash find the same words again in years to come. As text, *asterisks* mark the
    sentence that decides.

    \b
    Examples:
      smpolicy ask can I post photos of my class?
      smpolicy ask III.F
      smpolicy ask 447.1 III.F @2012-05-14
      smpolicy ask what changed in 447.1
      smpolicy ask --jsonl questions.jsonl
    """
    from bot.cli.text import plain  # noqa: PLC0415
    from bot.knowledge import read_knowledge  # noqa: PLC0415
    from handlers.guidance.handler import GuidanceHandler  # noqa: PLC0415
    from handlers.guidance.lines import answer_line, answers_as_data  # noqa: PLC0415

    guidance = GuidanceHandler(read_knowledge(settings).library)
    if jsonl:
        answer_lines(jsonl, lambda line: answer_line(guidance.answers, line))
        return
    words = " ".join(question)
    if not words.strip():
        raise click.UsageError("Give a question, such as: smpolicy ask can I post photos of my class?")
    if as_json:
        click.echo(json.dumps(answers_as_data(guidance.answers(words)), indent=2))
    else:
        click.echo(plain([guidance.card(words)]))
