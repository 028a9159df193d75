"""Another district, with another policy, and no line of code touched."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge import read_knowledge
from bot.settings import read_settings
from handlers.consultation import wording
from handlers.conversation.event import Submission
from handlers.district.reading import SAMPLE
from handlers.errors import DistrictInvalid
from handlers.precheck.draft import Draft
from handlers.reports.ticket import Matter
from tests.bot.test_access import House
from tests.handlers.casework.bench import PLACE, somebody


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
    knowledge = read_knowledge(read_settings({"SMPOLICY_DISTRICT": str(other)}))
    district, library, checker, duty, asking = knowledge
    assert district.name == "Fergus Area Public Schools"
    assert (duty.name, asking.name) == ("512 III.D", "512 III.C")
    checked = checker.check(Draft("You are all idiots."))
    assert checked.findings[0].quote in [section.text for section in library.policies[0].sections]


@pytest.mark.parametrize("field", ['duty_to_report = "512 III.D"', 'when_uncertain = "512 III.C"'])
def test_a_section_that_no_policy_has_is_named_with_its_line(other: Path, field: str) -> None:
    file = other / "district.toml"
    wrong = field.replace(field.split('"')[1], "512 IX")
    text = file.read_text(encoding="utf-8").replace(field, wrong)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="no policy has a section 512 IX") as caught:
        read_knowledge(read_settings({"SMPOLICY_DISTRICT": str(other)}))
    assert text.splitlines()[caught.value.line - 1].startswith(wrong)


def test_a_district_that_does_not_say_who_is_asked_when_uncertain_still_starts(other: Path) -> None:
    file = other / "district.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line for line in lines if "when_uncertain" not in line), encoding="utf-8")
    knowledge = read_knowledge(read_settings({"SMPOLICY_DISTRICT": str(other)}))
    assert knowledge.asking.name == "512 III.D"


def test_a_question_to_a_supervisor_is_kept_with_the_section_that_says_to_ask() -> None:
    house = House(read_knowledge(read_settings({})))
    values = {"site": "high-school", "question": "May I post the score?", "draft": ""}
    house.router.answer(Submission(somebody("teacher"), PLACE, wording.ASK_FORM, values, "one"))
    with house.bench.store.begin() as work:
        [ticket] = [one for one in work.tickets.all() if one.matter is Matter.QUESTION]
    assert ticket.policy == "447.1 III.C @2012-05-14"
