"""How search and start-up bear a large library: 100 policies of generated text, made for size only.

Run: python benchmarks/library_size.py [--policies 100] [--questions 500]

The policies are written to a temporary folder as a district would keep them, read as at a start, and
asked questions of three kinds: as written beside a section, shortened and misspelled, and about nothing.
It prints seconds and milliseconds on this machine. The words are invented, so that how often the right policy
came first only shows that the run was in order, not how good search is.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from handlers.district.reading import SAMPLE
from handlers.guidance.library import read_library
from handlers.guidance.search import Search

SEED = 447
SECTIONS = 13
ASKED = 20  # questions beside each section
TARGET_MS = 20

_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "na", "pe", "qui", "ro", "sa", "te")
_FRAMES = (
    "can i {0} the {1}",
    "is it ok to {0} a {1} at {2}",
    "what about {1} and {2}",
    "my {1} wants to {0}, may i",
    "who {0}s the {1} when the {2} is gone",
    "¿puedo {0} el {1}?",
    "do i need a {2} to {0} {1}",
)
_NOTHING = ("is there {0} tomorrow", "who won the {1} last night", "where do i park my {2}")


class Asked(NamedTuple):
    """A question, and the code of the policy that answers it; None where none does."""

    question: str
    code: str | None


class Topic(NamedTuple):
    """The words one section is about."""

    code: str
    words: Sequence[str]


def invented(chance: random.Random) -> str:
    """A word of three syllables that is in no dictionary."""
    return "".join(chance.choice(_SYLLABLES) for _ in range(3))


def write_library(folder: Path, policies: int, chance: random.Random) -> tuple[list[Path], list[Topic]]:
    """The sample's policy and generated ones up to this many; their files and what they are about."""
    files = [SAMPLE.parent / "policies" / "447.1.toml"]
    common = [invented(chance) for _ in range(400)]
    topics: list[Topic] = []
    for number in range(policies - 1):
        code = f"{600 + number}"
        about = [
            Topic(code, [*(invented(chance) for _ in range(4)), *chance.sample(common, 6)])
            for _ in range(SECTIONS)
        ]
        file = folder / f"{code}.toml"
        file.write_text("\n".join(_policy(code, about, common, chance)), encoding="utf-8")
        beside = file.with_name(f"{code}.questions.toml")
        beside.write_text("\n".join(_questions(code, about, chance)), encoding="utf-8")
        files.append(file)
        topics += about
    return files, topics


def _policy(
    code: str, topics: Sequence[Topic], common: Sequence[str], chance: random.Random
) -> Iterator[str]:
    yield f'format = 1\ncode = "{code}"\ntitle = "Generated policy {code}"\ntype = "Policy"'
    yield 'series = "GENERATED"\nadopted = "1/2/2020"\n'
    for number, topic in enumerate(topics):
        words = " ".join(chance.choice([*topic.words, *common]) for _ in range(70))
        yield f'[[sections]]\nid = "S{number}"\ntext = "{number} {words}."\n'


def _questions(code: str, topics: Sequence[Topic], chance: random.Random) -> Iterator[str]:
    yield f'policy = "{code}"\n[questions]'
    for number, topic in enumerate(topics):
        asked = dict.fromkeys(question(topic, chance) for _ in range(ASKED))
        yield f'"S{number}" = {json.dumps(list(asked), ensure_ascii=False)}'


def question(topic: Topic, chance: random.Random) -> str:
    """A question about these words."""
    return chance.choice(_FRAMES).format(*chance.sample(list(topic.words), 3))


def questions(topics: Sequence[Topic], number: int, chance: random.Random) -> list[Asked]:
    """Questions to measure with: a third each as people ask, misspelled, and about nothing."""
    asked: list[Asked] = []
    for turn in range(number):
        topic = chance.choice(topics)
        if turn % 3 == 0:
            asked.append(Asked(question(topic, chance), topic.code))
        elif turn % 3 == 1:
            asked.append(Asked(_misspelled(question(topic, chance), chance), topic.code))
        else:
            asked.append(Asked(chance.choice(_NOTHING).format(*(invented(chance) for _ in range(3))), None))
    return asked


def _misspelled(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def measure(files: Sequence[Path], asked: Sequence[Asked]) -> None:
    """Read, index and ask, and print what it took."""
    began = time.perf_counter()
    library = read_library(files)
    read = time.perf_counter()
    search = Search(library)
    search.answers("is the first question slower?")
    ready = time.perf_counter()
    times, right, silent = [], 0, 0
    for question, code in asked:
        start = time.perf_counter()
        found = search.answers(question)
        times.append((time.perf_counter() - start) * 1000)
        silent += code is None and found.abstained
        right += code is not None and [f.passage.policy.code for f in found.answers[:1]] == [code]
    answerable = sum(one.code is not None for one in asked)
    passages = sum(1 for _ in library.passages)
    p99 = quantiles(times, n=100)[98]
    print(f"{len(files)} policies, {passages} sections, {len(asked)} questions")  # noqa: T201
    print(f"start-up: reading {read - began:.2f} s, indexing {ready - read:.2f} s")  # noqa: T201
    print(f"answers: median {median(times):.2f} ms, p99 {p99:.2f} ms (to reach: {TARGET_MS} ms)")  # noqa: T201
    print(f"right policy first: {right} of {answerable}")  # noqa: T201
    print(f"abstained where nothing answers: {silent} of {len(asked) - answerable}")  # noqa: T201


def main() -> None:
    """Measure a library of the size asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--policies", type=int, default=100)
    parser.add_argument("--questions", type=int, default=500)
    given = parser.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - text for size, not for secrets
    with tempfile.TemporaryDirectory() as folder:
        files, topics = write_library(Path(folder), given.policies, chance)
        measure(
            files, questions(topics or [Topic("447.1", ["post", "photo", "class"])], given.questions, chance)
        )


if __name__ == "__main__":
    main()
