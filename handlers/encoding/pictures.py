"""Emoji as words, for a model that knows only words: what a knife beside a face means is in its name."""

from dataclasses import dataclass, field

import emoji


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text with its emoji spelled out; `places` says for each character where it stood, or None."""

    text: str = field(repr=False)
    places: tuple[tuple[int, int], ...] | None = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch stood in the text as given."""
        if self.places is None or start == end:
            return start, end
        return self.places[start][0], self.places[end - 1][1]


def spelled_out(text: str) -> Spelled:
    """The text with the English name of each emoji (Unicode CLDR) in its place; linear in its length."""
    if text.isascii():
        return Spelled(text, None)
    met = [
        (str(one["emoji"]), int(one["match_start"]), int(one["match_end"])) for one in emoji.emoji_list(text)
    ]
    if not met:
        return Spelled(text, None)
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for chars, start, end in met:
        name = f" {emoji.demojize(chars, delimiters=('', '')).replace('_', ' ')} "
        pieces += [text[at:start], name]
        places += [(place, place + 1) for place in range(at, start)]
        places += [(start, end)] * len(name)
        at = end
    pieces.append(text[at:])
    places += [(place, place + 1) for place in range(at, len(text))]
    return Spelled("".join(pieces), tuple(places))
