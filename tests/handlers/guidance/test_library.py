"""Sections by every name people use."""

import shutil
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from handlers.guidance.policy import Policy

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")


@pytest.fixture(scope="module")
def library() -> PolicyLibrary:
    return read_library([POLICY])


@pytest.mark.parametrize(
    ("spelling", "section"),
    [
        *((s, "III.F") for s in ("III.F", "iii f", "3f", "3.F", "F", "f", "447.1 III F", "III-F", "(F)")),
        *((s, "III.F") for s in ("section F", "447.1 F", "447.1: III.F", "Guideline III.F.", "§ III.F")),
        *((s, "III.F-2") for s in ("III.F-2", "f2", "3F2", "iii f 2")),
        *((s, "III.personal-info") for s in ("personal info", "III.personal-info", "447.1 personal-info")),
        ("dialogue", "III.dialogue"),
        ("I", "I"),
        ("1", "I"),
        ("ii", "II"),
        ("meta", "meta"),
        ("dates", "meta"),
    ],
)
def test_finds_a_section(library: PolicyLibrary, spelling: str, section: str) -> None:
    found = library.find(spelling)
    assert isinstance(found, Passage)
    assert found.section.id == section


@pytest.mark.parametrize("spelling", ["447.1", "policy 447.1", "contents", "the guidelines", "III", "3"])
def test_finds_the_whole_policy(library: PolicyLibrary, spelling: str) -> None:
    assert isinstance(library.find(spelling), Policy)


@pytest.mark.parametrize(
    "spelling", ["", "  ", "no", "G", "448", "III.Z", "can I post", "f" * 5000, "¿?", "👍"]
)
def test_finds_nothing_else(library: PolicyLibrary, spelling: str) -> None:
    assert library.find(spelling) is None


def test_every_section_is_found_by_its_own_name(library: PolicyLibrary) -> None:
    for passage in library.passages:
        assert library.find(passage.name) == passage
        assert library.find(passage.section.id) == passage


def test_a_second_policy_is_found_by_its_code(tmp_path: Path) -> None:
    other = tmp_path / "500.toml"
    text = POLICY.read_text(encoding="utf-8")
    other.write_text(text.replace("447.1", "500"), encoding="utf-8")
    library = read_library([POLICY, other])
    named, unnamed = library.find("500 III.F"), library.find("III.F")
    assert isinstance(named, Passage)
    assert isinstance(unnamed, Passage)
    assert (named.policy.code, unnamed.policy.code) == ("500", "447.1")


def test_the_same_policy_twice_is_refused() -> None:
    with pytest.raises(DistrictInvalid, match="twice"):
        read_library([POLICY, POLICY])


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ('policy = "447.1"', 'policy = "448"', "policy ="),
        ('"III.D" = [', '"III.X" = [', '"III.X"'),
        ('safety = ["III.D"]', 'safety = ["III.Q"]', "safety ="),
    ],
)
def test_a_mistake_in_the_questions_names_its_line(tmp_path: Path, old: str, new: str, start: str) -> None:
    policy = Path(shutil.copy(POLICY, tmp_path / "447.1.toml"))
    text = POLICY.with_name("447.1.questions.toml").read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / "447.1.questions.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_library([policy])
    assert text.splitlines()[caught.value.line - 1].startswith(start)


def test_a_policy_without_questions_can_be_read(tmp_path: Path) -> None:
    policy = Path(shutil.copy(POLICY, tmp_path / "447.1.toml"))
    assert read_library([policy]).questions["447.1"].questions == {}
