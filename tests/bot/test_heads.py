"""Where the head of the trail goes: once a day, on the disk, to others unreadable; or to the system's log."""

import os
import socket
from datetime import date
from pathlib import Path

import pytest

from bot.heads import NotKept, heads_keeper, kept_heads
from handlers.errors import SetupError
from handlers.records.heads import Head, read_heads
from handlers.reports.store import Link

HEAD = Head(date(2026, 11, 23), Link(42, "ab" * 37))
NEXT = Head(date(2026, 11, 24), Link(50, "cd" * 37))


def test_no_place_keeps_nothing() -> None:
    assert heads_keeper("") is None


def test_a_file_grows_by_a_line_a_day(tmp_path: Path) -> None:
    place = str(tmp_path / "heads")
    keep = heads_keeper(place)
    assert keep
    keep(HEAD)
    keep(Head(HEAD.day, Link(43, "ef" * 37)))  # the same day again: a process died before it was marked
    keep(NEXT)
    assert kept_heads(place) == [HEAD, NEXT]
    assert Path(place).read_text("utf-8") == f"{HEAD}\n{NEXT}\n"
    assert Path(place).stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_leaves_the_head_due(tmp_path: Path) -> None:
    keep = heads_keeper(str(tmp_path / "none" / "heads"))
    assert keep
    with pytest.raises(NotKept, match="cannot be kept"):
        keep(HEAD)
    with pytest.raises(SetupError, match="cannot be read"):
        kept_heads(str(tmp_path / "none" / "heads"))


def test_the_systems_log_at_a_socket(tmp_path: Path) -> None:
    device = tmp_path / "log"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as log:
        log.bind(os.fspath(device))
        log.settimeout(5)
        keep = heads_keeper(f"syslog:{device}")
        assert keep
        keep(HEAD)
        said = log.recv(4096).decode()
    assert "smpolicy: audit head 2026-11-23 42 " in said
    assert said.startswith("<38>")  # auth.info
    assert read_heads([said.rstrip("\0")]) == [HEAD]


def test_the_systems_log_at_another_machine() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as log:
        log.bind(("127.0.0.1", 0))
        log.settimeout(5)
        keep = heads_keeper(f"syslog:127.0.0.1:{log.getsockname()[1]}")
        assert keep
        keep(NEXT)
        assert "2026-11-24 50" in log.recv(4096).decode()


def test_a_log_that_is_away_leaves_the_head_due(tmp_path: Path) -> None:
    keep = heads_keeper(f"syslog:{tmp_path}/none")
    assert keep
    with pytest.raises(NotKept):
        keep(HEAD)


@pytest.mark.parametrize("place", ["syslog:host:none", "syslog:host:0", "syslog:host:70000"])
def test_a_place_that_is_none(place: str) -> None:
    with pytest.raises(SetupError, match="SMPOLICY_AUDIT_HEAD"):
        heads_keeper(place)
