"""Answers `/smpolicy ask` and a section's number with the policy's own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from handlers.conversation.card import Button, Buttons, Card, Element, Facts, Quote, Text, Tone
from handlers.conversation.emergency import first_things
from handlers.conversation.event import Command, Press, Submission
from handlers.conversation.form import Form, TextField
from handlers.conversation.reply import Reply
from handlers.conversation.router import CommandSpec
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import META, Policy
from handlers.guidance.search import Answered, Found, Search

FORM = "ask"
OPENER = Button("Ask a question", "ask.open", opens_form=True)
SHOW = "guidance.show"
LONGEST = 1000
CLOSE = 0.85  # a second section with this share of the first one's score is quoted too


@dataclass(frozen=True)
class GuidanceHandler:
    """Quotes the policies of a library. It keeps no question."""

    library: PolicyLibrary

    @cached_property
    def search(self) -> Search:
        """The index over the library, built when first asked."""
        return Search(self.library)

    @property
    def spec(self) -> CommandSpec:
        """The command, for the router."""
        summary = "Find what the social media guidelines say. Or name a section, such as III.F."
        return CommandSpec("ask", "ask [your question]", summary, self.ask, OPENER)

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
        found = self.library.find(question)
        if isinstance(found, Passage):
            return Answered(abstained=False, answers=(Found(found, 1.0),))
        return self.search.answers(question)

    def ask(self, command: Command) -> Reply:
        """Quote what answers the question; without one, say how to ask."""
        return Reply((self.card(command.text),))

    def card(self, words: str) -> Card:
        """The section these words name, or what answers them as a question."""
        question = words.strip()
        return (self._named(question) or self._answer(question)) if question else self._usage()

    def show(self, command: Command) -> Reply | None:
        """A section or policy called by its number, in any spelling; None for any other text."""
        card = self._named(command.text)
        return Reply((card,)) if card else None

    def _named(self, spelling: str) -> Card | None:
        found = self.library.find(spelling)
        if found is None:
            return None
        return self._contents(found) if isinstance(found, Policy) else self._section(found)

    def _pressed(self, press: Press) -> Reply:
        return Reply((self._named(press.value) or self._usage(),))

    def _submitted(self, submission: Submission) -> Reply:
        question = submission.text("question")
        if not question:
            return Reply(errors={"question": "Please write a question."})
        return Reply((self.card(question),))

    def _answer(self, question: str) -> Card:
        answered = self.answers(question)
        if answered.abstained:
            return self._nothing()
        first, *others = answered.answers
        near = [found for found in others if found.score >= CLOSE * first.score]
        shown = [first, *near[:1]]
        parts = [part for found in shown for part in self._quotes(found)]
        more = [found.passage for found in others if found not in shown]
        safety = any(self._is_safety(found.passage) for found in shown)
        return Card(
            f"{first.passage.policy.code} {self._topic(first.passage)}",
            (*(first_things() if safety else ()), *parts, *_see_also(more), _closing()),
            summary="smpolicy found a guideline for you",
        )

    def _quotes(self, found: Found) -> tuple[Element, ...]:
        return (Quote(found.quote, found.passage.citation),)

    def _section(self, passage: Passage) -> Card:
        quotes: list[Element] = [Quote(passage.section.text, passage.citation)]
        if passage.section.id == META and passage.policy.source:
            quotes.append(Quote(passage.policy.source, passage.citation))
        safety = first_things() if self._is_safety(passage) else ()
        contents = Button("Contents", SHOW, passage.policy.code)
        return Card(
            f"{passage.policy.code} {self._topic(passage)}",
            (*safety, *quotes, Buttons((contents,))),
            summary="A section of the guidelines",
        )

    def _contents(self, policy: Policy) -> Card:
        passages = [Passage(policy, section) for section in policy.sections]
        facts = Facts(tuple((p.section.id, self._label(p) or p.section.first_sentence) for p in passages))
        buttons = tuple(Button(p.section.id, SHOW, p.name) for p in passages)
        meta = policy.section(META)
        dates = policy.citation(meta or policy.sections[0])
        return Card(
            f"{policy.code} {policy.title}",
            (Text(f"{policy.type}. {dates}.", small=True), facts, Buttons(buttons)),
            summary="The contents of the guidelines",
        )

    def _nothing(self) -> Card:
        codes = ", ".join(policy.code for policy in self.library.policies)
        contents = tuple(Button(f"Contents of {p.code}", SHOW, p.code) for p in self.library.policies)
        return Card(
            "The policy says nothing on that",
            (
                Text(f"I found nothing in {codes} that answers this, and I only quote."),
                Text("Ask your supervisor. If it is about social media, try other words, or look through:"),
                Buttons(contents),
            ),
            summary="smpolicy found no guideline for that",
            tone=Tone.CAUTION,
        )

    def _usage(self) -> Card:
        examples = (
            ("ask can I post photos of my class?", "a question, in your own words"),
            ("III.F", "a section"),
            (self.library.policies[0].code, "the contents"),
        )
        return Card("Ask about the guidelines", (Facts(examples), Buttons((OPENER,))))

    def _label(self, passage: Passage) -> str:
        return self.library.questions[passage.policy.code].topics.get(passage.section.id, "")

    def _topic(self, passage: Passage) -> str:
        label = self._label(passage)
        return f"{passage.section.id}: {label}" if label else passage.section.id

    def _is_safety(self, passage: Passage) -> bool:
        return passage.section.id in self.library.questions[passage.policy.code].safety


def _see_also(passages: list[Passage]) -> tuple[Element, ...]:
    buttons = tuple(Button(f"See {p.section.id}", SHOW, p.name) for p in passages)
    return (Buttons(buttons),) if buttons else ()


def _closing() -> Text:
    return Text("These are the policy's own words. If you are not sure, ask your supervisor.", small=True)


def _form() -> Form:
    field = TextField("question", "Your question", max_length=LONGEST, hint="Such as: can I post my class?")
    return Form(FORM, "Ask the guidelines", (field,), OPENER, submit="Ask")
