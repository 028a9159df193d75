"""Learns what a person's name looks like, from public data that is not part of the project.

    python benchmarks/learn_names.py DATA handlers/precheck/people/names.npz

DATA holds `names/` (US Social Security Administration, public domain; smashew/NameDatabases,
Unlicense), `ner/` (WNUT 2017 and Broad Twitter Corpus, CC BY 4.0; presidio-research, MIT) and the
comments that tell which words are common (toxic_spans, CC0; davidson, MIT). About two minutes. The
lessons' part *learn* is read too: what F-name marks is a name. Of each sentence with a name two copies have
names that no list holds.
"""

import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.knowledge import read_all_lessons, read_knowledge
from bot.settings import read_settings
from handlers.encoding import encoder
from handlers.precheck.lessons import Lesson, Part
from handlers.precheck.people.names import (
    BUCKETS,
    NameModel,
    Word,
    features,
    places,
    words_of,
)
from handlers.precheck.people.unnamed import read_unnamed
from handlers.spelling.reading import plain

Sentence = tuple[list[Word], list[bool]]
FREQUENT = 2000  # children of one name in its best year
COPIES = 2  # of each sentence that names somebody, with any other names, and with names that no list holds
SAINTS = {"san", "santa"}
TWEETS = ("wnut17train.conll", "btc_a.conll", "btc_b.conll", "btc_e.conll", "btc_g.conll")
APART = "emerging.dev.conll"


def bloom(words: set[str], bits_a_word: int) -> NDArray[np.uint8]:
    """A filter: with ten bits a word it is wrong for one in a hundred others, with 24 for one in 4,000."""
    bits = np.zeros(max(len(words) * bits_a_word // 8, 64), dtype=np.uint8)
    for word in words:
        for place in places(word, len(bits) * 8):
            bits[place >> 3] |= 1 << (place & 7)
    return bits


def common_words(data: Path, listed: set[str], frequent: set[str]) -> set[str]:
    """Words that are written without a capital: those on a list at least as often as with one, and the
    most frequent names ten times and more.

    None that unnamed.toml tells apart by what stands around them.
    """
    texts = [
        str(json.loads(line)["text"])
        for name in ("toxic_spans_train.jsonl", "davidson_train.jsonl")
        for line in (data / name).read_text(encoding="utf-8").splitlines()
    ]
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for text in texts + [without_names(lesson) for lesson in lessons()]:
        words = words_of(plain(text).text)
        low.update(word.text for word in words if word.text.islower())
        # A capital counts that no sentence asks for.
        within = (word.text for before, word in pairwise(words) if before.text[0].isalpha())
        high.update(text.lower() for text in within if text.istitle())
    pieces = set((Path(encoder.__file__).parent / "model/vocabulary.txt").read_text(encoding="utf-8").split())
    enough = {word: max(2, high[word]) for word in listed} | {word: max(10, high[word]) for word in frequent}
    met = {word for word, count in low.items() if count >= enough.get(word, 2)}
    unnamed = read_unnamed()
    told_apart = {*unnamed.spanish_months, *unnamed.leads}
    return (met - told_apart) | {piece for piece in pieces - listed if piece.isalpha()}


def written_by_hand() -> tuple[set[str], set[str]]:
    """The names and the words of given_names.toml, in lower case and as they are read."""
    listed = tomllib.loads(Path(__file__).with_name("given_names.toml").read_text(encoding="utf-8"))
    names = {plain(name).text.lower() for origin in listed["origins"].values() for name in origin}
    return names, set(listed["words"])


def lessons() -> list[Lesson]:
    """The lessons' part *learn*."""
    settings = read_settings({})
    codes = tuple(read_knowledge(settings).checker.codes.codes)
    return [lesson for lesson in read_all_lessons(settings, codes) if lesson.part is Part.LEARN]


def without_names(lesson: Lesson) -> str:
    """A lesson's text without the words that name somebody."""
    text = lesson.text
    for code, words in lesson.spans:
        text = text.replace(words, " ") if code == "F-name" else text
    return text


def tweets(file: Path) -> Iterator[Sentence]:
    """Sentences with which word is part of a person's name."""
    words: list[str] = []
    named: list[bool] = []
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        word, _, tag = line.partition("\t")
        if word.strip():
            words.append(word)
            named.append(tag.strip().lower().endswith(("person", "per")))
        elif words:
            yield rebuilt(words, named)
            words, named = [], []


def rebuilt(words: list[str], named: list[bool]) -> Sentence:
    """The sentence as the program would cut it."""
    text, marks = "", list[tuple[int, int]]()
    for word, is_named in zip(words, named, strict=True):
        glue = "" if word.startswith(("'", ",", ".", "!", "?", ":")) else " "
        text += glue
        if is_named:
            marks.append((len(text), len(text) + len(word)))
        text += word
    return marked(text, marks)


def marked(text: str, marks: list[tuple[int, int]]) -> Sentence:
    """A text with the stretches that are names."""
    reading = plain(text)
    words = words_of(reading.text)
    spans = [reading.span(word.start, word.end) for word in words]
    return words, [any(a <= s and e <= b for a, b in marks) for s, e in spans]


def made_up(file: Path) -> Iterator[Sentence]:
    """Made-up sentences of presidio-research."""
    for one in json.loads(file.read_text(encoding="utf-8")):
        spans = [s for s in one["spans"] if s["entity_type"] == "PERSON"]
        yield marked(one["full_text"], [(s["start_position"], s["end_position"]) for s in spans])


def renamed(sentence: Sentence, given: list[str], family: list[str]) -> Sentence:
    """The sentence with other names, any of these alike."""
    words, named = sentence
    other: list[Word] = []
    for at, (word, is_named) in enumerate(zip(words, named, strict=True)):
        text = word.text
        if is_named and text.isalpha() and len(text) > 1:
            second = at > 0 and named[at - 1]
            text = random.choice(family if second else given)  # noqa: S311 - no secret
            text = text.lower() if word.text.islower() else text.capitalize()
        other.append(Word(text, word.start, word.end))
    return other, named


def taught(model: NameModel) -> Iterator[tuple[list[Word], list[bool], list[bool]]]:
    """Lessons with what is known to be a name, and which words are known to be one or none."""
    for lesson in lessons():
        marks = [
            (lesson.text.find(w), lesson.text.find(w) + len(w)) for c, w in lesson.spans if c == "F-name"
        ]
        words, inside = marked(lesson.text, marks)
        listed = [
            (model.holds("given", w.text.lower()) or model.holds("family", w.text.lower())) for w in words
        ]
        rare = [not model.holds("common", w.text.lower()) for w in words]
        named = [
            i and r and (w.is_capital or model.holds("given", w.text.lower()))
            for w, i, r in zip(words, inside, rare, strict=True)
        ]
        known = [
            n or ((not i and (not on or not w.is_capital)) or (i and not on))
            for w, i, n, on in zip(words, inside, named, listed, strict=True)
        ]
        yield words, named, known


def main(data: Path, out: Path) -> None:
    """Learn, print how well it does on tweets kept apart, and store."""
    random.seed(1)
    ranked = [line.split(",") for line in (data / "names/ssa_first_names.txt").read_text().splitlines()]
    given = {row[0].lower() for row in ranked if int(row[2]) >= 5}
    family = {line.strip().lower() for line in (data / "names/surnames_us.txt").read_text().splitlines()}
    frequent = {row[0].lower() for row in ranked if int(row[2]) >= FREQUENT}
    rare, words = written_by_hand()
    given |= rare
    lists = {
        "given": bloom(given, 10),
        "family": bloom(family, 10),
        # A name that is mistaken for a word is missed in every draft.
        "common": bloom(words | common_words(data, given | family, frequent), 24),
    }
    plain_lists = {name: bits.tobytes() for name, bits in lists.items()}
    model = NameModel([0] * BUCKETS, 1.0, 0.0, plain_lists)
    rows: list[tuple[list[int], bool]] = []
    sentences = [s for name in TWEETS for s in tweets(data / "ner" / name)]
    sentences += list(made_up(data / "ner/presidio_synth_v2.json"))
    first, last, often, seldom = map(sorted, (given, family, frequent, rare))
    named_ones = [s for s in sentences if any(s[1])]
    sentences += [renamed(s, first, last) for s in named_ones for _ in range(COPIES)]
    sentences += [renamed(s, often, last) for s in named_ones]
    for words, named in sentences:
        rows += [(f, named[at]) for at, f in seen(model, words)]
    for words, named in (renamed(s, seldom, last) for s in named_ones for _ in range(COPIES)):
        rows += [(f, named[at]) for at, f in seen(model, words, hidden=named)]
    for words, named, known in taught(model):
        rows += [(f, named[at]) for at, f in seen(model, words) if known[at]]
    head = fitted(rows)
    coefficients = head.coef_[0]
    scale = float(np.abs(coefficients).max()) / 127
    weights = np.round(coefficients / scale).astype(np.int8)
    model = NameModel(weights.tolist(), scale, float(head.intercept_[0]), plain_lists)
    print(tested(model, list(tweets(data / "ner" / APART))))  # noqa: T201 - a script
    np.savez_compressed(out, weights=weights, numbers=np.array([model.scale, model.bias]), **lists)


def seen(
    model: NameModel, words: list[Word], hidden: list[bool] | None = None
) -> Iterator[tuple[int, list[int]]]:
    """The features of the words worth a look; the `hidden` are seen as if no list held them."""
    looked = model.look(words)
    if hidden:
        looked = [
            replace(one, lists="000") if hide else one for one, hide in zip(looked, hidden, strict=True)
        ]
    for at, one in enumerate(looked):
        # San Diego is no reason to doubt a boy called Diego.
        is_saints = at > 0 and looked[at - 1].low in SAINTS
        if one.may_be_name and not is_saints:
            yield at, list(features(looked, at))


def fitted(rows: list[tuple[list[int], bool]]) -> LogisticRegression:
    """The linear model."""
    columns = [bucket for features, _ in rows for bucket in features]
    lines = [line for line, (features, _) in enumerate(rows) for _ in features]
    matrix = csr_matrix(
        (np.ones(len(columns), dtype=np.float32), (lines, columns)), shape=(len(rows), BUCKETS)
    )
    return LogisticRegression(C=0.3, max_iter=200).fit(matrix, [named for _, named in rows])


def tested(model: NameModel, sentences: list[Sentence]) -> str:
    """Precision and recall, word by word."""
    right = wrong = missed = 0
    for words, named in sentences:
        looked = model.look(words)
        for at, one in enumerate(looked):
            said = one.may_be_name and model.score(looked, at) >= 0
            right += said and named[at]
            wrong += said and not named[at]
            missed += named[at] and not said
    wanted = right + missed
    return f"precision {right / (right + wrong):.3f} recall {right / wanted:.3f} of {wanted} words"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
