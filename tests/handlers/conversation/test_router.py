"""The router: which handler answers, and what a person reads who mistypes."""

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Card, Text
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec, Router, split
from handlers.errors import NotForYou

ACTOR = Actor(Channel.WEB, "t", "Sam", "sam@schools.example")
PLACE = Place(Channel.WEB)


def _echo(command: Command) -> Reply:
    return Reply((Card(command.text),))


def _refuse(_press: Press) -> Reply:
    raise NotForYou


ROUTER = Router(
    [CommandSpec("check", "check <draft>", "Checks.", _echo)],
    presses={"secret": _refuse},
    submissions={"form": lambda sent: Reply((Card(sent.text("a")),))},
    direct=lambda command: Reply((Card("section"),)) if command.text == "III.F" else None,
)


def _say(text: str, place: Place = PLACE) -> Reply:
    return ROUTER.answer(Command(ACTOR, place, text))


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/smpolicy check  hello\nworld ", "check", "hello\nworld"),
        ("check\nhello", "check", "hello"),
        ("smpolicy: check a", "check", "a"),
        ("\u200bcheck\xa0a\u200f", "check", "a"),
        ("\u202echeck a", "\u202echeck", "a"),
        ("smpolicyx a", "smpolicyx", "a"),
        ("   ", "", ""),
        ("/smpolicy", "", ""),
    ],
)
def test_split(text: str, name: str, rest: str) -> None:
    assert split(text) == (name, rest)


def test_a_command_gets_what_follows_its_name() -> None:
    assert _say("/SMPOLICY Check some draft").cards[0].title == "some draft"


@pytest.mark.parametrize("text", ["", "\u200b", "help", "Hello"])
def test_help_names_every_command_and_the_emergency_numbers(text: str) -> None:
    shown = str(_say(text).cards[0])
    assert "check <draft>" in shown
    assert "911" in shown
    assert "988" in shown


def test_a_mistyped_command_gets_a_hint() -> None:
    card = _say("chekc my post").cards[0]
    assert Text("Did you mean /smpolicy check?") in card.elements


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("my", "Did you mean /smpolicy mine?"),
        ("My reports", "Did you mean /smpolicy mine?"),
        ("reports", "Did you mean /smpolicy mine or /smpolicy report?"),
        ("reports of a fight", "Did you mean /smpolicy report?"),
        ("my student is in a photo", "To ask a question: /smpolicy ask ..."),
    ],
)
def test_ones_own_reports_by_the_name_of_their_button(text: str, hint: str) -> None:
    specs = [CommandSpec(name, name, "Does it.", _echo) for name in ("report", "mine", "ask")]
    card = Router(specs).answer(Command(ACTOR, PLACE, text)).cards[0]
    assert card.elements[0] == Text(hint)


def test_a_text_that_is_no_command_may_have_a_direct_meaning() -> None:
    assert _say("III.F").cards[0].title == "section"


def test_in_a_channel_nothing_of_substance_is_said() -> None:
    shown = str(_say("check my secret draft", Place(Channel.TEAMS, private=False)))
    assert "private" in shown
    assert "secret" not in shown


def test_an_error_becomes_its_own_sentence() -> None:
    card = ROUTER.answer(Press(ACTOR, PLACE, "secret", "X")).cards[0]
    assert card.elements == (Text(DANGER, strong=True), Text("There is no case with this number for you."))


def test_unknown_buttons_and_forms_say_so() -> None:
    assert "older version" in str(ROUTER.answer(Press(ACTOR, PLACE, "gone")))
    assert "older version" in str(ROUTER.answer(Submission(ACTOR, PLACE, "gone", {})))


def test_a_form_reaches_its_handler() -> None:
    assert ROUTER.answer(Submission(ACTOR, PLACE, "form", {"a": " x "})).cards[0].title == "x"


def test_no_event_shows_a_person_s_words_in_its_representation() -> None:
    secret = "CANARY"
    assert secret not in repr(Command(ACTOR, PLACE, secret))
    assert secret not in repr(Submission(ACTOR, PLACE, "form", {"a": secret}))


def test_a_form_that_met_an_error_stays_open() -> None:
    def fail(_sent: Submission) -> Reply:
        raise NotForYou

    router = Router([], submissions={"form": fail})
    reply = router.answer(Submission(ACTOR, PLACE, "form", {"a": "typed"}))
    assert reply.errors == {"a": "There is no case with this number for you."}
