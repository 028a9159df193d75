"""Buttons pressed in messages, modals and the Home tab."""

import asyncio

from handlers.conversation.card import Button, Card, Link, Text
from handlers.conversation.event import Command, Event, Press
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot
from tests.adapters.slack.samples import CARD, FORM, OPENER
from tests.standins.slack import rules
from tests.standins.slack.rules import Json

ACKNOWLEDGED = Card("Acknowledged", (Text("Acknowledged by Marit Solberg"),))
LONG = Form(
    "read",
    "The report",
    tuple(Text(f"Paragraph {n}.") for n in range(250)),
    Button("Read the report", "read", "K7QM-2XRD", opens_form=True),
    submit=None,
)


def labelled(shown: Json, label: str) -> Json:
    return next(b for b in rules.buttons(shown) if b["text"]["text"] == label)


async def help_card(bot: Bot) -> Json:
    bot.answers(Reply((CARD,)))
    await bot.member.command("help")
    return (await bot.shown("ephemeral"))[-1]


def presses(bot: Bot) -> list[tuple[str, str]]:
    return [(event.action, event.value) for event in bot.script.events if isinstance(event, Press)]


async def test_a_press_names_its_action_and_value(bot: Bot) -> None:
    message = await help_card(bot)
    await bot.member.press(labelled(message, "Read more"), message)
    await bot.shown("ephemeral", 2)
    assert presses(bot) == [("guidance.more", "III.F")]


async def test_a_link_opens_a_page_and_its_press_is_only_acknowledged(bot: Bot) -> None:
    url = "https://smpolicy.example/pass/token"
    bot.answers(Reply((Card("A document", (Link("Open the page", url),)),)))
    await bot.member.command("help")
    message = (await bot.shown("ephemeral"))[-1]
    button = labelled(message, "Open the page")
    assert button["url"] == url
    answer = await bot.member.press(button, message)
    assert (answer.status, answer.body) == (200, None)
    assert presses(bot) == []
    assert len(await bot.shown("ephemeral")) == 1


async def test_a_press_opens_a_form(bot: Bot) -> None:
    message = await help_card(bot)
    bot.answers(Reply(form=FORM))
    await bot.member.press(labelled(message, "Report a concern"), message)
    assert (await bot.view())["callback_id"] == "report"
    assert presses(bot) == [("report.open", "from-help")]


async def test_the_answer_takes_the_place_of_the_message(bot: Bot) -> None:
    await bot.channel.messenger.send("sam@schools.example", CARD, "K7QM-2XRD/1/sam")
    [message] = await bot.shown("message")
    bot.answers(Reply((ACKNOWLEDGED,), replaces=True))
    await bot.member.press(labelled(message, "Read more"), message)
    [replaced] = await bot.shown("replaced")
    assert replaced is message
    assert "Acknowledged by Marit Solberg" in rules.readable(message)
    assert not rules.buttons(message)


async def test_something_to_read_shows_in_a_modal_page_by_page_and_in_no_message(bot: Bot) -> None:
    message = await help_card(bot)
    bot.answers(Reply(form=LONG))
    await bot.member.press(labelled(message, "Read more"), message)
    read, count = [], 0
    while True:
        count += 1
        view = (await bot.shown("view", count))[-1]
        assert "submit" not in view
        read += rules.readable(view).splitlines()
        following = [b for b in rules.buttons(view) if b["text"]["text"] == "Next page"]
        if not following:
            break
        await bot.member.press(following[0], view=view)
    assert [line for line in read if line.startswith("Paragraph")] == [f"Paragraph {n}." for n in range(250)]
    assert presses(bot)[1:] == [("read", "K7QM-2XRD")] * 2
    assert not bot.slack.workspace.messages


async def test_a_press_in_a_modal_is_answered_on_top_of_it(bot: Bot) -> None:
    def reply(event: Event) -> Reply:
        return Reply(form=FORM) if isinstance(event, Command) else Reply((CARD,))

    bot.answers(reply)
    await bot.member.shortcut("report_concern")
    await bot.view()
    await bot.member.submit({})
    await bot.shown("view", 2)
    bot.answers(Reply(form=FORM))
    view = bot.member.person.views[-1]
    await bot.member.press(labelled(view, "Report a concern"), view=view)
    await bot.shown("view", 3)
    assert [v["callback_id"] for v in bot.member.person.views] == ["read", "report"]


async def test_a_late_answer_in_a_modal_takes_its_place(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    await bot.member.shortcut("check_draft")
    view = await bot.view()
    bot.script.gate = asyncio.Event()
    bot.answers(Reply(form=FORM))
    await bot.member.press(labelled(view, "Report a concern"), view=view)
    bot.slack.workspace.expire_triggers()
    bot.script.gate.set()
    await bot.shown("view", 2)
    assert [v["callback_id"] for v in bot.member.person.views] == ["report"]


async def test_a_press_on_the_home_tab_opens_a_modal(bot: Bot) -> None:
    bot.answers(Reply((CARD,)))
    await bot.member.open_home()
    [home] = await bot.shown("home")
    bot.answers(Reply(form=FORM))
    await bot.member.press(labelled(home, "Report a concern"), view=home)
    assert (await bot.view())["callback_id"] == "report"


async def test_a_late_form_on_a_button_is_offered_again(bot: Bot) -> None:
    message = await help_card(bot)
    bot.answers(Reply(form=FORM))
    bot.script.gate = asyncio.Event()
    await bot.member.press(labelled(message, "Report a concern"), message)
    bot.slack.workspace.expire_triggers()
    bot.script.gate.set()
    offered = (await bot.shown("ephemeral", 2))[-1]
    assert labelled(offered, OPENER.label)["action_id"] == "0.form.report.open"
