"""The roster: absences, deputies, duty and the quiet of the night."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from handlers.district.reading import SAMPLE, read_district
from handlers.district.roster import Absence, Deputy, Duty, QuietHours, Roster
from handlers.errors import DistrictInvalid

A, B, C = "a@schools.example", "b@schools.example", "c@schools.example"
MONDAY = date(2026, 11, 23)


def away(person: str, deputy: str | None = None, first: date = MONDAY, last: date = MONDAY) -> Absence:
    return Absence(person=person, first=first, last=last, deputy=deputy)


def test_whoever_is_there_stands_for_themself() -> None:
    assert Roster(absences=(away(B),)).present(A, MONDAY) == A


def test_an_absence_lasts_from_its_first_day_to_its_last() -> None:
    roster = Roster(absences=(away(A, B, MONDAY, date(2026, 11, 24)),))
    days = [date(2026, 11, day) for day in (22, 23, 24, 25)]
    assert [roster.present(A, day) for day in days] == [A, B, B, A]


def test_the_deputy_of_one_absence_comes_before_the_standing_one() -> None:
    deputies = (Deputy(person=A, deputy=B),)
    assert Roster(deputies=deputies, absences=(away(A),)).present(A, MONDAY) == B
    assert Roster(deputies=deputies, absences=(away(A, C),)).present(A, MONDAY) == C


def test_a_deputy_who_is_away_too_has_a_deputy() -> None:
    roster = Roster(absences=(away(A, B), away(B, C)))
    assert roster.present(A, MONDAY) == C


@pytest.mark.parametrize("left_out", [A, B, C])
def test_a_chain_of_deputies_ends_at_whoever_is_left_out(left_out: str) -> None:
    roster = Roster(absences=(away(A, B), away(B, C)))
    assert roster.present(A, MONDAY, {left_out}) is None


@pytest.mark.parametrize("absences", [(away(A),), (away(A, B), away(B, A))])
def test_where_nobody_stands_in_nobody_is_found(absences: tuple[Absence, ...]) -> None:
    assert Roster(absences=absences).present(A, MONDAY) is None


def test_all_who_may_ever_stand_in() -> None:
    roster = Roster(deputies=(Deputy(person=A, deputy=B),), absences=(away(B, C),))
    assert roster.with_deputies([A]) == {A, B, C}
    assert roster.with_deputies([C]) == {C}


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("2026-11-23T20:59", None),
        ("2026-11-23T21:00", "2026-11-24T06:30"),
        ("2026-11-24T00:00", "2026-11-24T06:30"),
        ("2026-11-24T06:29", "2026-11-24T06:30"),
        ("2026-11-24T06:30", None),
    ],
)
def test_the_quiet_goes_over_midnight(moment: str, ends: str | None) -> None:
    quiet = QuietHours(begin=time(21), end=time(6, 30))
    until = quiet.until(datetime.fromisoformat(moment))
    assert until == (datetime.fromisoformat(ends) if ends else None)


def test_quiet_hours_within_one_day() -> None:
    noon = QuietHours(begin=time(12), end=time(13))
    assert noon.until(datetime(2026, 11, 23, 12, 30)) == datetime(2026, 11, 23, 13)  # noqa: DTZ001 - wall clock
    assert noon.until(datetime(2026, 11, 23, 13)) is None  # noqa: DTZ001 - wall clock


def test_duty_is_on_by_site_day_and_hour() -> None:
    night = Duty(people=(A,), sites=("high-school",), days=(5,), begin=time(22), end=time(2), wait_minutes=10)
    friday, saturday = datetime(2026, 11, 27, 23), datetime(2026, 11, 28, 1)  # noqa: DTZ001 - wall clock
    roster = Roster(duty=(night,))
    assert roster.on_duty("high-school", friday) == roster.on_duty("high-school", saturday) == (night,)
    assert roster.on_duty("robert-asp", friday) == ()
    assert not night.covers("high-school", friday.replace(day=26))
    assert not night.covers("high-school", saturday.replace(hour=2))


def test_duty_without_hours_or_sites_is_always_on_everywhere() -> None:
    always = Duty(people=(A,), wait_minutes=10)
    assert always.covers("anywhere", datetime(2026, 11, 28, 0, 0))  # noqa: DTZ001 - wall clock


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (
            '[[roster.duty]]\npeople = ["x@y.example"]\nwait_minutes = 5',
            "x@y.example is on the roster but not",
        ),
        (
            '[[roster.duty]]\npeople = ["chair@schools.example"]\nsites = ["moon"]\nwait_minutes = 5',
            "moon is on the roster but not among",
        ),
        (
            '[[roster.absences]]\nperson = "chair@schools.example"\nfirst = 2026-12-02\nlast = 2026-12-01',
            "back before they leave",
        ),
        (
            '[[roster.deputies]]\nperson = "chair@schools.example"\ndeputy = "Chair@schools.example"',
            "cannot stand in for themself",
        ),
        (
            (
                '[[roster.absences]]\nperson = "chair@schools.example"\nfirst = 2026-12-01\n'
                'last = 2026-12-01\ndeputy = "chair@schools.example"'
            ),
            "cannot stand in for themself",
        ),
        ("[roster.quiet_hours]\nbegin = 06:30:00\nend = 06:30:00", "quiet hours end when they begin"),
        ('[[cases.outcomes]]\nid = "school"\nlabel = "Again"', "school is listed twice"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, more: str, reason: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    if "quiet_hours" in more:
        text = text.replace("[roster.quiet_hours]\nbegin = 21:00:00\nend = 06:30:00", "")
    file = tmp_path / "district.toml"
    file.write_text(f"{text}\n{more}\n", encoding="utf-8")
    with pytest.raises(DistrictInvalid, match=reason) as caught:
        read_district(file)
    assert caught.value.line > 1


def test_the_sample_says_how_cases_end() -> None:
    cases = read_district(SAMPLE).cases
    found = cases.outcome("school")
    assert found
    assert found.label == "The school has acted"
    assert cases.outcome("nothing") is None
