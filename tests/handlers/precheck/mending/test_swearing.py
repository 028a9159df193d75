"""An obscenity goes alone only where the rest still reads."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.edit import Edit, sewn
from handlers.precheck.mending.mend import Mender
from handlers.precheck.mending.sense import reads
from handlers.precheck.mending.swearing import Swearing
from handlers.precheck.sentences import sentences
from handlers.spelling.reading import plain


def without(checker: Checker, text: str, word: str) -> str | None:
    """The text without an obscenity; None where it would not read."""
    matchers, reading = Mender(checker).matchers, plain(text)
    at = reading.text.index(word)
    start, end = Swearing(matchers.swearing, reading, sentences(reading.text)).cut(at, at + len(word))
    left, seams = sewn(text, [Edit(*reading.span(start, end))])
    return left if reads(left, seams, matchers.grammar) else None


@pytest.mark.parametrize(
    ("text", "word", "left"),
    [
        ("Fuuuuuck, I forgot the cake", "Fuuuuuck", "I forgot the cake"),
        ("Holy shit what a game! We won.", "shit", "What a game! We won."),
        ("F*ck yeah, my book is out!", "F*ck", "Yeah, my book is out!"),
        ("We won by nine points, fuck yes!", "fuck", "We won by nine points, yes!"),
        ("Oh shit! We won by nine points.", "shit", "We won by nine points."),
        ("We won by nine points, dammit!", "dammit", "We won by nine points!"),
        ("Such fucking snow, all week long.", "fucking", "Such snow, all week long."),
        ("Such f***ing snow, all week long.", "f***", "Such snow, all week long."),
        ("Tired as fuck, but we won.", "fuck", "Tired, but we won."),
        ("What the f*ck happened to May?", "f*ck", "What happened to May?"),
        (
            "We won. This copier is a piece of sh!t. Bring cake on Friday.",
            "sh!t",
            "We won. Bring cake on Friday.",
        ),
        ("We won. \U0001f595 The refs tried their best.", "\U0001f595", "We won. The refs tried their best."),
        ("I got a fucking award today.", "fucking", ""),
        ("This copier is a piece of sh!t. Anyway, we won.", "sh!t", None),
        ("Guess what shithead hid the keys. Me. We leave at dawn.", "shithead", None),
    ],
)
def test_what_goes_with_an_obscenity(checker: Checker, text: str, word: str, left: str | None) -> None:
    assert without(checker, text, word) == left
