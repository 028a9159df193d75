"""Shortcuts, global and on a message."""

import asyncio

from handlers.conversation.event import Command
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot
from tests.adapters.slack.samples import CARD, FORM
from tests.standins.slack import rules


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
