"""Who says yes to a destruction where a record is about those who usually do."""

from dataclasses import replace

import pytest

from handlers.district.model import District
from handlers.district.record_keeping import Destroys
from handlers.records.confirmation import CALLED_IN, remarks
from handlers.records.notices import RECORDS_DUE
from handlers.reports.ticket import Matter
from tests.handlers.casework.bench import address, labels, lines
from tests.handlers.records.archive import CHAIR, RECORDS, Archive, district

TERMS = ({"record": "concern", "days": 30, "reason": "sample"},)
SOON = district(terms=TERMS)
ABOUT_HER = "Ruth Engebretson pushed him"
DESTROY = "Destroy: time is over"
ORDER = {"agency": "Clay County", "reference": "Letter of 2027-01-15"}


@pytest.fixture
def archive() -> Archive:
    return Archive(district=SOON)


def listed(archive: Archive, what: str = ABOUT_HER) -> str:
    number = archive.closed(what=what)
    archive.clock.advance(days=30)
    archive.sweep()
    return number


def test_the_alternates_are_told_and_confirm_it(archive: Archive) -> None:
    number = listed(archive)
    assert [d.recipient for d in archive.run() if d.topic == RECORDS_DUE] == [address(CHAIR)]
    assert ("courier", CALLED_IN, "") in archive.details(number)
    assert number in lines(archive.say(CHAIR, "records"))
    assert DESTROY not in labels(archive.say(CHAIR, f"records {number}"))  # it has to stand there first
    archive.clock.advance(days=14)
    assert DESTROY in labels(archive.say(CHAIR, f"records {number}"))
    archive.do(CHAIR, "records.destroy", number, answer="yes")
    assert not archive.exists(number)


def test_to_whom_it_is_about_it_does_not_exist(archive: Archive) -> None:
    number = listed(archive)
    assert address(RECORDS) not in {d.recipient for d in archive.run()}
    assert "Nothing waits for you here." in lines(archive.say(RECORDS, "records"))
    archive.clock.advance(days=14)
    refused = lines(archive.press(RECORDS, "records.destroy", number))
    assert refused == lines(archive.press(RECORDS, "records.destroy", "ZZZZ-ZZZZ"))
    assert archive.exists(number)


def test_of_any_other_record_they_learn_nothing(archive: Archive) -> None:
    number = listed(archive, "CANARY what was seen")
    archive.clock.advance(days=14)
    assert address(CHAIR) not in archive.ticket(number).recipients
    assert archive.press(CHAIR, "records.destroy", number).form is None
    assert number not in lines(archive.say(CHAIR, "records"))


def test_an_alternate_who_was_told_of_a_case_does_not_confirm_for_the_records_officer(
    archive: Archive,
) -> None:
    number = archive.closed(what="CANARY what was seen")
    archive.change(number, recipients=archive.ticket(number).recipients | {address(CHAIR)})
    archive.clock.advance(days=30)
    archive.sweep()
    archive.clock.advance(days=14)
    assert DESTROY not in labels(archive.say(CHAIR, f"records {number}"))
    assert "Only a records officer" in lines(archive.press(CHAIR, "records.destroy", number))


def test_who_is_named_after_it_was_listed_is_followed_by_the_alternates(archive: Archive) -> None:
    number = listed(archive, "CANARY what was seen")
    archive.do("principal", "case.leave-out", number, people=(address(RECORDS),))
    archive.clock.advance(days=14)
    archive.sweep()
    assert DESTROY in labels(archive.say(CHAIR, f"records {number}"))


def test_a_machine_that_destroys_needs_no_alternate() -> None:
    archive = Archive(district=district(terms=TERMS, destroys=Destroys.AUTOMATIC))
    number = listed(archive)
    assert address(CHAIR) not in archive.ticket(number).recipients
    archive.clock.advance(days=14)
    archive.sweep()
    assert not archive.exists(number)


def test_an_order_falls_to_them_where_nobody_else_may_know(archive: Archive) -> None:
    number = archive.closed(what=ABOUT_HER)
    said = lines(archive.do("principal", "records.order", number, **ORDER))
    assert "Lena Nguyen has to agree now, and is told." in said
    archive.do(CHAIR, "records.approve", number, answer="yes")
    assert not archive.exists(number)


def test_an_order_on_a_record_of_contact_about_the_records_officer_begins_with_an_alternate(
    archive: Archive,
) -> None:
    number = archive.file(ABOUT_HER, matter=Matter.CONTACT)
    assert address(CHAIR) in archive.ticket(number).recipients
    assert archive.press("principal", "records.order", number).form is None
    archive.do(CHAIR, "records.order", number, **ORDER)
    archive.do("principal", "records.approve", number, answer="yes")
    assert not archive.exists(number)


def test_an_alternate_called_in_to_a_record_of_contact_stays_with_it(archive: Archive) -> None:
    number = archive.file(matter=Matter.CONTACT)
    assert address(CHAIR) not in archive.ticket(number).recipients
    archive.do("principal", "case.leave-out", number, people=(address(RECORDS),))
    archive.do("principal", "case.note", number, note="CANARY a note")
    assert address(CHAIR) in archive.ticket(number).recipients
    assert archive.press(CHAIR, "records.order", number).form


def test_an_order_falls_to_no_alternate_where_a_records_officer_may_agree(archive: Archive) -> None:
    number = archive.closed()
    assert "or a records officer, has to agree" in lines(
        archive.do("principal", "records.order", number, **ORDER)
    )
    assert address(CHAIR) not in archive.ticket(number).recipients


def test_an_alternate_who_was_told_as_others_were_orders_nothing(archive: Archive) -> None:
    number = archive.closed()
    with archive.store.begin() as work:
        ticket = work.tickets.get(number)
        work.tickets.save(replace(ticket, recipients=ticket.recipients | {address(CHAIR)}))
    refused = archive.press(CHAIR, "records.order", number)
    assert refused.form is None
    assert "Only whoever has the case in hand, or a records officer, can ask for this." in lines(refused)
    assert archive.press("principal", "records.order", number).form
    archive.do("principal", "records.order", number, **ORDER)
    assert "waits for an answer already" in lines(archive.press(CHAIR, "records.order", number))


def test_an_order_of_somebody_left_out_since_is_not_carried_out(archive: Archive) -> None:
    number = archive.closed()
    archive.do(RECORDS, "records.order", number, **ORDER)
    archive.do("principal", "records.hold", number, reason="Subpoena against Ruth Engebretson")
    archive.do("principal", "records.lift", number, reason="settled")
    said = archive.do("principal", "records.approve", number, answer="yes").errors["answer"]
    assert "or is left out of this case" in said
    assert archive.exists(number)
    archive.do("principal", "records.approve", number, answer="no")
    assert "Ordered destroyed" in labels(archive.say("principal", f"records {number}"))


def test_an_order_of_somebody_who_has_left_the_district_since_is_not_carried_out(archive: Archive) -> None:
    number = archive.closed()
    archive.do(RECORDS, "records.order", number, **ORDER)
    left = SOON.model_copy(update={"records_officers": (address("superintendent"),)})
    later = Archive(archive.store, archive.clock, left)
    opened = later.press("principal", "records.approve", number)
    assert "It cannot be destroyed now: Whoever asked has left since" in str(opened.form)
    said = later.fill("principal", opened.form, answer="yes").errors["answer"]
    assert "Whoever asked has left since" in said
    assert later.exists(number)
    archive.do("principal", "records.approve", number, answer="yes")
    assert not archive.exists(number)


def with_parts(officers: tuple[str, ...], alternates: tuple[str, ...], **changed: object) -> District:
    parts = {
        "records_officers": tuple(map(address, officers)),
        "alternates": tuple(map(address, alternates)),
    }
    return district(terms=TERMS, **changed).model_copy(update=parts)


@pytest.mark.parametrize(
    ("officers", "alternates", "about"),
    [
        ((RECORDS,), (CHAIR,), ()),
        ((RECORDS, "principal"), (RECORDS,), ()),
        ((CHAIR,), (CHAIR,), ("Lena Nguyen",)),
        (("superintendent",), ("principal",), ("Thomas Whitefeather",)),  # who works for him
        (("superintendent", "principal"), ("superintendent",), ("Thomas Whitefeather",)),
    ],
)
def test_the_check_names_whose_record_nobody_could_destroy(
    officers: tuple[str, ...], alternates: tuple[str, ...], about: tuple[str, ...]
) -> None:
    found = remarks(with_parts(officers, alternates))
    assert [one.partition(" could be destroyed by nobody")[0] for one in found] == [
        f"A record about {name}" for name in about
    ]
    assert not remarks(with_parts(officers, alternates, destroys=Destroys.AUTOMATIC))


def test_the_check_says_that_nobody_destroys() -> None:
    assert "Nobody is in records_officers" in remarks(with_parts((), (CHAIR,)))[0]
    assert not remarks(district(terms=()).model_copy(update={"records_officers": ()}))
