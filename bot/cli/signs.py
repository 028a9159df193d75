"""Signs: what people wrote, made fit for a terminal, which obeys some signs instead of showing them."""

import unicodedata

# Controls, formats (also what turns a line around or takes no room), separators of lines, halves of pairs.
_OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})


def visible(line: str) -> str:
    """One line with every sign that would move, hide or turn something shown as its number, `<U+001B>`.

    A line break is one of them: nobody's words can begin a line of their own.
    """
    return "".join(
        f"<U+{ord(sign):04X}>" if unicodedata.category(sign) in _OBEYED else sign
        for sign in line.replace("\t", " ")
    )
