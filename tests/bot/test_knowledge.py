"""Another district, with another policy, and no line of code touched."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge import read_knowledge
from bot.settings import read_settings
from handlers.district.reading import SAMPLE
from handlers.errors import DistrictInvalid
from handlers.precheck.draft import Draft


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """The sample district under another name, its policy under another code."""
    folder = tmp_path / "fergus"
    shutil.copytree(SAMPLE.parent, folder, ignore=shutil.ignore_patterns("ledger.toml"))
    for file in folder.rglob("*.toml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("447.1", "512").replace("Moorhead", "Fergus"), encoding="utf-8")
        if "447.1" in file.name:
            file.rename(file.with_name(file.name.replace("447.1", "512")))
    return folder


def test_another_district_answers_with_its_own_policy(other: Path) -> None:
    district, library, checker, duty = read_knowledge(read_settings({"SMPOLICY_DISTRICT": str(other)}))
    assert district.name == "Fergus Area Public Schools"
    assert duty.name == "512 III.D"
    checked = checker.check(Draft("You are all idiots."))
    assert checked.findings[0].quote in [section.text for section in library.policies[0].sections]


def test_a_duty_that_no_policy_has_is_named_with_its_line(other: Path) -> None:
    file = other / "district.toml"
    text = file.read_text(encoding="utf-8").replace(
        'duty_to_report = "512 III.D"', 'duty_to_report = "512 IX"'
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="no policy has a section 512 IX") as caught:
        read_knowledge(read_settings({"SMPOLICY_DISTRICT": str(other)}))
    assert 'duty_to_report = "512 IX"' in text.splitlines()[caught.value.line - 1]
