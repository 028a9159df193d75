"""Whose account it is."""

import time

import pytest
from aiohttp import web

from handlers.conversation.card import Button, Buttons, Card
from handlers.conversation.emergency import REPORT
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot, over_http
from tests.adapters.slack.samples import FORM, RECEIPT
from tests.standins.slack import rules
from tests.standins.slack.member import Member

pytestmark = over_http


async def test_slack_is_asked_once(bot: Bot) -> None:
    await bot.member.command("help")
    await bot.member.command("help")
    assert len(bot.slack.server.called("users.info")) == 1


@pytest.mark.parametrize(
    "profile",
    [
        {"team_id": "TOTHER"},
        {"is_stranger": True},
        {"is_email_confirmed": False},
        {"is_bot": True},
        {"profile": {"real_name": "X"}},
    ],
)
async def test_an_address_that_cannot_be_believed_is_none(bot: Bot, profile: dict[str, object]) -> None:
    outsider = bot.slack.member("X", "principal@schools.example", **profile)
    await outsider.command("help")
    assert bot.script.events[0].actor.email is None
    assert not bot.addresses.kept


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found", "internal_error"])
async def test_without_an_answer_the_person_is_still_served(bot: Bot, error: str) -> None:
    bot.slack.server.fail("users.info", 200, error)
    assert (await bot.member.command("help")).status == 200
    await bot.member.command("help")
    assert [event.actor.email for event in bot.script.events] == [None, "sam@schools.example"]


async def test_the_operator_hears_once_that_addresses_are_missing(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("A", "B"):
        await bot.slack.member(name, None).command("help")
    assert caplog.text.count("users:read.email") == 1


HELP = Card("Help", (Buttons((Button("Acknowledge", "case.acknowledge", "K7QM-2XRD"), REPORT)),))


def told(event: Event) -> Reply:
    """Cards with buttons, then a form, then a receipt."""
    if isinstance(event, Submission):
        return Reply((RECEIPT,))
    return Reply(form=FORM) if isinstance(event, Press) or event.text == "report" else Reply((HELP,))


async def pressed(bot: Bot, label: str, member: Member | None = None) -> None:
    """This button of the newest answer."""
    message = [content for _, content in bot.member.person.screen][-1]
    button = next(b for b in rules.buttons(message) if b["text"]["text"] == label)
    await (member or bot.member).press(button, message)


@pytest.mark.parametrize("command", ["help", "report"])
async def test_an_address_book_that_is_away_keeps_nobody_from_an_answer(
    bot: Bot, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    bot.addresses.away = True
    bot.answers(told)
    await bot.member.command(command)
    await bot.shown("view" if command == "report" else "ephemeral")
    assert bot.script.events[0].actor.email == "sam@schools.example"
    assert caplog.messages == ["Slack: an account could not be put in the address book (NotSaved)"]


async def test_a_locked_address_book_does_not_keep_the_form_from_somebody_new(bot: Bot) -> None:
    bot.addresses.unlocked.clear()
    bot.answers(told)
    await bot.member.command("report")
    assert (await bot.view())["callback_id"] == "report"
    assert not bot.addresses.kept


@pytest.mark.parametrize(("status", "error"), [(500, "internal_error"), (200, "ratelimited")])
async def test_a_press_waits_for_slack_to_say_whose_it_is(bot: Bot, status: int, error: str) -> None:
    """Or a supervisor would read that there is no such case, and stand as refused on the audit trail."""
    bot.answers(told)
    bot.slack.server.fail("users.info", 500, "internal_error")
    await bot.member.command("help")
    bot.slack.server.fail("users.info", status, error)
    await pressed(bot, "Acknowledge")
    [_, answer] = await bot.shown("ephemeral", 2)
    assert "Slack cannot say who you are just now. Please try again." in rules.readable(answer)
    assert [type(event) for event in bot.script.events] == [Command]


async def test_the_report_form_opens_for_somebody_slack_cannot_name(bot: Bot) -> None:
    bot.answers(told)
    bot.slack.server.fail("users.info", 500, "internal_error")
    await bot.member.command("help")
    bot.slack.server.fail("users.info", 500, "internal_error")
    await pressed(bot, REPORT.label)
    assert (await bot.view())["callback_id"] == "report"


async def test_a_form_waits_for_slack_to_say_whose_it_is_and_keeps_its_words(bot: Bot) -> None:
    bot.answers(told)
    bot.slack.server.fail("users.info", 500, "internal_error")
    await bot.member.command("report")
    await bot.view()
    bot.slack.server.fail("users.info", 500, "internal_error")
    answer = await bot.member.submit({"what": {"value": "what I saw"}})
    [said] = answer.body["errors"].values()
    assert said == (
        "Slack cannot say who you are just now. Please try again. Your words are still in the form."
    )
    assert not [event for event in bot.script.events if isinstance(event, Submission)]
    await bot.member.submit({})
    [sent] = [event for event in bot.script.events if isinstance(event, Submission)]
    assert (sent.text("what"), sent.actor.email) == ("what I saw", "sam@schools.example")


async def test_a_report_is_taken_without_an_address_where_slack_never_tells_it(bot: Bot) -> None:
    bot.answers(told)
    bot.slack.server.fail("users.info", 200, "missing_scope")
    await bot.member.command("report")
    await bot.view()
    bot.slack.server.fail("users.info", 200, "missing_scope")
    answer = await bot.member.submit({"what": {"value": "what I saw"}})
    assert answer.body["response_action"] == "update"
    assert bot.script.events[-1].actor.email is None


async def test_while_slack_cannot_say_it_who_was_known_is_known_still(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.answers(told)
    await bot.member.command("help")
    monkeypatch.setattr(bot.channel._desk._identities, "_clock", lambda: time.monotonic() + 3600)
    bot.slack.server.fail("users.info", 500, "internal_error")
    await pressed(bot, "Acknowledge")
    await bot.view()
    assert len(bot.slack.server.called("users.info")) == 2
    assert bot.script.events[-1].actor.email == "sam@schools.example"


async def test_whatever_goes_wrong_before_a_form_is_read_the_words_stay(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.answers(told)
    bot.slack.server.fail("users.info", 500, "internal_error")
    await bot.member.command("report")
    await bot.view()
    bot.slack.server.failures["users.info"] = [web.json_response({"ok": True, "user": 7})]
    answer = await bot.member.submit({"what": {"value": "what I saw"}})
    assert answer.body["response_action"] == "errors"
    assert "still in the form" in answer.body["errors"]["site"]
    assert "An event from Slack could not be answered: AttributeError" in caplog.messages
