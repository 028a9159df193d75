"""The playground's messenger."""

import pytest

from adapters.web.mailbox import Mail, Mailbox
from handlers.conversation.actor import Channel
from handlers.conversation.card import Card
from handlers.conversation.reply import Messenger, Unreachable

ANN = "ann@schools.example"
FIRST, SECOND = Card("First"), Card("Second")


class Outbox:
    def __init__(self) -> None:
        self.delivered: list[Mail] = []

    def inbox(self, _email: str) -> list[Mail]:
        return list(self.delivered)


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def mailbox(outbox: Outbox) -> Mailbox:
    return Mailbox([ANN], outbox.inbox)


async def test_it_speaks_for_the_web(mailbox: Mailbox) -> None:
    messenger: Messenger = mailbox
    assert messenger.channel is Channel.WEB


async def test_a_card_is_there_before_and_after_the_outbox_knows_of_it(
    mailbox: Mailbox, outbox: Outbox
) -> None:
    await mailbox.send(ANN, FIRST, "1")
    assert await mailbox.read(ANN) == [("1", FIRST)]
    outbox.delivered.append(("1", FIRST))
    assert await mailbox.read(ANN) == [("1", FIRST)]
    outbox.delivered.clear()
    assert await mailbox.read(ANN) == []


async def test_a_second_try_is_the_same_message(mailbox: Mailbox) -> None:
    await mailbox.send(ANN, FIRST, "1")
    await mailbox.send(ANN.upper(), SECOND, "1")
    assert await mailbox.read(ANN) == [("1", SECOND)]


async def test_the_outbox_comes_first(mailbox: Mailbox, outbox: Outbox) -> None:
    await mailbox.send(ANN, SECOND, "2")
    outbox.delivered.append(("1", FIRST))
    assert await mailbox.read(ANN) == [("1", FIRST), ("2", SECOND)]


async def test_a_stranger_cannot_be_reached(mailbox: Mailbox) -> None:
    with pytest.raises(Unreachable):
        await mailbox.send("stranger@schools.example", FIRST, "1")


async def test_open_pages_hear_the_bell_until_they_close(mailbox: Mailbox) -> None:
    with mailbox.watch() as bell:
        assert not bell.is_set()
        await mailbox.send(ANN, FIRST, "1")
        assert bell.is_set()
        bell.clear()
    mailbox.ring()
    assert not bell.is_set()
