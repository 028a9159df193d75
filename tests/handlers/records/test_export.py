"""A case as a file: whole, without who reported it and without the bot's own numbers; once over a link."""

import io
import json
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from handlers.conversation.card import Link
from handlers.conversation.reply import Reply
from handlers.records.case_file import case_file
from handlers.records.export import Kind, making
from handlers.reports.access import Action
from handlers.reports.counter import Document, LinkOver
from handlers.reports.journal import REPORTER, Entry, EntryKind, new_entry_id
from handlers.reports.store import AuditEntry
from handlers.reports.ticket import Matter
from tests.handlers.casework.bench import address, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.fixture
def number(archive: Archive) -> str:
    """A case with an entry of every kind."""
    number = archive.acknowledged()
    archive.do("principal", "case.ask", number, question="CANARY question")
    archive.do("principal", "records.hold", number, reason="CANARY subpoena")
    for kind in EntryKind:
        fields = {"words": f"CANARY {kind} \u4e2d", "asked": "an-id", "at": "2026-11-23T09:15"}
        if kind is EntryKind.DOCUMENT:
            fields["data"] = "QUFBQQ=="
        with archive.store.begin() as work:
            asked = work.journal.entries(number, EntryKind.QUESTION)[0].id
            fields["asked"] = asked
            by = "slack:U0123ABC" if kind is EntryKind.NOTE else address("principal")
            work.journal.add(Entry(new_entry_id(), number, kind, archive.now(), by, fields))
    return number


def document(archive: Archive, number: str, kind: Kind) -> Document:
    with archive.admission.to(address("principal"), number, Action.EXPORT) as case:
        make = making(case, kind, archive.district)
    return make()


def read(made: Document) -> str:
    if made.media_type == "application/json":
        return made.data.decode()
    pages = PdfReader(io.BytesIO(made.data)).pages
    return "\n".join(page.extract_text() for page in pages)


def url(reply: Reply) -> str:
    [link] = [e for card in reply.cards for e in card.elements if isinstance(e, Link)]
    return link.url.rpartition("/")[2]


@pytest.mark.parametrize("kind", Kind)
def test_all_that_was_written_is_in_it(archive: Archive, number: str, kind: Kind) -> None:
    text = re.sub(r"\s+", " ", read(document(archive, number, kind)))
    for entry in EntryKind:
        assert f"CANARY {entry}" in text
    for words in (
        "CANARY what was seen",
        "CANARY question",
        "CANARY subpoena",
        "Marit Solberg",
        "acknowledged",
    ):
        assert words in text
    assert number in text


def test_a_record_of_contact_has_no_urgency_and_no_state(archive: Archive) -> None:
    number = archive.file(matter=Matter.CONTACT)
    with archive.store.begin() as work:
        ticket = work.tickets.get(number)
        facts = dict(case_file(work, ticket, archive.district, RECORDS, archive.now()).facts)
    assert facts["Kind"] == "Record of contact outside district platforms"
    assert "Filed" in facts
    assert not {"Urgency", "State"} & set(facts)


@pytest.mark.parametrize("kind", Kind)
def test_a_call_taken_back_does_not_read_as_made(archive: Archive, kind: Kind) -> None:
    number = archive.acknowledged()
    call = {"agency": "Clay County", "at": "2026-11-23T09:50"}
    back = {"corrects": "a-call", "reason": "I only meant to."}
    with archive.store.begin() as work:
        for name, fields in (("a-call", call), ("its-end", back)):
            work.journal.add(Entry(name, number, EntryKind.CALL, archive.now(), REPORTER, fields))
    text = re.sub(r'[\s",:]+', " ", read(document(archive, number, kind)))
    assert "Does not stand taken back on Mon Nov 23 2026 10 00 AM" in text
    assert "Takes back Call Mon Nov 23 2026 9 50 AM Clay County" in text
    assert "At Mon Nov 23 2026 9 50 AM" in text
    assert text.count("The reporter's own call") == 1
    assert "The reporter took back a record" in text


@pytest.mark.parametrize("kind", Kind)
def test_nothing_of_the_bots_own_and_nobodys_account_is_in_it(
    archive: Archive, number: str, kind: Kind
) -> None:
    text = read(document(archive, number, kind))
    with archive.store.begin() as work:
        ids = [entry.id for entry in work.journal.entries(number)]
        ids += [owed.id for owed in work.outbox.waiting(number)]
        ids += [sent.id for sent in work.outbox.delivered(address("principal"), "web")]
    assert len(ids) > len(EntryKind)
    for secret in [*ids, "Sam Lindqvist", address("teacher"), "U0123ABC", "QUFBQQ=="]:
        assert secret not in text, secret
    assert "Somebody without an e-mail address" in text


@pytest.mark.parametrize("kind", Kind)
def test_a_reporter_who_got_on_the_trail_does_not_get_into_the_file(
    archive: Archive, number: str, kind: Kind
) -> None:
    with archive.store.begin() as work:
        for actor, detail in ((address("teacher"), ""), ("courier", f"step 1 {address('teacher')}")):
            work.audit.append(AuditEntry(archive.now(), actor, "refused read", number, detail))
    text = read(document(archive, number, kind))
    assert address("teacher") not in text
    assert text.count("refused read") == 2


@pytest.mark.parametrize("kind", Kind)
def test_a_step_that_waited_is_told_without_the_id_that_tells_it_from_others(
    archive: Archive, number: str, kind: Kind
) -> None:
    cause = "0123456789abcdef0123456789abcdef"
    with archive.store.begin() as work:
        detail = f"given back {cause}"
        work.audit.append(AuditEntry(archive.now(), "courier", "waited for the morning", number, detail))
    text = re.sub(r"\s+", " ", read(document(archive, number, kind)))
    assert "waited for the morning: given back" in text
    assert cause[:16] not in text


def test_json_is_for_a_program(archive: Archive, number: str) -> None:
    found = json.loads(document(archive, number, Kind.JSON).data)
    assert found["format"] == "smpolicy case 1"
    assert found["case"] == number
    assert found["facts"]["Site"] == "Moorhead High School"
    assert found["report"] == {"What was seen, heard or read": "CANARY what was seen"}
    assert {entry["what"] for entry in found["journal"]} >= {"Note", "Outcome", "Checklist"}
    assert found["trail"][0]["what"] == "escalated: step 1"
    assert found["trail"][2]["who"] == "Marit Solberg"
    assert re.fullmatch(r"2026-11-23T10:00:00-06:00", found["made_at"])


def test_it_does_not_tell_over_which_chat_the_reporter_was_told(archive: Archive, number: str) -> None:
    with archive.store.begin() as work:
        older = ("acknowledged slack", "call-4h-20261124T1200Z teams", "step 2 teams")
        now = ("closed slack reporter", f"consult asked web {address('principal')}")
        for detail in (*older, *now):
            work.audit.append(AuditEntry(archive.now(), "courier", "told", number, detail))
    steps = [step["what"] for step in json.loads(document(archive, number, Kind.JSON).data)["trail"]]
    assert {"told: acknowledged", "told: reminder of the call", "told: step 2"} <= set(steps)
    assert {"told: closed, to The reporter", "told: consult asked, to Marit Solberg"} <= set(steps)
    assert not re.search("slack|teams|web", str(steps))


def test_the_paper_says_which_letters_have_no_font(archive: Archive, number: str) -> None:
    assert "U+4E2D" in read(document(archive, number, Kind.PDF))


def test_a_drill_says_so(archive: Archive, number: str) -> None:
    with archive.admission.to(address("principal"), number, Action.EXPORT) as case:
        drill = replace(case, ticket=replace(case.ticket, drill=True))
        made = making(drill, Kind.JSON, archive.district)()
    assert "DRILL: Report of a concern" in read(made)


class TestInChat:
    def test_the_holder_fetches_it_once_over_a_link(self, archive: Archive, number: str) -> None:
        reply = archive.do("principal", "records.export", number, kind="json", reason="CANARY for counsel")
        token = url(reply)
        assert "CANARY" not in lines(reply)
        made = archive.counter.fetch(token)
        assert made.name == f"case-{number}.json"
        assert "CANARY for counsel" in read(made)
        assert archive.details(number)[-1] == ("principal", "exported", "json")
        with pytest.raises(LinkOver):
            archive.counter.fetch(token)

    def test_whoever_lost_the_case_meanwhile_gets_nothing(self, archive: Archive, number: str) -> None:
        token = url(archive.do("principal", "records.export", number, kind="pdf", reason="counsel"))
        archive.add(number, "It was Ms. Solberg herself.")
        with pytest.raises(LinkOver):
            archive.counter.fetch(token)
        assert ("principal", "refused exported", "pdf") in archive.details(number)

    def test_without_a_web_address_it_says_so(self, archive: Archive, number: str) -> None:
        archive.address = ""
        reply = archive.do("principal", "records.export", number, kind="pdf", reason="counsel")
        assert "no web address" in str(reply.errors)
        assert not [e for e in archive.journal(number, EntryKind.ORDER) if "counsel" in str(e.fields)]

    def test_a_reason_is_needed(self, archive: Archive, number: str) -> None:
        assert archive.do("principal", "records.export", number, kind="pdf", reason=" ").errors

    @pytest.mark.parametrize("who", ["assistant", "teacher", CHAIR])
    def test_nobody_else_exports(self, archive: Archive, number: str, who: str) -> None:
        assert archive.press(who, "records.export", number).form is None
        named = "reporter" if who == "teacher" else who

        assert (named, "refused exported", "") in archive.details(number)

    def test_a_records_officer_does(self, archive: Archive, number: str) -> None:
        token = url(archive.do(RECORDS, "records.export", number, kind="pdf", reason="counsel"))
        assert archive.counter.fetch(token).data.startswith(b"%PDF")
