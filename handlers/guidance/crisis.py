"""Words that say that somebody may be in danger, whatever else a question asks."""

import re
import tomllib
from functools import cache
from pathlib import Path

from handlers.guidance.wording import LONGEST, plain

_FILE = Path(__file__).parent / "crisis.toml"
_WORD = re.compile(r"[a-z0-9]+")
_SELF_HARM = re.compile(r"\bs/h\b(?!/)")
_OTHERWISE = re.compile(r"\bsh[^\w\s]+t\w*|\bshh+\b|\b\d+\s?kms\b")
"""A swear word with a letter hidden, a hush, and kilometres: no words of crisis."""


def in_crisis(question: str) -> bool:
    """Whether the first 2,000 characters hold words of crisis, in English or Spanish."""
    said = _OTHERWISE.sub(" ", _SELF_HARM.sub(" self harm ", plain(question[:LONGEST])))
    return bool(_words().search(" ".join(_WORD.findall(said))))


@cache
def _words() -> re.Pattern[str]:
    entries = (entry for entries in _listed().values() for entry in entries)
    meant = "|".join(re.escape(entry).replace(r"\*", "[a-z]*") for entry in entries)
    return re.compile(rf"\b(?:{meant})\b")


def _listed() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
