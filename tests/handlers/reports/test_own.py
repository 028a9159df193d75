"""One's own reports: the list, a report's card, what is added, answered and asked for."""

import pytest

from handlers.conversation.actor import Actor, Channel
from handlers.conversation.card import Button
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Press
from handlers.errors import CannotOpen
from handlers.reports.access import Action
from handlers.reports.delivery import Kind
from handlers.reports.journal import EntryKind
from handlers.reports.own import OwnHandler
from handlers.reports.own_card import PAGE, OwnCards
from handlers.reports.own_desk import OwnDesk
from handlers.reports.own_form import read_form
from handlers.reports.ticket import Report, Status
from storage.memory import MemoryRegister
from tests.handlers.reports.desk import DISTRICT, PLACE, RECEIPTS, somebody
from tests.handlers.reports.reporter import OwnBench, buttons, first_text, labels, words

TEACHER = somebody("teacher")
COACH = somebody("coach")
PRINCIPAL = somebody("principal")
ON_SLACK = Actor(Channel.SLACK, "U1", "Sam", "teacher@schools.example")
ON_TEAMS = Actor(Channel.TEAMS, "29:1", "Sam L", "teacher@schools.example")
OPENING = ("own.case", "own.more", "own.read", "own.receipt", "own.add", "own.answer", "own.withdraw")
RECORDING = ("own.call", "own.written", "own.learned", "own.wrong")


def _asked(bench: OwnBench, number: str) -> None:
    """The principal has the case and asks the reporter something."""
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.fill(PRINCIPAL, "case.ask", number, question="CANARY which room?")


def test_there_is_nothing_before_the_first_report() -> None:
    card = OwnBench().say(TEACHER, "mine").cards[0]
    assert "no report" in words(card.elements)


def test_a_report_is_listed_with_its_state_and_clocks_and_no_content() -> None:
    bench = OwnBench()
    number = bench.file().number
    card = bench.say(TEACHER, "mine").cards[0]
    assert first_text(card.elements) == DANGER
    shown = words(card.elements)
    assert number in shown
    assert "Tue Nov 24, 9:00 AM" in shown
    assert "CANARY" not in str(card)
    assert number not in card.summary


def test_the_same_person_sees_the_same_on_every_platform() -> None:
    bench = OwnBench()
    number = bench.file().number
    for who in (TEACHER, ON_SLACK, ON_TEAMS):
        assert number in words(bench.say(who, "mine").cards[0].elements)
        assert number in bench.push(who, "own.case", number).cards[0].title
    assert number not in words(bench.say(COACH, "mine").cards[0].elements)


def test_somebody_without_an_address_finds_their_own_by_account() -> None:
    bench = OwnBench()
    nameless = Actor(Channel.SLACK, "U9", "N")
    form = bench.say(nameless, "report").form
    assert form
    sent = {"site": "high-school", "urgency": "today", "what": "x", "learned_at": "2026-11-23T09:00"}
    bench.send(nameless, form, **sent)
    assert bench.tickets()[0].number in words(bench.say(nameless, "mine").cards[0].elements)


def test_the_newest_come_first_a_few_at_a_time() -> None:
    bench = OwnBench()
    for count in range(PAGE + 2):
        bench.clock.advance(minutes=1)
        bench.submit(state=str(count))
    newest = [ticket.number for ticket in reversed(bench.tickets())]
    first = bench.say(TEACHER, "mine").cards[0]
    assert [b.value for b in buttons(first) if b.label == f"Open {b.value}"] == newest[:PAGE]
    older = next(b for b in buttons(first) if b.label == "Older")
    rest = bench.push(TEACHER, older.action, older.value).cards[0]
    assert [b.value for b in buttons(rest) if b.label == f"Open {b.value}"] == newest[PAGE:]
    assert "Older" not in labels(rest)


def test_a_report_that_does_not_open_hides_none_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = OwnBench()
    bench.file()
    bench.clock.advance(minutes=1)
    bench.submit("two")
    numbers = [ticket.number for ticket in bench.tickets()]
    opened = MemoryRegister.report

    def report(register: MemoryRegister, number: str) -> Report:
        if number == numbers[0]:
            raise CannotOpen
        return opened(register, number)

    monkeypatch.setattr(MemoryRegister, "report", report)
    shown = words(bench.say(TEACHER, "mine").cards[0].elements)
    assert all(number in shown for number in numbers)
    assert shown.count("cannot be opened") == 1
    assert shown.count("Call now.") == 1


@pytest.mark.parametrize("offset", ["-1", "x", "9999999", "\u00b2", "9" * 5000])
def test_an_offset_that_is_none_breaks_nothing(offset: str) -> None:
    bench = OwnBench()
    bench.file()
    assert first_text(bench.push(TEACHER, "own.list", offset).cards[0].elements) == DANGER


@pytest.mark.parametrize("action", [*OPENING, *RECORDING])
def test_another_person_is_refused_as_if_there_were_no_report(action: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    refused, unknown = bench.push(COACH, action, number), bench.push(COACH, action, "BBBB-BBBB")
    assert refused == unknown
    assert refused.form is None
    assert any(who == "coach" and what.startswith("refused") for who, what in bench.trail())


@pytest.mark.parametrize("action", ["own.add", "own.withdraw", *RECORDING])
def test_a_form_of_another_person_s_report_is_not_taken(action: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.called(TEACHER, number)
    kept = bench.entries(number)
    form = bench.opened(TEACHER, action, number)
    assert bench.send(COACH, form, words="x", reason="x", at="2026-11-23T09:50").errors
    assert bench.entries(number) == kept


def test_the_state_is_said_in_plain_words() -> None:
    bench = OwnBench()
    number = bench.file().number

    def state() -> str:
        return words(bench.push(TEACHER, "own.case", number).cards[0].elements)

    assert "Supervisors are being told" in state()
    bench.run()
    bench.clock.advance(minutes=5)
    assert "Supervisors were told, last Mon Nov 23, 10:00 AM. Nobody has it in hand yet" in state()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    assert "Acknowledged by Marit Solberg, Mon Nov 23, 10:05 AM" in state()
    bench.fill(PRINCIPAL, "case.note", number, note="CANARY note")
    assert "In progress with Marit Solberg" in state()
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="CANARY done")
    assert "Closed, Mon Nov 23, 10:05 AM" in state()
    assert "CANARY" not in state()


def _steps_alone(bench: OwnBench) -> None:
    """Do what the courier does while no platform confirms anything."""
    with bench.store.begin() as work:
        due = work.outbox.lease(bench.clock.now(), 60, 8)
    for delivery in due:
        if deed := bench.office.deeds.get(delivery.kind):
            deed(delivery)


def test_nobody_is_said_to_be_told_before_a_platform_has_confirmed() -> None:
    bench = OwnBench()
    number = bench.file().number

    def state() -> str:
        return words(bench.push(TEACHER, "own.case", number).cards[0].elements)

    _steps_alone(bench)
    assert "Kept. Supervisors are being told." in state()
    bench.clock.advance(minutes=5)
    bench.run()
    bench.clock.advance(minutes=5)
    assert "Supervisors were told, last Mon Nov 23, 10:05 AM." in state()
    bench.clock.advance(minutes=50)
    _steps_alone(bench)
    assert "Kept. Supervisors are being told." in state()


def test_whoever_was_told_and_is_named_now_is_not_counted() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.clock.advance(minutes=30)
    told = bench.told()
    names = [p.name for p in bench.escalation.district.people if p.email.partition("@")[0] in told]
    assert "Supervisors were told" in words(bench.push(TEACHER, "own.case", number).cards[0].elements)
    bench.fill(TEACHER, "own.add", number, words=f"It was {' and '.join(names)}")
    said = words(bench.push(TEACHER, "own.case", number).cards[0].elements)
    assert "Kept. Supervisors are being told." in said


def test_where_nobody_can_be_told_the_state_does_not_say_that_somebody_is() -> None:
    bench = OwnBench()
    everybody = tuple(person.email for person in bench.escalation.district.people)
    number = bench.file(involved=everybody).number
    bench.run()
    assert "Nobody of the district can be told" in words(
        bench.push(TEACHER, "own.case", number).cards[0].elements
    )


@pytest.mark.parametrize("danger", [(), ("yes",)])
def test_where_nobody_can_be_told_no_later_words_say_that_somebody_is(danger: tuple[str, ...]) -> None:
    bench = OwnBench()
    everybody = tuple(person.email for person in bench.escalation.district.people)
    number = bench.file(involved=everybody).number
    reply = bench.fill(TEACHER, "own.add", number, words="Once more.", danger_now=danger)
    said = words(reply.cards[0].elements)
    assert "Added. Nobody of the district can be told of it" in said
    assert "Supervisors are" not in said
    assert "Every supervisor" not in said


def _named_at_night(bench: OwnBench, urgency: str, hours: int) -> str:
    """The state after the only supervisor who was told, and has it in hand, was named by the reporter."""
    number = bench.file(urgency=urgency).number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.clock.advance(hours=hours)
    bench.fill(TEACHER, "own.add", number, words="It was Marit Solberg")
    return number


@pytest.mark.parametrize(("urgency", "hours"), [("today", 1), ("routine", 1), ("today", 12)])
def test_after_the_holder_is_named_the_others_are_told_and_nothing_alarms(urgency: str, hours: int) -> None:
    bench = OwnBench()
    number = _named_at_night(bench, urgency, hours)
    for shown in (bench.push(TEACHER, "own.case", number), bench.say(TEACHER, "mine")):
        assert "Kept. Supervisors are being told." in words(shown.cards[0].elements)
    bench.run()
    shown = bench.push(TEACHER, "own.case", number)
    assert "Supervisors were told" in words(shown.cards[0].elements)


def test_what_waits_for_the_morning_is_said_to_wait() -> None:
    bench = OwnBench()
    number = _named_at_night(bench, "routine", 12)
    bench.run()
    shown = bench.push(TEACHER, "own.case", number)
    assert "Kept. Supervisors are told in the morning." in words(shown.cards[0].elements)
    bench.clock.advance(hours=9)
    shown = bench.push(TEACHER, "own.case", number)
    assert "Kept. Supervisors are being told." in words(shown.cards[0].elements)


def test_at_night_the_wait_is_said_before_the_courier_has_come_and_after() -> None:
    bench = OwnBench()
    bench.clock.advance(hours=12)  # 22:00
    number = bench.file(urgency="routine").number
    for _ in range(2):
        for shown in (bench.push(TEACHER, "own.case", number), bench.say(TEACHER, "mine")):
            assert "Kept. Supervisors are told in the morning." in words(shown.cards[0].elements)
        assert bench.told() == []


@pytest.mark.parametrize("courier", [True, False])
def test_what_is_added_at_night_is_not_said_to_be_told_now(courier: bool) -> None:
    bench = OwnBench()
    bench.clock.advance(hours=12)  # 22:00
    number = bench.file(urgency="routine").number
    if courier:
        bench.run()
    for action in ("own.add", "own.withdraw"):
        said = words(bench.fill(TEACHER, action, number, words="CANARY more").cards[0].elements)
        assert said.count("Supervisors are told in the morning.") == 2
        assert "being told" not in said


def test_what_is_added_at_night_to_a_report_for_today_is_being_told() -> None:
    bench = OwnBench()
    bench.clock.advance(hours=12)  # 22:00
    number = bench.file(urgency="today").number
    said = words(bench.fill(TEACHER, "own.add", number, words="more").cards[0].elements)
    assert said.count("Supervisors are being told.") == 2


def test_where_the_morning_was_missed_it_does_not_wait_for_the_next() -> None:
    bench = OwnBench()
    bench.clock.advance(hours=12)  # 22:00
    number = bench.file(urgency="routine").number
    bench.run()
    bench.clock.advance(hours=24)
    shown = bench.push(TEACHER, "own.case", number)
    assert "Kept. Supervisors are being told." in words(shown.cards[0].elements)


def test_reading_shows_the_reporter_s_own_words_and_is_on_the_trail() -> None:
    bench = OwnBench()
    number = bench.file(involved=("activities@schools.example",)).number
    bench.fill(TEACHER, "own.add", number, words="CANARY more", extent="CANARY twice")
    bench.called(TEACHER, number, reference="CANARY-7")
    form = bench.opened(TEACHER, "own.read", number)
    shown = words(form.parts)
    assert form.submit is None
    assert first_text(form.parts) == DANGER
    for said in ("CANARY what was seen", "Hodan Abdi", "CANARY more", "CANARY twice", "CANARY-7"):
        assert said in shown
    assert ("reporter", "looked at own report") in bench.trail()


def test_whoever_was_marked_and_left_is_not_named_by_address() -> None:
    bench = OwnBench()
    number = bench.file(involved=("activities@schools.example",)).number
    stayed = tuple(person for person in DISTRICT.people if person.name != "Hodan Abdi")
    with bench.casework.admission.to(TEACHER.key, number, Action.OWN_STATUS) as case:
        form = read_form(case, DISTRICT.model_copy(update={"people": stayed}), "Kept")
    assert "Somebody who has left" in words(form.parts)
    assert "activities@" not in words(form.parts)


def test_a_note_of_a_supervisor_is_not_the_reporter_s_to_read() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.fill(PRINCIPAL, "case.note", number, note="HIDDEN note")
    assert "HIDDEN" not in words(bench.opened(TEACHER, "own.read", number).parts)


def test_what_is_added_is_sealed_on_the_trail_and_told_to_whoever_has_the_case() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.run()
    reply = bench.fill(TEACHER, "own.add", number, words="CANARY more")
    assert "Added" in words(reply.cards[0].elements)
    (entry,) = bench.entries(number, EntryKind.ADDITION)
    assert entry.fields == {"words": "CANARY more"}
    assert bench.trail()[-1] == ("reporter", "added")
    (word,) = bench.sent(Kind.WORD)
    assert (word.recipient, word.topic) == ("principal@schools.example", "addition")
    card = bench.letter(word)
    assert number in str(card)
    assert "CANARY" not in str(card)
    assert "teacher" not in str(card)


def test_while_it_is_open_everybody_who_was_told_is_told_of_an_addition() -> None:
    bench = OwnBench()
    number = bench.file(urgency="danger").number
    told = set(bench.told())
    bench.fill(TEACHER, "own.add", number, words="more")
    again = {str(word.recipient).partition("@")[0] for word in bench.sent(Kind.WORD)}
    assert again == told == {"principal", "assistant", "activities", "superintendent"}


@pytest.mark.parametrize(
    "how",
    [
        {"words": "It was Ms. Solberg."},
        {"students": "The daughter of Marit Solberg"},
        {"where": "In the car of Ms. Solberg"},
        {"involved": ("principal@schools.example",)},
    ],
)
def test_whoever_is_named_then_loses_the_case_and_hears_nothing_more(how: dict[str, str]) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.run()
    bench.fill(TEACHER, "own.add", number, **how)
    assert bench.tickets()[0].holder is None
    assert bench.tickets()[0].status is Status.OPEN
    bench.clock.advance(minutes=120)
    assert "principal@schools.example" not in {delivery.recipient for delivery in bench.run()}
    assert bench.inbox(PRINCIPAL) == []
    assert "Solberg" not in words(bench.push(TEACHER, "own.case", number).cards[0].elements)


def test_nothing_added_is_said_at_the_form() -> None:
    bench = OwnBench()
    number = bench.file().number
    reply = bench.fill(TEACHER, "own.add", number, words=" ", involved=())
    assert list(reply.errors) == ["words"]
    assert reply.form
    assert bench.entries(number) == []


def test_sent_twice_is_kept_once_and_more_words_are_another() -> None:
    bench = OwnBench()
    number = bench.file().number
    form = bench.opened(TEACHER, "own.add", number)
    bench.send(TEACHER, form, words="once")
    assert "already" in words(bench.send(TEACHER, form, words="once").cards[0].elements)
    bench.send(TEACHER, form, words="once more")
    assert [entry.fields["words"] for entry in bench.entries(number)].count("once") == 1
    assert len(bench.entries(number)) == 2


def test_a_question_asked_after_closing_is_answered_to_who_closed_it() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.push(PRINCIPAL, "case.acknowledge", number)
    bench.fill(PRINCIPAL, "case.close", number, outcome="school", note="done")
    bench.run()
    bench.fill(PRINCIPAL, "case.ask", number, question="CANARY how are you treated?")
    (question,) = [d for d in bench.run() if d.topic == "question"]
    assert "Answer the question" in labels(bench.letter(question))
    bench.fill(TEACHER, "own.answer", number, words="CANARY badly")
    (answer,) = [d for d in bench.run() if d.topic == "answer"]
    assert answer.recipient == PRINCIPAL.key
    assert "CANARY badly" in str(bench.push(PRINCIPAL, "case.read", number).form)
    assert bench.tickets()[0].status is Status.CLOSED


def test_a_question_is_answered_where_it_was_asked() -> None:
    bench = OwnBench()
    number = bench.file().number
    _asked(bench, number)
    (question,) = [d for d in bench.run() if d.topic == "question"]
    assert question.recipient is None
    card = bench.letter(question)
    assert "CANARY" not in str(card)
    assert "Answer the question" in labels(card)
    assert "Questions to you: 1" in words(bench.say(TEACHER, "mine").cards[0].elements)
    form = bench.opened(TEACHER, "own.answer", number)
    assert "CANARY which room?" in words(form.parts)
    reply = bench.send(TEACHER, form, words="CANARY room 12")
    assert "Questions to you" not in words(reply.cards[0].elements)
    (answer,) = bench.sent(Kind.WORD)
    assert (answer.recipient, answer.topic) == ("principal@schools.example", "answer")
    assert "CANARY room 12" in words(bench.opened(PRINCIPAL, "case.read", number).parts)


def test_of_several_questions_the_oldest_comes_first() -> None:
    bench = OwnBench()
    number = bench.file().number
    _asked(bench, number)
    bench.clock.advance(minutes=1)
    bench.fill(PRINCIPAL, "case.ask", number, question="and when?")
    assert "which room" in words(bench.opened(TEACHER, "own.answer", number).parts)
    bench.fill(TEACHER, "own.answer", number, words="12")
    assert "and when" in words(bench.opened(TEACHER, "own.answer", number).parts)


def test_without_a_question_there_is_nothing_to_answer() -> None:
    bench = OwnBench()
    number = bench.file().number
    reply = bench.push(TEACHER, "own.answer", number)
    assert "No question waits" in words(reply.cards[0].elements)
    assert "Answer the question" not in labels(reply.cards[0])


def test_to_withdraw_is_a_request_and_never_a_deletion() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.run()
    bench.fill(TEACHER, "own.withdraw", number, words="CANARY a misunderstanding")
    (entry,) = bench.entries(number)
    assert entry.kind is EntryKind.ADDITION
    assert bench.tickets()[0].status is Status.OPEN
    assert [word.topic for word in bench.sent(Kind.WORD)] == ["addition"]
    bench.clock.advance(hours=24)
    assert bench.sent(Kind.CLOCK)
    assert "withdraw" in words(bench.opened(PRINCIPAL, "case.read", number).parts)


@pytest.mark.parametrize(
    "action", ["own.list", "own.case", "own.more", "own.read", "own.receipt", "own.answer"]
)
def test_while_the_database_is_down_it_says_so_after_911_and_the_agencies(action: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.store.broken = True
    card = bench.push(TEACHER, action, number).cards[0]
    assert first_text(card.elements) == DANGER
    assert "the database is not available" in words(card.elements)
    assert "218-299-7139" in words(card.elements)
    assert "Who to call" in labels(card)


@pytest.mark.parametrize("action", ["own.add", "own.withdraw", "own.call", "own.written", "own.learned"])
def test_a_form_opens_and_keeps_its_words_while_the_database_is_down(action: str) -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.store.broken = True
    form = bench.opened(TEACHER, action, number)
    assert first_text(form.parts) == DANGER
    reply = bench.send(TEACHER, form, words="x", at="2026-11-23T09:50", agency="child-protection")
    assert reply.form
    assert reply.form.name == form.name
    (said,) = reply.errors.values()
    assert said.index("911") < said.index("not available")
    bench.store.broken = False
    assert bench.entries(number) == []


def test_the_answer_form_keeps_its_words_while_the_database_is_down() -> None:
    bench = OwnBench()
    number = bench.file().number
    _asked(bench, number)
    form = bench.opened(TEACHER, "own.answer", number)
    bench.store.broken = True
    reply = bench.send(TEACHER, form, words="12")
    assert reply.form
    assert reply.form.name == "own.answer"
    bench.store.broken = False
    assert not bench.send(TEACHER, form, words="12").errors


def test_a_button_of_another_subject_stands_on_the_card_where_it_fits() -> None:
    bench = OwnBench()
    number = bench.file().number
    fits = Button("Hand in a document", "elsewhere", number)
    cards = OwnCards(DISTRICT, (lambda _ticket: fits, lambda _ticket: None))
    handler = OwnHandler(OwnDesk(bench.own.desk.admission, cards, lambda: None), RECEIPTS)
    card = handler.presses["own.case"](Press(TEACHER, PLACE, "own.case", number)).cards[0]
    others = ["Read it", "Add information", "I made the call", "I sent the written report", "Who to call"]
    assert labels(card) == [*others, "Hand in a document", "More"]


def test_every_form_s_title_fits_slack() -> None:
    bench = OwnBench()
    number = bench.file().number
    bench.called(TEACHER, number)
    _asked(bench, number)
    for action in (*OPENING[2:], *RECORDING, "contact.open", "report.open"):
        assert len(bench.opened(TEACHER, action, number).title) <= 24


def test_911_and_988_stand_first_in_every_answer() -> None:
    bench = OwnBench()
    number = bench.file().number
    _asked(bench, number)
    bench.called(TEACHER, number)
    handlers = (bench.own, bench.duty, bench.contact)
    for action in (action for handler in handlers for action in handler.presses):
        reply = bench.push(TEACHER, action, "" if action == "own.list" else number)
        shown = reply.form.parts if reply.form else reply.cards[0].elements
        assert first_text(shown) == DANGER, action
    sent = {"words": "x", "at": "2026-11-23T09:55", "agency": "child-protection", "reason": "x"}
    sent |= {"learned_at": "2026-11-23T09:00", "site": "high-school"}
    sent |= dict.fromkeys(("platform", "students", "why", "said"), "x")
    wrong = {"corrects": bench.entries(number, EntryKind.CALL)[0].id}
    for name in (name for handler in handlers for name in handler.submissions):
        form = bench.opened(TEACHER, "contact.open" if name == "contact" else name, number)
        reply = bench.send(TEACHER, form, **sent, **(wrong if name == "own.wrong" else {}))
        assert not reply.errors, name
        assert first_text(reply.cards[0].elements) == DANGER, name
