"""What is kept beside a policy and is no part of it: questions people ask of it, and what goes with what."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.asked import Asked, Words, read_asked
from handlers.guidance.policy import Policy


class Questions(BaseModel):
    """Questions by section id, and `elsewhere`: some that the policy says nothing about.

    `safety` are the sections whose answer opens with whom to call. `topics` are a few words on a
    section for lists. `related` are the sections to read next, by section. `mentions` are the
    policies of other codes that the text names, by code, with the name as the text prints it.
    `further` are questions from files of JSON lines, where one may have several sections.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: str
    safety: tuple[str, ...] = ()
    topics: Mapping[str, Words] = {}
    related: Mapping[str, tuple[str, ...]] = {}
    mentions: Mapping[str, Words] = {}
    questions: Mapping[str, tuple[Words, ...]] = {}
    elsewhere: tuple[Words, ...] = ()
    further: tuple[Asked, ...] = ()

    @property
    def asked(self) -> Iterator[Asked]:
        """All questions, with the sections that answer each; those of `elsewhere` have none."""
        for section, asked in self.questions.items():
            yield from (Asked(text=question, gold=(section,)) for question in asked)
        yield from (Asked(text=question) for question in self.elsewhere)
        yield from self.further

    def cues(self, section: str) -> tuple[tuple[str, str], ...]:
        """Questions that this section answers, with how the sentence begins that does it."""
        stated = (asked for asked in self.further if asked.deciding and asked.gold[0] == section)
        return tuple((asked.text, asked.deciding) for asked in stated)


def questions_file(policy_file: Path) -> Path:
    """Where the questions of this policy are kept: 447.1.toml has 447.1.questions.toml."""
    return policy_file.with_name(f"{policy_file.stem}.questions.toml")


def further_files(policy_file: Path) -> list[Path]:
    """The files of JSON lines with more questions of this policy, in order."""
    return sorted(policy_file.parent.glob(f"{policy_file.stem}.questions.*.jsonl"))


def read_questions(policy_file: Path, policy: Policy) -> Questions:
    """The questions beside a policy, none where there is no file. Raises DistrictInvalid.

    447.1.questions.toml holds what is stated of sections and a few questions; files named
    447.1.questions.ANYTHING.jsonl may hold more of them, as JSON lines.
    """
    file = questions_file(policy_file)
    found = read_model(file, Questions) if file.exists() else Questions(policy=policy.code)
    for start, reason in _mistakes(found, policy):
        raise DistrictInvalid(file, _line(file, start), reason)
    further = read_asked(further_files(policy_file), policy)
    return found.model_copy(update={"further": further}) if further else found


def _mistakes(found: Questions, policy: Policy) -> Iterator[tuple[str, str]]:
    """How the line of each mistake begins, and the reason."""
    if found.policy != policy.code:
        yield "policy =", f"is for {found.policy}, not {policy.code}"
    for start, section in _named(found):
        if policy.section(section) is None:
            yield start, f"{policy.code} has no section {section}"
    for section, others in found.related.items():
        if section in others:
            yield f'"{section}"', f"{section} is related to itself"
    yield from _mentions(found, policy)
    yield from _repeated(found)


def _named(found: Questions) -> Iterator[tuple[str, str]]:
    """Every section named anywhere, with how its line begins."""
    yield from (("safety =", section) for section in found.safety)
    for table in (found.questions, found.topics, found.related):
        yield from ((f'"{section}"', section) for section in table)
    for section, others in found.related.items():
        yield from ((f'"{section}"', other) for other in others)


def _mentions(found: Questions, policy: Policy) -> Iterator[tuple[str, str]]:
    for code, name in found.mentions.items():
        if not any(name in section.text for section in policy.sections):
            yield f'"{code}"', f"{policy.code} does not print {name!r}"
        if code not in name:
            yield f'"{code}"', f"{name!r} does not name {code}"


def _repeated(found: Questions) -> Iterator[tuple[str, str]]:
    """A question twice in one list, or both answered and not."""
    lists = {**found.questions, "elsewhere": found.elsewhere}
    for section, asked in lists.items():
        for question, times in Counter(map(str.casefold, asked)).items():
            if times > 1:
                yield f'"{question}"', f"{question!r} is there twice under {section}"
    nowhere = set(map(str.casefold, found.elsewhere))
    for section, asked in found.questions.items():
        for question in nowhere.intersection(map(str.casefold, asked)):
            yield f'"{question}"', f"{question!r} is both under {section} and under elsewhere"


def _line(file: Path, start: str) -> int:
    """The first line (from 1) that starts so."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    return next(
        (n for n, line in enumerate(lines, 1) if line.strip().casefold().startswith(start.casefold())), 1
    )
