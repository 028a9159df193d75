"""What changed between two versions, as a person reads it: in plain words, and marked in both texts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from handlers.conversation.card import Card, Divider, Element, Facts, Quote, Text
from handlers.guidance import phrases
from handlers.guidance.changes import Change, Kind, Spans, Unit, changes
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import Policy
from handlers.guidance.quoting import row, shows, turning

ROOM = 4000  # characters of policy text on one page, as on a page of the whole text
_COUNTS = {
    Kind.CHANGED: phrases.COUNT_CHANGED,
    Kind.NEW: phrases.COUNT_NEW,
    Kind.GONE: phrases.COUNT_GONE,
    Kind.MOVED: phrases.COUNT_MOVED,
}
FEW = 400  # characters of changed words that are listed; more are only marked


def changes_card(versions: Sequence[Policy], page: int, coming: bool = False) -> Card:
    """One page (from 1) of what is different between two versions, the earlier one first.

    `coming` says that the later one is not in force yet.
    """
    before, after = versions
    found = changes(before, after)
    pages = _pages([change for change in found if change.kind is not Kind.SAME])
    page = min(max(page, 1), len(pages))
    many = len(pages) > 1
    title = phrases.CHANGES_PAGE if many else phrases.CHANGES
    parts = [part for change in pages[page - 1] for part in _change(change, before, after)]
    warning = (Text(phrases.TAKES_EFFECT.format(version=after.version), strong=True),) if coming else ()
    return Card(
        title.format(code=after.code, page=page, pages=len(pages)),
        (
            *warning,
            *_overview(found, before, after),
            *parts,
            Divider(),
            *_onwards(before, after, page, len(pages)),
        ),
        summary=phrases.CHANGES_SUMMARY,
    )


def unchanged_card(library: PolicyLibrary, policy: Policy, held: Sequence[Policy]) -> Card:
    """Where there is only one version, or one was `held` by both days that were asked about."""
    same = held[0] if held else policy
    said = phrases.CHANGES_NONE
    if len(library.versions(policy.code)) > 1:
        said = phrases.CHANGES_SINCE if library.is_in_force(same) else phrases.CHANGES_BETWEEN
    said = said.format(code=policy.code, version=same.version)
    return Card(
        phrases.CHANGES.format(code=policy.code),
        (Text(said), *row([shows(phrases.CONTENTS, policy.code)])),
        summary=phrases.CHANGES_SUMMARY,
    )


def _overview(found: Sequence[Change], before: Policy, after: Policy) -> Iterator[Element]:
    span = phrases.CHANGES_SPAN if before.version != after.version else phrases.CHANGES_SPAN_REVIEW
    yield Text(span.format(before=before.version, after=after.version))
    kinds = Counter(change.kind for change in found)
    counts = (said.format(number=kinds[kind]) for kind, said in _COUNTS.items() if kinds[kind])
    yield Text(", ".join((*counts, phrases.COUNT_SAME.format(number=kinds[Kind.SAME]))), strong=True)
    if kinds[Kind.CHANGED]:
        yield Text(phrases.CHANGES_MARKED, small=True)


def _onwards(before: Policy, after: Policy, page: int, pages: int) -> tuple[Element, ...]:
    pin = f" @{before.fingerprint} @{after.fingerprint}"
    turns = turning(f"{after.code} changes", page, pages, pin)
    return row([*turns, shows(phrases.CONTENTS, after.code)])


def _pages(found: Sequence[Change]) -> list[list[Change]]:
    pages: list[list[Change]] = [[]]
    room = ROOM
    for change in found:
        need = sum(len(unit.text) for unit in (change.before, change.after) if unit)
        if need > room and pages[-1]:
            pages.append([])
            room = ROOM
        pages[-1].append(change)
        room -= need
    return pages


def _change(change: Change, before: Policy, after: Policy) -> Iterator[Element]:
    yield Divider()
    yield Text(_heading(change), strong=True)
    if change.kind is Kind.MOVED:
        return
    taken, put = change.spans
    if change.kind is Kind.CHANGED and change.before and change.after:
        yield from _words(change.before, taken, phrases.WORDS_OUT)
        yield from _words(change.after, put, phrases.WORDS_IN)
    if change.before:
        yield _quote(phrases.BEFORE, change.before, before, taken)
    if change.after:
        yield _quote(phrases.AFTER, change.after, after, put)


def _heading(change: Change) -> str:
    old, new = change.before, change.after
    if old is None or new is None:
        return phrases.NEW.format(id=new.name) if new else phrases.GONE.format(id=old.name if old else "")
    if change.kind is Kind.MOVED:
        return phrases.MOVED.format(id=old.name, now=new.name)
    said = phrases.CHANGED if old.name == new.name else phrases.CHANGED_AND_MOVED
    return said.format(id=old.name, now=new.name)


def _words(unit: Unit, spans: Spans, label: str) -> Iterator[Facts]:
    """The changed words in a line of their own: not every reader sees a mark."""
    words = [unit.text[start:end] for start, end in spans]
    if words and sum(map(len, words)) <= FEW:
        yield Facts(((label, "; ".join(phrases.QUOTED.format(words=one) for one in words)),))


def _quote(citation: str, unit: Unit, policy: Policy, spans: Spans) -> Quote:
    cited = citation.format(code=policy.code, id=unit.name, version=policy.version)
    return Quote(unit.text, cited, spans)
