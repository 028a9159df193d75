"""The stand-in refuses what Slack refuses; without that, the other tests here would prove little."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.conversation.reply import Reply
from tests.adapters.slack.conftest import Bot, over_http
from tests.adapters.slack.samples import CARD
from tests.standins.slack import rules
from tests.standins.slack.rules import Json
from tests.standins.slack.standin import SlackStandIn
from tests.standins.slack.workspace import Workspace

TEXT: Json = {"type": "plain_text", "text": "x"}
BUTTON: Json = {"type": "button", "text": TEXT, "action_id": "a"}
INPUT: Json = {
    "type": "input",
    "block_id": "b",
    "label": TEXT,
    "element": {"type": "plain_text_input", "action_id": "a"},
}
MODAL: Json = {"type": "modal", "title": TEXT, "blocks": [{"type": "divider"}]}


def changed(block: Json, **more: object) -> Json:
    return {**block, "element": {**block["element"], **more}}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "banner"},
        {"type": "section", "text": {"type": "plain_text", "text": " "}},
        {"type": "section", "text": {"type": "plain_text", "text": "x" * 3001}},
        {"type": "section", "text": TEXT, "colour": "red"},
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": []},
        {"type": "actions", "elements": [BUTTON, BUTTON]},
        {"type": "actions", "elements": [{**BUTTON, "action_id": str(n)} for n in range(26)]},
        {"type": "actions", "elements": [{**BUTTON, "text": {"type": "plain_text", "text": "x" * 76}}]},
        {"type": "context", "elements": [TEXT] * 11},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        changed(INPUT, max_length=3001),
        changed(INPUT, initial_value=""),
        changed(INPUT, type="checkboxes", options=[{"text": TEXT, "value": str(n)} for n in range(11)]),
        changed(INPUT, type="static_select", options=[{"text": TEXT, "value": "v" * 151}]),
    ],
)
def test_a_block_slack_would_refuse(block: Json) -> None:
    with pytest.raises(rules.Refused):
        rules.check_blocks([block])


@pytest.mark.parametrize(
    "message",
    [
        {"blocks": [{"type": "divider"}]},
        {"text": "x", "blocks": [{"type": "divider"}] * 51},
        {"text": "x", "blocks": [INPUT]},
        {
            "text": "x",
            "blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2900}}] * 5,
        },
    ],
)
def test_a_message_slack_would_refuse(message: Json) -> None:
    with pytest.raises(rules.Refused):
        rules.check_message(message)


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"blocks": []},
        {"blocks": [{"type": "divider"}] * 101},
        {"blocks": [INPUT]},
        {"blocks": [INPUT, INPUT], "submit": TEXT},
        {"private_metadata": "x" * 3001},
        {"colour": "red"},
        {"blocks": [{"type": "section", "text": {"type": "plain_text", "text": "x" * 2990}}] * 90},
    ],
)
def test_a_view_slack_would_refuse(change: Json) -> None:
    rules.check_view(MODAL, "modal")
    with pytest.raises(rules.Refused):
        rules.check_view(MODAL | change, "modal")


def test_triggers_and_response_urls_wear_out() -> None:
    now = [0.0]
    workspace = Workspace(lambda: now[0])
    sam = workspace.add("Sam", None)
    first, second = workspace.trigger(sam.id), workspace.trigger(sam.id)
    workspace.exchange(first)
    url, old = workspace.response_url(sam.id), workspace.response_url(sam.id)
    for _ in range(5):
        workspace.respond(url, {"text": "x"})
    now[0] = 1801.0
    for wrong, code in (
        (lambda: workspace.exchange(first), "exchanged_trigger_id"),
        (lambda: workspace.exchange(second), "expired_trigger_id"),
        (lambda: workspace.exchange("1.2"), "invalid_trigger_id"),
        (lambda: workspace.respond(url, {"text": "x"}), "expired_url"),
        (lambda: workspace.respond(old, {"text": "x"}), "expired_url"),
    ):
        with pytest.raises(rules.Refused, match=code):
            wrong()
    now[0] = 0.0
    with pytest.raises(rules.Refused, match="used_url"):
        workspace.respond(url, {"text": "x"})


async def test_calls_slack_would_refuse(slack: SlackStandIn) -> None:
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    calls = (
        (AsyncWebClient("xoxb-wrong", base_url=slack.api_url).auth_test(), "invalid_auth"),
        (client.users_info(user="U9"), "user_not_found"),
        (client.users_lookupByEmail(email="x@y"), "users_not_found"),
        (client.users_info(user="U9", colour="red"), "invalid_arguments"),
        (client.chat_postMessage(channel="U9", text="x"), "channel_not_found"),
        (client.api_call("chat.shout"), "unknown_method"),
    )
    for call, code in calls:
        with pytest.raises(SlackApiError, match=code):
            await call


@over_http
async def test_every_message_is_among_the_messages_whoever_may_see_it(bot: Bot) -> None:
    """The search for a report's words relies on it."""
    bot.answers(Reply((CARD,)))
    await bot.member.command("help")
    await bot.member.mention("hello")
    await bot.member.write("help")
    await bot.shown("message")
    button = rules.buttons(bot.member.person.screen[0][1])[0]
    await bot.member.press(button, bot.member.person.screen[0][1])
    await bot.shown("ephemeral", 3)
    assert len(bot.slack.messages) == 4
    assert all("Ask permission first." in rules.readable(message) for message in bot.slack.messages)
