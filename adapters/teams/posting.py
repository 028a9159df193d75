"""A reply as messages in the 1:1 chat."""

from dataclasses import replace

from adapters.teams.pages import pages
from adapters.teams.platform import Refused, Talk
from handlers.conversation.card import Buttons, Card, Text
from handlers.conversation.form import Form
from handlers.conversation.reply import Reply


async def post(talk: Talk, reply: Reply, pressed: str = "") -> None:
    """Post what a reply shows; a form becomes a card whose button opens it.

    `pressed` is the id of the message whose button was pressed, whose place a reply may take.
    Raises Refused, Down.
    """
    place = pressed if reply.replaces else ""
    for card in shown(reply):
        for page in pages(card):
            if place and await _replaced(talk, place, page, card.summary):
                place = ""
                continue
            place = ""
            await talk.send(page, card.summary)


async def _replaced(talk: Talk, place: str, page: dict[str, object], summary: str) -> bool:
    try:
        await talk.update(place, page, summary)
    except Refused:
        return False  # too old, or deleted by its reader: a new message says the same
    return True


def shown(reply: Reply) -> tuple[Card, ...]:
    """The cards of a reply, with an invitation in place of its form."""
    return reply.cards if reply.form is None else (*reply.cards, _invitation(reply.form))


def _invitation(form: Form) -> Card:
    opener = replace(form.opener, opens_form=True)
    words = Text("It opens in a window of its own. Nothing written there is posted in this chat.", small=True)
    return Card(form.title, (words, Buttons((opener,))), summary="smpolicy has a form for you.")
