"""Slash commands."""

import asyncio

import pytest

from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.card import Button, Card, Quote, Text
from handlers.conversation.event import Command
from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot, over_http
from tests.standins.slack import rules

OPENER = Button("Report a concern", "report", opens_form=True)
FORM = Form("report", "Report a concern", (TextField("what", "What happened?"),), OPENER, state="token-1")
CARD = Card("Photos", (Quote("Ask permission first.", "447.1 III.F", ((0, 3),)), Text("Aside", small=True)))


async def test_a_command_is_answered_in_the_acknowledgement_for_its_author_alone(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    answer = await bot.member.command("ask photos")
    assert answer.body["response_type"] == "ephemeral"
    assert answer.body["text"] == CARD.summary
    assert "Ask permission first." in rules.readable(answer.body)
    assert not bot.slack.workspace.messages


async def test_the_actor_is_known_by_the_address_in_lower_case(bot: Bot) -> None:
    await bot.member.command("ask photos")
    actor = Actor(Channel.SLACK, bot.member.person.id, "Sam Lindqvist", "sam@schools.example")
    assert bot.script.events == [Command(actor, Place(Channel.SLACK), "ask photos")]
    assert bot.addresses.find("sam@schools.example", Channel.SLACK) == bot.member.person.id


async def test_a_form_opens_as_a_modal(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    answer = await bot.member.command("report")
    assert answer.body is None
    view = await bot.view()
    assert view["title"]["text"] == "Report a concern"
    assert view["private_metadata"] == "token-1"


async def test_a_form_that_comes_too_late_is_offered_as_a_button(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    bot.script.gate = asyncio.Event()
    assert (await bot.member.command("report")).body is None
    bot.slack.workspace.expire_triggers()
    bot.script.gate.set()
    [message] = await bot.shown("ephemeral")
    assert [b["text"]["text"] for b in rules.buttons(message)] == ["Report a concern"]
    assert not bot.member.person.views
    bot.script.gate = None
    await bot.member.press(rules.buttons(message)[0], message)
    assert (await bot.view())["callback_id"] == "report"


async def test_a_slow_answer_is_acknowledged_in_time_and_comes_later(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    bot.script.gate = asyncio.Event()
    answer = await bot.member.command("ask photos")
    assert answer.body is None
    assert answer.seconds < 2.5
    bot.script.gate.set()
    [message] = await bot.shown("ephemeral")
    assert "447.1 III.F" in rules.readable(message)


async def test_a_slow_identity_does_not_break_the_acknowledgement(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    bot.slack.server.holds["users.info"] = hold = asyncio.Event()
    assert (await bot.member.command("ask photos")).body is None
    hold.set()
    await bot.shown("ephemeral")
    assert bot.script.events[0].actor.email == "sam@schools.example"


async def test_a_long_answer_continues_in_further_messages_and_nothing_is_lost(bot: Bot) -> None:
    words = [f"word{n}" for n in range(9000)]
    bot.answers(Reply((Card("Long", (Text(" ".join(words)),)),)))
    await bot.member.command("ask everything")
    await bot.read("word8999", 1)
    shown = [content for _, content in bot.member.person.screen]
    assert {kind for kind, _ in bot.member.person.screen} == {"ephemeral", "message"}
    sections = [block for content in shown for block in content["blocks"] if block["type"] == "section"]
    assert "".join(section["text"]["text"] for section in sections).split() == words


async def test_an_exception_is_an_answer_to_the_person_and_one_line_without_its_words(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.answers(RuntimeError("canary-7f3"))
    answer = await bot.member.command("check canary-7f3")
    assert "Something went wrong" in rules.readable(answer.body)
    lines = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert lines == ["An event from Slack could not be answered: RuntimeError"]
    assert "canary-7f3" not in caplog.text


@over_http
async def test_the_same_command_delivered_twice_opens_one_modal(bot: Bot) -> None:
    bot.answers(Reply(form=FORM))
    fields = {
        "command": "/smpolicy", "text": "report", "user_id": bot.member.person.id, "channel_id": "C1",
        "trigger_id": bot.slack.workspace.trigger(bot.member.person.id),
        "response_url": f"{bot.slack.url}/response/{bot.slack.workspace.response_url(bot.member.person.id)}",
    }  # fmt: skip
    await bot.member.send_command(fields)
    await bot.view()
    await bot.member.send_command(fields)
    await bot.channel.stop()
    assert len(bot.slack.server.called("views.open")) == 2
    assert [kind for kind, _ in bot.member.person.screen] == ["view"]
