"""Who is named in a report."""

import pytest

from handlers.reports.conflict import involved_people
from tests.handlers.reports.desk import DISTRICT


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("A boy has bruises.", set()),
        ("Ms. Solberg saw it", {"principal"}),
        ("it was SOLBERG\u2019S car", {"principal"}),
        ("marit.solberg did it", {"principal"}),
        ("chair@schools.example wrote to her", {"chair"}),
        ("the principal grabbed him", {"principal", "elementary"}),
        ("the assistant principal grabbed him", {"principal", "elementary", "assistant"}),
        ("the activities director", {"activities"}),
        ("Danny Reyes's office", {"assistant"}),
        ("Solbergson is another family", set()),
        ("Abdi, and Reyes", {"activities", "assistant"}),
    ],
)
def test_named_in_words(words: str, named: set[str]) -> None:
    found = involved_people({"what": "", "where": words}, (), DISTRICT)
    assert {email.partition("@")[0] for email in found} == named


def test_marked_in_the_form() -> None:
    assert involved_people({"what": "x"}, ["chair@schools.example"], DISTRICT) == {"chair@schools.example"}
