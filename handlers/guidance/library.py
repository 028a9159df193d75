"""The policies of a district, in every version, and their sections by every name people use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from handlers.errors import DistrictInvalid
from handlers.guidance import names
from handlers.guidance.ledger import Shelf, check_ledgers
from handlers.guidance.policy import Policy, Section
from handlers.guidance.questions import Questions, read_questions
from handlers.guidance.versions import read_earlier, read_policy, version_at
from handlers.guidance.when import FIRST, PREVIOUS, undated

_CODE = re.compile(r"\d{3}[.-]\d{1,2}")


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

    `policies` are in force; `earlier` holds what each was before, by code, the latest first, and
    `coming` what it will be from a day still to come, the latest first as well. `today` is the day in
    the district's zone on which this holds, where it is known.
    """

    policies: tuple[Policy, ...]
    questions: Mapping[str, Questions]
    earlier: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)
    coming: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)
    today: date | None = None

    def as_of(self, today: date) -> "PolicyLibrary":
        """The library on this day of the district: in force is the newest version not after it.

        A policy that no version of is in force yet is only found by its code.
        """
        policies: list[Policy] = []
        earlier, coming = dict[str, tuple[Policy, ...]](), dict[str, tuple[Policy, ...]]()
        for code in self.questions:
            versions = self.versions(code)
            begun = tuple(p for p in versions if p.version <= today.isoformat())
            policies += begun[:1]
            earlier[code], coming[code] = begun[1:], versions[: len(versions) - len(begun)]
        return PolicyLibrary(tuple(policies), self.questions, earlier, coming, today)

    @property
    def passages(self) -> Iterator[Passage]:
        """Every section of every policy in force: only these are searched."""
        return (Passage(policy, section) for policy in self.policies for section in policy.sections)

    def policy(self, code: str) -> Policy | None:
        """The policy with this code, as it is in force, or else as it will be first."""
        return self._by_code.get(code)

    def passage(self, section_id: str) -> Passage | None:
        """The first section with exactly this id, in the order of the policies."""
        return next((p for p in self.passages if p.section.id == section_id), None)

    def versions(self, code: str) -> tuple[Policy, ...]:
        """A policy in all its versions, the latest first."""
        in_force = tuple(policy for policy in self.policies if policy.code == code)
        return (*self.coming.get(code, ()), *in_force, *self.earlier.get(code, ()))

    def version(self, code: str, when: str) -> Policy | None:
        """The version that a day, a year, a hash or a kind of version names; see `undated`."""
        if when == PREVIOUS:
            return next(iter(self.earlier.get(code, ())), None)
        return self.versions(code)[-1] if when == FIRST else version_at(self.versions(code), when.casefold())

    def is_in_force(self, policy: Policy) -> bool:
        """Whether this is the version that holds today."""
        return any(policy.sha256 == in_force.sha256 for in_force in self.policies)

    def is_coming(self, policy: Policy) -> bool:
        """Whether the day from which this version holds is still to come."""
        return any(policy.sha256 == later.sha256 for later in self.coming.get(policy.code, ()))

    def find(self, spelling: str) -> Passage | Policy | None:
        """What a person means by III.F, iii f, 3f, F, `447.1 III F`, 447.1 or `contents`.

        A policy's code or a part's number alone gives the policy; what names no section gives None.
        `@2012-05-14`, `in 2015` or `two years ago` after it asks for the version in force that day, or
        at the end of that year, `@33cc8c22` for the one with this hash; a citation for the one it cites.
        """
        name, when = undated(spelling, self.today)
        if len(name) > names.LONGEST:
            return None
        words = names.words_of(name)
        if when:
            return self._find_version(names.called(words), when[0]) if len(when) == 1 else None
        if any(_CODE.fullmatch(word) and names.key(word) not in self._by_key for word in words):
            return None  # 447.2 is no part 2 of a 447
        if named := names.called(words):
            return self._names.get(named)
        return self.policies[0] if names.ask_for_contents(words) else None

    def named_policy(self, words: Sequence[str]) -> Policy | None:
        """The policy whose code is one of these words."""
        return next((p for word in words if (p := self._by_key.get(names.key(word)))), None)

    def series(self, number: str) -> tuple[Policy, ...]:
        """The policies in force of the series with this number, such as the 400 of `400 EMPLOYEES`."""
        return tuple(policy for policy in self.policies if policy.series.split()[:1] == [number])

    def namesakes(self, passage: Passage) -> tuple[Passage, ...]:
        """The sections in force that have this one's number, in the order of their policies."""
        found = ((policy, policy.section(passage.section.id)) for policy in self.policies)
        return tuple(Passage(policy, section) for policy, section in found if section)

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
            version = self.version(policy.code, when)
            if version is None:
                continue
            rest = named.removeprefix(code)
            section = next((s for spelling, s in names.spellings(version) if spelling == rest), None)
            if section or not rest:
                return Passage(version, section) if section else version
        return None

    @cached_property
    def _by_code(self) -> Mapping[str, Policy]:
        first = {code: versions[-1] for code, versions in self.coming.items() if versions}
        in_force = {policy.code: policy for policy in self.policies}
        return in_force | {code: policy for code, policy in first.items() if code not in in_force}

    @cached_property
    def _elsewhere(self) -> Mapping[str, tuple[str, str]]:
        named = (mention for asked in self.questions.values() for mention in asked.mentions.items())
        return {names.key(code): (code, name) for code, name in named if code not in self._by_code}

    @cached_property
    def _by_key(self) -> Mapping[str, Policy]:
        """By code, and by its number where no policy has or is named by that alone: 447 for 447.1."""
        found = {names.key(code): policy for code, policy in self._by_code.items()}
        for code, policy in self._by_code.items():
            number = names.key(code.partition(".")[0])
            if number not in self._elsewhere:
                found.setdefault(number, policy)
        return found

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
            for spelling in _part_names(policy):
                found.setdefault(code + spelling, policy)
                found.setdefault(spelling, policy)
        for code, policy in self._by_key.items():
            found.setdefault(code, policy)
            for spelling, section in names.spellings(policy):
                found.setdefault(code + spelling, Passage(policy, section))
            for spelling in _part_names(policy):
                found.setdefault(code + spelling, policy)
        return found


def _part_names(policy: Policy) -> Iterator[str]:
    """The numbers of its parts; the last paragraph of a part is found in the contents."""
    for part in policy.parts:
        for name in (names.key(part.id), names.ROMAN.get(part.id.casefold(), part.id)):
            yield from (name, f"{name}last")


def read_library(files: Sequence[Path], today: date | None = None) -> PolicyLibrary:
    """The library from policy files in order, each with its questions and earlier versions beside it.

    `today` is the day in the district's zone; without one the newest versions count as in force.
    Raises DistrictInvalid with file, line and reason.
    """
    policies = [read_policy(file) for file in files]
    keys = [names.key(policy.code) for policy in policies]
    for position, file in enumerate(files):
        if keys[position] in keys[:position]:
            raise DistrictInvalid(file, 1, f"{policies[position].code} is in the library twice")
    asked = {p.code: read_questions(file, p) for file, p in zip(files, policies, strict=True)}
    earlier = {p.code: read_earlier(file, p) for file, p in zip(files, policies, strict=True)}
    check_ledgers([Shelf(file, (p, *earlier[p.code])) for file, p in zip(files, policies, strict=True)])
    library = PolicyLibrary(tuple(policies), asked, earlier)
    library = library.as_of(today) if today else library
    if not library.policies:
        raise DistrictInvalid(
            files[0], 1, f"no policy is in force yet on {today}: keep the version before it"
        )
    return library
