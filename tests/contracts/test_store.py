"""What every store does, in memory, in SQLite and in PostgreSQL."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.reply import AddressBook
from handlers.errors import CannotOpen, NotForYou, NotSaved
from handlers.reports.delivery import (
    Kind,
    alert_delivery,
    chore_delivery,
    clock_delivery,
    step_delivery,
    word_delivery,
)
from handlers.reports.journal import Entry, EntryKind
from handlers.reports.passes import Pass
from handlers.reports.store import Store
from handlers.reports.ticket import Status, Ticket, Urgency
from storage.memory import MemoryStore
from storage.work import DatabaseStore
from tests.storage.samples import NOON, REPORT, REPORTER, entry, minutes, ticket

AnyStore = MemoryStore | DatabaseStore


@pytest.fixture
def filed(store: AnyStore) -> Ticket:
    return file(store, ticket())


def file(store: Store, new: Ticket, token: str | None = None) -> Ticket:
    with store.begin() as work:
        work.tickets.file(new, REPORT, REPORTER, token or new.number)
    return new


class Trouble(Exception):
    """Something a handler did not expect."""


class TestTickets:
    def test_filed_is_found_again_whole(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            assert work.tickets.get(filed.number) == filed
            assert work.tickets.report(filed.number) == REPORT
            assert work.tickets.reporter(filed.number) == REPORTER

    def test_the_order_of_answers_is_kept(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            assert list(work.tickets.report(filed.number).answers) == list(REPORT.answers)

    def test_an_anonymous_account_is_kept_without_an_address(self, store: Store) -> None:
        new = ticket()
        with store.begin() as work:
            work.tickets.file(new, REPORT, replace(REPORTER, email=None), "t")
        with store.begin() as work:
            assert work.tickets.reporter(new.number).email is None

    def test_unknown_numbers_are_not_for_you(self, store: Store) -> None:
        with store.begin() as work:
            for read in (work.tickets.get, work.tickets.report, work.tickets.reporter):
                with pytest.raises(NotForYou):
                    read("ZZZZ-ZZZZ")
            with pytest.raises(NotForYou):
                work.tickets.save(ticket("ZZZZ-ZZZZ"))

    def test_what_may_change_is_saved(self, store: Store, filed: Ticket) -> None:
        changed = replace(
            filed,
            urgency=Urgency.DANGER,
            status=Status.ACKNOWLEDGED,
            step=2,
            recipients=frozenset({"b@example.org", "a@example.org"}),
            acknowledged_by="a@example.org",
            acknowledged_at=minutes(3),
        )
        with store.begin() as work:
            work.tickets.save(changed)
        with store.begin() as work:
            assert work.tickets.get(filed.number) == changed

    def test_what_may_not_change_is_not_saved(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            work.tickets.save(replace(filed, site="other", drill=True, policy_hash="x"))
        with store.begin() as work:
            assert work.tickets.get(filed.number) == filed

    def test_all_come_oldest_first(self, store: Store) -> None:
        second, first = file(store, ticket(opened_at=minutes(1))), file(store, ticket(opened_at=NOON))
        with store.begin() as work:
            assert list(work.tickets.all()) == [first, second]

    def test_a_number_is_taken_once(self, store: Store, filed: Ticket) -> None:
        with pytest.raises(NotSaved):
            file(store, filed, "another token")


class TestTokens:
    def test_a_token_finds_its_ticket(self, store: Store) -> None:
        new = file(store, ticket(), "token")
        with store.begin() as work:
            assert work.tickets.filed_with("token") == new
            assert work.tickets.filed_with("other") is None

    def test_a_token_is_taken_once(self, store: Store) -> None:
        file(store, ticket(), "token")
        with pytest.raises(NotSaved):
            file(store, ticket(), "token")

    def test_one_form_sent_eight_times_at_once_is_one_ticket(self, store: Store) -> None:
        together = threading.Barrier(8)

        def send(_: int) -> str:
            together.wait(10)
            with store.begin() as work:
                known = work.tickets.filed_with("token")
                if known:
                    return known.number
                new = ticket()
                work.tickets.file(new, REPORT, REPORTER, "token")
                return new.number

        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(send, range(8)))) == 1
        with store.begin() as work:
            assert len(work.tickets.all()) == 1


class TestUnitsOfWork:
    def test_an_exception_leaves_nothing(self, store: Store) -> None:
        new = ticket()

        def begun() -> None:
            with store.begin() as work:
                work.tickets.file(new, REPORT, REPORTER, "token")
                work.outbox.put(step_delivery(new.number, 1, NOON))
                work.audit.append(entry(new))
                assert work.audit.entries() == [entry(new)]
                raise Trouble

        with pytest.raises(Trouble):
            begun()
        with store.begin() as work:
            assert not work.tickets.all()
            assert not work.outbox.lease(minutes(9), 60, 10)
            assert not work.audit.entries()
            assert work.tickets.filed_with("token") is None

    def test_changes_are_rolled_back_too(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            work.outbox.put(step_delivery(filed.number, 1, NOON))

        def begun() -> None:
            with store.begin() as work:
                work.tickets.save(replace(filed, status=Status.CLOSED))
                work.outbox.lease(NOON, 60, 10)
                work.outbox.cancel(filed.number, NOON, Kind.STEP, Kind.ALERT)
                raise Trouble

        with pytest.raises(Trouble):
            begun()
        with store.begin() as work:
            assert work.tickets.get(filed.number) == filed
            assert work.outbox.lease(NOON, 60, 10)

    def test_a_delivery_without_its_ticket_is_not_saved(self, store: Store) -> None:
        with pytest.raises(NotSaved), store.begin() as work:
            work.outbox.put(step_delivery("ZZZZ-ZZZZ", 1, NOON))

    def test_a_delivery_may_be_written_before_its_ticket(self, store: Store) -> None:
        new = ticket()
        with store.begin() as work:
            work.outbox.put(step_delivery(new.number, 1, NOON))
            work.tickets.file(new, REPORT, REPORTER, "token")
        with store.begin() as work:
            assert len(work.outbox.waiting(new.number)) == 1

    def test_two_steps_at_once_count_as_two(self, store: Store, filed: Ticket) -> None:
        def step(_: int) -> None:
            with store.begin() as work:
                known = work.tickets.get(filed.number)
                work.tickets.save(replace(known, step=known.step + 1))
                work.audit.append(entry(filed, "step"))

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(step, range(24)))
        with store.begin() as work:
            assert work.tickets.get(filed.number).step == 24
            assert len(work.audit.entries()) == 24

    def test_crossed_writers_do_not_block_each_other(self, store: Store) -> None:
        """The trail is written by all and tickets by some, in whatever order a handler likes."""
        first, second = file(store, ticket()), file(store, ticket())
        together = threading.Barrier(2)

        def work_on(mine: Ticket) -> None:
            together.wait(10)
            for _ in range(10):
                with store.begin() as work:
                    work.audit.append(entry(mine))
                    work.tickets.save(work.tickets.get(mine.number))
                    work.audit.append(entry(mine))

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(work_on, [first, second]))
        with store.begin() as work:
            assert len(work.audit.entries()) == 40
            assert work.audit.verify() is None


class TestOutbox:
    def test_the_same_is_owed_once(self, store: Store, filed: Ticket) -> None:
        owed = alert_delivery(filed.number, 1, "a@example.org", NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.put(replace(owed, due_at=minutes(5)))
        with store.begin() as work:
            work.outbox.put(replace(owed, due_at=minutes(6)))
            assert list(work.outbox.waiting(filed.number)) == [owed]

    def test_done_is_not_owed_again(self, store: Store, filed: Ticket) -> None:
        owed = step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.done(owed.id, NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            assert not work.outbox.waiting(filed.number)
            assert not work.outbox.lease(minutes(9), 60, 10)

    def test_only_what_is_due_is_leased_earliest_first(self, store: Store, filed: Ticket) -> None:
        owed = [step_delivery(filed.number, step, minutes(5 - step)) for step in (1, 2, 3)]
        with store.begin() as work:
            for delivery in owed:
                work.outbox.put(delivery)
        with store.begin() as work:
            assert list(work.outbox.lease(minutes(3), 60, 10)) == [owed[2], owed[1]]

    def test_no_more_than_the_limit_is_leased(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            for step in range(5):
                work.outbox.put(step_delivery(filed.number, step, NOON))
        with store.begin() as work:
            assert len(work.outbox.lease(NOON, 60, 3)) == 3
            assert len(work.outbox.lease(NOON, 60, 3)) == 2

    def test_a_lease_is_renewed_while_it_holds(self, store: Store, filed: Ticket) -> None:
        held, other = step_delivery(filed.number, 1, NOON), step_delivery(filed.number, 2, NOON)
        with store.begin() as work:
            work.outbox.put(held)
            assert list(work.outbox.lease(NOON, 60, 10)) == [held]
            work.outbox.put(other)
            work.outbox.renew([held.id, other.id, "unknown"], minutes(3))
            # What is not leased is nobody's to hold.
            assert list(work.outbox.lease(minutes(2), 60, 10)) == [other]
            assert set(work.outbox.lease(minutes(3), 60, 10)) == {held, other}

    def test_what_was_put_off_is_not_held_by_a_renewal(self, store: Store, filed: Ticket) -> None:
        owed = step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.lease(NOON, 60, 10)
            work.outbox.postpone(owed.id, minutes(1))
            work.outbox.renew([owed.id], minutes(9))
            assert [one.id for one in work.outbox.lease(minutes(1), 60, 10)] == [owed.id]

    def test_a_lease_ends(self, store: Store, filed: Ticket) -> None:
        owed = step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            assert list(work.outbox.lease(NOON, 60, 10)) == [owed]
        with store.begin() as work:
            assert not work.outbox.lease(minutes(0.9), 60, 10)
            assert list(work.outbox.lease(minutes(1), 60, 10)) == [owed]

    def test_a_failed_try_is_counted_and_due_later(self, store: Store, filed: Ticket) -> None:
        owed = step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.lease(NOON, 3600, 10)
            work.outbox.postpone(owed.id, minutes(2))
        with store.begin() as work:
            assert not work.outbox.lease(minutes(1), 60, 10)
            assert list(work.outbox.lease(minutes(2), 60, 10)) == [
                replace(owed, due_at=minutes(2), attempts=1)
            ]

    def test_cancelled_is_owed_no_more(self, store: Store, filed: Ticket) -> None:
        other = file(store, ticket())
        mine, theirs = step_delivery(filed.number, 1, NOON), step_delivery(other.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(mine)
            work.outbox.put(theirs)
            work.outbox.cancel(filed.number, NOON, Kind.STEP, Kind.ALERT)
            work.outbox.postpone(mine.id, minutes(1))
        with store.begin() as work:
            assert not work.outbox.waiting(filed.number)
            assert list(work.outbox.lease(minutes(9), 60, 10)) == [theirs]

    def test_what_reached_a_person_is_found(self, store: Store, filed: Ticket) -> None:
        late, early, elsewhere, owed = (
            alert_delivery(filed.number, step, "a@example.org", NOON) for step in (1, 2, 3, 4)
        )
        timer, other = step_delivery(filed.number, 5, NOON), alert_delivery(filed.number, 1, "b@x.org", NOON)
        with store.begin() as work:
            for delivery in (late, early, elsewhere, owed, timer, other):
                work.outbox.put(delivery)
            work.outbox.done(late.id, minutes(2), "slack")
            work.outbox.done(early.id, minutes(1), "slack")
            work.outbox.done(elsewhere.id, minutes(1), "teams")
            work.outbox.done(timer.id, minutes(1))
            work.outbox.done(other.id, minutes(1), "slack")
        with store.begin() as work:
            assert list(work.outbox.delivered("a@example.org", "slack")) == [early, late]

    def test_what_was_sent_while_it_was_cancelled_did_reach_them(self, store: Store, filed: Ticket) -> None:
        owed = alert_delivery(filed.number, 1, "a@example.org", NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.cancel(filed.number, NOON, Kind.STEP, Kind.ALERT)
            work.outbox.done(owed.id, minutes(1), "slack")
        with store.begin() as work:
            assert list(work.outbox.delivered("a@example.org", "slack")) == [owed]

    def test_the_first_channel_stays(self, store: Store, filed: Ticket) -> None:
        owed = alert_delivery(filed.number, 1, "a@example.org", NOON)
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.done(owed.id, minutes(1), "slack")
            work.outbox.done(owed.id, minutes(2), "teams")
            assert not work.outbox.delivered("a@example.org", "teams")

    def test_unknown_deliveries_are_passed_over(self, store: Store) -> None:
        with store.begin() as work:
            work.outbox.done("nothing", NOON)
            work.outbox.postpone("nothing", NOON)
            work.outbox.cancel("nothing", NOON, Kind.STEP)
            assert not work.outbox.lease(minutes(9), 60, 10)

    def test_two_workers_never_get_the_same(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            for step in range(60):
                work.outbox.put(step_delivery(filed.number, step, NOON))
        together = threading.Barrier(4)

        def take(_: int) -> list[str]:
            taken: list[str] = []
            together.wait(10)
            while True:
                with store.begin() as work:
                    batch = work.outbox.lease(NOON, 60, 5)
                if not batch:
                    return taken
                taken += [delivery.id for delivery in batch]

        with ThreadPoolExecutor(4) as threads:
            taken = [number for part in threads.map(take, range(4)) for number in part]
        assert len(taken) == len(set(taken)) == 60


class TestAuditTrail:
    def test_entries_come_back_in_order(self, store: Store) -> None:
        one, two = ticket(), ticket()
        written = [entry(one), entry(two, "opened"), entry(one, "step", "step 2 é")]
        for each in written:
            with store.begin() as work:
                work.audit.append(each)
        with store.begin() as work:
            assert list(work.audit.entries()) == written
            assert list(work.audit.entries(one.number)) == [written[0], written[2]]
            assert work.audit.verify() is None

    def test_an_empty_trail_fits(self, store: Store) -> None:
        with store.begin() as work:
            assert work.audit.verify() is None
            assert not work.audit.entries()

    def test_whether_there_is_an_entry_is_known_without_reading_one(self, store: Store) -> None:
        one, two = ticket(), ticket()
        with store.begin() as work:
            assert not work.audit.knows(one.number)
            work.audit.append(entry(one))
            assert work.audit.knows(one.number)
            assert not work.audit.knows(two.number)
            assert not work.audit.knows("")

    def test_of_no_ticket_only_what_says_these_words_is_read(self, store: Store) -> None:
        one = ticket()
        settled = [replace(entry(one, "settled", detail), ticket="") for detail in ("first", "second")]
        written = [settled[0], replace(entry(one, "looked"), ticket=""), entry(one, "settled"), settled[1]]
        with store.begin() as work:
            assert work.audit.last() is None
            for each in written:
                work.audit.append(each)
            assert list(work.audit.at_large("settled", "voided")) == settled
            assert not work.audit.at_large("voided")
            work.audit.append(entry(one, "last"))
            assert work.audit.last() == entry(one, "last")

    def test_what_was_just_appended_is_seen(self, store: Store) -> None:
        with store.begin() as work:
            work.audit.append(entry(ticket()))
            assert work.audit.verify() is None
            assert len(work.audit.entries()) == 1
            work.audit.append(entry(ticket()))
        with store.begin() as work:
            assert len(work.audit.entries()) == 2


class TestAddresses:
    def test_the_newest_is_kept(self, store: AnyStore) -> None:
        book: AddressBook = store.addresses
        book.remember("a@example.org", Channel.SLACK, "U1")
        book.remember("a@example.org", Channel.TEAMS, "{}" * 2000)
        book.remember("a@example.org", Channel.SLACK, "U2")
        assert book.find("a@example.org", Channel.SLACK) == "U2"
        assert book.find("a@example.org", Channel.TEAMS) == "{}" * 2000

    def test_nobody_is_nowhere(self, store: AnyStore) -> None:
        assert store.addresses.find("a@example.org", Channel.WEB) is None


class TestOwnReports:
    def test_the_same_person_finds_them_whatever_account_was_used(self, store: Store) -> None:
        first, second = ticket(), ticket(opened_at=minutes(1))
        elsewhere = replace(REPORTER, channel="teams", account="29:other")
        stranger = replace(REPORTER, email=None, account="U9")
        with store.begin() as work:
            work.tickets.file(first, REPORT, REPORTER, "1")
            work.tickets.file(second, REPORT, elsewhere, "2")
            work.tickets.file(ticket(), REPORT, stranger, "3")
        with store.begin() as work:
            assert list(work.tickets.of_reporter(REPORTER.key)) == [first, second]
            assert len(work.tickets.of_reporter(stranger.key)) == 1
            assert not work.tickets.of_reporter("nobody@example.org")


class TestJournal:
    def test_entries_come_back_in_the_order_of_writing_and_by_kind(self, store: Store, filed: Ticket) -> None:
        note = Entry("b", filed.number, EntryKind.NOTE, minutes(1), "a@example.org", {"text": "caf\u00e9"})
        call = Entry("a", filed.number, EntryKind.CALL, minutes(2), "reporter", {"agency": "county"})
        with store.begin() as work:
            work.journal.add(note)
            work.journal.add(call)
        with store.begin() as work:
            assert list(work.journal.entries(filed.number)) == [note, call]
            assert list(work.journal.entries(filed.number, EntryKind.NOTE)) == [note]
            assert not work.journal.entries("ZZZZ-ZZZZ")

    @pytest.mark.parametrize("later", [0, -60])
    def test_a_clock_that_stands_still_or_is_set_back_changes_no_order(
        self, store: Store, filed: Ticket, later: int
    ) -> None:
        names = ["c", "a", "d", "b"]
        for count, name in enumerate(names):
            at = minutes(later if count else 0)
            with store.begin() as work:
                work.journal.add(Entry(name, filed.number, EntryKind.NOTE, at, "a@example.org", {}))
        with store.begin() as work:
            entries = work.journal.entries(filed.number)
        assert [entry.id for entry in entries] == names
        assert [entry.at - minutes(0) for entry in entries] == [timedelta(microseconds=n) for n in range(4)]

    def test_the_last_moment_is_that_of_the_same_ticket(self, store: Store, filed: Ticket) -> None:
        other = file(store, ticket())
        with store.begin() as work:
            work.journal.add(Entry("a", filed.number, EntryKind.NOTE, minutes(5), "a@example.org", {}))
            work.journal.add(Entry("b", other.number, EntryKind.NOTE, minutes(1), "a@example.org", {}))
            assert work.journal.entries(other.number)[0].at == minutes(1)

    def test_an_entry_belongs_to_a_ticket(self, store: Store) -> None:
        stray = Entry("a", "ZZZZ-ZZZZ", EntryKind.NOTE, NOON, "a@example.org", {})
        with pytest.raises((NotSaved, CannotOpen)), store.begin() as work:
            work.journal.add(stray)


class TestDestruction:
    def test_nothing_of_a_ticket_stays_but_its_trail(self, store: Store, filed: Ticket) -> None:
        other = file(store, ticket())
        with store.begin() as work:
            work.journal.add(Entry("a", filed.number, EntryKind.NOTE, NOON, "a@example.org", {}))
            work.outbox.put(step_delivery(filed.number, 1, NOON))
            work.audit.append(entry(filed))
        with store.begin() as work:
            work.tickets.destroy(filed.number)
        with store.begin() as work:
            assert list(work.tickets.all()) == [other]
            assert not work.journal.entries(filed.number)
            assert not work.outbox.waiting(filed.number)
            assert work.audit.entries(filed.number)
            with pytest.raises(NotForYou):
                work.tickets.report(filed.number)
            with pytest.raises(NotForYou):
                work.tickets.destroy(filed.number)


class TestPasses:
    def test_a_pass_is_good_once_and_for_a_while(self, store: Store) -> None:
        leave = Pass("fetch", "K7QM-2XRD", "a@example.org", minutes(15))
        with store.begin() as work:
            work.passes.keep("once", leave)
            work.passes.keep("late", leave)
        with store.begin() as work:
            assert work.passes.look("once", minutes(14)) == leave
            assert work.passes.look("late", minutes(15)) is None
            assert work.passes.look("forged", NOON) is None
            assert work.passes.take("once", minutes(14)) == leave
        with store.begin() as work:
            assert work.passes.take("once", minutes(14)) is None
            assert work.passes.take("late", minutes(16)) is None


class TestOtherDeliveries:
    def test_a_chore_belongs_to_no_ticket(self, store: Store) -> None:
        chore = chore_delivery("review", "2026-11-22", NOON)
        with store.begin() as work:
            work.outbox.put(chore)
            work.outbox.put(chore)
        with store.begin() as work:
            assert list(work.outbox.lease(NOON, 60, 10)) == [chore]

    def test_only_the_named_kinds_are_cancelled(self, store: Store, filed: Ticket) -> None:
        clock, step = clock_delivery(filed.number, "oral", minutes(1)), step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            work.outbox.put(clock)
            work.outbox.put(step)
            work.outbox.cancel(filed.number, NOON, Kind.STEP, Kind.ALERT)
        with store.begin() as work:
            assert list(work.outbox.waiting(filed.number)) == [clock]

    def test_only_words_on_the_named_topics_are_cancelled(self, store: Store, filed: Ticket) -> None:
        told = [word_delivery(filed.number, topic, "a", None, NOON) for topic in ("question", "waits-again")]
        step = step_delivery(filed.number, 1, NOON)
        with store.begin() as work:
            for delivery in (*told, step):
                work.outbox.put(delivery)
            work.outbox.cancel_words(filed.number, NOON, {"waits-again", step.topic})
        with store.begin() as work:
            assert {owed.id for owed in work.outbox.waiting(filed.number)} == {told[0].id, step.id}

    def test_what_reached_nobody_can_be_owed_again(self, store: Store, filed: Ticket) -> None:
        unsent = clock_delivery(filed.number, "call", NOON)
        sent = clock_delivery(filed.number, "written", NOON)
        with store.begin() as work:
            for delivery, channel in ((unsent, None), (sent, "slack")):
                work.outbox.put(delivery)
                work.outbox.done(delivery.id, minutes(1), channel)
        later = [replace(one, due_at=minutes(5)) for one in (unsent, sent)]
        with store.begin() as work:
            for delivery in later:
                work.outbox.revive(delivery)
        with store.begin() as work:
            assert list(work.outbox.waiting(filed.number)) == later[:1]
            assert list(work.outbox.lease(minutes(5), 60, 10)) == later[:1]

    def test_what_is_owed_or_unknown_is_not_revived(self, store: Store, filed: Ticket) -> None:
        owed = clock_delivery(filed.number, "call", minutes(1))
        with store.begin() as work:
            work.outbox.put(owed)
            work.outbox.postpone(owed.id, minutes(2))
            work.outbox.revive(replace(owed, due_at=minutes(9)))
            work.outbox.revive(clock_delivery(filed.number, "written", NOON))
        with store.begin() as work:
            assert [(one.due_at, one.attempts) for one in work.outbox.waiting(filed.number)] == [
                (minutes(2), 1)
            ]

    def test_what_reached_a_reporter_names_nobody(self, store: Store, filed: Ticket) -> None:
        mine = word_delivery(filed.number, "question", "a", None, NOON)
        theirs = word_delivery(filed.number, "question", "a", "b@example.org", NOON)
        with store.begin() as work:
            for delivery in (mine, theirs):
                work.outbox.put(delivery)
                work.outbox.done(delivery.id, minutes(1), "teams")
        with store.begin() as work:
            assert list(work.outbox.delivered_to_reporter(filed.number, "teams")) == [mine]
            assert not work.outbox.delivered_to_reporter(filed.number, "slack")


class TestLinks:
    def test_a_link_names_a_place_in_the_chain(self, store: Store, filed: Ticket) -> None:
        with store.begin() as work:
            assert work.audit.link() is None
            for _ in range(3):
                work.audit.append(entry(filed))
            last = work.audit.link()
            assert last
            assert last.sequence == 3
            assert work.audit.link(3) == last
            first = work.audit.link(1)
            assert first
            assert first.mac != last.mac
            assert work.audit.link(0) is None
            assert work.audit.link(4) is None


class TestFigures:
    def test_they_are_kept_once_and_never_changed(self, store: Store) -> None:
        with store.begin() as work:
            assert work.figures.find("2026-07 to 2026-12") is None
            assert work.figures.keep("2026-07 to 2026-12", "one é")
        with store.begin() as work:
            assert not work.figures.keep("2026-07 to 2026-12", "two")
            assert work.figures.find("2026-07 to 2026-12") == "one é"
            assert work.figures.find("2027-01 to 2027-06") is None

    def test_dropped_they_are_gone_and_others_can_be_kept(self, store: Store) -> None:
        with store.begin() as work:
            assert not work.figures.drop("2026-07 to 2026-12")
            work.figures.keep("2026-07 to 2026-12", "one")
            work.figures.keep("2027-01 to 2027-06", "other")
        with store.begin() as work:
            assert work.figures.drop("2026-07 to 2026-12")
            assert work.figures.find("2026-07 to 2026-12") is None
            assert work.figures.keep("2026-07 to 2026-12", "two")
        with store.begin() as work:
            assert work.figures.find("2026-07 to 2026-12") == "two"
            assert work.figures.find("2027-01 to 2027-06") == "other"

    def test_what_was_not_committed_was_not_kept(self, store: Store) -> None:
        def interrupted() -> None:
            with store.begin() as work:
                work.figures.keep("2026-07 to 2026-12", "one")
                raise Trouble

        with pytest.raises(Trouble):
            interrupted()
        with store.begin() as work:
            assert work.figures.keep("2026-07 to 2026-12", "two")
