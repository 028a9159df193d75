"""What is a name, and what only looks like one."""

import pytest

from handlers.precheck.people.mentions import mentions, same_person
from handlers.precheck.people.names import name_model, words_of


def named(text: str) -> list[str]:
    return [text[m.start : m.end] for m in mentions(words_of(text), name_model())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Emma Larson came back to school today", ["Emma Larson"]),
        ("Thank you, Abdirahman!", ["Abdirahman"]),
        ("Luke W.'s grandma and Tou Xiong came", ["Luke W", "Tou Xiong"]),
        ("So Mrs. Abdi emailed me", ["Abdi"]),
        ("Coach Van Dinh won, says the ELL office", ["Van Dinh"]),
        ("we miss the Nguyens already", ["Nguyens"]),
        ("kevin ate a glue stick", ["kevin"]),
        ("Go team, see you on Tuesday in the gym!", []),
        ("May I ask who will mark the grades in April?", []),
        ("Vitamin K and Plan B", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert named(text) == names


WHOLE = """
Maria Ortiz, Rosa Ortiz, Grace Ortiz, Joy Ortiz, Mark Ortiz, Lupe Garza, Maria Lopez-Ortiz, Camila Hernandez
Diego Reyes, Ximena Morales, Mateo Castillo, Nayeli Salinas, Rafael Cervantes, Julio Ramirez
Emily Miller, Jack Cooper, Claire Harris, Henry Bennett, Hannah Hughes, Edward Webb, Will Carter
Hope Larson, Dawn Hanson, Anna-Lena Berg, Marit Solberg, Lars Lindqvist, Solveig Tollefson, Emma Moe
Hodan Warsame, Abdirahman Abdi, Fadumo Jama, Mahad Farah, Sahra Duale, Liban Egal
Avin Rasul, Dilovan Rasul, Avin Dosky, Serdar Mizuri, Azad Hamid
Pa Houa Xiong, Mai Yer Vang, Mai See Lor, Tou Ger Khang, Bao Her, Nhia Her
Nodin Kingbird, Winona Beaulieu, Winona Strong, Nodin Strong, Tommy Running Bear
Nguyen Thi Mai, Tran Thi Hoa, Anh-Thu Pham, Linh Nguyen, Tuan Do, Quynh Le
Layla Haddad, Omar Khoury, Noor Mansour, Faisal Saleh, Tariq Aziz, Zaynab Hamdan
Ye-jin Kim, De'Andre Washington
Kwame Adeyemi, Ama Okoye, Abena Boateng, Sekou Toure, Fatou Sow, Mariama Bangura, Jean-Luc Moreau
"""
IN = (
    "So proud of my student {}, state champion in debate!",
    "{} won the spelling bee today.",
    "{}'s mom brought cookies for our class.",
    "What a game by our captain {}",
    "Congratulations to {}!",
    "Congrats to Emma Larson, {} and Leif Berg, our new captains.",
    "Felicidades a mi alumna {} por su poema.",
    "Gracias a la maestra {} por su ayuda.",
)


@pytest.mark.parametrize("name", WHOLE.strip().replace("\n", ", ").split(", "))
def test_a_name_is_whole(name: str) -> None:
    for sentence in IN:
        others = {"Emma Larson", "Leif Berg"} - {name}
        assert [one for one in named(sentence.format(name)) if one not in others] == [name], sentence


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Will Emma be there today?", ["Emma"]),
        ("Will Larson be there today?", ["Larson"]),
        ("At Emma Larson Park we ate", ["Emma Larson"]),
        ("Thank you Emma You are kind", ["Emma"]),
        ("We fly to see Emma Friday", ["Emma"]),
        ("Lunch at the Olive Garden on the Red River Valley", []),
        ("Nothing smells like Prairie Glow at Fort Snelling", []),
        ("The Tri-Valley bus is late", []),
        ("HO HO WILL DO", []),
        ("Well done, De'Andre! At four O'Clock, Y'All", ["De'Andre"]),
        ("The Moorhead-Dilworth Early board", []),
        ("Talk to Rose Realty, and to Hodan Deli", ["Rose", "Hodan"]),
        ("Ms. Moe and Mr. Her came, Mr. Of did not", ["Moe", "Her"]),
        ("Dear families, dear Emma. Dear Emma", ["Emma", "Emma"]),
        ("Write to jane.smith@schools.org or see https://jane.com/Emma and smith.org/Emma", []),
        ("Write to jane.smith@schools.org, says Emma Larson", ["Emma Larson"]),
    ],
)
def test_words_that_end_a_name_or_begin_none(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Honor roll!\nNoah Berg\nTou Xiong\nAyaan", ["Noah Berg", "Tou Xiong", "Ayaan"]),
        ("Emma\nHodan\nLeif", ["Emma", "Hodan", "Leif"]),
        ("my students Mateo\nAyaan and Linh", ["Mateo", "Ayaan", "Linh"]),
        ("Rosa de la\nCruz", ["Rosa"]),
        ("Tou \U0001f389 Hodan\U0001f389Leif", ["Tou", "Hodan", "Leif"]),
        ("\u2022 Tou \u2022 Hodan \u2022Leif", ["Tou", "Hodan", "Leif"]),
        ("So Mrs.\nAbdi emailed me", ["Abdi"]),
    ],
)
def test_a_name_ends_with_its_line_and_at_a_mark(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_possessive_is_not_part_of_the_name() -> None:
    (word, other) = words_of("Tou's dad")
    assert (word.text, word.start, word.end, other.text) == ("Tou", 0, 3, "dad")


def test_parts_of_one_name_are_one_person() -> None:
    whole, short, other = mentions(words_of("Emma Larson. Thanks, Emma! Emma Berg."), name_model())
    assert same_person(whole, short)
    assert not same_person(whole, other)


def test_the_lists_forget_what_they_hold() -> None:
    model = name_model()
    assert model.holds("given", "emma")
    assert not any(b"emma" in bits for bits in model.lists.values())
