"""The assembly: what is put together works together."""

import asyncio
import shutil
from pathlib import Path

from bot.assembly import assemble, set_up
from bot.settings import Settings, read_settings
from handlers.district.reading import SAMPLE
from storage.keyset import Keyset
from storage.work import open_store
from tests.handlers.casework.bench import Bench


async def _serve_until_owed(settings: Settings, bench: Bench, number: str, topic: str) -> None:
    """Run the whole service until this is owed for the ticket."""
    service = assemble(settings, bench.clock, poll_seconds=0.05)
    running = asyncio.create_task(service.run("127.0.0.1", 0, lambda _port: None))
    try:
        async with asyncio.timeout(20):
            while not any(one.startswith(topic) for one in _owed(bench, number)):
                await asyncio.sleep(0.05)
    finally:
        service.stop()
        await running


def _owed(bench: Bench, number: str) -> list[str]:
    with bench.store.begin() as work:
        return [delivery.topic for delivery in work.outbox.waiting(number)]


async def test_reminders_are_planned_anew_at_the_start_after_the_file_was_changed(tmp_path: Path) -> None:
    file = shutil.copytree(SAMPLE.parent, tmp_path / "district") / SAMPLE.name
    data = {"SMPOLICY_DATA_DIR": str(tmp_path), "SMPOLICY_PORT": "0"}
    settings = read_settings({**data, "SMPOLICY_DISTRICT": str(file)})
    set_up(settings)
    store = open_store(settings.database_url, Keyset.load(settings.keyset))
    bench = Bench(store)
    number = bench.file()
    file.write_text(file.read_text().replace("call_hours = [20, 6, 1]", "call_hours = [3]"))
    await _serve_until_owed(settings, bench, number, "call-3h-")
    store.close()


def test_an_empty_database_beside_an_old_keyset_is_said(tmp_path: Path) -> None:
    settings = read_settings({"SMPOLICY_DATA_DIR": str(tmp_path)})
    assert set_up(settings) == [f"made a new keyset: {settings.keyset}"]
    assert set_up(settings) == []
    for file in tmp_path.glob("smpolicy.db*"):
        file.unlink()
    (said,) = set_up(settings)
    assert "restore that database from its backup" in said
    assert set_up(settings) == []
