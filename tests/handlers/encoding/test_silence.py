"""Reading a text tells nobody, and leaves nothing behind on the machine."""

import os
import subprocess
import sys
from pathlib import Path

READ = """
from handlers.encoding.encoder import encoder
encoder().encode("The concert is on Friday at seven.")
"""


def test_the_runtime_leaves_no_trace_and_asks_for_no_address(tmp_path: Path) -> None:
    home, scratch = tmp_path / "home", tmp_path / "scratch"
    home.mkdir()
    scratch.mkdir()
    kept = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    places = {"HOME": str(home), "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(home / "cache")}
    subprocess.run([sys.executable, "-c", READ], env=kept | places, check=True)  # noqa: S603
    assert [*home.rglob("*"), *scratch.rglob("*")] == []
