"""The door to a case: every button, command and form, pressed by every kind of person."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from handlers.conversation.event import Command, Event, FormValue, Press, Submission
from handlers.errors import NotForYou
from handlers.reports.access import Action
from handlers.reports.store import UnitOfWork
from handlers.reports.ticket import Matter, Urgency
from storage.memory import MemoryStore
from tests.handlers.casework.bench import DISTRICT, PLACE, Bench, address, lines, somebody

UNKNOWN = "AAAA-BBBB"
_READINGS = {"tickets.report", "tickets.reporter", "journal.entries", "audit.entries"}
PEOPLE = {
    "nobody of the file": "stranger",
    "the reporter": "teacher",
    "somebody named": "activities",
    "somebody who recused themself": "assistant",
    "a supervisor of another site": "elementary",
    "somebody on the ladder who was not told": "superintendent",
    "an alternate who was not needed": "chair",
    "the auditor": "auditor",
    "the records officer": "records",
    "somebody without an address": "",
}
VALUES: Mapping[str, Mapping[str, FormValue]] = {
    "case.note": {"note": "CANARY"},
    "case.ask": {"question": "CANARY"},
    "case.agency": {"agency": "other", "agency_name": "CANARY", "at": "2026-11-23T09:00"},
    "case.hand-over": {"to": "principal@schools.example", "note": "CANARY"},
    "case.close": {"outcome": "school", "note": "CANARY"},
    "case.reopen": {"reason": "CANARY"},
    "case.leave-out": {"people": ("elementary@schools.example",), "note": "CANARY"},
    "case.recuse": {"sure": "yes"},
    "case.reveal": {"reason": "CANARY"},
    "case.consent": {"answer": "agree"},
}


@dataclass
class Counted:
    """A store that counts what is done in it, by name."""

    inner: MemoryStore = field(default_factory=MemoryStore)
    done: list[str] = field(default_factory=list)

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        self.done.append("begin")
        with self.inner.begin() as work:
            watched: Any = Watched(work, "work", self.done)
            yield watched


class Watched:
    """One part of a unit of work."""

    def __init__(self, inner: Any, name: str, steps: list[str]) -> None:
        self._inner, self._name, self._steps = inner, name, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return Watched(found, name, self._steps)

        def call(*given: Any) -> Any:
            self._steps.append(f"{self._name}.{name}")
            return found(*given)

        return call


def bench_with_roles() -> Bench:
    people = [
        *DISTRICT.people,
        *(
            DISTRICT.people[0].model_copy(update={"email": address(name), "name": name, "title": name})
            for name in ("auditor", "records")
        ),
    ]
    parts = {"auditors": (address("auditor"),), "records_officers": (address("records"),)}
    return Bench(Counted(), district=DISTRICT.model_copy(update={"people": tuple(people), **parts}))


@pytest.fixture
def bench() -> Bench:
    return bench_with_roles()


@pytest.fixture
def number(bench: Bench) -> str:
    """A case held by the principal, about the activities director, left by the assistant."""
    number = bench.file("Hodan Abdi pushed him")
    bench.run()
    bench.clock.advance(minutes=30)
    bench.run()
    assert bench.ticket(number).recipients == {address("principal"), address("assistant")}
    bench.press("principal", "case.acknowledge", number)
    bench.do("assistant", "case.recuse", number, sure="yes")
    bench.run()
    return number


def events(bench: Bench, number: str) -> list[tuple[str, Event]]:
    """Everything that can be done to one case over the router: button, form, command."""
    assert set(bench.router.submissions) == set(VALUES)
    actions = [action for action in bench.router.presses if action != "case.queue"]
    found: list[tuple[str, Event]] = [(a, Press(somebody("x"), PLACE, a, number)) for a in actions]
    for form, values in VALUES.items():
        state = f"{number} 0123456789abcdef"
        found.append((f"form {form}", Submission(somebody("x"), PLACE, form, values, state)))
    found.append(("command", Command(somebody("x"), PLACE, f"cases {number}")))
    return found


def played(event: Event, who: str) -> Event:
    return type(event)(**{**_parts(event), "actor": somebody(who)})


def _parts(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in event.__dataclass_fields__}


@pytest.mark.parametrize("who", PEOPLE.values(), ids=PEOPLE.keys())
def test_whoever_has_no_part_in_a_case_meets_what_does_not_exist(bench: Bench, number: str, who: str) -> None:
    store = bench.store
    assert isinstance(store, Counted)
    for (name, real), (_, unknown) in zip(events(bench, number), events(bench, UNKNOWN), strict=True):
        before, journal = bench.ticket(number), len(bench.journal(number))
        store.done.clear()
        refused = bench.router.answer(played(real, who))
        steps = list(store.done)
        store.done.clear()
        assert refused == bench.router.answer(played(unknown, who)), name
        # The same work for both: nothing is opened or read, and a line goes on the trail.
        assert steps == store.done, name
        assert not _READINGS & set(steps), name
        assert steps.count("audit.append") == 1, name
        assert str(NotForYou()) in lines(refused) + str(refused.errors), name
        assert bench.trail()[-1][0] == address(who).partition("@")[0]
        assert bench.trail()[-1][1].startswith("refused "), name
        assert (bench.ticket(number), len(bench.journal(number))) == (before, journal), name
    assert bench.words() == []


@pytest.mark.parametrize("who", PEOPLE.values(), ids=PEOPLE.keys())
def test_whoever_has_no_part_in_a_case_has_no_line_in_any_list(bench: Bench, number: str, who: str) -> None:
    for words in ("", "mine", "unassigned", "overdue", "closed", "records", "high-school"):
        assert bench.say(who, f"cases {words}") == bench_with_roles().say(who, f"cases {words}")
    assert number not in str(bench.press(who, "case.queue", "overdue 0"))


def test_somebody_named_after_being_told_meets_the_same(bench: Bench, number: str) -> None:
    bench.add(number, "Ms. Solberg too")
    for (name, real), (_, unknown) in zip(events(bench, number), events(bench, UNKNOWN), strict=True):
        refused = bench.router.answer(played(real, "principal"))
        assert refused == bench.router.answer(played(unknown, "principal")), name


def test_the_holder_passes_every_door(bench: Bench) -> None:
    """The walk above would pass an empty router: here the same events do something."""
    refusals = []
    for name, event in events(bench, UNKNOWN):
        number = bench.file(urgency=Urgency.DANGER)
        bench.run()
        bench.press("principal", "case.acknowledge", number)
        reply = bench.router.answer(played(_aimed(event, number), "principal"))
        if "no case" in lines(reply) + str(reply.errors):
            refusals.append(name)
    assert refusals == []


def _aimed(event: Event, number: str) -> Event:
    parts = _parts(event).items()
    changed: dict[str, Any] = {n: v.replace(UNKNOWN, number) if isinstance(v, str) else v for n, v in parts}
    return type(event)(**changed)


@pytest.mark.parametrize(
    "number",
    ["", "CANARY a child", "AAAA-BBBB-CCCC", "aaaa-bbbb", "\x00", "A" * 5000, "QQQQ-WWWW", "2234-5678"],
)
def test_what_is_no_cases_number_is_not_put_on_the_trail(bench: Bench, number: str) -> None:
    bench.press("teacher", "case.read", number)
    with bench.store.begin() as work:
        [entry] = work.audit.entries()
    assert (entry.ticket, entry.action) == ("", "refused read")


def test_a_reporter_does_to_their_own_report_what_is_theirs(bench: Bench, number: str) -> None:
    with bench.admission.to(address("teacher"), number, Action.ADD) as case:
        assert case.ticket.number == number
    for who in ("principal", "activities", "stranger"):
        with pytest.raises(NotForYou), bench.admission.to(address(who), number, Action.ADD):
            pass
        assert bench.trail()[-1] == (who, "refused added")


def test_a_supervisor_who_reported_is_not_named_beside_their_own_report(bench: Bench) -> None:
    """By a refusal least of all: whoever reads the trail would know who reported."""
    own = bench.file(who="elementary")
    for name, event in events(bench, own):
        bench.router.answer(played(event, "elementary"))
        assert bench.trail()[-1][0] == "reporter", name
    with bench.store.begin() as work:
        assert address("elementary") not in str(work.audit.entries(own))
    bench.router.answer(played(events(bench, UNKNOWN)[0][1], "elementary"))
    assert bench.trail()[-1][0] == "elementary"


def test_a_reporters_account_without_an_address_is_nobodys_address(bench: Bench, number: str) -> None:
    with pytest.raises(NotForYou), bench.admission.to("web:teacher", number, Action.OWN_STATUS):
        pass


def test_an_officer_reaches_records_without_having_been_told_unless_kept_out(
    bench: Bench, number: str
) -> None:
    with bench.admission.to(address("records"), number, Action.EXPORT) as case:
        assert case.ticket.number == number
    with bench.admission.to(address("auditor"), number, Action.READ_TRAIL) as case:
        assert case.ticket.number == number
    bench.add(number, "the auditor and the records person: records")
    for who, action in (("records", Action.EXPORT), ("auditor", Action.READ_TRAIL)):
        with pytest.raises(NotForYou), bench.admission.to(address(who), number, action):
            pass


def test_what_fails_in_the_case_leaves_nothing_behind(bench: Bench, number: str) -> None:
    before = bench.trail()
    door = bench.admission.to(address("principal"), number, Action.SEE)
    case = door.__enter__()
    case.entry("half done")
    assert not door.__exit__(RuntimeError, RuntimeError(), None)
    assert bench.trail() == before


def test_the_queue_opens_nothing_that_is_not_for_whoever_asks(bench: Bench) -> None:
    """Fifty records and reports that name a supervisor cost their queue nothing that can be timed."""
    store = bench.store
    assert isinstance(store, Counted)

    def opened(who: str, words: str) -> int:
        store.done.clear()
        bench.say(who, f"cases {words}")
        return len([step for step in store.done if step in {"tickets.report", "tickets.reporter"}])

    for _ in range(50):
        bench.file("Hodan Abdi wrote to him at night", matter=Matter.CONTACT)
        bench.file("Hodan Abdi wrote to him at night", matter=Matter.QUESTION)
        bench.file("Hodan Abdi pushed him", urgency=Urgency.DANGER)
    bench.run()
    for words in ("", "records", "closed"):
        assert opened("activities", words) == 0
    assert opened("principal", "records") >= 100
    number = bench.file("A coach wrote to him", matter=Matter.CONTACT)
    assert opened("activities", "records") > 0
    bench.add(number, "The coach is Hodan Abdi")
    assert opened("activities", "records") == 0
