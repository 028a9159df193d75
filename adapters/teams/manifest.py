"""Teams' app manifest, from the command list: what the app is called and what it offers."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from handlers.conversation.router import CommandSpec

VERSION = "1.29"
NO_APP = "00000000-0000-0000-0000-000000000000"
"""Stands for MicrosoftAppId until there is one; Teams takes only a GUID."""

_SCHEMA = "https://developer.microsoft.com/en-us/json-schemas/teams/v{}/MicrosoftTeams.schema.json"
_EXAMPLE = "https://smpolicy.example"
_LISTS, _COMMANDS, _TITLE, _DESCRIPTION = 3, 12, 128, 4000  # limits of the schema, bots.commandLists


class MessageAction(NamedTuple):
    """An entry of the menu of a message; `id` is what comes back, see window.Window.act."""

    id: str
    title: str
    description: str


ACTIONS = (
    MessageAction("check", "Check this post", "See what the guidelines say about this message"),
    MessageAction("report", "Report a concern", "Open the form; nothing of this message is taken along"),
)


def teams_manifest(
    commands: Sequence[CommandSpec], app_id: str = NO_APP, base_url: str = _EXAMPLE
) -> dict[str, Any]:
    """The manifest, to be packed with color.png and outline.png.

    `app_id` is MicrosoftAppId, `base_url` the service's public address. Raises ValueError where
    there are more commands, or longer ones, than Teams takes.
    """
    return {
        "$schema": _SCHEMA.format(VERSION),
        "manifestVersion": VERSION,
        "version": "1.0.0",
        "id": app_id,
        "developer": {
            "name": "The smpolicy authors",
            "websiteUrl": base_url,
            "privacyUrl": f"{base_url}/privacy",
            "termsOfUseUrl": f"{base_url}/terms",
        },
        "name": {"short": "smpolicy", "full": "smpolicy, the social media guidelines at hand"},
        "description": {
            "short": "Quotes the social media guidelines, checks drafts, takes reports.",
            "full": (
                "Ask what the district's social media guidelines say, and get them quoted word for word. "
                "Check a post before you publish it. Report a concern to the supervisors who must act, "
                "in a form sealed on arrival. In danger now? Call 911. For a crisis, call or text 988."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1D3557",
        "bots": [_bot(commands, app_id)],
        "composeExtensions": [{"botId": app_id, "commands": [_action(action) for action in ACTIONS]}],
        "permissions": ["identity"],
        "validDomains": [urlsplit(base_url).netloc],
        "defaultInstallScope": "personal",
    }


def _bot(commands: Sequence[CommandSpec], app_id: str) -> dict[str, Any]:
    listed = [_command(spec) for spec in commands]
    lists = [listed[start : start + _COMMANDS] for start in range(0, len(listed), _COMMANDS)]
    if len(lists) > _LISTS:
        raise ValueError(f"Teams lists at most {_LISTS * _COMMANDS} commands")
    return {
        "botId": app_id,
        # In a team or a group chat the bot only says that it answers in private, so nothing is listed there.
        "scopes": ["personal", "team", "groupChat"],
        "commandLists": [{"scopes": ["personal"], "commands": part} for part in lists],
    }


def _command(spec: CommandSpec) -> dict[str, str]:
    if len(spec.name) > _TITLE or len(spec.summary) > _DESCRIPTION:
        raise ValueError(f"the command {spec.name[:_TITLE]} is too long for Teams")
    return {"title": spec.name, "description": spec.summary}


def _action(action: MessageAction) -> dict[str, Any]:
    return {
        "id": action.id,
        "type": "action",
        "context": ["message"],
        "title": action.title,
        "description": action.description,
        "fetchTask": True,
    }
