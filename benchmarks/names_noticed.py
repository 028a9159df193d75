"""How many given names are noticed in a draft, by origin: the other side of benchmarks/origins.py.

    python -m benchmarks.names_noticed

It prints a Markdown table: names on no list of the project, in six drafts each, and the share of these in
which the name is noticed.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from handlers.precheck.people.mentions import mentions
from handlers.precheck.people.names import name_model, words_of
from handlers.spelling.reading import plain

FILE = Path(__file__).with_suffix(".toml")


def noticed(drafts: Sequence[str], name: str) -> float:
    """The share of drafts in which this name is noticed."""
    return sum(name in _names(draft.format(name)) for draft in drafts) / len(drafts)


def _names(text: str) -> set[str]:
    words = words_of(plain(text).text)
    return {word for one in mentions(words, name_model()) for word in one.words}


def main() -> None:
    """Print a line an origin, and the largest difference."""
    listed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    origins: Mapping[str, Sequence[str]] = listed["origins"]
    shares = {
        origin: sum(noticed(listed["drafts"], name) for name in names) / len(names)
        for origin, names in origins.items()
    }
    print("| origin | noticed |\n|---|---|")  # noqa: T201 - a script
    for origin, share in shares.items():
        print(f"| {origin} | {share:.2f} |")  # noqa: T201
    print(f"\nLargest difference: {max(shares.values()) - min(shares.values()):.2f}.")  # noqa: T201


if __name__ == "__main__":
    main()
