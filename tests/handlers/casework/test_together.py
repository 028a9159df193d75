"""Two people press at once, on real databases: one truth, and both see it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest

from handlers.conversation.reply import Reply
from handlers.reports.delivery import Kind, step_delivery
from handlers.reports.journal import EntryKind
from handlers.reports.ticket import Status, Urgency
from storage import schema
from storage.keyset import create_keyset
from storage.work import open_store
from tests.handlers.casework.bench import Bench, address, buttons, lines
from tests.storage.postgres import fresh_database

EVERYBODY = ("principal", "assistant", "activities", "superintendent")
ROUNDS = 2


@pytest.fixture(params=["sqlite", "postgresql"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "postgresql":
        url = fresh_database()
    else:
        url = f"sqlite:///{tmp_path}/smpolicy.db"
        schema.upgrade(url)
    store = open_store(url, create_keyset(tmp_path / "keyset.json"))
    yield Bench(store)
    store.close()


def together(*acts: Callable[[], Reply]) -> Sequence[Reply]:
    """All at the same moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Reply]) -> Reply:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def danger(bench: Bench) -> str:
    number = bench.file(urgency=Urgency.DANGER)
    bench.run()
    return number


def did(bench: Bench, number: str, action: str) -> list[str]:
    with bench.store.begin() as work:
        return [e.actor.partition("@")[0] for e in work.audit.entries(number) if e.action == action]


def test_all_acknowledge_and_all_read_who_was_first(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)
        acts = [partial(bench.press, who, "case.acknowledge", number) for who in EVERYBODY]
        replies = together(*acts)
        [first] = did(bench, number, "acknowledged")
        assert bench.ticket(number).holder == address(first)
        assert len(did(bench, number, "found it acknowledged")) == len(EVERYBODY) - 1
        assert len({str(reply.cards) for reply in replies}) == 1
        assert bench.words() == [("reporter", "acknowledged")]


def drawn(bench: Bench, who: str, number: str) -> Callable[[], Reply]:
    """Take over on the card as this person has it before them."""
    shown = bench.press(who, "case.more", number)
    [button] = [one for one in buttons(shown) if one.label == "Take over"]
    return partial(bench.press, who, button.action, button.value)


def test_all_take_over_and_all_read_who_was_first(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)
        bench.press("principal", "case.acknowledge", number)
        replies = together(*(drawn(bench, who, number) for who in EVERYBODY[1:]))
        [first] = did(bench, number, "took over")
        assert bench.ticket(number).holder == address(first)
        assert sorted({first, *did(bench, number, "found it in other hands")}) == sorted(EVERYBODY[1:])
        person = bench.district.person(address(first))
        assert person
        said = {who: lines(reply) for who, reply in zip(EVERYBODY[1:], replies, strict=True)}
        assert "You have it in hand now." in said.pop(first)
        assert all(f"{person.name} has it in hand now." in words for words in said.values())
        assert sorted(who for who, topic in bench.words() if topic == "taken") == ["principal"]
        # Whoever has read who has it can still take it from them.
        again = next(iter(said))
        assert "You have it in hand now." in lines(drawn(bench, again, number)())


def test_handed_over_from_two_windows_goes_to_one(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)
        bench.press("principal", "case.acknowledge", number)
        forms = [bench.press("principal", "case.hand-over", number).form for _ in range(2)]
        chosen = ("assistant", "elementary")
        acts = [
            partial(bench.fill, "principal", form, to=address(to))
            for form, to in zip(forms, chosen, strict=True)
        ]
        replies = together(*acts)
        assert len(did(bench, number, "handed over")) == 1
        assert sorted(bool(reply.errors) for reply in replies) == [False, True]
        assert len(bench.journal(number, EntryKind.NOTE)) == 1


def test_closed_by_one_while_another_takes_over(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)
        bench.press("principal", "case.acknowledge", number)
        form = bench.press("principal", "case.close", number).form
        closing, taking = together(
            partial(bench.fill, "principal", form, outcome="school", note="done"),
            partial(bench.press, "assistant", "case.take-over", number),
        )
        ticket = bench.ticket(number)
        if ticket.status is Status.CLOSED:
            assert ticket.holder == address("principal")
            assert "This case is closed." in lines(taking)
        else:
            assert ticket.holder == address("assistant")
            assert "Daniel Reyes has this case in hand." in str(closing.errors)


def test_the_same_form_twice_at_once_is_one_note(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)
        bench.press("principal", "case.acknowledge", number)
        form = bench.press("principal", "case.note", number).form
        together(*[partial(bench.fill, "principal", form, note="once") for _ in range(3)])
        assert len(bench.journal(number, EntryKind.NOTE)) == 1


def test_acknowledged_while_the_next_step_is_taken(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = bench.file()
        bench.run()
        bench.clock.advance(minutes=30)

        def step(number: str = number) -> Reply:
            bench.escalation.advance(step_delivery(number, 2, bench.clock.now()))
            return Reply()

        together(step, partial(bench.press, "principal", "case.acknowledge", number))
        with bench.store.begin() as work:
            owed = {delivery.kind for delivery in work.outbox.waiting(number)}
        assert not owed & {Kind.STEP, Kind.ALERT}
        assert bench.ticket(number).status is Status.ACKNOWLEDGED
        assert bench.told() == []


def test_a_name_is_added_while_its_bearer_acknowledges(bench: Bench) -> None:
    for _ in range(ROUNDS):
        number = danger(bench)

        def add(number: str = number) -> Reply:
            bench.add(number, "It was Marit Solberg")
            return Reply()

        together(add, partial(bench.press, "principal", "case.acknowledge", number))
        ticket = bench.ticket(number)
        assert (ticket.status, ticket.holder) == (Status.OPEN, None)
        assert address("principal") not in ticket.recipients
        assert "principal" not in bench.told()


def test_the_trail_fits_after_all_of_it(bench: Bench) -> None:
    number = danger(bench)
    acts = [partial(bench.press, who, "case.acknowledge", number) for who in (*EVERYBODY, "teacher")]
    together(*acts)
    with bench.store.begin() as work:
        assert work.audit.verify() is None
