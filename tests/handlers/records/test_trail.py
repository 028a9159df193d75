"""The trail: heads kept elsewhere, who may read it, and the breach kit; every act leaves its line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.consultation import wording
from handlers.consultation.handler import QUESTIONED, ConsultationHandler
from handlers.conversation.card import Link as PageLink
from handlers.conversation.event import Press
from handlers.errors import NotForYou
from handlers.records.aftermath import LEFT_OUT
from handlers.records.breach import ASKER, CONTENT, DISCLOSED, IDENTITY, breach_report
from handlers.records.chores import HEAD
from handlers.records.heads import DailyHead, Head, misfit, read_heads
from handlers.records.trail import read_trail
from handlers.reports.delivery import chore_delivery
from handlers.reports.journal import REPORTER, Entry, EntryKind, new_entry_id
from handlers.reports.store import AuditEntry, Link
from handlers.reports.ticket import Matter
from tests.handlers.casework.bench import PLACE, address, somebody
from tests.handlers.records.archive import CHAIR, RECORDS, Archive
from tests.handlers.reports.desk import DUTY

LONG_AGO, FAR = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@pytest.fixture
def archive() -> Archive:
    return Archive()


class TestHeads:
    def test_a_head_is_a_line_that_reads_back(self) -> None:
        head = Head(date(2026, 11, 23), Link(42, "ab" * 37))
        assert read_heads([f"{head}\n"]) == [head]
        assert read_heads([f"Nov 23 10:00:00 host smpolicy audit head: {head}"]) == [head]

    @pytest.mark.parametrize("line", ["", "nonsense", "2026-02-30 1 " + "ab" * 20, "2026-11-23 42 xyz"])
    def test_other_lines_are_passed_over(self, line: str) -> None:
        assert read_heads([line]) == []

    def test_the_daily_head_is_the_end_of_the_trail(self, archive: Archive) -> None:
        kept: list[Head] = []
        daily = DailyHead(archive.store, archive.district, archive.clock, kept.append)
        daily.do(chore_delivery(HEAD, "2026-11-23", archive.now()))
        assert kept == []
        archive.acknowledged()
        daily.do(chore_delivery(HEAD, "2026-11-23", archive.now()))
        assert kept[0].day == date(2026, 11, 23)
        assert kept[0].link.sequence == len(archive.trail())

    def test_a_rollback_is_found_by_a_head(self, archive: Archive) -> None:
        archive.acknowledged()
        with archive.store.begin() as work:
            now = work.audit.link()
            assert now
            good = Head(date(2026, 11, 23), now)
            assert misfit(work, [good]) is None
            missing = Head(date(2026, 11, 24), Link(now.sequence + 1, now.mac))
            assert misfit(work, [missing, good]) == missing
            other = Head(date(2026, 11, 22), replace(now, mac="ab" * 32))
            assert misfit(work, [good, other]) == other


def read_trail_or_nothing(archive: Archive, number: str) -> list[AuditEntry]:
    try:
        return list(read_trail(archive.admission, address(CHAIR), number))
    except NotForYou:
        return []


class TestReading:
    def test_an_auditor_who_reported_is_not_named_beside_their_own_report(self, archive: Archive) -> None:
        number = archive.file(who=CHAIR)
        archive.run()
        with pytest.raises(NotForYou):
            read_trail(archive.admission, address(CHAIR), number)
        assert archive.trail()[-1] == ("reporter", "refused read the trail")

    @pytest.mark.parametrize("who", [CHAIR, RECORDS])
    def test_auditors_and_records_officers_read_it_and_that_is_on_it(
        self, archive: Archive, who: str
    ) -> None:
        number = archive.acknowledged()
        entries = read_trail(archive.admission, address(who), number)
        assert [entry.action for entry in entries] == ["escalated", "told", "acknowledged", "told"]
        assert archive.trail()[-1] == (who, "read the trail")

    @pytest.mark.parametrize("who", ["principal", "teacher", "superintendent"])
    def test_nobody_else_does(self, archive: Archive, who: str) -> None:
        number = archive.acknowledged()
        with pytest.raises(NotForYou):
            read_trail(archive.admission, address(who), number)
        named = "reporter" if who == "teacher" else who
        assert archive.details(number)[-1] == (named, "refused read the trail", "")

    def test_words_that_are_no_number_are_not_put_on_it(self, archive: Archive) -> None:
        with pytest.raises(NotForYou):
            read_trail(archive.admission, address(CHAIR), "CANARY")
        with archive.store.begin() as work:
            assert "CANARY" not in str(work.audit.entries())

    def test_an_auditor_named_in_a_case_sees_nothing_of_it(self, archive: Archive) -> None:
        other = archive.acknowledged()
        number = archive.acknowledged(what="CANARY a girl named Lena")
        with pytest.raises(NotForYou):
            read_trail(archive.admission, address(CHAIR), number)
        seen = {entry.ticket for entry in read_trail(archive.admission, address(CHAIR))}
        assert other in seen
        assert number not in seen

    def test_an_unknown_number_looks_the_same(self, archive: Archive) -> None:
        with pytest.raises(NotForYou):
            read_trail(archive.admission, address(CHAIR), "ZZZZ-ZZZZ")

    def test_it_outlives_the_case(self, archive: Archive) -> None:
        number = archive.closed()
        archive.do("principal", "records.order", number, agency="County", reference="a letter")
        archive.do(RECORDS, "records.approve", number, answer="yes")
        actions = [entry.action for entry in read_trail(archive.admission, address(CHAIR), number)]
        assert actions[-1] == "destroyed"
        assert LEFT_OUT not in actions

    @pytest.mark.parametrize("what", ["a girl named Lena", "a girl"])
    def test_whoever_was_left_out_sees_nothing_of_it_afterwards_either(
        self, archive: Archive, what: str
    ) -> None:
        left_out = what != "a girl"
        number = archive.closed(what=what)
        before = read_trail_or_nothing(archive, number)
        archive.do("principal", "records.order", number, agency="County", reference="a letter")
        archive.do(RECORDS, "records.approve", number, answer="yes")
        after = read_trail_or_nothing(archive, number)
        assert bool(before) == bool(after) == (not left_out)
        seen = {entry.ticket for entry in read_trail(archive.admission, address(CHAIR))}
        assert (number in seen) == (not left_out)
        with archive.store.begin() as work:
            [sealed] = [entry.detail for entry in work.audit.entries(number) if entry.action == LEFT_OUT]
        # As many marks whoever was left out, and nothing to be read in them.
        assert [len(mark) for mark in sealed.split()] == [32] * 8
        assert "@" not in sealed

    def test_a_reporter_who_is_an_auditor_sees_nothing_of_it_afterwards(self, archive: Archive) -> None:
        number = archive.file(who=CHAIR)
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        archive.do("principal", "case.close", number, outcome="school", note="done")
        archive.clock.advance(days=2)
        archive.do("principal", "records.order", number, agency="County", reference="a letter")
        archive.do(RECORDS, "records.approve", number, answer="yes")
        assert read_trail_or_nothing(archive, number) == []


class TestBreach:
    def report(self, archive: Archive, who: str = CHAIR, person: str | None = None, names: bool = False):  # type: ignore[no-untyped-def]
        key = address(person) if person else None
        return breach_report(archive.admission, address(who), (LONG_AGO, FAR), key, names)

    def test_who_read_what_and_whose_data_that_was(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.press("principal", "case.read", number)
        found = self.report(archive)
        [reading] = found.readings
        assert reading.who == "Marit Solberg, Principal, Moorhead High School"
        assert reading.what == "read"
        assert dict(found.tickets) == {number: (CONTENT,)}
        assert not found.students

    def test_a_drill_holds_nobodys_data(self, archive: Archive) -> None:
        number = archive.drills.start("high-school", "by hand").number
        archive.run()
        archive.press("principal", "case.read", number)
        archive.press("elementary", "case.read", number)
        assert "read" in [what for _, what, _ in archive.details(number)]
        assert not self.report(archive).readings

    def test_the_reporters_name_is_data_too(self, archive: Archive) -> None:
        number = archive.acknowledged()
        with archive.store.begin() as work:
            entry = AuditEntry(archive.now(), address("principal"), "saw who reported", number)
            work.audit.append(entry)
        assert self.report(archive).tickets[number] == (IDENTITY,)

    def test_refusals_are_told_and_disclose_nothing(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.press("elementary", "case.read", number)
        found = self.report(archive)
        assert [(r.refused, r.whose) for r in found.readings] == [(True, ())]
        assert not found.tickets

    def test_every_refusal_is_told(self, archive: Archive) -> None:
        number = archive.acknowledged()
        for press in ("case.note", "records.hold", "records.approve", "case.hand-over"):
            archive.press("elementary", press, number)
        found = self.report(archive)
        refused = ["refused noted", "refused held", "refused approved destruction", "refused handed over"]
        assert [reading.what for reading in found.readings] == refused
        assert not found.tickets

    def test_one_person_and_a_span_of_time(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.press("principal", "case.read", number)
        archive.clock.advance(days=2)
        archive.do(RECORDS, "records.export", number, kind="pdf", reason="counsel")
        assert not self.report(archive, person="assistant").readings
        assert len(self.report(archive, person="principal").readings) == 1
        span = archive.now() - timedelta(days=1), archive.now() + timedelta(days=1)
        assert not breach_report(archive.admission, address(CHAIR), span, None, False).readings

    def test_it_says_whose_it_is_and_what_it_is_about(self, archive: Archive) -> None:
        found = self.report(archive, RECORDS, "principal")
        assert (found.first, found.last, found.who) == (LONG_AGO, FAR, address("principal"))
        assert (found.made_for, found.made_at) == (address(RECORDS), archive.now())
        assert not self.report(archive).is_unknown

    @pytest.mark.parametrize(
        ("person", "is_unknown"),
        [("principal", False), (CHAIR, False), ("left-long-ago", False), ("nobody", True), ("hidden", True)],
    )
    def test_an_address_is_unknown_where_nothing_that_the_reader_may_see_knows_it(
        self, archive: Archive, person: str, is_unknown: bool
    ) -> None:
        about_reader = archive.file(involved=[RECORDS])
        with archive.store.begin() as work:
            for who, number in (("left-long-ago", ""), ("hidden", about_reader)):
                work.audit.append(AuditEntry(archive.now(), address(who), "read", number))
        span = FAR, FAR + timedelta(days=1)
        found = breach_report(archive.admission, address(RECORDS), span, address(person), False)
        assert found.is_unknown == is_unknown
        seen = breach_report(archive.admission, address(CHAIR), span, address("hidden"), False)
        assert not seen.is_unknown

    def test_the_students_names_are_opened_for_who_may_export(self, archive: Archive) -> None:
        number = archive.file("CANARY what")
        with archive.store.begin() as work:
            work.tickets.report(number)
        archive.run()
        archive.press("principal", "case.acknowledge", number)
        archive.press("principal", "case.read", number)
        assert self.report(archive, CHAIR, names=True).students == {}
        assert self.report(archive, RECORDS, names=True).students == {number: ""}
        assert archive.details(number)[-1] == (RECORDS, "exported", "breach")

    def test_students_whom_the_reporter_added_later_are_among_them(self, archive: Archive) -> None:
        number = archive.acknowledged()
        with archive.store.begin() as work:
            added = {"students": "Lena Ode", "words": "CANARY more"}
            kind = EntryKind.ADDITION
            work.journal.add(Entry(new_entry_id(), number, kind, archive.now(), REPORTER, added))
        archive.press("principal", "case.read", number)
        assert self.report(archive, RECORDS, names=True).students == {number: "Lena Ode"}

    def test_an_auditor_named_in_a_case_is_not_told_who_read_it(self, archive: Archive) -> None:
        number = archive.acknowledged(what="CANARY a girl named Lena")
        archive.press("principal", "case.read", number)
        assert not self.report(archive).readings
        assert len(self.report(archive, RECORDS).readings) == 1

    def test_nobody_else_may(self, archive: Archive) -> None:
        for who in ("principal", "teacher"):
            with pytest.raises(NotForYou):
                self.report(archive, who)
            assert archive.trail()[-1] == (who, "refused read the trail")

    def test_a_contact_counts_like_a_report(self, archive: Archive) -> None:
        number = archive.file(matter=Matter.CONTACT)
        archive.press("principal", "case.read", number)
        assert number in self.report(archive).tickets

    def test_every_form_that_shows_what_is_sealed_is_a_reading(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.press("principal", "records.checklist", number)
        archive.do("principal", "case.close", number, outcome="school", note="done")
        archive.do("principal", "records.order", number, agency="CANARY county", reference="CANARY 1")
        archive.press(RECORDS, "records.approve", number)
        archive.press("principal", "records.approve", number)
        archive.press("principal", "records.hold", number)
        read = [(reading.key, reading.what) for reading in self.report(archive).readings]
        assert read == [
            (address("principal"), "read (checklist)"),
            (address(RECORDS), "read (order)"),
        ]

    def test_whoever_reads_a_question_sees_whose_it_is(self, archive: Archive) -> None:
        report, question = archive.acknowledged(), archive.file(matter=Matter.QUESTION)
        archive.change(question, recipients=frozenset({address("principal")}))
        asking = ConsultationHandler(archive.admission, DUTY, lambda: None)
        with archive.store.begin() as work:
            work.audit.append(AuditEntry(archive.now(), "reporter", QUESTIONED, question))
        archive.press("principal", "case.read", report)
        assert asking.read(Press(somebody("principal"), PLACE, wording.READ, question)).form
        assert dict(self.report(archive).tickets) == {report: (CONTENT,), question: (CONTENT, ASKER)}

    def test_every_word_of_disclosure_is_one_that_the_trail_uses(self, archive: Archive) -> None:
        number = archive.acknowledged()
        archive.press("principal", "case.read", number)
        card = archive.do("principal", "records.export", number, kind="json", reason="counsel").cards[0]
        (link,) = (element for element in card.elements if isinstance(element, PageLink))
        archive.counter.fetch(link.url.rpartition("/")[2])
        archive.district.cases.model_copy(update={"reveal_needs_second_person": False})
        acts = {act for _, act, _ in archive.details(number)}
        assert {"read", "exported"} <= acts & set(DISCLOSED)


def test_no_act_of_record_keeping_leaves_a_word_on_the_trail(archive: Archive) -> None:
    number = archive.acknowledged(what="CANARY one")
    archive.do("principal", "records.checklist", number, apply=("licence",))
    archive.do("principal", "records.hold", number, reason="CANARY two")
    archive.do("principal", "records.lift", number, reason="CANARY three")
    archive.do("principal", "records.export", number, kind="pdf", reason="CANARY four")
    archive.do("principal", "case.close", number, outcome="school", note="CANARY five")
    archive.clock.advance(days=2)
    archive.do("principal", "records.order", number, agency="CANARY six", reference="CANARY seven")
    archive.press("teacher", "records.order", number)
    archive.do(RECORDS, "records.approve", number, answer="yes")
    with archive.store.begin() as work:
        entries = work.audit.entries()
    assert "CANARY" not in str(entries)
    acts = [entry.action for entry in entries if entry.ticket == number]
    for act in ("ticked the checklist", "held", "ordered destruction", "refused ordered destruction"):
        assert act in acts
    assert acts[-3:] == ["approved destruction", LEFT_OUT, "destroyed"]
