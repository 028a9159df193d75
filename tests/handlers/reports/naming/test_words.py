"""A text in words."""

import time

import pytest

from handlers.reports.naming.words import Word, folded_case, is_everyday, is_known, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O\u2019Brien's", ["obrien"]),
        ("Smith-Jones", ["smith", "jones"]),
        ("marit.solberg@x", ["marit", "solberg", "x"]),
        ("J\u00f8rgensen, \u00c5se", ["jorgensen", "ase"]),
        ("don't", ["dont"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text)] == words


def test_a_capital_says_something_inside_a_sentence_only() -> None:
    seen = words_of("Will you? I met Will. So I did.\nMay came on the TV")
    assert [word.text for word in seen if word.capital] == ["will"]
    assert not any(word.capital for word in words_of("I MET WILL THERE"))


def test_everyday_words_are_words_of_the_language() -> None:
    assert is_everyday("will")
    assert is_known("will")
    assert is_known("eyes")
    assert not is_everyday("eyes")
    assert not is_known("solberg")
    assert not is_known("nguyen")


def test_one_word_in_the_same_form() -> None:
    assert [Word(folded_case("Solberg's"))] == words_of("Solberg\u2019s")


def test_letters_in_a_row_are_a_word() -> None:
    for written in ("S.o.l.b.e.r.g", "s o l b e r g", "S-o-l-b-e-r-g", "S_o_l_b_e_r_g's"):
        assert [word.text for word in words_of(written)] == ["solberg"]
    assert [word.text for word in words_of("A, B or C; 1 2 3 4")] == ["a", "b", "or", "c", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("J/d/l/Cs", ["jdlcs", "j", "d", "l", "cs"]),
        ("A.b.d.is U.S.", ["abdis", "a", "b", "d", "is", "u", "s"]),
        ("A-b-d-is", ["a", "b", "d", "is"]),
    ],
)
def test_the_plural_of_a_word_in_letters(written: str, words: list[str]) -> None:
    assert [word.text for word in words_of(written)] == words


@pytest.mark.parametrize(
    ("written", "shape"),
    [("S*lberg", "s.lberg"), ("S_lb?rg's", "s.lb.rg"), ("S\u2026g", "s.+g"), ("S*****g", "s.+g")],
)
def test_a_word_with_masked_letters_stands_whole_and_in_its_parts(written: str, shape: str) -> None:
    whole, *parts = words_of(written)
    assert whole.shape == shape
    assert whole.text == "".join(part.text for part in parts)
    assert not any(part.shape for part in parts)


@pytest.mark.parametrize(
    ("written", "shape", "weak"),
    [
        ("Solb***", "solb.*", False),
        ("***berg", ".*berg", False),
        ("*olber*", ".*olber.*", False),
        ("S_lb**", "s.lb.*", False),
        ("S---", "s.*", True),
        ("day**", "day.*", True),
        ("sol...", "sol.*", True),
        ("solb...", "solb.*", True),
        ("Sol...", "sol.*", False),
        ("solbe...", "solbe.*", False),
        ("Sol-", "", False),
        ("Sol?", "", False),
    ],
)
def test_a_word_masked_at_an_end(written: str, shape: str, weak: bool) -> None:
    first = words_of(f"it was {written}")[2]
    assert (first.shape, first.weak) == (shape, weak)


def test_other_signs_mask_nothing() -> None:
    assert [word.text for word in words_of("#tag, **bold**, why? yes.")] == ["tag", "bold", "why", "yes"]
    assert [word.text for word in words_of("Solberg?Yes")] == ["solbergyes", "solberg", "yes"]


def test_look_alikes_among_letters_in_a_row() -> None:
    assert [word.text for word in words_of("S 0 l b e r g")] == ["solberg"]
    assert [word.text for word in words_of("a 1 2 3")] == ["a", "1", "2", "3"]


def test_known_initials_with_full_stops_are_one_word() -> None:
    known = {"ap", "ad"}
    assert [word.text for word in words_of("A.P. and a.d.", known)] == ["ap", "and", "ad"]
    assert [word.text for word in words_of("the A/P, and/or C/D", known)] == [
        "the",
        "ap",
        "and",
        "or",
        "c",
        "d",
    ]
    assert [word.text for word in words_of("h.a.d.a.n or A.B.", known)] == ["hadan", "or", "a", "b"]
    assert [word.text for word in words_of("a p", known)] == ["a", "p"]
    assert [word.text for word in words_of("A.P. I saw it", known)] == ["ap", "a", "p", "i", "saw", "it"]
    assert [word.text for word in words_of("B-A-D or a/b", known)] == ["ad", "b", "a", "d", "or", "a", "b"]


@pytest.mark.parametrize(
    ("written", "initials"),
    [
        ("the A/Ps met", ["ap"]),
        ("the A-Ps", ["ap"]),
        ("A.Ps and a-ds", ["ap", "ad"]),
        ("B.A.Ps saw", ["ap"]),
        ("THE A/PS MET a boy", ["ap"]),
        ("A. As I went, a/is", []),
        ("A.P.V.P.", ["ap", "vp"]),
        ("a.p.a.d.v.p", ["ap", "ad", "vp"]),
        ("h.a.p.a.d", []),
        ("A.\nP. hit", ["ap"]),
        ("the A. \t P. hit", ["ap"]),
        ("students\nA-P should be fired", ["ap"]),
        ("our grade A-P hit", ["ap"]),
        ("names A-D, lockers A-P", ["ad", "ap"]),
        ("The girl names A-D as the one", ["ad"]),
        ("names A-P", ["ap"]),
        ("her letters A\u2013P kept", ["ap"]),
        ("doors A\u2014P locked", ["ap"]),
        ("the girls A-D yelled", ["ad"]),
        ("the student lists A-Ds", ["ad"]),
        ("rooms A1-D4 and A2-P", []),
        ("the S/Os met, the V.P.Us", ["so", "vp", "vpu"]),
        ("S-Os, S. Os and the S Os", []),
        ("the A P hit him", ["ap"]),
        ("our A P, his A  Ps", ["ap", "ap"]),
        ("the\nA P", ["ap"]),
        ("THE A P HIT HIM", ["ap"]),
        ("I cried. A P hit him\nA D saw", ["ap", "ad"]),
        ("A P", []),
        ("the a p, the A p, the A\nP", []),
        ("A P Olson, vitamin A D too", []),
    ],
)
def test_initials_in_the_plural_in_rows_and_over_lines(written: str, initials: list[str]) -> None:
    known = {"ap", "ad", "vp", "so", "vpu"}
    assert [
        word.text for word in words_of(written, known) if word.initials and word.text in known
    ] == initials


def test_a_long_row_of_initials_takes_little_time() -> None:
    start = time.perf_counter()
    assert words_of("a.p." * 5000 + "x", {"ap", "apa", "pap"})[-1].text.endswith("x")
    assert time.perf_counter() - start < 5


def test_plural_initials_are_initials() -> None:
    assert [word.text for word in words_of("the APs, AD\u2019s and Ads") if word.initials] == ["ap", "ad"]


def test_initials() -> None:
    assert [word.initials for word in words_of("the AD, an ad, A B, NASA")] == [
        False,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
