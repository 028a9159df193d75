"""Answers `/smpolicy ask`, a section's number and all leafing through with the policy's own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from handlers.conversation.card import Button, Card
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.guidance import names, phrases
from handlers.guidance.absent import Absent, absent, absent_policy
from handlers.guidance.answer_card import OPENER, answer_card, how_card
from handlers.guidance.changes_card import changes_card, unchanged_card
from handlers.guidance.contents_card import (
    absent_card,
    contents_card,
    elsewhere_card,
    policies_card,
    versions_card,
)
from handlers.guidance.crisis import in_crisis
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.mentioned import Mentioned, mentioned
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import SHOW
from handlers.guidance.request import Kind, Request, requested
from handlers.guidance.search import SHOWN, Answered, Found, Search
from handlers.guidance.section_card import section_card
from handlers.guidance.text_card import text_card
from handlers.guidance.versions import version_at
from handlers.guidance.when import undated

FORM = "ask"
LONGEST = 1000


@dataclass(frozen=True)
class GuidanceHandler:
    """Quotes the policies of a library. It keeps no question.

    `consult` is the button that asks a supervisor, shown under answers where there is one. It carries
    the question along, so that one press fills the form; the chat has it already.
    """

    library: PolicyLibrary
    consult: Button | None = None

    @cached_property
    def search(self) -> Search:
        """The index over the library, built when first asked."""
        return Search(self.library)

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        return CommandSpec("ask", phrases.COMMAND_USAGE, phrases.COMMAND_SUMMARY, self.ask, OPENER)

    @property
    def presses(self) -> Mapping[str, Callable[[Press], Reply]]:
        """The buttons answered here."""
        return {OPENER.action: lambda _press: Reply(form=_form()), SHOW: self._pressed}

    @property
    def submissions(self) -> Mapping[str, Callable[[Submission], Reply]]:
        """The forms answered here."""
        return {FORM: self._submitted}

    def answers(self, question: str) -> Answered:
        """The passages that answer a question, best first, or an abstention; a section's number is one."""
        return self._answers(question, mentioned(self.library, question))

    def _answers(self, question: str, named: Mentioned) -> Answered:
        found = self.library.find(question)
        passages = (found,) if isinstance(found, Passage) else named.passages if named.alone else ()
        if passages:
            return Answered(abstained=False, answers=tuple(Found(one, 1.0) for one in passages[:SHOWN]))
        if absent(self.library, question) or absent_policy(self.library, question):
            return Answered(abstained=True)
        return self.search.answers(question)

    def ask(self, command: Command) -> Reply:
        """Quote what answers the question; without one, say how to ask."""
        return Reply((self.card(command.text),))

    def card(self, words: str) -> Card:
        """What these words name, or what answers them as a question."""
        question = words.strip()
        if not question:
            return how_card(self.library)
        return self._named(question) or self._answer(question)

    def _answer(self, question: str) -> Card:
        elsewhere = self.library.elsewhere(names.words_of(question[:LONGEST]))
        named = mentioned(self.library, question)
        return answer_card(
            self.library,
            self._answers(question, named),
            self._consult(question),
            elsewhere,
            in_crisis(question),
            named.passages[:SHOWN],
        )

    def _consult(self, question: str) -> Button | None:
        return self.consult and replace(self.consult, value=question[:LONGEST])

    def show(self, command: Command) -> Reply | None:
        """A section, a policy or what else is called by its name; None for any other text."""
        card = self._named(command.text)
        return Reply((card,)) if card else None

    def _named(self, spelling: str) -> Card | None:
        if request := requested(self.library, spelling):
            return self._leafed(request)
        found = self.library.find(spelling)
        if isinstance(found, Passage):
            return self._section(found, spelling)
        if isinstance(found, Policy):
            return self._contents(found, spelling)
        return self._no_such_version(spelling) or self._mentioned(spelling) or self._elsewhere(spelling)

    def _section(self, found: Passage, spelling: str) -> Card:
        named = self._names_a_policy(names.words_of(spelling), found)
        return section_card(self.library, found, named, self._consult(found.name))

    def _mentioned(self, spelling: str) -> Card | None:
        """The sections named in a sentence that says nothing else."""
        named = mentioned(self.library, spelling)
        if not named.alone:
            return None
        return self._answer(spelling) if named.passages[1:] else self._section(named.passages[0], spelling)

    def _no_such_version(self, spelling: str) -> Card | None:
        """The versions there are, where another one was asked for, or a section that one has not."""
        name, whens = undated(spelling, self.library.today)
        if not whens:
            return None
        found = self.library.find(name) or requested(self.library, name)
        if found is None:
            return self._elsewhere(name)
        policy = found if isinstance(found, Policy) else found.policy
        version = version_at(self.library.versions(policy.code), whens[0].casefold())
        if version and isinstance(found, Passage):
            return absent_card(Absent(policy.code, found.section.id), version)
        return versions_card(self.library, policy, missing=True)

    def _names_a_policy(self, words: list[str], found: Passage) -> bool:
        code = names.key(found.policy.code)
        named = self.library.named_policy(words) == found.policy
        return named or any(names.key(word).startswith(code) for word in words)

    def _contents(self, policy: Policy, spelling: str) -> Card:
        """A policy's contents, or the list where `contents` could mean any of several."""
        several = len(self.library.policies) > 1
        if several and names.ask_for_contents(names.words_of(spelling)):
            return policies_card(self.library, 1)
        return contents_card(self.library, policy)

    def _elsewhere(self, spelling: str) -> Card | None:
        """What is to be said of a section or a policy that is not here, such as III.Z or 448."""
        codes = self.library.elsewhere([names.called(names.words_of(spelling))])
        missing = absent(self.library, spelling)
        if missing and self.library.policy(missing.code):
            return absent_card(missing)
        code = missing.code if missing else next(iter(codes), absent_policy(self.library, spelling))
        return elsewhere_card(self.library, code, self._consult(spelling)) if code else None

    def _leafed(self, request: Request) -> Card:
        match request.kind:
            case Kind.POLICIES if len(self.library.policies) == 1:
                return contents_card(self.library, request.policy)
            case Kind.POLICIES:
                return policies_card(self.library, request.page)
            case Kind.TEXT:
                policy = request.versions[0]
                return text_card(self.library, policy, request.page, self._consult(policy.code))
            case Kind.VERSIONS:
                return versions_card(self.library, request.policy)
            case Kind.CHANGES if request.versions:
                coming = self.library.is_coming(request.versions[-1])
                return changes_card(request.versions, request.page, coming)
            case Kind.CHANGES:
                return unchanged_card(request.policy)

    def _pressed(self, press: Press) -> Reply:
        return Reply((self._named(press.value) or how_card(self.library),))

    def _submitted(self, submission: Submission) -> Reply:
        question = submission.text("question")
        if not question:
            return Reply(errors={"question": phrases.FORM_EMPTY})
        return Reply((self.card(question),))


def _form() -> Form:
    field = TextField("question", phrases.FORM_FIELD, max_length=LONGEST, hint=phrases.FORM_HINT)
    return Form(FORM, phrases.FORM_TITLE, (field,), OPENER, submit=phrases.FORM_SUBMIT)
