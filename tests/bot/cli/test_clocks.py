"""`smpolicy clocks`, run in this process."""

import io
import json
from pathlib import Path

import pytest

from bot.cli import main

LINES = (
    b'{"id": "a", "learned_at": "2026-11-23T09:30:00-06:00", "oral_at": "2026-11-23T10:00"}\n'
    b"nonsense\n\n"
    b'{"id": "b", "learned_at": "soon"}\n'
    b"\xff\n"
    b'{"id": "c", "oral_at": null}\n'
)


@pytest.fixture(autouse=True)
def sample_district(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMPOLICY_DISTRICT", raising=False)


def _run(*arguments: str) -> int:
    try:
        main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _check(printed: str) -> None:
    first, bad, soon, bytes_, empty = (json.loads(line) for line in printed.splitlines())
    assert first == {
        "id": "a",
        "oral_due": "2026-11-24T09:30:00-06:00",
        "written_due": "2026-11-27T10:00:00-06:00",
    }
    assert [set(answer) for answer in (bad, soon, bytes_)] == [{"id", "error"}] * 3
    assert soon["id"] == "b"
    assert empty == {"id": "c", "oral_due": None, "written_due": None}


def test_json_lines_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES)
    assert _run("clocks", "--jsonl", str(tmp_path / "in.jsonl")) == 0
    _check(capsys.readouterr().out)


@pytest.mark.parametrize("arguments", [["--jsonl"], ["--jsonl", "-"]])
def test_json_lines_of_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LINES)))
    assert _run("clocks", *arguments) == 0
    _check(capsys.readouterr().out)


def test_the_districts_own_zone_and_days(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = Path("handlers/district/moorhead/district.toml").read_text("utf-8")
    own = sample.replace("America/Chicago", "America/New_York").replace(
        "observes = []", 'observes = ["after-thanksgiving"]'
    )
    (tmp_path / "district.toml").write_text(own, "utf-8")
    (tmp_path / "in.jsonl").write_bytes(b'{"id": 1, "oral_at": "2026-11-23T10:00"}')
    monkeypatch.setenv("SMPOLICY_DISTRICT", str(tmp_path))
    assert _run("clocks", "--jsonl", str(tmp_path / "in.jsonl")) == 0
    assert json.loads(capsys.readouterr().out)["written_due"] == "2026-11-30T10:00:00-05:00"


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("clocks", "--learned-at", "2020-11-23T09:30") == 0
    printed = capsys.readouterr().out
    assert "Call now: your 24 hours ended Tue Nov 24, 2020, 9:30 AM." in printed
    assert _run("clocks", "--learned-at", "2020-11-23T09:30", "--oral-at", "2020-11-23T15:30Z") == 0
    assert "Send your written report now: its 72 counted hours ended" in capsys.readouterr().out


def test_the_call_alone_starts_the_second_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("clocks", "--oral-at", "2020-11-23T15:30Z") == 0
    printed = capsys.readouterr().out
    assert "Call given: Mon Nov 23, 2020, 9:30 AM." in printed
    assert "recorded" not in printed
    assert "its 72 counted hours ended Fri Nov 27, 2020, 9:30 AM" in printed
    assert "24 hours" not in printed


def test_a_call_before_it_was_learned_of_is_remarked_on(capsys: pytest.CaptureFixture[str]) -> None:
    said = "The call given is before the moment you learned of it: check both times."
    assert _run("clocks", "--learned-at", "2020-11-23T09:30", "--oral-at", "2020-11-23T09:29") == 0
    assert said in capsys.readouterr().out
    assert _run("clocks", "--learned-at", "2020-11-23T09:30", "--oral-at", "2020-11-23T09:30") == 0
    assert said not in capsys.readouterr().out


@pytest.mark.parametrize("option", ["--learned-at", "--oral-at"])
@pytest.mark.parametrize("given", ["2026-11-23T09:30", ""])
def test_times_beside_json_lines_are_not_dropped(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, given: str
) -> None:
    (tmp_path / "in.jsonl").write_bytes(LINES)
    assert _run("clocks", "--jsonl", str(tmp_path / "in.jsonl"), option, given) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Give --jsonl alone" in printed.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["--oral-at", ""], ["--learned-at", "soon"], ["--jsonl", "no-such-file"]],
)
def test_one_line_says_what_is_wrong(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert _run("clocks", *arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
