"""The signed receipt: proves when a report was filed, under which notice and which policy, and nothing else.

It holds no word of the report and not the reporter's name. The signature is made with a key whose
public half anybody may have, so that counsel can check a receipt without any secret of the district.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

TITLE = "smpolicy receipt 1"
_STATED = ("district", "ticket", "filed_at", "notice", "policy", "policy_version", "policy_hash")
_FIELDS = (*_STATED, "key", "check", "signature")
_LONGEST = 10_000
_MARKS = "\ufeff\xa0 \t>*•"
"""What mails and chats put around a line, a label or a value: quote marks, bold, bullets."""
_LIST_MARKS = f"{_MARKS}-·"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
_TITLE_MARKS = f"{_LIST_MARKS}{_INVISIBLE}#_`"
"""The title is one known line: headings and code put more marks around it, which a value may hold."""
_FENCE = f"{_INVISIBLE} \t\r\n`"
"""What chats put around code."""
_HASH = re.compile("[0-9a-f]{64}")
_SIGNATURE = re.compile("[A-Za-z0-9+/]+={1,2}")
"""Base64 up to its padding, which the 64 bytes of Ed25519 always have: there the receipt ends."""
_COPY_AGAIN = "The copy may be incomplete: copy it again from My reports"
_MISSING = f"is missing. {_COPY_AGAIN}"
_NO_TITLE = f"is missing, or does not stand on a line of its own. {_COPY_AGAIN}"
_BARE_JSON = "has words above it. Check it alone, from its first { to its last }"
_TWICE = "is there twice"
_NOT_ALONE = "has words beside it, or right under it, that are not the receipt's"
_UNREADABLE = f"is not readable. {_COPY_AGAIN}"


class Signer(Protocol):
    """Signs what the district states."""

    @property
    def key_id(self) -> str:
        """Names the key, without telling anything of its secret half."""

    def sign(self, data: bytes) -> bytes:
        """The signature of some data."""


class Verifier(Protocol):
    """Checks signatures with the public half alone."""

    @property
    def key_id(self) -> str:
        """Names the key."""

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether the signature is this key's for this data."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is attested. `filed_at` is aware; `policy_hash` is the SHA-256 of the policy, in hexadecimal."""

    district: str
    ticket: str
    filed_at: datetime
    notice: str
    policy: str
    policy_version: str
    policy_hash: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: a sentence, and where it is not valid the field that is wrong."""

    valid: bool
    sentence: str
    field: str = ""


class Unreadable(ValueError):
    """The field named cannot be taken: it is missing, there twice, or not what it should be."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field)
        self.field, self.reason = field, reason


def sign_receipt(receipt: Receipt, signer: Signer) -> dict[str, str]:
    """All fields of the signed receipt by name, in order."""
    filed_at = receipt.filed_at.astimezone(UTC).isoformat(timespec="seconds")
    stated = {name: filed_at if name == "filed_at" else getattr(receipt, name) for name in _STATED}
    # A check of the text strips the marks around a value, and cannot tell those that belong to it.
    bare = {name: _one_line(value.strip(_MARKS)) for name, value in stated.items()}
    fields = {**bare, "key": signer.key_id}
    signature = base64.b64encode(signer.sign(_signed_bytes(fields))).decode()
    return {**fields, "check": _check(fields), "signature": signature}


def as_text(fields: Mapping[str, str]) -> str:
    """The receipt to keep: a title, and a line for each field."""
    lines = (f"{name.replace('_', ' ').capitalize()}: {fields[name]}" for name in _FIELDS)
    return "\n".join((TITLE, *lines))


def as_json(fields: Mapping[str, str]) -> str:
    """The receipt for a program."""
    return json.dumps({"format": TITLE, **fields}, indent=2)


def verify_receipt(text: str, verifier: Verifier) -> Checked:
    """Whether this text, in either form, is a receipt that the district signed, unchanged."""
    try:
        fields = _read(text)
        signature = _bytes_of(fields["signature"])
    except Unreadable as error:
        return _wrong(error.field, error.reason, _called(error.field, text))
    if fields["key"] != verifier.key_id:
        return _wrong("key", "names another key than the one it is checked with")
    wrong = _misfits(fields)
    if not verifier.signed(signature, _signed_bytes(fields)):
        return _wrong(*(wrong, "was changed") if wrong else ("signature", "does not fit what is stated"))
    if wrong:
        return _wrong("check", "was changed")
    return Checked(True, f"Valid: report {fields['ticket']} was filed at {fields['filed_at']}.")


def _wrong(field: str, reason: str, called: str = "") -> Checked:
    return Checked(False, f"Not valid: {called or field.replace('_', ' ')} {reason}.", field)


def _called(field: str, text: str) -> str:
    """The format stands on a line without a label; empty for what is called by its name."""
    if field != "format" or _json_in(text):
        return ""
    return "the JSON" if _holds_json(text) else f"the line '{TITLE}'"


def _json_in(text: str) -> str:
    """The JSON that this text is, without a fence around it; empty where it is none."""
    bare = text.strip(_FENCE).removeprefix("json").lstrip()
    return bare if bare.startswith("{") else ""


def _holds_json(text: str) -> bool:
    return f'"format": "{TITLE}"' in text


def _read(text: str) -> dict[str, str]:
    bare = _json_in(text)
    found = _read_json(bare) if bare else _read_lines(text)
    if not bare and "format" not in found:
        raise Unreadable("format", _BARE_JSON if _holds_json(text) else _NO_TITLE)
    for name in ("format", *_FIELDS):
        if not found.get(name):
            raise Unreadable(name, _MISSING)
    if found.pop("format") != TITLE:
        raise Unreadable("format", "is another than this program reads" if bare else _NOT_ALONE)
    return found


def _read_json(text: str) -> dict[str, str]:
    try:
        pairs = json.loads(text, object_pairs_hook=list)
    except (ValueError, RecursionError):
        raise Unreadable("format", _UNREADABLE) from None
    return _once([(name, _one_line(value)) for name, value in pairs if isinstance(value, str)])


def _read_lines(text: str) -> dict[str, str]:
    """The fields from the title to the end of the signature, a line each, as mails break and mark lines.

    What has no known label belongs to the field before it, or to the title, which has to stand alone. What
    a mail has above and below is passed over, but for another title: nobody could tell which of the two
    receipts is meant.
    """
    pairs: list[tuple[str, str]] = []
    for line in text[:_LONGEST].splitlines():
        label, _, value = line.partition(":")
        name = _one_line(label.strip(_LIST_MARKS)).casefold().replace(" ", "_")
        last, before = pairs[-1] if pairs else ("", "")
        if _one_line(label.strip(_TITLE_MARKS)) == TITLE:
            pairs.append(("format", f"{TITLE} {value.strip(_TITLE_MARKS)}"))
        elif not last or _is_end(last, before):
            continue
        elif name in _FIELDS:
            pairs.append((name, value.strip(_MARKS)))
        else:
            marks = _TITLE_MARKS if last == "format" else _MARKS
            pairs[-1] = last, f"{before} {line.strip(marks)}"
    return _once([(name, _unbroken(name, value)) for name, value in pairs])


def _is_end(name: str, value: str) -> bool:
    """Whether this is the signature, and all of it."""
    found = _SIGNATURE.match("".join(value.split())) if name == "signature" else None
    return found is not None and len(found[0]) % 4 == 0


def _unbroken(name: str, value: str) -> str:
    """On one line; a hash and a signature are one word each, wherever a mail broke them."""
    whole = "".join(value.split())
    if name == "signature":
        found = _SIGNATURE.match(whole)
        return found[0] if found else whole  # without what follows, such as a full stop
    # Some programs put hexadecimal digits in capitals.
    digits = whole.lower() if name == "policy_hash" else ""
    return digits if _HASH.fullmatch(digits) else _one_line(value)


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(name, _TWICE)
        found[name] = value
    return {name: value for name, value in found.items() if name in {"format", *_FIELDS}}


def _bytes_of(signature: str) -> bytes:
    try:
        return base64.b64decode(signature, validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("signature", _UNREADABLE) from None


def _signed_bytes(fields: Mapping[str, str]) -> bytes:
    return json.dumps([TITLE, *((name, fields[name]) for name in (*_STATED, "key"))]).encode()


def _check(fields: Mapping[str, str]) -> str:
    """Four hexadecimal digits a field. They prove nothing; they find the field that was mistyped."""
    return " ".join(_digits(name, fields[name]) for name in _STATED)


def _digits(name: str, value: str) -> str:
    return hashlib.sha256(f"{name}={value}".encode("utf-8", "surrogatepass")).hexdigest()[:4]


def _misfits(fields: Mapping[str, str]) -> str:
    """The first field that does not fit its digits of the check, or the check itself, or nothing."""
    digits = fields["check"].split()
    if len(digits) != len(_STATED):
        return "check"
    found = (n for n, d in zip(_STATED, digits, strict=True) if _digits(n, fields[n]) != d)
    return next(found, "")


def _one_line(value: str) -> str:
    return " ".join(value.split())
