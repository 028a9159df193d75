"""Slack's app manifest, from the command list: what the app is called, may do and listens to."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from handlers.conversation.router import PREFIX, CommandSpec

SCOPES: Mapping[str, str] = {
    "commands": "the slash command and the shortcuts",
    "chat:write": "answers in the bot's own chat, alerts to supervisors, private answers to a mention",
    "im:history": "to be told what somebody writes to the bot in its own chat",
    "app_mentions:read": "to answer a mention in a channel with a private word",
    "users:read": "whose account it is that asks",
    "users:read.email": "the address that joins a person's accounts, and finds a supervisor's",
}
"""Each scope the bot asks for, and why. Nothing reads channels, files or the list of members."""


class Shortcut(NamedTuple):
    """One shortcut; `command` is what taking it says to the bot."""

    type: str
    callback_id: str
    name: str
    description: str
    command: str


SHORTCUTS = (
    Shortcut(
        "global", "report_concern", "Report a concern", "Tell your supervisors, in confidence", "report"
    ),
    Shortcut("global", "check_draft", "Check a draft", "Check a post before you publish it", "check"),
    Shortcut("message", "check_post", "Check this post", "Check this message as if it were a post", "check"),
)
EVENTS = ("app_home_opened", "app_mention", "message.im")
_PATH = "/slack/events"
_NAME = "smpolicy"
_EXAMPLE = "https://smpolicy.example"


def slack_manifest(
    commands: Sequence[CommandSpec], base_url: str = _EXAMPLE, *, socket_mode: bool = False
) -> dict[str, Any]:
    """The manifest, as Slack's app page takes it.

    `base_url` is where Slack reaches the service; with `socket_mode` it is not needed and left out.
    """
    url = f"{base_url.rstrip('/')}{_PATH}"
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": _NAME,
            "description": "Quotes the social media guidelines, checks drafts, takes confidential reports.",
            "background_color": "#1d3557",
        },
        "features": _features(commands, {} if socket_mode else {"url": url}),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": _settings({} if socket_mode else {"request_url": url}, socket_mode),
    }


def _features(commands: Sequence[CommandSpec], endpoint: Mapping[str, str]) -> dict[str, Any]:
    slash = {
        "command": PREFIX,
        **endpoint,
        "description": "Guidelines, draft checks and confidential reports",
        "usage_hint": " | ".join([*(spec.usage for spec in commands), "help"]),
        "should_escape": False,
    }
    shortcuts = [shortcut._asdict() for shortcut in SHORTCUTS]
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": _NAME, "always_online": True},
        "shortcuts": [{k: v for k, v in shown.items() if k != "command"} for shown in shortcuts],
        "slash_commands": [slash],
    }


def _settings(endpoint: Mapping[str, str], socket_mode: bool) -> dict[str, Any]:
    return {
        "event_subscriptions": {**endpoint, "bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True, **endpoint},
        "org_deploy_enabled": False,
        "socket_mode_enabled": socket_mode,
        "token_rotation_enabled": False,
    }
