"""The policies of a district, in every version, and their sections by every name people use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handlers.errors import DistrictInvalid
from handlers.guidance import names
from handlers.guidance.policy import Policy, Section
from handlers.guidance.questions import Questions, read_questions
from handlers.guidance.versions import read_earlier, read_policy, version_at

_WHEN = re.compile(r"(?:@|\bas of\b)\s*(\S+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A section together with the policy it stands in, in one version."""

    policy: Policy
    section: Section

    def __hash__(self) -> int:
        """Quick: search keeps scores by passage, and hashing the whole policy would cost more than it."""
        return hash((self.policy.sha256, self.section.id))

    @property
    def citation(self) -> str:
        """The section's number and the policy's dates."""
        return self.policy.citation(self.section)

    @property
    def name(self) -> str:
        """The shortest name that finds it again in the version in force, such as `447.1 III.F`."""
        return f"{self.policy.code} {self.section.id}"

    @property
    def version(self) -> str:
        """The day its wording took effect, as YYYY-MM-DD."""
        return self.policy.version

    @property
    def sha256(self) -> str:
        """The hash of the policy it is quoted from, in hexadecimal."""
        return self.policy.sha256

    @property
    def reference(self) -> str:
        """The name that finds these very words again, such as `447.1 III.F @2012-05-14`."""
        return f"{self.name} @{self.version}"

    @property
    def record(self) -> Mapping[str, str]:
        """What a quote is recorded with: `policy`, `version` and `sha256`, beside its section."""
        return {"policy": self.policy.code, "version": self.version, "sha256": self.sha256}


@dataclass(frozen=True)
class PolicyLibrary:
    """Several policies, with the questions asked of each. The first one is meant where none is named.

    `policies` are in force; `earlier` holds what each was before, by code, the latest first.
    """

    policies: tuple[Policy, ...]
    questions: Mapping[str, Questions]
    earlier: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)

    @property
    def passages(self) -> Iterator[Passage]:
        """Every section of every policy in force: only these are searched."""
        return (Passage(policy, section) for policy in self.policies for section in policy.sections)

    def policy(self, code: str) -> Policy | None:
        """The policy with this code, as it is in force."""
        return self._by_code.get(code)

    def passage(self, section_id: str) -> Passage | None:
        """The first section with exactly this id, in the order of the policies."""
        return next((p for p in self.passages if p.section.id == section_id), None)

    def versions(self, code: str) -> tuple[Policy, ...]:
        """A policy in all its versions, the one in force first."""
        policy = self._by_code.get(code)
        return (policy, *self.earlier.get(code, ())) if policy else ()

    def is_in_force(self, policy: Policy) -> bool:
        """Whether this is the version that holds today."""
        in_force = self._by_code.get(policy.code)
        return in_force is not None and in_force.sha256 == policy.sha256

    def find(self, spelling: str) -> Passage | Policy | None:
        """What a person means by III.F, iii f, 3f, F, `447.1 III F`, 447.1 or `contents`.

        A policy's code or a part's number alone gives the policy; what names no section gives None.
        `@2012-05-14` after it asks for the version in force that day, `@33cc8c22` for the one with
        this hash.
        """
        name, when = undated(spelling)
        if len(name) > names.LONGEST:
            return None
        words = names.words_of(name)
        if when:
            return self._find_version(names.called(words), when[0]) if len(when) == 1 else None
        if named := names.called(words):
            return self._names.get(named)
        return self.policies[0] if names.ask_for_contents(words) else None

    def named_policy(self, words: Sequence[str]) -> Policy | None:
        """The policy in force whose code is one of these words."""
        return next((p for word in words if (p := self._by_key.get(names.key(word)))), None)

    def elsewhere(self, words: Sequence[str]) -> tuple[str, ...]:
        """The codes among these words of policies that the library's own name, and that are not in it."""
        keys = dict.fromkeys(names.key(word) for word in words)
        return tuple(self._elsewhere[key][0] for key in keys if key in self._elsewhere)

    def name_of(self, code: str) -> str | None:
        """What the library's policies call a policy that is not in it; None for any other code."""
        return self._elsewhere.get(names.key(code), (code, None))[1]

    def _find_version(self, named: str, when: str) -> Passage | Policy | None:
        codes = [k for k in self._by_key if named.startswith(k)]
        code = max(codes, key=len, default="")
        meant = [self._by_key[code]] if code else self.policies
        for policy in meant:
            version = version_at(self.versions(policy.code), when.casefold())
            if version is None:
                continue
            rest = named.removeprefix(code)
            section = next((s for spelling, s in names.spellings(version) if spelling == rest), None)
            if section or not rest:
                return Passage(version, section) if section else version
        return None

    @cached_property
    def _by_code(self) -> Mapping[str, Policy]:
        return {policy.code: policy for policy in self.policies}

    @cached_property
    def _elsewhere(self) -> Mapping[str, tuple[str, str]]:
        named = (mention for asked in self.questions.values() for mention in asked.mentions.items())
        return {names.key(code): (code, name) for code, name in named if code not in self._by_code}

    @cached_property
    def _by_key(self) -> Mapping[str, Policy]:
        return {names.key(policy.code): policy for policy in self.policies}

    @cached_property
    def _names(self) -> dict[str, Passage | Policy]:
        found: dict[str, Passage | Policy] = {}
        for policy in self.policies:
            code = names.key(policy.code)
            found[code] = policy
            for spelling, section in names.spellings(policy):
                passage = Passage(policy, section)
                found.setdefault(code + spelling, passage)
                found.setdefault(spelling, passage)
            for part in policy.parts:
                for spelling in (names.key(part.id), names.ROMAN.get(part.id.casefold(), part.id)):
                    found.setdefault(code + spelling, policy)
                    found.setdefault(spelling, policy)
        return found


def undated(spelling: str) -> tuple[str, tuple[str, ...]]:
    """A spelling without its `@` dates or hashes, and these."""
    return _WHEN.sub(" ", spelling), tuple(_WHEN.findall(spelling))


def read_library(files: Sequence[Path]) -> PolicyLibrary:
    """The library from policy files in order, each with its questions and earlier versions beside it.

    Raises DistrictInvalid with file, line and reason.
    """
    policies = [read_policy(file) for file in files]
    keys = [names.key(policy.code) for policy in policies]
    for position, file in enumerate(files):
        if keys[position] in keys[:position]:
            raise DistrictInvalid(file, 1, f"{policies[position].code} is in the library twice")
    asked = {p.code: read_questions(file, p) for file, p in zip(files, policies, strict=True)}
    earlier = {p.code: read_earlier(file, p) for file, p in zip(files, policies, strict=True)}
    return PolicyLibrary(tuple(policies), asked, earlier)
