"""The decision: what the rules and the learned heads together raise, ask, or let pass."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.precheck.codes import SAFETY
from handlers.precheck.finding import Level, Verdict
from handlers.precheck.model import FLAG, STOP, Model
from handlers.precheck.reading import Read

SUPPORTS = 0.9
"""The share of a code's threshold that a flagged draft needs: a suspicion of nothing is none."""
ASK_FROM = 0.5
"""The share of a code's threshold from which a draft in doubt is asked about it."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One code to raise or to ask about, with how sure the judgement is."""

    code: str
    level: Level
    confidence: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The opinions on a draft, surest first, and whether it should not be published at all.

    `suspicion` is the probability that there is anything to settle.
    """

    opinions: tuple[Opinion, ...]
    verdict: Verdict
    suspicion: float


def judge(read: Read, model: Model, codes: Sequence[str]) -> Judgement:
    """Raise what is sure in a draft that is surely not harmless; ask about what may be."""
    sure = model.probabilities(read)
    limits = model.thresholds
    share = {code: sure[code] / limits.codes[code] for code in codes}
    flagged = sure[FLAG] >= limits.flag
    raised = {code for code in codes if flagged and share[code] >= 1}
    nearest = max(codes, key=lambda code: share[code])
    if flagged and not raised and share[nearest] >= SUPPORTS:
        raised = {nearest}
    # A child's safety is raised on less: a needless call costs a minute.
    if share[SAFETY] >= 1 and sure[FLAG] >= limits.flag_ask:
        raised.add(SAFETY)
    # One question for a draft in doubt: about what it comes nearest to.
    doubtful = not raised and sure[FLAG] >= limits.flag_ask and share[nearest] >= ASK_FROM
    asked = {nearest} if doubtful else set[str]()
    opinions = [Opinion(code, Level.RAISE, sure[code]) for code in raised]
    opinions += [Opinion(code, Level.ASK, sure[code]) for code in asked]
    ordered = tuple(sorted(opinions, key=lambda o: (o.level is Level.ASK, -o.confidence)))
    return Judgement(ordered, _verdict(raised, sure[STOP] >= limits.stop), sure[FLAG])


def _verdict(raised: set[str], stop: bool) -> Verdict:
    if not raised:
        return Verdict.OK
    return Verdict.STOP if stop or SAFETY in raised else Verdict.REVISE
