"""Readings and their map back to the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.spelling.reading import Reading, bare, plain

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=80)


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("\uff26\uff35\uff23\uff2b", "FUCK"),
        ("fu\u200bck", "fuck"),
        ("fu\u0441king", "fucking"),
        ("can\u0303on ni\u00f1o", "canon nino"),
        ("\u201cdon\u2019t\u201d", '"don\'t"'),
        ("\u202eabc\u202c", "abc"),
        ("a\u00a0b\r\nc", "a b\n\nc"),
        ("\U0001d4ee\ufb01", "efi"),
        ("\ud800", "\ufffd"),
        ("\u3164\u2800", ""),
        ("Łódź", "Lodz"),
        ("ғᴀɢɢᴏᴛ", "faggot"),
        ("ѕніт", "shit"),
        ("ƒuck and fцck", "fuck and fuck"),
        ("🅱️itch", "Bitch"),
        ("\u15b4\u144c\u1455K", "FUCK"),
        ("🇺🇸 (and a ¡)", "🇺🇸 (and a ¡)"),
    ],
)
def test_plain_shows_what_a_person_sees(given_text: str, seen: str) -> None:
    assert plain(given_text).text == seen


@pytest.mark.parametrize(
    ("given_text", "seen"),
    [
        ("r3t@rds", "retards"),
        ("g.a.y", "gay"),
        ("f u c k", "fuck"),
        ("s-h-1-t", "shit"),
        ("Mr. 0ls0n", "mr. olson"),
        ("3rd hour, 55k, 10am", "3rd hour, 55k, 10am"),
        ("Room 7 on 9/14/86", "room 7 on 9/14/86"),
        ("MSK15 wow!!", "msk15 wow!!"),
        ("I am at U.S. Bank", "i am at u.s. bank"),
        ("p@$$", "pass"),
        ("sh¡t", "shit"),
        ("¡Puta! ¡Hola!", "¡puta! ¡hola!"),
        ("fu(k this :) and that", "fuck this :) and that"),
        ("student(s), idiot(and I mean it), f(", "student(s), idiot(and i mean it), f("),
        ("b/i/t/c/h b,i,t,c,h b  i  t  c  h", "bitch bitch bitch"),
        ("and/or, w/o, he/she/they, a, b, c", "and/or, w/o, he/she/they, a, b, c"),
        ("chords F,A,G and C, then F/A/G", "chords f,a,g and c, then f/a/g"),
        ("https://docs.google.com/d/i/c/k, d/i/c/k", "https://docs.google.com/d/i/c/k, dick"),
        ("see x.org/s/h/i/t or www.y.org/d/i/c/k", "see x.org/s/h/i/t or www.y.org/d/i/c/k"),
        ("4/5/5 and 4-5-5", "4/5/5 and 4-5-5"),
        ("lockers a/5/5, a-5-5 and K 1 2", "lockers a/5/5, a-5-5 and k 1 2"),
        ("f-4-g and b-1-7-c-h", "fag and bitch"),
        ("fu(king and bit(hes, di(ks", "fucking and bitches, dicks"),
        ("They are all(idiots, my kid(s and so(kids", "they are all(idiots, my kid(s and so(kids"),
        ("🇫🇺\u200b🇨🇰 🇫 🇺 🇨 🇰", "fuck fuck"),
        ("Go 🇦🇫 and 🇺🇸 🇲🇽 🇨🇦", "go 🇦🇫 and 🇺🇸 🇲🇽 🇨🇦"),
        ("you 🤡🤡", "you clowns🤡"),
        ("He is a d u m b f u c k, a m o r o n, u r g a y", "he is a dumbfuck, a moron, ur gay"),
        (
            "an a s s, you a s s h o l e, I h a t e it, an i d i o t",
            "an ass, you asshole, i hate it, an idiot",
        ),
    ],
)
def test_bare_undoes_disguises_of_words(given_text: str, seen: str) -> None:
    assert bare(plain(given_text)).text == seen


def test_a_span_leads_back_to_every_character_of_the_disguise() -> None:
    text = "so f.\u200bu.\u0441.k\u0301 tired"
    reading = bare(plain(text))
    start = reading.text.index("fuck")
    assert text[slice(*reading.span(start, start + 4))] == "f.\u200bu.\u0441.k\u0301"


def test_a_span_leads_back_to_an_emoji_and_to_signs_in_a_word() -> None:
    text = "a 🐓sucker says sh¡t, fu(k and b/i/t/c/h"
    reading = bare(plain(text))
    for word, given_text in {
        "cocksucker": "🐓sucker",
        "shit": "sh¡t",
        "fuck": "fu(k",
        "bitch": "b/i/t/c/h",
    }.items():
        start = reading.text.index(word)
        assert text[slice(*reading.span(start, start + len(word)))] == given_text


@given(st.one_of(ANY_TEXT, st.text(alphabet="afu( )¡/,\n:4🇫🇺💩🤡🅱ѕ\u200b\u0301", max_size=60)))
def test_the_map_stays_in_the_text_and_in_order(text: str) -> None:
    first = plain(text)
    for reading in (first, bare(first)):
        _holds(reading, len(text))


def _holds(reading: Reading, length: int) -> None:
    assert len(reading.text) == len(reading.starts) == len(reading.ends)
    assert all(0 <= s < e <= length for s, e in zip(reading.starts, reading.ends, strict=True))
    assert list(reading.starts) == sorted(reading.starts)
    assert list(reading.ends) == sorted(reading.ends)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=95), max_size=60))
def test_plain_ascii_is_left_alone(text: str) -> None:
    assert plain(text).text == text


@given(ANY_TEXT)
def test_every_reading_can_be_encoded(text: str) -> None:
    first = plain(text)
    first.text.encode()
    bare(first).text.encode()


def test_readings_keep_the_words_out_of_their_representation() -> None:
    assert "canary" not in repr(plain("canary"))


def test_one_character_does_not_become_a_phrase() -> None:
    reading = plain("\ufdfa" * 1000)
    assert len(reading.text) == 1000
