"""Answers `/smpolicy check`: a draft in, a verdict out, nothing kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.clock import Clock
from handlers.conversation.card import Button, Buttons, Card, Text, Tone
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import ChoiceField, Form, Option, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.precheck.checker import Checker
from handlers.precheck.draft import LONGEST, Account, Context, Draft, Media
from handlers.precheck.languages import read_languages
from handlers.precheck.mending.mend import Mender
from handlers.precheck.verdict_card import verdict_card
from handlers.spelling.reading import plain

FORM = "check"
OPENER = Button("Check a draft", "check.open", opens_form=True)
TOO_LONG = f"This draft is too long. I can check up to {LONGEST:,} characters at a time; check it in parts."
NOTHING_TO_SEE = "There are no visible words in this draft. Please paste the text of your post."

_ACCOUNTS = (
    Option("My personal account", Account.PERSONAL),
    Option("My class, team or club", Account.CLASS),
    Option("The district or a school", Account.DISTRICT),
    Option("Not sure", Account.UNSPECIFIED),
)
_MEDIA = (
    Option("Words only", Media.NONE),
    Option("A photo", Media.PHOTO),
    Option("A video", Media.VIDEO),
)


@dataclass(frozen=True, slots=True)
class PrecheckHandler:
    """Checks drafts. `zone` is the district's, for the time of posting; `consult` asks a supervisor."""

    checker: Checker
    library: PolicyLibrary
    clock: Clock
    zone: ZoneInfo
    consult: Button | None = None

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Check a draft post against the guidelines before you publish it."
        return CommandSpec("check", "check [your draft]", summary, self.command, OPENER)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {OPENER.action: lambda _press: Reply(form=check_form())}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {FORM: self.submit}

    def command(self, command: Command) -> Reply:
        """The verdict on the words after the command; without any, the form."""
        return self.reply(command.text) if command.text.strip() else Reply(form=check_form())

    def reply(self, text: str) -> Reply:
        """The verdict on a draft of which nothing else is known."""
        if problem := _problem(text):
            parts = (Text(problem), Buttons((OPENER,)))
            return Reply((Card("Nothing was checked", parts, tone=Tone.CAUTION),))
        return self._verdict(text, Account.UNSPECIFIED, Media.NONE)

    def submit(self, submission: Submission) -> Reply:
        """The verdict on the form's draft."""
        value = submission.values.get("draft", "")
        text = value if isinstance(value, str) else ""
        if problem := _problem(text):
            return Reply(errors={"draft": problem})
        account, media = submission.text("account"), submission.text("media")
        return self._verdict(
            text,
            Account(account) if account in set(Account) else Account.UNSPECIFIED,
            Media(media) if media in set(Media) else Media.NONE,
        )

    def _verdict(self, text: str, account: Account, media: Media) -> Reply:
        now = self.clock.now().astimezone(self.zone).replace(tzinfo=None)
        draft = Draft(text, Context(account, "", now, media, is_asked_now=True))
        checked = self.checker.check(draft)
        mended = Mender(self.checker).mended(draft, checked)
        passages, meanings = self._passages(), self._meanings()
        is_foreign = read_languages().is_foreign(text)
        card = verdict_card(
            checked,
            passages,
            meanings,
            mended,
            self.consult,
            is_foreign=is_foreign,
            door_from=self.checker.door_from,
        )
        return Reply((card,))

    def _passages(self) -> Mapping[str, Passage]:
        codes = self.checker.codes
        policy = next(policy for policy in self.library.policies if policy.code == codes.policy)
        return {code: Passage(policy, section) for code, section in self.checker.quotes.items()}

    def _meanings(self) -> Mapping[str, str]:
        return {name: code.meaning for name, code in self.checker.codes.codes.items()}


def check_form() -> Form:
    """The empty form for a draft."""
    return Form(
        FORM,
        "Check a draft",
        (
            TextField(
                "draft",
                "Your draft",
                multiline=True,
                max_length=LONGEST,
                hint="Paste the words as you would post them.",
            ),
            ChoiceField("account", "Where will it appear?", _ACCOUNTS, chosen=(Account.UNSPECIFIED,)),
            ChoiceField("media", "What goes with it?", _MEDIA, chosen=(Media.NONE,)),
            Text("Nothing of a draft is kept.", small=True),
        ),
        OPENER,
        submit="Check",
    )


def _problem(text: str) -> str:
    """Why a draft cannot be checked; empty where it can."""
    if len(text) > LONGEST:
        return TOO_LONG
    return NOTHING_TO_SEE if plain(text).is_empty else ""
