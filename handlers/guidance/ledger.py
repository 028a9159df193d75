"""The ledger of versions: every one that was ever in force, so that what was quoted can be found for good.

`ledger.toml` lies beside the policies and only grows. A version it lists has to be in the files to the
letter; where there is no ledger yet, nothing is checked.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from handlers.district.fact import shaped
from handlers.district.reading import read_model
from handlers.guidance.policy import FINGERPRINT, Line, Policy
from handlers.guidance.versions import earlier_folder, wrong

_HEAD = """\
# Every version of these policies that was ever in force. `smpolicy district record` adds to it; a line is
# never changed or taken out, so that whatever was quoted can be found again.
format = 1
"""
_ENTRY = """
[[versions]]
code = {code}
version = "{version}"
sha256 = "{sha256}"
"""


class Recorded(BaseModel):
    """One version: the policy's code, the day its wording took effect, the hash of all it stated."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Line
    version: Annotated[str, shaped(r"\d{4}-\d\d-\d\d", "a date such as 2026-11-05")]
    sha256: Annotated[str, shaped("[0-9a-f]{64}", "64 of the digits 0 to 9 and a to f")]


class Ledger(BaseModel):
    """What `ledger.toml` holds, the oldest entry first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    versions: tuple[Recorded, ...] = ()


class Shelf(NamedTuple):
    """A policy's file, and the versions that were read for it."""

    file: Path
    versions: tuple[Policy, ...]


def ledger_file(policy_file: Path) -> Path:
    """Where the versions of this policy are recorded."""
    return policy_file.with_name("ledger.toml")


def check_ledgers(shelves: Sequence[Shelf]) -> None:
    """Raises DistrictInvalid where a recorded version is in no file any more, or changed."""
    for file in dict.fromkeys(ledger_file(shelf.file) for shelf in shelves):
        for number, entry in enumerate(_read(file)):
            if reason := _lost(entry, shelves):
                raise wrong(file, ("versions", number, "sha256"), reason)


def unrecorded(shelves: Sequence[Shelf]) -> Iterator[tuple[Path, Policy]]:
    """The versions that are in no ledger yet, the oldest first, with the ledger they belong into."""
    for shelf in shelves:
        file = ledger_file(shelf.file)
        recorded = {(entry.code, entry.sha256) for entry in _read(file)}
        for policy in reversed(shelf.versions):
            if (policy.code, policy.sha256) not in recorded:
                yield file, policy


def record(file: Path, policy: Policy) -> None:
    """Add this version to the end of the ledger. Raises OSError."""
    before = file.read_text(encoding="utf-8-sig") if file.exists() else _HEAD
    code = json.dumps(policy.code, ensure_ascii=False)  # TOML quotes like JSON
    entry = _ENTRY.format(code=code, version=policy.version, sha256=policy.sha256)
    text = f"{before.rstrip()}\n{entry}"
    new = file.with_name(".ledger.toml.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


def _read(file: Path) -> tuple[Recorded, ...]:
    return read_model(file, Ledger).versions if file.exists() else ()


def _lost(entry: Recorded, shelves: Sequence[Shelf]) -> str | None:
    """Why the version of this entry cannot be shown any more; None where it can."""
    shelf = next((s for s in shelves if s.versions[0].code == entry.code), None)
    name = f"{entry.code} version {entry.version} ({entry.sha256[:FINGERPRINT]})"
    if shelf is None:
        return f"{name} was in force, and no policy {entry.code} is in the library: list its file again"
    if any((p.version, p.sha256) == (entry.version, entry.sha256) for p in shelf.versions):
        return None
    folder = earlier_folder(shelf.file)
    mended = f"put the file back as it was, as {folder.name}/{entry.version}.toml if there is a newer one"
    if any(p.version == entry.version for p in shelf.versions):
        return (
            f"{name} was in force, and the file of that version now says something else: {mended}. A change "
            "needs a day in revised or reviewed, and a copy of the file as it was before"
        )
    return f"{name} was in force, and is in no file any more: {mended}"
