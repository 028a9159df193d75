"""What a person reads after checking a draft."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Buttons, Card, Excerpt, Quote, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.router import Router
from handlers.guidance.library import PolicyLibrary
from handlers.precheck.checker import Checker
from handlers.precheck.draft import LONGEST, Account, Context, Draft
from handlers.precheck.handler import PrecheckHandler
from handlers.precheck.verdict_card import PART_READ, UNREAD

WHO, WHERE = Actor(Channel.WEB, "1", "Sam"), Place(Channel.WEB)
EVENING = datetime(2026, 11, 6, 1, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 5, 16, 30, tzinfo=UTC)

_TITLES = {"Ready to post", "Change this first", "Do not post this"}


class Stopped:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def router_at(checker: Checker, library: PolicyLibrary, moment: datetime) -> Router:
    handler = PrecheckHandler(checker, library, Stopped(moment), ZoneInfo("America/Chicago"))
    return Router((handler.spec,), handler.presses, handler.submissions)


@pytest.fixture
def router(checker: Checker, library: PolicyLibrary) -> Router:
    return router_at(checker, library, EVENING)


def checked(router: Router, text: str) -> Card:
    (card,) = router.answer(Command(WHO, WHERE, f"check {text}")).cards
    return card


def submitted(**values: str) -> Submission:
    return Submission(WHO, WHERE, "check", values)


def buttons(card: Card) -> list[Button]:
    return [b for element in card.elements if isinstance(element, Buttons) for b in element.buttons]


def test_a_draft_in_another_language_is_not_called_ready(router: Router) -> None:
    card = checked(
        router, "Arday ayaa ii sheegay in aabihii uu garaaco habeen kasta oo uu ka cabsanayo guriga."
    )
    assert (card.title, card.tone) == (UNREAD, Tone.CAUTION)
    assert Text(DANGER, strong=True) in card.elements
    assert "report.open" in {button.action for button in buttons(card)}


def test_a_name_in_another_language_makes_nothing_ready(router: Router) -> None:
    text = "Mein Schüler Liam Berg hat blaue Flecken und sagt, sein Vater schlägt ihn jede Nacht."
    card = checked(router, text)
    assert card.title == UNREAD
    assert Text(DANGER, strong=True) in card.elements


def test_what_is_found_in_another_language_is_told_with_what_may_be_missed(router: Router) -> None:
    card = checked(router, "Mein dummer Chef ist ein bitch und hat nie Zeit, sagt seine Frau.")
    assert card.title == "Do not post this"
    assert Text(PART_READ) in card.elements
    assert Text(DANGER, strong=True) in card.elements


def test_the_verdict_comes_first(router: Router) -> None:
    assert (checked(router, "Snow day!").title, checked(router, "Snow day!").tone) == (
        "Ready to post",
        Tone.GOOD,
    )
    assert checked(router, "born 4/2/1985 and proud").title == "Change this first"
    assert checked(router, "those parents are idiots").title == "Do not post this"


def test_a_finding_shows_words_reason_quote_and_suggestion(router: Router) -> None:
    card = checked(router, "little Amina drew a moose")
    (excerpt,) = [e for e in card.elements if isinstance(e, Excerpt) and e.text == "little Amina"]
    (quote,) = [e for e in card.elements if isinstance(e, Quote) and "III.F" in e.citation]
    assert quote.citation == "447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017"
    at = card.elements.index(excerpt)
    assert isinstance(card.elements[at + 1], Text)
    assert card.elements[at + 2] is quote
    assert isinstance(card.elements[at + 3], Text)


def test_nothing_of_the_draft_is_on_a_lock_screen(router: Router) -> None:
    card = checked(router, "little Canary ate a crayon")
    assert "Canary" not in card.summary + card.title


def test_a_child_in_danger_opens_with_help_and_the_report_form(router: Router) -> None:
    card = checked(router, "one of my kids wrote that she wants to die, what a drama queen")
    first, duty = card.elements[0], card.elements[1]
    assert isinstance(first, Text)
    assert isinstance(duty, Text)
    assert "911" in first.text
    assert "988" in first.text
    assert "you yourself must call" in duty.text
    assert Button("Report a concern", "report.open", tone=Tone.DANGER, opens_form=True) in buttons(card)
    assert card.title == "Do not post this"


def test_no_report_button_without_need(router: Router) -> None:
    assert "report.open" not in [button.action for button in buttons(checked(router, "Snow day!"))]


def test_a_command_without_words_opens_the_form(router: Router) -> None:
    form = router.answer(Command(WHO, WHERE, "check")).form
    assert form is not None
    assert (form.name, [field.name for field in form.fields]) == ("check", ["draft", "account", "media"])
    assert len(form.title) <= 24
    assert form.opener.opens_form
    assert router.answer(Press(WHO, WHERE, form.opener.action)).form == form


def test_only_invisible_words_get_a_clear_answer(router: Router) -> None:
    assert "no visible words" in repr(checked(router, "\u3164\u2800\u3164"))
    assert "no visible words" in router.answer(submitted(draft=" \u200b ")).errors["draft"]
    assert "no visible words" in router.answer(submitted()).errors["draft"]


def test_a_draft_too_long_gets_a_clear_answer(router: Router) -> None:
    assert "40,000" in repr(checked(router, "a" * (LONGEST + 1)))
    assert "40,000" in router.answer(submitted(draft="a" * (LONGEST + 1))).errors["draft"]
    assert router.answer(submitted(draft="a " * (LONGEST // 2))).cards[0].title in _TITLES


def test_the_form_tells_account_and_media(router: Router) -> None:
    text = "Look at the faces of my students at the science fair"
    assert (
        router.answer(submitted(draft=text, account="class", media="photo")).cards[0].title != "Ready to post"
    )
    assert (
        router.answer(submitted(draft=text, account="class", media="none")).cards[0].title == "Ready to post"
    )
    assert router.answer(submitted(draft=text, account="??", media="??")).cards[0].title == "Ready to post"


def test_the_time_is_the_district_wall_clock(checker: Checker, library: PolicyLibrary) -> None:
    at_work = router_at(checker, library, MORNING)
    assert at_work.answer(submitted(draft="Snow!", account="personal")).cards[0].title == "Change this first"
    assert "question for you" in repr(checked(at_work, "Snow!"))


@pytest.mark.parametrize("account", ["personal", "unspecified"])
def test_in_chat_the_time_is_that_of_asking(checker: Checker, library: PolicyLibrary, account: str) -> None:
    at_work = router_at(checker, library, MORNING)
    (card,) = at_work.answer(submitted(draft="Snow!", account=account)).cards
    assert "If you post it now, " in repr(card)
    given = Draft("Snow!", Context(Account(account), "", datetime.fromisoformat("2026-11-05T10:30")))
    (finding,) = checker.check(given).findings
    assert "If you post it now" not in finding.reason


def test_many_findings_stay_readable(router: Router) -> None:
    card = checked(router, "shit. " * 40)
    assert 10 <= len([e for e in card.elements if isinstance(e, Excerpt)]) <= 12
    quoted = [e.citation for e in card.elements if isinstance(e, Quote)]
    assert len(quoted) == len(set(quoted))
    assert re.search(r"And (2|3)\d more", repr(card))


def test_what_is_shown_can_be_sent(router: Router) -> None:
    card = checked(router, "oh sh\ud800it, that was a long long day and a shi\ud800t one")
    assert all(e.text.encode() for e in card.elements if isinstance(e, Excerpt))


def test_a_long_excerpt_is_cut(router: Router) -> None:
    card = checked(router, "f" + "u" * 8 + "c" * 8 + "\u200b" * 400 + "k")
    excerpts = [e.text for e in card.elements if isinstance(e, Excerpt)]
    assert excerpts
    assert max(map(len, excerpts)) <= 302


def test_a_version_that_passes_can_be_copied_whole(router: Router) -> None:
    text = "As a teacher in Moorhead I think the new grading policy is a mistake, and beans are not."
    card = router.answer(submitted(draft=text, account="personal")).cards[0]
    assert any(isinstance(e, Text) and e.text == "A version that passes" for e in card.elements)
    (whole,) = [e for e in card.elements if isinstance(e, Excerpt) and e.text.startswith(text + " The views")]
    assert card.elements.index(whole) > 3
    assert "A version that passes" not in repr(checked(router, "Snow day!"))


def test_a_supervisor_can_be_asked_and_gets_no_draft_by_itself(
    checker: Checker, library: PolicyLibrary
) -> None:
    consult = Button("Ask a supervisor", "consult.open", opens_form=True)
    handler = PrecheckHandler(checker, library, Stopped(EVENING), ZoneInfo("America/Chicago"), consult)
    card = handler.command(Command(WHO, WHERE, "little Canary ate a crayon")).cards[0]
    assert consult in buttons(card)
    assert "Canary" not in repr(buttons(card))
    assert consult not in buttons(handler.command(Command(WHO, WHERE, "Snow day!")).cards[0])
