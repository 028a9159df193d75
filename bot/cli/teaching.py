"""`smpolicy lessons check|train|score`: a district teaches the pre-check."""

import json
from pathlib import Path

import click

from bot.cli.environment import with_settings
from bot.settings import Settings


@click.group()
def lessons() -> None:
    """Look after the lessons that teach the pre-check.

    A district's own lessons are *.jsonl files in a folder `lessons` beside its district.toml, in the
    shape docs/labelling.md describes.

    \b
    Examples:
      smpolicy lessons check
      smpolicy lessons train
      smpolicy lessons score
    """


@lessons.command("check")
@with_settings
def check_lessons(settings: Settings) -> None:
    """Read all lessons, and say what is wrong with file, line and reason.

    \b
    Example:
      smpolicy lessons check
    """
    from bot.knowledge import read_all_lessons, read_knowledge  # noqa: PLC0415 - --help stays fast

    found = read_all_lessons(settings, tuple(read_knowledge(settings).checker.codes.codes))
    harmless = sum(not lesson.must for lesson in found)
    click.echo(f"{len(found)} lessons, {harmless} of them harmless. All right.")


@lessons.command("train")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Where the model is written.")
@with_settings
def train_lessons(settings: Settings, to: Path | None) -> None:
    """Learn from all lessons, in about a minute; the encoder stays as it is.

    The model is written beside the district's own lessons, and used from the next start.

    \b
    Example:
      smpolicy lessons train
    """
    from bot.knowledge import own_model, read_all_lessons, read_knowledge  # noqa: PLC0415 - --help stays fast
    from handlers.precheck.training import train  # noqa: PLC0415

    checker = read_knowledge(settings).checker
    file = to or own_model(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    train(read_all_lessons(settings, checker.reader.codes), checker.reader).save(file)
    click.echo(f"Written: {file}")


@lessons.command("score")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def score_lessons(settings: Settings, as_json: bool) -> None:
    """Check the lessons that training never sees, and count.

    \b
    Examples:
      smpolicy lessons score
      smpolicy lessons score --json
    """
    from bot.knowledge import read_all_lessons, read_knowledge  # noqa: PLC0415 - --help stays fast
    from handlers.precheck.lessons import Part  # noqa: PLC0415
    from handlers.precheck.score import score  # noqa: PLC0415

    checker = read_knowledge(settings).checker
    codes = tuple(checker.codes.codes)
    apart = [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.TEST]
    result = score(apart, checker.check, codes)
    figures = {
        "posts": result.posts,
        "recall": round(result.recall, 3),
        "false_alarms": round(result.false_alarm_rate, 3),
        "verdict": round(result.verdict_rate, 3),
        "macro_f1": round(result.macro_f1, 3),
        "codes": {
            code: {"precision": round(t.precision, 3), "recall": round(t.recall, 3), "f1": round(t.f1, 3)}
            for code, t in result.codes.items()
        },
        "missed": result.missed_ids,
        "false_alarm_ids": result.false_ids,
    }
    if as_json:
        click.echo(json.dumps(figures, indent=2))
        return
    click.echo(f"{result.posts} lessons that training never sees")
    click.echo(f"  recall {result.recall:.2f}  false alarms {result.false_alarm_rate:.2f}")
    click.echo(f"  verdict right {result.verdict_rate:.2f}  macro F1 {result.macro_f1:.2f}")
    for code, t in result.codes.items():
        click.echo(f"  {code:13} precision {t.precision:.2f}  recall {t.recall:.2f}  F1 {t.f1:.2f}")
