"""One line of JSON in, one answer out: the contract of `smpolicy check --jsonl`."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from handlers.district.reading import mistake_in
from handlers.guidance.lines import TWICE, identity, read_line
from handlers.precheck.checker import Checker, DraftTooLong
from handlers.precheck.draft import Account, Context, Draft, Media
from handlers.precheck.languages import read_languages
from handlers.precheck.mending.mend import Mender

Answer = dict[str, Any]
LABELS = ("must", "may", "spans", "verdict", "why")
"""What a lesson, or a post of the examples, says beside its text and context: read over here."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,30}")


class _Context(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    account: Account = Account.UNSPECIFIED
    role: str = ""
    posted_at: datetime | None = None
    media: Media = Media.NONE

    @field_validator("posted_at", mode="before")
    @classmethod
    def _a_string(cls, value: object) -> object:
        if value is not None and not isinstance(value, str):
            raise ValueError("must be a local date and time such as 2026-11-05T10:20, or null")
        return value


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    text: str
    context: _Context = _Context()

    @field_validator("context", mode="before")
    @classmethod
    def _given(cls, value: object) -> object:
        if value is not None and not isinstance(value, dict):
            raise ValueError("must be a JSON object")
        return {key: one for key, one in (value or {}).items() if one is not None and one != ""}


def check_line(checker: Checker, line: str, zone: ZoneInfo | None = None) -> Answer:
    """The answer to one line; a bad line gives `id` (null where unknown) and `error`.

    A `posted_at` with an offset is turned to the district's wall clock where `zone` is given. A key that
    is not `id`, `text`, `context` or one of LABELS, or not one of the context's, makes a bad line, and so
    does a key that stands twice.
    """
    name: str | int | None = None
    try:
        value, is_double = read_line(line)
        name = identity(value)
        if not isinstance(value, dict):
            return {"id": None, "error": "not a JSON object"}
        if problem := TWICE if is_double else _unknown(value):
            return {"id": name, "error": problem}
        draft = _draft(_Line.model_validate(value), zone)
        return {"id": name, **_answer(checker, draft)}
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"not JSON: {error.msg} at character {error.pos + 1}"}
    except RecursionError:
        return {"id": None, "error": "not JSON: nested too deep"}
    except ValidationError as error:
        return {"id": name, "error": mistake_in(error)}
    except OverflowError:
        return {"id": name, "error": "context.posted_at: out of range"}
    except DraftTooLong as error:
        return {"id": name, "error": str(error)}
    except ValueError:
        return {"id": None, "error": "not JSON: a number has too many digits"}


def _unknown(line: Mapping[str, object]) -> str | None:
    """What is wrong with the keys of a line: misspelled, a context would be taken for one not given."""
    context = line.get("context")
    inner = context if isinstance(context, dict) else {}
    return _unknown_in(line, ("id", *_Line.model_fields, *LABELS)) or _unknown_in(
        inner, tuple(_Context.model_fields), "context."
    )


def _unknown_in(given: Mapping[str, object], known: Collection[str], where: str = "") -> str | None:
    for key in given:
        if key not in known:
            near = get_close_matches(key[:40], known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            shown = key if near and _NAME.fullmatch(key) else "an unknown key"  # no words of a draft
            return f"{where}{shown}: nobody reads this{meant}"
    return None


def _draft(line: _Line, zone: ZoneInfo | None) -> Draft:
    posted = line.context.posted_at
    if posted is not None and posted.tzinfo is not None:
        posted = (posted.astimezone(zone) if zone else posted).replace(tzinfo=None)
    context = Context(line.context.account, line.context.role, posted, line.context.media)
    return Draft(line.text, context)


def _answer(checker: Checker, draft: Draft) -> Answer:
    checked = checker.check(draft)
    findings = [
        asdict(finding) | {"evidence": list(finding.evidence)} | dict(checker.record)
        for finding in checked.findings
    ]
    answer: Answer = {"verdict": checked.verdict.value, "findings": findings}
    if read_languages().is_foreign(draft.text):
        answer |= {"unread": True}
    mended = Mender(checker).mended(draft, checked)
    return answer if mended is None else answer | {"mended": mended}
