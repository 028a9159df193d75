"""Other languages are noticed, and no English or Spanish question of the repository is taken for one."""

import json
from pathlib import Path

import pytest

from handlers.guidance.library import PolicyLibrary
from handlers.guidance.misspelling import Speller
from handlers.guidance.tongue import is_foreign

EXAMINATION = Path("benchmarks/examination/questions.jsonl")
OTHERS = ("wa", "wi", "wo")
"""How the questions beside the policies begin that are in Somali and German."""


@pytest.fixture(scope="module")
def speller(library: PolicyLibrary) -> Speller:
    asked = (one.text for one in library.questions["447.1"].asked)
    return Speller((*(passage.section.text for passage in library.passages), *asked))


@pytest.mark.parametrize(
    "question",
    [
        *(
            "Est-ce que je peux publier des photos de mes \u00e9l\u00e8ves sur Instagram ?",
            "darf ich das posten",
        ),
        *(
            "Puis-je poster des photos de ma classe ?",
            "Darf ich Fotos von meinen Sch\u00fclern auf Facebook posten?",
        ),
        *("Ma soo dhigi karaa sawirada ardaydayda facebook?", "ma ku dari karaa ardayga on snapchat?"),
        *(
            "Kuv puas tso tau duab rau facebook",
            "puas tau post cov duab menyuam",
            "Ninaweza kuweka picha za wangu",
        ),
        *("Mogu li objaviti slike svojih u\u010denika", "\u6211\u53ef\u4ee5\u53d1\u5e03\u7167\u7247\u5417"),
        "\u0647\u0644 \u064a\u0645\u0643\u0646\u0646\u064a",
    ],
)
def test_another_language(speller: Speller, question: str) -> None:
    assert is_foreign(speller, speller.put_right(question))


@pytest.mark.parametrize(
    "question",
    [
        *(
            "",
            "\u03c0",
            "dax",
            "\U0001d422\U0001d426 ok",
            "\ud800",
            "can i post je t'aime on my french class page",
        ),
        *(
            "die hard fans of our school in des moines",
            "is my German club Oktoberfest pic ok",
            "le pega a su hijo",
        ),
    ],
)
def test_no_other_language(speller: Speller, question: str) -> None:
    assert not is_foreign(speller, question)


def test_no_question_of_the_repository_is_taken_for_one(library: PolicyLibrary, speller: Speller) -> None:
    lines = EXAMINATION.read_text(encoding="utf-8").splitlines()
    asked = [one.text for one in library.questions["447.1"].asked] + [
        json.loads(line)["text"] for line in lines
    ]
    foreign = [one for one in asked if is_foreign(speller, speller.put_right(one))]
    assert [one for one in foreign if one.isascii() and not one.startswith(OTHERS)] == []
    assert len(foreign) < len(asked) / 500


def test_nor_one_that_the_speller_never_met(library: PolicyLibrary) -> None:
    asked = [one.text for one in library.questions["447.1"].asked]
    for fifth in range(5):
        speller = Speller(text for at, text in enumerate(asked) if at % 5 != fifth)
        foreign = [text for text in asked[fifth::5] if is_foreign(speller, speller.put_right(text))]
        assert len(foreign) < len(asked) / 500
