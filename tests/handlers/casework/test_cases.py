"""The queue: what waits for whom, most pressing first, and nothing for anybody else."""

import pytest

from handlers.reports.access import Action
from handlers.reports.ticket import Matter, Urgency
from tests.handlers.casework.bench import DISTRICT, Bench, buttons, labels, lines


@pytest.fixture
def bench() -> Bench:
    return Bench()


def numbers(bench: Bench, who: str, text: str = "cases") -> list[str]:
    return [button.value for button in buttons(bench.say(who, text)) if button.label.startswith("Open ")]


def test_danger_comes_first_then_what_nobody_has(bench: Bench) -> None:
    held = bench.acknowledged()
    bench.clock.advance(minutes=1)
    waiting = bench.file()
    bench.clock.advance(minutes=1)
    danger = bench.file(urgency=Urgency.DANGER)
    bench.run()
    assert numbers(bench, "principal") == [danger, waiting, held]
    assert "3 for you." in lines(bench.say("principal", "cases"))


def test_a_line_holds_number_urgency_and_state_and_no_word_of_it(bench: Bench) -> None:
    number = bench.acknowledged()
    shown = lines(bench.say("principal", "cases"))
    assert f"{number}, Today, in hand of Marit Solberg, filed Mon Nov 23, 2026, 10:00 AM" in shown
    assert "CANARY" not in str(bench.say("principal", "cases"))


def test_the_filters(bench: Bench) -> None:
    mine = bench.acknowledged()
    bench.clock.advance(minutes=1)
    unassigned = bench.file()
    bench.run()
    closed = bench.acknowledged()
    bench.do("principal", "case.close", closed, outcome="school", note="done")
    assert numbers(bench, "principal", "cases mine") == [mine]
    assert numbers(bench, "principal", "cases unassigned") == [unassigned]
    assert numbers(bench, "principal", "cases acknowledged") == [mine]
    assert numbers(bench, "principal", "cases closed") == [closed]
    bench.do("principal", "case.note", mine, note="seen")
    assert numbers(bench, "principal", "cases Progress") == [mine]
    assert numbers(bench, "principal", "cases overdue") == []
    bench.clock.advance(minutes=31)
    assert numbers(bench, "principal", "cases overdue") == [unassigned]
    assert "overdue" in lines(bench.say("principal", "cases"))
    bench.clock.advance(days=15)
    assert set(numbers(bench, "principal", "cases overdue")) == {unassigned, mine}


def test_danger_is_overdue_after_its_repetition(bench: Bench) -> None:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    bench.clock.advance(minutes=11)
    assert numbers(bench, "principal", "cases overdue") == [number]


def test_a_reopened_case_is_overdue_only_days_after_it_was_reopened(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.close", number, outcome="school", note="done")
    bench.clock.advance(days=40)
    bench.do("principal", "case.reopen", number, reason="CANARY more came up")
    assert numbers(bench, "principal", "cases overdue") == []
    bench.clock.advance(days=15)
    assert numbers(bench, "principal", "cases overdue") == [number]


def test_a_case_that_began_anew_is_overdue_only_after_the_first_step(bench: Bench) -> None:
    number = bench.acknowledged()
    bench.do("principal", "case.hand-over", number, to="assistant@schools.example")
    bench.clock.advance(days=3)
    bench.press("assistant", "case.acknowledge", number)
    bench.do("assistant", "case.recuse", number, sure="yes")
    bench.run()
    assert numbers(bench, "principal", "cases overdue") == []
    bench.clock.advance(minutes=31)
    assert numbers(bench, "principal", "cases overdue") == [number]


def test_filters_by_site_and_several_at_once(bench: Bench) -> None:
    high, low = bench.file(urgency=Urgency.DANGER), bench.file(site="robert-asp", urgency=Urgency.DANGER)
    bench.run()
    assert set(numbers(bench, "superintendent")) == {high, low}
    assert numbers(bench, "superintendent", "cases robert-asp") == [low]
    assert numbers(bench, "superintendent", "cases robert-asp unassigned") == [low]
    assert numbers(bench, "superintendent", "cases robert-asp mine") == []


def test_records_of_contact_have_a_list_of_their_own(bench: Bench) -> None:
    record = bench.file(matter=Matter.CONTACT)
    assert numbers(bench, "principal") == []
    assert numbers(bench, "principal", "cases records") == [record]
    assert numbers(bench, "elementary", "cases records") == []
    about_her = bench.file(matter=Matter.CONTACT, what="Solberg wrote to a student")
    assert numbers(bench, "principal", "cases records") == [record]
    assert set(numbers(bench, "superintendent", "cases records")) == {record, about_her}


def test_records_of_contact_are_found_without_typing_and_the_way_there_is_no_signal(bench: Bench) -> None:
    ways = {who: labels(bench.say(who, "cases")) for who in ("principal", "elementary", "teacher")}
    record = bench.file(matter=Matter.CONTACT)
    assert ways == {who: labels(bench.say(who, "cases")) for who in ways}
    button = next(b for b in buttons(bench.say("principal", "cases")) if b.label == "Records of contact")
    shown = lines(bench.press("principal", button.action, button.value))
    assert f"{record}, filed Mon Nov 23, 2026, 10:00 AM" in shown
    assert "nobody has it in hand" not in shown
    assert "1 for you: records of contact." in shown


def test_one_case_by_its_number(bench: Bench) -> None:
    number = bench.acknowledged()
    assert number in lines(bench.say("principal", f"cases {number.lower()}"))
    refused = lines(bench.say("superintendent", f"cases {number}"))
    assert refused == lines(bench.say("superintendent", "cases AAAA-BBBB"))


def test_an_unknown_filter_is_not_said_back(bench: Bench) -> None:
    shown = lines(bench.say("principal", "cases CANARY"))
    assert "I don't know that filter" in shown
    assert "CANARY" not in shown
    assert "robert-asp" in shown


def test_pages(bench: Bench) -> None:
    filed = []
    for _ in range(20):
        filed.append(bench.file())
        bench.clock.advance(minutes=1)
    bench.run()
    seen = []
    reply = bench.say("principal", "cases unassigned")
    while True:
        seen += [button.value for button in buttons(reply) if button.label.startswith("Open ")]
        more = next((button for button in buttons(reply) if button.label == "Show more"), None)
        if more is None:
            break
        reply = bench.press("principal", more.action, more.value)
    assert seen == filed


@pytest.mark.parametrize("value", ["mine", "", "mine 999999999999", "0", "\u0663", "closed x 3"])
def test_any_value_of_its_buttons_gives_a_list(bench: Bench, value: str) -> None:
    assert bench.press("principal", "case.queue", value).cards[0].title == "Cases"


@pytest.mark.parametrize("words", ["", "mine", "overdue", "high-school", "closed", "nonsense"])
def test_for_everybody_else_it_is_what_a_supervisor_without_cases_sees(bench: Bench, words: str) -> None:
    bench.file(what="Halvorson")
    bench.run()
    quiet = Bench()
    for who in ("teacher", "stranger", "elementary", ""):
        assert bench.say(who, f"cases {words}") == quiet.say("principal", f"cases {words}")


def test_somebody_named_has_no_line_no_count_and_no_hit(bench: Bench) -> None:
    other = bench.file()
    number = bench.file(what="Hodan Abdi pushed him", urgency=Urgency.DANGER)
    bench.run()
    bench.clock.advance(minutes=30)
    bench.run()
    assert set(numbers(bench, "assistant")) == {other, number}
    assert numbers(bench, "activities") == [other]
    assert "1 for you." in lines(bench.say("activities", "cases"))
    assert "no case" in lines(bench.say("activities", f"cases {number}"))
    for words in ("mine", "unassigned", "overdue", "closed", "records", "high-school", "robert-asp"):
        assert number not in str(bench.say("activities", f"cases {words}"))


def test_questions_have_their_own_list(bench: Bench) -> None:
    bench.file(matter=Matter.QUESTION)
    assert numbers(bench, "principal") == []


def test_the_first_row_of_buttons_narrows_the_list(bench: Bench) -> None:
    assert labels(bench.say("teacher", "cases")) == [
        "All that wait",
        "Mine",
        "Unassigned",
        "Overdue",
        "Records of contact",
    ]


def test_a_drill_is_marked(bench: Bench) -> None:
    bench.file(drill=True)
    bench.run()
    assert "DRILL" in lines(bench.say("principal", "cases"))


def test_a_number_without_its_hyphen(bench: Bench) -> None:
    number = bench.file()
    bench.run()
    opened = bench.say("principal", f"cases {number}")
    assert number in lines(opened)
    assert bench.say("principal", f"cases {number.replace('-', '').lower()}") == opened
    assert bench.say("principal", "cases BBBBCCCC") == bench.say("principal", "cases BBBB-CCCC")
    assert "filter" in lines(bench.say("principal", "cases overduee"))


@pytest.mark.parametrize(
    "form", ["{0} {1}", "{0}\u2013{1}", "{0}\u2011{1}.", "{0} - {1}", "{0}{1}.", "{0}-{1} ."]
)
def test_a_number_as_people_write_it(bench: Bench, form: str) -> None:
    number = bench.file()
    bench.run()
    typed = form.format(*number.split("-"))
    assert bench.say("principal", f"cases {typed}") == bench.say("principal", f"cases {number}")


@pytest.mark.parametrize(
    "typed", ["22345678", "2234-5678", "2234 5678", "Byrd Wynn", "BCDF-GHJK", "AAAA-BBBB"]
)
def test_what_is_no_case_does_not_get_on_the_trail(bench: Bench, typed: str) -> None:
    known = bench.file()
    bench.run()
    refusal = bench.say("superintendent", f"cases {known}")
    assert bench.say("superintendent", f"cases {typed}") == refusal
    with bench.store.begin() as work:
        refused = [entry.ticket for entry in work.audit.entries() if entry.action == f"refused {Action.SEE}"]
    assert refused == [known, ""]


def test_an_empty_list_of_records_is_said_in_plain_words(bench: Bench) -> None:
    assert "You have no records of contact." in lines(bench.say("principal", "cases records"))


def test_two_filters_of_four_letters_are_no_number() -> None:
    sites = [site.model_copy(update={"id": f"wst{count}"}) for count, site in enumerate(DISTRICT.sites, 2)]
    bench = Bench(district=DISTRICT.model_copy(update={"sites": tuple(sites)}))
    assert "No cases for you" in lines(bench.say("principal", "cases wst2 wst3"))


def test_a_site_that_looks_like_a_number_is_a_site() -> None:
    sites = tuple(site.model_copy(update={"id": f"{site.id[:4]}-wsts"}) for site in DISTRICT.sites)
    bench = Bench(district=DISTRICT.model_copy(update={"sites": sites}))
    assert "No cases for you" in lines(bench.say("principal", f"cases {sites[0].id}"))
