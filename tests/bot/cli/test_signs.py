"""Signs that a terminal obeys are shown as their numbers; all others stay as they were written."""

import sys
import unicodedata

import pytest

from bot.cli.signs import visible
from bot.cli.text import plain
from handlers.conversation.card import Card, Excerpt, Facts


def test_no_sign_that_moves_hides_or_turns_anything_is_left() -> None:
    every = visible("".join(map(chr, range(sys.maxunicode + 1))))
    assert not {unicodedata.category(sign) for sign in every} & {"Cc", "Cf", "Zl", "Zp", "Cs"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[2Jgone", "<U+001B>[2Jgone"),
        ("ok\nAsked by: Lena Nguyen", "ok<U+000A>Asked by: Lena Nguyen"),
        ("a\u202eb\u200bc\x9b", "a<U+202E>b<U+200B>c<U+009B>"),
        ("Zoë Ångström 王芳 \U0001f600", "Zoë Ångström 王芳 \U0001f600"),
    ],
)
def test_examples(given: str, shown: str) -> None:
    assert visible(given) == shown


@pytest.mark.parametrize("cut", ["\n", "\r\n", "\x0b", "\x85", "\u2028", " " * 70, " " * 200])
def test_nobodys_words_begin_a_line_of_their_own(cut: str) -> None:
    words = f"ok{cut}Asked by: Lena Nguyen"
    said = plain([Card(words, (Facts((("Reference", words),)), Excerpt(words)))])
    assert [line for line in said.splitlines() if line.startswith("Asked by")] == []
