"""Words are taken whole, with their disguises undone."""

import pytest

from handlers.precheck.mending.tokens import Sort, key, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ol$on's door!", [("Ol$on", "olson", Sort.WORD), ("door", "door", Sort.WORD)]),
        ("Mai-Lee, O'Brien", [("Mai-Lee", "mailee", Sort.WORD), ("O'Brien", "obrien", Sort.WORD)]),
        ("#GoSpuds @mr_b.", [("#GoSpuds", "gospuds", Sort.TAG), ("@mr_b", "mrb", Sort.TAG)]),
        (
            "to a.b@c.org now",
            [("to", "to", Sort.WORD), ("a.b@c.org", "abacorg", Sort.ADDRESS), ("now", "now", Sort.WORD)],
        ),
        ("https://x.org/olson", [("https://x.org/olson", "httpsxorgolson", Sort.ADDRESS)]),
    ],
)
def test_tokens(text: str, found: list[tuple[str, str, Sort]]) -> None:
    assert [(token.text, token.key, token.sort) for token in tokens(text)] == found


def test_a_possessive_ending_is_not_the_word() -> None:
    (token,) = tokens("Olson's")
    assert (token.start, token.bare, token.end) == (0, 5, 7)


def test_pieces() -> None:
    (token,) = tokens("#KarenHaugen")
    assert [one for _, _, one in token.pieces] == ["karen", "haugen"]


def test_disguises() -> None:
    assert key("P3ters0n") == key("Peterson") == "peterson"
