"""What is kept how long: the sweep, the list, holds, orders, and what stands against destroying."""

from datetime import timedelta

import pytest

from handlers.casework.case_card import OWN_REQUEST
from handlers.district.record_keeping import Destroys
from handlers.records.aftermath import LEFT_OUT
from handlers.records.orders import orders_of
from handlers.reports.delivery import clock_delivery
from handlers.reports.journal import EntryKind
from handlers.reports.ticket import Matter, Status, Urgency
from tests.handlers.casework.bench import address, labels, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, district

SOON = district(terms=[{"record": "concern", "days": 30, "reason": "a test"}], listed_days=14)
BY_ITSELF = district(
    terms=[{"record": "concern", "days": 30, "reason": "a test"}], listed_days=14, destroys=Destroys.AUTOMATIC
)

ORDER = {"agency": "Clay County", "reference": "Letter of 2026-12-01"}


@pytest.fixture
def archive() -> Archive:
    return Archive(district=SOON)


def listed(archive: Archive) -> str:
    """A case on the list since just now."""
    number = archive.closed()
    archive.clock.advance(days=30)
    archive.sweep()
    return number


def told_to_all(archive: Archive) -> str:
    """A case in the principal's hand, of which everybody on the ladder was told."""
    number = archive.file(urgency=Urgency.DANGER)
    archive.run()
    archive.press("principal", "case.acknowledge", number)
    archive.run()
    return number


class TestSweep:
    def test_nothing_is_listed_before_its_time(self, archive: Archive) -> None:
        number = archive.closed()
        archive.clock.advance(days=28)
        archive.sweep()
        assert ("courier", "listed for destruction", "") not in archive.details(number)
        archive.clock.advance(days=1)
        archive.sweep()
        assert ("courier", "listed for destruction", "") in archive.details(number)

    def test_a_person_has_to_confirm_unless_the_district_says_otherwise(self, archive: Archive) -> None:
        number = listed(archive)
        archive.clock.advance(days=365)
        archive.sweep()
        assert archive.exists(number)

    def test_automatic_destruction_waits_until_it_stood_on_the_list(self) -> None:
        archive = Archive(district=BY_ITSELF)
        number = listed(archive)
        archive.clock.advance(days=13)
        archive.sweep()
        assert archive.exists(number)
        archive.clock.advance(days=1)
        archive.sweep()
        assert not archive.exists(number)
        assert archive.details(number)[-1] == ("courier", "destroyed", "schedule")
        assert archive.shredded

    def test_a_sweep_twice_comes_to_the_same(self, archive: Archive) -> None:
        number = listed(archive)
        archive.sweep()
        assert [act for _, act, _ in archive.details(number)].count("listed for destruction") == 1

    def test_a_hold_that_was_lifted_begins_the_list_anew(self) -> None:
        archive = Archive(district=BY_ITSELF)
        number = listed(archive)
        archive.clock.advance(days=10)
        archive.do(RECORDS, "records.hold", number, reason="subpoena")
        archive.clock.advance(days=10)
        archive.sweep()
        assert archive.exists(number)
        archive.do(RECORDS, "records.lift", number, reason="settled")
        archive.clock.advance(minutes=1)
        archive.sweep()
        assert archive.exists(number)
        archive.clock.advance(days=14)
        archive.sweep()
        assert not archive.exists(number)

    def test_what_was_reopened_counts_from_its_last_closing(self) -> None:
        archive = Archive(district=BY_ITSELF)
        number = listed(archive)
        archive.do("principal", "case.reopen", number, reason="new facts")
        archive.clock.advance(days=60)
        archive.sweep()
        assert archive.exists(number)
        archive.do("principal", "case.close", number, outcome="school", note="done")
        archive.clock.advance(days=29)
        archive.sweep()
        archive.clock.advance(days=14)
        archive.sweep()
        assert archive.exists(number)

    def test_a_kind_without_a_term_is_kept(self) -> None:
        archive = Archive(district=district(terms=[]))
        number = archive.closed()
        archive.clock.advance(days=40_000)
        archive.sweep()
        assert archive.exists(number)
        assert archive.details(number)[-1][1] != "listed for destruction"

    def test_an_open_case_is_never_listed(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.clock.advance(days=4000)
        archive.sweep()
        assert ("courier", "listed for destruction", "") not in archive.details(number)

    def test_a_contact_counts_from_its_filing_and_a_drill_has_a_term_of_its_own(self) -> None:
        terms = [
            {"record": "contact", "years": 1, "reason": "policy 448"},
            {"record": "drill", "days": 10, "reason": "a test"},
        ]
        archive = Archive(district=district(terms=terms))
        contact = archive.file(matter=Matter.CONTACT)
        drill = archive.file(drill=True)
        archive.change(drill, status=Status.CLOSED, closed_at=archive.now())
        archive.clock.advance(days=364)
        archive.sweep()
        on_list = ("courier", "listed for destruction", "")
        assert on_list in archive.details(drill)
        assert on_list not in archive.details(contact)
        archive.clock.advance(days=1)
        archive.sweep()
        assert on_list in archive.details(contact)


class TestNotices:
    def test_records_officers_are_told_that_something_is_listed(self, archive: Archive) -> None:
        listed(archive)
        sent = [d for d in archive.run() if d.topic == "records-due"]
        assert [d.recipient for d in sent] == [address(RECORDS)]

    def test_an_officer_who_is_named_in_it_hears_nothing(self, archive: Archive) -> None:
        number = archive.closed(what="CANARY I saw Ms. Engebretson do it.")
        archive.clock.advance(days=30)
        archive.sweep()
        assert ("courier", "listed for destruction", "") in archive.details(number)
        assert [d.recipient for d in archive.run() if d.topic == "records-due"] == [address(CHAIR)]
        assert number not in str(archive.say(RECORDS, "records"))

    def test_no_word_is_sent_where_it_was_held_meanwhile(self, archive: Archive) -> None:
        number = listed(archive)
        archive.do("principal", "records.hold", number, reason="subpoena")
        archive.do("principal", "records.lift", number, reason="settled")
        assert not [d for d in archive.run() if d.topic == "records-due"]


class TestConfirming:
    def test_a_records_officer_destroys_what_stood_on_the_list(self, archive: Archive) -> None:
        number = listed(archive)
        archive.clock.advance(days=14)
        card = archive.say(RECORDS, f"records {number}")
        assert "Destroy: time is over" in labels(card)
        reply = archive.do(RECORDS, "records.destroy", number, answer="yes")
        assert not archive.exists(number)
        assert "up to 35 days" in lines(reply)
        assert archive.details(number)[-1] == (RECORDS, "destroyed", "schedule")
        assert archive.shredded == 2

    def test_a_no_leaves_it(self, archive: Archive) -> None:
        number = listed(archive)
        archive.clock.advance(days=14)
        archive.do(RECORDS, "records.destroy", number, answer="no")
        assert archive.exists(number)

    def test_not_before_it_stood_on_the_list(self, archive: Archive) -> None:
        number = listed(archive)
        archive.clock.advance(days=13)
        assert "Destroy: time is over" not in labels(archive.say(RECORDS, f"records {number}"))
        reply = archive.press(RECORDS, "records.destroy", number)
        assert reply.form is None
        assert "not been on the list long enough" in lines(reply)

    def test_a_supervisor_cannot_confirm_what_the_schedule_destroys(self, archive: Archive) -> None:
        number = listed(archive)
        archive.clock.advance(days=14)
        assert "Destroy: time is over" not in labels(archive.say("principal", f"cases {number}"))
        assert archive.press("principal", "records.destroy", number).form is None
        assert archive.exists(number)

    def test_the_list_says_until_when_and_what_stands_against_it(self, archive: Archive) -> None:
        number = listed(archive)
        text = lines(archive.say(RECORDS, "records"))
        assert f"{number}, kept until 2026-12-23. It is listed" in text
        archive.do("principal", "records.hold", number, reason="subpoena")
        text = lines(archive.say(RECORDS, "records"))
        assert "On legal hold: 1" in text
        assert "It is on legal hold." in text
        assert "CANARY" not in text


class TestOrders:
    def test_two_persons_destroy_on_an_agencys_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        assert archive.exists(number)
        assert "Ordered destroyed, and waiting for your answer: 1" in lines(archive.say(RECORDS, "records"))
        opened = archive.press(RECORDS, "records.approve", number)
        assert opened.form
        assert "Letter of 2026-12-01" in str(opened.form.parts)
        reply = archive.fill(RECORDS, opened.form, answer="yes")
        assert not archive.exists(number)
        assert "Letter of 2026-12-01" in lines(reply)
        assert [line for line in archive.details(number) if line[1] != LEFT_OUT][-4:] == [
            ("principal", "ordered destruction", ""),
            (RECORDS, "read", "order"),
            (RECORDS, "approved destruction", ""),
            (RECORDS, "destroyed", "order"),
        ]
        assert archive.shredded == 1

    def test_nobody_approves_their_own_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        for press in ("records.approve", "records.order"):
            reply = archive.press("principal", press, number)
            assert reply.form is None
            assert OWN_REQUEST in lines(reply)
        assert "waiting for your answer" not in lines(archive.say("principal", "records"))
        assert archive.exists(number)

    def test_an_address_in_capitals_is_the_same_person(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        with archive.store.begin() as work:
            orders = orders_of(work, work.tickets.get(number), archive.now())
        assert orders.pending_for(address("principal").upper()) is None
        assert orders.pending_for(address(RECORDS).upper()) == orders.pending

    def test_to_everybody_else_it_cannot_be_asked_for_twice(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        assert "waits for an answer already" in lines(archive.press(RECORDS, "records.order", number))

    def test_an_answer_sent_by_the_one_who_asked_is_not_taken(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        form = archive.press(RECORDS, "records.approve", number).form
        archive.fill("principal", form, answer="yes")
        assert archive.exists(number)

    def test_a_refusal_ends_the_order_and_it_can_be_asked_again(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        archive.do(RECORDS, "records.approve", number, answer="no")
        assert archive.exists(number)
        assert archive.press(RECORDS, "records.approve", number).form is None
        assert (RECORDS, "did not agree to destruction", "") in archive.details(number)
        archive.do("principal", "records.order", number, **ORDER)
        archive.do(RECORDS, "records.approve", number, answer="yes")
        assert not archive.exists(number)

    def test_an_open_case_cannot_be_ordered_destroyed(self, archive: Archive) -> None:
        number = archive.acknowledged()
        reply = archive.press("principal", "records.order", number)
        assert reply.form is None
        assert "It is still open." in lines(reply)

    def test_a_hold_stops_an_order(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        archive.do("principal", "records.hold", number, reason="subpoena")
        opened = archive.press(RECORDS, "records.approve", number)
        assert "It is on legal hold." in str(opened.form)
        assert "It is on legal hold." in str(archive.fill(RECORDS, opened.form, answer="yes").errors)
        assert archive.exists(number)

    def test_a_case_that_was_reopened_meanwhile_is_not_destroyed(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, **ORDER)
        form = archive.press(RECORDS, "records.approve", number).form
        archive.do("principal", "case.reopen", number, reason="new facts")
        archive.fill(RECORDS, form, answer="yes")
        assert archive.exists(number)

    def test_the_reporters_clocks_stop_it(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.do("principal", "case.close", number, outcome="school", note="done")
        archive.do("principal", "records.order", number, **ORDER)
        reply = archive.do(RECORDS, "records.approve", number, answer="yes")
        assert "The reporter's own clocks still run, or a reminder" in str(reply.errors["answer"])
        assert archive.exists(number)
        archive.clock.advance(days=1, minutes=1)
        archive.do(RECORDS, "records.approve", number, answer="yes")
        assert not archive.exists(number)

    def test_a_reminder_that_is_still_owed_to_the_reporter_stops_it(self, archive: Archive) -> None:
        number = archive.closed()
        with archive.store.begin() as work:
            work.outbox.put(clock_delivery(number, "call-0h-x", archive.now() + timedelta(hours=1)))
        archive.do("principal", "records.order", number, **ORDER)
        reply = archive.do(RECORDS, "records.approve", number, answer="yes")
        assert "or a reminder is still owed." in str(reply.errors["answer"])
        assert archive.exists(number)

    def test_who_is_named_in_it_can_neither_ask_nor_approve(self, archive: Archive) -> None:
        number = archive.closed(what="CANARY I saw Ms. Engebretson do it.")
        archive.do("principal", "records.order", number, **ORDER)
        for press in ("records.approve", "records.hold", "records.export", "records.open"):
            assert "There is no case with this number for you." in lines(
                archive.press(RECORDS, press, number)
            )
        assert (RECORDS, "refused approved destruction", "") in archive.details(number)
        assert lines(archive.press(RECORDS, "records.hold", "ZZZZ-ZZZZ")) == lines(
            archive.press(RECORDS, "records.hold", number)
        )

    def test_a_form_sent_twice_asks_once(self, archive: Archive) -> None:
        number = archive.closed()
        form = archive.press("principal", "records.order", number).form
        archive.fill("principal", form, **ORDER)
        archive.fill("principal", form, **ORDER)
        assert len(archive.journal(number, EntryKind.ORDER)) == 1


class TestHolds:
    def test_a_hold_needs_a_reason_that_is_kept_sealed(self, archive: Archive) -> None:
        number = archive.acknowledged()
        assert archive.do("principal", "records.hold", number, reason="").errors
        archive.do("principal", "records.hold", number, reason="CANARY subpoena")
        assert archive.ticket(number).hold
        assert archive.details(number)[-1] == ("principal", "held", "set")
        assert "CANARY" not in str(archive.details(number))
        [entry] = archive.journal(number, EntryKind.ORDER)
        assert entry.fields["reason"] == "CANARY subpoena"
        archive.do("principal", "records.lift", number, reason="settled")
        assert not archive.ticket(number).hold
        assert archive.details(number)[-1] == ("principal", "held", "lifted")

    @pytest.mark.parametrize("who", ["assistant", "teacher", CHAIR])
    def test_only_the_holder_and_records_officers_hold(self, archive: Archive, who: str) -> None:
        number = archive.acknowledged()
        assert archive.press(who, "records.hold", number).form is None
        named = "reporter" if who == "teacher" else who
        assert (named, "refused held", "") in archive.details(number)
        assert not archive.ticket(number).hold

    def test_a_stale_button_does_nothing(self, archive: Archive) -> None:
        number = archive.acknowledged()
        form = archive.press("principal", "records.hold", number).form
        archive.do(RECORDS, "records.hold", number, reason="first")
        assert "cannot be done" in archive.fill("principal", form, reason="second").errors["reason"]
        assert len(archive.journal(number, EntryKind.ORDER)) == 1


def test_to_everybody_else_the_list_is_empty(archive: Archive) -> None:
    number = archive.closed()
    archive.do("principal", "records.hold", number, reason="subpoena")
    for who in ("teacher", "elementary", "assistant", "superintendent"):
        assert "Nothing waits for you here." in lines(archive.say(who, "records"))


class TestNames:
    @pytest.mark.parametrize(
        ("press", "values"),
        [
            ("records.hold", {"reason": "Subpoena in the case against Hodan Abdi."}),
            ("records.export", {"kind": "pdf", "reason": "Counsel of Hodan Abdi"}),
        ],
    )
    def test_whoever_a_reason_names_is_left_out(
        self, archive: Archive, press: str, values: dict[str, str]
    ) -> None:
        number = told_to_all(archive)
        assert "Whoever of the district you name is left out" in str(
            archive.press("principal", press, number).form
        )
        archive.do("principal", press, number, **values)
        assert address("activities") not in archive.ticket(number).recipients
        assert "no case" in lines(archive.press("activities", "case.read", number))
        assert archive.ticket(number).holder == address("principal")

    def test_lifting_a_hold_leaves_out_too_and_stays_lifted(self, archive: Archive) -> None:
        number = told_to_all(archive)
        archive.do("principal", "records.hold", number, reason="subpoena")
        archive.do("principal", "records.lift", number, reason="Abdi has settled")
        assert address("activities") not in archive.ticket(number).recipients
        assert not archive.ticket(number).hold

    @pytest.mark.parametrize("name", ["agency", "reference"])
    def test_so_does_an_order(self, archive: Archive, name: str) -> None:
        number = told_to_all(archive)
        archive.do("principal", "case.close", number, outcome="school", note="done")
        archive.do("principal", "records.order", number, **{**ORDER, name: "Court, State v. Abdi"})
        assert address("activities") not in archive.ticket(number).recipients
        assert "no case" in lines(archive.press("activities", "records.approve", number))

    def test_a_holder_named_by_a_records_officer_loses_the_case_and_the_hold_stays(
        self, archive: Archive
    ) -> None:
        number = told_to_all(archive)
        archive.do(RECORDS, "records.hold", number, reason="Subpoena against Marit Solberg")
        ticket = archive.ticket(number)
        assert (ticket.holder, ticket.status, ticket.hold) == (None, Status.OPEN, True)

    def test_a_holder_called_by_title_keeps_it(self, archive: Archive) -> None:
        number = told_to_all(archive)
        archive.do(RECORDS, "records.hold", number, reason="The principal asked for it")
        archive.do(RECORDS, "records.export", number, kind="pdf", reason="For the principal's counsel")
        assert archive.ticket(number).holder == address("principal")
