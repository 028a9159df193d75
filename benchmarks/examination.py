"""An examination: posts and questions by hands that no teaching has met.

Run: python -m benchmarks.examination

`examination/posts.jsonl` has 240 draft posts in the shape of the lessons, `examination/more_posts.jsonl` 260
by two other hands, `examination/contempt.jsonl` 120 of the kinds that staff were disciplined for, and
harmless ones near to them, `examination/few_words.jsonl` 100 on tone and contempt in a line or two,
`examination/turned.jsonl` 60 as pairs that share their strong words, of which one is harmless,
`examination/stakes.jsonl` 90 on stakes, identity and opinions, `examination/danger.jsonl` 110 on
children, half of them in danger, and `examination/month.jsonl` 160 as forty members of staff post in a
month, on all codes; a second reader checked their labels blind. `examination/questions.jsonl`
has 200 questions in the shape of those beside the policies. All were written by people who knew the
policy, the labelling guide and a sample of sixty posts and thirty-two questions, and nothing of the
program. None is ever to be learned from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.knowledge import Knowledge, read_knowledge
from bot.settings import read_settings
from handlers.guidance.asked import read_asked
from handlers.guidance.handler import GuidanceHandler
from handlers.precheck.codes import SAFETY
from handlers.precheck.lessons import Lesson
from handlers.precheck.score import Score, score

FOLDER = Path(__file__).parent / "examination"
POSTS = (
    "posts.jsonl",
    "more_posts.jsonl",
    "contempt.jsonl",
    "few_words.jsonl",
    "turned.jsonl",
    "stakes.jsonl",
    "danger.jsonl",
    "month.jsonl",
)


def posts(knowledge: Knowledge, file: str) -> Score:
    """What the pre-check makes of the posts of a file."""
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    checker = knowledge.checker
    return score(
        [Lesson.model_validate_json(line) for line in lines], checker.check, tuple(checker.codes.codes)
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What search makes of questions, as shares between 0 and 1.

    Of those that are answerable: `first`, an accepted section stands first; `in_three`, a gold one is
    among the first three; `answered`, there is an answer. `silent`: of the others, none is given.
    """

    first: float
    in_three: float
    answered: float
    silent: float


def questions(knowledge: Knowledge) -> Marks:
    """What search makes of the questions."""
    policy = knowledge.library.policies[0]
    asked = read_asked([FOLDER / "questions.jsonl"], policy)
    guidance = GuidanceHandler(knowledge.library)
    told = [(one, [found.section for found in guidance.answers(one.text).answers]) for one in asked]
    open_, closed = [t for t in told if t[0].gold], [t for t in told if not t[0].gold]
    return Marks(
        _share([bool(found) and found[0] in {*one.gold, *one.also} for one, found in open_]),
        _share([not {*one.gold}.isdisjoint(found) for one, found in open_]),
        _share([bool(found) for _, found in open_]),
        _share([not found for _, found in closed]),
    )


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right)


def _told(result: Score) -> Sequence[str]:
    lowest, code = min((one.f1, code) for code, one in result.codes.items() if one.right + one.missed)
    danger = result.codes[SAFETY]
    return (
        f"{result.posts} posts: recall {result.recall:.3f}, false alarms {result.false_alarm_rate:.3f}",
        f"  verdict right {result.verdict_rate:.3f}",
        f"  macro F1 {result.macro_f1:.3f}, lowest {lowest:.2f} ({code})",
        f"  child safety: recall {danger.recall:.3f}, precision {danger.precision:.3f}",
    )


def main() -> None:
    """Print all figures."""
    knowledge = read_knowledge(read_settings({}))
    lines = [line for file in POSTS for line in _told(posts(knowledge, file))]
    marks = questions(knowledge)
    lines += [
        f"questions: accepted first {marks.first:.3f}, gold in three {marks.in_three:.3f}",
        f"  answered {marks.answered:.3f}, silent {marks.silent:.3f}",
    ]
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
