"""A revision whose day is still to come: today's words are quoted, the others on request."""

import re
from datetime import date
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from handlers.guidance.policy import Policy
from tests.handlers.guidance.sayable import Sayable, quotes
from tests.handlers.guidance.shelf import NEW_WORDS, OLD_WORDS, shelf, shelved

BEFORE, DAY = date(2026, 8, 31), date(2026, 9, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return shelf(folder)


@pytest.fixture
def before(files: list[Path]) -> PolicyLibrary:
    return read_library(files, BEFORE)


def words(library: PolicyLibrary, spelling: str) -> str:
    found = library.find(spelling)
    assert isinstance(found, Passage)
    return found.section.text


def test_the_newest_version_that_has_begun_is_in_force(files: list[Path], before: PolicyLibrary) -> None:
    assert OLD_WORDS in words(before, "III.B")
    assert NEW_WORDS in words(read_library(files, DAY), "III.B")


def test_search_and_findings_know_the_words_of_today_alone(before: PolicyLibrary) -> None:
    assert {p.version for p in before.passages} == {"2012-05-14", "2020-01-02"}
    assert before.passage("III.G") is None
    found = GuidanceHandler(before).answers("personal facebook on school time")
    assert all(one.passage.version == "2012-05-14" for one in found.answers)


@pytest.mark.parametrize("when", ["2026-09-01", "9/1/2026", "2030-01-01"])
def test_the_coming_words_are_asked_for_by_day(before: PolicyLibrary, when: str) -> None:
    assert NEW_WORDS in words(before, f"III.B @{when}")
    assert OLD_WORDS in words(before, "III.B @2026-08-31")


@pytest.mark.parametrize("asked", ["447.1 III.B @2026-09-01", "447.1 @2026-09-01", "447.1 text @2026-09-01"])
def test_cards_say_when_the_coming_words_take_effect(before: PolicyLibrary, asked: str) -> None:
    card = GuidanceHandler(before).card(asked)
    assert "takes effect on 2026-09-01. It is not in force yet" in repr(card)
    assert "no longer" not in repr(card)
    assert Sayable(before).unsaid(card) == []


def test_todays_words_are_never_called_gone(before: PolicyLibrary) -> None:
    handler = GuidanceHandler(before)
    for asked in ("III.B", "447.1", "text", "versions", "what changed"):
        assert "no longer" not in repr(handler.card(asked))
        assert Sayable(before).unsaid(handler.card(asked)) == []
    assert "A new version takes effect on 2026-09-01." in repr(handler.card("447.1"))
    assert re.search("'2012-05-14', 'in force", repr(handler.card("versions")))
    assert re.search("'2026-09-01', 'takes effect on 2026-09-01", repr(handler.card("versions")))


@pytest.mark.parametrize("asked", ["what changed", "447.1 changes @2026-09-01"])
def test_what_will_change_is_shown_as_coming(before: PolicyLibrary, asked: str) -> None:
    card = GuidanceHandler(before).card(asked)
    assert "not in force yet" in repr(card)
    assert any(quote.citation.startswith("After: 447.1 III.B") for quote in quotes(card))


def test_the_day_turns_without_reading_again(files: list[Path], before: PolicyLibrary) -> None:
    turned = before.as_of(DAY)
    assert turned == read_library(files, DAY)
    assert turned.as_of(BEFORE) == before
    assert [p.code for p in turned.policies] == ["447.1", "500"]


def test_a_policy_that_is_all_to_come_is_found_by_its_code_alone(tmp_path: Path) -> None:
    library = shelved(tmp_path).as_of(date(2019, 12, 31))
    assert [policy.code for policy in library.policies] == ["447.1"]
    policy, passage = library.find("500"), library.find("500 III.F")
    assert isinstance(policy, Policy)
    assert isinstance(passage, Passage)
    card = GuidanceHandler(library).card("500 III.F")
    assert "takes effect on 2020-01-02" in repr(card)
    assert "As in force today" not in repr((card, GuidanceHandler(library).card("500")))


def test_a_library_of_nothing_in_force_is_refused(files: list[Path]) -> None:
    with pytest.raises(DistrictInvalid, match="no policy is in force yet on 2000-01-01"):
        read_library(files, date(2000, 1, 1))
