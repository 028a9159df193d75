"""The decision: what the rules and the learned heads together raise, ask, or let pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.precheck.codes import FLAG, SAFETY, STOP
from handlers.precheck.finding import Level
from handlers.precheck.model import Model
from handlers.precheck.passages import passages
from handlers.precheck.reading import Read

SUPPORTS = 0.9
"""The share of a code's threshold that a flagged draft needs: a suspicion of nothing is none."""
STRONG = 1.2
"""The share of a code's threshold that raises it in a draft that is only in doubt."""
SAFETY_BESIDE = 0.1
"""The share of its threshold from which a child's safety is raised beside another code."""
SAFETY_FLAGGED = 0.5
"""The same in a flagged draft in which nothing else is raised."""
SAFETY_DOUBTED = 0.8
"""The same in a draft that is only in doubt."""
SAFETY_SURE = 1.5
"""The same in a draft that otherwise looks harmless."""
SAFETY_PASSAGE = 1.8
"""The same in one passage of a long draft."""
SAFETY_ASK = 0.1
"""The share of its threshold from which a draft is asked about danger, beside what is raised."""
SAFETY_DOOR = 0.2
"""The same where nothing is raised, so that the question opens the door to a report."""
ASK_FROM = 0.5
"""The share of a code's threshold from which a draft in doubt is asked about it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One code to raise or to ask about, with how sure the judgement is."""

    code: str
    level: Level
    confidence: float

    @property
    def is_faint(self) -> bool:
        """Whether it asks of a child's safety, which is asked on next to nothing and raised on little.

        What a lesson tells of a child in danger would only frighten there.
        """
        return self.code == SAFETY and self.level is Level.ASK


@dataclass(frozen=True, slots=True)
class Judgement:
    """The opinions on a draft, surest first.

    `suspicion` is the probability that there is anything to settle, `stop` that it should then not be
    published at all.
    """

    opinions: tuple[Opinion, ...]
    suspicion: float
    stop: float


def judge(read: Read, model: Model, codes: Sequence[str]) -> Judgement:
    """Raise what is sure in a draft that is surely not harmless; ask about what may be.

    A code that the model was not taught is left to its rules.
    """
    sure = model.probabilities(read)
    codes = [code for code in codes if code in model.codes]
    limits = model.thresholds
    share = {code: sure[code] / limits.codes[code] for code in codes}
    flagged = sure[FLAG] >= limits.flag
    doubted = sure[FLAG] >= limits.flag_ask
    raised = {c for c in codes if (flagged and share[c] >= 1) or (doubted and share[c] >= STRONG)}
    nearest = max(codes, key=lambda code: share[code])
    if flagged and not raised and share[nearest] >= SUPPORTS:
        raised = {nearest}
    # A child's safety is raised on less: a needless call costs a minute.
    in_flagged = SAFETY_BESIDE if raised else SAFETY_FLAGGED
    least = in_flagged if flagged else SAFETY_DOUBTED if doubted else SAFETY_SURE
    if share[SAFETY] >= least:
        raised.add(SAFETY)
    elif (worst := _worst_passage(read, model)) >= SAFETY_PASSAGE * limits.codes[SAFETY]:
        raised.add(SAFETY)
        sure[SAFETY] = worst
    # One question for a draft in doubt: about what it comes nearest to.
    doubtful = not raised and doubted and share[nearest] >= ASK_FROM
    asked = {nearest} if doubtful else set[str]()
    asks_from = SAFETY_ASK if raised else SAFETY_DOOR
    if SAFETY not in raised and doubted and share[SAFETY] >= asks_from:
        asked = {SAFETY}
    opinions = [Opinion(code, Level.RAISE, sure[code]) for code in raised]
    opinions += [Opinion(code, Level.ASK, sure[code]) for code in asked]
    ordered = tuple(sorted(opinions, key=lambda o: (o.level is Level.ASK, -o.confidence)))
    return Judgement(ordered, sure[FLAG], sure[STOP])


def _worst_passage(read: Read, model: Model) -> float:
    """How sure it is of danger in the passage that speaks most for it; 0 for a short draft."""
    return max((model.probabilities(passage)[SAFETY] for passage in passages(read)), default=0.0)
