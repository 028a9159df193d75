"""What words name: a section, a policy, something to leaf through, a version, or what is not in the library.

Cards and JSON lines are both made of it, so that the one cannot refuse what the other answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.guidance import names
from handlers.guidance.absent import Absent, absent
from handlers.guidance.elsewhere import elsewhere
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.mentioned import mentioned
from handlers.guidance.policy import Policy
from handlers.guidance.request import Request, requested
from handlers.guidance.when import undated
from handlers.guidance.wording import LONGEST, plain

_IDLE_LISTED = (
    "there any cover covers that this it apply applies a an one have you got exist exists also even too "
    "does do i hay existe una un cubre eso"
)
_IDLE = frozenset(_IDLE_LISTED.split())
"""Words beside the number of a policy that ask nothing else of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names; everything is empty where it names nothing.

    `leafed` is what is to be leafed through: a request, or a policy for its contents. `passages` are
    sections in the version meant. `absent` are names of sections that are not there, in the version
    `then` if another than that in force is meant. `unheld` is the policy of which no such version is
    held. `elsewhere` are codes of policies not in the library. Where the text says nothing besides it is
    `alone`; otherwise `asked` is what is to be searched.
    """

    asked: str
    leafed: Request | Policy | None = None
    passages: tuple[Passage, ...] = ()
    absent: tuple[Absent, ...] = ()
    then: Policy | None = None
    unheld: Policy | None = None
    elsewhere: tuple[str, ...] = ()
    alone: bool = False

    @property
    def refused(self) -> bool:
        """Whether nothing is asked for but what is not there."""
        nothing = self.alone and not self.passages and bool(self.absent or self.elsewhere)
        return nothing or self.unheld is not None


def named(library: PolicyLibrary, text: str) -> Named:
    """What the first 2,000 characters name."""
    if request := requested(library, text):
        return Named(text, leafed=request)
    found = library.find(text)
    if isinstance(found, Policy):
        return Named(text, leafed=found)
    if isinstance(found, Passage):
        return Named(text, passages=(found,), alone=True)
    name, whens = undated(text[:LONGEST], library.today)
    return (_dated(library, text, name, whens) if whens else None) or _said(library, text, name)


def _dated(library: PolicyLibrary, text: str, name: str, whens: Sequence[str]) -> Named | None:
    """Sections or a policy in another version; None where the text names none of them."""
    passages, policy = _meant(library, name)
    if policy is None and "version" in plain(text) and not names.meant(names.words_of(name)):
        policy = library.policies[0]
    if policy is None:
        return None
    version = library.version(policy.code, whens[0]) if len(whens) == 1 else None
    if version is None or (not passages and requested(library, name)):
        return Named(text, unheld=policy)
    if not passages:
        return Named(text, leafed=version)
    sections = [(one, version.section(one.section.id)) for one in passages if one.policy.code == policy.code]
    then = tuple(Passage(version, section) for _, section in sections if section)
    gone = tuple(Absent(policy.code, one.section.id) for one, section in sections if section is None)
    return Named(text, passages=then, absent=gone, then=version, alone=True)


def _meant(library: PolicyLibrary, name: str) -> tuple[tuple[Passage, ...], Policy | None]:
    """The sections and the policy that are named beside a version."""
    found = library.find(name)
    if isinstance(found, Policy):
        return (), found
    passages = (found,) if isinstance(found, Passage) else mentioned(library, name).passages
    if passages:
        return passages, passages[0].policy
    request = requested(library, name)
    return (), request.policy if request else None


def _said(library: PolicyLibrary, text: str, name: str) -> Named:
    """What is named anywhere in a sentence."""
    others = elsewhere(library, name)
    found = mentioned(library, others.rest)
    if not (others.codes or found.passages or found.absent):
        missing = absent(library, name)
        return Named(text, absent=(missing,), alone=True) if missing else Named(text)
    alone = found.alone or (bool(others.codes) and _IDLE.issuperset(found.besides))
    said = Named(text, None, found.passages, found.absent, elsewhere=others.codes, alone=alone)
    return replace(said, asked=found.rest) if said.absent or said.elsewhere else said
