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
from handlers.guidance.answer_card import OPENER, answer_card, how_card, with_first_things, with_notes
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
from handlers.guidance.named import Named, named
from handlers.guidance.of_today import of_today
from handlers.guidance.policy import META, Policy
from handlers.guidance.quoting import MANY, SHOW, row, shows
from handlers.guidance.request import Kind, Request
from handlers.guidance.search import SHOWN, Answered, Found, Search
from handlers.guidance.section_card import section_card
from handlers.guidance.text_card import text_card

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
        """The passages that answer a question, best first, or an abstention; a section's number is one.

        Whatever `card` says is not there is an abstention. What is only leafed through is searched, in the
        policy meant. A section that is named comes before what search finds.
        """
        return self._answers(named(self.library, question))

    def _answers(self, said: Named) -> Answered:
        if said.refused:
            return Answered(abstained=True)
        if said.alone and said.passages:
            return _by_name(said, Answered(abstained=True))
        found = self._searched(said)
        unread = found.abstained and found.unread
        return _by_name(said, found) if said.passages and not unread else found

    def _searched(self, said: Named) -> Answered:
        """What search finds in the policies named, or of which something is to be leafed through."""
        found = self.search.answers(said.asked, said.within or said.of)
        if not (found.abstained and said.maybe):
            return found
        everywhere = self.search.answers(said.asked)
        return found if everywhere.abstained else everywhere

    def ask(self, command: Command) -> Reply:
        """Quote what answers the question; without one, say how to ask."""
        return Reply((self.card(command.text),))

    def card(self, words: str) -> Card:
        """What these words name, or what answers them as a question."""
        question = words.strip()
        if not question:
            return how_card(self.library)
        said = named(self.library, question)
        card = self._shown(said, question) or self._answer(said, question)
        return with_first_things(card) if in_crisis(question) else card

    def _answer(self, said: Named, question: str) -> Card:
        answered, consult = self._answers(said), self._consult(question)
        sections = said.passages[:MANY]
        card = answer_card(self.library, answered, consult, said.elsewhere, sections, said.within)
        if not said.alone and said.passages and not answered.abstained:
            codes = dict.fromkeys(passage.policy.code for passage in said.passages)
            ways = [shows(phrases.VERSIONS.format(code=code), f"{code} versions") for code in codes]
            card = replace(card, elements=(*card.elements, *row(ways)))
        return with_notes(self.library, of_today(self.library, card, answered, said.when), said.absent)

    def _consult(self, question: str) -> Button | None:
        return self.consult and replace(self.consult, value=question[:LONGEST])

    def show(self, command: Command) -> Reply | None:
        """A section, a policy or what else is called by its name; None for any other text."""
        card = self._shown(named(self.library, command.text), command.text)
        return Reply((card,)) if card else None

    def _shown(self, said: Named, spelling: str) -> Card | None:
        """What is named, where nothing else is asked."""
        match said.leafed:
            case Request() as request:
                return with_notes(self.library, self._leafed(request), (), said.elsewhere)
            case tuple() as policies:
                return with_notes(self.library, policies_card(policies, 1), (), said.elsewhere)
            case Policy() as policy:
                return with_notes(self.library, self._contents(policy, spelling), (), said.elsewhere)
        if said.unheld:
            return versions_card(self.library, said.unheld, missing=True)
        if said.refused:
            return self._refused(said, spelling)
        if not said.alone:
            return None
        if len(said.passages) == 1 and not (said.absent or said.elsewhere or said.within):
            return self._section(said.passages[0], spelling)
        card = self._answer(said, spelling)
        contents = [shows(phrases.CONTENTS_OF.format(code=one.code), one.code) for one in said.within]
        card = replace(card, elements=(*card.elements, *row(contents)))
        ids = {passage.section.id for passage in said.passages}
        several = len(ids) == 1 and len(said.passages) > 1
        return replace(card, title=phrases.SEVERAL.format(id=ids.pop())) if several else card

    def _refused(self, said: Named, spelling: str) -> Card:
        """What is to be said of sections and policies that are not here, such as III.Z or 448."""
        missing, codes = list(said.absent), list(said.elsewhere)
        if codes:
            card = elsewhere_card(self.library, codes.pop(0), self._consult(spelling))
        else:
            card = absent_card(missing.pop(0))
        return with_notes(self.library, card, missing, codes)

    def _section(self, found: Passage, spelling: str) -> Card:
        policy_named = self._names_a_policy(names.words_of(spelling), found)
        return section_card(self.library, found, policy_named, self._consult(found.name))

    def _names_a_policy(self, words: list[str], found: Passage) -> bool:
        code = names.key(found.policy.code)
        known = self.library.named_policy(words) == found.policy
        return known or any(names.key(word).startswith(code) for word in words)

    def _contents(self, policy: Policy, spelling: str) -> Card:
        """A policy's contents, or the list where `contents` could mean any of several."""
        several = len(self.library.policies) > 1
        if several and names.ask_for_contents(names.words_of(spelling)):
            return policies_card(self.library.policies, 1)
        return contents_card(self.library, policy)

    def _leafed(self, request: Request) -> Card:
        match request.kind:
            case Kind.POLICIES if len(self.library.policies) == 1:
                return contents_card(self.library, request.policy)
            case Kind.POLICIES:
                return policies_card(self.library.policies, request.page)
            case Kind.TEXT:
                policy = request.versions[0]
                return text_card(self.library, policy, request.page, self._consult(policy.code))
            case Kind.VERSIONS:
                return versions_card(self.library, request.policy)
            case Kind.CHANGES if len(request.versions) > 1:
                coming = self.library.is_coming(request.versions[-1])
                return changes_card(request.versions, request.page, coming)
            case Kind.CHANGES:
                return unchanged_card(self.library, request.policy, request.versions)

    def _pressed(self, press: Press) -> Reply:
        return Reply((self._shown(named(self.library, press.value), press.value) or how_card(self.library),))

    def _submitted(self, submission: Submission) -> Reply:
        question = submission.text("question")
        if not question:
            return Reply(errors={"question": phrases.FORM_EMPTY})
        return Reply((self.card(question),))


def _by_name(said: Named, found: Answered) -> Answered:
    """The sections named, as an answer, before what else search found: that may be of somebody's safety."""
    named_first = tuple(Found(one, 1.0) for one in said.passages[:SHOWN])
    others = (one for one in found.answers if one.section != META and one.passage not in said.passages)
    return Answered(abstained=False, answers=(*named_first, *others)[:SHOWN], near=found.near)


def _form() -> Form:
    field = TextField("question", phrases.FORM_FIELD, max_length=LONGEST, hint=phrases.FORM_HINT)
    return Form(FORM, phrases.FORM_TITLE, (field,), OPENER, submit=phrases.FORM_SUBMIT)
