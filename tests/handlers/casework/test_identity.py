"""Who reported: a reason, a second person, shown once, and the reporter is told."""

from dataclasses import replace

import pytest

from handlers.district.roster import Absence, Roster
from handlers.reports.anew import rise_to_danger
from handlers.reports.journal import EntryKind
from handlers.reports.ticket import Urgency
from storage.memory import MemoryStore
from tests.handlers.casework.bench import DISTRICT, Bench, address, labels, lines
from tests.handlers.reports.test_roll_call import without

NAME = "Sam Lindqvist"


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def number(bench: Bench) -> str:
    """A case that four supervisors know of, in the hands of the principal."""
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.press("principal", "case.acknowledge", number)
    bench.run()
    return number


def asked(bench: Bench, number: str) -> None:
    bench.do("principal", "case.reveal", number, reason="CANARY the county needs to call them")


def agreed(bench: Bench, number: str, who: str = "assistant", answer: str = "agree") -> None:
    bench.do(who, "case.consent", number, answer=answer)


def test_a_name_takes_a_reason_and_another_supervisors_consent(bench: Bench, number: str) -> None:
    asked(bench, number)
    assert sorted(bench.words()) == [
        ("activities", "reveal-asked"),
        ("assistant", "reveal-asked"),
        ("superintendent", "reveal-asked"),
    ]
    waiting = bench.press("principal", "case.reveal", number)
    assert "has to agree first" in lines(waiting)
    assert waiting.form is None
    assert "CANARY the county needs" in str(bench.press("assistant", "case.consent", number).form)
    agreed(bench, number)
    assert bench.words() == [("principal", "reveal-answered")]
    shown = bench.press("principal", "case.reveal", number).form
    assert shown
    assert shown.submit is None
    assert NAME in str(shown.parts)
    assert address("teacher") in str(shown.parts)
    assert bench.words() == [("reporter", "revealed")]
    assert [action for _, action in bench.trail() if "report" in action][-3:] == [
        "asked who reported",
        "agreed that it be shown who reported",
        "saw who reported",
    ]


def test_it_is_shown_once(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.press("principal", "case.reveal", number)
    again = bench.press("principal", "case.reveal", number).form
    assert again
    assert again.submit
    assert NAME not in str(again)


def test_nobody_consents_to_their_own_request(bench: Bench, number: str) -> None:
    asked(bench, number)
    own = lines(bench.press("principal", "case.consent", number))
    assert "You asked for this yourself: another person has to agree." in own
    form = bench.press("assistant", "case.consent", number).form
    bench.fill("principal", form, answer="agree")
    assert "has to agree first" in lines(bench.press("principal", "case.reveal", number))


def test_reading_the_reason_is_on_the_trail(bench: Bench, number: str) -> None:
    asked(bench, number)
    before = bench.trail()
    assert bench.press("assistant", "case.consent", number).form
    assert bench.trail() == [*before, ("assistant", "read")]
    agreed(bench, number)
    before = bench.trail()
    assert bench.press("assistant", "case.consent", number).form is None
    assert bench.trail() == before


def test_a_refusal_ends_the_request(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number, answer="refuse")
    assert ("assistant", "refused to show who reported") in bench.trail()
    form = bench.press("principal", "case.reveal", number).form
    assert form
    assert form.submit
    assert "Agree or refuse" not in labels(bench.press("activities", "case.more", number))


def test_the_button_shows_while_something_waits_for_consent(bench: Bench, number: str) -> None:
    assert "Agree or refuse" not in labels(bench.press("assistant", "case.more", number))
    asked(bench, number)
    assert "Agree or refuse" in labels(bench.press("assistant", "case.more", number))
    assert "Agree or refuse" not in labels(bench.press("principal", "case.more", number))
    agreed(bench, number)
    assert "Agree or refuse" not in labels(bench.press("superintendent", "case.more", number))


def test_two_who_answer_at_once_are_one_answer(bench: Bench, number: str) -> None:
    asked(bench, number)
    one = bench.press("assistant", "case.consent", number).form
    two = bench.press("activities", "case.consent", number).form
    bench.fill("assistant", one, answer="agree")
    assert "Nothing waits" in lines(bench.fill("activities", two, answer="refuse"))
    assert NAME in str(bench.press("principal", "case.reveal", number).form)


def test_only_whoever_has_the_case_in_hand_asks(bench: Bench, number: str) -> None:
    reply = bench.press("assistant", "case.reveal", number)
    assert "Marit Solberg has this case in hand." in lines(reply)
    assert bench.trail()[-1] == ("assistant", "refused asked who reported")


def test_a_consent_is_for_the_person_who_asked(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.press("activities", "case.take-over", number)
    form = bench.press("activities", "case.reveal", number).form
    assert form
    assert NAME not in str(form)
    assert NAME not in str(bench.press("principal", "case.reveal", number))


def test_where_nobody_else_was_told_the_next_on_the_ladder_are_asked(bench: Bench) -> None:
    number = bench.acknowledged()
    asked(bench, number)
    assert sorted(bench.words()) == [("activities", "reveal-asked"), ("assistant", "reveal-asked")]
    agreed(bench, number)
    assert NAME in str(bench.press("principal", "case.reveal", number).form)


def test_where_nobody_else_may_know_it_stays_sealed_and_says_so_every_time(bench: Bench) -> None:
    everybody = ("activities", "assistant", "principal", "superintendent", "elementary")
    number = bench.file(involved=everybody)
    assert bench.told() == ["chair"]
    bench.press("chair", "case.acknowledge", number)
    bench.run()
    for _ in range(2):
        reply = bench.press("chair", "case.reveal", number)
        assert reply.form is None
        assert "stays sealed" in lines(reply)
        assert "have been asked" not in lines(reply)
    assert bench.words() == []
    assert bench.journal(number, EntryKind.REVEAL) == []


def test_a_form_sent_when_nobody_is_left_to_agree_keeps_nothing(bench: Bench) -> None:
    number = bench.file(involved=("activities", "assistant", "principal", "elementary"))
    assert bench.told() == ["superintendent"]
    bench.press("superintendent", "case.acknowledge", number)
    form = bench.press("superintendent", "case.reveal", number).form
    bench.add(number, "Lena Nguyen knows")
    assert "stays sealed" in lines(bench.fill("superintendent", form, reason="because"))
    assert bench.journal(number, EntryKind.REVEAL) == []


def test_only_who_is_there_is_asked(bench: Bench, number: str) -> None:
    today = bench.clock.now().date()
    away = [Absence(person=address(who), first=today, last=today) for who in ("assistant", "activities")]
    roster = Roster(absences=tuple(away))
    bench = Bench(bench.store, bench.clock, DISTRICT.model_copy(update={"roster": roster}))
    asked(bench, number)
    assert bench.words() == [("superintendent", "reveal-asked")]


def test_whoever_left_the_district_is_asked_no_more_and_the_next_are(bench: Bench) -> None:
    number = bench.acknowledged()
    asked(bench, number)
    bench.run()
    after = without("activities", without("assistant"))
    bench = Bench(bench.store, bench.clock, after)
    assert "have been asked" in lines(bench.press("principal", "case.reveal", number))
    assert bench.words() == [("superintendent", "reveal-asked")]
    bench.press("principal", "case.reveal", number)
    assert bench.words() == []


def test_without_a_second_person_the_reason_is_enough() -> None:
    cases = DISTRICT.cases.model_copy(update={"reveal_needs_second_person": False})
    bench = Bench(district=DISTRICT.model_copy(update={"cases": cases}))
    number = bench.acknowledged()
    reply = bench.do("principal", "case.reveal", number, reason="the county asks")
    assert "once more" in lines(reply)
    assert NAME in str(bench.press("principal", "case.reveal", number).form)
    assert bench.words() == [("reporter", "revealed")]


def test_a_reason_is_needed(bench: Bench, number: str) -> None:
    reply = bench.do("principal", "case.reveal", number, reason="  ")
    assert set(reply.errors) == {"reason"}
    assert bench.journal(number, EntryKind.REVEAL) == []


def test_a_reason_sent_twice_is_one_request(bench: Bench, number: str) -> None:
    form = bench.press("principal", "case.reveal", number).form
    bench.fill("principal", form, reason="one")
    bench.fill("principal", form, reason="one")
    assert len(bench.journal(number, EntryKind.REVEAL)) == 1


def test_whoever_was_left_out_meanwhile_cannot_consent(bench: Bench, number: str) -> None:
    asked(bench, number)
    form = bench.press("assistant", "case.consent", number).form
    bench.add(number, "Daniel Reyes was there")
    reply = bench.fill("assistant", form, answer="agree")
    assert "no case" in str(reply.errors)
    assert "has to agree first" in lines(bench.press("principal", "case.reveal", number))


def test_whoever_the_reason_names_is_not_asked_and_reads_none_of_it(bench: Bench, number: str) -> None:
    bench.do("principal", "case.reveal", number, reason="I suspect Hodan Abdi, and her brother reported it")
    assert sorted(bench.words()) == [("assistant", "reveal-asked"), ("superintendent", "reveal-asked")]
    assert address("activities") not in bench.ticket(number).recipients
    for press in ("case.consent", "case.read"):
        assert "no case" in lines(bench.press("activities", press, number))
    agreed(bench, number)
    assert NAME in str(bench.press("principal", "case.reveal", number).form)


def test_nobody_who_was_not_told_before_is_asked_where_the_reason_names_them(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.reveal", number, reason="Abdi did it")
    assert bench.words() == [("assistant", "reveal-asked")]
    assert bench.ticket(number).recipients == {address("principal"), address("assistant")}


def test_a_reason_that_names_all_who_could_agree_is_kept_and_the_name_stays_sealed(bench: Bench) -> None:
    number = bench.file(involved=("activities", "assistant", "principal", "elementary"))
    bench.run()
    bench.press("superintendent", "case.acknowledge", number)
    bench.run()
    reply = bench.do("superintendent", "case.reveal", number, reason="Lena Nguyen knows")
    again = bench.press("superintendent", "case.reveal", number)
    for said in (lines(reply), lines(again)):
        assert "stays sealed. Your reason is kept" in said
    assert bench.words() == []


def test_the_form_says_what_naming_somebody_does(bench: Bench, number: str) -> None:
    form = bench.press("principal", "case.reveal", number).form
    assert "does not count any more" not in str(form)
    assert "Whoever you name is left out" in str(form)


def test_the_word_of_somebody_left_out_since_does_not_open_the_name(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.do("superintendent", "case.leave-out", number, people=(address("assistant"),))
    form = bench.press("principal", "case.reveal", number).form
    assert form
    assert form.submit  # the reason is asked for anew
    assert str(form).count("The earlier agreement does not count any more. Please ask anew.") == 1
    assert NAME not in str(form)
    bench.fill("principal", form, reason="CANARY the county needs to call them")
    agreed(bench, number, "superintendent")
    assert NAME in str(bench.press("principal", "case.reveal", number).form)


def test_a_word_given_before_leaving_the_case_by_oneself_does_not_count_either(
    bench: Bench, number: str
) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.do("assistant", "case.recuse", number, sure="yes")
    assert NAME not in str(bench.press("principal", "case.reveal", number).form)


def test_a_word_on_one_request_opens_nothing_on_another_that_was_not_read(bench: Bench, number: str) -> None:
    asked(bench, number)
    opened = bench.press("activities", "case.consent", number).form
    bench.clock.advance(minutes=1)
    bench.press("assistant", "case.take-over", number)
    bench.do("assistant", "case.reveal", number, reason="CANARY another reason")
    anew = bench.fill("activities", opened, answer="agree")
    assert NAME not in str(bench.press("assistant", "case.reveal", number).form)
    assert bench.trail().count(("activities", "read")) == 2
    assert "Somebody asked anew. Read it again." in str(anew.form)
    assert "CANARY another reason" in str(anew.form)
    assert "CANARY the county" not in str(anew.form)
    bench.fill("activities", anew.form, answer="agree")
    assert NAME in str(bench.press("assistant", "case.reveal", number).form)


def test_a_form_without_a_request_in_it_agrees_to_nothing(bench: Bench, number: str) -> None:
    asked(bench, number)
    opened = bench.press("activities", "case.consent", number).form
    assert opened
    bench.fill("activities", replace(opened, state=f"{number} 0"), answer="agree")
    assert "has to agree first" in lines(bench.press("principal", "case.reveal", number))


def is_asked_anew(bench: Bench, number: str, who: str = "principal") -> bool:
    """Whether the name takes another reason, because no request of theirs counts any more."""
    form = bench.press(who, "case.reveal", number).form
    assert NAME not in str(form)
    return form is not None


def test_a_request_of_somebody_left_out_since_is_offered_to_nobody(bench: Bench, number: str) -> None:
    asked(bench, number)
    opened = bench.press("superintendent", "case.consent", number).form
    bench.add(number, "It was Marit Solberg")
    bench.press("superintendent", "case.acknowledge", number)
    assert "Agree or refuse" not in labels(bench.press("superintendent", "case.more", number))
    before = bench.trail()
    assert "Nothing waits" in lines(bench.fill("superintendent", opened, answer="agree"))
    assert bench.trail() == before


def test_a_consent_ends_when_the_case_was_in_other_hands(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.press("activities", "case.take-over", number)
    bench.press("principal", "case.take-over", number)
    assert is_asked_anew(bench, number)


def test_a_consent_ends_when_the_case_is_closed(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.do("principal", "case.close", number, outcome="school", note="done")
    bench.do("principal", "case.reopen", number, reason="again")
    assert is_asked_anew(bench, number)


def test_a_consent_ends_when_the_case_went_back_to_everybody(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    with bench.store.begin() as work:
        rise_to_danger(work, work.tickets.get(number), bench.clock.now())
    bench.press("principal", "case.acknowledge", number)
    assert is_asked_anew(bench, number)


def test_a_consent_is_good_for_the_districts_days(bench: Bench, number: str) -> None:
    asked(bench, number)
    bench.clock.advance(days=6)
    agreed(bench, number)
    bench.clock.advance(days=7)
    assert is_asked_anew(bench, number)


def test_it_counts_to_the_last_minute_of_them(bench: Bench, number: str) -> None:
    asked(bench, number)
    agreed(bench, number)
    bench.clock.advance(days=7, minutes=-1)
    assert NAME in str(bench.press("principal", "case.reveal", number).form)


def test_a_request_that_nobody_answered_ends_too(bench: Bench, number: str) -> None:
    asked(bench, number)
    bench.clock.advance(days=7)
    assert "Agree or refuse" not in labels(bench.press("assistant", "case.more", number))
    assert is_asked_anew(bench, number)


def test_while_the_database_is_away_what_was_typed_stays(bench: Bench, number: str) -> None:
    form = bench.press("principal", "case.reveal", number).form
    asked(bench, number)
    consent = bench.press("assistant", "case.consent", number).form
    assert isinstance(bench.store, MemoryStore)
    bench.store.broken = True
    replies = (
        bench.fill("principal", form, reason="CANARY"),
        bench.fill("assistant", consent, answer="agree"),
    )
    for reply in replies:
        [said] = reply.errors.values()
        assert "nothing was changed" in said
        assert said.endswith("Your words are still here.")
