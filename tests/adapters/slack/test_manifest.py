"""The app manifest: valid, and what is checked in is what the program would make."""

import json
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest

from adapters.slack.manifest import slack_manifest
from bot.assembly import command_list
from bot.settings import read_settings
from handlers.conversation.router import CommandSpec

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((Path(__file__).parent / "slack-manifest.schema.json").read_text("utf-8"))


def commands() -> Sequence[CommandSpec]:
    """The commands the service really has."""
    return command_list(read_settings({}))


@pytest.mark.parametrize("socket_mode", [False, True])
def test_slack_takes_it(socket_mode: bool) -> None:
    manifest = slack_manifest(commands(), "https://bot.schools.example/", socket_mode=socket_mode)
    jsonschema.validate(manifest, SCHEMA)
    assert ("https://bot.schools.example/slack/events" in json.dumps(manifest)) is not socket_mode


def test_the_one_checked_in_has_not_drifted() -> None:
    kept = json.loads((ROOT / "manifest" / "slack.json").read_text("utf-8"))
    assert kept == slack_manifest(commands())
