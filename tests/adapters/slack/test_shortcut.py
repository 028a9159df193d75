"""Shortcuts, global and on a message."""

import asyncio
import json
from dataclasses import replace

import pytest

from handlers.conversation.event import Command
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot
from tests.adapters.slack.samples import CARD, FORM
from tests.standins.slack import rules
from tests.standins.slack.rules import Json


def said(bot: Bot) -> list[str]:
    return [event.text for event in bot.script.events if isinstance(event, Command)]


async def test_report_a_concern_opens_the_form(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    await bot.member.shortcut("report_concern")
    assert (await bot.view())["callback_id"] == "report"
    assert said(bot) == ["report"]


async def test_check_this_post_shows_its_answer_in_a_modal(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    encoded = "<@U1|sam> said &lt;3 at <https://x.example/a|x.example/a> &amp; <#C1|general>"
    await bot.member.message_shortcut("check_post", encoded)
    assert "Ask permission first." in rules.readable(await bot.view())
    assert said(bot) == ["check @sam said <3 at https://x.example/a & #general"]
    assert bot.script.events[0].place.private


async def test_a_slow_answer_fills_a_modal_that_waits(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    bot.script.gate = asyncio.Event()
    await bot.member.shortcut("check_draft")
    assert "One moment" in rules.readable(await bot.view())
    bot.script.gate.set()
    await bot.shown("view", 2)
    assert "Ask permission first." in rules.readable(bot.member.person.views[-1])


async def test_where_no_modal_opens_the_answer_comes_in_the_chat(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    bot.slack.server.fail("views.open", 200, "expired_trigger_id")
    await bot.member.shortcut("report_concern")
    [message] = await bot.shown("message")
    assert [b["text"]["text"] for b in rules.buttons(message)] == ["Report a concern"]
    assert message["text"] == "Report a concern"


async def closed_before(bot: Bot, reply: Reply) -> Json:
    """What the chat holds where the modal that waited is closed before this answer."""
    bot.answers(reply)
    bot.script.gate = asyncio.Event()
    await bot.member.shortcut("check_draft")
    await bot.view()
    await bot.member.close_view()
    bot.script.gate.set()
    [message] = await bot.shown("message")
    return message


async def test_an_answer_whose_modal_was_closed_is_told_of_without_its_content(bot: Bot) -> None:
    message = await closed_before(bot, Reply((CARD,)))
    assert "Its window was closed" in rules.readable(message)
    assert CARD.summary in rules.readable(message)
    assert "my <!channel>" not in json.dumps(bot.slack.messages)


async def test_a_form_whose_modal_was_closed_is_offered_again(bot: Bot) -> None:
    message = await closed_before(bot, Reply(form=FORM))
    assert [b["text"]["text"] for b in rules.buttons(message)] == ["Report a concern"]


async def test_an_answer_that_slack_refuses_is_not_waited_for_for_ever(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.answers(Reply((CARD,)))
    bot.script.gate = asyncio.Event()
    await bot.member.shortcut("check_draft")
    await bot.view()
    bot.slack.server.fail("views.update", 200, "invalid_arguments")
    bot.script.gate.set()
    await bot.shown("message")
    assert "An answer could not be shown" in rules.readable(bot.member.person.views[-1])
    assert "Slack changed no modal: invalid_arguments" in caplog.messages


async def test_an_answer_that_cannot_be_drawn_is_not_waited_for_for_ever(bot: Bot) -> None:
    bot.answers(Reply(form=replace(FORM, state="s" * 3001)))
    bot.script.gate = asyncio.Event()
    await bot.member.shortcut("report_concern")
    await bot.view()
    bot.script.gate.set()
    await bot.shown("view", 2)
    assert "Something went wrong" in rules.readable(bot.member.person.views[-1])
