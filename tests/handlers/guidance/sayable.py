"""What guidance may say: fixed sentences with names of the library in them, and the policy's own words."""

import re
from collections.abc import Iterator
from string import Formatter

from handlers.conversation import emergency
from handlers.conversation.card import Button, Buttons, Card, Divider, Excerpt, Facts, Quote, Text
from handlers.guidance import phrases
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import Policy

FIXED = [value for name, value in vars(phrases).items() if name.isupper()]
FIXED += [emergency.DANGER, emergency.DUTY, emergency.REPORT.label]
DAY = r"\d{4}-\d\d-\d\d"
CITED = ", .*"


def texts(card: Card) -> Iterator[str]:
    """Every string a person may read on a card, without the quotes' own words."""
    yield from (card.title, card.summary)
    for element in card.elements:
        match element:
            case Text(text):
                yield text
            case Quote(citation=citation):
                yield citation
            case Facts(pairs):
                yield from (one for pair in pairs for one in pair)
            case Buttons(buttons):
                yield from (button.label for button in buttons)
            case Divider():
                pass
            case Excerpt():
                raise AssertionError("guidance shows nothing back to the asker")


def buttons(card: Card) -> list[Button]:
    """The card's buttons in order."""
    return [b for element in card.elements if isinstance(element, Buttons) for b in element.buttons]


def quotes(card: Card) -> list[Quote]:
    """The card's quotes in order."""
    return [element for element in card.elements if isinstance(element, Quote)]


class Sayable:
    """All that may be said about one library."""

    def __init__(self, library: PolicyLibrary) -> None:
        """Gather the names and words of every version of every policy."""
        policies = [version for policy in library.policies for version in library.versions(policy.code)]
        self.quotable = {words for policy in policies for words in _quotable(policy)}
        self.names = set(self.quotable)
        for policy in policies:
            self.names |= {policy.code, f"{policy.code} {policy.title}", policy.version}
            topics = library.questions[policy.code].topics
            self.names |= set(topics.values())
            for section in policy.sections:
                passage = Passage(policy, section)
                topic = topics.get(section.id)
                self.names |= {section.id, passage.name, passage.citation, section.first_sentence}
                self.names.add(f"{passage.name}: {topic}")
                self.names.add(passage.reference)
        self.patterns = [re.compile(self._pattern(phrase, policies, library), re.DOTALL) for phrase in FIXED]

        counts = [value for name, value in vars(phrases).items() if name.startswith("COUNT_")]
        self.counts = [re.compile(self._pattern(phrase, policies, library)) for phrase in counts]

    def unsaid(self, card: Card) -> list[str]:
        """The strings on a card that stand neither in the phrases nor in the policies."""
        bad = [text for text in texts(card) if not self._may_say(text)]
        bad += [quote.text for quote in quotes(card) if quote.text not in self.quotable]
        return bad + [str(quote.marked) for quote in quotes(card) if not _in_order(quote)]

    def _may_say(self, text: str) -> bool:
        if text in self.names or any(pattern.fullmatch(text) for pattern in self.patterns):
            return True
        if text.endswith(" the same."):
            return all(any(count.fullmatch(part) for count in self.counts) for part in text.split(", "))
        fragments = re.findall("\u201c(.*?)\u201d(?:; |$)", text, re.DOTALL)
        rebuilt = "; ".join(f"\u201c{fragment}\u201d" for fragment in fragments)
        return (
            bool(text)
            and text == rebuilt
            and all(any(f in words for words in self.quotable) for f in fragments)
        )

    def _pattern(self, phrase: str, policies: list[Policy], library: PolicyLibrary) -> str:
        """The phrase as an expression; a place in it takes names of its own kind alone."""
        codes = {policy.code for policy in policies} | {
            code for asked in library.questions.values() for code in asked.mentions
        }
        units = {s.id for policy in policies for s in policy.sections} | {"Title", "Source", "Printed header"}
        units |= {f"Heading {part.id}" for policy in policies for part in policy.parts}
        prints = {policy.fingerprint for policy in policies}
        version = f"{_one(codes)} version {DAY}, fingerprint {_one(prints)}"
        kinds = {
            "code": _one(codes),
            "codes": f"{_one(codes)}(?:, {_one(codes)})*",
            "id": _one(units),
            "now": _one(units),
            "fingerprint": _one(prints),
            "versions": f"{version}(?:; {version})*",
            "type": _one({policy.type for policy in policies}),
            "dates": _one({policy.dated for policy in policies}),
            "title": _one({policy.title for policy in policies}),
            "every": "every year|every \\d+ years",
            "owner": _one({policy.care.owner for policy in policies if policy.care}),
            "absent_code": rf"{_one(codes)}|\d{{3,4}}(?:\.\d{{1,2}})?",  # no more than a number either
            "absent_name": _one({n for asked in library.questions.values() for n in asked.mentions.values()}),
            "absent": r"(?:[IVX]{1,5}|\d{1,2})?\.?[A-Z]?(?:-\d{1,2})?",  # no more than a number
            "words": "(?!)",  # checked by fragments
        } | dict.fromkeys(("version", "before", "after", "last", "due"), DAY)
        pieces = Formatter().parse(phrase)
        return "".join(
            re.escape(text) + (f"(?:{kinds.get(slot, chr(92) + 'd+')})" if slot else "")
            for text, slot, _, _ in pieces
        )


def _quotable(policy: Policy) -> Iterator[str]:
    yield policy.title
    if policy.source:
        yield policy.source
    yield from (part.printed for part in policy.parts)
    for section in policy.sections:
        yield section.text
        yield section.printed


def _one(words: set[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _in_order(quote: Quote) -> bool:
    ends = [at for span in quote.marked for at in span]
    return ends == sorted(set(ends)) and all(0 <= at <= len(quote.text) for at in ends)
