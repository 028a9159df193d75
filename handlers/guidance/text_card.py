"""The whole text of a policy, a page at a time, in its own order and with its own headings."""

from collections.abc import Iterator, Sequence

from handlers.conversation.card import Button, Card, Element, Quote, Text, Tone
from handlers.guidance import phrases
from handlers.guidance.library import PolicyLibrary
from handlers.guidance.policy import META, Part, Policy, Section
from handlers.guidance.quoting import pinned, row, shows, standing, turning, versions_of

ROOM = 4000
"""Characters of policy text on one page: one message in Slack (11 kB of JSON here) and one card in
Teams (25 kB), with what stands around it. A longer section has a page of its own, which the channels
cut without losing a word."""

Line = Part | Section


def text_pages(policy: Policy) -> Sequence[Sequence[Line]]:
    """Headings and sections by page; a part is kept together where one page can hold it."""
    pages: list[list[Line]] = [[]]
    for part, sections in policy.chapters:
        chapter: list[Line] = [*([part] if part else []), *sections]
        if pages[-1] and _length([*pages[-1], *chapter]) > ROOM:
            pages.append([])
        for line in chapter:
            full = _length([*pages[-1], line]) > ROOM
            if full and any(isinstance(one, Section) for one in pages[-1]):
                pages.append([])
            pages[-1].append(line)
    return pages


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.printed) for line in lines)


def text_card(library: PolicyLibrary, policy: Policy, page: int, consult: Button | None = None) -> Card:
    """One page (from 1) of a policy in any version; `consult` asks a supervisor, where that is possible."""
    pages = text_pages(policy)
    page = min(max(page, 1), len(pages))
    pin = pinned(library, policy)
    last = page == len(pages)
    turns = turning(f"{policy.code} text", page, len(pages), pin)
    return Card(
        phrases.TEXT_TITLE.format(code=policy.code, page=page, pages=len(pages)),
        (
            *([Text(standing(library, policy), strong=True)] if pin else []),
            *_printed(policy, pages[page - 1]),
            *([Quote(policy.source, policy.code)] if last and policy.source else []),
            *row([*turns, shows(phrases.CONTENTS, f"{policy.code}{pin}"), *([consult] if consult else [])]),
            Text(phrases.OWN_WORDS.format(versions=versions_of([policy])), small=True),
        ),
        summary=phrases.TEXT_SUMMARY,
        tone=Tone.CAUTION if pin else Tone.PLAIN,
    )


def _printed(policy: Policy, lines: Sequence[Line]) -> Iterator[Element]:
    for line in lines:
        if isinstance(line, Part):
            yield Text(line.printed, strong=True)
        else:
            yield Quote(line.printed, policy.code if line.id == META else f"{policy.code} {line.id}")
