"""Words that are parts of a name beside other parts only."""

from handlers.precheck.people.names import name_model
from handlers.precheck.people.parts import read_parts


def test_the_lists_hold_what_they_are_for() -> None:
    model, parts = name_model(), read_parts()
    assert parts.verbs <= parts.firsts
    assert not parts.ends & parts.lasts
    assert all(model.holds("given", word) for word in parts.firsts | parts.others)
    assert not parts.particles & parts.loose
    assert all(model.holds("common", word) or not model.holds("family", word) for word in parts.lasts)


def test_words_are_in_lower_case() -> None:
    parts = read_parts()
    words = parts.firsts | parts.lasts | parts.others | parts.ends
    words |= parts.particles | parts.prefixes | parts.loose | parts.towns | parts.saints
    assert all(word == word.lower() and word.isascii() for word in words)
