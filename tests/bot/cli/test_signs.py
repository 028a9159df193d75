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
        ("Sol\u034fberg \u17b4\u17b5\U0001d159", "Sol<U+034F>berg <U+17B4><U+17B5><U+1D159>"),
        ("Sol\ufe0fberg \ufe00 \u180b a\U000e0100", "Sol<U+FE0F>berg <U+FE00> <U+180B> a<U+E0100>"),
        ("\ufe0f 1\ufe0f a\u180b\u2764\ufe0f\ufe0f", "<U+FE0F> 1<U+FE0F> a<U+180B>\u2764\ufe0f<U+FE0F>"),
        (
            "Sol\u200dberg \u0421\u200c\u043e a\u0301\u200d\u0301",
            "Sol<U+200D>berg \u0421<U+200C>\u043e a\u0301<U+200D>\u0301",
        ),
        ("\u034f\u200d\u0645", "<U+034F><U+200D>\u0645"),
        ("e" + "\u0301" * 9 + "a", "e" + "\u0301" * 6 + "<U+0301>" * 3 + "a"),
        ("Zoë Ångström 王芳 \U0001f600", "Zoë Ångström 王芳 \U0001f600"),
    ],
)
def test_examples(given: str, shown: str) -> None:
    assert visible(given) == shown


@pytest.mark.parametrize(
    "written",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: I want
        "\u0915\u094d\u200d\u0937 \u0930\u094d\u200c\u0915 \u0939\u093f\u0928\u094d\u0926\u0940",  # Hindi
        "\u09b0\u200d\u09cd\u09af\u09be\u09ac",  # Bengali, where the joiner stands before a mark
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala
        "\u1794\u17ca\u200c\u17b8 \u1781\u17d2\u1798\u17c2\u179a",  # Khmer
        "\U00016b16\U00016b30\U00016b1c\U00016b36 \U00016b0d\U00016b35",  # Hmong, in Pahawh
        "\u182d\u180b\u1820\u180d",  # Mongolian
        "\u845b\U000e0100 \u795e\ufe00 \u1000\ufe00",  # shapes of Han and Myanmar letters
        "\u1ec7 e\u0323\u0302 \u05e9\u05c1\u05bc\u05b8\u0596",  # Vietnamese, Hebrew with all its points
        "\u2764\ufe0f \u00a9\ufe0f \u2194\ufe0f \u203c\ufe0f \u2139\ufe0f",
        "1\ufe0f\u20e3 #\ufe0f\u20e3 \u3030\ufe0f",
        "\U0001f468\U0001f3fd\u200d\U0001f4bb \U0001f469\u200d\u2764\ufe0f\u200d\U0001f468",
        "\U0001f642\u200d\u2194\ufe0f \U0001f3f3\ufe0f\u200d\U0001f308 \U0001f3cb\ufe0f\u200d\u2640\ufe0f",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(written: str) -> None:
    assert visible(written) == written


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
