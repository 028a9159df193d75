"""What there is: the sections of a policy, its versions, the policies of the library, a policy elsewhere."""

from collections.abc import Iterator, Sequence

from handlers.conversation.card import Button, Card, Facts, Quote, Text, Tone
from handlers.guidance import phrases
from handlers.guidance.absent import Absent
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import MANY, not_here, pinned, row, shows, standing, topic, turning
from handlers.guidance.text_card import text_pages

SHELF = 20  # policies on one page of the list
VERSIONS = 12  # versions on one card


def contents_card(library: PolicyLibrary, policy: Policy) -> Card:
    """The sections of a policy in any version."""
    pin = pinned(library, policy)
    passages = [Passage(policy, section) for section in policy.sections]
    facts = Facts(tuple((p.section.id, topic(library, p) or p.section.first_sentence) for p in passages))
    in_force = phrases.IN_FORCE.format(version=policy.version, fingerprint=policy.fingerprint)
    return Card(
        f"{policy.code} {policy.title}",
        (
            Text(phrases.TYPE_AND_DATES.format(type=policy.type, dates=policy.dated), small=True),
            Text(standing(library, policy) or in_force, small=True),
            *(() if pin else _coming(library, policy)),
            facts,
            *row(list(_into(policy, pin))),
            *row(list(_beside(library, policy, pin))),
        ),
        summary=phrases.CONTENTS_SUMMARY,
        tone=Tone.CAUTION if pin else Tone.PLAIN,
    )


def _coming(library: PolicyLibrary, policy: Policy) -> Iterator[Text]:
    for later in reversed(library.coming.get(policy.code, ())):
        yield Text(phrases.NEW_VERSION.format(version=later.version), strong=True)


def _into(policy: Policy, pin: str) -> Iterator[Button]:
    """A button for each section, or for each page where the sections are too many."""
    if len(policy.sections) <= MANY:
        for section in policy.sections:
            yield shows(section.id, f"{policy.code} {section.id}{pin}")
        return
    for page in range(1, min(len(text_pages(policy)), MANY) + 1):
        yield shows(phrases.PAGE.format(page=page), f"{policy.code} text {page}{pin}")


def _beside(library: PolicyLibrary, policy: Policy, pin: str) -> Iterator[Button]:
    yield shows(phrases.WHOLE_TEXT, f"{policy.code} text{pin}")
    if pin and policy.code in {in_force.code for in_force in library.policies}:
        yield shows(phrases.AS_IN_FORCE, policy.code)
    if library.earlier.get(policy.code):
        yield shows(phrases.WHAT_CHANGED, f"{policy.code} changes{pin}")
    for later in library.coming.get(policy.code, ())[-1:]:
        yield shows(phrases.WHAT_WILL_CHANGE, f"{policy.code} changes @{later.fingerprint}")
    if len(library.versions(policy.code)) > 1:
        yield shows(phrases.ALL_VERSIONS, f"{policy.code} versions")
    if len(library.policies) > 1:
        yield shows(phrases.ALL_POLICIES, "policies")


def policies_card(policies: Sequence[Policy], page: int) -> Card:
    """Policies of the library, a page of them (from 1)."""
    pages = -(-len(policies) // SHELF)
    page = min(max(page, 1), pages)
    shown = policies[(page - 1) * SHELF : page * SHELF]
    title = phrases.POLICIES if pages == 1 else phrases.POLICIES_PAGE.format(page=page, pages=pages)
    return Card(
        title,
        (
            Facts(tuple((policy.code, policy.title) for policy in shown)),
            *row([shows(policy.code, policy.code) for policy in shown]),
            *row(turning("policies", page, pages)),
        ),
        summary=phrases.POLICIES_SUMMARY,
    )


def versions_card(library: PolicyLibrary, policy: Policy, missing: bool = False) -> Card:
    """All versions of a policy, the latest first; `missing` where another one was asked for."""
    versions = library.versions(policy.code)
    now, shown = library.policy(policy.code) or policy, versions[:VERSIONS]
    facts = Facts(tuple((p.version, _state(library, p)) for p in shown))
    more = len(versions) - len(shown)
    example = phrases.VERSIONS_EXAMPLE.format(code=now.code, id=now.sections[0].id, version=shown[-1].version)
    buttons = [
        shows(phrases.AS_OF.format(version=p.version), f"{p.code}{pin}")
        for p in shown
        if (pin := pinned(library, p))
    ]
    changed = [shows(phrases.WHAT_CHANGED, f"{now.code} changes")] if buttons else []
    return Card(
        phrases.VERSIONS.format(code=policy.code),
        (
            *([Text(phrases.VERSIONS_MISSING.format(code=now.code))] if missing else []),
            facts,
            *([Text(phrases.VERSIONS_MORE.format(number=more))] if more else []),
            Text(phrases.VERSIONS_HOW, small=True),
            Text(example, small=True),
            *row([*buttons, *changed, shows(phrases.CONTENTS, now.code)]),
        ),
        summary=phrases.VERSIONS_SUMMARY,
        tone=Tone.CAUTION if missing else Tone.PLAIN,
    )


def _state(library: PolicyLibrary, policy: Policy) -> str:
    said = phrases.VERSION_IN_FORCE if library.is_in_force(policy) else phrases.VERSION_EARLIER
    said = phrases.VERSION_COMING if library.is_coming(policy) else said
    return said.format(version=policy.version, dates=policy.dated, fingerprint=policy.fingerprint)


def absent_card(absent: Absent) -> Card:
    """A section's name that a policy does not have, now or in another version, and its contents."""
    title = phrases.ABSENT.format(code=absent.code, absent=absent.section)
    contents = shows(phrases.CONTENTS_OF.format(code=absent.code), absent.code)
    if version := absent.then:
        title = phrases.ABSENT_THEN.format(code=absent.code, version=version.version, absent=absent.section)
        contents = shows(phrases.AS_OF.format(version=version.version), f"{absent.code} @{version.version}")
    return Card(
        title,
        (
            Text(phrases.ABSENT_READ),
            *row([contents]),
        ),
        summary=phrases.ABSENT_SUMMARY,
        tone=Tone.CAUTION,
    )


def elsewhere_card(library: PolicyLibrary, code: str, consult: Button | None = None) -> Card:
    """A policy that is not in the library, and where the library's policies name it."""
    name = library.name_of(code) or code
    naming = [p for p in library.passages if name != code and name in p.section.text]
    quotes = [_naming(passage, name) for passage in naming[:3]]
    return Card(
        phrases.ELSEWHERE_TITLE.format(absent_code=code),
        (
            not_here(library, code),
            *([Text(phrases.NAMED_IN)] if quotes else []),
            *quotes,
            *row(
                [
                    shows(phrases.SEE_IN.format(code=p.policy.code, id=p.section.id), p.name)
                    for p in naming[:3]
                ]
                + ([consult] if consult else [])
            ),
        ),
        summary=phrases.ELSEWHERE_SUMMARY,
        tone=Tone.CAUTION,
    )


def _naming(passage: Passage, name: str) -> Quote:
    start = passage.section.text.index(name)
    return Quote(passage.section.text, passage.citation, ((start, start + len(name)),))
