"""Cards as Adaptive Cards 1.5 that Teams accepts: split where too long, nothing lost."""

from collections.abc import Sequence

from adapters.teams.blocks import Block, draw, heading, ruled, size
from handlers.conversation.card import Card

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"

LIMIT = 25_000
"""Bytes of one card. Teams documents 28 KB for a dialog and some 80 KB for a message with its
envelope; messages well below that have been refused, so both keep to the smaller."""


def adaptive(body: Sequence[Block], summary: str, actions: Sequence[Block] = ()) -> Block:
    """One Adaptive Card; `summary` is what a client shows that cannot draw it."""
    card: Block = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": summary,
        "msteams": {"width": "Full"},
        "body": list(body),
    }
    return {**card, "actions": list(actions)} if actions else card


def body(card: Card) -> list[Block]:
    """A card's title and elements as blocks."""
    elements = ruled(block for part in card.elements for block in draw(part))
    return [*heading(card.title, card.tone), *elements]


def pages(card: Card) -> list[Block]:
    """The Adaptive Cards, one or more, that together say what the card says, in order."""
    parts = packed(body(card), LIMIT - size(adaptive((), card.summary)))
    return [adaptive(part, card.summary) for part in parts]


def packed(blocks: Sequence[Block], room: int) -> list[list[Block]]:
    """Blocks in order, in as few lists of at most `room` bytes as that takes."""
    lists: list[list[Block]] = [[]]
    left = room
    for block in blocks:
        need = size(block) + 2
        if need > left and lists[-1]:
            lists.append([])
            left = room
        lists[-1].append(block)
        left -= need
    return lists
