"""A counter beside a report desk, and files to hand in at it."""

import io
import zipfile

from handlers.conversation.card import Card, Link
from handlers.conversation.event import FormValue, Press, Submission
from handlers.conversation.reply import Reply
from handlers.district.documents import Documents
from handlers.district.model import District
from handlers.reports import documents, own_draft
from handlers.reports.admission import Admission
from handlers.reports.counter import Counter, Document
from handlers.reports.journal import Entry, EntryKind
from tests.handlers.reports.desk import DISTRICT, PLACE, Desk, somebody

ADDRESS = "https://smpolicy.example"
WORDS = Document("words.txt", "", b"CANARY what he wrote")
CONTENTS = '<Types><Override ContentType="application/vnd.openxmlformats.document.main+xml"/></Types>'

LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.'
    'openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def word_file(*paragraphs: str, **parts: str | bytes) -> bytes:
    """A Word file with these paragraphs; a part's name has `__` for a slash and ends in its suffix."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    whole = {
        "[Content_Types].xml": CONTENTS,
        "_rels/.rels": LINKS,
        "word/document.xml": f"<w:document><w:body>{body}</w:body></w:document>",
        **{name.replace("__", "/"): text for name, text in parts.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():
            archive.writestr(name, text)
    return packed.getvalue()


def district_with(**rules: object) -> District:
    """The sample district with other rules for documents."""
    return DISTRICT.model_copy(update={"documents": Documents.model_validate({"allowed": True, **rules})})


class Papers:
    """A desk, a counter, and one report of a teacher that the principal was told of."""

    def __init__(self, district: District = DISTRICT, address: str = ADDRESS) -> None:
        self.desk = Desk()
        self.rung = 0
        self.admission = Admission(self.desk.store, district, self.desk.clock)
        errands = {**documents.errands(district, self.desk.clock), **own_draft.errands(district)}
        self.counter = Counter(self.admission, errands, lambda: address, self._ring)
        self.documents = documents.DocumentHandler(self.admission, self.counter)
        self.drafts = own_draft.DraftHandler(self.admission, self.counter)
        self.ticket = self.desk.file()
        self.desk.run()

    def _ring(self) -> None:
        self.rung += 1

    def press(self, who: str, action: str, value: str = "") -> Reply:
        """Press a button about the report."""
        presses = {**self.documents.presses, **self.drafts.presses}
        return presses[action](Press(somebody(who), PLACE, action, value or self.ticket.number))

    def fill(self, **values: FormValue) -> Reply:
        """Send the form that comes before a document, as the teacher."""
        state = f"{self.ticket.number} x"
        sent = Submission(somebody("teacher"), PLACE, documents.HAND_IN, values, state)
        return self.documents.hand_in(sent)

    def token_to_hand_in(self, **values: FormValue) -> str:
        """The secret part of a link of the teacher's."""
        return token_on(self.fill(**values))

    def hand_in(self, document: Document = WORDS, **values: FormValue) -> str:
        """Hand one in; returns what is said."""
        return self.counter.hand_in(self.token_to_hand_in(**values), document)

    def token_to_fetch(self, who: str = "principal") -> str:
        """The secret part of a link to the newest document."""
        return token_on(
            self.press(
                who, documents.FETCH, f"{self.ticket.number} {self.entries(EntryKind.DOCUMENT)[-1].id}"
            )
        )

    def entries(self, *kinds: EntryKind) -> list[Entry]:
        """What the journal holds."""
        with self.desk.store.begin() as work:
            return list(work.journal.entries(self.ticket.number, *kinds))

    def later(self, **much: float) -> None:
        """Let time pass."""
        self.desk.clock.advance(**much)


def link_on(card: Card) -> Link:
    """The link of a card."""
    return next(part for part in card.elements if isinstance(part, Link))


def token_on(reply: Reply) -> str:
    """The secret part of the link in a reply."""
    return link_on(reply.cards[0]).url.removeprefix(f"{ADDRESS}/pass/")
