"""What was quoted once can be found for good: the ledger of versions."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.inventory import ledger_remarks, not_in_ledger
from handlers.guidance.ledger import record
from handlers.guidance.library import PolicyLibrary, read_library
from tests.handlers.guidance.shelf import NEW_WORDS, OLD_WORDS, POLICIES, SECOND, revise

TODAY = date(2026, 11, 22)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """The sample's policy with its ledger, and none of the questions."""
    for name in ("447.1.toml", "ledger.toml"):
        shutil.copy(POLICIES / name, tmp_path)
    return tmp_path / "447.1.toml"


def record_all(files: list[Path], today: date = TODAY) -> PolicyLibrary:
    library = read_library(files, today)
    for ledger, one in not_in_ledger(files, library):
        record(ledger, one)
    return library


def refused(files: list[Path]) -> DistrictInvalid:
    with pytest.raises(DistrictInvalid) as caught:
        read_library(files, TODAY)
    return caught.value


def test_the_sample_lists_the_version_in_force() -> None:
    files = [POLICIES / "447.1.toml"]
    assert list(ledger_remarks(files, read_library(files))) == []


def test_words_changed_in_place_are_refused(policy: Path) -> None:
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace(OLD_WORDS, NEW_WORDS), encoding="utf-8")
    error = refused([policy])
    assert error.file == policy.with_name("ledger.toml")
    assert error.file.read_text(encoding="utf-8").splitlines()[error.line - 1].startswith("sha256 = ")
    assert error.reason.startswith("447.1 version 2012-05-14 (33cc8c229217) was in force, and the file of")


def test_a_revision_without_the_old_file_is_refused(policy: Path) -> None:
    revise(policy.parent)
    kept = policy.parent / "447.1" / "2012-05-14.toml"
    read_library([policy], TODAY)
    kept.unlink()
    error = refused([policy])
    assert "is in no file any more" in error.reason
    assert "447.1/2012-05-14.toml" in error.reason


def test_an_earlier_version_changed_in_its_folder_is_refused(policy: Path) -> None:
    revise(policy.parent)
    kept = policy.parent / "447.1" / "2012-05-14.toml"
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace(OLD_WORDS, NEW_WORDS), encoding="utf-8")
    assert "now says something else" in refused([policy]).reason


def test_a_review_needs_the_old_printing_too(policy: Path) -> None:
    old = policy.read_text(encoding="utf-8")
    policy.write_text(old.replace("04/10/2017", "11/1/2026"), encoding="utf-8")
    assert "now says something else" in refused([policy]).reason
    (policy.parent / "447.1").mkdir()
    (policy.parent / "447.1" / "2012-05-14 reviewed 2017-04-10.toml").write_text(old, encoding="utf-8")
    library = read_library([policy], TODAY)
    assert library.find("447.1 @33cc8c229217") is not None


def test_a_policy_that_is_listed_no_more_is_refused(policy: Path) -> None:
    second = policy.with_name("500.toml")
    second.write_text(SECOND, encoding="utf-8")
    record_all([policy, second])
    assert "no policy 500 is in the library" in refused([policy]).reason


def test_what_is_new_is_recorded_once_and_nothing_is_taken_out(policy: Path) -> None:
    revise(policy.parent)
    ledger = policy.with_name("ledger.toml")
    before = ledger.read_text(encoding="utf-8")
    [remark] = ledger_remarks([policy], read_library([policy], TODAY))
    assert remark.startswith("447.1: version 2026-09-01")
    library = record_all([policy])
    after = ledger.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.count("[[versions]]") == 2
    assert library.policies[0].sha256 in after
    record_all([policy])
    assert ledger.read_text(encoding="utf-8") == after


def test_a_version_still_to_come_can_be_changed_until_its_day(policy: Path) -> None:
    revise(policy.parent)
    files, eve = [policy], date(2026, 8, 31)
    assert not_in_ledger(files, read_library(files, eve)) == []
    assert len(not_in_ledger(files, read_library(files, date(2026, 9, 1)))) == 1


def test_a_district_without_a_ledger_is_only_told(policy: Path) -> None:
    policy.with_name("ledger.toml").unlink()
    [remark] = ledger_remarks([policy], read_library([policy], TODAY))
    assert "smpolicy district record" in remark
    record_all([policy])
    assert policy.with_name("ledger.toml").read_bytes() == (POLICIES / "ledger.toml").read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "start"),
    [
        ("sha256 = ", "sha265 = ", "sha265"),
        ("33cc8c22921", "33cc8c2292z", "sha256"),
        ('version = "2012', 'version = "12', "version"),
        ("format = 1", "format = 2", "format"),
    ],
)
def test_a_mistake_in_the_ledger_is_named_with_its_line(policy: Path, old: str, new: str, start: str) -> None:
    ledger = policy.with_name("ledger.toml")
    text = ledger.read_text(encoding="utf-8").replace(old, new)
    ledger.write_text(text, encoding="utf-8")
    error = refused([policy])
    assert error.file == ledger
    assert text.splitlines()[error.line - 1].startswith(start)
