"""The process as its operator sees it: started, asked for its health, killed, started again."""

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.assembly import assemble, set_up
from bot.service import Service
from bot.settings import read_settings
from handlers.precheck import checker
from storage.keyset import create_keyset

_NOT_LOADED = "the pre-check could not be loaded"
SMPOLICY = [sys.executable, "-c", "from bot.cli import main; main()"]

FILE_AND_DIE = """
import os, signal
from bot.assembly import make_counter, make_router, read_knowledge
from bot.records import Records
from bot.settings import read_settings
from handlers.clock import SystemClock
from handlers.conversation.actor import Actor, Channel, Place
from handlers.conversation.event import Submission
from storage.keyset import Keyset
from storage.work import open_store

def die():
    os.kill(os.getpid(), signal.SIGKILL)

settings, clock = read_settings(os.environ), SystemClock()
knowledge = read_knowledge(settings)
keyset = Keyset.load(settings.keyset)
store = open_store(settings.database_url, keyset)
counter = make_counter(knowledge.district, store, clock, str, lambda: None)
records = Records(knowledge, store, clock, store.shred)
router = make_router(knowledge, store, keyset.receipts, clock, die, counter, records)
values = {"site": "high-school", "urgency": "today", "what": "CANARY", "learned_at": "2026-01-01T08:00"}
teacher = Actor(Channel.WEB, "t", "T", "teacher@schools.example")
router.answer(Submission(teacher, Place(Channel.WEB), "report", values))
"""


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {**os.environ, "SMPOLICY_DATA_DIR": str(folder), "SMPOLICY_PORT": "0", **more}


@contextmanager
def _serving(folder: Path, log: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with log.open("a") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*SMPOLICY, "serve"], env=_environment(folder), stdout=subprocess.PIPE, stderr=errors, text=True
        )
        assert process.stdout
        try:
            line = process.stdout.readline()
            found = re.search(r"http://\S+", line)
            assert found, f"{line}{log.read_text()}"
            yield process, found[0]
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


def _get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own service on loopback
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder, set up."""
    data = tmp_path / "data"
    set_up(read_settings({"SMPOLICY_DATA_DIR": str(data)}))
    return data


def test_it_lives_serves_and_ends_within_ten_seconds(folder: Path, tmp_path: Path) -> None:
    with _serving(folder, tmp_path / "log") as (process, address):
        assert _get(f"{address}/livez")[0] == 200
        status, body = _get(f"{address}/readyz")
        assert (status, json.loads(body)["status"]) == (200, "ready")
        assert "smpolicy" in _get(address)[1]
        assert "drafts are answered and not kept" in _get(f"{address}/privacy")[1]
        assert "not the report the law asks" in _get(f"{address}/terms")[1]
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - asked < 10


def test_readyz_says_no_while_the_database_is_away(folder: Path, tmp_path: Path) -> None:
    with _serving(folder, tmp_path / "log") as (_, address):
        (folder / "smpolicy.db").rename(folder / "elsewhere.db")
        for extra in ("-wal", "-shm"):
            (folder / f"smpolicy.db{extra}").unlink(missing_ok=True)
        deadline = time.monotonic() + 10
        while (answer := _get(f"{address}/readyz"))[0] == 200 and time.monotonic() < deadline:
            pass
        assert answer[0] == 503
        assert _get(f"{address}/livez")[0] == 200


def test_readyz_says_so_where_the_trail_is_not_guarded(folder: Path, tmp_path: Path) -> None:
    """And a report is taken all the same, also by one that is started then."""
    log = tmp_path / "log"
    with _serving(folder, log) as (_, address):
        assert _get(f"{address}/readyz")[0] == 200
        with sqlite3.connect(folder / "smpolicy.db") as database:
            database.execute("DROP TRIGGER audit_refuses_delete")
        database.close()
        status, body = _get(f"{address}/readyz")
        assert (status, json.loads(body)["for"]) == (503, ["TrailDamaged"])
    with _serving(folder, log) as (_, address):
        assert "What did you see, hear or read?" in _said(address, "report")
        deadline = time.monotonic() + 10
        while "not ready: The database does not refuse" not in log.read_text():
            assert time.monotonic() < deadline
    assert log.read_text().count("not ready: The database does not refuse") == 1


def test_readyz_says_so_where_the_pre_check_cannot_be_loaded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "heads.npz"
    damaged.write_bytes(b"PK")
    monkeypatch.setattr(checker, "MODEL", damaged)
    settings = read_settings({"SMPOLICY_DATA_DIR": str(folder), "SMPOLICY_PORT": "0"})
    status, waiting = asyncio.run(_asked_until(_NOT_LOADED, assemble(settings)))
    assert (status, waiting) == (503, [_NOT_LOADED])
    assert f"{_NOT_LOADED}: {damaged} is damaged" in caplog.text


async def _asked_until(reason: str, service: Service) -> tuple[int, list[str]]:
    """What `/readyz` says once it gives this reason alone, or after 20 seconds."""
    running = asyncio.create_task(service.run("127.0.0.1", 0, lambda _port: None))
    deadline, status, waiting = time.monotonic() + 20, 0, list[str]()
    async with ClientSession() as session:
        while waiting != [reason] and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
            if service.port:
                async with session.get(f"http://127.0.0.1:{service.port}/readyz") as answer:
                    status, waiting = answer.status, (await answer.json())["for"]
    service.stop()
    await running
    return status, waiting


def _said(address: str, text: str) -> str:
    """What the playground answers to a teacher."""
    body = json.dumps({"persona": "teacher@schools.example", "text": text}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/playground/say", body, headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own service on loopback
        return re.sub(r"<[^>]*>", "", str(answer.read().decode()))


@pytest.mark.parametrize("there", [True, False])
def test_it_starts_while_the_database_is_away_and_is_ready_once_it_is_there(
    folder: Path, tmp_path: Path, there: bool
) -> None:
    database, elsewhere, log = folder / "smpolicy.db", folder / "elsewhere.db", tmp_path / "log"
    database.rename(elsewhere)
    if there:
        database.mkdir()  # something is there, and it cannot be opened
    with _serving(folder, log) as (_, address):
        status, body = _get(f"{address}/readyz")
        assert (status, json.loads(body)["for"]) == (503, ["NotSaved"])
        for text in ("help", "call", "report", "mine"):
            answer = _said(address, text)
            assert "Call 911" in answer
            assert "988" in answer
        assert "What did you see, hear or read?" in _said(address, "report")
        assert "218-299-7139" in _said(address, "call")
        if there:
            database.rmdir()
        assert not database.exists()  # none was made in its place
        elsewhere.rename(database)
        deadline = time.monotonic() + 30
        while "the database is available" not in log.read_text() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert _get(f"{address}/readyz")[0] == 200
    assert "the service starts without the database" in log.read_text()


@pytest.mark.parametrize("wrong", ["schema", "key"])
def test_it_does_not_start_with_a_wrong_schema_or_key(folder: Path, tmp_path: Path, wrong: str) -> None:
    more = {"SMPOLICY_DATABASE_URL": f"sqlite:///{folder / 'empty.db'}"} if wrong == "schema" else {}
    (folder / "empty.db").touch()
    if wrong == "key":
        (folder / "keyset.json").rename(folder / "old.json")
        create_keyset(folder / "keyset.json")
    done = subprocess.run(  # noqa: S603 - our own program
        [*SMPOLICY, "serve"], env=_environment(folder, **more), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2


def test_killed_between_commit_and_sending_the_message_goes_out_after_a_restart(
    folder: Path, tmp_path: Path
) -> None:
    died = subprocess.run([sys.executable, "-c", FILE_AND_DIE], env=_environment(folder), check=False)  # noqa: S603
    assert died.returncode == -signal.SIGKILL
    log = tmp_path / "log"
    with _serving(folder, log) as (_, address):
        request = urllib.request.Request(f"{address}/playground/events?persona=principal@schools.example")  # noqa: S310
        with urllib.request.urlopen(request, timeout=20) as stream:  # noqa: S310 - our own service on loopback
            for line in stream:
                if b"A report needs you" in line:
                    break
            else:
                pytest.fail("the stream ended without the message")
    assert "CANARY" not in log.read_text()
