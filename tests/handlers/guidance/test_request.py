"""What is asked to be leafed through, and what is a question and no such request."""

import pytest

from handlers.guidance.library import PolicyLibrary
from handlers.guidance.request import Kind, requested


@pytest.mark.parametrize(
    ("spelling", "kind", "code", "page"),
    [
        *((s, Kind.TEXT, "447.1", 1) for s in ("text", "whole text", "the full text of 447.1")),
        ("Whole policy", Kind.TEXT, "447.1", 1),
        ("447 text 2", Kind.TEXT, "447.1", 2),
        ("447.1 text 2", Kind.TEXT, "447.1", 2),
        ("full text of policy 500, page 3", Kind.TEXT, "500", 3),
        ("447.1 all", Kind.TEXT, "447.1", 1),
        ("page 2", Kind.TEXT, "447.1", 2),
        *((s, Kind.TEXT, "447.1", 1) for s in ("the whole thing", "todo el texto", "pol\u00edtica completa")),
        ("text in 2015", Kind.TEXT, "447.1", 1),
        ("what changed since 2012", Kind.CHANGES, "447.1", 1),
        *((s, Kind.CHANGES, "447.1", 1) for s in ("what changed", "What changed in 447.1?", "changes")),
        ("447.1 changes", Kind.CHANGES, "447.1", 1),
        ("what's changed in the guidelines since 2012-05-14", Kind.CHANGES, "447.1", 1),
        ("¿qué cambió?", Kind.CHANGES, "447.1", 1),
        *((s, Kind.VERSIONS, "447.1", 1) for s in ("versions", "history of 447.1", "earlier versions")),
        *((s, Kind.POLICIES, "447.1", 1) for s in ("policies", "list of policies")),
        ("what policies are there?", Kind.POLICIES, "447.1", 1),
        ("policies 2", Kind.POLICIES, "447.1", 2),
    ],
)
def test_is_a_request(revised: PolicyLibrary, spelling: str, kind: Kind, code: str, page: int) -> None:
    found = requested(revised, spelling)
    assert found is not None
    assert (found.kind, found.policy.code, found.page) == (kind, code, page)


@pytest.mark.parametrize(
    "spelling",
    [
        *("", "III.F", "447.1", "the", "what", "2", "text 2 3", "text " * 50, "👍", "\ud800"),
        *("can I text a parent", "text a student", "has the principal changed the bell schedule"),
        *("what changed in my contract", "is there a list of approved apps", "500 policies of others"),
        *(
            "all",
            "447.1 text @deadbeef",
            "changes @2000-01-01",
            "text @2012-05-14 @2026-09-01",
            "changes @a @b @c",
        ),
    ],
)
def test_is_none(revised: PolicyLibrary, spelling: str) -> None:
    assert requested(revised, spelling) is None


@pytest.mark.parametrize(
    "spelling",
    [
        *("what changed", "changes since 2012-05-14", "changes since 5/14/2012", "447.1 changes @33cc8c22"),
        *("447.1 changes @2012-05-14 @2026-09-01", "changes between 2026-09-01 and 2012-05-14"),
        "changes from 2020-01-01",
    ],
)
def test_the_two_versions_stand_in_their_order(revised: PolicyLibrary, spelling: str) -> None:
    found = requested(revised, spelling)
    assert found is not None
    assert [version.version for version in found.versions] == ["2012-05-14", "2026-09-01"]


@pytest.mark.parametrize("spelling", ["500 changes", "447.1 changes @2026-09-01", "changes since 2026-10-01"])
def test_there_is_nothing_to_compare(revised: PolicyLibrary, spelling: str) -> None:
    found = requested(revised, spelling)
    assert found is not None
    assert len(found.versions) == (0 if "500" in spelling else 1)


def test_a_text_is_asked_for_in_an_earlier_version(revised: PolicyLibrary) -> None:
    found = requested(revised, "447.1 text 2 @2012-05-14")
    assert found is not None
    assert [version.version for version in found.versions] == ["2012-05-14"]
    assert found.page == 2
