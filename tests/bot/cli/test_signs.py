"""Signs that a terminal obeys are shown as their numbers; all others stay as they were written."""

import sys
import unicodedata

import pytest

from bot.cli.signs import visible
from bot.cli.text import plain
from handlers.conversation.card import Card, Excerpt, Facts, Text


def test_no_sign_that_moves_hides_or_turns_anything_is_left() -> None:
    every = visible("".join(map(chr, range(sys.maxunicode + 1))))
    assert not {unicodedata.category(sign) for sign in every} & {"Cc", "Cf", "Zl", "Zp", "Cs"}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("\x1b[2Jgone", "<U+001B>[2Jgone"),
        ("ok\nAsked by: Lena Nguyen", "ok<U+000A>Asked by: Lena Nguyen"),
        ("a\u202eb\u200bc\x9b", "a<U+202E>b<U+200B>c<U+009B>"),
        ("co\u00adoperate", "cooperate"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
        ("a\u200d\u200d b\u200c", "a<U+200D><U+200D> b<U+200C>"),
        ("a\u3164b\u2800c\u115f", "a<U+3164>b<U+2800>c<U+115F>"),
        ("\u3164\u200da", "<U+3164><U+200D>a"),
        ("Zoë Ångström 王芳 \U0001f600", "Zoë Ångström 王芳 \U0001f600"),
    ],
)
def test_examples(given: str, shown: str) -> None:
    assert visible(given) == shown


@pytest.mark.parametrize("cut", ["\n", "\r\n", "\x0b", "\x85", "\u2028", " " * 70, " " * 200, "\u00a0" * 200])
def test_nobodys_words_begin_a_line_of_their_own(cut: str) -> None:
    words = f"ok{cut}Asked by: Lena Nguyen"
    said = plain([Card(words, (Facts((("Reference", words),)), Excerpt(words)))])
    assert [line for line in said.splitlines() if line.startswith("Asked by")] == []


def test_an_address_stays_whole_and_is_followed_by_no_line_of_somebody_s_own() -> None:
    address = f"https://bot.example.org/{'x' * 200}"
    said = plain([Card("T", (Facts((("Get it", f"{address}\u00a0Asked\u00a0by: Lena Nguyen"),)),))])
    assert address in said.split()
    assert "    Asked by: Lena Nguyen" in said.splitlines()
    assert address in plain([Card("T", (Text(f"Fetch it at {address}"),))]).split()
