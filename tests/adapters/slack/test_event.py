"""Events: messages to the bot, mentions, the Home tab."""

import pytest

from handlers.conversation.actor import Channel, Place
from handlers.conversation.card import Card, Text
from handlers.conversation.event import Command
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot
from tests.adapters.slack.samples import CARD, FORM
from tests.standins.slack import rules


async def test_a_direct_message_is_a_command_answered_there(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    await bot.member.write("ask photos &amp; videos")
    [message] = await bot.shown("message")
    assert message["channel"] == bot.member.person.id.replace("U", "D", 1)
    assert message["text"] == CARD.summary
    event = bot.script.events[0]
    assert isinstance(event, Command)
    assert (event.text, event.place) == ("ask photos & videos", Place(Channel.SLACK))


async def test_a_form_is_offered_by_a_button_and_no_word_of_it_is_posted(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    await bot.member.write("report")
    [message] = await bot.shown("message")
    assert [b["text"]["text"] for b in rules.buttons(message)] == ["Report a concern"]
    assert "911" not in rules.readable(message)


async def test_the_same_event_again_is_answered_once(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": "D0002",
        "user": bot.member.person.id,
        "text": "x",
    }
    await bot.member.event(event, "Ev1")
    await bot.member.event(event, "Ev1", **{"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"})
    assert len(bot.script.events) == 1


async def test_bots_and_edits_are_not_addressed_to_it(bot: Bot) -> None:
    assert (await bot.member.write("x", bot_id="B1")).status == 200
    assert (await bot.member.write("x", subtype="message_changed")).status == 200
    assert (await bot.member.write("x", channel_type="channel")).status == 200
    assert not bot.script.events


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
async def test_a_message_with_a_file_or_sent_to_the_channel_too_is_heard(bot: Bot, subtype: str) -> None:
    bot.answers(Reply((CARD,)))
    await bot.member.write("check our game", subtype=subtype, files=[{"id": "F1"}])
    await bot.shown("message")
    assert [event.text for event in bot.script.events if isinstance(event, Command)] == ["check our game"]


async def test_a_mention_in_a_channel_gets_a_private_word_and_its_text_goes_no_further(bot: Bot) -> None:
    bot.answers(Reply((Card("Let's talk in private", (Text("I only answer in private."),)),)))
    await bot.member.mention("a boy in my class")
    [message] = await bot.shown("ephemeral")
    assert message["channel"] == "C0GENERAL"
    event = bot.script.events[0]
    assert isinstance(event, Command)
    assert (event.text, event.place.private) == ("", False)
    assert not bot.slack.workspace.messages


async def test_the_home_tab_shows_the_help(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    await bot.member.open_home()
    [home] = await bot.shown("home")
    assert "Ask permission first." in rules.readable(home)
    event = bot.script.events[0]
    assert isinstance(event, Command)
    assert event.text == "help"


async def test_an_event_nobody_asked_for_is_acknowledged(bot: Bot) -> None:
    assert (await bot.member.event({"type": "team_join", "user": {"id": "U1"}})).status == 200
    assert not bot.script.events
