"""Which version people mean: `@2012-05-14`, `in May 2015`, `two years ago`, a hash, or a citation's dates."""

import calendar
import re
from datetime import date, timedelta

from handlers.guidance.policy import day as printed_day

PREVIOUS, FIRST = "previous", "first"
"""What is meant by `the version before` and by `the original version`."""

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
_COUNT = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_UNIT = r"years?|yrs?|months?|mos?|weeks?|wks?|days?|a(?:ñ|n)os?|mes(?:es)?|semanas?|d(?:í|i)as?"
_ENDS = r"(?=\W*$|\W+(?:about|regarding|on|say|said|sobre|acerca)\b)"
_IN = r"(?:as of|in|of|on|from|since|back in|en|desde|de)"
_EVE = r"(?:(?:right\s+|just\s+)?before|prior to|(?:up\s+)?until|till?|antes\s+del?|hasta)(?:\s+(?:the|el))?"
_IS_EVE = re.compile(rf"\W*{_EVE}\b", re.IGNORECASE)
_VERSION = r"(?:version|versión|wording|text|texto)"
_FROM = r"(?:\s+(?:of|de)\b)?"
_STATED = re.compile(rf"\b(adopted|revised|reviewed)\s+({_FULL})", re.IGNORECASE)
_WHEN = re.compile(
    rf"(?:\b{_EVE}\s+)?(?:(?P<cited>(?:,?\s*{_STATED.pattern})+)"
    rf"|(?:\bversion\s+{_FULL},?\s*)?\bfingerprint\s+@?(?P<fingerprint>[0-9a-f]{{8,64}})\b"
    rf"|\bversion\s+(?:of\s+)?@?(?P<version>{_FULL}|{_YEAR}\b|{_HASH}|\d{{1,2}}\b(?![/-])){_FROM}"
    rf"|(?:@\s*|\b{_IN}\s+)?\b(?P<month>{'|'.join(_MONTHS)})\b\.?,?\s+"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:del?\s+|of\s+)?(?P<year>{_YEAR}){_ENDS}"
    rf"|@\s*(?:(?P<yesterday_at>yesterday)|(?P<now_at>today|now))\b"
    rf"|(?:@|\bas of\b)\s*(?P<marked>\S+)"
    rf"|(?:(?:\b|(?<=\s))(?:{_IN}|{_EVE})\s+(?P<said>{_FULL}|{_YEAR})|(?<=\w)\s+(?P<bare_year>{_YEAR})){_ENDS}"
    rf"|^\W*(?:back\s+)?(?:in|en|{_EVE})\s+(?P<began>{_YEAR}|{_FULL})\b"
    r"|\blast (?P<last>year|month|week)\b|\b(?:(?:el|la) )?(?P<pasado>a(?:ñ|n)o|mes|semana) pasad[oa]\b"
    rf"|\b(?:(?:a\s+)?(?P<ago>{_COUNT})\s+(?P<unit>{_UNIT})\s+(?:ago|back)|hace\s+(?P<hace>{_COUNT})\s+(?P<hunit>{_UNIT}))\b"
    r"|\b(?P<yesterday>yesterday|ayer)\b"
    rf"|\b(?:the\s+|la\s+)?(?P<previous>(?:previous|prior|earlier|former|older|old)\s+{_VERSION}\b{_FROM}"
    rf"|{_VERSION}\s+(?:anterior|previa|vieja|antigua|before)\b{_FROM}"
    r"|before\s+(?:the\s+)?(?:last\s+)?(?:revision|change|update)\b|before\s+it\s+(?:was\s+)?(?:changed|revised)\b"
    r"|antes\s+del?\s+(?:la\s+)?(?:cambio|revisi(?:ó|o)n)\b)"
    rf"|\b(?:the\s+|la\s+)?(?P<first>(?:original|first|oldest)\s+{_VERSION}\b{_FROM}|{_VERSION}\s+original\b{_FROM})"
    rf"|\b(?:the\s+|la\s+)?(?P<now>(?:(?:current|latest|newest|present|last)\s+{_VERSION}\b{_FROM}|{_VERSION}\s+(?:actual|vigente)\b{_FROM}"
    r"|today|right now|now|currently|current|in force|hoy|ahora|actualmente|actual|vigente))\b"
    rf"|(?<![\w@./-])(?P<bare>{_HASH}))",
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
    """The day, year, hash or kind of version meant.

    Empty where it says nothing, as a review's date or `today` do, None where it is none.
    """
    if found["cited"]:
        return _cited(found["cited"])
    for kind in (PREVIOUS, FIRST):
        if found[kind]:
            return kind
    if found["now"] or found["now_at"]:
        return ""
    when, eve = _stated(found, today), _IS_EVE.match(found[0])
    return _day_before(when) if when and eve else when


def _stated(found: re.Match[str], today: date | None) -> str | None:
    """The day, year or hash that is written; of a month its last day, or its first for `before May 2020`."""
    if found["month"]:
        day = found["day"] or ("1" if _IS_EVE.match(found[0]) else None)
        return _in_month(int(found["year"]), _MONTHS[found["month"].casefold()], day)
    span = _span(found)
    if span:
        return _before(today, *span) if today else None
    named = ("fingerprint", "version", "marked", "said", "bare_year", "began", "bare")
    return next(found[name] for name in named if found[name]).rstrip(".,;:?!")


def _day_before(when: str) -> str:
    """The day before this one or this year begins; what is no day, such as a hash, as it is."""
    try:
        first = f"{when}-01-01" if re.fullmatch(_YEAR, when) else when
        begins = date.fromisoformat(first) if "-" in first else printed_day(first)
        return (begins - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return when


def _span(found: re.Match[str]) -> tuple[str, str] | None:
    """How many of which unit ago; a number is empty for the last whole one of its kind."""
    if found["yesterday"] or found["yesterday_at"]:
        return "one", "day"
    if last := found["last"] or found["pasado"]:
        return "", last
    if count := found["ago"] or found["hace"]:
        return count, found["unit"] or found["hunit"]
    return None


def _cited(dates: str) -> str:
    """The day from which words with these dates held: a review changes none."""
    stated = {kind.casefold(): day for kind, day in _STATED.findall(dates)}
    return str(stated.get("revised") or stated.get("adopted") or "")


def _in_month(year: int, month: int, day: str | None) -> str:
    """The day, or the month's last one."""
    return f"{year}-{month:02}-{int(day or calendar.monthrange(year, month)[1]):02}"


def _before(today: date, count: str, unit: str) -> str:
    """The day so long before today; the last year and the last month are meant with their end."""
    number = _NUMBERS.get(count.casefold()) or int(count or 0)
    kind = unit.casefold()[0]
    if kind in "ay":
        return _months_before(today, 12 * number) if number else str(today.year - 1)
    if kind == "m":
        last = today.replace(day=1) - timedelta(days=1)
        return _months_before(today, number) if number else last.isoformat()
    return (today - timedelta(days=(number or 1) * (7 if kind in "ws" else 1))).isoformat()


def _months_before(today: date, months: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        return str(date.min)
    # The 29th of February is the 28th in other years, and the 31st the last of shorter months.
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1])).isoformat()
