"""What words name: cards and JSON lines refuse and answer the same."""

import pytest

from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.named import named
from handlers.guidance.request import Request
from tests.handlers.guidance.sayable import Sayable, buttons, quotes
from tests.handlers.guidance.shelf import OLD_WORDS, TODAY

REFUSED = [
    *("448", "policy 448", "policy 514", "does 514 cover that", "447.2", "447.2 A", "448 III.F", "449 III.F"),
    *(
        "III.Z",
        "447.1 III.Z",
        "section IX",
        "III.Z and III.Y",
        "section Q",
        "447.1 IV",
        "show me III.Z please",
    ),
    *("III.F in 1999", "III.F version 2", "447.1 @1999-01-01", "III.F @deadbeef", "text @1999-01-01"),
    *("changes @1999-01-01", "version 7", "500 III.F version before", "III.G in 2015", "III.F @2012 @2013"),
    *("text of 448", "full text of policy 448", "what changed in 448", "what changed in policy 514"),
    *(
        "versions of 448",
        "policy 448 history",
        "list policy 448",
        "changes in 514",
        "448 in 2015",
        "448 in 1999",
    ),
    *("448 III.A @2015-01-01", "448 III.A in 2015", "447.2 III.F @2015", "447.3 F @2015"),
    *("what did 447.2 III.F say two years ago", "what did 447.2 say two years ago"),
    *("what did III.F say about photos in 1999", "qu\u00e9 dec\u00eda III.F en 1999", "447 III.Q"),
]
HELD = [
    *("III.F", "3f", "447.1 III.F", "section three f", "the second paragraph of F", "III.F and III.Z"),
    *(
        "III.F today",
        "III.F yesterday",
        "III.F in may, 2015",
        "III.F 10 yrs ago",
        "III.F la versi\u00f3n anterior",
    ),
    *("previous version of III.B", "sections A to F", "A-F", "F vs A", "qu\u00e9 dec\u00eda III.F en 2015"),
    *("what did III.F say about photos in 2015", "F.2", "iii (f)", "guideline F please", "part B of III"),
    *("III.F.1", "III F 1", "first paragraph of III.F", "last paragraph of III.F", "rule F"),
    *("full text of III.F", "III.F - G", "A to Z"),
    *("dates", "can you show me III.F", "the original version of III.B", "III.G"),
]
ASKED = [
    *("does III.F cover photos from 2011", "does III.F cover pictures of the class of 2011"),
    "is III.F about what a student did in 2013",
    *(
        "what does policy 514 say about bullying",
        "what does III.Z say about photos",
        "can I see a",
        "show me a",
    ),
    *(
        "is there school tomorrow",
        "can I post photos of my class?",
        "what about 4-H",
        "what is 1 v 1",
        "room 514",
    ),
    *(
        "does section Z say anything about photos",
        "what does 448 say about texting students",
        "Darf ich das hier?",
    ),
]
REFUSALS = (
    " has no section ",
    " had no section ",
    "I do not have ",
    "The policy says nothing",
    "I cannot read",
)


def refuses(library: PolicyLibrary, text: str) -> bool:
    """Whether the card says that what was asked for is not there, or that nothing is sure."""
    card = GuidanceHandler(library).card(text)
    unheld = "I hold no such version" in repr(card.elements)
    return unheld or any(one in card.title for one in (*REFUSALS, "I am not sure"))


@pytest.mark.parametrize("text", [*REFUSED, *HELD, *ASKED])
def test_a_card_and_a_line_of_json_agree(library: PolicyLibrary, revised: PolicyLibrary, text: str) -> None:
    for one in (library.as_of(TODAY), revised.as_of(TODAY)):
        answered = GuidanceHandler(one).answers(text)
        assert answered.abstained is refuses(one, text)
        cited = [found.passage.citation for found in answered.answers]
        shown = {quote.citation for quote in quotes(GuidanceHandler(one).card(text))}
        assert answered.abstained or cited[0] in shown
        assert Sayable(one).unsaid(GuidanceHandler(one).card(text)) == []


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_held_is_refused(revised: PolicyLibrary, text: str) -> None:
    assert refuses(revised.as_of(TODAY), text)
    assert named(revised.as_of(TODAY), text).refused


@pytest.mark.parametrize("text", HELD)
def test_what_is_held_is_shown(revised: PolicyLibrary, text: str) -> None:
    assert not refuses(revised.as_of(TODAY), text)


@pytest.mark.parametrize("text", ASKED)
def test_a_question_is_searched(library: PolicyLibrary, text: str) -> None:
    found = named(library, text)
    assert not found.alone
    assert found.leafed is None


def test_what_is_not_there_is_said_beside_what_is(library: PolicyLibrary) -> None:
    for text in ("show me III.Z and III.F", "what does III.Z say about photos"):
        card = GuidanceHandler(library).card(text)
        assert "447.1 has no section III.Z, so I cannot quote it." in repr(card.elements[0])
        assert quotes(card)


def test_the_version_before_is_shown_with_its_words(revised: PolicyLibrary) -> None:
    for text in (
        "previous version of III.B",
        "III.B before the revision",
        "la versi\u00f3n original de III.B",
    ):
        assert OLD_WORDS in repr(GuidanceHandler(revised.as_of(TODAY)).card(text))


def test_leafing_through_is_no_refusal(revised: PolicyLibrary) -> None:
    assert isinstance(named(revised, "what changed").leafed, Request)
    assert not named(revised, "contents").refused


def test_whom_to_call_stands_above_a_refusal_too(library: PolicyLibrary) -> None:
    assert "988" in repr(GuidanceHandler(library).card("III.Z kms").elements[0])


def cited(library: PolicyLibrary, text: str) -> list[str]:
    return [quote.citation for quote in quotes(GuidanceHandler(library).card(text))]


def test_all_sections_of_a_list_are_shown_as_they_were(many: PolicyLibrary) -> None:
    text = "III.F and 512 II.A-2 in 2025"
    card = GuidanceHandler(many).card(text)
    assert cited(many, text)[1] == "512 II.A-2, adopted 1/15/2024"
    assert "This is the version of 2024-01-15. It is no longer in force." in repr(card.elements)
    assert Sayable(many).unsaid(card) == []


def test_a_section_of_a_list_that_was_not_there_is_said_to_be_missing(revised: PolicyLibrary) -> None:
    for text, section in (("III.F and III.Z in 2015", "III.Z"), ("III.F and III.G in 2015", "III.G")):
        card = GuidanceHandler(revised.as_of(TODAY)).card(text)
        assert f"447.1 of 2012-05-14 had no section {section}" in repr(card.elements)
        assert [quote.citation.partition(",")[0] for quote in quotes(card)] == ["447.1 III.F"]
        assert Sayable(revised).unsaid(card) == []


def test_what_is_here_is_leafed_through_beside_what_is_not(many: PolicyLibrary) -> None:
    card = GuidanceHandler(many).card("what changed in 512 and 448")
    assert card.title == "What changed in 512"
    assert "448 is not in this library" in repr(card.elements)


@pytest.mark.parametrize(
    "text", ["what does 650 say about keys", "does 650 let the office open it with a key"]
)
def test_a_policy_that_is_named_is_searched_alone(many: PolicyLibrary, text: str) -> None:
    assert cited(many, text)
    assert all(citation.startswith("650 ") for citation in cited(many, text))
    assert Sayable(many).unsaid(GuidanceHandler(many).card(text)) == []


def test_where_it_says_nothing_its_contents_are_a_button_away(many: PolicyLibrary) -> None:
    card = GuidanceHandler(many).card("does 651 let me post photos of my class on instagram")
    assert "I found nothing in 651 that answers this" in repr(card.elements)
    assert [button.value for button in buttons(card)] == ["651"]
    assert Sayable(many).unsaid(card) == []


@pytest.mark.parametrize("text", ["650 and 651", "651, 650", "what about 650 and 651?"])
def test_two_policies_are_listed(many: PolicyLibrary, text: str) -> None:
    assert [button.value for button in buttons(GuidanceHandler(many).card(text))] == ["650", "651"]


@pytest.mark.parametrize(
    "text",
    ["did drones need permission of the office two years ago", "what did 512 say about drones in 2025"],
)
def test_todays_words_are_not_taken_for_those_of_then(many: PolicyLibrary, text: str) -> None:
    card = GuidanceHandler(many).card(text)
    assert "The words quoted here are those in force today." in repr(card.elements[0])
    then = next(button.value for button in buttons(card) if button.label == "512 II.A-2 as of 2024-01-15")
    assert cited(many, then) == ["512 II.A-2, adopted 1/15/2024"]
    assert Sayable(many).unsaid(card) == []


@pytest.mark.parametrize(
    "text", ["may I fly drones tomorrow", "did 512 allow drones yesterday", "drones in 2025"]
)
def test_where_the_words_are_the_same_or_no_date_is_meant_nothing_is_said(
    many: PolicyLibrary, text: str
) -> None:
    assert "in force today" not in repr(GuidanceHandler(many).card(text))


def test_a_list_stays_in_the_policy_of_its_first_name(many: PolicyLibrary) -> None:
    assert cited(many, "650 II.A and II.A-2") == [
        "650 II.A, adopted 1/15/2024",
        "650 II.A-2, adopted 1/15/2024",
    ]
    assert "512 has no section II.Z" in repr(GuidanceHandler(many).card("512 II.A-2 and II.Z"))
    assert cited(many, "512 II.A-2 and III.F")[1].startswith("447.1 III.F,")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        *((text, "447.1 III.F: ") for text in ("III.F.1", "III F 1", "F1", "rule F", "full text of III.F")),
        *((text, "447.1 III.F-2") for text in ("last paragraph of III.F", "III.F last paragraph")),
        *((text, "447.1 has no section III.F-3") for text in ("III.F para 3", "paragraph 3 of III.F")),
        *(
            (text, "What changed in 447.1")
            for text in ("what changed in III.F", "did III.F change since 2012")
        ),
        ("history of III.F", "The versions of 447.1"),
        *(
            (text, "447.1 Social Media Guidelines")
            for text in ("Art. III", "section 400", "400", "does 447.1 cover it")
        ),
        *((text, "The policies in this library") for text in ("section 600", "series 600")),
        *((text, "512 Pictures") for text in ("section 500", "is there a policy 512?")),
        ("did 512 change since 2025", "What changed in 512"),
        ("III.F of 512", "512 has no section III.F"),
        ("policy 400", "I do not have 400"),
    ],
)
def test_short_names(many: PolicyLibrary, text: str, title: str) -> None:
    card = GuidanceHandler(many).card(text)
    assert card.title.startswith(title)
    assert Sayable(many).unsaid(card) == []


def test_a_range_that_ends_nowhere_says_so(many: PolicyLibrary) -> None:
    for text, first, gone in (("A to Z", "III.A", "Z"), ("III.F - G", "III.F", "G")):
        assert cited(many, text)[0].startswith(f"447.1 {first},")
        assert f"447.1 has no section {gone}" in repr(GuidanceHandler(many).card(text))


def test_sections_of_one_number_are_all_shown_where_the_first_policy_has_none(many: PolicyLibrary) -> None:
    card = GuidanceHandler(many).card("II.A")
    assert card.title == "Several policies have a section II.A"
    shown = {citation.partition(" ")[0] for citation in cited(many, "II.A")}
    shown |= {button.value.partition(" ")[0] for button in buttons(card)}
    assert shown == {"512", "640", "650", "651"}
    assert cited(many, "640 II.A") == ["640 II.A, adopted 1/15/2024"]
    assert Sayable(many).unsaid(card) == []


def test_a_section_and_another_policy_are_both_shown(many: PolicyLibrary) -> None:
    assert cited(many, "640 and III.F") == ["447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017"]
    assert "640" in [button.value for button in buttons(GuidanceHandler(many).card("640 and III.F"))]


def test_of_two_policies_it_is_asked_which(many: PolicyLibrary) -> None:
    card = GuidanceHandler(many).card("what changed in 512 and 640")
    assert [button.value for button in buttons(card)] == ["512", "640"]


def test_the_number_of_a_policy_is_no_word_to_search_for(library: PolicyLibrary) -> None:
    assert cited(library, "447.1 photos")[0].startswith("447.1 III.F,")
