"""The versions of a policy: the newest, and earlier ones kept in a folder beside it.

`policies/447.1.toml` is the newest, which may take effect on a day still to come; `policies/447.1/` holds
what it was before, a file each, named by the day its wording took effect, such as `2012-05-14.toml`. Where
a review changed the printed dates and no word, something may follow the day: `2012-05-14 reviewed
2017-04-10.toml`.
"""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from handlers.district.reading import line_of, read_model
from handlers.errors import DistrictInvalid
from handlers.guidance.policy import META, Policy, day
from handlers.guidance.proof import Place, mistakes

_HASH = re.compile(r"[0-9a-f]{8,64}")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_policy(file: Path) -> Policy:
    """One version. Raises DistrictInvalid with the line of the first mistake."""
    policy = read_model(file, Policy)
    for mistake in mistakes(policy):
        raise wrong(file, mistake.place, mistake.reason)
    return policy


def check_reviews(file: Path, newest: Policy, today: date) -> None:
    """Nobody has reviewed it on a day to come: raises DistrictInvalid, or no reminder would ever go out.

    A version that is still to come may name a review up to the day it takes effect.
    """
    known = max(today, date.fromisoformat(newest.version))
    if late := [printed for printed in newest.reviewed if day(printed) > known]:
        raise wrong(file, ("reviewed",), f"reviewed: {late[0]} is still to come")


def earlier_folder(policy_file: Path) -> Path:
    """Where the earlier versions of this policy are kept: 447.1 beside 447.1.toml."""
    return policy_file.with_name(policy_file.stem)


def read_earlier(policy_file: Path, newest: Policy) -> tuple[Policy, ...]:
    """The earlier versions, the latest first; none where there is no folder. Raises DistrictInvalid."""
    folder = earlier_folder(policy_file)
    read: list[tuple[Path, Policy]] = [(policy_file, newest)]
    for file in sorted(folder.iterdir(), key=lambda f: f.stem) if folder.is_dir() else ():
        if file.name.startswith("."):
            continue
        if file.suffix != ".toml":
            raise DistrictInvalid(file, 1, "is no version of a policy: their names end in .toml")
        policy = read_policy(file)
        _check(file, policy, read)
        read.append((file, policy))
    found = [policy for _, policy in read[1:]]
    return tuple(sorted(found, key=lambda p: (p.version, p.last_reviewed), reverse=True))


def _check(file: Path, policy: Policy, others: Sequence[tuple[Path, Policy]]) -> None:
    newest = others[0][1]
    if policy.code != newest.code:
        raise wrong(file, ("code",), f"is a version of {policy.code}, not of {newest.code}")
    if not file.stem.startswith(policy.version):
        raise wrong(
            file, ("adopted",), f"took effect on {policy.version}: name the file {policy.version}.toml"
        )
    if (policy.version, policy.last_reviewed) > (newest.version, newest.last_reviewed):
        raise wrong(file, ("adopted",), f"is newer than {others[0][0].name}; the two have to change places")
    for other_file, other in others:
        if policy.sha256 == other.sha256:
            raise DistrictInvalid(file, 1, f"is the same as {other_file.name}")
        if policy.version == other.version and (place := _differing(policy, other)):
            reason = (
                f"other words than in {other_file.name}, though both are the version of {policy.version}: "
                "a change of words needs a date in revised"
            )
            raise wrong(file, place, reason)


def _differing(policy: Policy, other: Policy) -> Place | None:
    """The first section whose words are not the other's; the printed header may differ in its dates."""
    for number, section in enumerate(policy.sections):
        same = other.section(section.id)
        if section.id != META and (same is None or same.printed != section.printed):
            return "sections", number, "text"
    return ("sections",) if len(policy.sections) != len(other.sections) else None


def version_at(versions: Sequence[Policy], when: str) -> Policy | None:
    """The version a date or a hash names, of versions with the latest first.

    A date, 2012-05-14 or 5/14/2012, names the version in force on that day, a year the one in force at its
    end; a hash is given by its first eight digits or more.
    """
    if on := _date(when):
        return next((p for p in versions if p.version <= on.isoformat()), None)
    if not _HASH.fullmatch(when):
        return None
    found = [p for p in versions if p.sha256.startswith(when)]
    return found[0] if len(found) == 1 else None


def _date(text: str) -> date | None:
    if _YEAR.fullmatch(text):
        return date(int(text), 12, 31)
    for read in (date.fromisoformat, day):
        try:
            return read(text) if "-" in text or "/" in text else None
        except ValueError:
            continue
    return None


def wrong(file: Path, place: Place, reason: str) -> DistrictInvalid:
    """The mistake at this place of a file."""
    return DistrictInvalid(file, line_of(file.read_text(encoding="utf-8-sig"), place), reason)
