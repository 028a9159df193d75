"""Turns listed words into one pattern that also finds them stretched, masked or with endings."""

import re2

_ENDINGS = (
    "s|z|es|ed|er|ers|ing|in|y|ty|ting|ted|tin|head|heads|face|faces|show|shows|hole|holes|load|loads"
    "|storm|wit|wits"
)
_MASK = r"[*#_\-]"
_MASKED_FROM = 4  # letters: shorter words are not guessed from a mask


def pattern(terms: tuple[str, ...]) -> str:
    """A pattern for the `bare` reading that finds any of the terms as a whole word."""
    return r"\b(?:" + "|".join(_term(term) for term in terms) + ")"


def _term(term: str) -> str:
    word = term.removesuffix("~")
    ending = f"(?:{_ENDINGS})?" if term.endswith("~") else ""
    if not word.isalpha() or len(word) < _MASKED_FROM:
        return "".join(_stretched(c) for c in word) + ending + r"\b"
    middle = "".join(f"(?:{_stretched(c)}|{_MASK})" for c in word[1:-1])
    return f"{_stretched(word[0])}{middle}(?:{_stretched(word[-1])}{ending}\\b|{_MASK})"


def _stretched(character: str) -> str:
    if character == " ":
        return r"[\s\-]{1,3}"
    return f"{character}{{1,9}}" if character.isalpha() else str(re2.escape(character))
