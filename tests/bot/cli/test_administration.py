"""What the operator sees of the tickets."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from handlers.clock import SystemClock
from handlers.reports.ticket import Matter, Report, Reporter, Ticket, Urgency
from storage.keyset import Keyset
from storage.work import open_store

NUMBERS = ("K7QM-2XRD", "K7QM-2XRE")


def _answered(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(arguments)
    return capsys.readouterr().out


def test_a_record_of_contact_is_listed_without_a_state_it_cannot_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SMPOLICY_DATABASE_URL", "SMPOLICY_DISTRICT", "SMPOLICY_KEYSET"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SMPOLICY_DATA_DIR", str(tmp_path))
    _answered(capsys, "setup")
    report = Ticket(NUMBERS[0], "high-school", Urgency.TODAY, SystemClock().now(), "447.1", "", "notice-1")
    record = replace(report, number=NUMBERS[1], matter=Matter.CONTACT)
    store = open_store(f"sqlite:///{tmp_path / 'smpolicy.db'}", Keyset.load(tmp_path / "keyset.json"))
    with store.begin() as work:
        for ticket in (report, record):
            work.tickets.file(ticket, Report({}), Reporter("Sam", None, "web", "sam"), ticket.number)
    store.close()
    assert _answered(capsys, "tickets").splitlines() == [f"{NUMBERS[0]}  open", f"{NUMBERS[1]}  record"]
    listed = json.loads(_answered(capsys, "tickets", "--json"))
    assert [(one["number"], one["status"]) for one in listed] == [
        (NUMBERS[0], "open"),
        (NUMBERS[1], "record"),
    ]
