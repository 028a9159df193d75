"""447.1 as data, held against a copy of the printed text."""

from pathlib import Path

import pytest

from handlers.district.reading import read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.library import read_library
from handlers.guidance.policy import Policy

POLICY = Path("handlers/district/moorhead/policies/447.1.toml")
PRINTED = (Path(__file__).parent / "447.1.txt").read_text(encoding="utf-8")
LETTERS = ["III.A", "III.B", "III.C", "III.D", "III.E", "III.F"]
UNLETTERED = ["III.F-2", "III.perceptions", "III.dialogue", "III.personal-info"]
IDS = ["I", "II", *LETTERS, *UNLETTERED, "meta"]


@pytest.fixture(scope="module")
def policy() -> Policy:
    return read_model(POLICY, Policy)


def test_has_every_section(policy: Policy) -> None:
    assert [section.id for section in policy.sections] == IDS


def test_every_section_is_verbatim(policy: Policy) -> None:
    assert [s.id for s in policy.sections if s.text not in PRINTED] == []
    assert policy.source in PRINTED


def test_every_paragraph_is_there_and_nothing_else(policy: Policy) -> None:
    printed = [line.strip() for line in PRINTED.split("\n") if line.strip()]
    assert list(policy.paragraphs) == printed


def test_odd_spaces_of_the_print_are_kept(policy: Policy) -> None:
    section = policy.section("III.C")
    assert section is not None
    assert "what they write.\u00a0 Express" in section.text


def test_citation_names_both_dates(policy: Policy) -> None:
    section = policy.section("III.F")
    assert section is not None
    assert policy.citation(section) == "447.1 III.F, adopted 5/14/2012, reviewed 04/10/2017"


def test_version_is_the_day_the_wording_took_effect(policy: Policy) -> None:
    assert policy.version == "2012-05-14"
    assert policy.model_copy(update={"revised": ("6/1/2020",)}).version == "2020-06-01"


def test_hash_follows_the_words_and_not_the_layout(policy: Policy, tmp_path: Path) -> None:
    respaced = tmp_path / "447.1.toml"
    respaced.write_text("# a note\n" + POLICY.read_text(encoding="utf-8"), encoding="utf-8")
    changed = tmp_path / "changed.toml"
    changed.write_text(POLICY.read_text(encoding="utf-8").replace("must be", "may be", 1), encoding="utf-8")
    assert read_model(respaced, Policy).sha256 == policy.sha256
    assert read_model(changed, Policy).sha256 != policy.sha256


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('adopted = "5/14/2012"', 'adopted = "14 May"', "is not a date"),
        ("format = 1", "format = 2", "reads format 1"),
        ('id = "II"\ntext', 'id = "I"\ntext', "I is there twice"),
        ('series = "400', 'serie = "400', "serie"),
        ('title = "Social', "title = Social", "TOML"),
        ('text = "These are', 'text = " These are', "white space"),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    text = POLICY.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "447.1.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_library([file])
    assert caught.value.file == file
    assert reason in caught.value.reason


def test_a_mistake_deep_in_the_file_names_its_line(tmp_path: Path) -> None:
    lines = POLICY.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith('text = "Employees must be trans'))
    lines[at] = 'text = ""'
    file = tmp_path / "447.1.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DistrictInvalid) as caught:
        read_library([file])
    assert caught.value.line == at + 1
