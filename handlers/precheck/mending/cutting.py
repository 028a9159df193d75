"""What is taken out of a draft: words, contact details, handles, whole sentences."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import re2

from handlers.precheck.finding import Finding
from handlers.precheck.mending.clauses import Clause, clauses, without
from handlers.precheck.mending.edit import Edit, seen
from handlers.precheck.mending.marks import Marked
from handlers.precheck.mending.recipe import Matchers
from handlers.precheck.mending.swearing import Swearing
from handlers.precheck.sentences import Sentences
from handlers.spelling.reading import Reading

_NUMBER = re2.compile("[0-9]{3,}")
_PARTED = re2.compile(r"([0-9])[ .\-()]{1,3}")


@dataclass(frozen=True)
class Cutter:
    """Takes out of one draft."""

    matchers: Matchers = field(repr=False)
    reading: Reading = field(repr=False)
    split: Sentences = field(repr=False)

    def contact(self) -> Iterator[Edit]:
        """Numbers, addresses and codes of one's own; those of an institution or a school stay.

        Where what is left would lead to nothing ("I live", "my cell is"), its clause goes, or the sentence.
        """
        met = self.matchers.contact.finditer(self.reading.text)
        found = [match.span() for match in met if self.matchers.shared.search(match.group()) is None]
        for (first, last), spans in groupby(found, key=lambda span: self.split.around(span[1] - 1)):
            if self.matchers.institution.search(self.split.text[first:last]) is None:
                for start, end in self._cleared(first, last, list(spans)):
                    yield Edit(*self.reading.span(start, end))

    def are_numbers_in(self, text: str) -> bool:
        """Whether a text holds a number of three digits or more that is part of a contact of this draft."""
        joined = _PARTED.sub(r"\1", text)
        found = (match.group() for match in self.matchers.contact.finditer(self.reading.text))
        return any(number in joined for contact in found for number in _NUMBER.findall(contact))

    def _cleared(self, first: int, last: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        text = self.split.text
        parts = clauses(text, first, last, spans)
        ends = [clause.end for clause in parts[:-1]]
        holds = [bisect_left(ends, span[1]) for span in spans]
        dropped = {
            index for index, span in zip(holds, spans, strict=True) if self._leads_nowhere(parts[index], span)
        }
        if any(index and index - 1 not in dropped and self._leads(parts[index - 1]) for index in dropped):
            dropped = set(range(len(parts)))
        for index, clause in enumerate(parts):
            if index - 1 in dropped and self.matchers.trailing.search(text[clause.start : clause.end]):
                dropped.add(index)
        yield from (span for index, span in zip(holds, spans, strict=True) if index not in dropped)
        cuts = list(without(text, parts, dropped))
        if cuts[:1] == [(first, parts[-1].end)]:
            cuts = [(first, first + len(text[first:last].rstrip("\n")))]
        yield from cuts

    def _leads_nowhere(self, clause: Clause, span: tuple[int, int]) -> bool:
        text = self.split.text
        before = text[max(clause.start, span[0] - 24) : span[0]].rstrip()
        headless = not any(character.isalnum() for character in before)
        return headless or self.matchers.dangling.search(before) is not None

    def _leads(self, clause: Clause) -> bool:
        return self.matchers.leading.search(self.split.text[clause.start : clause.end]) is not None

    def marks(self, named: Iterable[tuple[int, int]], findings: Iterable[Finding]) -> Iterator[Edit]:
        """Grades and scores of those who are named at these places, and those that were found."""
        spans = [(f.start, f.end) for f in findings if f.start is not None and f.end is not None]
        found = [seen(self.reading, *span) for span in spans]
        for start, end in Marked(self.matchers.marks, self.split).cuts(list(named), found):
            yield Edit(*self.reading.span(start, end))

    def handles(self) -> Iterator[Edit]:
        """Every handle that marks somebody; with its clause where nothing else is told there."""
        for found in self.matchers.handles.finditer(self.reading.text):
            start = found.start() + (not found.group().startswith(("@", "(")))
            end = found.end() - (found.group().endswith(")") and "(" not in found.group())
            for span in self._pointing(start, end) or [(start, end)]:
                yield Edit(*self.reading.span(*span))

    def _pointing(self, start: int, end: int) -> list[tuple[int, int]]:
        """What goes with a handle that a clause such as `follow her:` only leads to; nothing elsewhere."""
        text, (first, last) = self.split.text, self.split.around(start)
        parts = clauses(text, first, last, [(start, end)])
        index = bisect_left([clause.end for clause in parts[:-1]], end)
        clause = parts[index]
        leads = self.matchers.pointing.search(text[clause.start : start].rstrip()) is not None
        if not leads or text[end : clause.end].strip():
            return []
        if len(parts) == 1:
            return [(first, first + len(text[first:last].rstrip("\n")))]
        return list(without(text, parts, {index}))

    def words(self, findings: Iterable[Finding]) -> Iterator[Edit]:
        """The obscenities found, each with what must go with it."""
        swearing = Swearing(self.matchers.swearing, self.reading, self.split)
        for finding in findings:
            if finding.start is not None and finding.end is not None:
                start, end = swearing.cut(*seen(self.reading, finding.start, finding.end))
                yield Edit(*self.reading.span(start, end))

    def sentences(self, findings: Iterable[Finding]) -> Iterator[Edit]:
        """The sentences in which something was found; a line break after one stays."""
        for start, end in self._sentences_of(findings):
            kept = len(self.split.text[start:end].rstrip("\n"))
            if kept:
                yield Edit(*self.reading.span(start, start + kept))

    def _sentences_of(self, findings: Iterable[Finding]) -> list[tuple[int, int]]:
        met: dict[int, int] = {}
        for finding in findings:
            if finding.start is None or finding.end is None:
                continue
            at, last = seen(self.reading, finding.start, finding.end)
            while at < last:
                start, end = self.split.around(at)
                met[start] = end
                at = max(end, at + 1)
        return sorted(met.items())
