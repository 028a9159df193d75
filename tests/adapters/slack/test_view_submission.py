"""Modals sent in."""

import asyncio

import pytest

from handlers.conversation.card import Text
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


async def test_a_slow_answer_leaves_the_form_and_the_second_sending_gets_it(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    bot.script.gate = asyncio.Event()
    answer = await bot.member.submit(TYPED)
    assert answer.body == {
        "response_action": "errors",
        "errors": {"site": "Still working on it. Your words are here; press Send again."},
    }
    assert not bot.slack.server.called("views.update")
    bot.script.gate.set()
    await bot.member.submit({})
    assert "K7QM-2XRD" in rules.readable(bot.member.person.views[-1])
    assert len(submissions(bot)) == 1


async def test_sent_again_while_it_is_worked_on_it_is_not_worked_on_twice(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    bot.script.gate = asyncio.Event()
    answers = [await bot.member.submit(typed) for typed in (TYPED, {}, {})]
    assert {answer.body["response_action"] for answer in answers} == {"errors"}
    assert len(submissions(bot)) == 1


async def test_other_words_in_the_form_are_another_sending(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    bot.script.gate = asyncio.Event()
    await bot.member.submit(TYPED)
    await bot.member.submit({"what": {"value": "and one more thing"}})
    first, second = submissions(bot)
    assert {**first.values, "what": second.values["what"]} == second.values
    assert second.text("what").startswith("and one more thing")


async def test_an_answer_once_read_is_forgotten(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)))
    view = {key: bot.member.person.views[-1][key] for key in ("id", "type", "callback_id", "blocks")}
    sent = view | {"state": {"values": {"what": {"value": {"type": "plain_text_input", "value": "x"}}}}}
    bot.script.gate = asyncio.Event()
    await bot.member.send_submission(sent)
    bot.script.gate.set()
    for times in (1, 2):
        answer = await bot.member.send_submission(sent)
        assert answer.body["response_action"] == "update"
        assert len(submissions(bot)) == times


async def test_a_slow_failure_is_tried_again_and_told_where_it_takes_long_again(bot: Bot) -> None:
    await opened(bot, Reply(errors={"what": "The database is not available. Call 218-299-7139."}))
    bot.script.gate = asyncio.Event()
    await bot.member.submit(TYPED)
    bot.script.gate.set()
    await bot.settled()
    bot.script.gate = asyncio.Event()
    answer = await bot.member.submit({})
    assert answer.body["errors"] == {"what": "The database is not available. Call 218-299-7139."}
    assert len(submissions(bot)) == 2
    bot.answers(Reply((RECEIPT,)))
    bot.script.gate.set()
    await bot.settled()
    await bot.member.submit({})
    assert "K7QM-2XRD" in rules.readable(bot.member.person.views[-1])


async def test_a_reply_that_cannot_be_drawn_keeps_the_form(
    bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    await opened(bot, Reply(form=Form("next", "And then?", FORM.parts, OPENER, state="s" * 3001)))
    answer = await bot.member.submit(TYPED)
    assert "still in the form" in answer.body["errors"]["site"]
    assert "A reply cannot be shown in Slack: ValueError" in caplog.messages


async def test_a_form_that_cannot_be_read_stays(bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    """Over Socket Mode too, where a bare acknowledgement would close it."""
    await opened(bot, Reply((RECEIPT,)))
    view = bot.member.person.views[-1]
    sent = {key: view[key] for key in ("id", "type", "callback_id", "blocks")}
    answer = await bot.member.send_submission(sent | {"state": {"values": {"what": {"value": "canary-5q"}}}})
    assert "still in the form" in answer.body["errors"]["site"]
    assert bot.member.person.views
    assert not submissions(bot)
    assert "canary-5q" not in caplog.text


async def test_a_form_without_fields_waits_for_its_answer(bot: Bot) -> None:
    await opened(bot, Reply((RECEIPT,)), Form("sure", "Sure?", (Text("Close the case?"),), OPENER))
    bot.script.gate = asyncio.Event()
    await bot.member.submit({})
    assert "One moment" in rules.readable(bot.member.person.views[-1])
    bot.script.gate.set()
    await bot.shown("view", 3)
    assert "K7QM-2XRD" in rules.readable(bot.member.person.views[-1])


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
