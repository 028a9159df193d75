"""Words of crisis bring up whom to call, whatever section is quoted; other questions seldom do."""

import pytest

from handlers.conversation.card import Text
from handlers.conversation.emergency import DANGER
from handlers.guidance.crisis import in_crisis
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import PolicyLibrary

CRISES = [
    "un estudiante me escribió que se quiere morir",
    "una alumna me mandó mensaje que se corta",
    "student texted me kms",
    "can i dm back a suicidal kid",
    "kid ran away and messaged me on ig",
    "a girl DM'd me that her uncle touched her",
    "kid snapped me that he's been hit by his dad",
    "she texted me she doesn't want to live",
    "my student is sh",
    "my student is S/H",
    "she does sh again",
    "kid posted about s/h on her story",
    "a girl in my class is self harming",
    "is he self-harming",
    "he says he will unalive himself",
    "student talks of unaliving",
    "she wants 2 die",
    "mi alumna se corta los brazos",
    "dice que se quiere morir",
    "mi alumno ya no quiere vivir",
    "she doesn't want to be here anymore",
]


@pytest.mark.parametrize("question", [*CRISES, "a student wrote that he wants to die", "  KMS "])
def test_words_of_crisis(question: str) -> None:
    assert in_crisis(question)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "👍",
        "\ud800",
        "can I drop an f bomb",
        "will my post hit a nerve",
        "cutting class",
        "III.D",
        "skms",
        "sh be quiet",
        "shh the kids are testing",
        "can I tell them shhh",
        "is sh*t allowed in a post",
        "my coworker is sh!t talking me",
        "can I tag Sh. Ahmed",
        "sh",
        "we ran 5 kms",
        "the wish list is here",
    ],
)
def test_other_words(question: str) -> None:
    assert not in_crisis(question)


def test_other_questions_seldom_hold_them(library: PolicyLibrary) -> None:
    asked = [one for one in library.questions["447.1"].asked if "III.D" not in (*one.gold, *one.also)]
    assert sum(in_crisis(one.text) for one in asked) < len(asked) / 100


@pytest.mark.parametrize("question", [*CRISES, "may the bus driver who is suicidal park here"])
def test_whom_to_call_stands_first_once(library: PolicyLibrary, question: str) -> None:
    card = GuidanceHandler(library).card(question)
    texts = [element.text for element in card.elements if isinstance(element, Text)]
    assert texts[0] == DANGER
    assert texts.count(DANGER) == 1
