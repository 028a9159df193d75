"""The worked example in docs/policies.md works, word for word."""

import re
from pathlib import Path

import pytest

from handlers.errors import DistrictInvalid
from handlers.guidance.handler import GuidanceHandler
from handlers.guidance.library import Passage, PolicyLibrary, read_library
from tests.handlers.guidance.sayable import Sayable

DOCS = Path("docs/policies.md").read_text(encoding="utf-8")
OLD_TEXT = 'text = "Drones need the permission of the office. See Policy 805: Safety of Grounds."'


def block(name: str) -> str:
    """The example that begins with this name."""
    found = re.search(rf"```toml\n# {re.escape(name)}\n(.*?)```", DOCS, re.DOTALL)
    assert found, name
    return found[1]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """512 as it is first written."""
    (tmp_path / "512.questions.toml").write_text(block("policies/512.questions.toml"), encoding="utf-8")
    file = tmp_path / "512.toml"
    file.write_text(block("policies/512.toml"), encoding="utf-8")
    return file


def revise(policy: Path) -> None:
    """Change the lines the example changes."""
    dates, text = block("policies/512.toml, the lines that change").splitlines()
    before = policy.read_text(encoding="utf-8")
    assert "revised = []" in before
    assert OLD_TEXT in before
    policy.write_text(before.replace("revised = []", dates).replace(OLD_TEXT, text), encoding="utf-8")


def keep_old(policy: Path) -> None:
    """Copy the file into the folder of versions, as the example says."""
    (policy.parent / "512").mkdir()
    (policy.parent / "512" / "2024-01-15.toml").write_bytes(policy.read_bytes())


def text_of(library: PolicyLibrary, spelling: str) -> str:
    found = library.find(spelling)
    assert isinstance(found, Passage)
    return found.section.text


def test_a_new_policy(policy: Path) -> None:
    library = read_library([policy])
    assert text_of(library, "512 II.A").startswith("Pictures of the outside")
    assert library.name_of("805") == "Policy 805: Safety of Grounds"


def test_a_revision(policy: Path) -> None:
    keep_old(policy)
    revise(policy)
    library = read_library([policy])
    assert "written permission" in text_of(library, "512 II.A-2")
    assert "written permission" not in text_of(library, "512 II.A-2 @2024-01-15")
    card = GuidanceHandler(library).card("what changed in 512")
    assert "written" in repr(card)
    assert Sayable(library).unsaid(card) == []


def test_another_wording_of_the_same_version_is_refused(policy: Path) -> None:
    keep_old(policy)
    revise(policy)
    text = policy.read_text(encoding="utf-8").replace('revised = ["8/1/2026"]', "revised = []")
    policy.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictInvalid, match="a change of words needs a date in revised"):
        read_library([policy])


def test_a_review_that_changes_nothing(policy: Path) -> None:
    (policy.parent / "512").mkdir()
    kept = policy.parent / "512" / "2024-01-15 before the review of 2027.toml"
    assert kept.name in DOCS
    kept.write_bytes(policy.read_bytes())
    text = policy.read_text(encoding="utf-8").replace("reviewed = []", 'reviewed = ["2/1/2027"]')
    policy.write_text(text, encoding="utf-8")
    assert [p.reviewed for p in read_library([policy]).versions("512")] == [("2/1/2027",), ()]
