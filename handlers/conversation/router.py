"""The router: knows the commands, their help, and which handler answers what."""

import difflib
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from handlers.conversation.actor import Place
from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Text, Tone
from handlers.conversation.emergency import DANGER
from handlers.conversation.event import Command, Event, Press, Submission
from handlers.conversation.reply import Reply
from handlers.errors import SetupError, SmpolicyError

_log = logging.getLogger(__name__)

PREFIX = "/smpolicy"

_BLANK = " \t\r\n\f\v\xa0\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_ADDRESS = re.compile(r"/?smpolicy\b[\s:,]*", re.IGNORECASE)
_NAME = re.compile(r"(\S+)\s*(.*)", re.DOTALL)

_OTHER_NAMES = {"mine": ("my", "my report", "my reports", "reports")}
"""What people type for a command whose name is not like it."""


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """One command: `answer` gets the event with the text after the command's name."""

    name: str
    usage: str
    summary: str
    answer: Callable[[Command], Reply]
    button: Button | None = None


Direct = Callable[[Command], Reply | None]


@dataclass(frozen=True, slots=True)
class Router:
    """One command, one way through.

    `presses` and `submissions` are keyed by a button's action and a form's name. `direct` is asked
    first what a text that is no command means (a section number), and may say None.
    """

    commands: Sequence[CommandSpec]
    presses: Mapping[str, Callable[[Press], Reply]] = field(default_factory=dict)
    submissions: Mapping[str, Callable[[Submission], Reply]] = field(default_factory=dict)
    direct: Direct = lambda _command: None

    def answer(self, event: Event) -> Reply:
        """The reply to whatever a person did; an SmpolicyError becomes the sentence that says it.

        A form that met one stays open, with all that was typed.
        """
        try:
            return self._dispatch(event)
        except SetupError as error:
            _log.error("the set-up is not right: %s", error)
            return failed(event, str(SmpolicyError()))
        except SmpolicyError as error:
            return failed(event, str(error))

    def _dispatch(self, event: Event) -> Reply:
        if not event.place.private:
            return Reply((_in_private(),))
        if isinstance(event, Command):
            return self._command(event)
        if isinstance(event, Press):
            press = self.presses.get(event.action)
            return press(event) if press else Reply((_stale(),))
        submit = self.submissions.get(event.form)
        return submit(event) if submit else Reply((_stale(),))

    def _command(self, event: Command) -> Reply:
        name, rest = split(event.text)
        spec = next((s for s in self.commands if s.name == name.casefold()), None)
        if spec:
            return spec.answer(Command(event.actor, event.place, rest))
        if not name or name.casefold() in {"help", "hi", "hello", "?"}:
            return Reply((self.help(event.place),))
        text = f"{name} {rest}".strip()
        return self.direct(Command(event.actor, event.place, text)) or Reply(
            (self._unknown(text, event.place),)
        )

    def help(self, place: Place) -> Card:
        """What can be asked in this place, with an example and a button each."""
        facts = Facts(tuple((f"{place.prefix}{spec.usage}", spec.summary) for spec in self.commands))
        buttons = tuple(spec.button for spec in self.commands if spec.button)
        parts: tuple[Element, ...] = (
            Text(DANGER),
            facts,
            Buttons(buttons),
            Text("Only you see these answers. Drafts are not kept.", small=True),
        )
        return Card("What I can do", parts, summary="What smpolicy can do")

    def _unknown(self, text: str, place: Place) -> Card:
        say = place.prefix
        near = " or ".join(f"{say}{name}" for name in self._near(text.casefold()))
        hint = f"Did you mean {near}?" if near else f"To ask a question: {say}ask ..."
        help_card = self.help(place)
        return Card("I don't know that command", (Text(hint), *help_card.elements), tone=Tone.CAUTION)

    def _near(self, text: str) -> Sequence[str]:
        """The commands that this may have meant: by what it says, then by what its first word is like."""
        names = [spec.name for spec in self.commands]
        meant = [name for name in names if text in _OTHER_NAMES.get(name, ())]
        like = difflib.get_close_matches(text.split(maxsplit=1)[0][:40], names, n=1)
        return tuple(dict.fromkeys((*meant, *like)))


def split(text: str) -> tuple[str, str]:
    """The command's name and what follows it, without a leading `/smpolicy` or invisible characters."""
    words = _without_address(text.strip(_BLANK))
    found = _NAME.match(words)
    return (found[1], found[2].strip(_BLANK)) if found else ("", "")


def _without_address(words: str) -> str:
    found = _ADDRESS.match(words)
    return words[found.end() :] if found else words


def failed(event: Event, sentence: str) -> Reply:
    """Say what went wrong: at the first field of a form, which stays open, or on a card."""
    if isinstance(event, Submission):
        return Reply(errors={next(iter(event.values), ""): sentence})
    return Reply((refusal(sentence),))


def refusal(sentence: str) -> Card:
    """A card that says what went wrong."""
    return Card(
        "That did not work",
        (Text(DANGER, strong=True), Text(sentence)),
        summary="smpolicy could not do that",
        tone=Tone.CAUTION,
    )


def _in_private() -> Card:
    text = (
        "I only answer in private. Please talk to me in our own chat. "
        "If your message here says anything about a student, delete it: nothing of it was kept."
    )
    return Card("Let's talk in private", (Text(text),), summary="smpolicy answers in private")


def _stale() -> Card:
    return refusal("This button or form is from an older version. Please start again with help.")
