"""The assembly: every part made once, by plain constructor calls."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from adapters.web.counter import CounterPages
from bot.address import Address
from bot.channels import configured_channels
from bot.courier import Bell, Courier
from bot.front_desk import FrontDesk
from bot.knowledge import Knowledge, read_knowledge
from bot.records import Records
from bot.routine import Routine
from bot.service import Service
from bot.settings import Settings
from handlers.casework.case_card import ALWAYS, CaseCards, Offer
from handlers.casework.cases import CasesHandler
from handlers.casework.handler import CaseworkHandler
from handlers.casework.identity import IdentityHandler
from handlers.casework.words import CaseWords
from handlers.clock import Clock, SystemClock
from handlers.consultation.handler import ConsultationHandler
from handlers.consultation.messages import QuestionWords
from handlers.consultation.wording import ASK_BUTTON
from handlers.conversation.router import CommandSpec, Router
from handlers.district.model import District
from handlers.duty.calling import CallHandler
from handlers.duty.receipt import Signer
from handlers.errors import KeyMissing, NotSaved
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.search import Search
from handlers.precheck.handler import PrecheckHandler
from handlers.records import export
from handlers.records.offers import OFFERS
from handlers.reports import documents, own_draft
from handlers.reports.access import Action
from handlers.reports.admission import Admission
from handlers.reports.away import not_saved, not_sure
from handlers.reports.contact_record import ContactHandler
from handlers.reports.counter import Counter
from handlers.reports.delivery import Delivery, Kind
from handlers.reports.duty_desk import DutyDesk
from handlers.reports.duty_round import DUTY_ROUND, DutyRound
from handlers.reports.escalation import Escalation
from handlers.reports.intake import IntakeHandler
from handlers.reports.own import OwnHandler
from handlers.reports.own_card import OwnCards
from handlers.reports.own_desk import OwnDesk
from handlers.reports.post_office import PostOffice, Route
from handlers.reports.receipt import Receipts
from handlers.reports.reminders import Reminders
from handlers.reports.store import Store
from handlers.reports.ticket import Ticket
from handlers.reports.words import Words
from storage.keyring import fingerprint_of
from storage.keyset import Keyset, create_keyset
from storage.memory import MemoryStore
from storage.schema import upgrade
from storage.signing import SigningKey
from storage.work import DatabaseStore, open_store

_log = logging.getLogger(__name__)


def set_up(settings: Settings) -> list[str]:
    """Create what is missing, keyset and database; returns a line for each thing done.

    A keyset is never made for a database that was sealed with another one: that one must come back.
    """
    upgrade(settings.database_url)
    met, done = fingerprint_of(settings.database_url), []
    if not settings.keyset.exists():
        if met:
            raise KeyMissing(
                f"There is no keyset at {settings.keyset}, and the database was sealed with {met}. "
                "Restore that keyset from its backup; a new one could open nothing."
            )
        create_keyset(settings.keyset)
        done.append(f"made a new keyset: {settings.keyset}")
    elif not met:
        done.append(
            f"began an empty database for the keyset that was there already, {settings.keyset}. "
            "If reports were kept before, this is not where they are: restore that database from its backup."
        )
    store = open_store(settings.database_url, Keyset.load(settings.keyset))
    store.check()
    store.close()
    return done


def list_tickets(settings: Settings) -> Sequence[Ticket]:
    """Every ticket, unopened. Raises KeyMissing, SchemaBehind, NotSaved."""
    store = open_store(settings.database_url, Keyset.load(settings.keyset))
    store.check()
    with store.begin() as work:
        found = work.tickets.all()
    store.close()
    return found


def assemble(settings: Settings, clock: Clock | None = None, poll_seconds: float = 1.0) -> Service:
    """The whole service, also while the database is away.

    Raises SetupError, DistrictInvalid, KeyMissing, SchemaBehind.
    """
    settings.require_complete()
    clock = clock or SystemClock()
    knowledge = read_knowledge(settings, clock)
    keyset = Keyset.load(settings.keyset)
    store = open_store(settings.database_url, keyset, clock)
    _look_at(store)
    bell, address = Bell(), Address(settings)
    escalation = Escalation(store, knowledge.district, clock)
    counter = make_counter(knowledge.district, store, clock, address, bell.ring)
    records = Records(knowledge, store, clock, store.shred, settings.audit_head)
    router = make_router(knowledge, store, keyset.receipts, clock, bell.ring, counter, records)
    desk = FrontDesk(
        router,
        lambda: not_saved(knowledge.district, clock.now()),
        lambda: not_sure(knowledge.district, clock.now()),
    )
    routes: dict[str, Route] = {
        Kind.ALERT: escalation,
        Kind.CLOCK: Reminders(knowledge.district, clock),
        Kind.WORD: Words(knowledge.district),
        **CaseWords(knowledge.district).routes,
        **QuestionWords(knowledge.district).routes,
        **records.routes,
    }
    started = clock.now()
    duty_round = DutyRound(store, knowledge.district, clock, started)
    kept = records.chores()
    chores = replace(kept, deeds={**kept.deeds, DUTY_ROUND: duty_round.do})
    deeds = {Kind.STEP: escalation.advance, Kind.CHORE: chores.do}
    office = PostOffice(store, clock, deeds, routes)
    channels = configured_channels(settings, knowledge.district, desk, store, office, router.commands)
    courier = Courier(store, office, [c.messenger for c in channels], clock, bell, poll_seconds)
    pages = CounterPages(counter)

    def due(now: datetime) -> Sequence[Delivery]:
        return [*records.due(now, started), duty_round.due()]

    routine = Routine(store, due, clock, bell)

    def prepare() -> None:
        knowledge.checker.prepare()
        Search(knowledge.library).prepare()

    def look() -> None:
        store.check()
        store.check_trail()  # a damaged trail is said loudly, and keeps nobody from reporting

    return Service(desk, channels, pages, courier, routine, look, store.close, prepare, address.listening)


def _look_at(store: DatabaseStore) -> None:
    """A wrong schema or key stops the start; a database that is away does not.

    911, 988, whom to call and the report form need none: they must be reachable all the same.
    """
    try:
        store.check()
    except NotSaved as error:
        _log.error("the service starts without the database. %s", error.for_operator)


def make_counter(
    district: District, store: Store, clock: Clock, address: Callable[[], str], filed: Callable[[], None]
) -> Counter:
    """Where documents change hands; `address` is where people reach it with a browser."""
    errands = {
        **documents.errands(district, clock),
        **own_draft.errands(district),
        **export.errands(district),
    }
    return Counter(Admission(store, district, clock), errands, address, filed)


def make_router(
    knowledge: Knowledge,
    store: Store,
    signer: Signer,
    clock: Clock,
    filed: Callable[[], None],
    counter: Counter,
    records: Records,
) -> Router:
    """Every handler, behind one router; `filed` is called after each report's commit."""
    district, library, checker, duty, asking = knowledge
    guidance = GuidanceHandler(library, ASK_BUTTON)
    precheck = PrecheckHandler(checker, library, clock, district.zone, ASK_BUTTON)
    receipts = Receipts(district, library, signer)
    intake = IntakeHandler(store, district, duty, clock, filed, receipts)
    calling = CallHandler(district, clock)
    contact = ContactHandler(store, district, library, clock)
    admission = Admission(store, district, clock)
    papers, drafts = documents.DocumentHandler(admission, counter), own_draft.DraftHandler(admission, counter)
    cards = CaseCards(district, (_documents_offer(district), *OFFERS))
    own = OwnDesk(admission, OwnCards(district, (drafts.door, papers.door)), filed)
    mine, duties = OwnHandler(own, receipts), DutyDesk(own)
    cases = CasesHandler(admission, cards)
    casework = CaseworkHandler(admission, cards, filed, records.keeping.answerable)
    identity = IdentityHandler(admission, cards, filed)
    consultation = ConsultationHandler(admission, asking, filed)
    keeping, checklist, figures = records.handlers(cards, counter, filed)
    pressed = (
        guidance,
        precheck,
        intake,
        calling,
        contact,
        mine,
        duties,
        cases,
        casework,
        identity,
        consultation,
        papers,
        drafts,
        keeping,
        checklist,
        figures,
    )
    sent_in = (
        guidance,
        precheck,
        intake,
        contact,
        mine,
        duties,
        casework,
        identity,
        consultation,
        papers,
        keeping,
        checklist,
    )
    return Router(
        (
            guidance.spec,
            precheck.spec,
            intake.spec,
            calling.spec,
            contact.spec,
            mine.spec,
            consultation.spec,
            cases.spec,
            keeping.spec,
            figures.spec,
        ),
        {action: answer for handler in pressed for action, answer in handler.presses.items()},
        {form: answer for handler in sent_in for form, answer in handler.submissions.items()},
        guidance.show,
    )


def command_list(settings: Settings) -> Sequence[CommandSpec]:
    """The commands, for a manifest; nothing is opened for it."""
    knowledge, store, clock = read_knowledge(settings), MemoryStore(), SystemClock()
    counter = make_counter(knowledge.district, store, clock, lambda: "", lambda: None)
    records = Records(knowledge, store, clock, lambda: None)
    signer = SigningKey(bytes(32))
    return make_router(knowledge, store, signer, clock, lambda: None, counter, records).commands


def _documents_offer(district: District) -> Offer:
    taken = district.documents.allowed
    return Offer(
        Action.FETCH_DOCUMENT, "Documents", documents.LIST, ALWAYS, opens_form=False, fits=lambda *_: taken
    )
