"""`smpolicy lessons check|train|score`: a district teaches the pre-check."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.environment import with_settings
from bot.settings import Settings

if TYPE_CHECKING:
    from handlers.precheck.checker import Checker
    from handlers.precheck.lessons import Lesson
    from handlers.precheck.score import Score, Tally

SHOWN = 12
"""Ids of lessons told at most."""


@click.group()
def lessons() -> None:
    """Look after the lessons and rules that teach the pre-check.

    A district's own lessons are *.jsonl files in a folder `lessons` beside its district.toml, its own
    rules *.toml files in a folder `rules`; docs/teaching.md shows how.

    \b
    Examples:
      smpolicy lessons check
      smpolicy lessons train
      smpolicy lessons score
    """


@lessons.command("check")
@with_settings
def check_lessons(settings: Settings) -> None:
    """Read all lessons and rules, run the rules' examples, and say what is wrong with file and line.

    A model of your own that cannot be used is said too, and ends with 1.

    \b
    Example:
      smpolicy lessons check
    """
    from bot.knowledge import read_all_lessons, read_knowledge  # noqa: PLC0415 - --help stays fast
    from handlers.precheck.archive import Unfit  # noqa: PLC0415
    from handlers.precheck.lessons import read_lessons  # noqa: PLC0415
    from handlers.precheck.rulebook import wrong_examples  # noqa: PLC0415

    checker = read_knowledge(settings).checker
    codes = tuple(checker.codes.codes)
    found = read_all_lessons(settings, codes)
    harmless = sum(not lesson.must for lesson in found)
    book = checker.rulebook
    click.echo(f"{len(found)} lessons, {harmless} of them harmless.")
    for line in _divided(read_lessons([settings.district_file.parent / "lessons"], codes)):
        click.echo(line)
    click.echo(f"{len(book.rules)} rules, {len(book.own)} of them your own, {len(book.off)} switched off.")
    for one in book.off:
        click.echo(f"  off: {one.id}: {one.reason}")
    # A district's own examples were run when its rules were read.
    if wrong := wrong_examples(book, checker.district.calendar):
        for mistake in wrong:
            click.echo(f"{mistake}", err=True)
        sys.exit(1)
    for file in _unread(settings.district_file.parent):
        click.echo(
            f"Not read: {file}. Lessons are *.jsonl files, rules *.toml files, not in folders of their own."
        )
    try:
        checker.read_own()
    except Unfit as error:
        click.echo(f"{error}. The program's own model is used instead. Run: smpolicy lessons train", err=True)
        sys.exit(1)
    click.echo("All right.")


def _divided(own: "Sequence[Lesson]") -> Iterator[str]:
    """How many of the district's own lessons there are, and what for: their ids decide, often unawares."""
    parts = Counter(lesson.part.value for lesson in own)
    teach = _counted(parts["learn"], "teaches", "teach")
    limits = _counted(parts["calibrate"], "sets thresholds", "set thresholds")
    apart = _counted(parts["test"], "is for the score only", "are for the score only")
    yield f"{_counted(len(own), 'is', 'are')} your own: {teach}, {limits}, {apart}."
    for part, told in (("calibrate", "for thresholds"), ("test", "for the score only")):
        if ids := [lesson.id for lesson in own if lesson.part.value == part]:
            more = f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else ""
            yield f"  {told}: {', '.join(ids[:SHOWN])}{more}"
    for lesson in own:
        if not lesson.has_number:
            yield f"  {lesson.id}: this id does not end in two digits, so the lesson always teaches"


def _counted(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _unread(folder: Path) -> Iterator[Path]:
    """What lies in the district's own folders and nobody reads, mostly for a slip in the name."""
    ours = {"lessons": "*.jsonl", "rules": "*.toml"}
    for name, pattern in ours.items():
        for file in sorted((folder / name).glob("*")):
            if not (file.match(pattern) or file.suffix == ".npz" or file.name.startswith(".")):
                yield file


@lessons.command("train")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Where the model is written.")
@click.option(
    "--vectors", type=click.Path(dir_okay=False, path_type=Path), help="Keep what was read of them here."
)
@with_settings
def train_lessons(settings: Settings, to: Path | None, vectors: Path | None) -> None:
    """Learn from all lessons; the encoder stays as it is.

    It takes about a minute on two slow cores, and some minutes on a busy machine. At the end it says how
    many posts on a child's safety are raised, and how many by the model before.

    The model is written beside the district's own lessons, and used from the next start. The one it
    replaces is kept as heads-before.npz, for `smpolicy lessons score`.

    \b
    Example:
      smpolicy lessons train
    """
    from bot.knowledge import (  # noqa: PLC0415 - --help stays fast
        last_model,
        own_model,
        read_all_lessons,
        read_knowledge,
    )
    from handlers.encoding.encoder import encoder  # noqa: PLC0415
    from handlers.precheck.archive import check_writable, copy_archive  # noqa: PLC0415
    from handlers.precheck.reading import DraftReader  # noqa: PLC0415
    from handlers.precheck.remembered import remembering  # noqa: PLC0415
    from handlers.precheck.score import safety  # noqa: PLC0415
    from handlers.precheck.training import train  # noqa: PLC0415

    checker = read_knowledge(settings).checker
    file = to or own_model(settings)
    for written in (file, vectors):
        if written:
            check_writable(written)
    codes, memory = tuple(checker.codes.codes), remembering(encoder())
    reader = DraftReader(checker.rulebook, checker.district.calendar, memory, codes)
    found = read_all_lessons(settings, codes)
    click.echo(
        f"{len(found)} lessons read. Learning from them: about a minute, on a busy machine some minutes."
    )
    learned = train(found, reader, click.echo)
    click.echo("Learned. Saving the model.")
    before = safety(found, _usable(checker).check)  # now: its file may be the one that is replaced
    if vectors:
        memory.save(vectors)
    if to is None and file.exists():
        copy_archive(file, last_model(settings))
    learned.save(file)
    click.echo(f"Written: {file}")
    for code in (code for code in codes if code not in learned.codes):
        click.echo(f"  {code}: no lesson teaches it, so it is left to its rules")
    now = safety(found, replace(checker, own_model=file).check)
    for line in _on_safety(now, before, file if to is None else None, taught=_taught(settings, checker)):
        click.echo(line)


def _usable(checker: "Checker") -> "Checker":
    """The same; without the district's own model where that cannot be used."""
    from handlers.precheck.archive import Unfit  # noqa: PLC0415

    try:
        checker.read_own()
    except Unfit:
        return replace(checker, own_model=None)
    return checker


def _taught(settings: Settings, checker: "Checker") -> bool:
    """Whether the district has lessons or rules of its own."""
    from handlers.precheck.lessons import read_lessons  # noqa: PLC0415

    book = checker.rulebook
    own = read_lessons([settings.district_file.parent / "lessons"], tuple(checker.codes.codes))
    return bool(own or book.own or book.off)


def _on_safety(now: "Tally", before: "Tally | None", own: Path | None, *, taught: bool) -> Iterator[str]:
    """What comes out for a child's safety, and what to do where that is not well.

    `own` is the district's own model; `taught` as in score.safety_told.
    """
    from handlers.precheck.score import safety_told  # noqa: PLC0415

    told = list(safety_told(now, before, taught=taught))
    yield " ".join(told)
    if len(told) > 1:
        if taught:
            yield "To mend it: add lessons on it, in pairs (docs/teaching.md), and train again."
        if own:
            yield f"To go back to the program's own model: delete {own} and start the bot anew."


@lessons.command("score")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of text.")
@with_settings
def score_lessons(settings: Settings, as_json: bool) -> None:
    """Check the lessons that training never sees, and count.

    Where a district has trained a model of its own, what the model before it makes of the same
    lessons stands beside: the last one, or the one that comes with the program.

    \b
    Examples:
      smpolicy lessons score
      smpolicy lessons score --json
    """
    from bot.knowledge import last_model, own_model, read_all_lessons, read_knowledge  # noqa: PLC0415
    from handlers.precheck.codes import SAFETY  # noqa: PLC0415
    from handlers.precheck.lessons import Part  # noqa: PLC0415
    from handlers.precheck.score import score  # noqa: PLC0415

    checker = read_knowledge(settings).checker
    codes = tuple(checker.codes.codes)
    apart = [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.TEST]
    after, before = score(apart, checker.check, codes), None
    if own_model(settings).exists():
        last = last_model(settings)
        earlier = replace(checker, own_model=last if last.exists() else None)
        before = score(apart, earlier.check, codes)
    if as_json:
        figures = _figures(after) | ({"before": _figures(before)} if before else {})
        click.echo(json.dumps(figures, indent=2))
        return
    click.echo(f"{after.posts} lessons that training never sees")
    for line in _compared(before, after) if before else _alone(after):
        click.echo(line)
    then, own = (before.codes[SAFETY], own_model(settings)) if before else (None, None)
    for line in _on_safety(after.codes[SAFETY], then, own, taught=_taught(settings, checker)):
        click.echo(line)


def _figures(result: "Score") -> dict[str, Any]:
    return {
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


def _alone(result: "Score") -> Iterator[str]:
    yield f"  recall {result.recall:.2f}  false alarms {result.false_alarm_rate:.2f}"
    yield f"  verdict right {result.verdict_rate:.2f}  macro F1 {result.macro_f1:.2f}"
    for code, t in result.codes.items():
        yield f"  {code:13} precision {t.precision:.2f}  recall {t.recall:.2f}  F1 {t.f1:.2f}"


def _compared(before: "Score", after: "Score") -> Iterator[str]:
    whole = (
        ("recall", before.recall, after.recall),
        ("false alarms", before.false_alarm_rate, after.false_alarm_rate),
        ("verdict right", before.verdict_rate, after.verdict_rate),
        ("macro F1", before.macro_f1, after.macro_f1),
    )
    for name, earlier, now in whole:
        yield f"  {name:13} {earlier:.2f} -> {now:.2f}"
    for code, t in after.codes.items():
        b = before.codes[code]
        precision = f"precision {b.precision:.2f} -> {t.precision:.2f}"
        recall = f"recall {b.recall:.2f} -> {t.recall:.2f}"
        yield f"  {code:13} {precision}   {recall}   F1 {b.f1:.2f} -> {t.f1:.2f}"
