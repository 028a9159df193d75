"""Policies named by number that are not in the library, and numbers that are none."""

import pytest

from handlers.conversation.card import Button, Text
from handlers.guidance.elsewhere import elsewhere
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary, read_library
from tests.handlers.guidance.sayable import Sayable, quotes
from tests.handlers.guidance.shelf import PLAIN, TODAY, several

CONSULT = Button("Ask a question", "consult.open")
NAME = "School Board Policy 448: Electronic Communication Between Employees and Students"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((s, "514") for s in ("policy 514", "procedure 514", "pol. 514", "#514", "514", "what about 514?")),
        *((s, "514") for s in ("Policy #514", "policy no. 514", "the 514 policy", "pol\u00edtica 514")),
        *(
            (s, "514")
            for s in ("what does policy 514 say about bullying", "does 514 cover that", "514 says no")
        ),
        *((s, "514") for s in ("can I post, per 514", "III.F of policy 514", "what does #514 allow")),
        ("is there a policy 413", "413"),
        ("policy 5141", "5141"),
        ("do you have procedure 514.2?", "514.2"),
        *((s, "447.2") for s in ("447.2", "447.2 A", "447.2 III.A", "does 447.2 let me post photos")),
        ("policy 504", "504"),
        *(
            (s, "448")
            for s in ("448", "what does 448 say about texting", "texting and 448", "policy 448 III F")
        ),
        ("449 III.F", "449"),
    ],
)
def test_a_policy_that_is_not_here(library: PolicyLibrary, text: str, code: str) -> None:
    assert elsewhere(library, text).codes == (code,)


def test_several_are_each_named(library: PolicyLibrary) -> None:
    assert elsewhere(library, "do 447.2 and 514 apply").codes == ("447.2", "514")


@pytest.mark.parametrize(
    "text",
    [
        *("", "room 514", "can I post a photo of room 514", "bus 448", "my bus 448 kids", "rm #514"),
        *("514 students", "514 students liked my post", "448 students follow me", "policy 2015", "in 2015"),
        *("policy on 300 photos", "policy 447.1", "policy 447", "447.1 III.F", "911", "988", "504", "999 Z"),
        *("my kid has a 504 plan", "who do I call, 911", "101.5 fm", "it cost $447.10", "448 people saw it"),
        *("call 218-299-7139", "at 514 main", "\ud800", "5/14/2012", "3,514 views", "a 504 covers my kid"),
    ],
)
def test_other_numbers(library: PolicyLibrary, text: str) -> None:
    assert elsewhere(library, text).codes == ()
    assert elsewhere(library, text).rest == text


@pytest.mark.parametrize("text", ["does 514 cover that", "is there a policy 413", "447.2 A", "#514", "514"])
def test_it_is_said_in_the_same_words_as_ever(library: PolicyLibrary, text: str) -> None:
    handler = GuidanceHandler(library, CONSULT)
    card = handler.card(text)
    assert card.title.startswith("I do not have ")
    assert handler.answers(text).abstained
    assert Sayable(library).unsaid(card) == []


def test_the_question_beside_it_is_answered_from_what_is_held(library: PolicyLibrary) -> None:
    card = GuidanceHandler(library).card("what does policy 514 say about students in photos")
    assert quotes(card)
    said = [element.text for element in card.elements if isinstance(element, Text)]
    assert said[2] == "514 is not in this library, so I cannot quote it. Ask your supervisor for it."
    assert Sayable(library).unsaid(card) == []


def test_one_our_policies_name_is_called_by_its_name(library: PolicyLibrary) -> None:
    for text in ("448", "what does 448 say about texting students"):
        card = GuidanceHandler(library).card(text)
        assert repr(card.elements).count(f"Our policies call it {NAME}.") == 1
        assert Sayable(library).unsaid(card) == []


def test_a_section_of_another_policy_is_not_ours(library: PolicyLibrary) -> None:
    for text in ("III.F of policy 514", "514.2 III.F", "447.2 F"):
        assert quotes(GuidanceHandler(library).card(text)) == []


def test_of_a_row_of_numbers_the_first_fifty_are_looked_at(library: PolicyLibrary) -> None:
    assert len(elsewhere(library, " ".join(f"policy {n}" for n in range(500, 640))).codes) == 50


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("what does 650 say about keys", ["650"]),
        ("keys, policy 640 or 650", ["640", "650"]),
        ("does 447 let me post photos", ["447.1"]),
        ("room 650 has no key", []),
        ("650 students saw it", []),
        ("may I post a photo", []),
    ],
)
def test_policies_that_are_here_are_told_from_other_numbers(
    many: PolicyLibrary, text: str, codes: list[str]
) -> None:
    assert [policy.code for policy in elsewhere(many, text).held] == codes
    assert elsewhere(many, text).codes == ()


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> PolicyLibrary:
    """447.1, and policies whose numbers are a plan, a street and a score as well."""
    folder = tmp_path_factory.mktemp("busy")
    several(folder)
    for code in ("504", "260"):
        text = PLAIN.format(
            code=code, title=code, series="500", first="Ramps stay free.", second="So do lifts."
        )
        (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    codes = ("447.1", "504", "512", "260", "650")
    return read_library([folder / f"{code}.toml" for code in codes], TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("my 504 student friended me on insta", "504 kid photo", "can I post about the 504 coordinator"),
        *("can I post at 512 Main Street", "ACT 260 score", "512 x 512 logo", "photo of a 504 plan meeting"),
        "504 a kid posted it",
    ],
)
def test_a_number_that_is_something_else_narrows_nothing(busy: PolicyLibrary, text: str) -> None:
    assert elsewhere(busy, text).held == ()
    card = repr(GuidanceHandler(busy).card(text))
    assert "has no section" not in card
    assert "I found nothing in 5" not in card


@pytest.mark.parametrize(
    "text",
    [
        *("policy 504 ramps", "504 says what of ramps", "what does 504 say about ramps", "does 504 let me"),
        "504 II.A and ramps",
    ],
)
def test_a_number_that_is_spoken_of_as_a_policy_is_one(busy: PolicyLibrary, text: str) -> None:
    found = elsewhere(busy, text)
    assert ([policy.code for policy in found.held], found.sure) == (["504"], True)


def test_where_a_number_may_be_something_else_all_is_searched_in_the_end(busy: PolicyLibrary) -> None:
    handler = GuidanceHandler(busy)
    assert handler.answers("drones under 512").answers[0].passage.name == "512 II.A-2"
    text = "I live in 504, may I post photos of students"
    assert quotes(handler.card(text))[0].citation.startswith("447.1 III.F,")
    assert handler.answers("does 504 let me post photos of students").abstained


def test_what_is_joined_to_one_that_is_not_here_is_found(library: PolicyLibrary) -> None:
    for text in ("section F of 447.1 and policy 448", "F and 448", "448 and III.F"):
        (quote,) = quotes(GuidanceHandler(library).card(text))
        assert quote.citation.startswith("447.1 III.F,")
        assert "448 is not in this library" in repr(GuidanceHandler(library).card(text))
