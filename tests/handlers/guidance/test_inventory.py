"""What the library holds of a policy, as data."""

from datetime import date

from handlers.guidance.inventory import inventory
from handlers.guidance.library import PolicyLibrary


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
