"""Teaches a larger encoder with the lessons, and writes what it makes of drafts that nobody has labelled.

    python -m benchmarks.ask_larger FOLDER_OF_THE_LARGER PUBLIC opinions.jsonl

The larger one is all-mpnet-base-v2 (twelve layers, 768 numbers; Apache-2.0, by the sentence-transformers
authors), too slow to be shipped: a short post takes it ten times as long. benchmarks/teach_encoder.py then
teaches the small one with its opinions beside the labels. Needs PyTorch and transformers; about an hour
on two cores. The drafts are made of the lessons' part *learn* alone (a lesson on another account, sentences
of two lessons, a part of one) and of public posts (benchmarks/public_posts.py).
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import MPNetModel

from benchmarks.desk import Desk, Marks, Opinion, set_desk
from benchmarks.teach_encoder import Course, batched, scored, teach
from handlers.precheck.draft import Draft
from handlers.precheck.engine import Page
from handlers.precheck.reading import about
from handlers.precheck.sentences import sentences

COURSE = Course(width=768, epochs=2, rate=3e-5, head_rate=3e-3)
FROZEN = 3  # layers from below that stay as published
DRAFTS, LONGEST, BATCH, SEED = 26_000, 700, 32, 5
PADDING = 1


class Larger(nn.Module):
    """all-mpnet-base-v2, from its published weights."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.inner = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.inner.embeddings.requires_grad_(False)
        for layer in self.inner.encoder.layer[:FROZEN]:
            layer.requires_grad_(False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """A vector for each token."""
        padded = torch.where(mask > 0, ids, PADDING)
        hidden: torch.Tensor = self.inner(input_ids=padded, attention_mask=mask).last_hidden_state
        return hidden


def drafts(desk: Desk) -> Iterator[Draft]:
    """Drafts without end: three in ten lessons on another account, four sentences of two, the rest parts
    of one lesson and public posts.
    """
    while True:
        lesson, other = random.choices(desk.lessons, k=2)  # noqa: S311 - no secret
        draft, parts, kind = lesson.draft, _sentences(lesson.text), random.random()  # noqa: S311
        if kind < 0.3:
            yield replace(draft, context=other.draft.context)
        elif kind < 0.7:
            first, second = random.randint(1, len(parts)), _sentences(other.text)  # noqa: S311
            joined = [*parts[:first], *second[random.randrange(len(second)) :]]  # noqa: S311
            context = random.choice([draft.context, other.draft.context])  # noqa: S311
            yield Draft(" ".join(joined)[:LONGEST], context)
        elif kind < 0.85:
            start = random.randrange(len(parts))  # noqa: S311
            yield replace(draft, text=" ".join(parts[start : random.randint(start + 1, len(parts))]))  # noqa: S311
        else:
            yield Draft(random.choice(desk.posts).text, other.draft.context)  # noqa: S311


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in sentences(text).texts]


@torch.no_grad()
def opinions(desk: Desk, model: Larger, head: nn.Linear, asked: list[Draft]) -> Iterator[Opinion]:
    """What it makes of these drafts, a batch at a time."""
    model.eval()
    pages = [Page(draft, desk.calendar) for draft in asked]
    read = [(p.plain.text, about(p.draft.context, p.in_work_time)) for p in pages]
    for first in range(0, len(read), BATCH):
        part = read[first : first + BATCH]
        ids, mask, words, *_ = batched([desk.unlabelled(*one) for one in part])
        sure = torch.sigmoid(scored(model, head, ids, mask, words)).tolist()
        yield from (Opinion(*one, outputs) for one, outputs in zip(part, sure, strict=True))


def main(folder: Path, public: Path, file: Path) -> None:
    """Teach, ask, and write."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    marks = Marks(begin=0, end=2, hidden=tokenizer.token_to_id("<mask>"), longest=160)
    desk = set_desk(tokenizer, public, marks=marks)
    model = Larger(folder)
    head = teach(model, desk.rows, desk.outputs, COURSE)
    made = (draft for draft in drafts(desk) if draft.text.strip())
    asked = [next(made) for _ in range(DRAFTS)]
    with file.open("w", encoding="utf-8") as lines:
        for opinion in opinions(desk, model, head, asked):
            lines.write(json.dumps(asdict(opinion), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
