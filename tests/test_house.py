"""What import-linter cannot see: names, and what an import brings along."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ("bot", "adapters", "handlers", "storage", "manifest", "tests", "docs", "benchmarks")
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "shared"}
CODE = [path for room in ROOMS[:4] for path in Path(room).rglob("*.py")]


def test_there_are_no_catch_all_modules() -> None:
    assert not {path for path in CODE if path.stem in CATCH_ALLS or path.parent.name in CATCH_ALLS}


def test_there_is_no_room_but_those_of_the_house() -> None:
    packages = {path.parent.name for path in Path().glob("*/__init__.py")}
    assert packages <= set(ROOMS)


@pytest.mark.parametrize("path", CODE, ids=str)
def test_a_module_stays_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_channels_that_are_not_configured_are_not_imported() -> None:
    program = "import bot.channels, sys; print([m for m in ('slack_bolt', 'botbuilder') if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert printed.stdout.strip() == "[]"
