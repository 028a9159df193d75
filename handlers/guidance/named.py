"""What words name: a section, a policy, something to leaf through, a version, or what is not in the library.

Cards and JSON lines are both made of it, so that the one cannot refuse what the other answers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.guidance import names
from handlers.guidance.absent import Absent, absent
from handlers.guidance.elsewhere import Elsewhere, elsewhere
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.mentioned import Mentioned, mentioned
from handlers.guidance.policy import Policy
from handlers.guidance.request import Kind, Request, requested
from handlers.guidance.when import undated
from handlers.guidance.wording import LONGEST, plain

_IDLE_LISTED = (
    "there any cover covers that this it apply applies a an one have you got exist exists also even too "
    "does do i hay existe una un cubre eso"
)
_IDLE = frozenset(_IDLE_LISTED.split())
"""Words beside the number of a policy that ask nothing else of it."""
_OF_WORDS = re.compile(
    r"@|^\W*(?:\w+\W+)?(?:did|was|were)\b"
    r"|\b(?:said|say|says|read|version|wording|text|texto|as of|back|dijo|decian?|dice|dicen)\b"
)
"""What shows that a date is one of the policy's, and not of the photos that are asked about."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names; everything is empty where it names nothing.

    `leafed` is what is to be leafed through: a request, or policies for their contents. `passages` are
    sections in the version meant. `absent` are names of sections that are not there. `unheld` is the
    policy of which no such version is held. `elsewhere` are codes of policies not in the library. Where
    the text says nothing besides it is `alone`; otherwise `asked` is what is to be searched, and `when`
    the day or kind of version of which it speaks. `within` are the policies named besides, which alone
    are searched; where their numbers may be something else they are `maybe` meant.
    """

    asked: str
    leafed: Request | Policy | tuple[Policy, ...] | None = None
    passages: tuple[Passage, ...] = ()
    absent: tuple[Absent, ...] = ()
    unheld: Policy | None = None
    elsewhere: tuple[str, ...] = ()
    alone: bool = False
    within: tuple[Policy, ...] = ()
    maybe: bool = False
    when: str = ""

    @property
    def of(self) -> tuple[Policy, ...]:
        """The policies of what is to be leafed through; none for the list of all."""
        match self.leafed:
            case Request(kind=kind, policy=policy):
                return () if kind is Kind.POLICIES else (policy,)
            case Policy() as policy:
                return (policy,)
        return self.leafed or ()

    @property
    def refused(self) -> bool:
        """Whether nothing is asked for but what is not there."""
        nothing = self.alone and not self.passages and bool(self.absent or self.elsewhere)
        return nothing or self.unheld is not None


def named(library: PolicyLibrary, text: str) -> Named:
    """What the first 2,000 characters name; policies that are not here are told apart before all else."""
    name, whens = undated(text[:LONGEST], library.today)
    if series := _series(library, names.words_of(name)):
        return Named(text, leafed=series if series[1:] else series[0])
    others = elsewhere(library, name)
    if not others.codes:
        return _within(library, _named(library, text, name, whens), others, name)
    rest = " ".join((others.rest, *(f"@{when}" for when in whens)))
    said = _within(library, _named(library, rest, others.rest, whens), others, others.rest)
    held = said.passages or library.named_policy(names.words_of(others.rest))
    if (said.leafed or said.unheld) and not held:
        return Named(text, elsewhere=others.codes, alone=True)
    idle = _IDLE.issuperset(mentioned(library, others.rest).besides)
    return replace(said, elsewhere=others.codes, alone=said.alone or idle)


def _series(library: PolicyLibrary, words: Sequence[str]) -> tuple[Policy, ...]:
    """The policies of the `section 400` that their heads print."""
    number = words[-1] if len(words) == 1 or words[:-1] in (["section"], ["series"], ["seccion"]) else ""
    return () if library.named_policy([number]) else library.series(number)


def _within(library: PolicyLibrary, said: Named, others: Elsewhere, name: str) -> Named:
    """What is said of policies that are held: their contents, or a question to be searched in them."""
    if said.alone or said.leafed or said.unheld or not others.held:
        return said
    besides = [w for w in mentioned(library, name).besides if not library.named_policy([w])]
    if _IDLE.issuperset(besides) or requested(library, " ".join(besides)):
        if said.passages:
            return replace(said, within=others.held, alone=True)
        return replace(said, leafed=others.held if others.held[1:] else others.held[0])
    asked = said.asked
    for policy in others.held:
        asked = asked.replace(policy.code, " ")
    return replace(said, within=others.held, maybe=not others.sure, asked=asked)


def _named(library: PolicyLibrary, text: str, name: str, whens: Sequence[str]) -> Named:
    """What a text names of the library; `name` is the text without the dates and hashes in `whens`."""
    if request := requested(library, text):
        return Named(text, leafed=request)
    found = library.find(text)
    if isinstance(found, Policy):
        return Named(text, leafed=found)
    if isinstance(found, Passage):
        return Named(text, passages=_meanings(library, name, found), alone=True)
    said = mentioned(library, name)
    if request := _leafed(library, said, whens):
        section = request.kind is Kind.TEXT and not whens
        return Named(text, passages=said.passages, alone=True) if section else Named(text, leafed=request)
    dated = _dated(library, text, name, whens) if whens else None
    asked = dated or _said(text, said, absent(library, name))
    ours = len(whens) == 1 and not asked.alone and _OF_WORDS.search(plain(text))
    return replace(asked, when=whens[0]) if ours else asked


def _meanings(library: PolicyLibrary, name: str, found: Passage) -> tuple[Passage, ...]:
    """The section; its namesakes too where no policy is named, and the first of all has no such section."""
    coded = any(names.key(word).startswith(names.key(found.policy.code)) for word in names.words_of(name))
    first = found.policy.code == library.policies[0].code or library.named_policy(names.words_of(name))
    return (found,) if first or coded or not library.is_in_force(found.policy) else library.namesakes(found)


def _leafed(library: PolicyLibrary, said: Mentioned, whens: Sequence[str]) -> Request | None:
    """What is asked of the policy of a section: `what changed in III.F`."""
    codes = {passage.policy.code for passage in said.passages}
    if len(codes) != 1 or not said.besides:
        return None
    return requested(library, " ".join((*codes, *said.besides, *(f"@{when}" for when in whens))))


def _dated(library: PolicyLibrary, text: str, name: str, whens: Sequence[str]) -> Named | None:
    """Sections or a policy in another version; None where none is named, or the date is not theirs."""
    found, policy = _meant(library, name)
    if found.besides and not _OF_WORDS.search(plain(text)):
        return None
    if policy is None and "version" in plain(text) and not names.meant(names.words_of(name)):
        policy = library.policies[0]
    codes = [one.policy.code for one in found.passages] or ([policy.code] if policy else [])
    if not codes:
        return None
    codes += [one.code for one in found.absent]
    versions = {code: library.version(code, whens[0]) if len(whens) == 1 else None for code in codes}
    unheld = next((code for code, version in versions.items() if version is None), "")
    if unheld or (not found.passages and requested(library, name)):
        return Named(text, unheld=library.policy(unheld or codes[0]))
    if not found.passages:
        return Named(text, leafed=versions[codes[0]])
    return _then(text, found, {code: version for code, version in versions.items() if version})


def _then(text: str, found: Mentioned, versions: Mapping[str, Policy]) -> Named:
    """The sections as they were in these versions, by code; one that is gone today may have been there."""
    ids = [(one.policy.code, one.section.id) for one in found.passages]
    ids += [(one.code, one.section) for one in found.absent]
    sections = [(versions[code], name, versions[code].section(name)) for code, name in ids]
    then = tuple(Passage(version, section) for version, _, section in sections if section)
    gone = tuple(Absent(v.code, name, v) for v, name, section in sections if section is None)
    return Named(text, passages=then, absent=gone, alone=True)


def _meant(library: PolicyLibrary, name: str) -> tuple[Mentioned, Policy | None]:
    """The sections, or the policy, that are named beside a version."""
    found = library.find(name)
    if isinstance(found, Policy):
        return Mentioned(), found
    said = Mentioned((found,)) if isinstance(found, Passage) else mentioned(library, name)
    request = None if said.passages else requested(library, name)
    return said if said.passages else Mentioned(), request.policy if request else None


def _said(text: str, found: Mentioned, missing: Absent | None) -> Named:
    """What is named anywhere in a sentence; `missing` where the whole is a name that names none."""
    if missing and not found.alone:
        return Named(text, absent=(missing,), alone=True)
    said = Named(text, None, found.passages, found.absent, alone=found.alone)
    return replace(said, asked=found.rest) if said.absent else said
