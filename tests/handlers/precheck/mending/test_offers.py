"""What is offered for the lessons: no name that was replaced, no scrap, no number that was taken out."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.draft import Draft
from handlers.precheck.engine import Hit
from handlers.precheck.finding import Finding, Level
from handlers.precheck.lessons import LESSONS, read_lessons
from handlers.precheck.mending.mend import Mender
from handlers.spelling.reading import plain

MENDABLE = {"F-name", "G-pii", "C-obscene", "E-disclaimer", "E-interest", "F-record"}
LABEL = re.compile(r"\b(?:Student|Parent|Family|Coach|Teacher|Colleague|Person) (?:[A-Z]|[0-9]+)\b")
TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "coach",
    "student",
    "teacher",
    "ap",
    "officer",
    "little",
    "our",
    "the",
    "family",
}
LEET = str.maketrans("013457@$", "oieastas")


@dataclass(frozen=True)
class Offer:
    """A lesson's draft, what was found, what is made of it, and the words in whose place labels stand."""

    text: str
    found: tuple[Finding, ...]
    mended: str
    replaced: tuple[str, ...]


@pytest.fixture(scope="module")
def offers(checker: Checker) -> list[Offer]:
    """What would be offered for what the rules find in lessons, before it is checked again."""
    lessons = read_lessons([LESSONS], tuple(checker.codes.codes))
    likely = [lesson for lesson in lessons if lesson.must and set(lesson.must) <= MENDABLE]
    return [offer for lesson in likely[::3] if (offer := offered(checker, lesson.draft))]


def offered(checker: Checker, draft: Draft) -> Offer | None:
    mender = Mender(checker)
    changes = mender._changes(draft)
    found = tuple(raised(hit, draft.text) for hit in checker.rulebook.engine.hits(changes.page))
    found = tuple(finding for finding in found if finding.code in MENDABLE)
    edits = mender._small(changes, found) if found else []
    changed = mender._changed(draft, edits)
    if changed is None or changes.are_told(found, plain(changed.text)):
        return None
    replaced = tuple(draft.text[edit.start : edit.end] for edit in edits if LABEL.search(edit.words))
    return Offer(draft.text, found, changed.text, replaced)


def raised(hit: Hit, text: str) -> Finding:
    """What a rule finds, as it is raised."""
    start, end = hit.span or (None, None)
    words = text[start:end] if hit.span else None
    evidence = (f"rule {hit.rule.id}",)
    return Finding(Level.RAISE, hit.rule.code, "III", start, end, words, "", "", "", 0.9, evidence)


def folded(text: str) -> str:
    """Lower case, without accents and leet."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    return bare.translate(LEET)


def taken_out(offer: Offer) -> Iterator[tuple[str, str]]:
    """Each stretch of words of the draft that is gone, with the words in its place."""
    before, after = offer.text.split(), offer.mended.split()
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what in {"replace", "delete"}:
            yield " ".join(before[a:b]), " ".join(after[c:d])


def test_there_are_offers_of_every_kind(offers: list[Offer]) -> None:
    met = {finding.code for offer in offers for finding in offer.found}
    assert len(offers) >= 40
    assert met >= {"F-name", "G-pii", "C-obscene", "E-disclaimer"}


def test_no_replaced_name_is_left(offers: list[Offer]) -> None:
    names = 0
    for offer in offers:
        left = set(re.findall(r"[a-z]+", folded(LABEL.sub(" ", offer.mended))))
        for gone in offer.replaced:
            words = set(re.findall(r"[a-z]{3,}", folded(re.sub(r"'s\b", "", gone)))) - TITLES
            names += len(words)
            assert not words & left
    assert names >= 10


def test_a_sentence_is_added_after_a_stop(offers: list[Offer]) -> None:
    added = re.compile(
        r"(?:[.!?\u2026][\"')\u201d]{0,2}\s+|\n\n|[^\w\s,;:\-] )(?:The views here|I have a personal|Estas)"
    )
    for offer in offers:
        if any(finding.code == "E-disclaimer" for finding in offer.found):
            assert added.search(offer.mended)


def test_nothing_begins_with_a_stop_or_a_scrap(offers: list[Offer]) -> None:
    for offer in offers:
        assert re.match(r"[\"'(\u201c\u00a1\u00bf#@]?\w|\W?[^\s,.;:!?)]", offer.mended)
        assert len(re.findall(r"(?:^|[.!?] )[,;:.!?)]", offer.mended)) <= len(
            re.findall(r"(?:^|[.!?] )[,;:.!?)]", offer.text)
        )


def test_no_number_that_was_taken_out_is_left(offers: list[Offer]) -> None:
    numbers = 0
    for offer in offers:
        if any(finding.code == "G-pii" for finding in offer.found):
            for gone, _ in taken_out(offer):
                for number in re.findall(r"[0-9]{3,}", gone):
                    numbers += 1
                    assert number not in re.sub(r"\D", "", offer.mended)
    assert numbers >= 3
