"""A question to a supervisor, and the answer in private."""

import pytest

from handlers.consultation import wording
from handlers.consultation.handler import SHOWN, ConsultationHandler
from handlers.consultation.messages import ANSWERED, QuestionWords
from handlers.conversation.actor import Channel
from handlers.conversation.card import Buttons, Text
from handlers.conversation.emergency import REPORT
from handlers.conversation.event import Command, FormValue, Press, Submission
from handlers.conversation.reply import Reply
from handlers.district.roster import Absence, Roster
from handlers.errors import NotForYou
from handlers.reports.admission import Admission
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.post_office import PostOffice, Route
from handlers.reports.ticket import Matter, Status, Ticket
from tests.handlers.reports.desk import DISTRICT, DUTY, PLACE, Desk, somebody
from tests.handlers.reports.test_roll_call import without

CANARY = "Zq7canary"
ASKED_OF = "principal"


class Stage(Desk):
    """The desk with the consultation on it."""

    def __init__(self) -> None:
        super().__init__()
        admission = Admission(self.store, DISTRICT, self.clock)
        self.rung = 0
        self.consultation = ConsultationHandler(admission, DUTY, self._ring)
        routes: dict[str, Route] = {Kind.ALERT: self.escalation, **QuestionWords(DISTRICT).routes}
        self.office = PostOffice(self.store, self.clock, {Kind.STEP: self.escalation.advance}, routes)

    def _ring(self) -> None:
        self.rung += 1

    def ask(self, who: str = "teacher", state: str = "one", **changed: FormValue) -> Reply:
        values = {"site": "high-school", "question": f"{CANARY} may I?", "draft": "", **changed}
        return self.consultation.ask(Submission(somebody(who), PLACE, wording.ASK_FORM, values, state))

    def asked(self, **changed: FormValue) -> Ticket:
        state = str(changed.pop("state", "one"))
        before = self.tickets()
        self.ask("teacher", state, **changed)
        [new] = [ticket for ticket in self.tickets() if ticket not in before]
        return new

    def answer(self, who: str, number: str, text: str = f"{CANARY} yes") -> Reply:
        values = {"answer": text}
        return self.consultation.answer(Submission(somebody(who), PLACE, wording.ANSWER_FORM, values, number))

    def read(self, who: str, number: str) -> str:
        form = self.consultation.read(Press(somebody(who), PLACE, wording.READ, number)).form
        assert form
        return str(form.parts)

    def listed(self, who: str) -> str:
        return str(self.consultation.command(Command(somebody(who), PLACE, "")).cards)

    def sent(self) -> list[Delivery]:
        return self.run()


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_the_asker_sees_who_was_asked_and_not_what(stage: Stage) -> None:
    shown = str(stage.ask().cards)
    assert "Marit Solberg" in shown
    assert CANARY not in shown


def test_a_crisis_asked_as_a_question_is_led_to_help_first(stage: Stage) -> None:
    [card] = stage.ask(question="a student told me on snapchat she wants to kill herself tonight").cards
    first = card.elements[0]
    assert isinstance(first, Text)
    assert "911" in first.text
    assert "988" in first.text
    assert REPORT in [button for row in card.elements if isinstance(row, Buttons) for button in row.buttons]


def test_the_first_step_of_the_site_is_asked_and_nobody_else(stage: Stage) -> None:
    ticket = stage.asked()
    assert (ticket.matter, ticket.status) == (Matter.QUESTION, Status.OPEN)
    assert [d.recipient for d in stage.sent()] == ["principal@schools.example"]
    assert stage.rung == 1
    stage.clock.advance(minutes=60 * 23)
    assert not stage.sent()


def test_the_answer_reaches_the_asker_and_both_see_it(stage: Stage) -> None:
    number = stage.asked().number
    stage.sent()
    assert "waiting" in stage.listed("teacher")
    assert "waiting" in stage.listed(ASKED_OF)
    assert f"{CANARY} may I?" in stage.read(ASKED_OF, number)
    stage.answer(ASKED_OF, number)
    [delivery] = stage.sent()
    assert (delivery.topic, delivery.recipient) == (ANSWERED, None)
    assert f"{CANARY} yes" in stage.read("teacher", number)
    assert "answered" in stage.listed("teacher")
    assert "answered" in stage.listed(ASKED_OF)


def test_the_list_says_who_was_asked_who_asks_and_who_answered(stage: Stage) -> None:
    number = stage.asked().number
    assert "to Marit Solberg: waiting for an answer" in stage.listed("teacher")
    assert f"from {somebody('teacher').name}: waiting for an answer" in stage.listed(ASKED_OF)
    stage.answer(ASKED_OF, number)
    assert "to Marit Solberg: answered by Marit Solberg" in stage.listed("teacher")
    assert f"from {somebody('teacher').name}: answered by Marit Solberg" in stage.listed(ASKED_OF)


def test_the_newest_questions_come_first_and_no_more_than_fit(stage: Stage) -> None:
    numbers = []
    for state in range(SHOWN + 1):
        numbers.append(stage.asked(state=str(state)).number)
        stage.clock.advance(minutes=1)
    for who in ("teacher", ASKED_OF):
        listed = stage.listed(who)
        assert numbers[0] not in listed
        places = [listed.index(number) for number in numbers[1:]]
        assert places == sorted(places, reverse=True)


def test_the_form_says_that_the_draft_has_to_be_pasted(stage: Stage) -> None:
    form = stage.consultation.command(Command(somebody("teacher"), PLACE, "may I?")).form
    assert form
    assert "Paste the draft here if they should see it. smpolicy kept nothing of it." in str(form.parts)


def test_the_form_of_an_answered_question_says_that_an_answer_was_sent(stage: Stage) -> None:
    number = stage.asked().number
    assert "was sent already" not in stage.read(ASKED_OF, number)
    stage.answer(ASKED_OF, number)
    assert "An answer was sent already. If you send another one" in stage.read(ASKED_OF, number)
    assert "was sent already" not in stage.read("teacher", number)


def test_the_letter_goes_to_the_asker_by_their_sealed_identity(stage: Stage) -> None:
    number = stage.asked().number
    stage.sent()
    stage.answer(ASKED_OF, number)
    with stage.store.begin() as work:
        delivery = work.outbox.lease(stage.clock.now(), 60, 1)[0]
    letter = stage.office.letter(delivery)
    assert letter
    assert letter.recipient == "teacher@schools.example"


def test_no_message_holds_a_word_of_it(stage: Stage) -> None:
    number = stage.asked(draft=f"{CANARY} draft").number
    stage.sent()
    stage.answer(ASKED_OF, number)
    stage.sent()
    shown = [stage.office.inbox(f"{who}@schools.example", Channel.WEB) for who in ("teacher", ASKED_OF)]
    assert all(shown)
    assert CANARY not in str(shown) + stage.listed("teacher") + stage.listed(ASKED_OF)


def test_a_draft_goes_along_only_where_it_was_put_in(stage: Stage) -> None:
    assert "The draft" not in stage.read(ASKED_OF, stage.asked().number)
    with_draft = stage.asked(state="two", draft="Look at this post")
    assert "Look at this post" in stage.read(ASKED_OF, with_draft.number)


def test_one_reminder_a_day_later_unless_answered(stage: Stage) -> None:
    stage.asked()
    answered = stage.asked(state="two", question="another").number
    stage.sent()
    stage.answer(ASKED_OF, answered)
    stage.sent()
    stage.clock.advance(minutes=60 * 24)
    assert len(stage.sent()) == 1
    stage.clock.advance(minutes=60 * 240)
    assert not stage.sent()


def test_a_form_sent_twice_is_one_question(stage: Stage) -> None:
    stage.ask()
    stage.ask()
    assert len(stage.tickets()) == 1


def test_strangers_meet_no_question(stage: Stage) -> None:
    number = stage.asked().number
    stage.sent()
    for who in ("coach", "superintendent", "assistant"):
        with pytest.raises(NotForYou):
            stage.read(who, number)
        with pytest.raises(NotForYou):
            stage.answer(who, number)
        assert number not in stage.listed(who)
    with pytest.raises(NotForYou):
        stage.answer("teacher", number)


def test_a_report_is_no_question(stage: Stage) -> None:
    number = stage.file().number
    stage.run()
    with pytest.raises(NotForYou):
        stage.read(ASKED_OF, number)
    with pytest.raises(NotForYou):
        stage.answer(ASKED_OF, number)


def test_whoever_the_question_is_about_is_not_asked(stage: Stage) -> None:
    stage.ask(question="Ms. Solberg posted a picture of my class, is that fine?")
    recipients = [d.recipient for d in stage.sent()]
    assert recipients
    assert "principal@schools.example" not in recipients


def test_what_is_missing_is_said_at_the_form(stage: Stage) -> None:
    assert set(stage.ask(question="  ").errors) == {"question"}
    assert set(stage.ask(site="nowhere").errors) == {"site"}
    number = stage.asked().number
    assert set(stage.answer(ASKED_OF, number, " ").errors) == {"answer"}


def test_a_database_that_is_away_keeps_the_form(stage: Stage) -> None:
    stage.store.broken = True
    assert "question" in stage.ask().errors


def test_words_after_the_command_begin_the_question(stage: Stage) -> None:
    reply = stage.consultation.command(Command(somebody("teacher"), PLACE, "may I post this"))
    assert reply.form
    assert [f.value for f in reply.form.fields if f.name == "question"] == ["may I post this"]  # type: ignore[union-attr]


def _away(stage: Stage, *people: str, deputy: str | None = None) -> None:
    """From now on the file says that these are away."""
    today = stage.clock.now().date()
    stands_in = f"{deputy}@schools.example" if deputy else None
    absences = tuple(
        Absence(person=f"{who}@schools.example", first=today, last=today, deputy=stands_in) for who in people
    )
    district = DISTRICT.model_copy(update={"roster": Roster(absences=absences)})
    admission = Admission(stage.store, district, stage.clock)
    stage.consultation = ConsultationHandler(admission, DUTY, lambda: None)


def test_whoever_is_there_is_asked(stage: Stage) -> None:
    _away(stage, ASKED_OF)
    assert stage.asked().recipients == {"assistant@schools.example", "activities@schools.example"}


def test_a_deputy_is_asked_in_the_place_of_whoever_is_away(stage: Stage) -> None:
    _away(stage, ASKED_OF, deputy="elementary")
    ticket = stage.asked()
    assert ticket.recipients == {"elementary@schools.example"}
    assert f"{CANARY} may I?" in stage.read("elementary", ticket.number)


def test_whoever_does_not_supervise_any_more_meets_no_question(stage: Stage) -> None:
    number = stage.asked().number
    stage.sent()
    district = without(ASKED_OF)
    admission = Admission(stage.store, district, stage.clock)
    stage.consultation = ConsultationHandler(admission, DUTY, lambda: None)
    assert number not in stage.listed(ASKED_OF)
    with pytest.raises(NotForYou):
        stage.read(ASKED_OF, number)
    with stage.store.begin() as work:
        [delivery] = work.outbox.delivered(f"{ASKED_OF}@schools.example", Channel.WEB)
        assert QuestionWords(DISTRICT).shown(work, delivery)
        assert QuestionWords(district).shown(work, delivery) is None


def test_an_answer_signed_by_its_author_keeps_them_in(stage: Stage) -> None:
    number = stage.asked().number
    stage.answer(ASKED_OF, number, "Yes. Marit Solberg, principal")
    assert "Yes. Marit Solberg" in stage.read(ASKED_OF, number)
