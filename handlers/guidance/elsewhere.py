"""Policies named by number, in the library or not: `policy 514`, `does 514 cover that`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from handlers.guidance import names
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.request import requested
from handlers.guidance.wording import LONGEST, plain

_CODE = r"(?P<code>\d{3,4}(?:\.\d{1,2})?)(?![\w%]|[.,:/-]\d)"
_TOO = _CODE.replace("<code>", "<code2>")
_LABEL = (
    r"\b(?:policy|policies|pol|procedures?|proc|politicas?|procedimientos?|regulation|guideline)\b\.?\s*"
    r"(?:(?:number|num|no|nr|numero)\b\.?\s*)?#?\s*"
)
_VERB = (
    r"(?:says?|said|covers?|allows?|appl(?:y|ies)|means?|forbids?|prohibits?|requires?|permits?|mentions?|"
    r"bans?|states?|dice|cubre|permite|prohibe|aplica)\b"
)
_SECTION = r"(?:(?:section|paragraph|part)\s+)?(?:(?:[ivx]+|\d)[\s.(-]*)?[a-z]\b\)?"
_LABELLED = re.compile(rf"{_LABEL}{_CODE}|#?\b{_TOO}\s+(?:policy|procedure)\b")
_SPOKEN = re.compile(
    rf"(?:^|\b(?:do|does|did|doesnt|what|whats|que|and|or)\s)\s*#?{_CODE}"
    rf"(?=\s+(?:also\s+|even\s+)?{_VERB})"
    rf"|\b(?:per|according to|pursuant to|violates?|violation of|segun)\s+#?{_TOO}"
)
_ANY = re.compile(rf"(?<![\w.$#/-])#?{_CODE}")
_PLACE = re.compile(
    r"\b(?:rooms?|rm|bus(?:es)?|routes?|vans?|lockers?|units?|apt|suite|ext|extension|hwy|highway|flight|"
    r"grade|page|channel|fm|am|salon|autobus)\W*$"
)
_COUNTED = re.compile(
    r"\W*(?:(?!(?:does|is|has|was|this|says|covers|allows|applies|means|requires|permits|mentions|bans|"
    r"states|prohibits|forbids|plus)\b)[a-z]{3,}s|people|of (?:my|our|the|them)|st|ave|street|am|pm|fm|"
    r"hrs?|min|mph|lbs?|bucks|plan|plans|meeting|alumnos)\b"
)
_OWN = re.compile(
    r"\W*(?:plans?|students?|kids?|child|children|coordinators?|meetings?|accommodations?|parents?|mom|dad|"
    r"teams?|cases?|class|classroom|scores?|pixels?|px|x|by\s\d+|main|[a-z]+\s(?:st|street|ave|avenue|rd|road|"
    r"dr|drive|ln|lane|blvd))\b"
)
"""What follows a number that is no policy's: a 504 plan, a score, the size of a picture, an address."""
_ASKED_OF = re.compile(r"\b(?:do|does|did|doesnt|dont|didnt)\s+#?$")
_NAMED_IN = re.compile(
    r"\b(?:in|under|what|whats|what about|how about|en|bajo|que|to|from)\s+#?$"
    r"|(?:,|\b(?:and|or|vs|y|o|&)\s)\s*(?:policy\s+)?#?$"
)
_CITED = re.compile(r"#?\d{3,4}[\s,.(-]+(?:[ivx]+|\d)[\s.(-]*[a-z]\b")
_ENDS = re.compile(r"\W*$|\s*(?:,|and|or|vs|y|o|&)\s*(?:policy\s+)?#?(?:\d{3}|[ivx]+[.\s-]*[a-z]\b)")
_SECTION_OF = re.compile(rf"\b{_SECTION}\s+(?:of|in|under|from|de)\s+(?:policy|procedure)?\s*$")
_SECTION_AFTER = re.compile(rf"[\s,.(-]*{_SECTION}(?=\W|$)")
_JOINED = re.compile(r"^\s*policy\s+(?:and|or|vs|y|o|&)\s|\s(?:and|or|vs|y|o|&)\s+policy\W*$")
_MANY = 50  # numbers that are looked at
_NEAR = 40  # characters before a number that are looked at
_YEAR = re.compile(r"(?:19|20)\d\d")
_OTHERS = frozenset({"911", "988", "504", "211", "311", "411", "404", "101"})
"""Numbers that everybody knows as something else: the telephone's, and section 504."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The `codes` named that are not in the library, and what is left of the text without them.

    They are as the library writes them. A section named with one, such as the A of `447.2 A`, goes with
    it. `held` are the policies in force that are named by their numbers, and `sure` is whether one of
    those is called a policy or spoken of as one, and its number can be nothing else.
    """

    codes: tuple[str, ...]
    rest: str
    held: tuple[Policy, ...] = ()
    sure: bool = False


def elsewhere(library: PolicyLibrary, text: str) -> Elsewhere:
    """The policies that the first 2,000 characters, and the first fifty numbers in them, name."""
    said = plain(text[:LONGEST])
    places = sorted(_found(library, said))
    named = [place[:3] for place in places]
    held = [library.policy(code) for _, _, code in named]
    sure = any(place[3] for place, policy in zip(places, held, strict=True) if policy)
    found = [one for one, policy in zip(named, held, strict=True) if policy is None]
    codes = tuple(dict.fromkeys(code for _, _, code in found))
    ours = tuple(policy for policy in library.policies if policy in held)
    return Elsewhere(codes, _without(said, found), ours, sure) if codes else Elsewhere((), text, ours, sure)


def _without(said: str, found: Sequence[tuple[int, int, str]]) -> str:
    """The text with `policy` in these places; nothing is left of one that is joined to the rest by `and`."""
    rest, at = "", 0
    for start, end, _ in found:
        rest, at = f"{rest}{said[at:start]} policy ", max(end, at)
    return _JOINED.sub(" ", rest + said[at:])


def _found(library: PolicyLibrary, said: str) -> Iterator[tuple[int, int, str, bool]]:
    """Each with the half-open places of what names it and its section, and whether it can be nothing else."""
    labelled, spoken = _places(_LABELLED, said), _places(_SPOKEN, said)
    for place in islice(_ANY.finditer(said), _MANY):
        code, at = place["code"], place.start("code")
        if _YEAR.fullmatch(code):
            continue
        start, end = _with_section(said, place)
        held = library.named_policy([code])
        known = held.code if held else next(iter(library.elsewhere([code])), "")
        start = min(start, labelled.get(at, start))
        counted = _is_count(said, place)
        sure = at in labelled or (at in spoken and (held is not None or code not in _OTHERS))
        if held:
            sure = (
                sure or "." in code or (not counted and bool(_ASKED_OF.search(said, max(at - _NEAR, 0), at)))
            )
            sure = sure or bool(_CITED.match(said[place.start() : end]))
            meant = sure or (not counted and _is_led_to(said, place))
        else:
            meant = sure or (bool(known) and not counted)
        if meant or _is_alone(library, said, (start, end), code):
            yield start, end, known or code, sure


def _is_led_to(said: str, place: re.Match[str]) -> bool:
    """Whether what stands before or after speaks of a policy, as in `drones under 512`."""
    before = _NAMED_IN.search(said, max(place.start() - _NEAR, 0), place.start("code"))
    return bool(before) or bool(_ENDS.match(said, place.end()))


def _places(pattern: re.Pattern[str], said: str) -> dict[int, int]:
    """Where what leads to each number begins, by where the number does."""
    return {max(one.start("code"), one.start("code2")): one.start() for one in pattern.finditer(said)}


def _is_alone(library: PolicyLibrary, said: str, place: tuple[int, int], code: str) -> bool:
    """Whether nothing else is named, as in `what about 514`, or this is a neighbour of a policy, as 447.2."""
    number, dot, _ = code.partition(".")
    if dot and library.named_policy([number]):
        return True
    if len(said) > names.LONGEST:
        return False
    start, end = place
    around = f"{said[:start]} {said[end:]}"
    words = names.words_of(around)
    asked = requested(library, around) and not library.named_policy(words)
    beside = [] if asked else names.meant(words)
    cited = said[start:end]
    lettered = re.search(r"\W[a-z]\W?$", cited) and not re.search("[ivx.]{2}", cited)
    return len(number) == 3 and code not in _OTHERS and not beside and not lettered


def _is_count(said: str, place: re.Match[str]) -> bool:
    """Whether it is a room, a bus, a number of people, or a 504 plan."""
    after = _COUNTED.match(said, place.end()) or _OWN.match(said, place.end())
    return bool(after or _PLACE.search(said, max(place.start() - _NEAR, 0), place.start()))


def _with_section(said: str, place: re.Match[str]) -> tuple[int, int]:
    before = _SECTION_OF.search(said, max(place.start() - _NEAR, 0), place.start())
    after = _SECTION_AFTER.match(said, place.end())
    return before.start() if before else place.start(), after.end() if after else place.end()
