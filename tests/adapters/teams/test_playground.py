"""Against Microsoft's Agents Playground: what the journeys do not touch."""

import json
from collections.abc import AsyncIterator

import pytest

from adapters.teams.pages import CONTENT_TYPE
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.conversation.reply import Reply, Unreachable
from tests.adapters.teams.stage import Json, Stage
from tests.journeys.phone import Person
from tests.standins.teams import drawn
from tests.standins.teams.playground import BOT, Playground, inbound, missing

pytestmark = pytest.mark.node
ANN, BO = Person("ann@schools.example", "Ann Lund"), Person("bo@schools.example", "Bo Berg")


@pytest.fixture
async def playground(stage: Stage) -> AsyncIterator[Playground]:
    """The Playground, with the stage's bot as its bot."""
    if reason := missing():
        pytest.skip(reason)
    playground = Playground()
    await playground.start(str(stage.server.make_url("/api/messages")), [ANN, BO])
    yield playground
    await playground.stop()


def posted(playground: Playground) -> list[Json]:
    return [item for item in playground.log if not inbound(item) and item["activityName"] == "message"]


def card_of(item: Json) -> Json:
    card: Json = item["request"]["body"]["attachments"][0]["content"]
    return card


async def test_who_speaks_is_known_by_address(stage: Stage, playground: Playground) -> None:
    for seat in playground.seats[:2]:
        await playground.deliver(playground.activity(seat, "message", text="hello"))
        assert (stage.script.last.actor.email, stage.script.last.actor.name) == (
            seat.person.email,
            seat.person.name,
        )
        await stage.channel.messenger.send(seat.person.email, Card("Alert"), "d")
        assert posted(playground)[-1]["conversationId"] == seat.chat


async def test_a_universal_action_replaces_the_card(stage: Stage, playground: Playground) -> None:
    stage.script.replies["menu"] = Reply((Card("Menu", (Buttons((Button("Yes", "yes", "7"),)),)),))
    stage.script.replies["yes"] = Reply((Card("Done", (Text("It is done."),)),), replaces=True)
    seat = playground.seats[0]
    await playground.deliver(playground.activity(seat, "message", text="menu"))
    (shown,) = posted(playground)
    (button,) = drawn.buttons(card_of(shown))
    invoke = {
        "name": "adaptiveCard/action",
        "value": {"action": {"type": "Action.Execute", "verb": "yes", "data": button["data"]}},
        "from": {"id": seat.id},
        "conversation": {"id": seat.chat},
        "replyToId": shown["messageId"],
    }
    answer = json.loads(await playground.post("/_conversation/v1/invoke", invoke))
    assert (answer["type"], drawn.text(answer["value"])) == (CONTENT_TYPE, "Done\nIt is done.")


async def test_a_message_action_opens_a_dialog(playground: Playground) -> None:
    seat = playground.seats[0]
    value = {"commandId": "report", "commandContext": "message", "messagePayload": {"body": {"content": "x"}}}
    invoke = {
        "name": "composeExtension/fetchTask",
        "value": value,
        "from": {"id": seat.id},
        "conversation": {"id": seat.chat},
    }
    answer = json.loads(await playground.post("/_conversation/v1/invoke", invoke))
    assert drawn.names(answer["task"]["value"]["card"]["content"]) == ("what", "at", "who")


async def test_a_mention_in_a_group_is_answered_in_private(stage: Stage, playground: Playground) -> None:
    seat = playground.seats[0]
    mention = {"type": "mention", "mentioned": {"id": BOT, "name": "smpolicy"}, "text": "<at>smpolicy</at>"}
    text = "<at>smpolicy</at> ask about photos"
    message = {"type": "message", "text": text, "textFormat": "plain", "from": {"id": seat.id}}
    await playground.post(
        "/_conversation/v1/conversations/group-chat/messages", {**message, "mentions": [mention]}
    )
    await playground.answered(lambda item: item["conversationId"] == "group-chat")
    shared, private = posted(playground)
    assert (shared["conversationId"], private["conversationId"]) == ("group-chat", seat.chat)
    assert "photos" not in json.dumps(shared["request"])
    assert drawn.text(card_of(private)) == "Answer\nask about photos"


async def test_forty_thousand_characters_arrive(stage: Stage, playground: Playground) -> None:
    words = [f"word{n}" for n in range(4500)]
    stage.script.replies["long"] = Reply((Card("Long", (Text(" ".join(words)),)),))
    await playground.deliver(playground.activity(playground.seats[0], "message", text="long"))
    assert " ".join(drawn.text(card_of(item)) for item in posted(playground)).split() == ["Long", *words]


async def test_a_chat_that_is_gone_is_unreachable(stage: Stage, playground: Playground) -> None:
    seat = playground.seats[0]
    await playground.deliver(playground.activity(seat, "message", text="hello"))
    key = next(iter(stage.book.lines))
    line = json.loads(stage.book.lines[key])
    stage.book.lines[key] = json.dumps({**line, "c": "never-there"})
    with pytest.raises(Unreachable):
        await stage.channel.messenger.send(seat.person.email, Card("Alert"), "d")
