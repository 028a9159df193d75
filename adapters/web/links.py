"""Links: what in the bot's own words can be called or opened."""

import re
from collections.abc import Iterator

Piece = tuple[str, str]
"""Words, and where they lead; empty where they lead nowhere."""

_BEFORE, _AFTER = r"(?<![\w.,/@#$+-])", r"(?![\w@-]|[.,]\d)"
_NUMBER = re.compile(rf"{_BEFORE}(?:[0-9]{{3}}-[0-9]{{3}}-[0-9]{{4}}|911|988){_AFTER}")
_ADDRESS = re.compile(r"https://[^\s@\\]+")


def numbers(text: str) -> Iterator[Piece]:
    """The text in pieces, the telephone numbers of them as tel: (RFC 3966; the country is the US)."""
    at = 0
    for found in _NUMBER.finditer(text):
        if at < found.start():
            yield text[at : found.start()], ""
        digits = found[0].replace("-", "")
        yield found[0], f"tel:{digits}" if len(digits) == 3 else f"tel:+1{digits}"
        at = found.end()
    if at < len(text):
        yield text[at:], ""


def contacts(value: str) -> Iterator[Piece]:
    """As `numbers`; or the whole value, where it is an https address and nothing else."""
    if _ADDRESS.fullmatch(value):
        yield value, value
    else:
        yield from numbers(value)
