"""Beside a label nothing may be left that tells who it is: a title, a nickname, kin, home, a post of one."""

import pytest

from handlers.precheck.checker import Checker
from handlers.precheck.mending.mend import Mender
from tests.handlers.precheck.mending.test_blame import KIND
from tests.handlers.precheck.test_checker import draft

TOLD = [
    "Watching Hodan, Student A and Student B cheer each other on made my week.",
    "Watching Xue, Student A and Student B cheer each other on made my week.",
    "Today we loved Ayaan Warsame, Student A and Student B.",
    "Lunch duty is better with Mr. da Person A and Teacher A. Thank you both!",
    "Lunch duty is better with Mr. das Neves and Teacher A. Thank you both!",
    "Lunch duty is better with Mr. J. R. Okafor and Teacher A. Thank you both!",
    "Lunch duty is better with Mr. and Teacher A. Thank you both!",
    "Teacher A Şêx stayed late to help me.",
    "Teacher A da Costa stayed late to help me.",
    "Person A dos Person B stayed late to help me.",
    "Teacher A. Marie stayed late to help me.",
    "Teacher A. Teacher A stayed late to help me.",
    "Teacher A III stayed late to help me.",
    "Teacher A y Person A stayed late to help me.",
    "Teacher A, the school's only nurse, stayed late to help me.",
    "Student A, the only girl on the wrestling team, wrote me a note.",
    "Our only Hmong Teacher A stayed late to help me.",
    "Nuestra única Docente A se quedó tarde.",
    "Our librarian Teacher A stayed late to help me.",
    "Teacher A, our school nurse, stayed late to help me.",
    "Student A got into NDSU! Love you, Hodi!",
    "Student A got into NDSU! Love you, Mo!",
    "Student A got into NDSU! Way to go, Xander!",
    "Student A (Gabby for short) got into NDSU!",
    'Student A "Student B" Student C got into NDSU!',
    "Student A, the mayor's daughter, won the spelling bee.",
    "Student A, daughter of our custodian, won the spelling bee.",
    "Student A (our custodian's son) won the spelling bee.",
    "Student A is the niece of a senator and won the spelling bee.",
    "The mayor's daughter, Student A, won the spelling bee.",
    "Estudiante A, hija del alcalde, ganó el concurso.",
    "Student A, whose dad runs the Dairy Queen, won the spelling bee.",
    "Student A, whose grandmother is on the school board, won the spelling bee.",
    "Student A, who lives in the blue house on 8th Street, won the spelling bee.",
    "Student A, who lives two doors down, won the spelling bee.",
    "Student A, who just moved here from Somalia in March, won the spelling bee.",
    "Student A, who came to us from Duluth, won the spelling bee.",
    "Student A, who arrived in 2024, won the spelling bee.",
    "Student A, que llegó de Honduras en marzo, ganó el concurso.",
    "Student A, our quarterback, won the spelling bee.",
    "Student A is the drum major and won the spelling bee.",
    "Our goalie Student A won the spelling bee.",
    "Student A (see the Forum story today) won the spelling bee.",
    "Student A won the spelling bee (photo on page 3).",
    "Student A, featured in the Forum, won the spelling bee.",
    "Student A, state champion at 800 meters, won the spelling bee.",
    "State champion Student A won the spelling bee.",
    "Student A, a refugee, won the spelling bee.",
]
HARMLESS = [
    "Watching Student A, Student B and Student C cheer each other on made my week.",
    "We read Louise Erdrich, and Student A cried.",
    "We read Dr. Seuss with Student A.",
    "Way to go, Spuds! Student A won.",
    "Student A won state! Go Spuds! Go Moorhead!",
    "Thank you Coach. We won, and Student A cried.",
    "Coach of the year goes to Coach A.",
    "I miss Student A and Teacher A already.",
    "Student A and Teacher A went to Horizon on Friday.",
    "Estudiante A y Docente A cantaron. Felicidades, Estudiante A!",
    "Student A rocks. Student A also sings.",
    "Congrats, Everyone! Thanks to Teacher A, Parent A and Student B.",
    "Love you, Mom! Way to go, Champ! Student A sang.",
    "Not only did Student A win, I only cried once when Student B sang.",
    "Mr. Olson and Ms. Yang are not here.",
    "Student A, who read 40 books, won.",
    "Student A, my favorite artist, won.",
    "Student A, who worked so hard, won.",
    "Student A, whose smile lights up the room, won.",
    "Student A, whose mom made the cookies, won.",
    "Student A, whose grandpa is so proud, won.",
    "Student A, who lives for math, won.",
    "Student A, who came in every morning to practice, won.",
    "Student A, who moved up two reading groups, won.",
    "Student A, who moved me to tears, won.",
    "Student A and her sister sang.",
    "Student A won state! Student B played the drums (see you Friday!).",
    "Student A is the kid of the week.",
    "Student A, a kid with a big heart, won.",
    "Student A (grade 4) won a medal.",
    "Our team had a great goalie tonight, and Student A cheered.",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_is_left_is_seen(checker: Checker, text: str) -> None:
    assert Mender(checker)._is_in_company(draft(text))


@pytest.mark.parametrize("text", [*HARMLESS, *KIND])
def test_harmless_words_may_stand_beside_a_label(checker: Checker, text: str) -> None:
    assert not Mender(checker)._is_in_company(draft(text))
