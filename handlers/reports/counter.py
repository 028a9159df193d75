"""The counter: where a document is fetched or handed in, once, over a link of the bot's own.

A link is a bearer secret: whoever has it may use it, once, within its minutes. So it is short-lived,
it is good for one thing, and what it leads to is decided anew when it is used: somebody who may not
any more gets nothing. Looking at a link (a preview, a mail scanner) uses nothing up and shows nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.conversation.card import Card, Element, Link, Text
from handlers.conversation.emergency import DANGER
from handlers.errors import SmpolicyError
from handlers.reports.access import Action, Relation, Role, may
from handlers.reports.admission import Admission, Case
from handlers.reports.journal import REPORTER
from handlers.reports.passes import VALID, Pass, new_token
from handlers.reports.store import AuditEntry, UnitOfWork

BEARER = (
    f"The link works once, within {VALID.seconds // 60} minutes, for whoever has it. Do not pass it on. What "
    "goes over it does not go through this chat."
)


class LinkOver(SmpolicyError):
    """This link does not work any more, or never did. If you used it just now, that was the one time.

    Ask the bot for a new one.
    """


class CounterClosed(SmpolicyError):
    """Documents cannot be fetched or handed in here: this bot has no web address of its own.

    Please tell whoever runs it.
    """


class NotTaken(SmpolicyError):
    """This document cannot be taken. The link still works for another one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file. Its name is content, like the rest of it."""

    name: str = field(repr=False)
    media_type: str
    data: bytes = field(repr=False)


Making = Callable[[], Document]
"""Makes a document of what was opened before; it may take its time, as no transaction waits for it."""

Keeping = Callable[[Case, str], str]
"""Keeps a document that was checked before, for the subject of the pass, and says so."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """A kind of document that can be fetched.

    The title is seen by whoever has the link, so it tells nothing of any case. `make` opens what it
    needs of the case, for the subject that the pass was issued with. The counter itself puts `action`
    and the subject on the trail, so the subject holds no content.
    """

    action: Action
    title: str
    make: Callable[[Case, str], Making]


@dataclass(frozen=True, slots=True)
class HandingIn:
    """A kind of document that can be handed in.

    `advice` is said above it, as it reads today; `suffixes` are those of the files that may be chosen,
    `largest` is in bytes. `check` looks at one before anything is opened, and raises NotTaken.
    """

    action: Action
    title: str
    advice: Callable[[], Sequence[str]]
    suffixes: tuple[str, ...]
    largest: int
    check: Callable[[Document], Keeping]


Errand = Fetching | HandingIn


@dataclass(frozen=True, slots=True)
class Counter:
    """Issues links and serves them.

    `errands` are what a pass can be for, by name (one word). `address` gives where people reach the
    bot with a browser, such as `https://smpolicy.example.org`, or an empty text while there is nowhere.
    `changed` is called after something was handed in.
    """

    admission: Admission
    errands: Mapping[str, Errand]
    address: Callable[[], str]
    changed: Callable[[], None]

    @property
    def is_open(self) -> bool:
        """Whether links lead anywhere."""
        return bool(self.address())

    def issue(self, case: Case, errand: str, subject: str = "") -> str:
        """A new link for whoever has this case before them, kept in the same transaction.

        `subject` says more of what it is for, such as which document. Raises CounterClosed.
        """
        if not self.is_open:
            raise CounterClosed
        token = new_token()
        expires_at = case.now + VALID
        leave = Pass(f"{errand} {subject}".strip(), case.ticket.number, case.actor, expires_at)
        case.work.passes.keep(token, leave)
        return f"{self.address()}/pass/{token}"

    def card(self, case: Case, errand: str, subject: str = "", above: Sequence[Element] = ()) -> Card:
        """The card with such a link, for that person alone, below what else is to be said.

        Raises CounterClosed.
        """
        link = Link("Open the page", self.issue(case, errand, subject))
        elements = (Text(DANGER, strong=True), *above, Text(BEARER), link)
        return Card(self.errands[errand].title, elements, "smpolicy has a link for you.")

    def page(self, token: str) -> Errand:
        """What the link is for; this uses nothing up. Raises LinkOver."""
        with self.admission.store.begin() as work:
            leave = work.passes.look(token, self.admission.clock.now())
        return self._errand(leave)

    def fetch(self, token: str) -> Document:
        """The document, this once. Raises LinkOver, also where it is no link to fetch with."""
        with self.admission.store.begin() as work:
            errand, leave = self._taken(work, token)
            if not isinstance(errand, Fetching):
                raise LinkOver
            case = self._case(work, leave, errand.action, _subject(leave))
            making = errand.make(case, _subject(leave)) if case else None
        if making is None:
            raise LinkOver
        return making()

    def hand_in(self, token: str, document: Document) -> str:
        """Keep the document, and say so. Raises NotTaken, after which the link still works; LinkOver."""
        errand = self.page(token)
        if not isinstance(errand, HandingIn):
            raise LinkOver
        keeping = errand.check(document)
        said = ""
        with self.admission.store.begin() as work:
            _, leave = self._taken(work, token)
            if case := self._case(work, leave, errand.action):
                said = keeping(case, _subject(leave))
        if not said:
            raise LinkOver
        self.changed()
        return said

    def _taken(self, work: UnitOfWork, token: str) -> tuple[Errand, Pass]:
        leave = work.passes.take(token, self.admission.clock.now())
        errand = self._errand(leave)
        assert leave  # noqa: S101 - or there would be no errand
        return errand, leave

    def _errand(self, leave: Pass | None) -> Errand:
        errand = self.errands.get(leave.action.partition(" ")[0]) if leave else None
        if errand is None:
            raise LinkOver
        return errand

    def _case(self, work: UnitOfWork, leave: Pass, action: Action, detail: str = "") -> Case | None:
        """The case, if its holder may still do this; what is done or refused is put on the trail."""
        case = self.admission.look(work, leave.holder, leave.ticket, action)
        # What only a reporter does must not say who that is, whatever has become of the report meanwhile.
        own = any(may(role, Relation.REPORTER, action) for role in Role)
        actor = REPORTER if own else self.admission.signed(work, leave.holder, leave.ticket)
        what = str(action) if case else f"refused {action}"
        work.audit.append(AuditEntry(self.admission.clock.now(), actor, what, leave.ticket, detail))
        return case


def _subject(leave: Pass) -> str:
    return leave.action.partition(" ")[2]
