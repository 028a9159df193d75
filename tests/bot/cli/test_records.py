"""The commands of record keeping, run in this process on a real database."""

import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from handlers.clock import SystemClock
from handlers.records.orders import Said
from handlers.reports.access import Action
from handlers.reports.journal import Entry, EntryKind, new_entry_id
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Report, Reporter, Status, Ticket, Urgency, new_number
from storage.keyset import Keyset
from storage.work import DatabaseStore, open_store
from tests.handlers.casework.bench import address

CHAIR, RECORDS, PRINCIPAL = address("chair"), address("records"), address("principal")
ANSWERS = {"what": "CANARY what", "students": "CANARY Student B"}
NOW = SystemClock().now()

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SMPOLICY_DATABASE_URL", "SMPOLICY_DISTRICT", "SMPOLICY_KEYSET", "SMPOLICY_AUDIT_HEAD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SMPOLICY_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            main(arguments)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    run("setup")
    return run


@pytest.fixture
def number(data: Path, run: Run) -> str:
    """A closed case of eight years ago, that the principal had in hand."""
    long_ago = NOW - timedelta(days=3000)
    ticket = Ticket(
        new_number(),
        "high-school",
        Urgency.TODAY,
        long_ago,
        "447.1",
        "",
        "notice-1",
        status=Status.CLOSED,
        holder=PRINCIPAL,
        recipients=frozenset({PRINCIPAL}),
        acknowledged_by=PRINCIPAL,
        acknowledged_at=long_ago,
        closed_at=long_ago + timedelta(days=3),
        outcome="school",
    )
    reporter = Reporter("CANARY Sam", address("teacher"), "slack", "U0123ABC")
    store = opened(data)
    with store.begin() as work:
        work.tickets.file(ticket, Report(ANSWERS), reporter, "t")
        work.audit.append(AuditEntry(long_ago, PRINCIPAL, Action.READ, ticket.number))
    store.close()
    return ticket.number


def opened(data: Path) -> DatabaseStore:
    return open_store(f"sqlite:///{data}/smpolicy.db", Keyset.load(data / "keyset.json"))


class TestVerify:
    def test_how_many_entries_there_are_is_not_said(self, run: Run, number: str) -> None:
        found = json.loads(run("audit", "verify", "--json")[1])
        assert found["sentence"] == "All entries fit."
        assert "entries" not in found

    def test_a_whole_trail(self, run: Run, number: str) -> None:
        assert run("audit", "verify") == (0, "All entries fit.\n", "")

    def test_a_changed_entry_is_named(self, run: Run, number: str, data: Path) -> None:
        with sqlite3.connect(data / "smpolicy.db") as database:
            database.execute("DROP TRIGGER audit_refuses_update")
            database.execute("UPDATE audit SET actor = 'x' WHERE sequence = 1")
        database.close()
        code, out, _ = run("audit", "verify")
        assert code == 1
        assert out.startswith("Entry 1 is the first that was changed or is missing. The database does not")
        code, out, _ = run("audit", "verify", "--json")
        assert code == 1
        assert json.loads(out)["first_bad"] == 1

    def test_the_whole_database_put_back_is_found_by_a_head(
        self, run: Run, number: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(data, tmp_path / "older")
        run("audit", "log", "--as", CHAIR)
        _, head, _ = run("audit", "head")
        (tmp_path / "heads").write_text(head, "utf-8")
        assert run("audit", "verify", "--heads", str(tmp_path / "heads")) == (
            0,
            "All entries fit, and the head kept elsewhere too.\n",
            "",
        )
        (tmp_path / "two").write_text(head + head, "utf-8")
        assert (
            "and the 2 heads kept elsewhere too."
            in run("audit", "verify", "--heads", str(tmp_path / "two"))[1]
        )
        monkeypatch.setenv("SMPOLICY_DATA_DIR", str(tmp_path / "older"))
        assert run("audit", "verify")[0] == 0  # the chain alone cannot show it
        code, out, _ = run("audit", "verify", "--heads", str(tmp_path / "heads"))
        assert code == 1
        assert "put back to an older state" in out
        monkeypatch.setenv("SMPOLICY_AUDIT_HEAD", str(tmp_path / "heads"))
        assert run("audit", "verify")[0] == 1
        assert run("audit", "log", "--as", CHAIR)[0] == 0
        assert run("audit", "verify")[0] == 1  # going on from there does not hide it

    def test_a_bad_chain_is_found_without_heads_too(
        self, run: Run, number: str, data: Path, tmp_path: Path
    ) -> None:
        with sqlite3.connect(data / "smpolicy.db") as database:
            database.execute("DROP TRIGGER audit_refuses_update")
            database.execute("UPDATE audit SET actor = 'x' WHERE sequence = 1")
        database.close()
        code, out, _ = run("audit", "verify", "--heads", str(tmp_path / "none"))
        assert (code, "Entry 1 is the first" in out) == (1, True)

    def test_what_cannot_be_checked_is_exit_2(self, run: Run, tmp_path: Path, data: Path) -> None:
        assert run("audit", "verify", "--heads", str(tmp_path / "none"))[0] == 2
        (tmp_path / "empty").write_text("nothing\n", "utf-8")
        code, out, _ = run("audit", "verify", "--heads", str(tmp_path / "empty"))
        assert code == 2
        assert "no head of an audit trail" in out
        code, out, _ = run("audit", "verify", "--heads", str(tmp_path / "none"))
        assert (code, out.startswith("All entries fit. The heads at")) == (2, True)
        (data / "keyset.json").unlink()
        assert run("audit", "verify")[0] == 2

    def test_a_trail_that_is_not_guarded_any_more(self, run: Run, number: str, data: Path) -> None:
        with sqlite3.connect(data / "smpolicy.db") as database:
            database.execute("DROP TRIGGER audit_refuses_delete")
        database.close()
        code, out, _ = run("audit", "verify")
        assert (code, out.startswith("All entries fit. The database does not refuse")) == (1, True)
        found = json.loads(run("audit", "verify", "--json")[1])
        assert (found["fits"], found["guarded"]) == (True, False)

    @pytest.mark.parametrize("command", ["verify", "head"])
    def test_no_trail_is_begun_to_be_judged(self, run: Run, number: str, data: Path, command: str) -> None:
        tables = ["audit", "audit_head", "keyring"]
        for gone in (tables, [*tables, "data_keys", "tickets"]):
            with sqlite3.connect(data / "smpolicy.db") as database:
                database.execute("DROP TRIGGER IF EXISTS audit_refuses_delete")
                for table in gone:
                    database.execute(f"DELETE FROM {table}")  # noqa: S608 - the test's own
            database.close()
            code, out, error = run("audit", command)
            assert (code, out, "has met no keyset" in error) == (2, "", True)

    def test_the_head_of_an_empty_trail(self, run: Run) -> None:
        assert run("audit", "head") == (0, "", "The trail is empty.\n")


def removed(data: Path, number: str) -> None:
    """Taken out of the database by somebody without the keyset."""
    with sqlite3.connect(data / "smpolicy.db") as database:
        for table, column in (
            ("outbox", "ticket"),
            ("journal", "ticket"),
            ("data_keys", "ticket"),
            ("tickets", "number"),
        ):
            database.execute(f"DELETE FROM {table} WHERE {column} = ?", (number,))  # noqa: S608 - the test's own
    database.close()


def answer(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """What is typed when the command asks."""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{word}\n"))


def lose_figures(data: Path) -> None:
    with sqlite3.connect(data / "smpolicy.db") as database:
        assert database.execute("DELETE FROM figures").rowcount
    database.close()


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


class TestRemoved:
    def test_verify_says_that_there_is_one_and_not_which(self, run: Run, number: str, data: Path) -> None:
        assert run("audit", "log", "--ticket", "BBBB-BBBB", "--as", CHAIR)[0] == 2
        assert run("audit", "verify")[0] == 0
        removed(data, number)
        code, out, err = run("audit", "verify")
        assert (code, "is not there or cannot be opened" in out, err) == (1, True, "")
        assert number not in out
        code, out, _ = run("audit", "verify", "--json")
        assert code == 1
        assert json.loads(out)["removed"] is True
        assert number not in out

    def test_its_trail_is_the_operators_alone(self, run: Run, number: str, data: Path) -> None:
        removed(data, number)
        for who in (CHAIR, RECORDS):
            assert run("audit", "log", "--ticket", number, "--as", who)[:2] == (2, "")
            assert number not in run("audit", "log", "--as", who)[1]
        code, out, _ = run("audit", "log", "--ticket", number.lower())
        assert code == 0
        assert "Marit Solberg, Principal, Moorhead High School: read\n" in out
        rows = json.loads(run("audit", "log", "--ticket", number, "--json")[1])
        assert (rows[-1]["actor"], rows[-1]["action"]) == ("The operator", "read the trail")
        assert number not in run("audit", "log", "--as", CHAIR)[1]  # nor that it was read
        assert run("audit", "verify")[0] == 1

    def test_all_other_trails_are_read_by_name(self, run: Run, number: str) -> None:
        for asked in (["--ticket", number], ["--ticket", "BBBB-BBBB"], ["--ticket", ""], []):
            code, out, err = run("audit", "log", *asked)
            assert (code, out, "Say with --as who you are." in err) == (2, "", True)
        assert run("audit", "verify")[0] == 0

    @pytest.mark.parametrize(
        "damage",
        [
            "UPDATE tickets SET site = 'elsewhere'",
            "UPDATE tickets SET reporter = answers",
            "UPDATE data_keys SET wrapped = x'00' WHERE purpose = 'identity'",
            "DELETE FROM data_keys WHERE purpose = 'content'",
        ],
    )
    def test_one_that_was_damaged_is_told_and_printed_like_one_that_was_removed(
        self, run: Run, number: str, data: Path, damage: str
    ) -> None:
        with sqlite3.connect(data / "smpolicy.db") as database:
            database.execute(damage)
        database.close()
        assert run("audit", "log", "--ticket", number, "--as", CHAIR)[:2] == (2, "")
        code, out, _ = run("audit", "log", "--ticket", number)
        assert (code, "Marit Solberg, Principal, Moorhead High School: read\n" in out) == (0, True)
        code, out, _ = run("audit", "verify")
        assert (code, "is not there or cannot be opened" in out, number in out) == (1, True, False)


class TestLog:
    def test_an_auditor_reads_one_tickets_trail(self, run: Run, number: str) -> None:
        code, out, _ = run("audit", "log", "--ticket", number.lower(), "--as", CHAIR)
        assert code == 0
        assert "Marit Solberg, Principal, Moorhead High School: read" in out
        code, out, _ = run("audit", "log", "--json", "--as", f" {CHAIR.upper()} ")
        rows = json.loads(out)
        assert [row["action"] for row in rows] == ["read", "read the trail"]
        assert rows[1]["actor"] == CHAIR

    def test_others_do_not_and_the_refusal_is_kept(self, run: Run, number: str) -> None:
        code, out, err = run("audit", "log", "--ticket", number, "--as", PRINCIPAL)
        assert (code, out) == (2, "")
        assert "for auditors and records officers" in err
        assert "refused read the trail" in run("audit", "log", "--as", CHAIR)[1]


class TestRetention:
    def test_what_is_due_is_listed_and_stays(self, run: Run, number: str) -> None:
        code, out, _ = run("retention", "due", "--as", RECORDS)
        assert code == 0
        assert out.startswith(f"{number}  kept until ")
        [row] = json.loads(run("retention", "due", "--json", "--as", RECORDS)[1])
        assert (row["ripe"], row["obstacle"]) == (False, None)
        code, _, err = run("retention", "due", "--as", address("elementary"))
        assert "Nothing is due that you may know of." in err

    def test_hold_order_lift_approve(
        self, run: Run, number: str, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert run("retention", "hold", number, "--reason", "CANARY", "--as", RECORDS)[0] == 0
        order = ("--agency", "Clay County", "--reference", "Letter 1", "--as", PRINCIPAL)
        assert run("retention", "order", number, *order)[0] == 0
        answer(monkeypatch, "y")
        code, out, err = run("retention", "approve", number, "--as", RECORDS)
        assert code == 2
        assert "It is on legal hold." in err
        assert f"Destroy {number}?" not in out
        assert run("retention", "lift", number, "--reason", "settled", "--as", RECORDS)[0] == 0
        assert "asked for this yourself" in run("retention", "approve", number, "--as", PRINCIPAL)[2]
        answer(monkeypatch, "y")
        code, out, _ = run("retention", "approve", number, "--as", RECORDS)
        assert code == 0
        assert "Letter 1" in out
        assert run("tickets", "--json")[1] == "[]\n"
        assert b"CANARY" not in b"".join(path.read_bytes() for path in data.iterdir())
        assert run("audit", "verify")[0] == 0

    def test_the_order_is_shown_before_it_asks(
        self, run: Run, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order = ("--agency", "Clay County", "--reference", "Letter 1", "--as", PRINCIPAL)
        run("retention", "order", number, *order)
        answer(monkeypatch, "n")
        code, out, _ = run("retention", "approve", number, "--as", RECORDS)
        assert code == 130
        for said in ("Clay County", "Letter 1", "Marit Solberg"):
            assert said in out[: out.index(f"Destroy {number}?")]
        assert number in run("tickets")[1]
        assert run("retention", "approve", number, "--yes", "--as", RECORDS)[0] == 2
        assert number in run("tickets")[1]

    def test_an_order_moves_no_cursor_and_makes_up_no_fact(
        self, run: Run, number: str, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = opened(data)
        with store.begin() as work:
            forged = {"agency": "Clay\x1b[2J", "reference": "ok\nAsked by: Lena Nguyen\u202e"}
            said = {"said": Said.ORDERED, **forged}
            work.journal.add(Entry(new_entry_id(), number, EntryKind.ORDER, NOW, PRINCIPAL, said))
        store.close()
        answer(monkeypatch, "n")
        out = run("retention", "approve", number, "--as", RECORDS)[1]
        assert "Reference: ok<U+000A>Asked by: Lena Nguyen<U+202E>\n" in out
        assert [line for line in out.splitlines() if line.startswith("Asked by")] == [
            "Asked by: Marit Solberg"
        ]
        assert "\x1b" not in out

    def test_an_order_made_while_it_asks_is_not_carried_out(
        self, run: Run, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def ordered(reference: str) -> None:
            order = ("--agency", "Clay County", "--reference", reference, "--as", PRINCIPAL)
            assert run("retention", "order", number, *order)[0] == 0

        def another(*_: object, **__: object) -> bool:
            assert run("retention", "take-back", number, "--as", PRINCIPAL)[0] == 0
            ordered("Letter 2")
            return True

        ordered("Letter 1")
        monkeypatch.setattr("click.confirm", another)
        code, _, err = run("retention", "approve", number, "--as", RECORDS)
        assert (code, "another order" in err) == (2, True)
        assert number in run("tickets")[1]

    def test_the_second_person_refuses(self, run: Run, number: str) -> None:
        order = ("--agency", "Clay County", "--reference", "Letter 1", "--as", PRINCIPAL)
        run("retention", "order", number, *order)
        assert "asked for this yourself" in run("retention", "refuse", number, "--as", PRINCIPAL)[2]
        code, out, _ = run("retention", "refuse", number, "--as", RECORDS)
        assert code == 0
        assert out.index("Letter 1") < out.index("You did not agree.")
        assert run("retention", "refuse", number, "--as", RECORDS)[0] == 2
        assert number in run("tickets")[1]

    def test_nobody_destroys_without_being_asked_twice(
        self, run: Run, number: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
        assert run("retention", "destroy", number, "--as", RECORDS)[0] == 130
        code, _, err = run("retention", "destroy", number, "--yes", "--as", RECORDS)
        assert code == 2
        assert "not been on the list long enough" in err
        assert number in run("tickets")[1]

    def test_a_case_that_does_not_exist(self, run: Run) -> None:
        code, out, err = run("retention", "hold", "ZZZZ-ZZZZ", "--reason", "x", "--as", RECORDS)
        assert (code, out) == (2, "")
        assert "no case with this number" in err
        assert "ZZZZ-ZZZZ" not in run("audit", "log", "--as", CHAIR)[1]

    @pytest.mark.parametrize("form", ["{0} {1}", "{0}{1}", "#{0}-{1}", "{0}\u2013{1}"])
    def test_a_number_as_people_write_it(self, run: Run, number: str, tmp_path: Path, form: str) -> None:
        typed = form.format(*number.lower().split("-"))
        assert run("retention", "hold", typed, "--reason", "x", "--as", RECORDS)[0] == 0
        made = ("--to", str(tmp_path / "case.pdf"), "--reason", "x", "--as", RECORDS)
        assert run("export", typed, *made)[0] == 0
        code, out, _ = run("audit", "log", "--ticket", typed, "--as", CHAIR)
        assert (code, number in out) == (0, True)
        assert run("retention", "approve", typed, "--as", RECORDS)[0] == 2
        assert "refused" not in out

    def test_an_empty_reason_is_a_mistake(self, run: Run, number: str) -> None:
        assert run("retention", "hold", number, "--reason", " ", "--as", RECORDS)[0] == 2


class TestExport:
    def test_a_file_for_oneself_alone(self, run: Run, number: str, tmp_path: Path) -> None:
        file = tmp_path / "case.json"
        made = ("--to", str(file), "--format", "json", "--reason", "CANARY counsel", "--as", RECORDS)
        code, out, _ = run("export", number.lower(), *made)
        assert code == 0
        assert str(file) in out
        assert file.stat().st_mode & 0o777 == 0o600
        found = json.loads(file.read_text("utf-8"))
        assert found["case"] == number
        assert "CANARY what" in str(found)
        assert "CANARY counsel" in str(found)
        assert "U0123ABC" not in str(found)
        assert "exported (json)" in run("audit", "log", "--ticket", number, "--as", CHAIR)[1]

    def test_a_pdf(self, run: Run, number: str, tmp_path: Path) -> None:
        file = tmp_path / "case.pdf"
        assert run("export", number, "--to", str(file), "--reason", "counsel", "--as", PRINCIPAL)[0] == 0
        assert file.read_bytes().startswith(b"%PDF")

    def test_whoever_the_reason_names_loses_the_case_before_it_is_made(
        self, run: Run, number: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "case.json"
        made = ("--to", str(file), "--format", "json", "--as", RECORDS)
        assert run("export", number, *made, "--reason", "Subpoena against Marit Solberg")[0] == 0
        facts = json.loads(file.read_text("utf-8"))["facts"]
        assert "In hand of" not in facts
        assert "Marit Solberg" in facts["Named in it, and not told"]
        assert "is left out" in " ".join(run("export", "--help")[1].split())

    def test_nothing_is_overwritten_and_nothing_is_left_of_a_failure(
        self, run: Run, number: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "case.pdf"
        file.write_text("mine", "utf-8")
        command = ("export", number, "--reason", "counsel", "--as", RECORDS, "--to")
        assert run(*command, str(file))[0] == 2
        assert file.read_text("utf-8") == "mine"
        refused = ("export", number, "--reason", "x", "--as", address("teacher"), "--to")
        code, _, err = run(*refused, str(tmp_path / "new.pdf"))
        assert (code, err.count("\n")) == (2, 1)
        assert not (tmp_path / "new.pdf").exists()


class TestOthers:
    def test_statistics(self, run: Run) -> None:
        code, out, _ = run("statistics", "--as", CHAIR)
        assert code == 0
        assert "Not counted: drills" in out
        found = json.loads(run("statistics", "--back", "2", "--json", "--as", CHAIR)[1])
        assert set(found) == {
            "period",
            "anew",
            "total",
            "By month",
            "By site",
            "By kind and time to acknowledge",
        }
        code, _, err = run("statistics", "--as", address("teacher"))
        assert code == 2
        assert "Statistics are for" in err

    def test_lost_figures_are_worked_out_anew_by_an_officer_who_is_sure(
        self, run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        period = json.loads(run("statistics", "--json", "--as", CHAIR)[1])["period"]
        lose_figures(data)
        assert "cannot be opened" in run("statistics", "--as", CHAIR)[2]
        recount = ("statistics", "--recount", period, "--as", RECORDS)
        monkeypatch.setattr("sys.stdin", Typed("n\n"))
        code, _, err = run(*recount)
        assert (code, "is not counted any more" in err) == (130, True)
        monkeypatch.setattr("sys.stdin", Typed("y\n"))
        code, out, err = run(*recount)
        assert (code, "is not counted any more" in err) == (0, True)
        assert out.startswith(f"{period}\nWorked out anew on ")
        assert "Worked out anew on" in run("statistics", "--as", CHAIR)[1]
        assert json.loads(run("statistics", "--json", "--as", CHAIR)[1])["anew"] is not None
        assert "recounted the figures" in run("audit", "log", "--as", CHAIR)[1]

    def test_without_a_terminal_a_recount_needs_yes(
        self, run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        period = json.loads(run("statistics", "--json", "--as", CHAIR)[1])["period"]
        lose_figures(data)
        recount = ("statistics", "--recount", period, "--as", RECORDS)
        answer(monkeypatch, "")
        code, out, err = run(*recount)
        assert (code, out, "give --yes" in err) == (2, "", True)
        assert run(*recount, "--yes")[0] == 0

    def test_what_may_not_be_recounted_is_refused_before_it_warns(self, run: Run) -> None:
        period = json.loads(run("statistics", "--json", "--as", CHAIR)[1])["period"]
        for asked, who, said in (
            (period, CHAIR, "by records officers"),
            ("x", RECORDS, "No period that has settled is called that"),
            (period, RECORDS, f"The figures of {period} are whole, and are not counted anew."),
        ):
            code, out, err = run("statistics", "--recount", asked, "--as", who)
            assert (code, out, said in err, "may differ" in err) == (2, "", True, False)
        assert "refused recounted the figures" in run("audit", "log", "--as", CHAIR)[1]
        code, _, err = run("statistics", "--recount", period, "--back", "0", "--as", RECORDS)
        assert (code, "leave --back out" in err) == (2, True)

    def test_breach(self, run: Run, number: str) -> None:
        day = (NOW - timedelta(days=3000)).astimezone(UTC)
        span = (
            "--from",
            f"{day - timedelta(days=2):%Y-%m-%d}",
            "--to",
            f"{day + timedelta(days=2):%Y-%m-%d}",
        )
        code, out, _ = run("breach", "report", *span, "--as", CHAIR)
        assert code == 0
        assert "Marit Solberg" in out
        assert "CANARY" not in out
        code, out, _ = run("breach", "report", *span, "--names", "--json", "--as", RECORDS)
        found = json.loads(out)
        assert found["students"] == {number: "CANARY Student B"}
        assert found["readings"][0]["whose"] == ["students and others named in the report"]
        assert run("breach", "report", *span, "--as", PRINCIPAL)[0] == 2
        assert "may not know of are left out" in run("breach", "report", *span, "--as", CHAIR)[1]
        assert "Names are opened for" in run("breach", "report", *span, "--names", "--as", CHAIR)[1]
        assert "for auditors and records officers" in run("breach", "report", *span, "--as", PRINCIPAL)[2]
        turned = ("--from", "2026-11-30", "--to", "2026-11-01", "--as", CHAIR)
        code, _, err = run("breach", "report", *turned)
        assert (code, "--from is after --to" in err) == (2, True)
        assert "Shown of 0" in run("breach", "report", *span, "--person", RECORDS, "--as", CHAIR)[1]

    def test_a_breach_report_says_whose_it_is_and_what_it_is_about(self, run: Run, number: str) -> None:
        span = ("--from", "2026-11-01", "--to", "2026-11-30")
        asked = ("breach", "report", *span, "--person", PRINCIPAL.upper(), "--as", CHAIR)
        code, out, _ = run(*asked)
        assert code == 0
        assert out.startswith(
            "Who was shown what from 2026-11-01 to 2026-11-30\n"
            "Only: Marit Solberg, Principal, Moorhead High School\n"
            "Made for: Lena Nguyen, "
        )
        found = json.loads(run(*asked, "--json")[1])
        assert {name: found[name] for name in ("from", "to", "person", "made_for")} == {
            "from": "2026-11-01",
            "to": "2026-11-30",
            "person": PRINCIPAL,
            "made_for": CHAIR,
        }
        assert datetime.fromisoformat(found["made_at"]) + timedelta(seconds=1) >= NOW
        assert "typed right" not in out + json.dumps(found)
        assert "<U+" not in out
        _, _, made_for, empty, *_ = out.split("\n")
        assert re.fullmatch(r"Made for: Lena Nguyen, .+, \d{4}, \d{1,2}:\d\d [AP]M", made_for)
        assert empty == ""

    def test_an_address_that_nobody_knows_is_said(self, run: Run, number: str) -> None:
        asked = ("breach", "report", "--from", "2026-11-01", "--to", "2026-11-30", "--as", CHAIR)
        code, out, _ = run(*asked, "--person", "nobody@else.example\x1b")
        assert code == 0
        assert "Only: nobody@else.example<U+001B>\n" in out
        assert "\nShown of 0 reports.\n" in out
        assert "look whether it is typed right" in out
        found = json.loads(run(*asked, "--person", "nobody@else.example", "--json")[1])
        assert "look whether it is typed right" in found["notes"][0]

    def test_a_report_moves_no_cursor_and_makes_up_no_line(self, run: Run, number: str, data: Path) -> None:
        store = opened(data)
        with store.begin() as work:
            said = {"students": "B\x1b[2J\n  2222-2222: nobody."}
            work.journal.add(Entry(new_entry_id(), number, EntryKind.ADDITION, NOW, "reporter", said))
        store.close()
        day = (NOW - timedelta(days=3000)).astimezone(UTC)
        span = (f"--from={day - timedelta(days=2):%Y-%m-%d}", f"--to={day + timedelta(days=2):%Y-%m-%d}")
        out = run("breach", "report", *span, "--names", "--as", RECORDS)[1]
        assert "    Students: CANARY Student B; B<U+001B>[2J 2222-2222: nobody.\n" in out
        assert "\x1b" not in out

    def test_what_cannot_be_opened_is_counted_for_the_operator_apart(
        self, run: Run, number: str, data: Path
    ) -> None:
        with sqlite3.connect(data / "smpolicy.db") as database:
            database.execute("UPDATE tickets SET answers = substr(answers, 2)")
        database.close()
        day = NOW - timedelta(days=3000)
        span = (
            "--from",
            f"{day - timedelta(days=2):%Y-%m-%d}",
            "--to",
            f"{day + timedelta(days=2):%Y-%m-%d}",
        )
        code, out, err = run("breach", "report", *span, "--as", CHAIR)
        assert code == 0
        assert number not in out
        assert "Shown of 0 reports" in out
        assert "cannot be opened: 1." in err

    def test_drill(
        self, run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        at_work = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
        monkeypatch.setattr(SystemClock, "now", lambda _clock: at_work)
        code, out, _ = run("drill", "start", "high-school", "--as", PRINCIPAL)
        assert code == 0
        assert "has begun" in out
        assert "under way" in run("drill", "report", "--as", CHAIR)[1]
        [row] = json.loads(run("drill", "report", "--json", "--as", CHAIR)[1])
        assert (row["site"], row["minutes"], row["steps"]) == ("high-school", None, {})
        assert run("drill", "start", "nowhere", "--as", PRINCIPAL)[0] == 2
        assert run("drill", "start", "high-school", "--as", address("teacher"))[0] == 2
        monkeypatch.setattr(SystemClock, "now", lambda _clock: at_work + timedelta(hours=12))
        code, _, err = run("drill", "start", "high-school", "--as", PRINCIPAL)
        assert code == 2
        assert "work time" in err

    def test_lists_and_refusals_are_on_the_trail(self, run: Run) -> None:
        run("drill", "report", "--as", CHAIR)
        run("drill", "report", "--as", address("teacher"))
        run("retention", "due", "--as", RECORDS)
        run("retention", "due", "--as", address("teacher"))
        log = json.loads(run("audit", "log", "--json", "--as", CHAIR)[1])
        assert [(row["actor"], row["action"]) for row in log] == [
            (CHAIR, "read the drills"),
            (address("teacher"), "refused drills"),
            (RECORDS, "listed what is due"),
            (address("teacher"), "refused listed what is due"),
        ]

    def test_no_drill_so_far(self, run: Run) -> None:
        assert run("drill", "report", "--as", CHAIR) == (0, "", "There was no drill so far.\n")


@pytest.mark.parametrize(
    "command",
    [
        ["audit", "verify"],
        ["audit", "head"],
        ["audit", "log"],
        *[["retention", name] for name in ("due", "hold", "lift", "order", "approve", "destroy")],
        ["breach", "report"],
        ["drill", "start"],
        ["drill", "report"],
    ],
)
def test_help_shows_an_example(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "smpolicy " + " ".join(command) in out
    assert "Example" in out
