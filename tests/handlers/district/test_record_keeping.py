"""Record keeping as data: terms, checklists, periods; mistakes are named with file, line and reason."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from handlers.district.reading import SAMPLE, read_district
from handlers.district.record_keeping import Counting, Record, RecordKeeping, Term
from handlers.errors import DistrictInvalid


def test_a_term_ends_after_its_days_or_years() -> None:
    days = Term(record=Record.QUESTION, days=90, reason="x")
    years = Term(record=Record.CONCERN, years=7, reason="x")
    assert days.ends(date(2026, 11, 23)) == date(2027, 2, 21)
    assert years.ends(date(2026, 11, 23)) == date(2033, 11, 23)
    assert years.ends(date(2028, 2, 29)) == date(2035, 3, 1)  # never a day too early


@pytest.mark.parametrize(
    ("keeping", "reason"),
    [
        ({"terms": [{"record": "concern", "reason": "x"}]}, "either days or years"),
        ({"terms": [{"record": "concern", "days": 1, "years": 1, "reason": "x"}]}, "either days or years"),
        ({"terms": [{"record": "contact", "days": 365, "reason": "x"}]}, "at least a year: 366 days"),
        ({"terms": [{"record": "drill", "days": 1, "reason": "x"}] * 2}, "drill has two terms"),
        ({"statistics": {"months": 5}}, "fit into a year"),
        ({"statistics": {"smallest": 4}}, "greater than or equal to 5"),
        ({"drills": {"day": 30}}, "less than or equal to 21"),
        ({"checklists": [{"id": "a", "label": "A", "when": "x", "items": []}]}, "at least 1 item"),
        (
            {
                "checklists": [
                    {"id": "a", "label": "A", "when": "x", "items": [{"id": "b", "label": "B"}] * 2}
                ]
            },
            "b is listed twice on the checklist",
        ),
        (
            {
                "checklists": [{"id": "a", "label": "A", "when": "x", "items": [{"id": "b", "label": "B"}]}]
                * 2
            },
            "a is listed twice among the checklists",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(keeping: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        RecordKeeping.model_validate(keeping)


def test_a_contact_may_be_kept_exactly_a_year() -> None:
    assert Term(record=Record.CONTACT, days=366, reason="x").ends(date(2028, 1, 1)) == date(2029, 1, 1)
    assert Term(record=Record.CONTACT, years=1, reason="x").years == 1


def test_without_the_section_nothing_is_ever_due() -> None:
    keeping = RecordKeeping()
    assert [keeping.term(record) for record in Record] == [None] * len(Record)
    assert keeping.drills.day == 0
    assert keeping.statistics == Counting(first_month=7, months=6, smallest=5)


def test_the_sample_has_a_term_for_every_kind() -> None:
    keeping = read_district(SAMPLE).record_keeping
    assert all(keeping.term(record) for record in Record)
    found = keeping.checklist("title-ix")
    assert found
    assert found.items[0].id == "coordinator"
    assert keeping.checklist("none") is None


def test_a_mistake_names_its_line(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8").replace(
        'record = "question"\ndays = 90', 'record = "question"\ndays = 0'
    )
    (tmp_path / "district.toml").write_text(text, "utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if words == "days = 0")
    with pytest.raises(DistrictInvalid, match=f":{line}: record_keeping.terms.2.days"):
        read_district(tmp_path / "district.toml")
