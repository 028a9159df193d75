"""The questions people ask of a policy: not part of it, kept in a file beside it."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from handlers.district.reading import read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.policy import Policy


class Questions(BaseModel):
    """Questions by section id, and `elsewhere`: some that the policy says nothing about.

    `safety` are the sections whose answer opens with whom to call. `topics` are a few words on a
    section for lists.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    policy: str
    safety: tuple[str, ...] = ()
    topics: Mapping[str, str] = {}
    questions: Mapping[str, tuple[str, ...]] = {}
    elsewhere: tuple[str, ...] = ()


def questions_file(policy_file: Path) -> Path:
    """Where the questions of this policy are kept: 447.1.toml has 447.1.questions.toml."""
    return policy_file.with_name(f"{policy_file.stem}.questions.toml")


def read_questions(policy_file: Path, policy: Policy) -> Questions:
    """The questions beside a policy, none where there is no file. Raises DistrictInvalid."""
    file = questions_file(policy_file)
    if not file.exists():
        return Questions(policy=policy.code)
    found = read_model(file, Questions)
    if found.policy != policy.code:
        raise DistrictInvalid(file, _line(file, "policy ="), f"is for {found.policy}, not {policy.code}")
    for table in ("questions", "topics"):
        for section in getattr(found, table):
            if policy.section(section) is None:
                reason = f"{policy.code} has no section {section}"
                raise DistrictInvalid(file, _line(file, f'"{section}"'), reason)
    for section in found.safety:
        if policy.section(section) is None:
            raise DistrictInvalid(file, _line(file, "safety ="), f"{policy.code} has no section {section}")
    return found


def _line(file: Path, start: str) -> int:
    """The first line (from 1) that starts so."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip().startswith(start)), 1)
