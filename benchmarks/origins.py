"""False alarms by the origin of the names in harmless posts.

    python benchmarks/origins.py

Two kinds of posts: those of origins.toml, each with every pair of names of an origin, and the
lessons of the parts *calibrate* and *test* that are harmless and name somebody, with the names of
each origin in the place of theirs. The same posts for all origins, so only the names differ.
Prints the share that is flagged for each origin, and the largest difference.
"""
# ruff: noqa: T201 - a script

import random
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.renaming import Names, with_names
from bot.knowledge import read_all_lessons, read_knowledge
from bot.settings import read_settings
from handlers.precheck.checker import Checker
from handlers.precheck.draft import Account, Context, Draft
from handlers.precheck.engine import Page
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.people.roles import read_cast

DRAWS = 2


def written(posts: Sequence[str], names: Names) -> Iterator[Draft]:
    """The posts of the data file, with each pair of names."""
    for post in posts:
        for given, family in zip(names["given"], names["family"], strict=True):
            text = post.replace("{given}", given).replace("{family}", family)
            yield Draft(text, Context(Account.PERSONAL, "teacher"))


def renamed(checker: Checker, lesson: Lesson, names: Names, draw: int) -> Draft | None:
    """A lesson with other names; None where it names nobody."""
    page = Page(lesson.draft, checker.district.calendar)
    chance = random.Random(zlib.crc32(lesson.id.encode()) + draw)  # noqa: S311
    text = with_names(page, read_cast(checker.rulebook.groups), names, chance)
    return replace(lesson.draft, text=text) if text else None


def rate(checker: Checker, drafts: Sequence[Draft]) -> float:
    """The share of drafts that is flagged."""
    return sum(bool(checker.check(draft).raised) for draft in drafts) / max(len(drafts), 1)


def main() -> None:
    """Count, and print."""
    data = tomllib.loads(Path(__file__).with_name("origins.toml").read_text(encoding="utf-8"))
    settings = read_settings({})
    checker = read_knowledge(settings).checker
    lessons = [
        lesson
        for lesson in read_all_lessons(settings, tuple(checker.codes.codes))
        if lesson.part is not Part.LEARN and not lesson.must
    ]
    first: dict[str, float] = {}
    second: dict[str, float] = {}
    for origin, names in data["origins"].items():
        own = [renamed(checker, lesson, names, draw) for lesson in lessons for draw in range(DRAWS)]
        posts, others = list(written(data["posts"], names)), [draft for draft in own if draft]
        first[origin], second[origin] = rate(checker, posts), rate(checker, others)
        both = (first[origin] * len(posts) + second[origin] * len(others)) / (len(posts) + len(others))
        print(
            f"  {origin:13} written {first[origin]:.3f} of {len(posts)}"
            f"  lessons {second[origin]:.3f} of {len(others)}  both {both:.3f}",
            flush=True,
        )
    for name, rates in (("written", first), ("lessons", second)):
        print(f"largest difference, {name}: {max(rates.values()) - min(rates.values()):.3f}")


if __name__ == "__main__":
    main()
