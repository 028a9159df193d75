"""The drawing: replies, cards and forms as HTML, by the templates of this package."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from adapters.web import links
from adapters.web.persona import Persona
from handlers.conversation.card import Card, Quote, Tone
from handlers.conversation.form import ChoiceField, Form
from handlers.conversation.reply import Reply
from handlers.conversation.router import PREFIX, CommandSpec

_TONE_WORDS = {Tone.PLAIN: "", Tone.GOOD: "OK", Tone.CAUTION: "Attention", Tone.DANGER: "Important"}
_FEW_OPTIONS = 6


class Drawing:
    """Everything is escaped by the templates; nothing of a reply is trusted to be HTML."""

    def __init__(self) -> None:
        """Load the templates."""
        environment = Environment(
            loader=PackageLoader("adapters.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["kind"] = lambda part: type(part).__name__
        environment.filters["tone_word"] = _TONE_WORDS.__getitem__
        environment.filters["segments"] = lambda quote: list(segments(quote))
        environment.filters["numbers"] = links.numbers
        environment.filters["contacts"] = links.contacts
        environment.filters["look"] = look
        self._page = environment.get_template("page.html")
        self._card = environment.get_template("card.html")
        self._form = environment.get_template("form.html")

    def reply(self, reply: Reply) -> dict[str, Any]:
        """The JSON answer: `html` of the cards, `form` as HTML or null, `errors`, `replaces`."""
        return {
            "html": "".join(self.card(card) for card in reply.cards),
            "form": self.form(reply.form) if reply.form else None,
            "errors": dict(reply.errors),
            "replaces": reply.replaces,
        }

    def card(self, card: Card) -> str:
        """One card."""
        return self._card.render(card=card)

    def form(self, form: Form) -> str:
        """One form."""
        return self._form.render(form=form)

    def page(
        self, district: str, cast: Mapping[str, Persona], beside: Persona, commands: Sequence[CommandSpec]
    ) -> str:
        """The whole page; `beside` is who is shown next to the first persona."""
        return self._page.render(
            district=district,
            personas=list(cast.values()),
            beside=beside,
            chips=[chip(spec) for spec in commands],
            prefix=PREFIX,
        )


def segments(quote: Quote) -> Iterator[tuple[str, bool]]:
    """The quote's text in pieces, each with whether it is marked."""
    at = 0
    for start, end in quote.marked:
        yield quote.text[at:start], False
        yield quote.text[start:end], True
        at = end
    yield quote.text[at:], False


def look(field: ChoiceField) -> str:
    """How a choice is best drawn: `checks`, `radios` where few must be answered, or `select`."""
    if field.several:
        return "checks"
    return "radios" if field.required and len(field.options) <= _FEW_OPTIONS else "select"


def chip(spec: CommandSpec) -> dict[str, Any]:
    """A suggestion: a button, a whole command to say, or the start of one that needs more words."""
    open_ended = any(mark in spec.usage for mark in ("<", "[", "...", "\N{HORIZONTAL ELLIPSIS}"))
    text = f"{spec.name} " if open_ended else spec.usage
    return {"spec": spec, "button": spec.button, "text": text, "whole": not open_ended}
