"""Changes touch what they name and nothing else."""

from handlers.precheck.mending.edit import Edit, Seam, applied, moved, seen, sewn
from handlers.spelling.reading import plain


def cut(text: str, words: str, other: str = "") -> str:
    at = text.index(words)
    return applied(text, [Edit(at, at + len(words), other)])


def test_a_word_is_replaced_where_it_stands() -> None:
    assert cut("Little Ámína ran 🏃  fast", "Ámína", "Student A") == "Little Student A ran 🏃  fast"


def test_the_blank_left_over_goes_with_a_word() -> None:
    assert cut("so damn tired", "damn") == "so tired"
    assert cut("so tired, damn!", "damn") == "so tired!"
    assert cut("damn it", "damn") == "it"
    assert cut("call ME, 218-555-0144, and wait", "218-555-0144") == "call ME, and wait"
    assert cut("two  blanks stay, damn that", "damn") == "two  blanks stay, that"


def test_a_sentence_keeps_its_capital() -> None:
    assert cut("Holy shit what a game!", "Holy shit") == "What a game!"
    assert cut("So it goes. Damn, what a game!", "Damn,") == "So it goes. What a game!"
    assert cut("so it goes. damn what a game", "damn") == "so it goes. what a game"
    assert cut("Shit! what a game", "Shit!") == "what a game"
    assert cut("Oh well, Shit what a game", "Shit") == "Oh well, what a game"


def test_of_two_that_overlap_the_longer_holds() -> None:
    assert applied("abcdef", [Edit(1, 3, "X"), Edit(2, 6, "Y"), Edit(0, 1, "Z")]) == "ZbY"


def test_places_are_found_in_the_reading() -> None:
    text = "\u200bLa\u0301la"
    assert seen(plain(text), 1, len(text)) == (0, 4)


def test_a_seam_is_where_something_was_taken_out() -> None:
    text, seams = sewn("one two three four", [Edit(4, 7), Edit(14, 18, "five")])
    assert (text, seams) == ("one three five", [Seam(3, 1)])
    assert moved(seams, [Edit(0, 3)]) == [Seam(0, 1)]
    assert moved(seams, [Edit(9, 14)]) == seams
