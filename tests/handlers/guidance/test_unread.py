"""Files that nobody reads are named."""

from pathlib import Path

from handlers.guidance.unread import unread
from tests.handlers.guidance.shelf import POLICIES


def test_everything_beside_the_sample_is_read() -> None:
    assert list(unread([POLICIES / "447.1.toml"], [])) == []


def test_a_slip_in_a_name_is_found(tmp_path: Path) -> None:
    read = [
        "447.1.toml",
        "447.1.questions.toml",
        "447.1.questions.mine.jsonl",
        "ledger.toml",
        "district.toml",
    ]
    stray = ["447.1.question.mine.jsonl", "513.toml", "600.questions.toml"]
    for name in (*read, *stray, "print of 447.1.pdf", ".ledger.toml.new"):
        (tmp_path / name).touch()
    for name in ("447.1", "512"):
        (tmp_path / name).mkdir()
    found = unread([tmp_path / "447.1.toml"], [tmp_path / "district.toml"])
    assert [file.name for file in found] == sorted([*stray, "512"])
