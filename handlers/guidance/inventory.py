"""What the library holds of a policy, as plain data for whoever checks it."""

from collections.abc import Mapping
from datetime import date

from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.review import overdue, review_due

Fact = str | int | bool | list[str] | None


def inventory(library: PolicyLibrary, policy: Policy, today: date) -> Mapping[str, Fact]:
    """Version, hash, counts and the review of a policy in force. Days are YYYY-MM-DD."""
    asked = library.questions[policy.code]
    due = review_due(policy)
    return {
        "title": policy.title,
        "version": policy.version,
        "sha256": policy.sha256,
        "sections": len(policy.sections),
        "questions": sum(map(len, asked.questions.values())),
        "earlier_versions": [earlier.version for earlier in library.earlier.get(policy.code, ())],
        "owner": policy.care.owner if policy.care else None,
        "last_reviewed": policy.last_reviewed.isoformat(),
        "review_due": due.isoformat() if due else None,
        "review_overdue": overdue(policy, today),
    }
