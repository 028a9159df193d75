"""What changed between two versions, paragraph by paragraph and word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.guidance.changes import Change, Kind, changes, word_changes
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy


def policy(*sections: tuple[str, str], title: str = "T", source: str = "") -> Policy:
    stated = {"format": 1, "code": "1", "title": title, "type": "t", "series": "s", "adopted": "1/1/2020"}
    parts = [{"id": section_id, "text": text} for section_id, text in sections]
    return Policy.model_validate({**stated, "source": source, "sections": parts})


def told(found: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    return [
        (str(c.kind), c.before.name if c.before else None, c.after.name if c.after else None)
        for c in found
        if c.kind is not Kind.SAME
    ]


A = ("A", "Employees must protect confidential information of students and parents.")
B = ("B", "The line between professional and personal is blurred in this context.")
C = ("C", "Lockers are searched on Mondays by the office.")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([A, B], [A, B], []),
        ([A], [A, C], [("new", None, "C")]),
        ([A, C], [A], [("gone", "C", None)]),
        ([A, B], [A, ("B", B[1].replace("blurred", "thin"))], [("changed", "B", "B")]),
        # a paragraph put in between gives those after it other numbers, and no other words
        ([A, B], [A, ("B", C[1]), ("C", B[1])], [("new", None, "B"), ("moved", "B", "C")]),
        ([A, B], [("A", B[1]), ("B", A[1])], [("moved", "B", "A"), ("moved", "A", "B")]),
        ([A, B], [A, ("C", B[1].replace("blurred", "thin"))], [("changed", "B", "C")]),
        # the same number with quite other words is another paragraph
        ([A, B], [A, ("B", C[1])], [("new", None, "B"), ("gone", "B", None)]),
    ],
)
def test_each_paragraph_is_followed(
    before: list[tuple[str, str]], after: list[tuple[str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert told(changes(policy(*before), policy(*after))) == expected


def test_title_and_source_count_too() -> None:
    before, after = policy(A, title="Old", source="From us."), policy(A, title="New", source="From them.")
    assert told(changes(before, after)) == [("changed", "Title", "Title"), ("changed", "Source", "Source")]


def test_the_revision_of_the_sample(revised: PolicyLibrary) -> None:
    now, was = revised.versions("447.1")
    assert told(changes(was, now)) == [
        ("changed", "III.B", "III.B"),
        ("new", None, "III.G"),
        ("changed", "Printed header", "Printed header"),
    ]


def test_the_changed_words_are_found() -> None:
    before, after = "Do not post during district time, ever.", "Do not post or sell during duty time, ever."
    out, put = word_changes(before, after)
    assert [before[a:b] for a, b in out] == ["district"]
    assert [after[a:b] for a, b in put] == ["or sell", "duty"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_not_marked_is_the_same_words(before: str, after: str) -> None:
    out, put = word_changes(before, after)
    assert _left(before, out) == _left(after, put)
    for spans in (out, put):
        assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)


def _left(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    for start, end in reversed(spans):
        text = f"{text[:start]} {text[end:]}"
    return text.split()
