"""Dialogs: forms opened, sent, sent wrongly, sent twice; windows to read."""

from dataclasses import replace

import pytest

from adapters.teams import dialog
from adapters.teams.blocks import size
from adapters.teams.pages import LIMIT
from handlers.conversation.card import Button, Buttons, Card, Text
from handlers.conversation.event import Command, Press
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.conversation.reply import Reply
from tests.adapters.teams import schema
from tests.adapters.teams.stage import FORM, OPENER, SECRET, TENANT, Json, Stage
from tests.standins.teams import drawn

OPEN = {"smpolicy": {"action": "report.open", "value": "here"}, "msteams": {"type": "task/fetch"}}
FILLED: dict[str, str | tuple[str, ...]] = {"what": "words", "at": "2026-11-23T09:30", "who": ("a,1", "b")}
CHANNEL = {"id": "channel-1", "conversationType": "channel", "tenantId": TENANT}


def sent(card: Json, **values: str | tuple[str, ...]) -> Json:
    """What Teams sends of a filled dialog."""
    inputs, _ = drawn.fill(card, values)
    return {**inputs, **card["actions"][0]["data"]}


async def opened(stage: Stage) -> Json:
    return await stage.window("task/fetch", OPEN)


async def test_a_button_opens_the_form(stage: Stage) -> None:
    body = await stage.invoke("task/fetch", {"data": OPEN})
    assert body["task"]["type"] == "continue"
    assert body["task"]["value"]["title"] == FORM.title
    card = body["task"]["value"]["card"]["content"]
    schema.check(card)
    assert drawn.names(card) == ("what", "at", "who")
    assert [one["maxLength"] for one in drawn.inputs(card) if "maxLength" in one] == [3000]
    assert not stage.connector.posted


async def test_a_form_sent_in_is_a_submission(stage: Stage) -> None:
    card = await opened(stage)
    stage.script.replies["report!"] = Reply((Card("Receipt", (Text("K7QM-2XRD"),)),))
    receipt = await stage.window("task/submit", sent(card, **FILLED))
    submission = stage.script.submission()
    assert (submission.form, submission.state) == ("report", "token-1")
    assert dict(submission.values) == FILLED
    assert "K7QM-2XRD" in drawn.text(receipt)
    assert not stage.connector.posted


async def test_fields_left_empty_are_empty(stage: Stage) -> None:
    card = await opened(stage)
    await stage.window("task/submit", sent(card, what="words"))
    assert dict(stage.script.submission().values) == {"what": "words", "at": "", "who": ()}


async def test_half_a_moment_is_not_taken_for_a_whole_one(stage: Stage) -> None:
    data = sent(await opened(stage), what="words")
    await stage.window("task/submit", {**data, "at.date": "2026-11-23"})
    assert stage.script.submission().values["at"] == "2026-11-23T"


async def test_mistakes_keep_the_dialog_and_what_was_typed(stage: Stage) -> None:
    card = await opened(stage)
    stage.script.replies["report!"] = Reply(errors={"what": "Too short.", "at": "In the future."})
    # The press that gives the form again may make a new state: the old one must come back.
    stage.script.replies["report.open"] = Reply(form=replace(FORM, state="token-2"))
    again = await stage.window("task/submit", sent(card, **FILLED))
    schema.check(again)
    assert drawn.errors(again) == {"what": "Too short.", "at": "In the future."}
    stage.script.replies.pop("report!")
    await stage.window("task/submit", sent(again))
    assert dict(stage.script.submission().values) == FILLED
    assert stage.script.submission().state == "token-1"


async def test_mistakes_in_a_form_that_is_gone_are_still_told(stage: Stage) -> None:
    card = await opened(stage)
    stage.script.replies |= {"report!": Reply(errors={"what": "Too short."}), "report.open": Reply()}
    assert "Too short." in drawn.text(await stage.window("task/submit", sent(card, **FILLED)))


async def test_a_dialog_sent_twice_is_a_submission_twice_with_one_state(stage: Stage) -> None:
    data = sent(await opened(stage), **FILLED)
    for _ in range(2):
        await stage.window("task/submit", data)
    assert {getattr(event, "state", "") for event in stage.script.events[-2:]} == {"token-1"}


async def test_nothing_more_to_say_closes_the_dialog(stage: Stage) -> None:
    card = await opened(stage)
    stage.script.replies["report!"] = Reply()
    assert await stage.invoke("task/submit", {"data": sent(card, **FILLED)}) == {}


async def test_a_button_inside_a_dialog_leads_to_the_next(stage: Stage) -> None:
    stage.script.replies["menu"] = Reply((Card("Menu", (Buttons((OPENER,)),)),))
    menu = await stage.window("task/fetch", {"smpolicy": {"action": "menu"}})
    (button,) = drawn.buttons(menu)
    assert "msteams" not in button["data"]  # a dialog cannot open a dialog
    assert drawn.names(await stage.window("task/submit", button["data"])) == ("what", "at", "who")


async def test_a_fetch_without_an_answer_says_so(stage: Stage) -> None:
    stage.script.replies["nothing"] = Reply()
    body = await stage.invoke("task/fetch", {"data": {"smpolicy": {"action": "nothing"}}})
    assert body["task"]["type"] == "message"


async def test_cards_too_long_for_a_window_go_to_the_chat(stage: Stage) -> None:
    card = await opened(stage)
    stage.script.replies["report!"] = Reply((Card("Long", (Text("words " * 9000),)),), replaces=True)
    body = await stage.invoke("task/submit", {"data": sent(card, **FILLED)})
    assert "in our chat" in body["task"]["value"]
    assert len(stage.connector.posted) > 1


async def test_from_a_channel_they_go_to_the_private_chat(stage: Stage) -> None:
    stage.script.replies["check A post"] = Reply((Card("Long", (Text("words " * 9000),)),))
    value = {"commandId": "check", "messagePayload": {"body": {"contentType": "text", "content": "A post"}}}
    await stage.invoke("composeExtension/fetchTask", value, conversation=CHANNEL)
    assert {message["chat"] for message in stage.connector.posted} == {"private-chat"}


async def test_a_long_report_is_read_page_by_page_and_never_posted(stage: Stage) -> None:
    words = [f"word{n}" for n in range(9000)]
    form = Form(
        "case", "A report", (Text(" ".join(words)),), Button("Read", "read", "K7", opens_form=True), None
    )
    stage.script.replies["read"] = Reply(form=form)
    card = await stage.window("task/fetch", {"smpolicy": {"action": "read", "value": "K7"}})
    seen = drawn.text(card)
    while more := [button for button in drawn.buttons(card) if button["title"] == "Continue"]:
        card = await stage.window("task/submit", more[0]["data"])
        seen += " " + drawn.text(card)
    assert seen.split() == words
    assert stage.script.last == Press(stage.script.last.actor, stage.script.last.place, "read", "K7")
    assert not stage.connector.posted


def test_a_long_form_has_its_fields_on_the_last_page() -> None:
    form = replace(FORM, parts=(Text("words " * 9000), *FORM.parts))
    pages = [dialog.form(form, page=n)["task"]["value"]["card"]["content"] for n in range(4)]
    assert [drawn.names(page) for page in pages[:2]] == [(), ()]
    assert drawn.names(pages[-1]) == ("what", "at", "who")
    assert all(size(page) <= LIMIT for page in pages)
    wrong = dialog.form(form, {"what": "No."})["task"]["value"]["card"]["content"]
    assert drawn.errors(wrong) == {"what": "No."}


@pytest.mark.parametrize("page", [-5, 99])
def test_a_page_that_is_not_there_is_the_nearest(page: int) -> None:
    form = replace(FORM, parts=(Text("words " * 9000),))
    assert drawn.text(dialog.form(form, page=page)["task"]["value"]["card"]["content"])


async def test_this_post_is_checked_in_a_dialog(stage: Stage) -> None:
    html = "<div><p>My class &amp; I<br>at the <b>game</b></p><script>x</script></div>"
    value = {"commandId": "check", "messagePayload": {"body": {"contentType": "html", "content": html}}}
    body = await stage.invoke("composeExtension/fetchTask", value, conversation=CHANNEL)
    event = stage.script.last
    assert isinstance(event, Command)
    assert (event.text, event.place.private) == ("check My class & I\nat the game", True)
    assert body["task"]["type"] == "continue"


async def test_a_report_from_a_message_takes_nothing_of_it_along(stage: Stage) -> None:
    value = {"commandId": "report", "messagePayload": {"body": {"contentType": "text", "content": SECRET}}}
    body = await stage.invoke("composeExtension/fetchTask", value, conversation=CHANNEL)
    card = body["task"]["value"]["card"]["content"]
    assert drawn.names(card) == ("what", "at", "who")
    assert SECRET not in str(body)
    stage.script.replies["report!"] = Reply((Card("Receipt"),))
    answer = await stage.invoke(
        "composeExtension/submitAction",
        {"commandId": "report", "data": sent(card, **FILLED)},
        conversation=CHANNEL,
    )
    assert "Receipt" in str(answer)
    assert not stage.connector.posted


async def test_an_unknown_message_action_says_so(stage: Stage) -> None:
    assert (await stage.invoke("composeExtension/fetchTask", {"commandId": "x"}))["task"]["type"] == "message"


async def test_a_universal_action_is_answered_in_the_cards_place(stage: Stage) -> None:
    stage.script.replies["ack"] = Reply((Card("Acknowledged"), Card("And more")), replaces=True)
    action = {"type": "Action.Execute", "verb": "ack", "data": {"smpolicy": {"action": "ack", "value": "1"}}}
    body = await stage.invoke("adaptiveCard/action", {"action": action, "trigger": "manual"})
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    assert drawn.text(body["value"]) == "Acknowledged"
    assert drawn.text(stage.connector.cards[0]) == "And more"


def test_inputs_carry_what_a_field_says() -> None:
    options = tuple(Option(f"Option {n}", f"o{n}") for n in range(12))
    form = replace(
        FORM,
        parts=(
            TextField("one", "One", False, max_length=50, value="typed", hint="Only this."),
            ChoiceField("many", "Many", options, chosen=("o3",)),
            MomentField("at", "At", value="2026-11-23T09:30"),
        ),
    )
    card = dialog.form(form)["task"]["value"]["card"]["content"]
    schema.check(card)
    one, many, date, time = drawn.inputs(card)
    assert (one["isRequired"], one["maxLength"], one["value"]) == (False, 50, "typed")
    assert "Only this." in drawn.text(card)
    assert (many["style"], many["value"], many["isRequired"]) == ("compact", "o3", True)
    assert (date["value"], time["value"]) == ("2026-11-23", "09:30")
