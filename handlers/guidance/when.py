"""Which version people mean: `@2012-05-14`, `in May 2015`, `two years ago`, a hash, or a citation's dates."""

import calendar
import re
from datetime import date

_FULL = r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4})"
_YEAR = r"(?:19|20)\d\d"
_HASH = r"(?=[a-f]*\d)[0-9a-f]{8,64}\b"
_MONTHS = {
    **dict.fromkeys(("january", "jan", "enero"), 1),
    **dict.fromkeys(("february", "feb", "febrero"), 2),
    **dict.fromkeys(("march", "mar", "marzo"), 3),
    **dict.fromkeys(("april", "apr", "abril"), 4),
    **dict.fromkeys(("may", "mayo"), 5),
    **dict.fromkeys(("june", "jun", "junio"), 6),
    **dict.fromkeys(("july", "jul", "julio"), 7),
    **dict.fromkeys(("august", "aug", "agosto"), 8),
    **dict.fromkeys(("september", "sept", "sep", "septiembre"), 9),
    **dict.fromkeys(("october", "oct", "octubre"), 10),
    **dict.fromkeys(("november", "nov", "noviembre"), 11),
    **dict.fromkeys(("december", "dec", "diciembre"), 12),
}
_NUMBERS = {
    **dict.fromkeys(("a", "one", "un"), 1),
    **dict.fromkeys(("two", "couple of", "dos"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "cuatro"), 4),
    **dict.fromkeys(("five", "cinco"), 5),
    **dict.fromkeys(("six", "seis"), 6),
    **dict.fromkeys(("seven", "siete"), 7),
    **dict.fromkeys(("eight", "ocho"), 8),
    **dict.fromkeys(("nine", "nueve"), 9),
    **dict.fromkeys(("ten", "diez"), 10),
}
_COUNT = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_STATED = re.compile(rf"\b(adopted|revised|reviewed)\s+({_FULL})", re.IGNORECASE)
_WHEN = re.compile(
    rf"(?P<cited>(?:,?\s*{_STATED.pattern})+)"
    rf"|(?:\bversion\s+{_FULL},?\s*)?\bfingerprint\s+@?(?P<fingerprint>[0-9a-f]{{8,64}})\b"
    rf"|\bversion\s+(?:of\s+)?@?(?P<version>{_FULL}|{_YEAR}\b|{_HASH})"
    rf"|(?:\b(?:as of|in|of|on|from|since|before|en|desde)\s+)?\b(?P<month>{'|'.join(_MONTHS)})\.?\s+"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:de\s+|of\s+)?(?P<year>{_YEAR})(?=\W*$)"
    rf"|(?:@|\bas of\b)\s*(?P<marked>\S+)"
    rf"|\b(?:in|of|on|from|since|before|en|desde)\s+(?P<said>{_FULL}|{_YEAR})(?=\W*$)"
    rf"|(?P<last>\blast year\b|\bel a(?:\u00f1|n)o pasado\b)"
    rf"|\b(?:(?:a\s+)?(?P<ago>{_COUNT})\s+years?\s+ago|hace\s+(?P<hace>{_COUNT})\s+a(?:\u00f1|n)os?)\b"
    rf"|(?<![\w@./-])(?P<bare>{_HASH})",
    re.IGNORECASE,
)


def undated(spelling: str, today: date | None = None) -> tuple[str, tuple[str, ...]]:
    """A spelling without what says which version is meant, and this: dates, years and hashes.

    `last year` and `two years ago` are counted from `today`, the day in the district's zone; without
    one they stay where they are.
    """
    whens: list[str] = []

    def taken(found: re.Match[str]) -> str:
        when = _when(found, today)
        whens.extend([when] if when else [])
        return found[0] if when is None else " "

    return _WHEN.sub(taken, spelling), tuple(whens)


def _when(found: re.Match[str], today: date | None) -> str | None:
    """The day, year or hash meant; empty where a review's date says nothing, None where it is none."""
    if found["cited"]:
        return _cited(found["cited"])
    if found["month"]:
        return _in_month(int(found["year"]), _MONTHS[found["month"].casefold()], found["day"])
    ago = found["ago"] or found["hace"]
    if ago or found["last"]:
        return _before(today, ago) if today else None
    named = ("fingerprint", "version", "marked", "said", "bare")
    return next(found[name] for name in named if found[name]).rstrip(".,;:?!")


def _cited(dates: str) -> str:
    """The day from which words with these dates held: a review changes none."""
    stated = {kind.casefold(): day for kind, day in _STATED.findall(dates)}
    return str(stated.get("revised") or stated.get("adopted") or "")


def _in_month(year: int, month: int, day: str | None) -> str:
    """The day, or the month's last one."""
    return f"{year}-{month:02}-{int(day or calendar.monthrange(year, month)[1]):02}"


def _before(today: date, years: str | None) -> str:
    if years is None:
        return str(today.year - 1)
    number = _NUMBERS.get(years.casefold()) or int(years)
    # The 29th of February is the 28th in other years.
    day = min(today.day, calendar.monthrange(today.year - number, today.month)[1])
    return date(today.year - number, today.month, day).isoformat()
