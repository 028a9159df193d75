"""The app manifest: valid, and what is checked in is what the program would make."""

import json
from pathlib import Path

import jsonschema
import pytest

from adapters.slack.manifest import slack_manifest
from handlers.conversation.router import CommandSpec
from handlers.guidance.handler import GuidanceHandler
from handlers.precheck.handler import PrecheckHandler
from handlers.reports.intake import IntakeHandler

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((Path(__file__).parent / "slack-manifest.schema.json").read_text("utf-8"))


def commands() -> list[CommandSpec]:
    """The real commands; a spec needs nothing of what its handler is made with."""
    return [
        object.__new__(GuidanceHandler).spec,
        object.__new__(PrecheckHandler).spec,
        object.__new__(IntakeHandler).spec,
    ]


@pytest.mark.parametrize("socket_mode", [False, True])
def test_slack_takes_it(socket_mode: bool) -> None:
    manifest = slack_manifest(commands(), "https://bot.schools.example/", socket_mode=socket_mode)
    jsonschema.validate(manifest, SCHEMA)
    assert ("https://bot.schools.example/slack/events" in json.dumps(manifest)) is not socket_mode


def test_the_one_checked_in_has_not_drifted() -> None:
    kept = json.loads((ROOT / "manifest" / "slack.json").read_text("utf-8"))
    assert kept == slack_manifest(commands())
