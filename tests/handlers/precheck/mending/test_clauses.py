"""A clause goes with what joins it, and the rest still reads."""

import pytest

from handlers.precheck.mending.clauses import clauses, without


def left(text: str, *dropped: str) -> str:
    parts = clauses(text, 0, len(text), ())
    bodies = [text[part.start : part.end] for part in parts]
    for start, end in reversed(list(without(text, parts, {bodies.index(body) for body in dropped}))):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "dropped", "rest"),
    [
        ("Come by, and I live here.", "I live here", "Come by."),
        ("I live here, so come by!", "I live here", "come by!"),
        ("Come by (I live here) at six.", "I live here", "Come by at six."),
        ("Come by, I live here, Moorhead, MN 56560, for cake.", "I live here", "Come by, for cake."),
        ("Come by \u2014 I live here \u2014 at six.", "I live here", "Come by \u2014 at six."),
        ("I live here.", "I live here", "."),
    ],
)
def test_a_clause_goes_with_what_joins_it(text: str, dropped: str, rest: str) -> None:
    assert left(text, dropped) == rest


def test_a_comma_within_a_stretch_kept_whole_joins_nothing() -> None:
    text = "born May 4, 1985, and proud"
    stretch = (text.index(" May"), text.index(", and"))
    assert [text[c.start : c.end] for c in clauses(text, 0, len(text), (stretch,))] == [
        "born May 4, 1985",
        "proud",
    ]
