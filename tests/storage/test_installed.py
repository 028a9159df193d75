"""The migrations travel with the package."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_an_installed_wheel_makes_its_database(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - our own command
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from storage import schema\n"
        "from storage.engine import connect\n"
        "assert schema.__file__.startswith(sys.argv[1]), schema.__file__\n"
        "schema.upgrade(sys.argv[2]); schema.require_current(connect(sys.argv[2])); print('current')"
    )
    url = f"sqlite:///{tmp_path}/smpolicy.db"
    run = [sys.executable, "-c", program, str(tmp_path / "site"), url]
    done = subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, text=True)  # noqa: S603
    assert done.stdout.strip() == "current"
