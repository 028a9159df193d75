"""Sections by every name people use."""

import shutil
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from handlers.guidance.policy import Policy

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")


@pytest.mark.parametrize(
    ("spelling", "section"),
    [
        *((s, "III.F") for s in ("III.F", "iii f", "3f", "3.F", "F", "f", "447.1 III F", "III-F", "(F)")),
        *((s, "III.F") for s in ("section F", "447.1 F", "447.1: III.F", "Guideline III.F.", "§ III.F")),
        *((s, "III.F-2") for s in ("III.F-2", "f2", "3F2", "iii f 2")),
        *((s, "III.personal-info") for s in ("personal info", "III.personal-info", "447.1 personal-info")),
        *((s, "III.F") for s in ("section 3 f", "section 3 (f)", "3(f)", "III/F", "iii-f", "III, F", "3-F.")),
        *(
            (s, "III.F")
            for s in ("447.1.III.F", "447.1-III-F", "447.1(III)(F)", "447.1 f", "policy 447.1 3f")
        ),
        *((s, "III.F") for s in ("¶ F", "para. F", "sec. III.F", "guideline f?", "\u2162.F", "\uff26")),
        *(
            (s, "III.F")
            for s in (
                "what does III.F say",
                "show me 3f please",
                "what is section f",
                "see III F",
                "related to III.F",
            )
        ),
        *((s, "III.F") for s in ("¿qué dice III.F?", "sección III.F", "part III paragraph F", "III\u200b.F")),
        *((s, "III.F-2") for s in ("III F-2", "iii.f.2", "section 3 f 2", "447.1 F-2", "3(f)(2)")),
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


@pytest.mark.parametrize(
    "spelling",
    [
        "447.1",
        "policy 447.1",
        "contents",
        "the guidelines",
        "III",
        "3",
        "part 3",
        "447.1 III",
        "show me 447.1",
    ],
)
def test_finds_the_whole_policy(library: PolicyLibrary, spelling: str) -> None:
    assert isinstance(library.find(spelling), Policy)


@pytest.mark.parametrize(
    "spelling",
    [
        *("", "  ", "no", "G", "448", "III.Z", "can I post", "f" * 5000, "¿?", "👍", "@", "@@", "\ud800"),
        *(
            "what is a policy",
            "what is a section",
            "is a",
            "the a",
            "F F",
            "3 F 447.1",
            "III.F III.E",
            "447.1.9",
        ),
    ],
)
def test_finds_nothing_else(library: PolicyLibrary, spelling: str) -> None:
    assert library.find(spelling) is None


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("447 III F", "447.1 III.F"),
        ("policy 447 section B @2012-05-14", "447.1 III.B"),
        ("447 f2", "447.1 III.F-2"),
    ],
)
def test_a_number_alone_means_the_procedure_of_it(library: PolicyLibrary, spelling: str, name: str) -> None:
    found = library.find(spelling)
    assert isinstance(found, Passage)
    assert found.name == name


@pytest.mark.parametrize("spelling", ["policy 447", "447", "447 III", "table of contents", "index"])
def test_so_it_does_for_the_whole(library: PolicyLibrary, spelling: str) -> None:
    assert library.find(spelling) == library.policies[0]


def test_a_policy_of_that_number_is_meant_first(tmp_path: Path) -> None:
    other = tmp_path / "447.toml"
    other.write_text(POLICY.read_text(encoding="utf-8").replace("447.1", "447"), encoding="utf-8")
    found = read_library([POLICY, other]).find("447 III.F")
    assert isinstance(found, Passage)
    assert found.policy.code == "447"


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


def test_a_named_policy_wins_over_the_first(revised: PolicyLibrary) -> None:
    assert [p.name for p in (revised.find("500 F"), revised.find("F")) if isinstance(p, Passage)] == [
        "500 III.F",
        "447.1 III.F",
    ]


def test_a_policy_is_known_by_the_name_others_give_it(library: PolicyLibrary) -> None:
    name = "School Board Policy 448: Electronic Communication Between Employees and Students"
    assert library.name_of("448") == name
    assert library.name_of("449") is None


def test_a_quote_is_recorded_with_code_version_and_hash(library: PolicyLibrary) -> None:
    passage = next(library.passages)
    assert passage.reference == "447.1 I @2012-05-14"
    assert passage.record == {
        "policy": "447.1",
        "version": "2012-05-14",
        "sha256": library.policies[0].sha256,
    }


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ('policy = "447.1"', 'policy = "448"', "policy ="),
        ('"III.D" = [', '"III.X" = [', '"III.X"'),
        ('safety = ["III.D"]', 'safety = ["III.Q"]', "safety ="),
        ('"I" = ["II"]', '"I" = ["X"]', '"I" = '),
        ('"III.B" = ["II"]', '"III.B" = ["III.B"]', '"III.B" = "Work'),
        ('"448" = "School Board', '"448" = "Schol Board', '"448"'),
        ('"448" = "School', '"449" = "School', '"449"'),
        ('"III.A" = "Employees and students"', '"III.A" = ""', '"III.A" = ""'),
        ('"is there school tomorrow",', '"what sites does it cover",', '"what sites'),
        (
            '"is there school tomorrow",',
            '"is there school tomorrow", "is there school tomorrow",',
            '"is there',
        ),
        ('"is there school tomorrow",', '"  ",', "elsewhere"),
        ("[topics]", "[topic]", "[topic]"),
    ],
)
def test_a_mistake_in_the_questions_names_its_line(tmp_path: Path, old: str, new: str, start: str) -> None:
    policy = Path(shutil.copy(POLICY, tmp_path / "447.1.toml"))
    text = POLICY.with_name("447.1.questions.toml").read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / "447.1.questions.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_library([policy])
    assert text.splitlines()[caught.value.line - 1].strip().startswith(start)


def test_a_policy_without_questions_can_be_read(tmp_path: Path) -> None:
    policy = Path(shutil.copy(POLICY, tmp_path / "447.1.toml"))
    assert read_library([policy]).questions["447.1"].questions == {}
