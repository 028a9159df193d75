"""Small words that join the parts of a name: `Ana de la Rosa`, `Nour el-Masri`, `Luis Ortega y Castillo`."""

from collections.abc import Sequence

from handlers.precheck.people.names import Seen, is_near
from handlers.precheck.people.parts import read_parts
from handlers.precheck.people.unnamed import read_unnamed


def joined(seen: Sequence[Seen], at: int) -> int:
    """The place after the word that a particle joins to a name which ends here; `at` where none does."""
    parts = read_parts()
    last = _particle(seen, at)
    if last > at and is_near(seen, last):
        # After one name alone, `de` also tells where somebody is from, and of what a feast is.
        is_plain = seen[at].low in {"de", "del"} and not (
            is_near(seen, at - 1) and seen[at - 2].word.is_capital
        )
        return last + 1 if _is_part(seen[last]) and ("1" in seen[last].lists[:2] or not is_plain) else at
    if not is_near(seen, at):
        return at
    one = seen[at]
    if is_saint(seen, at):
        return at + 3 if seen[at + 2].low not in parts.saints and _is_part(seen[at + 2]) else at
    head, hyphen, rest = one.word.text.partition("-")
    if hyphen and head.lower() in parts.prefixes and rest[:1].isupper() and rest[1:].islower():
        return at + 1
    return at + 2 if one.low == "y" and _are_surnames(seen, at) else at


def is_saint(seen: Sequence[Seen], at: int) -> bool:
    """Whether `St.` stands here before another word."""
    marks = [one.low for one in seen[at : at + 2]]
    return marks == ["st", "."] and is_near(seen, at + 2)


def _particle(seen: Sequence[Seen], at: int) -> int:
    """The place after the particle that begins here, of up to two words; `at` where none does."""
    for size in (2, 1):
        words = seen[at : at + size]
        is_written = all(is_near(seen, place) for place in range(at, at + size))
        if is_written and " ".join(one.low for one in words) in read_parts().particles:
            return at + size
    return at


def _is_part(one: Seen) -> bool:
    """Whether a particle may join this word: no place, and a name or no common word."""
    parts = read_parts()
    is_known = "1" in one.lists[:2] or not one.is_common
    is_name = one.shape in {"Xx", "XxX"} and is_known
    is_end = one.low in parts.ends or one.low in parts.others
    is_thing = is_end or read_unnamed().holds(one.low, begins=False)
    return is_name and not is_thing and one.low not in parts.towns


def _are_surnames(seen: Sequence[Seen], at: int) -> bool:
    """Whether two surnames stand on both sides, the second no given name: those would be two people."""
    if at < 2 or at + 1 >= len(seen) or not (is_near(seen, at - 1) and is_near(seen, at + 1)):
        return False
    before, after = seen[at - 1], seen[at + 1]
    is_whole = seen[at - 2].word.is_capital and before.lists[1] == "1"
    is_last = not (is_near(seen, at + 2) and seen[at + 2].word.is_capital)
    return is_whole and is_last and after.shape == "Xx" and after.lists[:2] == "01"
