"""A playground on a stage: sample people, an answer of every element and field, and a real server."""

from collections.abc import Sequence

from aiohttp import ClientSession, web

from adapters.web.channel import WebChannel
from adapters.web.persona import Persona
from handlers.conversation.card import (
    Button,
    Buttons,
    Card,
    Divider,
    Excerpt,
    Facts,
    Quote,
    Text,
    Tone,
)
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.form import ChoiceField, Form, MomentField, Option, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec, Router

TEACHER = Persona("teacher@schools.example", "Sam Lindqvist", "Teacher, Moorhead High School")
PRINCIPAL = Persona("principal@schools.example", "Marit Solberg", "Principal, Moorhead High School")
COACH = Persona("coach@schools.example", "Hodan Abdi", "Coach")
CAST = (TEACHER, PRINCIPAL, COACH)

OPENER = Button("Report a concern", "report.open", tone=Tone.DANGER, opens_form=True)
QUOTED = "Employees will not post photos of students without consent. This includes closed groups."

QUOTE = Quote(QUOTED, "Procedure 447.1, section III.F; adopted 2013, reviewed 2024", ((0, 59),))

VERDICT = Card(
    "Revise before you post",
    (
        Text("Two things to change, then it is fine."),
        Excerpt("Proud of Emma for coming back after her surgery!"),
        Text("It names a student and says something of her health.", strong=True),
        QUOTE,
        Divider(),
        Facts((("Where", "A public account"), ("What to do", "Leave out the name and the surgery."))),
        Text("Nothing of your draft was kept.", small=True),
        Buttons((Button("Check another draft", "check.open", opens_form=True), Button("Done", "done"))),
    ),
    tone=Tone.CAUTION,
)

ALERT = Card(
    "A report is waiting for you",
    (
        Facts((("Ticket", "K7QM-2XRD"), ("How soon", "Today"), ("Site", "Moorhead High School"))),
        Buttons(
            (
                Button("Acknowledge", "ack", "K7QM-2XRD", Tone.GOOD),
                Button("Read the report", "read", "K7QM-2XRD", opens_form=True),
            )
        ),
    ),
    summary="smpolicy: a report is waiting for you",
    tone=Tone.DANGER,
)

ACKNOWLEDGED = Card(
    "Acknowledged by Marit Solberg",
    (
        Facts((("Ticket", "K7QM-2XRD"),)),
        Buttons((Button("Read the report", "read", "K7QM-2XRD", opens_form=True),)),
    ),
    tone=Tone.GOOD,
)

RECEIPT = Card("Report received", (Text("Ticket K7QM-2XRD", strong=True),), tone=Tone.GOOD)

REPORT = Form(
    "report",
    "Report a concern",
    (
        Text("In danger now? Call 911. For a crisis, call or text 988.", strong=True),
        Text("Your supervisors at the site you choose will read this.", small=True),
        Facts((("Child protection", "218-299-7139"),)),
        Divider(),
        ChoiceField(
            "site",
            "Which school or site?",
            (Option("Moorhead High School", "high"), Option("Robert Asp", "asp")),
        ),
        ChoiceField(
            "grade",
            "Which grade?",
            tuple(Option(f"Grade {n}", f"g{n}") for n in range(1, 13)),
            required=False,
        ),
        TextField("what", "What did you see, hear or read?", multiline=True, max_length=200),
        TextField(
            "students", "Which student or students?", required=False, max_length=50, hint="Initials will do."
        ),
        MomentField("learned_at", "When did you learn of it?", value="2026-11-23T09:30"),
        ChoiceField(
            "involved",
            "Is one of these people involved?",
            (Option("Marit Solberg, Principal", PRINCIPAL.email), Option("Hodan Abdi, Coach", COACH.email)),
            required=False,
            several=True,
            hint="They will not be told that this report exists.",
        ),
    ),
    OPENER,
    submit="Send report",
    state="token-1",
)

READING = Form(
    "reading",
    "Ticket K7QM-2XRD",
    (Text("What was seen", strong=True), Excerpt("A student wrote that nobody feeds him."), QUOTE),
    Button("Read the report", "read"),
    submit=None,
)


UNDRAWABLE = Reply((Card("Zq7canary", tone="Zq7canary"),))  # type: ignore[arg-type]  # no such tone


class Play:
    """What the bot says here, what people did, and what lies in their inboxes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.mail: dict[str, list[tuple[str, Card]]] = {}
        self.undrawable: Reply | None = None
        self.router = Router(
            [
                CommandSpec("ask", "ask may I post photos of my class?", "Quotes the guidelines.", self.ask),
                CommandSpec("check", "check <draft>", "Checks a draft.", self.check),
                CommandSpec("report", "report", "Takes a report.", lambda _: Reply(form=REPORT), OPENER),
            ],
            presses={
                "report.open": lambda _: Reply(form=REPORT),
                "read": lambda _: Reply(form=READING),
                "ack": self.acknowledge,
            },
            submissions={"report": self.file},
        )
        self.channel = WebChannel(
            CAST, "Moorhead Area Public Schools", self.answer, self.inbox, self.router.commands, beat=0.05
        )

    async def answer(self, event: Event) -> Reply:
        self.events.append(event)
        if self.undrawable:
            return self.undrawable
        reply = self.router.answer(event)
        if isinstance(event, Submission) and not reply.errors:
            await self.deliver(PRINCIPAL, ALERT, "K7QM-2XRD/1/principal")
        return reply

    def inbox(self, email: str) -> Sequence[tuple[str, Card]]:
        return tuple(self.mail.get(email, ()))

    async def deliver(self, persona: Persona, card: Card, delivery: str) -> None:
        """Send as the courier does: the outbox knows of it only after the messenger returned."""
        await self.channel.messenger.send(persona.email, card, delivery)
        self.mail.setdefault(persona.email, []).append((delivery, card))

    def ask(self, _command: Command) -> Reply:
        answer = Card(
            "Yes, with consent", (QUOTE, Text("Ask the office which students have it.")), tone=Tone.GOOD
        )
        return Reply((answer,))

    def check(self, _command: Command) -> Reply:
        return Reply((VERDICT,))

    def acknowledge(self, press: Press) -> Reply:
        mail = self.mail.get(press.actor.key, [])
        self.mail[press.actor.key] = [(delivery, ACKNOWLEDGED) for delivery, _ in mail]
        return Reply((ACKNOWLEDGED,), replaces=True)

    def file(self, sent: Submission) -> Reply:
        if "tomorrow" in sent.text("what"):
            return Reply(
                errors={"what": "Please write what has happened.", "": "Please look at one field again."}
            )
        return Reply((RECEIPT,))


class Stage:
    """A play, served on a free port of this computer."""

    def __init__(self, play: Play | None = None) -> None:
        self.play = play or Play()
        self.url = ""
        self._port = 0
        self.client: ClientSession

    async def __aenter__(self) -> "Stage":
        await self.open()
        self.client = ClientSession(self.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()
        await self.close()

    async def open(self) -> None:
        """Serve, on the port of the first time where it is opened again."""
        app = web.Application()
        app.add_routes(self.play.channel.routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self._port}"
        await self.play.channel.start()

    async def close(self) -> None:
        """End as the service does."""
        await self.play.channel.stop()
        await self._runner.cleanup()
