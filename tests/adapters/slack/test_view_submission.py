"""Modals sent in."""

import asyncio

import pytest

from handlers.conversation.event import Command, Event, Submission
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot
from tests.adapters.slack.samples import CARD, FORM, OPENER, RECEIPT
from tests.standins.slack import rules
from tests.standins.slack.rules import Json

TYPED: Json = {
    "site": {"selected_option": {"text": {"type": "plain_text", "text": "High School"}, "value": "high"}},
    "what": {"value": "w" * 3000},
    "what~2": {"value": "second half"},
    "learned_at": {"selected_date_time": 1764000000},
    "who": {"selected_options": [{"text": {"type": "plain_text", "text": "Ms. A"}, "value": "a@x"}]},
}


def submissions(bot: Bot) -> list[Submission]:
    return [event for event in bot.script.events if isinstance(event, Submission)]


async def opened(bot: Bot, answer: Reply, form: Form = FORM) -> None:
    """The form is open, and sending it is answered with `answer`."""

    def reply(event: Event) -> Reply:
        return Reply(form=form) if isinstance(event, Command) else answer

    bot.answers(reply)
    await bot.member.command("report")
    await bot.view()


async def test_the_values_come_by_field_name(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    await bot.member.submit(TYPED)
    [sent] = submissions(bot)
    assert (sent.form, sent.state) == ("report", "token-1")
    assert sent.values == {
        "site": "high",
        "what": "w" * 3000 + "second half",
        "learned_at": "2025-11-24T10:00",
        "who": ("a@x",),
    }


async def test_fields_left_empty_are_empty(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    await bot.member.submit({"learned_at": {"selected_date_time": None}})
    assert submissions(bot)[0].values == {"site": "", "what": "", "learned_at": "", "who": ()}


async def test_mistakes_stay_at_their_fields(bot: Bot) -> None:
    await opened(bot, Reply(errors={"what": "Please write something.", "nowhere": "And more."}))
    answer = await bot.member.submit({})
    assert answer.body == {
        "response_action": "errors",
        "errors": {"what": "Please write something.", "site": "And more."},
    }


async def test_the_answer_takes_the_place_of_the_form(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    await bot.member.submit(TYPED)
    view = bot.member.person.views[-1]
    assert "K7QM-2XRD" in rules.readable(view)
    assert "submit" not in view
    assert not bot.slack.workspace.messages


async def test_another_form_takes_the_place_of_the_form(bot: Bot) -> None:
    await opened(bot, Reply(form=Form("next", "And then?", FORM.parts, OPENER)))
    await bot.member.submit(TYPED)
    assert bot.member.person.views[-1]["callback_id"] == "next"


async def test_an_empty_answer_closes_the_form(bot: Bot) -> None:
    await opened(bot, Reply())
    await bot.member.submit(TYPED)
    assert not bot.member.person.views


async def test_a_slow_answer_first_says_so_and_then_comes(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    bot.script.gate = asyncio.Event()
    await bot.member.submit(TYPED)
    assert "One moment" in rules.readable(bot.member.person.views[-1])
    bot.script.gate.set()
    await bot.shown("view", 3)
    assert "K7QM-2XRD" in rules.readable(bot.member.person.views[-1])


async def test_slow_mistakes_bring_the_form_back_with_what_was_typed(bot: Bot) -> None:
    await opened(bot, Reply(errors={"learned_at": "That is still to come."}))
    bot.script.gate = asyncio.Event()
    await bot.member.submit(TYPED)
    bot.script.gate.set()
    await bot.shown("view", 3)
    view = bot.member.person.views[-1]
    assert "That is still to come." in rules.readable(view)
    bot.answers(Reply((RECEIPT,)))
    await bot.member.submit({})
    first, second = submissions(bot)
    assert first.values == second.values
    assert second.state == "token-1"


async def test_the_same_submission_twice_gets_the_same_answer(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    view = bot.member.person.views[-1]
    first = await bot.member.submit(TYPED)
    state = {"what": {"value": {"type": "plain_text_input", "value": "x"}}}
    kept = {key: view[key] for key in ("id", "type", "callback_id", "private_metadata", "blocks")}
    payload = {
        "type": "view_submission",
        "user": {"id": bot.member.person.id, "name": "Sam"},
        "view": {**kept, "state": {"values": state}},
    }
    second = await bot.member.interact(payload)
    assert second.body == first.body
    assert {sent.state for sent in submissions(bot)} == {"token-1"}


async def test_trouble_keeps_the_form_open(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    def reply(event: Event) -> Reply:
        if isinstance(event, Submission):
            raise RuntimeError(event.text("what"))  # noqa: TRY004
        return Reply(form=FORM)

    bot.answers(reply)
    await bot.member.command("report")
    await bot.view()
    answer = await bot.member.submit({"what": {"value": "canary-5q"}})
    assert "still in the form" in answer.body["errors"]["site"]
    assert "canary-5q" not in caplog.text


async def test_a_long_answer_stays_whole_in_the_modal_or_goes_on_in_the_chat(bot: Bot) -> None:
    await opened(bot, Reply((CARD,) * 40))
    await bot.member.submit(TYPED)
    shown = await bot.read("Ask permission first.", 40)
    assert "The rest is in our direct chat." in shown
    assert shown.count("Only you see this.") == 40


async def test_closing_a_modal_needs_no_answer(bot: Bot) -> None:
    await opened(bot, Reply())
    answer = await bot.member.close_view()
    assert answer.status == 200
    assert len(bot.script.events) == 1
