"""The app manifest: valid by Microsoft's schema, within Teams' limits, and not drifted.

MicrosoftTeams.schema.json is version 1.29 from the npm package @microsoft/app-manifest 1.1.2 (MIT).
"""

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from adapters.teams.manifest import ACTIONS, teams_manifest
from bot.assembly import command_list
from bot.settings import read_settings
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from tests.adapters.teams.stage import APP, COMMANDS

SCHEMA = json.loads(Path(__file__).with_name("MicrosoftTeams.schema.json").read_text(encoding="utf-8"))
FOLDER = Path(__file__).parents[3] / "manifest" / "teams"


def spec(name: str, summary: str = "Does it") -> CommandSpec:
    return CommandSpec(name, name, summary, lambda _: Reply())


def check(manifest: dict[str, Any]) -> None:
    Draft4Validator(SCHEMA).validate(manifest)


def test_it_is_valid_and_lists_the_commands() -> None:
    manifest = teams_manifest(COMMANDS, APP, "https://bot.district.example")
    check(manifest)
    (bot,) = manifest["bots"]
    assert (manifest["id"], bot["botId"]) == (APP, APP)
    assert [command["title"] for command in bot["commandLists"][0]["commands"]] == ["ask", "check", "report"]
    assert manifest["validDomains"] == ["bot.district.example"]
    assert [c["title"] for c in manifest["composeExtensions"][0]["commands"]] == [a.title for a in ACTIONS]


def test_as_many_commands_as_teams_takes() -> None:
    manifest = teams_manifest([spec(f"c{n}") for n in range(36)])
    check(manifest)
    assert [len(part["commands"]) for part in manifest["bots"][0]["commandLists"]] == [12, 12, 12]


@pytest.mark.parametrize("specs", [[spec("x")] * 37, [spec("x" * 129)], [spec("x", "y" * 4001)]])
def test_more_than_teams_takes_is_a_mistake(specs: list[CommandSpec]) -> None:
    with pytest.raises(ValueError, match="Teams"):
        teams_manifest(specs)


def test_the_longest_command_is_taken() -> None:
    check(teams_manifest([spec("x" * 128, "y" * 4000)]))


def test_what_is_checked_in_has_not_drifted() -> None:
    kept = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    check(kept)
    assert kept == teams_manifest(command_list(read_settings({}))), (
        "smpolicy manifest teams > manifest/teams/manifest.json"
    )


@pytest.mark.parametrize(("name", "side"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_there(name: str, side: int) -> None:
    head = (FOLDER / name).read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24]) == (side, side)
    assert head[25] == 6  # colour with transparency
