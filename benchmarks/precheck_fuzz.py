"""Shows that the cost of a check is linear in the length of a draft, whatever the draft is.

    python benchmarks/precheck_fuzz.py [LONGEST]

Each kind of draft is checked at 2,500 characters and at each double of it, up to LONGEST (40,000
unless told), without the encoder (which reads windows of one size, so its cost is linear by making)
and once with it. Prints the kinds that grow fastest: what a doubling of
the length multiplies the cost by, where 2 is linear and 4 quadratic.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator

from bot.knowledge import read_knowledge
from bot.settings import read_settings
from handlers.precheck.checker import Checker
from handlers.precheck.draft import LONGEST, Account, Context, Draft, Media
from handlers.precheck.engine import Page
from handlers.precheck.mending.cutting import Cutter
from handlers.precheck.mending.mend import Mender
from handlers.precheck.mending.naming import Namer
from handlers.precheck.people.roles import read_cast

SHORTEST, TIMES, LEAST_SECONDS = 2_500, 2, 0.01
UNITS = (
    "a",
    "A",
    "aA",
    "a ",
    "A ",
    "a a a a",
    ".",
    ". ",
    "...",
    "!?",
    " ",
    "\n",
    "\t ",
    "\"'",
    '("',
    "((",
    "))",
    "[[",
    "''",
    "<a>",
    "**",
    "_*_",
    "f*",
    "f.",
    "s.h.i.t.",
    "a.b.",
    "@a ",
    "@",
    "#a",
    "😀",
    "👨‍👩‍👧",
    "\u0301",
    "e\u0301",
    "\u200b",
    "\u202e",
    "\ufdfa",
    "ﷺ ",
    "Ꭿ",
    "я",
    "ж ",
    "ế",
    "漢",
    "عربي ",
    "\ud800",
    "http://a.b/",
    "www.a.b/?c=",
    "a@b.c ",
    "1",
    "1-",
    "1 ",
    "218-555-0143 ",
    "1420 Birch ",
    "4/2/1985 ",
    "Mr. ",
    "Mr.",
    "Mrs. Abdi ",
    "Emma ",
    "Emma Larson ",
    "Emma. ",
    "Emma's ",
    "the Nguyens ",
    "coach ",
    "little Amina ",
    "my son ",
    "my 3rd hour ",
    "his mom ",
    "he she ",
    "I think ",
    "views are my ",
    "born 4/2/",
    "say it to my ",
    "text me ",
    "key under the ",
    "word for ",
    "permission ",
    "she has an IEP ",
    "my my my ",
    "no no ",
    "fu",
    "in the the ",
    "a certain ",
    "everyone knows ",
    "not my real ",
    "use code ",
    "closed session ",
    "@x quiz ",
)


def units(checker: Checker) -> Iterator[str]:
    """Runs, nestings, almost-matches of the rules' own examples, and chance."""
    yield from UNITS
    for rule in checker.rulebook.rules:
        yield rule.flags[0].text + " "
        yield rule.flags[-1].text[: len(rule.flags[-1].text) * 2 // 3] + " "
    chance = random.Random(1)  # noqa: S311 - drafts, no secret
    letters = "aeAE .!?'\"@#*-_\n\u0301\u200b😀éя1(["
    for size in (3, 7, 40, 400):
        yield from ("".join(chance.choices(letters, k=size)) for _ in range(6))


def parts(checker: Checker) -> Callable[[Draft], None]:
    """All of a check, and of mending, but the encoder and the heads."""
    cast, mender = read_cast(checker.rulebook.groups), Mender(checker)

    def run(draft: Draft) -> None:
        page = Page(draft, checker.district.calendar)
        list(checker.rulebook.engine.hits(page))
        checker.settled.codes(page)
        people = page.people(cast)
        cutter = Cutter(mender.matchers, page.plain, page.plain_sentences)
        list(Namer(mender.recipe.languages["en"].labels, page.plain).edits(people))
        list(cutter.contact())
        list(cutter.handles())

    return run


def seconds(run: Callable[[Draft], object], text: str, times: int) -> float:
    """The fastest of some runs, in seconds of this process."""
    best = float("inf")
    draft = Draft(text, Context(Account.PERSONAL, "teacher", None, Media.PHOTO))
    for _ in range(times):
        began = time.process_time()
        run(draft)
        best = min(best, time.process_time() - began)
    return best


def growth(
    run: Callable[[Draft], object], unit: str, longest: int, times: int = TIMES
) -> tuple[float, float]:
    """What a doubling of the length multiplies the cost by, over all of them, and the longest's cost."""
    sizes = [SHORTEST << step for step in range(12) if SHORTEST << step <= longest]
    texts = [(unit * (size // len(unit) + 1))[:size] for size in sizes]
    costs = [seconds(run, text, times) for text in texts]
    met = [cost for cost in costs if cost >= LEAST_SECONDS]
    doublings = max(len(met) - 1, 1)
    return (met[-1] / met[0]) ** (1 / doublings) if met else 1.0, costs[-1]


def main(longest: int) -> None:
    """Print the kinds that grow fastest, and what they cost."""
    checker = read_knowledge(read_settings({})).checker
    run = parts(checker)
    kinds = sorted({unit for unit in units(checker) if unit.strip(" ") or unit})
    found = sorted(((*growth(run, unit, longest), unit) for unit in kinds), reverse=True)
    print(f"{len(found)} kinds of draft, {SHORTEST:,} to {longest:,} characters, without the encoder")  # noqa: T201
    for ratio, cost, unit in found[:8]:
        print(f"  a doubling costs {ratio:.2f} times, {cost * 1000:7.1f} ms at the longest: {unit[:40]!r}")  # noqa: T201
    dearest = sorted(found, key=lambda row: -row[1])[:8]
    for ratio, cost, unit in dearest:
        print(f"  dearest: {cost * 1000:7.1f} ms, ratio {ratio:.2f}: {unit[:40]!r}")  # noqa: T201
    whole = [
        (*growth(checker.check, row[2], min(longest, 10_000), 1), row[2])
        for row in (*found[:4], *dearest[:4])
    ]
    for ratio, cost, unit in sorted(whole, reverse=True):
        print(f"  with the encoder: {ratio:.2f}, {cost * 1000:7.1f} ms: {unit[:40]!r}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LONGEST)
