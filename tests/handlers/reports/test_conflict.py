"""Who is named in a report."""

import json
import string
import time
from pathlib import Path

import pytest

from handlers.district.model import Person
from handlers.reports.conflict import involved_people, meant_people, named_in
from tests.handlers.reports.desk import DISTRICT

DISGUISED = (
    *(f"S{sign}lberg" for sign in "~\u2022\u00d7@%+!=^|-."),
    "So|berg",
    "S--lberg",
    "S-o-l-berg",
    "Soll-berg",
    "\u0421\u043e\u043b\u0431\u0435\u0440\u0433",
    "\u03a3\u03bf\u03bb\u03bc\u03c0\u03b5\u03c1\u03b3\u03ba",
    "S01berg",
    "mssolberg",
    "solbergcoach",
)
LESSONS = Path(__file__).parents[3] / "handlers" / "precheck" / "lessons"


BESIDE_INITIALS = (
    ("It was the A.P. I saw him hit a boy.", "assistant"),
    ("I am afraid of the V.P. A student told me.", "assistant"),
    ("the a.p. a boy cried", "assistant"),
    ("our A.D. I think", "activities"),
    ("I saw A.P. B. hit", "assistant"),
    ("1. A.P.", "assistant"),
    ("1.A.P. yelled", "assistant"),
    ("B. A.P. hit", "assistant"),
    ("A.P. 3 boys saw", "assistant"),
    ("our A.D. 5 kids", "activities"),
    ("Fue el A.P. A mi hijo", "assistant"),
)
"""Letters and digits of the sentence beside initials."""


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("A boy has bruises.", set()),
        ("Ms. Solberg saw it", {"principal"}),
        ("it was SOLBERG\u2019S car", {"principal"}),
        ("Mrs Solbergs, Mrs. Sol\u200bberg", {"principal"}),
        ("Mrs Sol\u00adberg", {"principal"}),
        ("Mrs S\u043elberg", {"principal"}),
        ("S\u00f3lberg, in \u202eRTL\u202c", {"principal"}),
        ("I saw Marit text a pupil", {"principal"}),
        ("marit.solberg did it", {"principal"}),
        ("chair@schools.example wrote to her", {"chair"}),
        ("the principal grabbed him", {"principal", "elementary"}),
        ("the assistant principal grabbed him", {"principal", "elementary", "assistant"}),
        ("the vice principal grabbed him", {"principal", "elementary", "assistant"}),
        ("our athletic director", {"activities"}),
        ("Danny's office", {"assistant"}),
        ("Solbergson is another family", set()),
        ("Abdi, and Reyes", {"activities", "assistant"}),
        ("Halverson told Solburg", {"elementary", "principal"}),
        ("White Feather", {"superintendent"}),
        ("the superintendant", {"superintendent"}),
        ("the principle hit him", {"principal", "elementary"}),
        ("in principle, with his own eyes", set()),
        ("the board chair", {"chair"}),
        ("the director of activities", {"activities"}),
        ("S.o.l.b.e.r.g did it", {"principal"}),
        ("it was S o l b e r g", {"principal"}),
        ("s-o-l-b-e-r-g is M a r i t S o l b e r g", {"principal"}),
        ("S*lberg and Wh*tefeather", {"principal", "superintendent"}),
        ("the super intendent", {"superintendent"}),
        (
            "our super intendant, the vice princi pal",
            {"superintendent", "assistant", "principal", "elementary"},
        ),
        ("the chairwoman came", {"chair"}),
        ("the VP saw it", {"assistant"}),
        ("I told the AD", {"activities"}),
        ("they saw an ad on the bus", set()),
        ("A.P. hit him", {"assistant"}),
        ("the V.P.'s car", {"assistant"}),
        ("our A.D. and the a.d.", {"activities"}),
        ("S_lberg", {"principal"}),
        ("it was S?lberg", {"principal"}),
        ("Ms. S#lberg", {"principal"}),
        ("S\u2026lberg", {"principal"}),
        ("S*****g did it", {"principal"}),
        ("was it Solberg?Yes", {"principal"}),
        ("Solberg...then she left", {"principal"}),
        ("marit_solberg", {"principal"}),
        ("the princ_pal", {"principal", "elementary"}),
        ("it was S 0 l b e r g", {"principal"}),
        ("Ms. Solb*** grabbed a boy", {"principal"}),
        ("Sol...  hit a boy", {"principal"}),
        ("Sol\u2026", {"principal"}),
        ("Mrs. S****** hit", {"principal"}),
        ("Ms S******", {"principal"}),
        ("mrs s---", {"principal"}),
        ("Ms. S\u2014 hit him", {"principal"}),
        ("Ms. M. S***", {"principal"}),
        ("Mr. Olson f*** up, the dean s*** at it", set()),
        ("Principal S***", {"principal", "elementary"}),
        ("***berg hit a boy", {"principal"}),
        ("Ms. Sol...", {"principal"}),
        ("Solberg* and S*lberg*", {"principal"}),
        ("*Solberg* and **M. Solberg**", {"principal"}),
        ("the superint***, the princ\u2026", {"superintendent", "principal", "elementary"}),
        ("f*** you, S*** happened, d***, a b****, call me ***", set()),
        ("fuck*** sh** bit** asshole*** a**hole, #berg", set()),
        ("**Good day** and *super* work, __bold__\n* one\n* two\n- three", set()),
        ("so... the sol... wait\u2026 That's super...", set()),
        ("Sol- and pre- and post-, Sol\u2014then", set()),
        *((f"it was {name} again", {"principal"}) for name in DISGUISED),
        ("D@nny hit him, Rey3s", {"assistant"}),
        ("Abd1, then 4bdi", {"activities"}),
        ("\u0410\u0431\u0434\u0438", {"activities"}),
        ("the A/P hit him", {"assistant"}),
        ("the A. P. hit him, or the V-P", {"assistant"}),
        ("Dr. A. D. Olson", {"activities"}),
        ("S\u2588\u2588\u2588\u2588rg and Hal\u25cf\u25cf\u25cf\u25cf", {"principal", "elementary"}),
        ("it was Wh\u25a0tefeather and Ms. S\u2591\u2591", {"superintendent", "principal"}),
        ("\u25cf Will you\n\u25cf may", set()),
        ("R3y35 hit him", {"assistant"}),
        ("his A-P hit a boy; Ms A-P; one of the bosses A-P", {"assistant"}),
        ("the girls' A-D yelled", {"activities"}),
        ("It was the A-P. I saw it", {"assistant"}),
        ("The girl names A-D as the one who hit her", {"activities"}),
        ("her letters A-P kept, doors A\u2013P locked", {"assistant"}),
        ("the girls A\u2014D yelled, the student lists A-D", {"activities"}),
        ("rooms A1-D4 and B-D, Section B, rows A2-P3", set()),
        ("A P hit him", {"assistant"}),
        ("the A D and our A P", {"activities", "assistant"}),
        ("the A.P.s met", {"assistant"}),
        ("the APs and the ADs met", {"assistant", "activities"}),
        ("AP's hand, I saw it", {"assistant"}),
        (
            "S\u2b1b\u2b1b\u2b1brg and Hal\u26ab\u26ab, Whi\u2b1ctefeather",
            {"principal", "elementary", "superintendent"},
        ),
        ("$0lberg hit him, $olberg", {"principal"}),
        ("he took $5 and $20k from a $100bill", set()),
        ("Ms. S. hit him", set()),
        ("grades A-F, and/or 1/2, co-op, k-12, www.example.com/a=b", set()),
        ("choose A, B, C or D and write it in the box", set()),
        ("a super star, direct or not", set()),
    ],
)
def test_named_in_words(words: str, named: set[str]) -> None:
    found = involved_people({"what": "", "where": words}, (), DISTRICT)
    assert {email.partition("@")[0] for email in found} == named


def test_nobody_is_named_in_full_from_the_text_into_the_same_as_it_is_meant() -> None:
    words = {"what": "Solberg owed him $5, he told a boy called Marit"}
    assert involved_people(words, (), DISTRICT) == {"principal@schools.example"}
    assert not meant_people(words, (), DISTRICT)
    assert meant_people({"what": "Marit owed him $5, as did $olberg, Marit"}, (), DISTRICT)


def _called_in_any_way(person: Person) -> tuple[str, ...]:
    first, last = person.name.split()
    user, joined = f"{first[0]}{last}".lower(), f"{first}{last}"
    return first, last, person.name, user, joined, person.role, f"{last}22", *person.also_called


@pytest.mark.parametrize("sign", ["$", "US$", "\uff04", "Venmo: $", "$ ", "Olson$"])
def test_a_dollar_sign_before_a_name_hides_nobody(sign: str) -> None:
    for person in DISTRICT.people:
        for called in _called_in_any_way(person):
            bare = named_in({"what": f"It was {called} again"}, (), DISTRICT).left_out
            signed = named_in({"what": f"It was {sign}{called} again"}, (), DISTRICT).left_out
            assert person.email in bare <= signed, (sign, called)


@pytest.mark.parametrize(
    ("words", "bearer"),
    [
        ("pay $dreyes", "assistant"),
        ("Solberg$Reyes", "assistant"),
        ("Solberg$Reyes", "principal"),
        ("US$Reyes", "assistant"),
        ("$principal22", "principal"),
        ("Reye$ hit him", "assistant"),
        ("$OLBERG", "principal"),
        ("the $uperintendent", "superintendent"),
    ],
)
def test_a_dollar_sign_is_read_in_both_ways(words: str, bearer: str) -> None:
    assert f"{bearer}@schools.example" in involved_people({"what": words}, (), DISTRICT)


@pytest.mark.parametrize(("words", "bearer"), BESIDE_INITIALS)
def test_initials_are_found_whatever_stands_beside_them(words: str, bearer: str) -> None:
    assert f"{bearer}@schools.example" in involved_people({"what": words}, (), DISTRICT)


@pytest.mark.parametrize("beside", [*string.ascii_uppercase, *string.digits, "a", "o", "y"])
def test_any_letter_or_digit_beside_initials_leaves_their_bearer_out(beside: str) -> None:
    for written, bearer in (("A.P.", "assistant"), ("V. P.", "assistant"), ("A/D.", "activities")):
        for gap in (" ", ". "):
            for words in (f"the {beside}{gap}{written} hit", f"the {written}{gap}{beside} hit"):
                found = involved_people({"what": words}, (), DISTRICT)
                assert f"{bearer}@schools.example" in found, words


@pytest.mark.parametrize(
    "name", ["Marit Solberg Jr.", "Solberg, Marit", "Marit Berg-Solberg", "Marit Solberg, PhD"]
)
def test_a_name_written_in_other_ways_is_found_too(name: str) -> None:
    people = (DISTRICT.people[0].model_copy(update={"name": name}),)
    district = DISTRICT.model_copy(update={"people": people})
    assert involved_people({"what": "Ms. Solberg"}, (), district) == {"principal@schools.example"}
    assert involved_people({"what": "PhD, Jr."}, (), district) == set()


def test_an_apostrophe_in_a_name() -> None:
    people = (DISTRICT.people[0].model_copy(update={"name": "Nora O'Brien"}),)
    district = DISTRICT.model_copy(update={"people": people})
    for words in ("Ms. O'Brien", "OBrien\u2019s", "O\u2019BRIEN"):
        assert involved_people({"what": words}, (), district)


def test_harmless_words_leave_hardly_anybody_out() -> None:
    """Posts that the lessons call harmless, many of them full of names and schools: one in 25."""
    lines = [line for file in LESSONS.glob("*.jsonl") for line in file.read_text("utf-8").splitlines()]
    posts = [json.loads(line) for line in lines if line]
    texts = [post["text"] for post in posts if post["verdict"] == "ok"][::7]
    out = [text for text in texts if involved_people({"what": text}, (), DISTRICT)]
    assert len(texts) > 200
    assert len(out) / len(texts) < 0.06


def test_the_time_grows_with_the_text_and_hardly_with_the_people() -> None:
    many = tuple(
        DISTRICT.people[0].model_copy(update={"email": f"p{n}@schools.example", "name": f"Ann Bergstrom{n}"})
        for n in range(300)
    )
    text = {"what": "She saw what the boys did in Bergstorm's room, und keiner glaubt es ihr. " * 100}
    for people in (DISTRICT.people, many):
        involved_people(text, (), DISTRICT.model_copy(update={"people": people}))

    def taken(people: tuple[Person, ...]) -> float:
        begun = time.process_time()
        involved_people(text, (), DISTRICT.model_copy(update={"people": people}))
        return time.process_time() - begun

    assert min(taken(many) for _ in range(3)) < 10 * min(taken(DISTRICT.people) for _ in range(3))


def test_marked_in_the_form() -> None:
    assert involved_people({"what": "x"}, ["chair@schools.example"], DISTRICT) == {"chair@schools.example"}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Thomas is in ninth grade", set()),
        ("Thomas Whitefeather", {"superintendent"}),
        ("our principal", {"principal", "elementary"}),
        ("our assistant principal", {"assistant"}),
        ("vice principal", {"assistant"}),
        ("the athletic director", {"activities"}),
        ("the assistant athletic director", set()),
        ("The chairwoman groped her.", {"chair"}),
        ("our chair person, the chairwomen", {"chair"}),
        ("the vice chairwoman", set()),
        ("He threw a chair. Danny and the AP", set()),
        ("Whitfether, Tomas", {"superintendent"}),
        ("the principle hit him", {"principal", "elementary"}),
        ("the superintendant", {"superintendent"}),
        ("marit.solberg", {"principal"}),
        ("Mr. Whitefeather grabbed a student by the arm", {"superintendent"}),
        ("mr white feather, mrs. Whitfether", {"superintendent"}),
        ("Ms. Solberg grabbed her", {"principal"}),
        ("Dr. Nguyen", {"chair"}),
        ("Mr. T. J. Whitefeather", {"superintendent"}),
        ("mr. t.j. whitefeather", {"superintendent"}),
        ("It was Mr. TJ Whitefeather", {"superintendent"}),
        ("Dr. Tom Whitefeather", {"superintendent"}),
        ("we saw mr tom whitefeather", {"superintendent"}),
        ("MR. TOM J. WHITEFEATHER", {"superintendent"}),
        ("Ms. M. Solberg", {"principal"}),
        ("Ms. S_lberg", {"principal"}),
        ("Ms. S***", {"principal"}),
        ("Solb***", set()),
        ("Marits***, **MaritSolberg**", {"principal"}),
        ("**Marit Solberg** did it", {"principal"}),
        ("Ms. Sol***", {"principal"}),
        ("Principal S***", {"principal", "elementary"}),
        ("Mr. R*** hit him", {"assistant"}),
        ("L***n and M***berg", set()),
        ("Ms. Will Grace Solberg", {"principal"}),
        ("Dr. A.D. Whitefeather", {"superintendent"}),
        ("Dr. A. D. Whitefeather", {"superintendent"}),
        ("Coach Whitefeather", {"superintendent"}),
        ("Director Tom\nWhitefeather", set()),
        ("Mr. Olson saw Whitefeather", set()),
        ("MR. OLSON SAW WHITEFEATHER", set()),
        ("I told Mr. Olson. Whitefeather cried", set()),
        ("Mr. Olson, Whitefeather and Solberg", set()),
        ("I told the coach. Whitefeather cried", set()),
        ("Mr. Will May Long Whitefeather", set()),
        ("Mr. Thomas, Ms. Marit", set()),
        ("Whitefeather and Solberg", set()),
    ],
)
def test_who_is_certainly_meant(words: str, meant: set[str]) -> None:
    found = meant_people({"what": words}, (), DISTRICT)
    assert {email.partition("@")[0] for email in found} == meant


@pytest.mark.parametrize(
    "words",
    [
        *("**Thomas**", "*Thomas*", "__Thomas__", "***Thomas***", "Thomas...", "Thomas\u2026", "Thomas--"),
        *(
            "@thomas__",
            "Tho***",
            "Sol***",
            "***berg",
            "**Solberg**",
            "Mar... said",
            "Kar...",
            "Len...",
            "Dan*",
        ),
        *("L***n", "T***s", "T***r", "*whitef*", "**the Thomas**"),
    ],
)
def test_a_cut_name_leaves_out_its_bearer_and_nobody_below(words: str) -> None:
    found = named_in({"what": f"I think {words} did it"}, (), DISTRICT)
    assert len(found.left_out) == 1
    assert not found.above


@pytest.mark.parametrize("frame", ["**{}**", "*{}*", "_{}_", "__{}__", "{}...", "{}\u2026", "{}.."])
@pytest.mark.parametrize(
    "name", ["Will May", "Anders Anderson", "Mari Berg", *(p.name for p in DISTRICT.people)]
)
def test_a_framed_name_is_read_as_the_bare_one(name: str, frame: str) -> None:
    first, _, last = name.partition(" ")
    more = DISTRICT.people[0].model_copy(update={"name": name, "email": "more@schools.example"})
    district = DISTRICT.model_copy(update={"people": (*DISTRICT.people, more)})
    for bare in (first, last, f"Ms. {last}", name):
        before, _, word = f"I saw {bare}".rpartition(" ")
        framed = f"{before} {frame.format(word)} there"
        assert named_in({"what": framed}, (), district) == named_in(
            {"what": f"I saw {bare} there"}, (), district
        )


def test_one_word_is_not_the_whole_of_a_name_of_two_alike() -> None:
    for name, words in (("Hassan Ali Hassan", "Hassan saw it"), ("Anders Anderson", "And*** saw it")):
        people = (*DISTRICT.people[1:], DISTRICT.people[0].model_copy(update={"name": name}))
        district = DISTRICT.model_copy(update={"people": people})
        assert meant_people({"what": words}, (), district) == set()
        assert meant_people({"what": name}, (), district) == {"principal@schools.example"}
