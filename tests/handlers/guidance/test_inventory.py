"""What the library holds of a policy, as data."""

from datetime import date
from pathlib import Path

from handlers.guidance.inventory import deciding_remarks, inventory, owner_remarks
from handlers.guidance.library import PolicyLibrary, read_library
from tests.handlers.guidance.shelf import POLICIES, shelf


def test_a_policy_with_a_past_and_an_owner(revised: PolicyLibrary) -> None:
    facts = inventory(revised, revised.policies[0], date(2026, 11, 22))
    assert facts["version"] == "2026-09-01"
    assert facts["earlier_versions"] == ["2012-05-14"]
    assert facts["sections"] == 14
    assert facts["owner"] == "chair@schools.example"
    assert (facts["last_reviewed"], facts["review_due"]) == ("2026-09-01", "2029-09-01")
    assert facts["review_overdue"] is False
    assert facts["sha256"] == revised.policies[0].sha256


def test_a_policy_nobody_looks_after(revised: PolicyLibrary) -> None:
    facts = inventory(revised, revised.policies[1], date(2099, 1, 1))
    assert (facts["owner"], facts["review_due"], facts["review_overdue"]) == (None, None, False)


def test_an_owner_who_is_nobody_is_remarked(library: PolicyLibrary, revised: PolicyLibrary) -> None:
    file = Path("ours/district.toml")
    assert list(owner_remarks(revised, ["Chair@schools.example"], file)) == []
    (remark,) = owner_remarks(library, ["principal@schools.example"], file)
    assert remark.startswith(
        "447.1: its owner, chair@schools.example, is not among [[people]] in district.toml."
    )


def test_a_sentence_that_is_no_longer_there_is_remarked_with_its_line(tmp_path: Path) -> None:
    files = shelf(tmp_path)
    asked = tmp_path / "447.1.questions.ours.jsonl"
    lines = ['{"text": "a b", "gold": ["III.B"], "deciding": "Use of social media for personal use"}']
    lines += [
        "",
        '{"text": "c d", "gold": ["III.B"], "deciding": "Cats are"}',
        '{"text": "e", "gold": ["III.F"]}',
    ]
    asked.write_text("\n".join(lines), encoding="utf-8")
    (remark,) = deciding_remarks(files, read_library(files))
    assert remark.startswith(f"{asked}, line 3: deciding begins no sentence of III.B")


def test_every_sentence_of_the_sample_is_there(library: PolicyLibrary) -> None:
    assert list(deciding_remarks([POLICIES / "447.1.toml"], library)) == []
