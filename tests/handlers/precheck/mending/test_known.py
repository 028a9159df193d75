"""A name is known again however it is written, and a word that only looks like it is not."""

import pytest

from handlers.precheck.mending.edit import applied
from handlers.precheck.mending.known import Circle
from handlers.precheck.mending.naming import Namer
from handlers.precheck.mending.recipe import read_recipe
from handlers.precheck.people.mentions import Mention
from handlers.precheck.people.role import Role
from handlers.precheck.people.roles import Person
from handlers.spelling.reading import plain


def person(text: str, *names: str, role: Role = Role.COLLEAGUE, title: str = "") -> Person:
    """A person whose names are each found at their first place in a text."""
    seen = plain(text).text
    found = (
        Mention(seen.index(name), seen.index(name) + len(name), tuple(name.split()), title) for name in names
    )
    return Person(role, tuple(found))


def named(text: str, *people: Person) -> tuple[str, Circle]:
    namer = Namer(read_recipe().languages["en"].labels, plain(text))
    circle = namer.circle(people)
    return applied(text, namer.changes(circle)), circle


@pytest.mark.parametrize(
    ("text", "name", "title", "mended"),
    [
        ("Mr. O'Brien ran. O'Brien won.", "O'Brien", "mr", "Teacher A ran. Teacher A won."),
        ("Our AP Karen Haugen (khaugen) left", "Karen Haugen", "", "Colleague A left"),
        ("Karen Haugen left #KarenHaugen", "Karen Haugen", "", "Colleague A left"),
        ("Karen Haugen left, ask @khaugen_mhs now", "Karen Haugen", "", "Colleague A left, ask now"),
        ("Mr. Olson's door. I like olson.", "Olson", "mr", "Teacher A's door. I like Teacher A."),
        ("Mr. Ol$on left early", "Ol", "mr", "Teacher A left early"),
        ("Mr. Olson is no 0lson's", "Olson", "mr", "Teacher A is no Teacher A's"),
        ("Ms. Sofía left, ¡gracias SOFIA!", "Sofia", "ms", "Teacher A left, ¡gracias Teacher A!"),
        ("Mr. Olson and his pro-Olson crowd", "Olson", "mr", "Teacher A and his pro-Teacher A crowd"),
        ("Mr. Haugen met Haugen-Lee there", "Haugen", "mr", "Teacher A met Teacher A there"),
        ("Karen L. left", "Karen L", "", "Colleague A left"),
        ("I miss Karen", "Karen", "miss", "I miss Colleague A"),
        ("Miss Karen left", "Karen", "miss", "Teacher A left"),
    ],
)
def test_a_name_goes_however_it_is_written(text: str, name: str, title: str, mended: str) -> None:
    changed, circle = named(text, person(text, name, title=title))
    assert changed == mended
    assert not circle.left_in(plain(changed))


@pytest.mark.parametrize(
    "left",
    [
        "OLSON did it",
        "0l$on",
        "o l s o n",
        "olsonfan",
        "mail olson@example.org",
        "#goolson",
        "Ólson",
        "Olsons",
        "ol\u200bson",
    ],
)
def test_a_name_that_is_left_is_seen(left: str) -> None:
    _, circle = named("Mr. Olson", person("Mr. Olson", "Olson", title="mr"))
    assert circle.left_in(plain(left))


@pytest.mark.parametrize(
    ("left", "tells"),
    [
        ("Yay FW!", True),
        ("F.W. rules", True),
        ("Go F.A.W.!", True),
        ("MHS rules", False),
        ("The EL group won", False),
        ("few of us", False),
    ],
)
def test_initials_tell_whose_they_are(left: str, tells: bool) -> None:
    _, circle = named("Fatima Ayaan Warsame", person("Fatima Ayaan Warsame", "Fatima Ayaan Warsame"))
    assert circle.left_in(plain(left)) is tells


def test_an_hour_is_nobody() -> None:
    _, circle = named("Pa Moua", person("Pa Moua", "Pa Moua"))
    assert not circle.left_in(plain("Doors open at 7 PM or 8P.M."))
    assert circle.left_in(plain("Go PM!"))


def test_a_word_that_is_also_a_name_is_left_unless_it_is_written_as_one() -> None:
    text = "My student Grace won with grace"
    changed, circle = named(text, person(text, "Grace", role=Role.STUDENT))
    assert changed == "Student A won with grace"
    assert not circle.left_in(plain(changed))
    assert circle.left_in(plain("Grace again"))


def test_one_who_is_written_in_two_ways_is_one() -> None:
    text = "Mai-Lee sang. Then Mai Lee danced."
    people = person(text, "Mai-Lee", role=Role.STUDENT), person(text, "Mai Lee", role=Role.COLLEAGUE)
    assert named(text, *people)[0] == "Student A sang. Then Student A danced."


@pytest.mark.parametrize(
    "text",
    ["Mai-Lee and Mai Lee danced.", "my student Mai Lee and later Mrs. Lee"],
)
def test_two_who_were_taken_for_one_are_not_named_alike(text: str) -> None:
    first, second = ("Mai-Lee", "Mai Lee") if "-" in text else ("Mai Lee", "Lee")
    one = person(text, first, role=Role.STUDENT).mentions[0]
    start = text.rindex(second)
    title = "mrs" if "Mrs" in text else ""
    other = Mention(start, start + len(second), tuple(second.split()), title)
    assert named(text, Person(Role.STUDENT, (one, other)))[0] == text


def test_a_thing_in_small_letters_is_nobody() -> None:
    text = "The logo is the bison with a potato."
    assert named(text, person(text, "bison", role=Role.STUDENT))[0] == text


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Emma", "Emmmmma you rock!"),
        ("Emma", "Emmaa rocks"),
        ("Anna", "Annnnna you rock!"),
        ("Fadumo", "Fadumooooo!"),
        ("Lee", "Way to go Leeeee!"),
        ("Yaaqoob", "Yaqoooob's poem"),
    ],
)
def test_a_name_drawn_out_at_any_letter_is_the_name(name: str, left: str) -> None:
    _, circle = named(f"My student {name}", person(f"My student {name}", name, role=Role.STUDENT))
    assert circle.left_in(plain(left))


@pytest.mark.parametrize(
    ("name", "other"),
    [("Ben", "It has Been long"), ("Lee", "Le digo que si"), ("So", "I am sooo happy"), ("Emma", "Ema")],
)
def test_another_word_is_no_name_drawn_out(name: str, other: str) -> None:
    _, circle = named(f"My student {name}", person(f"My student {name}", name, role=Role.STUDENT))
    assert not circle.left_in(plain(other))
