"""Words that say that somebody may be in danger, whatever else a question asks."""

import re
import tomllib
from functools import cache
from pathlib import Path

from handlers.guidance.wording import LONGEST, plain

_FILE = Path(__file__).parent / "crisis.toml"
_WORD = re.compile(r"[a-z0-9]+")


def in_crisis(question: str) -> bool:
    """Whether the first 2,000 characters hold words of crisis, in English or Spanish."""
    return bool(_words().search(" ".join(_WORD.findall(plain(question[:LONGEST])))))


@cache
def _words() -> re.Pattern[str]:
    entries = (entry for entries in _listed().values() for entry in entries)
    meant = "|".join(re.escape(entry).replace(r"\*", "[a-z]*") for entry in entries)
    return re.compile(rf"\b(?:{meant})\b")


def _listed() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
