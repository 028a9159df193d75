"""Titles in a text."""

import pytest

from handlers.reports.naming.titles import Title, TitleWords
from handlers.reports.naming.words import words_of


def begins(title: str, text: str) -> list[int]:
    read, words = Title.read(title), words_of(text)
    return read.places(words, TitleWords([read]).marks(words))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Principal", "the principal"),
        ("Principal", "the principle hit him"),
        ("Principal", "our principals"),
        ("Superintendent", "superintendant"),
        ("Superintendent", "the supt was there"),
        ("Activities Director", "director of activities"),
        ("Activities Director", "activity director"),
        ("Activities Director", "the director for the activities"),
        ("School Board Chair", "the board chair"),
        ("School Board Chair", "chairwoman of the school board"),
        ("Director of Special Education", "special education director"),
        ("Assistant Principal", "asst. principle"),
        ("Principal", "the headmistress"),
        ("School Board Chair", "board chairlady"),
    ],
)
def test_found(title: str, text: str) -> None:
    assert begins(title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Principal", "in principle"),
        ("Principal", "on principle, and the prince"),
        ("School Board Chair", "a chair"),
        ("School Board Chair", "the school board met"),
        ("Activities Director", "activities"),
        ("Activities Director", "the director came; after-school activities"),
        ("Director of Special Education", "special education"),
        ("Assistant Principal", "the assistant spoke"),
    ],
)
def test_not_found(title: str, text: str) -> None:
    assert not begins(title, text)


def test_where_it_begins() -> None:
    assert begins("Principal", "an assistant principal, the principal") == [2, 4]


def test_a_title_in_two_parts_is_put_together() -> None:
    titles = TitleWords([Title.read("Superintendent"), Title.read("Director")])
    assert [w.text for w in titles.joined(words_of("the super intendent"))] == ["the", "superintendent"]
    assert [w.text for w in titles.joined(words_of("direct or not"))] == ["direct", "or", "not"]
