"""What the library holds of a policy, as plain data for whoever checks it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from handlers.guidance import phrases
from handlers.guidance.asked import asked_lines
from handlers.guidance.deciding import sentences
from handlers.guidance.ledger import Shelf, ledger_file, unrecorded
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.questions import further_files
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


def not_in_ledger(files: Sequence[Path], library: PolicyLibrary) -> list[tuple[Path, Policy]]:
    """The versions that are or were in force and in no ledger yet, each with the ledger it belongs into.

    `files` are those the library was read from, in their order.
    """
    coming = {policy.sha256 for versions in library.coming.values() for policy in versions}
    shelves = []
    for file, code in zip(files, library.questions, strict=True):
        begun = tuple(policy for policy in library.versions(code) if policy.sha256 not in coming)
        shelves.append(Shelf(file, begun))
    return list(unrecorded(shelves))


def ledger_remarks(files: Sequence[Path], library: PolicyLibrary) -> Iterator[str]:
    """A line for each folder that has no ledger yet, and for each version that is not in its ledger."""
    for ledger in dict.fromkeys(file for file in map(ledger_file, files) if not file.exists()):
        yield phrases.REMARK_NO_LEDGER.format(file=ledger)
    for ledger, policy in not_in_ledger(files, library):
        if ledger.exists():
            yield phrases.REMARK_NOT_RECORDED.format(
                code=policy.code, version=policy.version, fingerprint=policy.fingerprint
            )


def deciding_remarks(files: Sequence[Path], library: PolicyLibrary) -> Iterator[str]:
    """A sentence for each question whose `deciding` begins no sentence of its section."""
    for file, code in zip(files, library.questions, strict=True):
        policy = library.versions(code)[0]
        for further in further_files(file):
            for line, asked in asked_lines(further, policy):
                section = policy.section(asked.gold[0]) if asked.deciding else None
                begins = [section.text[start:] for start, _ in sentences(section)] if section else []
                if section and not any(text.startswith(asked.deciding) for text in begins):
                    yield phrases.REMARK_DECIDING.format(file=further, line=line, id=section.id)


def unasked_remarks(library: PolicyLibrary) -> Iterator[str]:
    """A sentence for each policy that search knows no question of."""
    for policy in library.policies:
        if not any(asked.gold for asked in library.questions[policy.code].asked):
            yield phrases.REMARK_UNASKED.format(code=policy.code)


def owner_remarks(library: PolicyLibrary, people: Collection[str], file: Path) -> Iterator[str]:
    """A sentence for each policy whose owner is none of these people, by their addresses in the file."""
    known = {email.casefold() for email in people}
    for policy in library.policies:
        if policy.care and policy.care.owner.casefold() not in known:
            yield phrases.REMARK_OWNER.format(code=policy.code, owner=policy.care.owner, file=file.name)
