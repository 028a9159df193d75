"""What a person asks to leaf through: the whole text, what changed, the versions, the list of policies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from handlers.guidance import names
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.when import undated


class Kind(StrEnum):
    """What to show; the value is the word that asks for it, as buttons do."""

    POLICIES = "policies"
    TEXT = "text"
    CHANGES = "changes"
    VERSIONS = "versions"


@dataclass(frozen=True, slots=True)
class Request:
    """Something to leaf through.

    `versions` holds one version where a text is asked for, and two, the earlier one first, where
    changes are; one where there were none in between, and none where the policy has but one.
    """

    kind: Kind
    policy: Policy
    page: int = 1
    versions: tuple[Policy, ...] = ()


_WORDS = {
    Kind.CHANGES: frozenset(
        {"changes", "change", "changed", "difference", "differences", "cambios", "cambio"}
    ),
    Kind.VERSIONS: frozenset({"versions", "version", "history", "versiones"}),
    Kind.TEXT: frozenset({"text", "whole", "full", "entire", "everything", "texto", "complete", "completa"}),
    Kind.POLICIES: frozenset({"policies", "library", "list"}),
}
_BESIDE = frozenset(
    {"what", "whats", "has", "have", "the", "of", "in", "show", "me", "all", "list", "read", "give", "page"}
    | {"policy", "procedure", "guidelines", "policies", "since", "between", "and", "to", "from", "old", "que"}
    | {"earlier", "previous", "past", "please", "completo", "el", "de", "la", "are", "there", "our"}
    | {"did", "does", "was", "been", "anything", "any"}
    | {"thing", "document", "completo", "todo", "toda", "politica", "procedimiento", "it", "pls", "muestrame"}
)
_DATE = re.compile(r"(?<![@\w/-])(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|(?:19|20)\d\d)(?![\w/-])")
_PAGE = re.compile(r"\d{1,2}")


def requested(library: PolicyLibrary, spelling: str) -> Request | None:
    """What these words ask to leaf through, and None where they are anything else.

    Such as `447.1 text 2`, `what changed`, `changes in 447.1 since 2012-05-14`, `policies`. Nothing but
    such words may be there, so that a question is not taken for a request.
    """
    name, whens = undated(spelling, library.today)
    name, whens = _DATE.sub(" ", name), (*whens, *_DATE.findall(name))
    if len(name) > names.LONGEST:
        return None
    words = names.words_of(name)
    policy = library.named_policy(words)
    rest = [word for word in words if policy is None or library.named_policy([word]) != policy]
    pages = [word for word in rest if _PAGE.fullmatch(word)]
    kind = _kind([word for word in rest if word not in pages], alone=policy is None)
    if (policy and rest == ["all"]) or (len(rest) == 2 and rest[0] == "page" and pages):
        kind = Kind.TEXT
    if kind is None or len(pages) > 1 or len(whens) > 2:
        return None
    policy = policy or library.policies[0]
    versions = _versions(library, policy, kind, whens)
    page = int(pages[0]) if pages else 1
    return None if versions is None else Request(kind, policy, page, versions)


def _kind(words: Sequence[str], alone: bool) -> Kind | None:
    for kind, asking in _WORDS.items():
        if asking.isdisjoint(words) or not (asking | _BESIDE).issuperset(words):
            continue
        if kind is not Kind.POLICIES or alone:
            return kind
    return None


def _versions(
    library: PolicyLibrary, policy: Policy, kind: Kind, whens: Sequence[str]
) -> tuple[Policy, ...] | None:
    """The versions meant; None where one of the dates or hashes names none."""
    named = [library.version(policy.code, when) for when in whens]
    known = [version for version in named if version]
    if len(known) < len(named) or (kind is Kind.TEXT and len(named) > 1):
        return None
    if kind is Kind.TEXT:
        return tuple(known) or (policy,)
    if kind is not Kind.CHANGES:
        return ()
    neighbours = library.earlier.get(policy.code, ())[:1] or library.coming.get(policy.code, ())[-1:]
    pair = known if len(known) == 2 else [*(known or neighbours), policy]
    pair.sort(key=lambda version: (version.version, version.last_reviewed))
    if pair[0].sha256 != pair[-1].sha256:
        return tuple(pair)
    return (pair[0],) if len(library.versions(policy.code)) > 1 else ()
