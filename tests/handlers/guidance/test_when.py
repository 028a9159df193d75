"""Which version is meant, said in all the ways people and the cards themselves say it."""

from dataclasses import replace
from datetime import date

import pytest

from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import Passage, PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import versions_of
from handlers.guidance.request import requested
from handlers.guidance.when import undated
from tests.handlers.guidance.shelf import OLD_WORDS

TODAY = date(2026, 11, 22)
PRINT = "33cc8c229217"


@pytest.mark.parametrize(
    ("spelling", "name", "when"),
    [
        ("III.F @5/14/2012", "III.F", "5/14/2012"),
        ("III.F, adopted 5/14/2012, reviewed 04/10/2017", "III.F", "5/14/2012"),
        ("III.F, adopted 5/14/2012, revised 9/1/2026, reviewed 9/2/2026", "III.F", "9/1/2026"),
        (f"447.1 version 2012-05-14, fingerprint {PRINT}", "447.1", PRINT),
        (f"fingerprint {PRINT}.", ".", PRINT),
        (f"III.F {PRINT}?", "III.F ?", PRINT),
        ("447.1 version 2012-05-14", "447.1", "2012-05-14"),
        ("447.1 version of 2012", "447.1", "2012"),
        ("III.F in May 2015", "III.F", "2015-05-31"),
        ("III.F as of Feb. 2016", "III.F", "2016-02-29"),
        ("III.F on May 14th, 2012?", "III.F ?", "2012-05-14"),
        ("III.F en mayo de 2015", "III.F", "2015-05-31"),
        ("III.F last year", "III.F", "2025"),
        ("III.F el a\u00f1o pasado", "III.F", "2025"),
        ("III.F two years ago", "III.F", "2024-11-22"),
        ("III.F a year ago", "III.F", "2025-11-22"),
        ("III.F a couple of years ago", "III.F", "2024-11-22"),
        ("III.F 12 years ago", "III.F", "2014-11-22"),
        ("III.F hace dos a\u00f1os", "III.F", "2024-11-22"),
    ],
)
def test_a_version_is_meant(spelling: str, name: str, when: str) -> None:
    said, whens = undated(spelling, TODAY)
    assert (" ".join(said.split()), whens) == (name, (when,))


@pytest.mark.parametrize(
    ("said", "when"),
    [
        *((s, "2019-12-31") for s in ("before 2020", "until 2020", "antes de 2020", "hasta el 2020")),
        *((s, "2020-07-31") for s in ("before 8/1/2020", "prior to 2020-08-01", "until August 1, 2020")),
        *((s, "2020-07-31") for s in ("before August 2020", "hasta agosto de 2020", "prior to Aug. 2020")),
        *((s, "2024-12-31") for s in ("before last year", "antes del a\u00f1o pasado")),
        *((s, "2024-11-21") for s in ("before two years ago", "until 2024-11-22")),
        *(("before 2/30/2020", "2/30/2020"), ("before 0001-01-01", "0001-01-01")),
        *(("in August 2020", "2020-08-31"), ("before the last revision", "previous")),
    ],
)
def test_before_a_date_is_the_day_before_it_begins(said: str, when: str) -> None:
    assert undated(f"what did III.F say {said}?", TODAY)[1] == (when,)
    assert undated(f"III.F {said}", TODAY)[1] == (when,)


@pytest.mark.parametrize("said", ["before 2020", "until 8/1/2020"])
def test_a_date_that_is_said_first_is_one_too(said: str) -> None:
    assert undated(f"{said} what did III.F say", TODAY)[1][0] < "2020-08"


def test_before_a_revision_its_words_are_not_quoted(revised: PolicyLibrary) -> None:
    library = replace(revised, today=TODAY)
    for said in ("III.B before 9/1/2026", "what did III.B say before September 2026"):
        assert OLD_WORDS in repr(GuidanceHandler(library).card(said))


@pytest.mark.parametrize(
    "spelling",
    [
        *("", "III.F", "may I post in 2015 words", "deadbeef", "effaced facade", "33cc8c2", "adopted"),
        *("post from May to June", "a student of 2 years", "the version of my post", "many years ago"),
    ],
)
def test_none_is_meant(spelling: str) -> None:
    assert undated(spelling, TODAY) == (spelling, ())


def test_a_review_names_no_version() -> None:
    assert undated("447.1, reviewed 04/10/2017", TODAY) == ("447.1 ", ())


def test_without_a_day_nothing_is_counted_back() -> None:
    assert undated("III.F two years ago") == ("III.F two years ago", ())


def test_the_last_of_february_is_there_every_year() -> None:
    assert undated("III.F one year ago", date(2028, 2, 29))[1] == ("2027-02-28",)


def test_every_citation_finds_its_words_again(revised: PolicyLibrary) -> None:
    for code in ("447.1", "500"):
        for policy in revised.versions(code):
            for section in policy.sections:
                passage = Passage(policy, section)
                found = revised.find(passage.citation)
                cited = found.section.text if isinstance(found, Passage) else "the whole policy"
                assert cited == (section.text if section.id != "meta" else "the whole policy")
                assert isinstance(found, Policy | Passage)
                assert (
                    found.version if isinstance(found, Policy) else found.policy.version
                ) == policy.version


def test_what_stands_below_a_quote_finds_the_version(revised: PolicyLibrary) -> None:
    for policy in revised.versions("447.1"):
        said = versions_of([policy])
        assert requested(revised, said) is None
        for one in (said, f"fingerprint {policy.fingerprint}", policy.fingerprint):
            assert revised.find(one) == policy


@pytest.mark.parametrize(
    "spelling", ["what did III.B say two years ago", "III.B last year", "447.1 III.B version 2012-05-14"]
)
def test_the_words_of_then_are_shown(revised: PolicyLibrary, spelling: str) -> None:
    library = replace(revised, today=TODAY)
    assert OLD_WORDS in repr(GuidanceHandler(library).card(spelling))


def test_the_library_of_a_day_knows_it(revised: PolicyLibrary) -> None:
    assert revised.as_of(TODAY).today == TODAY


def test_changes_since_last_year(revised: PolicyLibrary) -> None:
    found = requested(replace(revised, today=TODAY), "what changed since last year")
    assert found is not None
    assert [version.version for version in found.versions] == ["2012-05-14", "2026-09-01"]
