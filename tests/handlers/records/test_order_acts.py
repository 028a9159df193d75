"""Orders to destroy: answered as they were shown, never left without anybody who can answer, taken back."""

from dataclasses import replace

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Card, Facts
from handlers.conversation.form import Form
from handlers.district.wall_clock import dated
from handlers.records.keeping import ENDED
from handlers.records.notices import ORDER_ENDED, ORDER_WAITS, notice_delivery
from handlers.records.orders import Said, orders_of
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.ticket import Matter, Status
from tests.handlers.casework.bench import DISTRICT, address, labels, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive

ONE = {"agency": "Clay County", "reference": "CANARY letter one"}
TWO = {"agency": "Becker County", "reference": "CANARY letter two"}
NONE_WAITS = "No order waits any more: it was answered, taken back, or has ended."
ALL_OTHERS = ("assistant", "activities", "superintendent", "elementary")


@pytest.fixture
def archive() -> Archive:
    return Archive()


def pending(archive: Archive, number: str) -> Entry | None:
    with archive.store.begin() as work:
        return orders_of(work, work.tickets.get(number), archive.now()).pending


def told(archive: Archive, topic: str = ORDER_WAITS) -> list[str]:
    return sorted(str(d.recipient) for d in archive.run() if d.topic == topic)


def ended_cards(archive: Archive) -> list[Card]:
    inbox = archive.office.inbox(address("principal"), Channel.WEB)
    return [card for name, card in inbox if ORDER_ENDED in name]


def owed(archive: Archive) -> list[str]:
    """For whom it lies in the outbox that an order waits, whether it is sent or not."""
    with archive.store.begin() as work:
        due = work.outbox.lease(archive.now(), 1, 1000)
    archive.clock.advance(seconds=2)
    return sorted(str(d.recipient) for d in due if d.topic == ORDER_WAITS)


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

    def test_that_it_is_over_is_put_down_and_whoever_asked_is_told_once(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        order = pending(archive, number)
        assert order
        archive.clock.advance(days=29, hours=23)
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []
        archive.clock.advance(hours=1)
        archive.sweep()
        archive.sweep()
        assert told(archive, ORDER_ENDED) == [address("principal")]
        later = Archive(archive.store, archive.clock)
        later.clock.advance(days=1)
        later.sweep()
        assert told(later, ORDER_ENDED) == []
        assert archive.details(number).count(("courier", ENDED, "")) == 1
        [said] = [e for e in archive.journal(number, EntryKind.ORDER) if e.fields["said"] == Said.ENDED]
        assert said.fields["request"] == order.id

    def test_the_message_names_the_case_and_no_word_of_the_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.clock.advance(days=30)
        archive.sweep()
        archive.run()
        inbox = archive.office.inbox(address("principal"), Channel.WEB)
        [card] = [card for name, card in inbox if ORDER_ENDED in name]
        assert "was not answered for 30 days and has ended" in str(card)
        assert number in str(card)
        assert "CANARY" not in str(card)
        assert "Clay" not in str(card)

    def test_whoever_asked_and_must_not_know_of_it_any_more_hears_nothing(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.change(number, recused=frozenset({address("principal")}))
        archive.clock.advance(days=30)
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []
        assert ("courier", ENDED, "") in archive.details(number)

    @pytest.mark.parametrize("answer", ["yes", "no"])
    def test_of_an_order_that_was_taken_back_or_refused_nobody_is_told_that_it_ended(
        self, archive: Archive, answer: str
    ) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        if answer == "yes":
            archive.do("principal", "records.take-back", number, answer="yes")
        else:
            archive.do(RECORDS, "records.approve", number, answer="no")
        archive.clock.advance(days=30)
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []

    @pytest.mark.parametrize("seen", ["at once", "by the sweep"])
    def test_a_reopening_ends_it_and_whoever_asked_is_told_once(self, archive: Archive, seen: str) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.run()
        archive.clock.advance(minutes=1)
        if seen == "at once":
            archive.do("principal", "case.reopen", number, reason="CANARY more came")
        else:  # as where it began anew, or an older program had it reopened
            archive.change(number, closed_at=archive.now())
            archive.sweep()
        assert told(archive, ORDER_ENDED) == [address("principal")]
        [card] = ended_cards(archive)
        assert "before it was answered, because the case was opened again. Nothing is destroyed" in str(card)
        assert "30 days" not in str(card)
        assert ("Another one can be made" in str(card)) == (seen != "at once")
        assert archive.details(number).count(("courier", ENDED, "")) == 1
        archive.clock.advance(days=40)
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []

    def test_only_whoever_can_make_another_reads_that_they_can(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.clock.advance(days=30)
        archive.sweep()
        archive.run()
        assert "Another one can be made." in str(ended_cards(archive))
        archive.change(number, holder=None)
        [card] = ended_cards(archive)
        assert "Another one" not in str(card)
        assert "can make another." in str(card)
        archive.do(RECORDS, "records.order", number, **TWO)
        assert "another" not in str(ended_cards(archive)).lower()

    def test_of_two_that_ended_together_one_is_told_and_says_of_which_day(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.clock.advance(days=30)
        archive.do("principal", "records.order", number, **TWO)
        second = dated(archive.now(), archive.district.zone)
        archive.clock.advance(days=30)
        archive.sweep()
        assert told(archive, ORDER_ENDED) == [address("principal")]
        assert archive.details(number).count(("courier", ENDED, "")) == 2
        [card] = ended_cards(archive)
        assert ("Asked on", second) in next(e for e in card.elements if isinstance(e, Facts)).pairs

    def test_one_made_while_the_clock_was_ahead_does_not_stay_good_for_as_long(
        self, archive: Archive
    ) -> None:
        number = archive.closed()
        right = archive.clock.now()
        archive.clock.advance(days=365)
        archive.do("principal", "records.order", number, **ONE)
        ahead = archive.now()
        archive.clock.advance(seconds=(right - archive.now()).total_seconds())
        assert pending(archive, number) is None
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []
        said = lines(archive.do("principal", "records.order", number, **TWO))
        assert f"waits for an answer from that time on, {dated(ahead, archive.district.zone)}." in said
        archive.clock.advance(seconds=(ahead - archive.now()).total_seconds())
        order = pending(archive, number)
        assert order
        assert order.fields["reference"] == TWO["reference"]

    def test_a_clock_that_is_behind_ends_no_good_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        order = pending(archive, number)
        archive.clock.advance(days=-300)
        archive.sweep()
        assert pending(archive, number) is None
        archive.clock.advance(days=300)
        archive.sweep()
        assert pending(archive, number) == order
        assert ("courier", ENDED, "") not in archive.details(number)

    def test_a_reopening_after_a_long_hold_is_not_called_a_late_answer(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do("principal", "records.hold", number, reason="subpoena")
        archive.clock.advance(days=50)
        archive.do("principal", "records.lift", number, reason="settled")
        archive.clock.advance(days=5)
        archive.do("principal", "case.reopen", number, reason="CANARY more came")
        assert told(archive, ORDER_ENDED) == [address("principal")]
        assert "because the case was opened again" in str(ended_cards(archive))

    def test_of_one_that_ended_before_ends_were_put_down_nobody_is_told_years_later(
        self, archive: Archive
    ) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.run()
        archive.clock.advance(days=700)
        archive.change(number, closed_at=archive.now())
        archive.sweep()
        assert told(archive, ORDER_ENDED) == []
        assert archive.details(number).count(("courier", ENDED, "")) == 1

    @pytest.mark.parametrize("held_first", [True, False])
    def test_its_days_count_from_the_lifting_of_a_hold(self, archive: Archive, held_first: bool) -> None:
        number = archive.closed()
        presses = [("records.order", ONE), ("records.hold", {"reason": "subpoena"})]
        for press, values in reversed(presses) if held_first else presses:
            archive.do("principal", press, number, **values)
            archive.clock.advance(days=10)
        archive.clock.advance(days=40)
        archive.sweep()
        assert pending(archive, number)
        archive.do("principal", "records.lift", number, reason="settled")
        archive.clock.advance(days=29)
        archive.sweep()
        assert pending(archive, number)
        archive.clock.advance(days=1)
        archive.sweep()
        assert pending(archive, number) is None
        assert told(archive, ORDER_ENDED) == [address("principal")]

    def test_a_hold_from_before_the_order_or_after_its_end_changes_nothing(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.hold", number, reason="subpoena")
        archive.clock.advance(minutes=1)
        archive.do("principal", "records.lift", number, reason="settled")
        archive.clock.advance(minutes=1)
        archive.do("principal", "records.order", number, **ONE)
        archive.clock.advance(days=30)
        assert pending(archive, number) is None
        archive.do("principal", "records.hold", number, reason="another")
        assert pending(archive, number) is None
        archive.sweep()
        assert told(archive, ORDER_ENDED) == [address("principal")]

    def test_whoever_answers_reads_since_when_it_waits(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        asked = dated(archive.now(), DISTRICT.zone)
        archive.clock.advance(days=3)
        form = archive.press(RECORDS, "records.approve", number).form
        assert form
        facts = next(part for part in form.parts if isinstance(part, Facts))
        assert ("Asked on", asked) in facts.pairs


class TestTold:
    def test_all_who_can_agree_are_told_once_when_it_is_asked_for(self, archive: Archive) -> None:
        number = archive.closed(what="CANARY Hodan Abdi was there")
        everybody = frozenset(map(address, ("principal", "assistant", "activities")))
        archive.change(number, recipients=everybody)
        archive.do("principal", "records.order", number, **ONE)
        assert told(archive) == [address("assistant"), address(RECORDS)]
        archive.sweep()
        archive.clock.advance(days=1)
        archive.sweep()
        assert told(archive) == []

    @pytest.mark.parametrize("asker", ["principal", RECORDS])
    def test_nobody_is_sent_their_own_order(self, archive: Archive, asker: str) -> None:
        number = archive.closed()
        archive.do(asker, "records.order", number, **ONE)
        people = owed(archive)
        assert people
        assert address(asker) not in people
        order = pending(archive, number)
        assert order
        again = [
            notice_delivery(ORDER_WAITS, order.id, "again", address(one), archive.now())
            for one in ("principal", RECORDS)
        ]
        letters = [one.recipient for one in map(archive.office.letter, again) if one]
        assert letters == [one for one in map(address, ("principal", RECORDS)) if one != address(asker)]

    def test_nobody_is_told_while_it_is_held_and_all_are_told_again_when_the_hold_is_lifted(
        self, archive: Archive
    ) -> None:
        number = archive.closed()
        for _ in range(2):
            archive.do("principal", "records.hold", number, reason="subpoena")
            archive.clock.advance(days=1)
            archive.sweep()
            assert told(archive) == []
            if pending(archive, number) is None:
                said = lines(archive.do("principal", "records.order", number, **ONE))
                assert "records officer, has to agree, and is told once the hold is lifted." in said
            archive.sweep()
            assert told(archive) == []
            archive.do("principal", "records.lift", number, reason="settled")
            assert told(archive) == [address(RECORDS)]
            archive.sweep()
            assert told(archive) == []
            archive.clock.advance(days=1)

    def test_what_was_owed_before_a_hold_is_not_sent_while_it_is_held(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do("principal", "records.hold", number, reason="subpoena")
        assert told(archive) == []

    def test_of_two_orders_one_after_the_other_the_message_is_not_sent_twice(self, archive: Archive) -> None:
        number = archive.closed()
        asked_anew(archive, number)
        assert told(archive) == [address(RECORDS)]

    def test_a_second_line_in_a_field_of_one_line_is_no_line(self, archive: Archive) -> None:
        number = archive.closed()
        forged = {"agency": "Clay\r\nCounty", "reference": "ok\nAsked by: Lena\u2028Nguyen\x1b[2J\u202e"}
        archive.do("principal", "records.order", number, **forged)
        order = pending(archive, number)
        assert order
        assert order.fields["agency"] == "Clay  County"
        assert order.fields["reference"] == "ok Asked by: Lena Nguyen[2J"

    def test_the_message_says_no_number(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.run()
        inbox = archive.office.inbox(address(RECORDS), Channel.WEB)
        [card] = [card for name, card in inbox if ORDER_WAITS in name]
        assert number not in str(card)
        assert "CANARY" not in str(card)


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

    def test_on_hold_it_names_them_or_says_that_nobody_can(self, archive: Archive) -> None:
        number = only_she_knows(archive)
        archive.change(number, hold=True)
        said = lines(archive.do(RECORDS, "records.order", number, **ONE))
        assert "Lena Nguyen has to agree, and is told once the hold is lifted." in said
        alone = Archive(district=DISTRICT.model_copy(update={"alternates": ()}))
        number = only_she_knows(alone)
        alone.change(number, hold=True)
        assert "has to name an alternate" in lines(alone.do(RECORDS, "records.order", number, **ONE))

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
        archive.run()
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
        assert told(archive) == []
        assert address(CHAIR) in archive.ticket(number).recipients
        archive.do("principal", "records.lift", number, reason="settled")
        assert told(archive) == [address(CHAIR)]

    def test_somebody_left_out_in_casework_is_followed_at_once(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do("principal", "case.leave-out", number, people=(address(RECORDS),))
        assert told(archive) == [address(CHAIR)]

    def test_while_somebody_can_answer_no_alternate_hears_of_it(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.sweep()
        assert told(archive) == [address(RECORDS)]
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


class TestNoOrderWaits:
    @pytest.mark.parametrize(("who", "press"), [(RECORDS, "approve"), ("principal", "take-back")])
    def test_a_button_of_before_says_so(self, archive: Archive, who: str, press: str) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        archive.do(RECORDS, "records.approve", number, answer="no")
        reply = archive.press(who, f"records.{press}", number)
        assert reply.form is None
        assert NONE_WAITS in lines(reply)

    @pytest.mark.parametrize(("who", "press"), [(RECORDS, "approve"), ("principal", "take-back")])
    def test_so_does_a_form_of_before_and_promises_nothing(
        self, archive: Archive, who: str, press: str
    ) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ONE)
        stale = archive.press(who, f"records.{press}", number).form
        archive.clock.advance(days=30)
        reply = archive.fill(who, stale, answer="yes")
        assert reply.errors == {"answer": NONE_WAITS}
        assert reply.form
        assert [part for part in reply.form.parts if part not in reply.form.fields] == []


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
