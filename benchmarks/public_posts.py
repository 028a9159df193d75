"""Public sets of abusive and other posts, for teaching the encoder; none is kept in this repository.

| file | what | licence |
|---|---|---|
| hatemoji_build_train.jsonl | posts with emoji, hateful or not (HannahKirk/Hatemoji) | CC BY 4.0 |
| davidson_train.jsonl | hate, offensive, neither (t-davidson/hate-speech-and-offensive-language) | MIT |
| edos_train.jsonl | posts, sexist or not (rewire-online/edos) | CC0 |
| toxic_spans_train.jsonl | comments with what is toxic in them (ipavlopoulos/toxic_spans) | CC0 |
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Post:
    """A public post, and whether it abuses somebody."""

    text: str
    abusive: bool


def read_posts(folder: Path) -> Iterator[Post]:
    """The posts of all four sets. Of EDOS only the sexist ones: the others may be abusive otherwise."""
    for fact in _lines(folder / "hatemoji_build_train.jsonl"):
        yield Post(fact["text"], fact["label_gold"] == "1")
    for fact in _lines(folder / "davidson_train.jsonl"):
        yield Post(fact["text"], fact["class"] != "neither")
    for fact in _lines(folder / "edos_train.jsonl"):
        if fact["sexist"]:
            yield Post(fact["text"], abusive=True)
    for fact in _lines(folder / "toxic_spans_train.jsonl"):
        if fact["spans"]:
            yield Post(fact["text"], abusive=True)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
