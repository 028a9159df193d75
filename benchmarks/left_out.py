"""How often somebody would be kept out of a report by mistake: the names found in harmless posts.

    python -m benchmarks.left_out

Each post that the pre-check's lessons call harmless is read as if it were a report. Nobody of the district
is meant in it, so that everybody found is a false alarm. Measured for the sample district, and for 25
invented supervisors with everyday and with common names, each alone.
"""

# ruff: noqa: T201 - a script

from collections import Counter
from collections.abc import Iterable

from handlers.district.model import District, Person
from handlers.district.reading import SAMPLE, read_district
from handlers.precheck.codes import read_codes
from handlers.precheck.finding import Verdict
from handlers.precheck.lessons import LESSONS, read_lessons
from handlers.reports.conflict import named_in
from handlers.reports.naming.words import words_of

INVENTED = (
    "Will May",
    "Joe Black",
    "Maria Garcia",
    "Grace Young",
    "Mark Long",
    "Rose Hill",
    "Faith Green",
    "Frank White",
    "Summer Brooks",
    "Chase Field",
    "Hope Park",
    "Art Wood",
    "June King",
    "Drew Page",
    "Dawn Rivers",
    "Jack Hall",
    "Sarah Johnson",
    "Mike Anderson",
    "Emily Larson",
    "Ahmed Ali",
    "Jose Martinez",
    "Anna Olson",
    "Kim Lee",
    "Bo Ng",
    "David Miller",
)


def main() -> None:
    """Print the figures."""
    district = read_district(SAMPLE)
    codes = read_codes(SAMPLE.parent / district.codes).codes
    lessons = read_lessons([LESSONS], tuple(codes))
    posts = [one.text for one in lessons if one.verdict is Verdict.OK]
    print(f"{len(posts):,} harmless posts")
    found = [left_out(text, district) for text in posts]
    print(f"somebody of the sample district: {share(sum(map(bool, found)), len(posts))}")
    by_person = Counter(email for people in found for email in people)
    for email, count in by_person.most_common():
        print(f"  {email}: {share(count, len(posts))}")
    ways = Counter(
        way for text, people in zip(posts, found, strict=True) for way in ways_of(text, people, district)
    )
    for way, count in ways.most_common():
        print(f"  {way}: {share(count, len(posts))}")
    above = sum(bool(named_in({"what": text}, (), district).above) for text in posts)
    print(f"  with those who work for them: {share(above, len(posts))}")
    print("invented supervisors:")
    for name in INVENTED:
        alone = district.model_copy(update={"people": (person(name),)})
        count = sum(bool(left_out(text, alone)) for text in posts)
        print(f"  {name}: {share(count, len(posts))}")


def left_out(text: str, district: District) -> frozenset[str]:
    """Who would be kept out of a report with these words."""
    return named_in({"what": text}, (), district).left_out


def ways_of(text: str, people: Iterable[str], district: District) -> set[str]:
    """By what they were found, as far as the words themselves show it."""
    words = {word.text for word in words_of(text)}
    return {_way(words, one) for one in district.people if one.email in people}


def _way(words: set[str], one: Person) -> str:
    if words & texts((one.name,)):
        return "by a part of the name as it is written"
    if texts((one.role,)) <= words or any(texts((name,)) <= words for name in one.also_called):
        return "by a title or another name as it is written"
    return "by something misspelled, joined, split or left out"


def texts(names: Iterable[str]) -> set[str]:
    """The words of these names."""
    return {word.text for name in names for word in words_of(name)}


def person(name: str) -> Person:
    """An invented supervisor whose title is in no post."""
    return Person(email="invented@schools.example", name=name, title="Xylographer")


def share(count: int, of: int) -> str:
    """Such as `98 (one in 25)`."""
    return f"{count} (one in {round(of / count)})" if count else "none"


if __name__ == "__main__":
    main()
