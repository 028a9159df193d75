"""The policies of a district, and their sections by every name people use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from handlers.district.reading import read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.policy import META, Policy, Section
from handlers.guidance.questions import Questions, read_questions

_CONTENTS = frozenset({"policy", "policies", "sections", "guidelines", "procedure", "contents", "toc"})
_FILLER = _CONTENTS | {"section", "sec", "guideline", "article", "paragraph", "part", "number", "show", "the"}
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_LONGEST = 60
_NOT_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A section together with the policy it stands in."""

    policy: Policy
    section: Section

    @property
    def citation(self) -> str:
        """The section's number and the policy's dates."""
        return self.policy.citation(self.section)

    @property
    def name(self) -> str:
        """The shortest name that finds it again, such as `447.1 III.F`."""
        return f"{self.policy.code} {self.section.id}"


@dataclass(frozen=True)
class PolicyLibrary:
    """Several policies, with the questions asked of each. The first one is meant where none is named."""

    policies: tuple[Policy, ...]
    questions: Mapping[str, Questions]

    @property
    def passages(self) -> Iterator[Passage]:
        """Every section of every policy."""
        return (Passage(policy, section) for policy in self.policies for section in policy.sections)

    def policy(self, code: str) -> Policy | None:
        """The policy with this code."""
        return next((policy for policy in self.policies if policy.code == code), None)

    def passage(self, section_id: str) -> Passage | None:
        """The first section with exactly this id, in the order of the policies."""
        return next((p for p in self.passages if p.section.id == section_id), None)

    def find(self, spelling: str) -> Passage | Policy | None:
        """What a person means by III.F, iii f, 3f, F, `447.1 III F`, 447.1 or `contents`.

        A policy's code or a part's number alone gives the policy; what names no section gives None.
        """
        words = [w for w in re.split(r"[\s,;:§#]+", spelling.casefold()) if w and w not in _FILLER]
        if len(spelling) > _LONGEST:
            return None
        if not words:
            return self.policies[0] if _CONTENTS.intersection(spelling.casefold().split()) else None
        return self._names.get(_key("".join(words)))

    @cached_property
    def _names(self) -> dict[str, Passage | Policy]:
        names: dict[str, Passage | Policy] = {}
        for policy in self.policies:
            names[_key(policy.code)] = policy
            for spelling, section in _spellings(policy):
                passage = Passage(policy, section)
                names[_key(policy.code) + spelling] = passage
                names.setdefault(spelling, passage)
            for part in policy.parts:
                names.setdefault(_key(part.id), policy)
                names.setdefault(_ROMAN.get(part.id.casefold(), part.id), policy)
        return names


def read_library(files: Sequence[Path]) -> PolicyLibrary:
    """The library from policy files in order, each with its questions beside it.

    Raises DistrictInvalid with file, line and reason.
    """
    policies = [read_model(file, Policy) for file in files]
    codes = [policy.code for policy in policies]
    for position, file in enumerate(files):
        if codes[position] in codes[:position]:
            raise DistrictInvalid(file, 1, f"{codes[position]} is in the library twice")
    asked = {p.code: read_questions(file, p) for file, p in zip(files, policies, strict=True)}
    return PolicyLibrary(tuple(policies), asked)


def _key(name: str) -> str:
    return _NOT_NAME.sub("", name.casefold())


def _spellings(policy: Policy) -> Iterator[tuple[str, Section]]:
    """Keys for a section: iiif2, 3f2, f2 for III.F-2. Fuller ones come first, and win."""
    for section in policy.sections:
        yield _key(section.id), section
    for section in policy.sections:
        part, _, rest = section.id.partition(".")
        yield _ROMAN.get(part.casefold(), part.casefold()) + _key(rest), section
    for section in policy.sections:
        _, dot, rest = section.id.partition(".")
        if dot:
            yield _key(rest), section
    for section in policy.sections:
        if section.id == META:
            yield from ((word, section) for word in ("dates", "source", "header"))
