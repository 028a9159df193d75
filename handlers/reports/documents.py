"""Documents of a report: handed in by the reporter, fetched by supervisors, both at the counter."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Element, Text
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Press, Submission
from handlers.conversation.form import ChoiceField, Form, Option
from handlers.conversation.reply import Reply
from handlers.district.model import District
from handlers.district.wall_clock import local_time
from handlers.errors import NotSaved
from handlers.reports import topics
from handlers.reports.access import Action
from handlers.reports.admission import Admission, Case
from handlers.reports.away import away_card, not_saved
from handlers.reports.counter import (
    Counter,
    Document,
    Errand,
    Fetching,
    HandingIn,
    Keeping,
    LinkOver,
    Making,
    NotTaken,
)
from handlers.reports.exchange import new_state, number_in, tell_supervisors, who_hears
from handlers.reports.inspection import (
    CALLED,
    MEDIA_TYPES,
    SUFFIXES,
    Inspected,
    inspect,
    pictures_refused,
    taken,
)
from handlers.reports.journal import REPORTER, Entry, EntryKind, new_entry_id
from handlers.reports.named import Named
from handlers.reports.own_form import ABOUT, INVOLVED
from handlers.reports.ticket import Matter, Ticket

HAND_IN, LIST, FETCH = "document.hand-in", "document.list", "document.fetch"
"""Actions of buttons; the first is also the name of the form it opens."""
NAME, MEDIA_TYPE, DATA = "name", "media_type", "data"
"""The fields of a document's entry; DATA is Base64."""

_ERRAND_IN, _ERRAND_OUT = "hand-in", "document"
_SUMMARY = "smpolicy shows the documents of a report."
_NAMED = "Named in a document handed in then, or marked for it."
_CANNOT_CHECK = (
    "The bot looks for names of the list in plain text and Word files, but cannot read a PDF. Mark whoever "
    "it names here, before you hand it in."
)


@dataclass(frozen=True, slots=True)
class DocumentHandler:
    """Leads reporters and supervisors to the counter, and keeps and gives out what comes over it."""

    admission: Admission
    counter: Counter

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {HAND_IN: self.open, LIST: self.list, FETCH: self.fetch}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {HAND_IN: self.hand_in}

    @property
    def district(self) -> District:
        """The district."""
        return self.admission.district

    def door(self, ticket: Ticket) -> Button | None:
        """The button for one's own report, where documents are taken."""
        wanted = ticket.matter is not Matter.QUESTION and not ticket.drill
        taken_here = self.district.documents.allowed and self.counter.is_open
        return hand_in_button(ticket.number) if wanted and taken_here else None

    def open(self, press: Press) -> Reply:
        """The question that comes before a document: whom it names."""
        if not self.district.documents.allowed:
            return Reply((_not_taken(),))
        try:
            with self.admission.to(press.actor.key, press.value, Action.HAND_IN) as case:
                return Reply(form=self._form(case.ticket.number))
        except NotSaved:
            return Reply((away_card(self.district, self.admission.clock.now()),))

    def hand_in(self, sent: Submission) -> Reply:
        """The link to hand one in with. Nothing is kept before the document is there."""
        if not self.district.documents.allowed:
            return Reply((_not_taken(),))
        number = number_in(sent)
        form = self._form(number)
        try:
            with self.admission.to(sent.actor.key, number, Action.HAND_IN) as case:
                if errors := form.mistakes(sent.values):
                    return Reply(form=form, errors=errors)
                marked = " ".join(sorted(sent.chosen(INVOLVED)))
                return Reply((self.counter.card(case, _ERRAND_IN, marked),))
        except NotSaved:
            return Reply(form=form, errors={INVOLVED: not_saved(self.district, self.admission.clock.now())})

    def list(self, press: Press) -> Reply:
        """The documents of a case, without their names: these are content."""
        with self.admission.to(press.actor.key, press.value, Action.FETCH_DOCUMENT) as case:
            return Reply((self._listed(case),))

    def fetch(self, press: Press) -> Reply:
        """The link to fetch one with."""
        number, _, entry_id = press.value.partition(" ")
        with self.admission.to(press.actor.key, number, Action.FETCH_DOCUMENT) as case:
            found = [entry for entry in documents_of(case) if entry.id == entry_id]
            card = self.counter.card(case, _ERRAND_OUT, entry_id) if found else self._listed(case)
            return Reply((card,))

    def _listed(self, case: Case) -> Card:
        number = case.ticket.number
        elements: list[Element] = []
        for count, entry in enumerate(documents_of(case), 1):
            at = local_time(entry.at, self.district.zone, case.now)
            fetch = Button(f"Fetch document {count}", FETCH, f"{number} {entry.id}")
            elements += [Text(f"Document {count}: {_called(entry)}, {at}"), Buttons((fetch,))]
        nothing = Text("No document was handed in.")
        return Card(f"Documents of {number}", tuple(elements) or (nothing,), _SUMMARY)

    def _form(self, number: str) -> Form:
        rules, people = self.district.documents, self.district.people
        options = tuple(Option(f"{person.name}, {person.title}", person.email) for person in people)
        return Form(
            HAND_IN,
            "Hand in a document",
            (
                Text(DANGER, strong=True),
                Text(pictures_refused(self.district, self.admission.clock.now()), strong=True),
                Text(f"Taken: {taken(rules)}, at most {rules.largest_megabytes} MB each."),
                ChoiceField(
                    INVOLVED,
                    "Does it name or concern one of these people?",
                    options,
                    required=False,
                    several=True,
                    hint="Whoever you choose is kept out of this report from then on.",
                ),
                Text(_CANNOT_CHECK, small=True),
            ),
            hand_in_button(number),
            submit="Go on",
            state=new_state(number),
        )


def errands(district: District, clock: Clock) -> Mapping[str, Errand]:
    """What documents need of the counter, by the names that passes carry."""
    rules = district.documents
    suffixes = tuple(SUFFIXES[kind] for kind in rules.kinds)

    def advice() -> Sequence[str]:
        most = f"Taken: {taken(rules)}, at most {rules.largest_megabytes} MB."
        return pictures_refused(district, clock.now()), most

    def check(document: Document) -> Keeping:
        found = inspect(document, district, clock.now())
        # Looking for names takes its time, so it is done before the database waits for it.
        named = Named.looked_for(f"{found.name} {found.words}", district)
        return lambda case, marked: _keep(case, found, document.data, named.with_marked(marked.split()))

    title = "Hand in a document"
    return {
        _ERRAND_IN: HandingIn(Action.HAND_IN, title, advice, suffixes, rules.largest, check),
        _ERRAND_OUT: Fetching(Action.FETCH_DOCUMENT, "A document", _opened),
    }


def documents_of(case: Case) -> Sequence[Entry]:
    """The documents handed in, oldest first, opened."""
    return case.work.journal.entries(case.ticket.number, EntryKind.DOCUMENT)


def hand_in_button(number: str) -> Button:
    """For the reporter's own report."""
    return Button("Hand in a document", HAND_IN, number, opens_form=True)


def _keep(case: Case, found: Inspected, data: bytes, named: Named) -> str:
    most = named.district.documents.most
    if len(documents_of(case)) >= most:
        raise NotTaken(f"This report has {most} documents already, which is the most it can have.")
    encoded = b64encode(data).decode()
    kept = {NAME: found.name, MEDIA_TYPE: found.media_type, DATA: encoded}
    entry = _entry(case, EntryKind.DOCUMENT, kept)
    if names := named.in_words():
        _entry(case, EntryKind.ADDITION, {ABOUT: _NAMED, INVOLVED: ", ".join(names)})
    ticket = tell_supervisors(case, topics.ADDITION, entry.id, named.district)
    return f"Your document is kept, sealed like the rest. {who_hears(case, ticket, named.district)}"


def _entry(case: Case, kind: EntryKind, fields: Mapping[str, str]) -> Entry:
    entry = Entry(new_entry_id(), case.ticket.number, kind, case.now, REPORTER, fields)
    case.work.journal.add(entry)
    return entry


def _opened(case: Case, entry_id: str) -> Making:
    found = [entry.fields for entry in documents_of(case) if entry.id == entry_id]
    if not found:
        raise LinkOver
    name, media_type, data = (found[0][field] for field in (NAME, MEDIA_TYPE, DATA))
    return lambda: Document(name, media_type, b64decode(data))


def _called(entry: Entry) -> str:
    kinds = {media_type: CALLED[kind] for kind, media_type in MEDIA_TYPES.items()}
    return kinds.get(entry.fields[MEDIA_TYPE], "file")


def _not_taken() -> Card:
    said = "This district takes no documents here. Write what they say, or where they are."
    return Card("Documents are not taken", (Text(said),), _SUMMARY)
