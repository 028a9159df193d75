"""Cards as Slack shows them: in messages of a bounded size."""

from collections.abc import Iterator, Sequence

from adapters.slack import blocks, limits
from adapters.slack.limits import Block
from handlers.conversation.card import Card, Tone

_SIGNS = {Tone.GOOD: "✅ ", Tone.CAUTION: "⚠️ ", Tone.DANGER: "🛑 "}


def drawn(cards: Sequence[Card]) -> list[Block]:
    """The blocks of several cards, a line between two."""
    all_blocks: list[Block] = []
    for card in cards:
        if all_blocks:
            all_blocks.append({"type": "divider"})
        all_blocks.extend(_card(card))
    return all_blocks


def messages(cards: Sequence[Card]) -> list[Block]:
    """The cards as one message or several, each as Slack takes it; `text` is the first card's summary."""
    return paged(drawn(cards), cards[0].summary) if cards else []


def paged(all_blocks: list[Block], summary: str = Card("").summary) -> list[Block]:
    """Blocks as one message or several, in order; none where there are no blocks."""
    return [{"text": summary, "blocks": page} for page in _pages(all_blocks) if page]


def fits(page: list[Block], block: Block) -> bool:
    """Whether a message of these blocks has room for one more."""
    return len(page) < limits.MESSAGE_BLOCKS and limits.size([*page, block]) <= limits.MESSAGE_SIZE


def _card(card: Card) -> Iterator[Block]:
    title = _SIGNS.get(card.tone, "") + card.title
    if limits.width(title) <= limits.HEADER and card.title.strip():
        yield {"type": "header", "text": blocks.plain(title)}
    else:
        yield from blocks.strong(title)
    for element in card.elements:
        yield from blocks.drawn(element)


def _pages(all_blocks: list[Block]) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    for block in all_blocks:
        if pages[-1] and not fits(pages[-1], block):
            pages.append([])
        pages[-1].append(block)
    return pages
