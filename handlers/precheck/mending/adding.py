"""Sentences that are added at the end of a draft, in its own language."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from handlers.precheck.languages import read_languages
from handlers.precheck.mending.edit import Edit
from handlers.precheck.mending.recipe import Matchers, Recipe
from handlers.precheck.mending.stated import Language
from handlers.precheck.mending.tokens import Sort, tokens
from handlers.spelling.reading import Reading

_STOPS = frozenset(".!?\u2026")
_CLOSERS = " \"')]\u201d\u2019*_"
_OPEN = frozenset(",;:-\u2013\u2014(")


@dataclass(frozen=True)
class Adder:
    """Adds to one draft what readers must know; no fact is made up."""

    recipe: Recipe = field(repr=False)
    matchers: Matchers = field(repr=False)
    text: str = field(repr=False)
    reading: Reading = field(repr=False)
    district: str

    def sentences(self, codes: Collection[str]) -> Iterator[tuple[str, str]]:
        """A code and the sentence that settles it, for those of the codes that a sentence can settle."""
        if "E-disclaimer" in codes:
            yield "E-disclaimer", self._language.disclaimer.replace("{district}", self.district)
        if "E-interest" in codes and (stake := self._stake()):
            yield "E-interest", stake

    def edit(self, sentences: Collection[str]) -> Edit:
        """The change that writes these sentences at the end, after a stop."""
        ending = self.text.rstrip()
        end = len(ending)
        return Edit(end, end, self._joint(ending) + " ".join(sentences))

    def _joint(self, ending: str) -> str:
        """A stop where the draft ends without one, and the blank or the empty line that parts its parts."""
        glue = "\n\n" if "\n" in self.text.strip() else " "
        last = ending.rstrip(_CLOSERS)[-1:]
        if last in _OPEN or self._ends_in_address():
            return "\n\n"
        return "." + glue if last.isalnum() else glue

    def _ends_in_address(self) -> bool:
        seen = self.reading.text.rstrip()
        final = seen.split()[-1:] or [""]
        return any(token.sort is not Sort.WORD for token in tokens(final[0][-200:]))

    @property
    def _language(self) -> Language:
        return self.recipe.languages[read_languages().of(self.reading.text)]

    def _stake(self) -> str | None:
        """The sentence that tells a stake, where the draft shows whose it is."""
        text = self.reading.text
        if found := self.matchers.whose.search(text):
            whose = self.matchers.kin.search(found.group()).group().lower()
            return self._language.stake_of.replace("{whose}", whose)
        return self._language.stake if self.matchers.own.search(text) else None
