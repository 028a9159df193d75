"""Whom of the district a document names, and how that is written down so that it keeps them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.district.model import District, Person
from handlers.reports.conflict import involved_people, meant_people


@dataclass(frozen=True, slots=True)
class Named:
    """Addresses of people of the district: `meant` for certain, `partly` by a part of a name."""

    district: District
    meant: frozenset[str]
    partly: frozenset[str]

    @classmethod
    def looked_for(cls, words: str, district: District) -> "Named":
        """Whom these words name."""
        found = {"": words}
        named = involved_people(found, (), district)
        meant = meant_people(found, (), district) if named else named
        return cls(district, meant, named - meant)

    def with_marked(self, marked: Sequence[str]) -> "Named":
        """The same, with these addresses that the reporter marked."""
        return Named(self.district, self.meant | frozenset(marked), self.partly - frozenset(marked))

    def in_words(self) -> Sequence[str]:
        """In words that keep them out of the report by the same rule as the reporter's own."""
        meant = [f"{p.name} ({p.email})" for p in self.district.people if p.email in self.meant]
        return *meant, *(self._part_of(p) for p in self.district.people if p.email in self.partly)

    def _part_of(self, person: Person) -> str:
        """A part of the name that is found again: it may be a student's, so it is not said in full."""
        for part in reversed(person.name.split()):
            if person.email in involved_people({"": part}, (), self.district):
                return part
        return person.email
