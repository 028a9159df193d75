"""The whole router, walked: every button, command and form, by every kind of person."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.assembly import make_counter, make_router
from bot.knowledge import Knowledge, read_knowledge
from bot.records import Records
from bot.settings import read_settings
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.reply import Reply
from handlers.conversation.router import Router
from storage.memory import MemoryStore
from storage.signing import SigningKey
from tests.handlers.casework.bench import Bench, address

UNKNOWN = "AAAA-BBBB"
SECRET = "CANARY"
OUTSIDERS = {
    "nobody of the file": "stranger",
    "somebody named": "activities",
    "somebody who recused themself": "assistant",
    "a supervisor of another site": "elementary",
    "somebody on the ladder who was not told": "superintendent",
    "an alternate who was not needed": "chair",
    "the auditor, named": "auditor",
    "the records officer, named": "officer",
    "somebody without an address": "",
}
OF_TEXTS = {"ask", "check"}
"""They answer a question or a draft, and know nothing of cases."""
ACCOUNTS = {
    Channel.SLACK: "U0{}",
    Channel.TEAMS: "29:{}",
    Channel.WEB: "{}",
}
"""What each channel's accounts look like."""
_RANDOM = re.compile(r"state='[^']*'|/pass/[\w-]+")


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    settings = read_settings({"SMPOLICY_DATA_DIR": str(tmp_path_factory.mktemp("data"))})
    known = read_knowledge(settings)
    first = known.district.people[0]
    extra = [
        first.model_copy(update={"email": address(n), "name": n.title(), "title": n, "also_called": ()})
        for n in ("auditor", "officer")
    ]
    district = known.district.model_copy(
        update={
            "people": (*known.district.people, *extra),
            "auditors": (address("auditor"),),
            "records_officers": (address("officer"),),
        }
    )
    return known._replace(district=district)


def somebody(who: str, channel: Channel) -> Actor:
    """A person as a channel tells of them; where it tells no address, by their account alone."""
    return Actor(channel, ACCOUNTS[channel].format(who), who.title(), address(who) if who else None)


class House:
    """The bench and the whole router on one store, and a case held by the principal."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.bench = Bench(MemoryStore(), district=knowledge.district)
        store, clock = self.bench.store, self.bench.clock
        counter = make_counter(knowledge.district, store, clock, lambda: "http://bot.example", lambda: None)
        records = Records(knowledge, store, clock, lambda: None)
        signer = SigningKey(bytes(32))
        self.router: Router = make_router(knowledge, store, signer, clock, lambda: None, counter, records)
        self.number = self.bench.file(f"{SECRET} Hodan Abdi, the auditor and the officer")
        self.bench.run()
        self.bench.clock.advance(minutes=30)
        self.bench.run()
        self.bench.press("principal", "case.acknowledge", self.number)
        self.bench.do("assistant", "case.recuse", self.number, sure="yes")
        self.bench.run()

    def events(self, who: str, number: str, channel: Channel) -> Iterator[tuple[str, Event]]:
        """All that can be done to the case of this number, from one channel."""
        actor, place = somebody(who, channel), Place(channel)
        for action in self.router.presses:
            for value in (number, f"{number} 0", f"report/{number}"):
                yield f"button {action}", Press(actor, place, action, value)
        for form in sorted(set(self.router.submissions) - OF_TEXTS):
            values = dict.fromkeys(("note", "reason", "words", "answer", "question", "outcome"), SECRET)
            yield f"form {form}", Submission(actor, place, form, values, f"{number} 0123456789abcdef")
            yield f"form {form}", Submission(actor, place, form, values, number)
        for name in sorted({spec.name for spec in self.router.commands} - OF_TEXTS):
            for text in (name, f"{name} {number}", f"{name} closed", f"{name} high-school"):
                yield f"command {text}", Command(actor, place, text)

    def state(self) -> tuple[Any, ...]:
        """All of the case but its trail."""
        with self.bench.store.begin() as work:
            return (
                work.tickets.get(self.number),
                len(work.journal.entries(self.number)),
                work.outbox.waiting(self.number),
            )


@pytest.fixture
def house(knowledge: Knowledge) -> House:
    return House(knowledge)


def readable(reply: Reply, number: str) -> str:
    """All of an answer but what is random, with every number told alike."""
    return _RANDOM.sub("", str(reply)).replace(number, UNKNOWN)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("who", OUTSIDERS.values(), ids=OUTSIDERS.keys())
def test_to_whoever_has_no_part_in_it_a_case_is_one_that_does_not_exist(
    house: House, who: str, channel: Channel
) -> None:
    before = house.state()
    walked = 0
    for (name, real), (_, unknown) in zip(
        house.events(who, house.number, channel), house.events(who, UNKNOWN, channel), strict=True
    ):
        answer = readable(house.router.answer(real), house.number)
        assert answer == readable(house.router.answer(unknown), UNKNOWN), name
        assert SECRET not in answer or name.startswith("form "), name
        assert house.state() == before, name
        walked += 1
    assert walked > 150


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("who", OUTSIDERS.values(), ids=OUTSIDERS.keys())
def test_their_answers_are_those_of_a_house_without_the_case(
    house: House, knowledge: Knowledge, who: str, channel: Channel
) -> None:
    empty = House(knowledge)
    with empty.bench.store.begin() as work:
        work.tickets.destroy(empty.number)
    theirs, others = (one.events(who, UNKNOWN, channel) for one in (house, empty))
    for (name, event), (_, same) in zip(theirs, others, strict=True):
        expected = readable(empty.router.answer(same), UNKNOWN)
        assert readable(house.router.answer(event), UNKNOWN) == expected, name


@pytest.mark.parametrize("channel", Channel)
def test_each_case_button_and_form_is_refused_on_the_trail(house: House, channel: Channel) -> None:
    stranger = somebody("stranger", channel)
    for action in (a for a in house.router.presses if a.startswith("case.") and a != "case.queue"):
        house.router.answer(Press(stranger, Place(channel), action, house.number))
        with house.bench.store.begin() as work:
            last = work.audit.entries(house.number)[-1]
        assert (last.actor, last.action.partition(" ")[0]) == (address("stranger"), "refused"), action


@pytest.mark.parametrize("channel", Channel)
def test_the_walk_reaches_what_the_holder_may_do(house: House, channel: Channel) -> None:
    """Else an empty router would pass it."""
    opened = {
        name
        for name, event in house.events("principal", house.number, channel)
        if isinstance(event, Press)
        and event.value == house.number
        and "no case" not in str(house.router.answer(event))
    }
    assert {"button case.read", "button case.close", "button case.hand-over", "button case.reveal"} <= opened
