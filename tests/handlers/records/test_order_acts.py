"""Orders to destroy: answered as they were shown, never left without anybody who can answer, taken back."""

from dataclasses import replace

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Facts
from handlers.conversation.form import Form
from handlers.district.wall_clock import dated
from handlers.records.notices import ORDER_WAITS
from handlers.records.orders import orders_of
from handlers.reports.journal import Entry
from handlers.reports.ticket import Matter, Status
from tests.handlers.casework.bench import DISTRICT, address, labels, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive

ONE = {"agency": "Clay County", "reference": "CANARY letter one"}
TWO = {"agency": "Becker County", "reference": "CANARY letter two"}
ALL_OTHERS = ("assistant", "activities", "superintendent", "elementary")


@pytest.fixture
def archive() -> Archive:
    return Archive()


def pending(archive: Archive, number: str) -> Entry | None:
    with archive.store.begin() as work:
        return orders_of(work, work.tickets.get(number), archive.now()).pending


def told(archive: Archive) -> list[str]:
    return [str(d.recipient) for d in archive.run() if d.topic == ORDER_WAITS]


def only_she_knows(archive: Archive) -> str:
    """A closed case of which nobody but the records officer may know."""
    number = archive.closed()
    everybody = ("principal", *ALL_OTHERS)
    archive.change(number, recused=frozenset(map(address, everybody)), holder=None, recipients=frozenset())
    return number


def asked_anew(archive: Archive, number: str) -> Form | None:
    """The form of an order that was taken back since; another one waits."""
    archive.do("principal", "records.order", number, **ONE)
    stale = archive.press(RECORDS, "records.approve", number).form
    archive.do("principal", "records.take-back", number, answer="yes")
    archive.clock.advance(minutes=1)
    archive.do("principal", "records.order", number, **TWO)
    return stale


class TestStaleAnswers:
    def test_an_answer_to_one_order_destroys_nothing_on_another(self, archive: Archive) -> None:
        number = archive.closed()
        stale = asked_anew(archive, number)
        anew = archive.fill(RECORDS, stale, answer="yes").form
        assert archive.exists(number)
        assert "another order than the one that you were shown" in str(anew)
        assert "CANARY letter two" in str(anew)
        assert "CANARY letter one" not in str(anew)
        assert archive.details(number)[-1] == (RECORDS, "read", "order")
        archive.fill(RECORDS, anew, answer="yes")
        assert not archive.exists(number)

    def test_nor_does_it_refuse_another(self, archive: Archive) -> None:
        number = archive.closed()
        stale = asked_anew(archive, number)
        archive.fill(RECORDS, stale, answer="no")
        assert pending(archive, number)

    def test_an_answer_that_names_no_order_destroys_nothing(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        form = archive.press(RECORDS, "records.approve", number).form
        assert form
        archive.fill(RECORDS, replace(form, state=f"{number} 0"), answer="yes")
        assert archive.exists(number)

    def test_a_stale_form_takes_back_no_other_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        stale = archive.press("principal", "records.take-back", number).form
        archive.do(RECORDS, "records.approve", number, answer="no")
        archive.clock.advance(minutes=1)
        archive.do("principal", "records.order", number, **TWO)
        archive.fill("principal", stale, answer="yes")
        assert pending(archive, number)


class TestEnd:
    def test_a_case_that_was_opened_again_is_not_destroyed_on_an_order_from_before(
        self, archive: Archive
    ) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        stale = archive.press(RECORDS, "records.approve", number).form
        archive.clock.advance(minutes=1)
        archive.do("principal", "case.reopen", number, reason="CANARY more came")
        assert archive.ticket(number).status is not Status.CLOSED
        assert pending(archive, number) is None
        assert "Nothing waits for you here." in lines(archive.say(RECORDS, "records"))
        archive.press("principal", "case.acknowledge", number)
        archive.do("principal", "case.close", number, outcome="school", note="CANARY done")
        archive.clock.advance(days=1, minutes=2)
        archive.run()
        assert archive.ticket(number).status is Status.CLOSED
        assert archive.fill(RECORDS, stale, answer="yes").errors
        assert archive.exists(number)
        archive.do("principal", "records.order", number, **TWO)
        archive.do(RECORDS, "records.approve", number, answer="yes")
        assert not archive.exists(number)

    def test_an_order_that_nobody_answered_for_a_month_is_over(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.clock.advance(days=29, hours=23)
        stale = archive.press(RECORDS, "records.approve", number).form
        assert stale
        archive.clock.advance(hours=1)
        assert archive.fill(RECORDS, stale, answer="yes").errors
        assert archive.exists(number)
        assert "Ordered destroyed" in labels(archive.say("principal", f"records {number}"))

    def test_whoever_answers_reads_since_when_it_waits(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        asked = dated(archive.now(), DISTRICT.zone)
        archive.clock.advance(days=3)
        form = archive.press(RECORDS, "records.approve", number).form
        assert form
        facts = next(part for part in form.parts if isinstance(part, Facts))
        assert ("Asked on", asked) in facts.pairs


class TestNobodyElse:
    def test_the_only_officer_who_may_know_asks_and_the_alternates_are_called_in(
        self, archive: Archive
    ) -> None:
        number = only_she_knows(archive)
        said = lines(archive.do(RECORDS, "records.order", number, **ONE))
        assert "Lena Nguyen has to agree now, and is told." in said
        assert told(archive) == [address(CHAIR)]
        archive.do(CHAIR, "records.approve", number, answer="yes")
        assert not archive.exists(number)

    def test_where_there_is_no_alternate_either_it_says_so(self) -> None:
        archive = Archive(district=DISTRICT.model_copy(update={"alternates": ()}))
        number = only_she_knows(archive)
        assert "has to name an alternate" in lines(archive.do(RECORDS, "records.order", number, **ONE))
        assert f"{number}, and nobody can answer it now" in lines(archive.say(RECORDS, "records"))

    def test_the_message_says_no_number_and_goes_to_nobody_for_whom_nothing_waits(
        self, archive: Archive
    ) -> None:
        number = only_she_knows(archive)
        archive.do(RECORDS, "records.order", number, **ONE)
        archive.run()
        [card] = [
            card for name, card in archive.office.inbox(address(CHAIR), Channel.WEB) if ORDER_WAITS in name
        ]
        assert number not in str(card)
        assert "CANARY" not in str(card)

    def test_a_message_is_not_sent_after_the_order_was_taken_back(self, archive: Archive) -> None:
        number = only_she_knows(archive)
        archive.do(RECORDS, "records.order", number, **ONE)
        archive.do(RECORDS, "records.take-back", number, answer="yes")
        assert told(archive) == []

    def test_when_the_last_other_person_goes_the_sweep_calls_the_alternates_in(
        self, archive: Archive
    ) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.change(number, recused=frozenset({address(RECORDS)}))
        archive.sweep()
        assert told(archive) == [address(CHAIR)]
        assert f"{number}, for Lena Nguyen" in lines(archive.say("principal", "records"))
        archive.sweep()
        assert told(archive) == []
        archive.do(CHAIR, "records.approve", number, answer="yes")
        assert not archive.exists(number)

    def test_somebody_named_in_the_reason_of_a_hold_is_followed_at_once(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do("principal", "records.hold", number, reason="Ruth Engebretson lost the paper")
        assert told(archive) == [address(CHAIR)]

    def test_while_somebody_can_answer_no_alternate_hears_of_it(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.sweep()
        assert told(archive) == []
        assert address(CHAIR) not in archive.ticket(number).recipients


class TestTakingBack:
    def test_whoever_asked_takes_it_back(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        assert f"{number}, for Ruth Engebretson" in lines(archive.say("principal", "records"))
        assert "took the order back" in lines(
            archive.do("principal", "records.take-back", number, answer="yes")
        )
        assert ("principal", "took back an order to destroy", "") in archive.details(number)
        assert archive.press(RECORDS, "records.approve", number).form is None
        assert "Ordered destroyed" in labels(archive.say("principal", f"records {number}"))

    def test_a_no_leaves_it(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do("principal", "records.take-back", number, answer="no")
        assert pending(archive, number)

    def test_nobody_else_does(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        assert "Take the order back" not in labels(archive.say(RECORDS, f"records {number}"))
        assert archive.press(RECORDS, "records.take-back", number).form is None


class TestRefusal:
    def test_it_says_who_can_ask_anew(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        said = lines(archive.do(RECORDS, "records.approve", number, answer="no"))
        assert "Marit Solberg or Ruth Engebretson can make another." in said

    def test_where_only_the_alternate_is_left_they_can(self, archive: Archive) -> None:
        number = only_she_knows(archive)
        archive.do(RECORDS, "records.order", number, **ONE)
        archive.change(number, recused=archive.ticket(number).recused | {address(RECORDS)})
        said = lines(archive.do(CHAIR, "records.approve", number, answer="no"))
        assert "Lena Nguyen can make another." in said

    def test_where_nobody_can_it_says_what_to_do_first(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        gone = frozenset({address("principal"), address(RECORDS)})
        archive.change(number, recused=gone, holder=None, recipients=frozenset({address("assistant")}))
        said = lines(archive.do("assistant", "records.approve", number, answer="no"))
        assert "Nobody can make such an order now: first somebody has to reopen the case" in said

    def test_of_a_record_of_contact_it_says_no_such_thing(self, archive: Archive) -> None:
        number = archive.file(matter=Matter.CONTACT)
        archive.do(RECORDS, "records.order", number, **ONE)
        archive.change(number, recused=frozenset({address(RECORDS), address(CHAIR)}))
        said = lines(archive.do("principal", "records.approve", number, answer="no"))
        assert "Nobody can make such an order now: the district has to name another alternate." in said
        assert "reopen" not in said
