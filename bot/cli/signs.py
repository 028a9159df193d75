"""Signs: what people wrote, made fit for a terminal, which obeys some signs instead of showing them."""

import unicodedata

# Controls, formats (also what turns a line around or takes no room), separators of lines, halves of pairs.
_OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})

# Letters and a symbol that look like nothing.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SOFT_HYPHEN = "\u00ad"
_JOINERS = frozenset("\u200c\u200d")


def visible(line: str) -> str:
    """One line with every sign that would move, hide or turn something shown as its number, `<U+001B>`.

    A line break is one of them: nobody's words can begin a line of their own. A joiner stays where a script
    or an emoji needs it, between two letters or symbols; soft hyphens are left out.
    """
    kept = line.replace("\t", " ").replace(_SOFT_HYPHEN, "")
    around = f" {kept} "
    return "".join(
        f"<U+{ord(sign):04X}>" if _is_obeyed(sign) and not _joins(before, sign, after) else sign
        for before, sign, after in zip(around, kept, around[2:], strict=False)
    )


def _is_obeyed(sign: str) -> bool:
    return sign in _FILLERS or unicodedata.category(sign) in _OBEYED


def _joins(before: str, sign: str, after: str) -> bool:
    if sign not in _JOINERS or _is_obeyed(before) or _is_obeyed(after):
        return False
    # A mark or a colour of skin belongs to the letter or emoji before it.
    return _is_letter_or_symbol(before, "M", "Sk") and _is_letter_or_symbol(after)


def _is_letter_or_symbol(sign: str, *more: str) -> bool:
    return unicodedata.category(sign).startswith(("L", "So", *more))
