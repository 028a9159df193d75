"""Follow-up: which lists apply, what is done, and the reminder to whoever has the case in hand then."""

import pytest

from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.form import ChoiceField
from handlers.conversation.reply import Reply
from handlers.district.reading import SAMPLE, read_district
from handlers.records.checklist_reminder import ChecklistReminders
from handlers.records.chores import FOLLOW_UP
from handlers.reports.delivery import chore_delivery
from handlers.reports.journal import EntryKind
from handlers.reports.ticket import Status
from tests.handlers.casework.bench import address, buttons, labels, lines
from tests.handlers.records.archive import Archive, district
from tests.handlers.reports.test_roll_call import without


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture
def number(archive: Archive) -> str:
    return archive.acknowledged()


def tick(archive: Archive, number: str, who: str = "principal", **fields: tuple[str, ...]) -> str:
    values = {name.replace("_", "-"): chosen for name, chosen in fields.items()}
    archive.clock.advance(seconds=1)
    return lines(archive.do(who, "records.checklist", number, **values))


def reminded(archive: Archive) -> list[str]:
    archive.tick()
    return [str(d.recipient).partition("@")[0] for d in archive.run() if d.topic == "checklist"]


def field(archive: Archive, number: str, name: str) -> ChoiceField:
    form = archive.press("principal", "records.checklist", number).form
    assert form
    [found] = [one for one in form.fields if one.name == name]
    assert isinstance(found, ChoiceField)
    return found


def test_the_districts_lists_are_offered(archive: Archive, number: str) -> None:
    offered = {option.value for option in field(archive, number, "apply").options}
    assert offered == {"title-ix", "licence"}


def test_a_list_that_applies_shows_its_points_and_their_last_days(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("title-ix",))
    points = [option.label for option in field(archive, number, "done-title-ix").options]
    assert points[0] == "Tell the Title IX coordinator, by Tue Nov 24"
    assert "title-ix" not in {option.value for option in field(archive, number, "apply").options}


def test_ticking_is_kept_with_who_and_when(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("title-ix",))
    said = tick(archive, number, done_title_ix=("coordinator",))
    assert "4 still to do." in said
    entry = archive.journal(number, EntryKind.ITEM)[-1]
    assert (entry.by, entry.fields["done"]) == (address("principal"), "Tell the Title IX coordinator")
    assert archive.details(number)[-1] == ("principal", "ticked the checklist", entry.id)
    assert field(archive, number, "done-title-ix").chosen == ("coordinator",)


def test_what_was_ticked_by_mistake_can_be_taken_back_and_both_stay(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("title-ix",))
    tick(archive, number, done_title_ix=("coordinator", "supportive-measures"))
    days = ("day-30", "day-60", "day-90")
    said = tick(archive, number, done_title_ix=("coordinator", "supportive-measures"), done_retaliation=days)
    assert "All of it" in said
    tick(archive, number, done_title_ix=("supportive-measures",))
    assert field(archive, number, "done-title-ix").chosen == ("supportive-measures",)
    assert len(archive.journal(number, EntryKind.ITEM)) == 1 + 2 + 3 + 1 + 3


def test_the_same_form_sent_twice_is_kept_once(archive: Archive, number: str) -> None:
    form = archive.press("principal", "records.checklist", number).form
    archive.fill("principal", form, apply=("licence",))
    archive.fill("principal", form, apply=("licence",))
    assert len(archive.journal(number, EntryKind.ITEM)) == 1


def test_a_reminder_comes_as_work_begins_on_the_last_day_and_each_workday_after(
    archive: Archive, number: str
) -> None:
    tick(archive, number, apply=("licence",))
    archive.clock.advance(days=9, hours=21, minutes=58, seconds=59)
    assert reminded(archive) == []
    archive.clock.advance(minutes=1)
    assert archive.now().astimezone(archive.district.zone).isoformat() == "2026-12-03T08:00:00-06:00"
    assert reminded(archive) == ["principal"]
    assert reminded(archive) == []
    by_day = []
    for _ in range(5):
        archive.clock.advance(days=1)
        by_day.append(reminded(archive))
    assert by_day == [["principal"], [], [], ["principal"], ["principal"]]  # Friday to Tuesday
    tick(archive, number, done_licence=("report",))
    archive.clock.advance(days=1)
    assert reminded(archive) == []


def test_what_fell_due_under_a_file_without_the_list_comes_once_it_is_back(
    archive: Archive, number: str
) -> None:
    tick(archive, number, apply=("title-ix",))
    archive.clock.advance(days=1)
    reminders = ChecklistReminders(archive.admission)
    again = chore_delivery(FOLLOW_UP, "again", archive.now())
    reminders.remind(again)
    wrong = Archive(archive.store, archive.clock, district(checklists=[]))
    assert [one for one in wrong.run() if one.topic == "checklist"] == []
    reminders.remind(again)
    reminders.remind(again)
    assert [one.topic for one in archive.run() if one.topic == "checklist"] == ["checklist"]
    reminders.remind(again)
    assert [one for one in archive.run() if one.topic == "checklist"] == []


def test_what_is_dropped_is_not_asked_for_any_more(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("licence",))
    tick(archive, number, drop=("licence", "retaliation"))
    archive.clock.advance(days=100)
    assert reminded(archive) == []
    offered = {option.value for option in field(archive, number, "apply").options}
    assert offered == {"title-ix", "licence", "retaliation"}


def test_the_days_count_from_the_day_it_happened_and_late_is_said(archive: Archive, number: str) -> None:
    archive.do("principal", "records.checklist", number, apply=("licence",), since="2026-11-10T09:00")
    assert [option.label for option in field(archive, number, "done-licence").options] == [
        "Report to the licensing board, by Fri Nov 20: late already"
    ]
    assert reminded(archive) == ["principal"]


def test_a_day_to_come_is_refused(archive: Archive, number: str) -> None:
    said = archive.do("principal", "records.checklist", number, apply=("licence",), since="2026-11-25T09:00")
    assert said.errors == {"since": "This day is still to come."}
    assert archive.journal(number, EntryKind.ITEM) == []


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("1900-01-01T00:00", "This is more than five years before the report. Is the year right?"),
        ("2021-11-21T09:00", "This is more than five years before the report. Is the year right?"),
        ("2026-13-45T09:00", "This is not a date."),
        ("2026-11-23T99:99", "This is not a date."),
        ("0 days ago", "This is not a date."),
    ],
)
def test_a_mistyped_day_is_refused(archive: Archive, number: str, since: str, said: str) -> None:
    reply = archive.do("principal", "records.checklist", number, apply=("licence",), since=since)
    assert reply.errors == {"since": said}
    assert archive.journal(number, EntryKind.ITEM) == []


def test_a_day_without_a_list_is_said(archive: Archive, number: str) -> None:
    reply = archive.do("principal", "records.checklist", number, since="2026-11-20T09:00")
    assert reply.errors == {
        "since": "Which list applies since then? Choose it above, or leave the day empty."
    }
    assert archive.journal(number, EntryKind.ITEM) == []


def test_a_day_of_five_years_before_the_report_is_taken(archive: Archive, number: str) -> None:
    archive.do("principal", "records.checklist", number, apply=("licence",), since="2021-11-23T09:00")
    assert archive.journal(number, EntryKind.ITEM)[-1].fields["since"] == "2021-11-23"


def test_days_that_run_out_on_a_weekend_are_recalled_on_friday(archive: Archive, number: str) -> None:
    archive.do("principal", "records.checklist", number, apply=("licence",), since="2026-11-18T09:00")
    archive.clock.advance(days=3)
    assert reminded(archive) == []
    archive.clock.advance(days=1)
    assert reminded(archive) == ["principal"]  # for Saturday


def test_neither_the_trail_nor_the_outbox_tells_which_list_it_is(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("title-ix", "licence"))
    tick(archive, number, done_title_ix=("coordinator",))
    archive.clock.advance(days=14)
    assert reminded(archive) == ["principal"]
    archive.do("principal", "case.close", number, outcome="school", note="done")
    with archive.store.begin() as work:
        seen = str(work.audit.entries()) + str(work.outbox.delivered(address("principal"), "web"))
    for word in ("title", "licen", "retaliation", "coordinator", "school'"):
        assert word not in seen.replace("@schools.example", ""), word


def test_no_reminder_of_what_is_done(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("licence",))
    tick(archive, number, done_licence=("report",))
    archive.clock.advance(days=11)
    assert reminded(archive) == []


def test_a_reminder_follows_the_case(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("licence",))
    archive.do("principal", "case.hand-over", number, to=address("assistant"))
    archive.press("assistant", "case.acknowledge", number)
    archive.clock.advance(days=11)
    assert reminded(archive) == ["assistant"]


def test_a_reminder_waits_while_nobody_has_the_case(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("licence",))
    archive.do("principal", "case.recuse", number, sure="yes")
    archive.clock.advance(days=14)
    assert reminded(archive) == []
    archive.press("assistant", "case.acknowledge", number)
    archive.clock.advance(days=1)
    assert reminded(archive) == ["assistant"]


def test_what_always_applies_goes_on_after_the_case_is_closed(archive: Archive, number: str) -> None:
    archive.do("principal", "case.close", number, outcome="school", note="done")
    assert archive.ticket(number).status is Status.CLOSED
    archive.clock.advance(days=29)
    assert reminded(archive) == []
    archive.clock.advance(days=1)
    assert reminded(archive) == ["principal"]
    assert "Kept." in tick(archive, number, done_retaliation=("day-30",))
    archive.clock.advance(days=1)
    assert reminded(archive) == []
    archive.clock.advance(days=29)
    assert reminded(archive) == ["principal"]


def left_closed(archive: Archive, number: str) -> None:
    """The principal closes it, and is left out of it then."""
    archive.do("principal", "case.close", number, outcome="school", note="done")
    archive.do("principal", "case.recuse", number, sure="yes")
    archive.clock.advance(days=30)


def test_of_a_closed_case_that_nobody_has_the_first_of_the_ladder_are_reminded(
    archive: Archive, number: str
) -> None:
    left_closed(archive, number)
    assert reminded(archive) == ["activities", "assistant"]
    assert archive.ticket(number).status is Status.CLOSED
    assert "Take over" in labels(archive.press("assistant", "case.more", number))
    assert "in hand now" in lines(archive.press("assistant", "case.take-over", number))
    assert "This case is closed" in lines(archive.press("activities", "case.take-over", number))
    ticket = archive.ticket(number)
    assert (ticket.status, ticket.holder) == (Status.CLOSED, address("assistant"))
    assert archive.press("assistant", "case.ask", number).form
    assert "Kept." in tick(archive, number, "assistant", done_retaliation=("day-30",))
    archive.clock.advance(days=1)
    assert reminded(archive) == []
    archive.clock.advance(days=29)
    assert reminded(archive) == ["assistant"]


def test_a_reminder_of_a_case_in_nobodys_hand_opens_the_taking_over(archive: Archive, number: str) -> None:
    left_closed(archive, number)
    assert reminded(archive) == ["activities", "assistant"]

    def shown(who: str) -> list[Card]:
        inbox = archive.office.inbox(address(who), Channel.WEB)
        return [card for name, card in inbox if "checklist" in name]

    assert "Take over" in labels(Reply(tuple(shown("assistant"))))
    [button] = buttons(Reply(tuple(shown("assistant"))))
    archive.press("activities", "case.take-over", number)
    archive.do("activities", "case.reopen", number, reason="again")
    assert "has it in hand now" in lines(archive.press("assistant", button.action, button.value))
    assert archive.ticket(number).holder == address("activities")
    assert shown("assistant") == []
    assert "Checklist" in labels(Reply(tuple(shown("activities"))))


def test_the_watch_goes_on_after_whoever_closed_it_left_the_district(archive: Archive, number: str) -> None:
    archive.do("principal", "case.close", number, outcome="school", note="done")
    archive.clock.advance(days=30)
    newer = Archive(archive.store, archive.clock, without("principal"))
    assert reminded(newer) == ["activities", "assistant"]
    assert newer.ticket(number).holder is None


def test_those_who_were_told_are_reminded_where_whoever_closed_it_is_left_out(
    archive: Archive, number: str
) -> None:
    archive.do("principal", "case.hand-over", number, to=address("assistant"))
    archive.do("assistant", "case.close", number, outcome="school", note="done")
    archive.do("assistant", "case.recuse", number, sure="yes")
    archive.clock.advance(days=30)
    assert reminded(archive) == ["principal"]


def test_a_list_begun_after_its_days_reminds_at_once(archive: Archive, number: str) -> None:
    archive.do("principal", "records.checklist", number, apply=("licence",), since="2026-11-01T09:00")
    assert [d.topic for d in archive.run()] == ["checklist"]


def test_the_reminder_names_nothing_but_the_case(archive: Archive, number: str) -> None:
    tick(archive, number, apply=("licence",))
    archive.clock.advance(days=11)
    assert reminded(archive) == ["principal"]
    shown = dict(archive.office.inbox(address("principal"), Channel.WEB))
    [card] = [card for name, card in shown.items() if "checklist" in name]
    assert "icens" not in str(card)
    assert number in str(card)
    tick(archive, number, done_licence=("report",))
    assert not [n for n, _ in archive.office.inbox(address("principal"), Channel.WEB) if "checklist" in n]


@pytest.mark.parametrize("who", ["assistant", "teacher", "records"])
def test_only_the_holder_ticks(archive: Archive, number: str, who: str) -> None:
    assert archive.press(who, "records.checklist", number).form is None
    named = "reporter" if who == "teacher" else who
    assert (named, "refused ticked the checklist", "") in archive.details(number)


def test_the_sample_districts_lists_fit_the_form() -> None:
    for one in read_district(SAMPLE).record_keeping.checklists:
        assert len(one.label) <= 24
        assert all(len(item.label) <= 75 for item in one.items)
