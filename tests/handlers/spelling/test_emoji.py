"""Emoji that stand for a word, and the same ones as pictures."""

import pytest

from handlers.spelling.emoji import signs
from handlers.spelling.reading import bare, plain

EXAMPLES = [(text, sign.word) for sign in signs().values() for text in sign.examples]
PICTURES = [(text, emoji) for emoji, sign in signs().items() for text in sign.pictures]


@pytest.mark.parametrize(("text", "word"), EXAMPLES)
def test_it_is_read_as_its_word(text: str, word: str) -> None:
    assert word in bare(plain(text)).text


@pytest.mark.parametrize(("text", "emoji"), PICTURES)
def test_elsewhere_it_is_a_picture(text: str, emoji: str) -> None:
    assert emoji in bare(plain(text)).text


def test_what_stands_far_before_does_not_count() -> None:
    far = "you" + " and so on" * 8 + " "
    assert bare(plain(f"{far}🤡")).text.endswith("🤡")
    assert "clowns" not in bare(plain("a" * 37 + "you 🤡")).text
