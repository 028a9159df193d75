"""A draft as the learned part reads it: once, for all heads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from handlers.district.calendar import SchoolCalendar
from handlers.encoding.encoder import Encoded, Encodes, Matrix
from handlers.precheck.draft import Account, Context, Draft, Media
from handlers.precheck.engine import Hit, Page
from handlers.precheck.features import counted, dense_features, ngrams
from handlers.precheck.finding import Level
from handlers.precheck.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Skim:
    """A draft with the rules that hold; `told` says so in numbers, code by code: raised, then asked."""

    page: Page = field(repr=False)
    hits: tuple[Hit, ...]
    told: tuple[bool, ...]

    def counts(self) -> Counter[int]:
        """How often each bucket of n-grams is met."""
        return counted(ngrams(self.page.plain.text))


@dataclass(frozen=True)
class Read:
    """A draft with the rules that hold, its vectors, its n-grams and its context as numbers.

    `ngrams` are (bucket, start, end) in the plain reading.
    """

    page: Page = field(repr=False)
    hits: tuple[Hit, ...]
    encoded: Encoded = field(repr=False)
    ngrams: tuple[tuple[int, int, int], ...] = field(repr=False)
    dense: Matrix = field(repr=False)

    @cached_property
    def counts(self) -> Counter[int]:
        """How often each bucket is met."""
        return counted(self.ngrams)


@dataclass(frozen=True)
class Skimmer:
    """Reads drafts by rules alone; what they find is told for these codes."""

    rulebook: Rulebook
    calendar: SchoolCalendar
    codes: Sequence[str]

    def skim(self, draft: Draft, read: Page | None = None) -> Skim:
        """The rules that hold; `read` is a page of the same text, already read."""
        page = read.of(draft) if read else Page(draft, self.calendar)
        hits = tuple(self.rulebook.engine.hits(page))
        raised = {hit.rule.code for hit in hits if hit.rule.level is Level.RAISE}
        asked = {hit.rule.code for hit in hits if hit.rule.level is Level.ASK}
        return Skim(page, hits, (*(c in raised for c in self.codes), *(c in asked for c in self.codes)))


@dataclass(frozen=True)
class DraftReader:
    """Reads drafts for one district; what the rules find is told to the heads for these codes."""

    rulebook: Rulebook
    calendar: SchoolCalendar
    encoder: Encodes
    codes: Sequence[str]

    @property
    def skimmer(self) -> Skimmer:
        """The part of it that needs no encoder."""
        return Skimmer(self.rulebook, self.calendar, self.codes)

    def read(self, draft: Draft) -> Read:
        """The draft, read once."""
        skim = self.skimmer.skim(draft)
        page, text = skim.page, skim.page.plain.text
        encoded = self.encoder.encode(text, about(draft.context, page.in_work_time))
        dense = dense_features(encoded, draft.context, page.in_work_time, skim.told)
        return Read(page, skim.hits, encoded, tuple(ngrams(text)), dense)


def about(context: Context, in_work_time: bool) -> str:
    """The context as the encoder is told it; what is not known is not said."""
    account = "" if context.account is Account.UNSPECIFIED else f"{context.account} account"
    media = "" if context.media is Media.NONE else f"with {context.media}"
    told = [account, context.role[:40], media, "work hours" if in_work_time else ""]
    return ", ".join(part for part in told if part) + ":" if any(told) else ""
