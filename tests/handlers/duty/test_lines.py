"""`smpolicy clocks --jsonl`, a line at a time."""

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.district.holidays import LegalDays
from handlers.duty.lines import clocks_line


def _answer(**given: object) -> dict[str, Any]:
    return clocks_line(json.dumps(given), LegalDays(), ZoneInfo("America/Chicago"))


def test_both_clocks() -> None:
    answer = _answer(id="a", learned_at="2026-11-23T09:30:00-06:00", oral_at="2026-11-23T10:00:00-06:00")
    assert answer == {
        "id": "a",
        "oral_due": "2026-11-24T09:30:00-06:00",
        "written_due": "2026-11-27T10:00:00-06:00",
    }


@pytest.mark.parametrize(
    "nothing", [{"oral_at": None}, {"learned_at": None}, {"oral_at": None, "learned_at": None, "Other": 1}]
)
def test_what_has_no_start_has_no_end(nothing: dict[str, None]) -> None:
    assert _answer(id=7, **nothing) == {"id": 7, "oral_due": None, "written_due": None}


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ("2026-11-24T15:30", "2026-11-25T15:30:00-06:00"),
        ("2026-11-24 15:30", "2026-11-25T15:30:00-06:00"),
        ("2026-11-24T21:30:00Z", "2026-11-25T15:30:00-06:00"),
        ("20261124T153000+0900", "2026-11-25T00:30:00-06:00"),
        ("2026-11-24T15:30:00.250", "2026-11-25T15:30:00.250000-06:00"),
        ("2027-03-13T12:00", "2027-03-14T13:00:00-05:00"),
        ("2026-11-01T01:30", "2026-11-02T00:30:00-06:00"),  # comes twice: the first is meant
        ("2026-11-01T01:30-06:00", "2026-11-02T01:30:00-06:00"),  # the second, as it says
        ("2027-03-14T02:30", "2027-03-15T02:30:00-05:00"),  # never comes: the earlier is meant
    ],
)
def test_every_way_to_write_a_moment(given: str, due: str) -> None:
    assert _answer(id=1, learned_at=given)["oral_due"] == due


@pytest.mark.parametrize(
    "given",
    ["", "soon", "2026-11-23", "20261123", "2026-W48-1", "2026-11-23T25:00", 20261123.12, True, [], {}],
)
@pytest.mark.parametrize("field", ["learned_at", "oral_at"])
def test_what_is_no_moment(field: str, given: object) -> None:
    answer = _answer(id="a", **{field: given})
    assert set(answer) == {"id", "error"}
    assert answer["error"].startswith(f"{field}: must be a date and time")


@pytest.mark.parametrize("given", ["9999-12-31T23:00", "0001-01-01T00:00+14:00", "9999-12-30T00:00"])
def test_moments_out_of_range(given: str) -> None:
    assert _answer(id="a", oral_at=given) == {"id": "a", "error": "oral_at: out of range"}


@pytest.mark.parametrize("line", ["", "x", "[1]", "7", "null", "[" * 100_000, "1" * 5000])
def test_a_line_that_cannot_be_read(line: str) -> None:
    answer = clocks_line(line, LegalDays(), ZoneInfo("America/Chicago"))
    assert answer["id"] is None
    assert answer["error"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('{"id":"a","learned_at":"2026-11-23T09:30","learned_at":"2026-11-24T09:30"}', "a"),
        ('{"learned_at":null,"learned_at":null,"id":5}', 5),
        ('{"id":"a","id":"b"}', None),
        ('{"learned_at":null,"learned_at":null}', None),
    ],
)
def test_a_line_with_the_same_key_twice_is_a_bad_line(line: str, name: str | int | None) -> None:
    answer = clocks_line(line, LegalDays(), ZoneInfo("America/Chicago"))
    assert answer == {"id": name, "error": "a key stands in it twice"}


def test_a_key_twice_further_in_is_a_bad_line_as_it_is_for_the_other_commands() -> None:
    line = '{"id":"a","oral_at":null,"other":[{"x":1,"x":2}]}'
    answer = clocks_line(line, LegalDays(), ZoneInfo("America/Chicago"))
    assert answer == {"id": "a", "error": "a key stands in it twice"}


@pytest.mark.parametrize("given", [{}, {"other": 1}, {"learned at": "2026-11-23T09:30"}])
def test_a_line_without_either_moment_is_a_bad_line(given: dict[str, object]) -> None:
    assert _answer(id="a", **given) == {"id": "a", "error": "neither learned_at nor oral_at stands in it"}


@pytest.mark.parametrize(("key", "meant"), [("Learned_At", "learned_at"), ("ORAL_AT", "oral_at")])
@pytest.mark.parametrize("beside", [{}, {"learned_at": None}, {"oral_at": "2026-11-23T10:00"}])
def test_a_key_in_other_letters_is_a_bad_line(key: str, meant: str, beside: dict[str, object]) -> None:
    answer = _answer(id="a", **{key: "2026-11-23T09:30"}, **beside)
    assert answer == {"id": "a", "error": f"{key}: nobody reads this; did you mean {meant}?"}


@pytest.mark.parametrize("name", ["a", "", 5, -1, 1.5, 1e300, None, True, False])
def test_the_id_comes_back_as_it_was(name: object) -> None:
    for moment in (None, "soon"):
        answer = _answer(id=name, oral_at=moment)
        assert (answer["id"], type(answer["id"])) == (name, type(name))


@pytest.mark.parametrize("name", ["{}", "[1]", "1e999", "-1e999", "NaN", '{"a":"b"}'])
def test_an_id_that_cannot_come_back(name: str) -> None:
    line = f'{{"id":{name},"oral_at":"2026-11-23T10:00"}}'
    answer = clocks_line(line, LegalDays(), ZoneInfo("America/Chicago"))
    assert answer == {"id": None, "error": "id: must be a text, a number in range, true, false or null"}
