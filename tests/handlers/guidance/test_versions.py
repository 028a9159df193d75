"""Earlier versions: found by day and by hash, and refused where something is wrong with them."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from handlers.guidance.policy import Policy
from handlers.guidance.versions import check_reviews, read_policy, version_at
from tests.handlers.guidance.shelf import NEW_WORDS, OLD_WORDS, POLICIES, shelf

OLD_HASH = "33cc8c22921707b366d780f60658e9ae9dbe2d3dc6bac2018f728540e19f5145"


@pytest.mark.parametrize(
    "dates",
    [
        {"reviewed": ("04/10/2071",)},
        {"reviewed": ("04/10/2017", "11/23/2026")},
        {"revised": ("8/1/2027",), "reviewed": ("8/2/2027",)},
    ],
)
def test_a_review_on_a_day_to_come_is_refused(dates: dict[str, tuple[str, ...]]) -> None:
    file = POLICIES / "447.1.toml"
    policy = read_policy(file).model_copy(update=dates)
    with pytest.raises(DistrictInvalid, match=f"{dates['reviewed'][-1]} is still to come") as caught:
        check_reviews(file, policy, date(2026, 11, 22))
    assert file.read_text(encoding="utf-8").splitlines()[caught.value.line - 1].startswith("reviewed =")


@pytest.mark.parametrize(
    "dates",
    [{"reviewed": ("11/22/2026",)}, {"revised": ("8/1/2027",), "reviewed": ("8/1/2027",)}],
)
def test_a_review_today_or_of_a_version_to_come_is_not(dates: dict[str, tuple[str, ...]]) -> None:
    file = POLICIES / "447.1.toml"
    check_reviews(file, read_policy(file).model_copy(update=dates), date(2026, 11, 22))


def found(library: PolicyLibrary, spelling: str) -> Passage:
    passage = library.find(spelling)
    assert isinstance(passage, Passage)
    return passage


def test_the_hash_of_the_sample_never_changes(library: PolicyLibrary) -> None:
    # It stands in tickets: with another one, what was quoted could not be found again.
    assert library.policies[0].sha256 == OLD_HASH


@pytest.mark.parametrize(
    "when",
    ["2012-05-14", "5/14/2012", "2026-08-31", "8/31/2026", "33cc8c22", "33CC8C22921707B3", OLD_HASH],
)
def test_the_words_of_a_day_or_hash_are_found_again(revised: PolicyLibrary, when: str) -> None:
    passage = found(revised, f"447.1 III.B @{when}")
    assert OLD_WORDS in passage.section.text
    assert passage.version == "2012-05-14"
    assert passage.sha256 == OLD_HASH


@pytest.mark.parametrize(
    "spelling", ["III.B", "447.1 III.B @2026-09-01", "3b @ 9/1/2026", "B as of 2030-01-01"]
)
def test_the_version_in_force_has_the_new_words(revised: PolicyLibrary, spelling: str) -> None:
    passage = found(revised, spelling)
    assert NEW_WORDS in passage.section.text
    assert passage.version == "2026-09-01"


@pytest.mark.parametrize(
    "spelling",
    [
        *("III.B @2012-05-13", "III.B @2012-13-40", "III.B @33cc8c2", "III.B @deadbeef", "III.B @a @b"),
        *("III.G @2012-05-14", "448 @2012-05-14", "III.B @2012-05-14 @2026-09-01"),
    ],
)
def test_what_never_was_is_not_found(revised: PolicyLibrary, spelling: str) -> None:
    assert revised.find(spelling) is None


def test_a_hash_alone_finds_the_whole_version(revised: PolicyLibrary) -> None:
    policy = revised.find(f"@{OLD_HASH[:12]}")
    assert isinstance(policy, Policy)
    assert (policy.code, policy.version) == ("447.1", "2012-05-14")
    assert not revised.is_in_force(policy)


def test_every_passage_ever_in_force_is_found_by_its_record(revised: PolicyLibrary) -> None:
    for code in ("447.1", "500"):
        for policy in revised.versions(code):
            for section in policy.sections:
                passage = Passage(policy, section)
                assert found(revised, passage.reference) == passage
                assert found(revised, f"{passage.name} @{passage.record['sha256']}") == passage


def test_only_what_is_in_force_is_searched(revised: PolicyLibrary) -> None:
    assert all(revised.is_in_force(passage.policy) for passage in revised.passages)
    assert [policy.version for policy in revised.versions("447.1")] == ["2026-09-01", "2012-05-14"]


def test_two_versions_of_one_hash_prefix_are_neither(library: PolicyLibrary) -> None:
    policy = library.policies[0]
    assert version_at([policy, policy], policy.fingerprint) is None
    assert version_at([policy], policy.fingerprint) == policy


Edit = Callable[[Path], Path]


def old(folder: Path) -> Path:
    return folder / "447.1" / "2012-05-14.toml"


def renamed(folder: Path) -> Path:
    return old(folder).rename(folder / "447.1" / "first.toml")


def other_code(folder: Path) -> Path:
    return changed(folder, "447.1", "512")


def newer(folder: Path) -> Path:
    text = (
        old(folder)
        .read_text(encoding="utf-8")
        .replace("5/14/2012", "5/14/2030")
        .replace("04/10/2017", "6/1/2030")
    )
    old(folder).unlink()
    file = folder / "447.1" / "2030-05-14.toml"
    file.write_text(text, encoding="utf-8")
    return file


def copied(folder: Path) -> Path:
    file = folder / "447.1" / "2026-09-01.toml"
    file.write_text((folder / "447.1.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return file


def other_words(folder: Path) -> Path:
    text = old(folder).read_text(encoding="utf-8").replace("04/10/2017", "04/10/2014")
    file = folder / "447.1" / "2012-05-14 reviewed 2014-04-10.toml"
    file.write_text(text.replace("must be transparent", "should be transparent"), encoding="utf-8")
    return file


def a_note(folder: Path) -> Path:
    file = folder / "447.1" / "notes.txt"
    file.write_text("Ask Karin.", encoding="utf-8")
    return file


def broken(folder: Path) -> Path:
    return changed(folder, 'adopted = "5/14/2012"', 'adopted = "May 2012"')


def changed(folder: Path, before: str, after: str) -> Path:
    file = old(folder)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(before, after), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("edit", "reason", "line"),
    [
        (renamed, "name the file 2012-05-14.toml", "adopted ="),
        (other_code, "is a version of 512, not of 447.1", "code ="),
        (newer, "is newer than 447.1.toml", "adopted ="),
        (copied, "is the same as 447.1.toml", "#"),
        (other_words, "a change of words needs a date in revised", "text ="),
        (a_note, "their names end in .toml", "Ask"),
        (broken, "is not a date", "adopted ="),
    ],
)
def test_a_mistake_names_file_line_and_reason(tmp_path: Path, edit: Edit, reason: str, line: str) -> None:
    files = shelf(tmp_path)
    wrong = edit(tmp_path)
    with pytest.raises(DistrictInvalid, match=re.escape(reason)) as caught:
        read_library(files)
    assert caught.value.file == wrong
    assert wrong.read_text(encoding="utf-8").splitlines()[caught.value.line - 1].startswith(line)


def test_a_review_without_a_change_is_a_printing_of_the_same_version(tmp_path: Path) -> None:
    files = shelf(tmp_path)
    text = old(tmp_path).read_text(encoding="utf-8").replace("04/10/2017", "04/10/2014")
    kept = tmp_path / "447.1" / "2012-05-14 reviewed 2014-04-10.toml"
    kept.write_text(text, encoding="utf-8")
    (tmp_path / "447.1" / ".DS_Store").write_text("", encoding="utf-8")
    library = read_library(files)
    assert [p.reviewed for p in library.versions("447.1")] == [
        ("04/10/2017",),
        ("04/10/2017",),
        ("04/10/2014",),
    ]
    first = library.versions("447.1")[-1]
    by_hash = library.find(f"447.1 III.B @{first.fingerprint}")
    assert isinstance(by_hash, Passage)
    assert by_hash.citation == "447.1 III.B, adopted 5/14/2012, reviewed 04/10/2014"
