"""The assembly: every part made once, by plain constructor calls."""

from collections.abc import Callable, Sequence

from bot.channels import configured_channels
from bot.courier import Bell, Courier
from bot.front_desk import FrontDesk
from bot.knowledge import Knowledge, read_knowledge
from bot.service import Service
from bot.settings import Settings
from handlers.casework.case_card import CaseCards
from handlers.casework.cases import CasesHandler
from handlers.casework.handler import CaseworkHandler
from handlers.casework.identity import IdentityHandler
from handlers.casework.words import CaseWords
from handlers.clock import Clock, SystemClock
from handlers.conversation.router import CommandSpec, Router
from handlers.duty.calling import CallHandler
from handlers.duty.receipt import Signer
from handlers.errors import KeyMissing
from handlers.guidance.handler import GuidanceHandler
from handlers.precheck.handler import PrecheckHandler
from handlers.reports.admission import Admission
from handlers.reports.delivery import Kind
from handlers.reports.duty_desk import DutyDesk
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
from storage.work import open_store


def set_up(settings: Settings) -> list[str]:
    """Create what is missing, keyset and database; returns a line for each thing done.

    A keyset is never made for a database that was sealed with another one: that one must come back.
    """
    done = []
    upgrade(settings.database_url)
    if not settings.keyset.exists():
        if fingerprint := fingerprint_of(settings.database_url):
            raise KeyMissing(
                f"There is no keyset at {settings.keyset}, and the database was sealed with {fingerprint}. "
                "Restore that keyset from its backup; a new one could open nothing."
            )
        create_keyset(settings.keyset)
        done.append(f"made a new keyset: {settings.keyset}")
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
    """The whole service. Raises SetupError, DistrictInvalid, KeyMissing, SchemaBehind."""
    settings.require_complete()
    clock = clock or SystemClock()
    knowledge = read_knowledge(settings)
    keyset = Keyset.load(settings.keyset)
    store = open_store(settings.database_url, keyset)
    store.check()
    bell = Bell()
    escalation = Escalation(store, knowledge.district, clock)
    router = make_router(knowledge, store, keyset.receipts, clock, bell.ring)
    desk = FrontDesk(router)
    routes: dict[str, Route] = {
        Kind.ALERT: escalation,
        Kind.CLOCK: Reminders(knowledge.district, clock),
        Kind.WORD: Words(knowledge.district),
        **CaseWords(knowledge.district).routes,
    }
    office = PostOffice(store, clock, {Kind.STEP: escalation.advance}, routes)
    channels = configured_channels(settings, knowledge.district, desk, store, office, router.commands)
    courier = Courier(store, office, [c.messenger for c in channels], clock, bell, poll_seconds)
    return Service(desk, channels, courier, store.check, store.close, knowledge.checker.prepare)


def make_router(
    knowledge: Knowledge, store: Store, signer: Signer, clock: Clock, filed: Callable[[], None]
) -> Router:
    """Every handler, behind one router; `filed` is called after each report's commit."""
    district, library, checker, duty = knowledge
    guidance = GuidanceHandler(library)
    precheck = PrecheckHandler(checker, library, clock, district.zone)
    receipts = Receipts(district, library, signer)
    intake = IntakeHandler(store, district, duty, clock, filed, receipts)
    calling = CallHandler(district, clock)
    admission, cards = Admission(store, district, clock), CaseCards(district)
    own = OwnDesk(admission, OwnCards(district), filed)
    mine, duties = OwnHandler(own, receipts), DutyDesk(own)
    cases = CasesHandler(admission, cards)
    casework = CaseworkHandler(admission, cards, filed)
    identity = IdentityHandler(admission, cards, filed)
    pressed = (guidance, precheck, intake, calling, mine, duties, cases, casework, identity)
    sent_in = (guidance, precheck, intake, mine, duties, casework, identity)
    return Router(
        (guidance.spec, precheck.spec, intake.spec, calling.spec, mine.spec, cases.spec),
        {action: answer for handler in pressed for action, answer in handler.presses.items()},
        {form: answer for handler in sent_in for form, answer in handler.submissions.items()},
        guidance.show,
    )


def command_list(settings: Settings) -> Sequence[CommandSpec]:
    """The commands, for a manifest; nothing is opened for it."""
    knowledge, store, clock = read_knowledge(settings), MemoryStore(), SystemClock()
    return make_router(knowledge, store, SigningKey(bytes(32)), clock, lambda: None).commands
