"""Text and buttons in the 1:1 chat, and a word in company."""

import asyncio
import logging

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.conversation.event import Command, Press
from handlers.conversation.reply import Reply
from tests.adapters.teams.stage import BOT, FORM, SECRET, TENANT, Stage
from tests.standins.teams import drawn

SAM = Actor(Channel.TEAMS, "sam-in-the-directory", "Sam", "sam@schools.example")
PRIVATE = Place(Channel.TEAMS, private=True)
GROUP = {"id": "group-1", "conversationType": "groupChat", "tenantId": TENANT, "isGroup": True}
MENTION = [{"type": "mention", "mentioned": BOT, "text": "<at>smpolicy</at>"}]


async def test_words_become_a_command_and_the_reply_a_card(stage: Stage) -> None:
    assert await stage.say("ask&nbsp;who may post? ") == 200
    assert stage.script.events == [Command(SAM, PRIVATE, "ask who may post?")]
    (message,) = stage.connector.posted
    assert message["summary"] == "An answer"
    assert "text" not in message
    assert message["replyToId"]
    assert drawn.text(stage.connector.cards[0]) == "Answer\nask who may post?"


async def test_who_it_is_is_asked_once(stage: Stage) -> None:
    await stage.say("one")
    await stage.say("two")
    assert stage.connector.looked_up == 1
    assert stage.script.last.actor == SAM


async def test_without_the_directory_there_is_no_address(stage: Stage) -> None:
    stage.connector.member_status = 404
    await stage.say("one")
    assert stage.script.last.actor.email is None
    assert [key.partition(":")[0] for key, _ in stage.book.lines] == ["teams"]
    stage.connector.member_status = 200
    await stage.say("two")
    assert stage.script.last.actor.email == "sam@schools.example"


@pytest.mark.parametrize(
    "member",
    [
        {"userPrincipalName": "sam_mail.example#EXT#@schools.example"},
        {"userRole": "guest"},
        {"tenantId": "another-tenant"},
        {"email": "", "userPrincipalName": "not an address"},
    ],
)
async def test_a_guest_is_nobody_of_the_district(stage: Stage, member: dict[str, str]) -> None:
    stage.connector.member |= member
    await stage.say("one")
    assert stage.script.last.actor.email is None


async def test_a_form_is_offered_with_a_button_that_opens_it(stage: Stage) -> None:
    await stage.say("report")
    (card,) = stage.connector.cards
    (button,) = drawn.buttons(card)
    assert button["data"]["msteams"] == {"type": "task/fetch"}
    assert FORM.title in drawn.text(card)


async def test_a_pressed_button_is_a_press(stage: Stage) -> None:
    stage.script.replies["menu"] = Reply((Card("Menu", (Buttons((Button("Yes", "yes", "7"),)),)),))
    await stage.say("menu")
    (button,) = drawn.buttons(stage.connector.cards[0])
    await stage.post(stage.activity(value=button["data"], replyToId="message-1"))
    assert stage.script.last == Press(SAM, PRIVATE, "yes", "7")
    assert len(stage.connector.posted) == 2


async def test_a_reply_that_replaces_takes_the_place_of_the_message(stage: Stage) -> None:
    stage.script.replies["ack"] = Reply((Card("Acknowledged"), Card("And more")), replaces=True)
    data = {"smpolicy": {"action": "ack", "value": "1"}}
    await stage.post(stage.activity(value=data, replyToId="message-9"))
    (updated,) = stage.connector.updated
    assert updated["id"] == "message-9"
    assert drawn.text(stage.connector.cards[0]) == "And more"


@pytest.mark.parametrize("value", [[], {"x": 1}, {"smpolicy": 7}, {"smpolicy": {"action": {}}}, 5])
async def test_a_button_of_somebody_else_is_stale_not_an_error(stage: Stage, value: object) -> None:
    status, _ = await stage.post(stage.activity(value=value))
    assert status == 200
    assert len(stage.connector.posted) == 1


async def test_an_activity_delivered_twice_is_answered_once(stage: Stage) -> None:
    activity = stage.activity(text="once")
    assert [(await stage.post(activity))[0] for _ in range(2)] == [200, 200]
    assert len(stage.script.events) == 1


async def test_an_answer_that_did_not_arrive_is_given_when_asked_again(stage: Stage) -> None:
    activity = stage.activity(text="once")
    stage.connector.status = 502
    assert (await stage.post(activity))[0] == 503
    stage.connector.status = 201
    assert (await stage.post(activity))[0] == 200
    assert len(stage.connector.posted) == 1


async def test_what_cannot_be_drawn_is_one_line_without_a_word(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stage.script.replies["ask"] = Reply((Card(SECRET, tone=[SECRET]),))  # type: ignore[arg-type]
    assert await stage.say("ask") == 503
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("adapters")]
    assert lines == ["TypeError in a turn from Teams"]
    assert SECRET not in caplog.text


async def test_an_address_that_was_changed_meanwhile_is_written_again(stage: Stage) -> None:
    await stage.say("hello")
    kept = stage.book.lines["sam@schools.example", Channel.TEAMS]
    stage.book.lines["sam@schools.example", Channel.TEAMS] = "another conversation"
    await stage.say("hello")
    assert stage.book.lines["sam@schools.example", Channel.TEAMS] == kept


async def test_an_address_book_that_fails_does_not_fail_the_answer(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.book.error = RuntimeError(SECRET)
    assert await stage.say("ask") == 200
    assert len(stage.connector.posted) == 1
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


async def test_in_a_group_it_says_only_that_it_answers_in_private(stage: Stage) -> None:
    text = f"<at>smpolicy</at> ask about {SECRET}"
    await stage.say(text, conversation=GROUP, entities=MENTION)
    shared, private = stage.connector.posted
    assert (shared["chat"], private["chat"]) == ("group-1", "private-chat")
    assert SECRET not in str(shared)
    shared_event, private_event = stage.script.events
    assert isinstance(shared_event, Command)
    assert (shared_event.place.private, shared_event.text) == (False, "")
    assert private_event == Command(SAM, PRIVATE, f"ask about {SECRET}")
    assert stage.connector.opened[0]["members"] == [{"id": "29:sam"}]
    assert "private-chat" in stage.book.lines["sam@schools.example", Channel.TEAMS]


@pytest.mark.parametrize("words", [f"report {SECRET}", f"my pupil {SECRET}", f"/smpolicy report {SECRET}"])
async def test_in_a_group_nothing_that_may_be_a_report_is_taken_up(stage: Stage, words: str) -> None:
    await stage.say(f"<at>smpolicy</at> {words}", conversation=GROUP, entities=MENTION)
    assert [message["chat"] for message in stage.connector.posted] == ["group-1"]
    assert SECRET not in repr(stage.script.events)
    assert all(not isinstance(event, Command) or not event.text for event in stage.script.events)


@pytest.mark.parametrize(
    "activity",
    [
        {"kind": "installationUpdate", "action": "add"},
        {"kind": "conversationUpdate", "membersAdded": [{"id": "29:sam"}, BOT]},
    ],
)
async def test_installed_it_greets_once_and_remembers(stage: Stage, activity: dict[str, object]) -> None:
    kind = str(activity.pop("kind"))
    answers = await asyncio.gather(*(stage.post(stage.activity(kind, **activity)) for _ in range(2)))
    assert [status for status, _ in answers] == [200, 200]
    assert len(stage.connector.posted) == 1
    assert drawn.text(stage.connector.cards[0]).startswith("Hello. ")
    assert "chat-1" in stage.book.lines["sam@schools.example", Channel.TEAMS]


async def test_removed_or_joined_by_others_it_stays_silent(stage: Stage) -> None:
    for kind, more in (
        ("installationUpdate", {"action": "remove"}),
        ("conversationUpdate", {"membersAdded": [{"id": "29:other"}]}),
        ("conversationUpdate", {"conversation": GROUP, "membersAdded": [BOT]}),
        ("messageReaction", {}),
        ("typing", {}),
    ):
        assert (await stage.post(stage.activity(kind, **more)))[0] == 200
    assert not stage.connector.posted


async def test_a_long_answer_is_split_and_keeps_every_word(stage: Stage) -> None:
    words = [f"word{n}" for n in range(9000)]
    stage.script.replies["long"] = Reply((Card("Long", (Text(" ".join(words)),)),))
    await stage.say("long")
    assert len(stage.connector.posted) > 1
    assert " ".join(drawn.text(card) for card in stage.connector.cards).split() == ["Long", *words]
