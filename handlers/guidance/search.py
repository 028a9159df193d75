"""Finds the section a question is about, or says that none is.

What has been learned of a policy's questions decides where there is such a thing. Other policies are
searched by their words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from handlers.encoding.encoder import Matrix, question_encoder
from handlers.guidance.deciding import Sentences, sentences_of
from handlers.guidance.heads import read_heads
from handlers.guidance.learned import Learned, learned
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.misspelling import Speller
from handlers.guidance.policy import Policy
from handlers.guidance.tongue import is_foreign
from handlers.guidance.wording import LONGEST, known
from handlers.guidance.words import WordSearch

SHOWN = 3
ANSWER = 0.5
"""The probability from which a question is answered."""
NEAR = 0.2
"""The probability from which the nearest sections are offered, without an answer."""
HALF = 0.2
"""The score by words that is worth a probability of one half."""
STRIKING = (0.3, 0.7)
"""Scores by words from which what was learned of other policies begins to give way, and gives way."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with its score between 0 and 1.

    `deciding` are the half-open offsets, in the quote, of the sentence that decides.
    """

    passage: Passage
    score: float
    deciding: tuple[int, int] | None = None

    @property
    def section(self) -> str:
        """The section's id."""
        return self.passage.section.id

    @property
    def quote(self) -> str:
        """The section to the letter."""
        return self.passage.section.text


@dataclass(frozen=True, slots=True)
class Answered:
    """The best passages first. Where `abstained`, the policy has nothing on it and there are none.

    `near` are then the passages that come closest, if any come close enough to be worth reading, and it is
    `unread` where the question is in a language that search does not know.
    """

    abstained: bool
    answers: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()
    unread: bool = False


class Search:
    """A search over a library; questions asked of it are not kept.

    What it needs is loaded when first asked, or by `prepare`, in about a second.
    """

    def __init__(self, library: PolicyLibrary) -> None:
        """Remember the library."""
        self._library = library
        self._split: dict[Passage, Sentences] = {}

    def prepare(self) -> None:
        """Load what the first question would have to wait for."""
        self.answers("May I post a photo?")

    def answers(self, question: str, within: Sequence[Policy] = ()) -> Answered:
        """The best passages for a question, at most three, of these policies, or else of all.

        Of more than 2,000 characters these are read.
        """
        asked = question[:LONGEST]
        asked = self._speller.put_right(asked)
        if is_foreign(self._speller, asked):
            return Answered(abstained=True, unread=True)
        if not known(asked):
            return Answered(abstained=True)
        vector = self._learned.vector(asked) if self._learned else None
        sure = self._sure(asked, vector, frozenset(policy.code for policy in within))
        best = sorted(((p, s) for p, s in sure.items() if s > 0), key=lambda pair: -pair[1])[:SHOWN]
        answerable = sum(sure.values())
        if answerable < NEAR:
            return Answered(abstained=True)
        found = tuple(
            Found(passage, _rounded(score), self._sentences(passage).deciding(asked, vector))
            for passage, score in best
        )
        if answerable < ANSWER:
            return Answered(abstained=True, near=found[:2])
        return Answered(abstained=False, answers=found)

    def _sure(self, question: str, vector: Matrix | None, within: frozenset[str]) -> dict[Passage, float]:
        """How likely each passage answers; passages found by words share the likelihood of the best."""
        sure, nothing = dict[Passage, float](), 1.0
        if self._learned and vector is not None:
            sure, nothing = self._learned.probabilities(question, vector)
        if within:
            sure = {passage: share for passage, share in sure.items() if passage.policy.code in within}
            nothing = 1 - sum(sure.values())
        scores = self._words.scores(question, within)
        best = max(scores.values(), default=0.0)
        if not best:
            return sure
        begins, gives_way = STRIKING
        ceded = min(max((best - begins) / (gives_way - begins), 0.0), 1.0)
        free = (nothing + (1 - nothing) * ceded) * best / (best + HALF)
        said = {passage: free * score / best for passage, score in scores.items() if score > best / 2}
        return {passage: share * (1 - ceded) for passage, share in sure.items()} | said

    def _sentences(self, passage: Passage) -> Sentences:
        if passage not in self._split:
            cues = self._library.questions[passage.policy.code].cues(passage.section.id)
            known = self._learned.heads.meanings if self._learned else None
            self._split[passage] = sentences_of(passage.section, cues, known)
        return self._split[passage]

    @cached_property
    def _learned(self) -> Learned | None:
        return learned(self._library, read_heads(), question_encoder())

    @cached_property
    def _speller(self) -> Speller:
        asked = (one.text for questions in self._library.questions.values() for one in questions.asked)
        return Speller((*(passage.section.text for passage in self._library.passages), *asked))

    @cached_property
    def _words(self) -> WordSearch:
        """What no head knows."""
        passages = frozenset(self._learned.live.values() if self._learned else ())
        return WordSearch(list(_texts(self._library, passages)))


def _rounded(score: float) -> float:
    return max(round(min(score, 1.0), 4), 0.0001)


def _texts(
    library: PolicyLibrary, known_passages: frozenset[Passage]
) -> Iterable[tuple[Passage | None, str]]:
    """Texts and questions of the passages that are not learned, and what no policy answers."""
    for passage in library.passages:
        if passage not in known_passages:
            yield passage, passage.section.text
    for policy in library.policies:
        for asked in library.questions[policy.code].asked:
            passages = [Passage(policy, s) for s in policy.sections if s.id in asked.gold]
            yield from ((p, asked.text) for p in passages if p not in known_passages)
            if not asked.gold:
                yield None, asked.text
