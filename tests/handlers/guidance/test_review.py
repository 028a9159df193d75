"""When a review is due, and whom to remind."""

from datetime import date

import pytest

from handlers.conversation.card import Tone
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.review import overdue, review_card, review_due, review_remark


def policy(years: int | None, reviewed: str) -> Policy:
    care = {"owner": "Owner@schools.example", "review_every_years": years} if years else None
    stated = {"format": 1, "code": "9", "title": "T", "type": "t", "series": "s", "adopted": "1/1/2010"}
    sections = [{"id": "A", "text": "Be kind."}]
    return Policy.model_validate({**stated, "reviewed": [reviewed], "care": care, "sections": sections})


@pytest.mark.parametrize(
    ("years", "reviewed", "due"),
    [
        (3, "4/10/2017", date(2020, 4, 10)),
        (1, "2/29/2024", date(2025, 2, 28)),
        (4, "2/29/2024", date(2028, 2, 29)),
        (None, "4/10/2017", None),
    ],
)
def test_it_is_due_a_number_of_years_after_the_last_review(
    years: int | None, reviewed: str, due: date | None
) -> None:
    assert review_due(policy(years, reviewed)) == due


def test_it_is_overdue_on_the_day_after() -> None:
    one = policy(3, "4/10/2017")
    assert not overdue(one, date(2020, 4, 10))
    assert overdue(one, date(2020, 4, 11))
    assert not overdue(policy(None, "4/10/2017"), date(2099, 1, 1))


def test_a_revision_counts_as_a_review() -> None:
    stated = policy(3, "4/10/2017").model_dump() | {"revised": ("6/1/2019",)}
    assert review_due(Policy.model_validate(stated)) == date(2022, 6, 1)


def test_the_sample_is_overdue_and_its_owner_is_told(library: PolicyLibrary) -> None:
    sample, today = library.policies[0], date(2026, 11, 22)
    card = review_card(sample, today)
    assert card is not None
    assert card.tone is Tone.CAUTION
    assert "2017-04-10" in repr(card)
    assert "docs/policies.md" in repr(card)
    assert "2020-04-10" in repr(card)
    remark = review_remark(sample, today)
    assert remark is not None
    assert remark.startswith("447.1: the review was due on 2020-04-10")
    assert "chair@schools.example" in remark


def test_nobody_is_told_where_none_is_due() -> None:
    one = policy(3, "4/10/2017")
    assert review_card(one, date(2020, 4, 10)) is None
    assert review_remark(one, date(2020, 4, 10)) is None
    assert review_card(policy(None, "4/10/2017"), date(2099, 1, 1)) is None


def test_a_yearly_rhythm_is_said_in_words() -> None:
    assert "every year" in repr(review_card(policy(1, "4/10/2017"), date(2026, 1, 1)))


def test_other_remarks() -> None:
    assert review_remark(policy(None, "4/10/2017"), date(2026, 1, 1)) == (
        "9: has no [care], so nobody is reminded to review it."
    )
    early = review_remark(policy(3, "4/10/2017"), date(2009, 12, 31))
    assert early is not None
    assert "still to come" in early


def test_who_looks_after_it_is_no_part_of_the_words() -> None:
    assert policy(3, "4/10/2017").sha256 == policy(None, "4/10/2017").sha256
