"""Leafing through: sections, contents, whole text, versions, changes; within the channels' limits."""

from collections.abc import Callable

import pytest

from adapters.slack.card import messages
from adapters.teams.pages import pages
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Card, Facts, Text, Tone
from handlers.conversation.event import Press
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.questions import Questions
from handlers.guidance.text_card import text_pages
from tests.handlers.guidance.sayable import Sayable, buttons, quotes
from tests.handlers.guidance.shelf import NEW_WORDS, OLD_WORDS

WHO, WHERE = Actor(Channel.WEB, "1", "Sam"), Place(Channel.WEB)
Show = Callable[[str], Card]


def shower(library: PolicyLibrary) -> Show:
    handler = GuidanceHandler(library)

    def show(value: str) -> Card:
        (card,) = handler.presses["guidance.show"](Press(WHO, WHERE, "guidance.show", value)).cards
        return card

    return show


@pytest.fixture(scope="module")
def now(library: PolicyLibrary) -> Show:
    """The sample, with one version."""
    return shower(library)


@pytest.fixture(scope="module")
def later(revised: PolicyLibrary) -> Show:
    """The library with a past."""
    return shower(revised)


def words(card: Card) -> str:
    texts = [e.text for e in card.elements if isinstance(e, Text)]
    return " ".join([*texts, *(" ".join(p) for e in card.elements if isinstance(e, Facts) for p in e.pairs)])


def labels(card: Card) -> list[str]:
    return [button.label for button in buttons(card)]


def value(card: Card, label: str) -> str:
    return next(button.value for button in buttons(card) if button.label == label)


def test_one_can_turn_the_pages_from_the_first_section_to_the_last(now: Show, library: PolicyLibrary) -> None:
    card, seen = now("447.1 I"), ["447.1 I"]
    while any(label.startswith("Next: ") for label in labels(card)):
        seen.append(value(card, next(label for label in labels(card) if label.startswith("Next: "))))
        card = now(seen[-1])
    assert seen == [passage.name for passage in library.passages]
    assert "Previous: III.personal-info" in labels(card)


def test_related_sections_are_named_with_what_they_are_about(now: Show) -> None:
    card = now("III.F")
    assert "III.F-2 What may be told, pseudonyms, school business" in words(card)
    assert "See III.F-2" in labels(card)


def test_a_policy_named_in_a_section_is_named_and_no_more(now: Show) -> None:
    assert "448 is not in this library" in words(now("III.A"))
    card = now("448")
    assert card.title == "I do not have 448"
    (quote,) = quotes(card)
    assert quote.text[slice(*quote.marked[0])].startswith("School Board Policy 448: Electronic")


def test_a_question_about_a_policy_that_is_not_here_is_told_so(library: PolicyLibrary) -> None:
    handler = GuidanceHandler(library)
    for question in ("does policy 448 say who feeds the cat", "what does 448 say on photos of students"):
        assert "448 is not in this library" in words(handler.card(question))


def test_a_named_policy_that_is_here_can_be_opened(later: Show) -> None:
    card = later("500 III.F")
    assert value(card, "Contents of 447.1") == "447.1"
    assert "not in this library" not in words(card)


def test_a_bare_number_offers_the_same_number_elsewhere(later: Show) -> None:
    assert value(later("III.F"), "500 III.F") == "500 III.F"
    assert "500 III.F" not in labels(later("447.1 III.F"))
    assert "500 III.F" not in labels(later("447.1 3f"))


def test_an_earlier_version_says_so_first_and_leads_to_the_one_in_force(later: Show) -> None:
    card = later("447.1 III.B @2012-05-14")
    assert card.tone is Tone.CAUTION
    assert isinstance(card.elements[0], Text)
    assert card.elements[0].text == "This is the version of 2012-05-14. It is no longer in force."
    assert quotes(card)[0].citation == "447.1 III.B, adopted 5/14/2012, reviewed 04/10/2017"
    assert OLD_WORDS in quotes(card)[0].text
    assert NEW_WORDS in quotes(later(value(card, "As in force today")))[0].text
    following = later(value(card, "Next: III.C"))
    assert "447.1 version 2012-05-14" in words(following)


def test_a_section_that_is_no_more_leads_to_the_contents(revised: PolicyLibrary) -> None:
    (in_force, earlier), sections = revised.versions("447.1"), revised.policies[0].sections
    without = Policy.model_validate(
        in_force.model_dump() | {"sections": [s.model_dump() for s in sections if s.id != "III.B"]}
    )
    library = PolicyLibrary((without,), {"447.1": Questions(policy="447.1")}, {"447.1": (earlier,)})
    assert value(shower(library)("III.B @2012-05-14"), "As in force today") == "447.1"


def test_the_whole_text_is_there_page_by_page(now: Show, library: PolicyLibrary) -> None:
    card, printed = now("447.1 text"), []
    while True:
        printed += [e.text for e in card.elements if isinstance(e, Text) and e.strong]
        printed += [quote.text for quote in quotes(card)]
        if "Next page" not in labels(card):
            break
        card = now(value(card, "Next page"))
    lines = [line for text in printed for line in text.splitlines() if line]
    assert sorted(lines) == sorted(library.policies[0].paragraphs)
    assert now(value(card, "Previous page")).title == "447.1: the whole text, page 2 of 3"


def test_a_part_is_kept_together_where_a_page_can_hold_it(library: PolicyLibrary) -> None:
    first, second, third = text_pages(library.policies[0])
    assert [line.id for line in first] == ["meta", "I", "I", "II", "II"]
    assert [line.id for line in second][:2] == ["III", "III.A"]
    assert [line.id for line in third][-1] == "III.personal-info"


@pytest.mark.parametrize(("asked", "page"), [("447.1 text 0", 1), ("447.1 text 99", 3), ("447.1 text 2", 2)])
def test_a_page_that_is_not_there_is_the_nearest_one(now: Show, asked: str, page: int) -> None:
    assert now(asked).title == f"447.1: the whole text, page {page} of 3"


def test_the_text_of_an_earlier_version_stays_in_it(later: Show) -> None:
    card = later("447.1 text 2 @2012-05-14")
    assert any(OLD_WORDS in quote.text for quote in quotes(card))
    assert "no longer in force" in words(card)
    assert "no longer in force" in words(later(value(card, "Previous page")))


def test_what_changed_is_said_in_words_and_marked_in_both_texts(later: Show) -> None:
    card = later("what changed")
    assert "From the version of 2012-05-14 to the version of 2026-09-01:" in words(card)
    assert "2 changed, 1 new, 16 the same." in words(card)
    assert "III.B has other words" in words(card)
    assert "III.G is new" in words(card)
    assert "Taken out “district”" in words(card)
    assert "Put in “duty”" in words(card)
    before, after = quotes(card)[:2]
    assert before.citation == "Before: 447.1 III.B, version 2012-05-14"
    assert [before.text[a:b] for a, b in before.marked] == ["district"]
    assert after.citation == "After: 447.1 III.B, version 2026-09-01"
    assert [after.text[a:b] for a, b in after.marked] == ["duty"]


def test_of_one_version_nothing_can_have_changed(now: Show) -> None:
    assert "I hold only one version of 447.1, of 2012-05-14" in words(now("what changed"))


def test_all_versions_can_be_opened(later: Show) -> None:
    card = later("versions of 447.1")
    assert "2026-09-01 in force, adopted 5/14/2012, revised 9/1/2026, reviewed 04/10/2017" in words(card)
    assert "447.1 I @2012-05-14" in words(card)
    old = later(value(card, "As of 2012-05-14"))
    assert old.tone is Tone.CAUTION
    assert all("@33cc8c229217" in b.value for b in buttons(old) if b.label.startswith("III."))


@pytest.mark.parametrize(
    "asked", ["what did III.B say in 2015", "III.B of 2012", "III.B as of 3/1/2016", "III.B from 2012-06-01?"]
)
def test_a_year_or_a_day_asks_for_the_words_of_that_time(later: Show, asked: str) -> None:
    assert OLD_WORDS in quotes(later(asked))[0].text


@pytest.mark.parametrize("asked", ["III.G in 2015", "447.1 III.G @2012-05-14"])
def test_a_section_of_later_is_not_there_yet(later: Show, asked: str) -> None:
    card = later(asked)
    assert card.title == "447.1 of 2012-05-14 had no section III.G"
    assert buttons(card)[0].value == "447.1 @2012-05-14"


def test_a_section_that_never_was_is_said_to_be_none(later: Show) -> None:
    assert later("III.Z @2012-05-14").title == "447.1 has no section III.Z"


@pytest.mark.parametrize("asked", ["447.1 III.B @1999-01-01", "text @deadbeef", "changes @1999-01-01"])
def test_a_version_that_never_was_is_answered_with_those_there_are(later: Show, asked: str) -> None:
    card = later(asked)
    assert card.title == "The versions of 447.1"
    assert "I hold no such version of 447.1." in words(card)


def test_contents_of_several_policies_are_their_list(later: Show, now: Show) -> None:
    for asked in ("contents", "policies", "the guidelines"):
        assert labels(later(asked)) == ["447.1", "500"]
        assert now(asked).title == "447.1 Social Media Guidelines for Employees"


def test_every_button_leads_somewhere(later: Show, now: Show) -> None:
    for show in (later, now):
        seen: set[str] = set()
        left = ["447.1", "policies", "what changed", "448"]
        while left:
            asked = left.pop()
            card = show(asked)
            assert card.title != "Ask about the guidelines", asked
            fresh = {b.value for b in buttons(card) if b.action == "guidance.show"} - seen
            seen |= fresh
            left += fresh
        assert len(seen) > 15


def long_policy(sections: int, length: int) -> Policy:
    text = " ".join(f"Sentence {number} says a thing." for number in range(length // 24))
    stated = {"format": 1, "code": "900", "title": "Long", "type": "t", "series": "s", "adopted": "1/1/2020"}
    return Policy.model_validate(
        {**stated, "sections": [{"id": f"S{n}", "text": f"Number {n}. {text}"} for n in range(sections)]}
    )


@pytest.mark.parametrize(
    "asked", ["447.1", "447.1 text", "447.1 text 2", "447.1 text 3", "III.D", "versions"]
)
def test_a_card_is_one_message_on_every_channel(later: Show, asked: str) -> None:
    card = later(asked)
    assert len(messages([card])) == 1
    assert len(pages(card)) == 1


def test_a_long_policy_keeps_to_the_limits(now: Show) -> None:
    old, new = long_policy(80, 300), long_policy(80, 290)
    library = PolicyLibrary((new,), {"900": Questions(policy="900")}, {"900": (old,)})
    show, sayable = shower(library), Sayable(library)
    for asked in ("900", "900 text", "900 text 5", f"900 changes @{old.fingerprint}", "S7"):
        card = show(asked)
        assert len(messages([card])) <= 2
        assert len(pages(card)) == 1
        assert sayable.unsaid(card) == []
    assert "Page 1" in labels(show("900"))


def test_of_many_policies_a_page_is_listed() -> None:
    one = long_policy(1, 50).model_dump()
    policies = tuple(Policy.model_validate(one | {"code": f"{code}"}) for code in range(800, 860))
    show = shower(PolicyLibrary(policies, {p.code: Questions(policy=p.code) for p in policies}))
    card = show("policies")
    assert card.title == "The policies in this library, page 1 of 3"
    assert labels(show(value(card, "Next page")))[:2] == ["820", "821"]
    assert labels(show("policies 3"))[-1] == "Previous page"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what changed in 512 since yesterday", "Nothing changed in 512 since the version of 2026-08-01."),
        (
            "changes in 512 between 2024-02-01 and 2024-03-01",
            "Nothing changed in 512 between those days: the version of 2024-01-15 held on both.",
        ),
        (
            "what changed in 640",
            "I hold only one version of 640, of 2024-01-15, so there is nothing to compare.",
        ),
    ],
)
def test_nothing_changed_is_not_said_of_the_only_version(many: PolicyLibrary, text: str, said: str) -> None:
    card = shower(many)(text)
    assert said in words(card)
    assert Sayable(many).unsaid(card) == []
