"""What every card of guidance is made of: buttons that name what they show, topics, other policies."""

from collections.abc import Iterator, Sequence

from handlers.conversation.card import Button, Buttons, Element, Text
from handlers.guidance import phrases
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import Policy

SHOW = "guidance.show"
MANY = 24  # buttons on one card, Slack's limit for one row of them less one


def shows(label: str, spelling: str) -> Button:
    """A button that shows what somebody would get who typed this."""
    return Button(label, SHOW, spelling)


def row(buttons: Sequence[Button]) -> tuple[Element, ...]:
    """The buttons side by side, and nothing where there are none."""
    return (Buttons(tuple(buttons)),) if buttons else ()


def turning(spelling: str, page: int, pages: int, pin: str = "") -> list[Button]:
    """The buttons to the pages before and after; `pin` follows the page's number."""
    before = [shows(phrases.PREVIOUS_PAGE, f"{spelling} {page - 1}{pin}")] if page > 1 else []
    after = [shows(phrases.NEXT_PAGE, f"{spelling} {page + 1}{pin}")] if page < pages else []
    return [*before, *after]


def pinned(library: PolicyLibrary, policy: Policy) -> str:
    """What follows a name so that it finds this version: nothing where it is the one in force."""
    return "" if library.is_in_force(policy) else f" @{policy.fingerprint}"


def standing(library: PolicyLibrary, policy: Policy) -> str:
    """That a version is no longer or not yet in force; nothing for the one that is."""
    if library.is_in_force(policy):
        return ""
    said = phrases.TAKES_EFFECT if library.is_coming(policy) else phrases.NOT_IN_FORCE
    return said.format(version=policy.version)


def topic(library: PolicyLibrary, passage: Passage) -> str:
    """A few words on a section; none where there are none, or where another version is meant."""
    if not library.is_in_force(passage.policy):
        return ""
    return library.questions[passage.policy.code].topics.get(passage.section.id, "")


def title(library: PolicyLibrary, passage: Passage) -> str:
    """Such as `447.1 III.F: Confidential information, names and photos`."""
    words = topic(library, passage)
    return f"{passage.name}: {words}" if words else passage.name


def is_safety(library: PolicyLibrary, passage: Passage) -> bool:
    """Whether whom to call stands above this section."""
    return passage.section.id in library.questions[passage.policy.code].safety


def others_named(
    library: PolicyLibrary, passages: Sequence[Passage], said: Sequence[str] = ()
) -> Iterator[Element]:
    """For each policy of another code that the passages name: a button, or that it is not here.

    `said` are codes of which it is said elsewhere on the card.
    """
    named = (
        code
        for passage in passages
        for code, name in library.questions[passage.policy.code].mentions.items()
        if name in passage.section.text
    )
    for code in dict.fromkeys(named):
        if library.policy(code):
            yield Buttons((shows(phrases.CONTENTS_OF.format(code=code), code),))
        elif code not in said:
            yield not_here(library, code, small=True)


def not_here(library: PolicyLibrary, code: str, small: bool = False) -> Text:
    """That a policy is not in the library, by the name our policies give it, if they do."""
    name = library.name_of(code)
    said = phrases.ELSEWHERE_NAMED if name else phrases.ELSEWHERE
    return Text(said.format(absent_code=code, absent_name=name), small=small)


def versions_of(policies: Sequence[Policy]) -> str:
    """Such as `447.1 version 2012-05-14, fingerprint 33cc8c229217`, one for each policy."""
    said = (
        phrases.VERSION.format(code=p.code, version=p.version, fingerprint=p.fingerprint)
        for p in {policy.sha256: policy for policy in policies}.values()
    )
    return "; ".join(said)
