"""The forms in which a reporter records their own duty: the call, the written report, corrections."""

from collections.abc import Sequence

from handlers.conversation.card import Text
from handlers.conversation.emergency import DANGER
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, Part, TextField
from handlers.district.contacts import Contact
from handlers.district.model import District
from handlers.reports import own_buttons
from handlers.reports.duty_record import AGENCY, AT, CORRECTS, LEARNED_AT, PERSON, REASON, REFERENCE
from handlers.reports.duty_standing import named_record
from handlers.reports.exchange import new_state
from handlers.reports.journal import Entry, EntryKind

OTHER, OTHER_AGENCY = "other", "other_agency"
NO_AGENCIES = frozenset({"crisis", "images"})
"""Contacts that take no report under the law (260E.06 names welfare agencies, police and sheriff)."""
_POLICE = "Police or sheriff"
"""Whom the emergency number stands for where a paper was sent: 911 takes none (260E.09)."""

_ONLY_THIS = "Only what you record here stops your clock. Record what you did, not what you mean to do."
_LAST = 200


def call_form(number: str, district: District, earlier: Sequence[Entry]) -> Form:
    """The oral report: to whom, when, with which reference. `earlier` are records it may correct."""
    return Form(
        own_buttons.CALL,
        "Record your call",
        (
            *_head(),
            *_agency(district, "Which agency did you call?", EntryKind.CALL),
            MomentField(AT, "When did you call?"),
            TextField(REFERENCE, "Reference or intake number", required=False, max_length=_LAST),
            TextField(PERSON, "Whom did you speak to?", required=False, max_length=_LAST),
            *_corrects(earlier, district),
        ),
        own_buttons.recording(own_buttons.CALL, number),
        submit="Record",
        state=new_state(number),
    )


def written_form(number: str, district: District, earlier: Sequence[Entry]) -> Form:
    """The written report: to whom it was sent, and when."""
    return Form(
        own_buttons.WRITTEN,
        "Record written report",
        (
            *_head(),
            *_agency(district, "Which agency did you send it to?", EntryKind.WRITTEN),
            MomentField(AT, "When did you send it?"),
            TextField(REFERENCE, "Reference, or how you sent it", required=False, max_length=_LAST),
            *_corrects(earlier, district),
        ),
        own_buttons.recording(own_buttons.WRITTEN, number),
        submit="Record",
        state=new_state(number),
    )


def learned_form(number: str) -> Form:
    """Another moment from which the 24 hours run."""
    said = "Your 24 hours run from the moment you first knew or had reason to believe. Both moments are kept."
    return Form(
        own_buttons.LEARNED,
        "When you learned of it",
        (
            Text(DANGER, strong=True),
            Text(said),
            MomentField(LEARNED_AT, "When did you learn of it?"),
            TextField(REASON, "Why was the other moment wrong?", multiline=True, max_length=1000),
        ),
        own_buttons.recording(own_buttons.LEARNED, number),
        submit="Correct",
        state=new_state(number),
    )


def wrong_form(number: str, district: District, records: Sequence[Entry]) -> Form:
    """A record of something that was not done. It stays to be read; the clocks do not count it."""
    said = "The record stays to be read, with your reason. The clocks are counted as if it had not been made."
    return Form(
        own_buttons.WRONG,
        "A wrong record",
        (
            Text(DANGER, strong=True),
            Text(said),
            ChoiceField(CORRECTS, "Which record is wrong?", _options(records, district)),
            TextField(REASON, "What is wrong with it?", multiline=True, max_length=1000),
        ),
        own_buttons.recording(own_buttons.WRONG, number),
        submit="Take back",
        state=new_state(number),
    )


def name_of_agency(contact: Contact, kind: EntryKind) -> str:
    """What an agency is called where a call, or a written report, to it is recorded."""
    return _POLICE if kind is EntryKind.WRITTEN and contact.id == "emergency" else contact.name


def _head() -> tuple[Part, ...]:
    return Text(DANGER, strong=True), Text(_ONLY_THIS)


def _agency(district: District, label: str, kind: EntryKind) -> tuple[Part, ...]:
    agencies = [Option(name_of_agency(c, kind), c.id) for c in district.contacts if c.id not in NO_AGENCIES]
    return (
        ChoiceField(AGENCY, label, (*agencies, Option("Another agency", OTHER))),
        TextField(
            OTHER_AGENCY,
            "Which other agency?",
            required=False,
            max_length=_LAST,
            hint="A supervisor or the district is no agency.",
        ),
    )


def _corrects(earlier: Sequence[Entry], district: District) -> tuple[Part, ...]:
    if not earlier:
        return ()
    hint = "Leave it empty for one more."
    options = _options(earlier, district)
    return (ChoiceField(CORRECTS, "Does it correct an earlier record?", options, required=False, hint=hint),)


def _options(records: Sequence[Entry], district: District) -> tuple[Option, ...]:
    return tuple(Option(named_record(record, district.zone), record.id) for record in records)
